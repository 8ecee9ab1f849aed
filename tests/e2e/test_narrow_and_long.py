"""The screens of writing with long words and in seldom states, from 320 to 1920 px: nothing sideways or hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .conftest import Watch, open_file
from .test_accessibility import FILLED, look_at, sideways

LONG_TITLE = (
    "後期高齢者医療制度及び国民健康保険の被保険者に対する資格確認書の一律かつ恒久的な交付並びに"
    "従来の健康保険証の復活を求める意見書"
)
SENTENCE = "本町の窓口には、高齢の被保険者から「資格確認書が届いたが使い方が分からない」という相談が寄せられている。"
PLACES = ["", "kind/", "arguments/", "text/", "text/?open=b1", "text/?open=b2#sources", "text/?add=1", "text/?found=1"]
MORE = ["demands/", "check/", "export/", "paper/", "style/", "versions/", "versions/1/", "elsewhere/", "assemblies/"]
LAST = ["share/", "agreement/", "talk/", "talk/b1/suggest/", "owner/", "versions/compare/?from=1"]
EVERY = [*PLACES, *MORE, *LAST]
# What is pressed or chosen must show its words; a button keeps them on one line where there is room.
CUT = """() => [...document.querySelectorAll("main .btn, main .chip, main textarea")]
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().width < 40)
  .map((one) => one.outerHTML.slice(0, 160))"""
# Under the head that stays nothing can be read: not even in part (WCAG 2.4.11 asks for less).
UNDER_THE_HEAD = """() => {
  const head = document.querySelector(".bench-head");
  const now = document.activeElement;
  if (!head || head.contains(now) || !document.querySelector("main").contains(now)) return "";
  const lowest = head.getBoundingClientRect().bottom;
  const box = now.getBoundingClientRect();
  return box.height < innerHeight - lowest && box.top < lowest - 1 ? now.outerHTML.slice(0, 160) : "";
}"""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft in which title, paragraphs, sources, names and demands are as long as they come."""
    whole = json.loads(FILLED.read_text(encoding="utf-8"))
    source = {"title": SENTENCE, "issuer": SENTENCE[:40], "url": "https://example.jp/" + "kokuho" * 20}
    whole |= {"assembly": "鹿児島県南種子町", "title": LONG_TITLE}
    whole["body"] = [
        {"id": "b1", "argument": "a-zentei-4joken", "text": SENTENCE * 4},
        {"id": "b2", "text": SENTENCE * 12, "sources": [source]},
        *({"text": SENTENCE} for _ in range(6)),
    ]
    whole["demands"] = [{"text": SENTENCE, "items": [{"text": SENTENCE}]} for _ in range(4)]
    whole["signatories"] += [{"role": "supporter", "name": f"勅使河原 𠮷右衛門{n}"} for n in range(8)]
    path = tmp_path_factory.mktemp("drafts") / "long.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def long_draft(sato: Page, long_file: Path) -> str:
    return open_file(sato, long_file)


def test_long_words_make_no_page_scroll_sideways(sato: Page, long_draft: str) -> None:
    wrong = []
    for place in EVERY:
        sato.goto(long_draft + place)
        for width in (320, 640, 820, 1040, 1280, 1920):
            sato.set_viewport_size({"width": width, "height": 900})
            wrong += sideways(sato, f"{place} at {width}")
            wrong += [f"{place} at {width}: {one}" for one in sato.evaluate(CUT)]
    assert wrong == []


def test_long_words_leave_nothing_for_axe(sato: Page, long_draft: str) -> None:
    seldom = ["text/?open=b2#sources", "text/?found=1", "style/", "talk/b1/suggest/", "owner/", "agreement/", "share/"]
    assert [wrong for place in seldom if sato.goto(long_draft + place) for wrong in look_at(sato, place)] == []


def test_what_has_the_focus_stands_below_the_head(sato: Page, long_draft: str) -> None:
    hidden = set()
    for width in (1280, 820):
        sato.set_viewport_size({"width": width, "height": 700})
        for place in ("text/?open=b2", "style/"):
            sato.goto(long_draft + place)
            sato.locator("main").evaluate("(main) => [...main.querySelectorAll('a, button')].at(-1).focus()")
            for _ in range(60):
                sato.keyboard.press("Shift+Tab")
                hidden.add(sato.evaluate(UNDER_THE_HEAD))
    assert hidden <= {""}


def test_an_address_that_is_none_is_said_and_the_draft_opens_as_before(
    sato: Page, long_draft: str, watch: Watch
) -> None:
    watch.expected = ("422",)
    sato.goto(long_draft + "text/?open=b2#sources")
    sato.get_by_label("URL").first.fill("htp:/だめ")
    sato.get_by_role("button", name="直し終える").last.click()
    sato.get_by_text("URLは、http:// か https:// から").first.wait_for()
    assert look_at(sato, "an address that is none") == []
    sato.goto(long_draft + "text/")
    sato.locator(".blocks").wait_for()


def test_petitions_are_not_asked_for_a_committee(sato: Page) -> None:
    sato.goto("/drafts/new/")
    asked = sato.get_by_role("group", name="だれが提出しますか")
    assert asked.is_visible()
    sato.get_by_label("請願書").check()
    assert not asked.is_visible()
    sato.get_by_label("決議").check()
    assert asked.is_visible()
