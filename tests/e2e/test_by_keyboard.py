"""The whole way with no mouse: nothing is clicked, and what has the focus can be seen, in every window."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from drafting.actions.cast import PASSWORD

from .conftest import WINDOWS, Watch

# The name of what has the focus, as it is read out.
FOCUSED = """(() => {
  const now = document.activeElement;
  if (!now.matches("a, button, input, select, textarea, summary")) return "";
  return [now.getAttribute("aria-label"), now.labels?.[0]?.textContent, now.textContent].join(" ");
})()"""
# WCAG 2.4.11: of what has the focus something shows, in the window and not under the sticky head; 2.4.7: with a mark.
# An input that its card covers (a choice) shows by its label.
UNSEEN = """(() => {
  const now = document.activeElement;
  if (!now || now === document.body || now.matches("main, h1, h2, #main")) return "";
  const marked = (one) => getComputedStyle(one).outlineStyle !== "none";
  const isAt = (one, x, y) => ((at) => at?.contains(one) || one.contains(at))(document.elementFromPoint(x, y));
  const shown = now.labels?.[0] && now.matches("[type=radio], [type=checkbox]") ? [now, now.labels[0]] : [now];
  const seen = shown.some((one) => [...one.getClientRects()].some((r) => {
    const left = Math.max(r.left, 0) + 1, right = Math.min(r.right, innerWidth) - 1;
    const top = Math.max(r.top, 0) + 1, bottom = Math.min(r.bottom, innerHeight) - 1;
    if (left >= right || top >= bottom) return false;
    return [[left, top], [right, top], [left, bottom], [right, bottom], [(left + right) / 2, (top + bottom) / 2]]
      .some(([x, y]) => isAt(one, x, y));
  }));
  const name = now.outerHTML.slice(0, 160);
  if (!seen) return "not in sight: " + name;
  return shown.some(marked) || marked(now.closest(".choice") ?? now) ? "" : "no mark of focus: " + name;
})()"""


@pytest.fixture(params=WINDOWS)
def newcomer(
    request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict[str, Any], watch: Watch
) -> Iterator[Page]:
    with browser.new_context(**browser_context_args | WINDOWS[request.param]) as context:
        watch.over(context, browser_context_args["base_url"])
        yield context.new_page()


def tab_to(page: Page, name: str) -> None:
    """Tab until the control of that name has the focus, as a reader without a mouse does; each stop must show."""
    page.wait_for_load_state()
    for _ in range(300):
        page.keyboard.press("Tab")
        assert not (unseen := what_is_unseen(page)), f"on the way to 「{name}」 at {page.url}: {unseen}"
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"no way to 「{name}」 by keyboard at {page.url}")


def what_is_unseen(page: Page) -> str:
    """Asked again where pictures that have just come move what stands below them."""
    for _ in range(20):
        if not (unseen := page.evaluate(UNSEEN)):
            break
        page.wait_for_timeout(500)
    return str(unseen)


def press_on(page: Page, name: str, key: str = "Enter") -> None:
    tab_to(page, name)
    page.keyboard.press(key)


def test_from_the_first_page_to_word(newcomer: Page) -> None:
    page = newcomer
    page.goto("/")
    press_on(page, "ログイン")
    page.wait_for_url("**/accounts/login/**")
    tab_to(page, "メールアドレス")
    page.keyboard.type("sato@example.jp")
    tab_to(page, "パスワード")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="佐藤 一郎").wait_for()
    press_on(page, "新しい文書を作る")
    page.wait_for_url("**/drafts/new/**")
    tab_to(page, "どの議会ですか")
    page.keyboard.type("東京都世田谷区")
    press_on(page, "この様式で始める")
    expect(page.get_by_role("heading", name="論点を選ぶ")).to_be_visible()
    for place in (1, 2):
        press_on(page, "加える：")
        expect(page.get_by_text("入っています")).to_have_count(place)
    press_on(page, "文をととのえるへ進む")
    write(page)
    press_on(page, "記・宛先・提出者へ進む")
    expect(page.get_by_role("heading", name="記・宛先・提出者")).to_be_visible()
    tab_to(page, "自分の文を書く")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    tab_to(page, "記の1")
    page.keyboard.type("健康保険証の発行を再開すること。")
    press_on(page, "点検へ進む")
    expect(page.get_by_role("heading", name="点検")).to_be_visible()
    press_on(page, "書き出しへ進む")
    expect(page.get_by_role("heading", name="書き出す")).to_be_visible()
    tab_to(page, "Word")
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    text = "".join(p.text for p in Document(io.BytesIO(Path(coming.value.path()).read_bytes())).paragraphs)
    assert text.index("本区の区民の声である。") < text.index("健康保険証の発行を再開すること。")


def write(page: Page) -> None:
    """The first paragraph goes down; a paragraph of one's own is put behind both."""
    expect(page.locator(".block")).to_have_count(2)
    first = page.locator(".block-text").first.inner_text()
    press_on(page, "1番目の段落をつかんで動かす", "Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#said")).to_have_text("2番目の段落になりました。")
    expect(page.locator(".block-text").nth(1)).to_have_text(first)
    press_on(page, "自分の文を書く")
    expect(page.get_by_label("3番目の段落の文")).to_be_focused()
    page.keyboard.type("本区の区民の声である。")
    press_on(page, "直し終える")
    expect(page.locator(".block-text").nth(2)).to_have_text("本区の区民の声である。")
