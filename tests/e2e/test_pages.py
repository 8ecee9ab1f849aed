"""The pages around a draft: home, library, curation, groups, guide; in the states that they can be in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Watch, kept_after_sign_in, open_file
from .test_accessibility import FILLED, large, look_at, sideways

__all__ = ["large"]


def test_a_chapter_of_the_guide_stands_at_the_top_once_its_link_is_followed(page: Page) -> None:
    """At once: nothing slides down the page, and pictures that come later push nothing away."""
    page.goto("/guide/")
    for number in (2, 8, 15):
        page.locator(".guide-contents a").nth(number - 1).click()
        page.wait_for_load_state("networkidle")
        top = page.locator(f"#chapter-{number}").evaluate("one => one.getBoundingClientRect().top")
        assert 0 <= top < 60, number


# With what stands on them when the library is full and somebody has written; the words are those of the library.
OPEN_TO_ALL = [
    "/library/?q=高齢者施設",
    "/library/?kind=fact&status=ask",
    "/library/?theme=t-nini",
    "/library/?q=" + "ん" * 100,
    "/library/arguments/a-jisshitsu-gimuka/",
    "/library/facts/",
    "/library/facts/f-setagaya-shibuya/",
    "/library/sources/diet-20250606/",
    "/library/advice/",
    "/library/sets/",
    "/guide/",
    "/report/a-zentei-4joken/",
]
OF_THE_LIBRARY = ("quotation", "figure")
OF_A_MEMBER = ["/groups/", "/groups/new/", "/notices/", "/account/data/", "/account/close/"]
OF_A_GROUP = ["", "people/", "name/", "leave/", "hand-over/", "end/"]
OF_A_CURATOR = [
    "/curation/",
    *(f"/curation/?section={name}" for name in ("waiting", "due", "reports", "wishes", "unchecked")),
    "/curation/items/",
    "/curation/items/?q=ぬぬぬ",
    "/curation/items/a-zentei-4joken/",
    "/curation/items/a-zentei-4joken/1/",
    "/curation/exchange/",
    *(f"/curation/new/{kind}/" for kind in ("argument", "fact", "quotation", "demand", "term", "figure", "source")),
    *(f"/curation/new/{kind}/" for kind in ("theme", "addressee", "advice", "note", "ready_set", "house_style")),
]
LONG = "健康保険証の復活と、誰もが安心して受診できる医療保険制度の実現を求める意見書（高齢者・障害者への配慮を含む）"


@pytest.fixture(scope="session")
def mori_state(browser: Browser, server: str) -> Any:
    return kept_after_sign_in(browser, server, "mori")


@pytest.fixture
def mori(browser: Browser, browser_context_args: dict[str, Any], mori_state: Any, watch: Watch) -> Iterator[Page]:
    with browser.new_context(**browser_context_args, storage_state=mori_state) as context:
        watch.over(context, browser_context_args["base_url"])
        yield context.new_page()


def faults(page: Page, paths: Iterable[str]) -> list[str]:
    """An address that leads nowhere would be looked at as well, and be without fault."""
    wrong = []
    for path in paths:
        answer = page.goto(path)
        wrong += [f"{path}: {answer.status}"] if answer and answer.status != 200 else look_at(page, path)
    return wrong


def first_of(page: Page, kind: str) -> str:
    """The address of an item of this kind."""
    page.goto(f"/library/?kind={kind}")
    return str(page.locator(f"a[href*='/library/{kind}s/']").first.get_attribute("href"))


def test_the_pages_of_the_library_and_the_guide(page: Page) -> None:
    assert faults(page, [*OPEN_TO_ALL, *(first_of(page, kind) for kind in OF_THE_LIBRARY)]) == []


def test_the_pages_of_somebody_in_a_group(sato: Page) -> None:
    sato.goto("/groups/")
    group = str(sato.get_by_role("link", name="区民とあゆむ会").get_attribute("href"))
    assert faults(sato, [*OF_A_MEMBER, *(group + path for path in OF_A_GROUP)]) == []


def test_the_pages_of_a_curator(mori: Page) -> None:
    assert faults(mori, OF_A_CURATOR) == []


def test_the_first_page_with_what_needs_attention_and_a_long_title(sato: Page) -> None:
    draft = open_file(sato, FILLED)
    sato.goto(f"{draft}kind/")
    sato.get_by_label("件名").fill(LONG)
    sato.get_by_role("button", name="この様式に改める").click()
    sato.wait_for_url(lambda address: "/kind/" not in address)
    sato.goto(f"{draft}export/")
    sato.locator("summary", has_text="期限を入力する").click()
    sato.get_by_label("日", exact=True).fill((date.today() + timedelta(days=5)).isoformat())
    sato.get_by_role("button", name="期限を残す").click()
    sato.get_by_text("提出の期限を残しました。").wait_for()
    sato.goto("/")
    sato.get_by_role("heading", name="確かめていただくこと").wait_for()
    assert look_at(sato, "home with what needs attention") == []


def test_forms_that_say_what_is_wrong(mori: Page, watch: Watch) -> None:
    watch.expected = ("422",)
    wrong = []
    for path, button in (
        ("/report/a-zentei-4joken/", "編集者に知らせる"),
        ("/groups/new/", "この名称で作る"),
        ("/library/wish/", "編集者に伝える"),
        ("/curation/exchange/", "違いを見る"),
        ("/curation/new/fact/", "保存する"),
    ):
        mori.goto(path)
        mori.get_by_role("button", name=button).click()
        mori.locator(".error, .note-bad").first.wait_for()
        wrong += look_at(mori, f"{path} with errors")
    assert wrong == []


def test_nothing_of_these_pages_is_cut_off_when_text_is_twice_as_large(large: Page) -> None:
    wrong = []
    for path in [*OPEN_TO_ALL, *OF_A_MEMBER]:
        large.goto(path)
        wrong += sideways(large, path)
    assert wrong == []
