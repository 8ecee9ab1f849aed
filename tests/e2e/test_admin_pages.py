"""The 運営 in a real browser: Django's own pages, with what they need beyond Django to be used by all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Watch, first_admin_path, register_administrator
from .test_accessibility import look_at

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
    with browser.new_context(**browser_context_args) as context:
        watch.over(context, server)
        page = context.new_page()
        page.goto(first_admin_path(server_environment))
        register_administrator(page, "運営 太郎", "taro@example.jp", "unei-no-tameshi-1")
        yield page


def test_the_pages_of_the_operation(keeper: Page) -> None:
    """The lists, an empty form, what each list leads to, and its history."""
    paths = ["/admin/", "/admin/drafting/user/add/", "/admin/drafting/draftinggroup/add/"]
    for name in LISTED:
        keeper.goto(f"/admin/drafting/{name}/")
        first = keeper.locator("#result_list tbody th a").first
        paths += [f"/admin/drafting/{name}/", *([str(first.get_attribute("href"))] if first.count() else [])]
    paths += [path.replace("change/", "history/") for path in paths if path.endswith("change/")]
    assert len(paths) > 3 + len(LISTED) + 5
    wrong = []
    for path in paths:
        answer = keeper.goto(path)
        wrong += look_at(keeper, path) if answer and answer.status == 200 else [f"{path}: not found"]
    assert wrong == []
