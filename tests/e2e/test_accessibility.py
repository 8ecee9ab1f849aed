"""Every page by axe, at every width and with large text; nothing scrolls sideways, nothing offends the CSP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserType, Page

from .conftest import Watch, open_file

FILLED = Path(__file__).parent.parent / "drafts" / "opinion-setagaya.json"
PETITION = Path(__file__).parent.parent / "drafts" / "petition-hara.json"
# preload: axe would fetch our style sheets anew and put them into the page, which the CSP refuses.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    "preload": False,
}

OPEN_TO_ALL = [
    "/",
    "/about/",
    "/privacy/",
    "/sources-note/",
    "/accessibility/",
    "/library/",
    "/library/?q=資格確認書",
    "/library/?q=ぬぬぬ",
    "/library/?q=国保料滞納",  # found by one of its words
    "/library/?q=紹介議員",  # leads to a stage
    "/library/wish/?q=国保料滞納",
    "/library/arguments/a-zentei-4joken/",
    "/library/demands/d-haishi-tekkai/",
    "/library/terms/",
    "/accounts/login/",
    "/accounts/password/forgotten/",
    "/no-such-page/",
]
OF_A_PERSON = ["/", "/drafts/new/", "/drafts/open/", "/drafts/discarded/", "/account/", "/accounts/logout/"]
OF_A_DRAFT = [
    "",
    "kind/",
    "arguments/",
    "arguments/?kind=demand",
    "arguments/?q=ぬぬぬ",
    "text/",
    "text/?open=b1",
    "text/?open=b3",
    "text/?add=1",
    "demands/",
    "check/",
    "export/",
    "paper/",
    "versions/",
    "facts/",
]
WIDTHS = (1280, 820, 640)


@pytest.fixture(scope="session")
def empty_draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft file in which there is nothing but a title."""
    path = tmp_path_factory.mktemp("drafts") / "empty.json"
    least = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "東京都世田谷区", "title": "題", "body": []}
    path.write_text(json.dumps(least), encoding="utf-8")
    return path


def look_at(page: Page, where: str) -> list[str]:
    """What is wrong with the page that is open, at each width; not before its style sheets have come."""
    page.wait_for_load_state("load")
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=RULES).response["violations"]
        wrong += [f"{where} at {width}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
        wrong += sideways(page, f"{where} at {width}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def test_faults_are_found(sato: Page) -> None:
    """Else a look that sees nothing would pass for a page without faults."""
    sato.goto("/drafts/new/")
    sato.evaluate("document.getElementById('id_title').labels[0].remove()")
    sato.evaluate("document.getElementById('main').style.width = '2000px'")
    wrong = look_at(sato, "spoilt")
    assert any("label" in one for one in wrong)
    assert any("too wide" in one for one in wrong)


def sideways(page: Page, where: str) -> list[str]:
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{where}: {over} px too wide"] if over > 0 else []


def test_the_pages_that_are_open_to_all(page: Page, watch: Watch) -> None:
    watch.expected = ("404",)
    assert [wrong for path in OPEN_TO_ALL if page.goto(path) for wrong in look_at(page, path)] == []


def test_the_pages_of_a_person(sato: Page) -> None:
    assert [wrong for path in OF_A_PERSON if sato.goto(path) for wrong in look_at(sato, path)] == []


@pytest.mark.parametrize("state", ["filled", "petition", "empty"])
def test_the_pages_of_a_draft(state: str, sato: Page, empty_draft: Path) -> None:
    draft = open_file(sato, {"filled": FILLED, "petition": PETITION, "empty": empty_draft}[state])
    assert [wrong for path in OF_A_DRAFT if sato.goto(draft + path) for wrong in look_at(sato, draft + path)] == []


def test_the_pages_that_say_what_is_wrong(sato: Page, watch: Watch) -> None:
    watch.expected = ("422", "409")
    draft = open_file(sato, FILLED)
    wrong = []
    sato.goto("/drafts/new/")
    sato.get_by_label("どの議会ですか").fill("府中市")
    sato.get_by_role("button", name="この様式で始める").click()
    sato.get_by_role("heading", name="まだ始められません").wait_for()
    wrong += look_at(sato, "stage 1 with errors")
    sato.goto(draft + "demands/")
    sato.locator("#id_date").get_by_label("月").fill("13")
    sato.locator("#id_date").get_by_label("日").fill("40")
    sato.get_by_role("button", name="点検へ進む").click()
    sato.get_by_role("heading", name="保存していません").wait_for()
    wrong += look_at(sato, "stage 4 with errors")
    sato.goto("/drafts/open/")
    sato.get_by_role("button", name="このファイルから始める").click()
    sato.locator(".error").wait_for()
    wrong += look_at(sato, "no file")
    conflict(sato, draft)
    wrong += look_at(sato, "two changes to one place")
    assert wrong == []


def test_a_style_of_ones_own_offered_as_the_assemblys(sato: Page, watch: Watch, tmp_path: Path) -> None:
    watch.expected = ("422",)
    path = tmp_path / "own-style.json"
    path.write_text(json.dumps(json.loads(FILLED.read_bytes()) | {"style": {"seal": "印"}}), encoding="utf-8")
    sato.goto(open_file(sato, path) + "style/propose/")
    sato.get_by_role("heading", name="の様式として提案する").wait_for()
    wrong = look_at(sato, "offering a style")
    sato.get_by_label("ページで見た").first.check()
    sato.get_by_role("button", name="編集者に提案する").click()
    sato.get_by_role("heading", name="まだ提案していません").wait_for()
    wrong += look_at(sato, "offering a style without telling where it was seen")
    assert wrong == []


def conflict(page: Page, draft: str) -> None:
    page.goto(draft + "text/?open=b3")
    other = page.context.new_page()
    other.goto(draft + "text/?open=b3")
    other.get_by_label("3番目の段落の文").fill("先の文。")
    other.get_by_role("button", name="直し終える").click()
    other.locator(".block-text").nth(2).wait_for()
    page.get_by_label("3番目の段落の文").fill("後の文。")
    page.get_by_role("button", name="直し終える").click()
    page.get_by_role("heading", name="の直しが重なりました").wait_for()


@pytest.fixture
def large(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    signed_in_state: Any,
    watch: Watch,
) -> Iterator[Page]:
    """A browser in which the reader has set the text to twice its size."""
    twice = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser: Browser = browser_type.launch(**browser_type_launch_args | {"args": twice})
    with browser.new_context(**browser_context_args, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        yield context.new_page()
    browser.close()


def test_nothing_is_cut_off_when_text_is_twice_as_large(large: Page, watch: Watch) -> None:
    watch.expected = ("404",)
    draft = open_file(large, FILLED)
    paths = [*OPEN_TO_ALL, *OF_A_PERSON, *(draft + path for path in OF_A_DRAFT)]
    wrong = []
    for path in paths:
        large.goto(path)
        assert large.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        wrong += sideways(large, path)
    assert wrong == []


def test_controls_are_large_enough_to_press(sato: Page) -> None:
    draft = open_file(sato, FILLED)
    small = []
    for path in OF_A_DRAFT:
        sato.goto(draft + path)
        small += [f"{path}: {one}" for one in sato.evaluate(SMALL)]
    assert small == []


# Visible buttons and fields that are lower than 44 px; links in running text are read, not aimed at.
SMALL = """() => [...document.querySelectorAll("button, .btn, input, select, summary")]
  .filter((one) => one.closest("main"))
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
  .filter((one) => !["hidden", "radio", "checkbox"].includes(one.type))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 160))"""
