"""The 運営 in a real browser: Django's own pages, with what they need beyond Django to be used by all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Watch, run_commands
from .test_accessibility import look_at

PASSWORD = "unei-no-tameshi-1"
LISTED = ("user", "draftinggroup", "invitation", "assembly", "draft", "export", "decision", "report", "importbatch")


@pytest.fixture
def keeper(
    browser: Browser,
    browser_context_args: dict[str, Any],
    server: str,
    server_environment: dict[str, str],
    watch: Watch,
) -> Iterator[Page]:
    """The first administrator, by the link that the start prints."""
    said = run_commands(server_environment, "first_admin_link --base http://kobo")
    path = re.search(r"http://kobo(/first-admin/\S+)", said)
    assert path, said
    with browser.new_context(**browser_context_args) as context:
        watch.over(context, server)
        page = context.new_page()
        page.goto(path[1])
        page.get_by_label("名前").fill("運営 太郎")
        page.get_by_label("メールアドレス").fill("taro@example.jp")
        for one in page.locator("input[type=password]").all():
            one.fill(PASSWORD)
        page.get_by_role("button", name="登録").click()
        page.get_by_role("link", name="運営 太郎").wait_for()
        yield page


def test_the_pages_of_the_operation(keeper: Page) -> None:
    """The lists, an empty form, and what each list leads to."""
    paths = ["/admin/", "/admin/drafting/user/add/", "/admin/drafting/draftinggroup/add/"]
    for name in LISTED:
        keeper.goto(f"/admin/drafting/{name}/")
        first = keeper.locator("#result_list tbody th a").first
        paths += [f"/admin/drafting/{name}/", *([str(first.get_attribute("href"))] if first.count() else [])]
    assert len(paths) > 3 + len(LISTED) + 2
    wrong = []
    for path in paths:
        answer = keeper.goto(path)
        wrong += look_at(keeper, path) if answer and answer.status == 200 else [f"{path}: not found"]
    assert wrong == []
