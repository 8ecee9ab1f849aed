"""元に戻す and やり直す in a real browser: in place, said in words, and never over somebody else's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import Watch, open_file
from .test_paper_and_saving import another, finish, long_file, saved, sees_nothing_wrong, text_of, write_in

__all__ = ["another", "long_file"]
# Marks every block and page of the paper; whatever is made anew has lost the mark.
MARK = "document.querySelectorAll('.blocks > li, #paper img').forEach((one) => { one.isSame = true })"
MADE_ANEW = (
    "[...document.querySelectorAll('.blocks > li')].filter((one) => !one.isSame).map((one) => one.dataset.block)"
)


@pytest.fixture
def bench(sato: Page, long_file: Path) -> Page:
    sato.goto(open_file(sato, long_file) + "text/")
    return sato


def block_of(page: Page, block: str) -> Locator:
    return page.locator(f".blocks [data-block={block}]")


def press(page: Page, name: str) -> None:
    page.locator(".bench-head").get_by_role("button", name=name, exact=True).click()


def take_out(page: Page, block: str) -> None:
    block_of(page, block).get_by_role("button", name="外す").click()
    expect(block_of(page, block)).to_have_count(0)


def says(page: Page, words: str) -> None:
    expect(page.locator("#stepped")).to_contain_text(words)
    expect(page.locator("#said")).to_contain_text(words)


def test_a_block_comes_back_in_place_and_nothing_else_is_touched(bench: Page) -> None:
    take_out(bench, "p9")
    block_of(bench, "p18").scroll_into_view_if_needed()
    bench.evaluate(f"{MARK}; window.isSamePage = true")
    before = block_of(bench, "p18").bounding_box()
    bench.locator("#undo").focus()
    bench.keyboard.press("Enter")
    expect(block_of(bench, "p9")).to_be_attached()
    says(bench, "『9番目の段落である。9番目の…』を外したのを取り消しました。")
    assert bench.evaluate("window.isSamePage")
    assert bench.evaluate(MADE_ANEW) == ["p9"]
    after = block_of(bench, "p18").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    expect(bench.locator("#redo")).to_be_focused()
    sees_nothing_wrong(bench)
    press(bench, "やり直す")
    says(bench, "もう一度、『9番目の段落である。9番目の…』を外しました。")
    expect(block_of(bench, "p9")).to_have_count(0)
    expect(bench.locator("#undo")).to_be_focused()


def test_the_line_leads_to_the_place(bench: Page) -> None:
    take_out(bench, "p3")
    block_of(bench, "end").scroll_into_view_if_needed()
    press(bench, "元に戻す")
    bench.get_by_role("link", name="そこを見る").click()
    expect(block_of(bench, "p3")).to_be_in_viewport()


def test_the_open_field_stays_the_very_same_with_its_caret(bench: Page) -> None:
    take_out(bench, "p9")
    area = write_in(bench, "p0")
    area.evaluate("area => { area.setSelectionRange(5, 5); area.isSame = true }")
    area.press("Shift+Tab")
    bench.locator("#undo").focus()
    bench.keyboard.press("Enter")
    expect(block_of(bench, "p9")).to_be_attached()
    assert area.evaluate("area => [area.isSame, area.selectionStart]") == [True, 5]


def test_what_is_typed_is_saved_first_and_then_taken_back(bench: Page) -> None:
    area = write_in(bench, "p0", "一歩。")
    press(bench, "元に戻す")
    expect(bench.locator("#open-form textarea").first).not_to_have_value("一歩。")
    expect(bench.locator("#stepped")).to_contain_text("を直したのを取り消しました。")
    assert not area.input_value().endswith("一歩。")
    press(bench, "やり直す")
    expect(bench.locator("#stepped")).to_contain_text("もう一度、")
    assert area.input_value().endswith("一歩。")
    area.press("Control+End")
    bench.keyboard.type("二歩。")
    expect(bench.locator("#stepped")).to_be_empty()
    finish(bench)
    expect(text_of(bench, "p0")).to_contain_text("一歩。二歩。")


def test_it_works_after_a_reload_and_says_so_again(bench: Page) -> None:
    write_in(bench, "p0", "一歩。")
    saved(bench, 2)
    finish(bench)
    bench.reload()
    bench.evaluate("window.isSamePage = true")
    press(bench, "元に戻す")
    says(bench, "を直したのを取り消しました。")
    assert bench.evaluate("window.isSamePage")
    expect(text_of(bench, "p0")).not_to_contain_text("一歩。")
    bench.reload()
    press(bench, "やり直す")
    expect(text_of(bench, "p0")).to_contain_text("一歩。")


def test_the_keys_of_a_text_field_are_the_browsers_own(bench: Page) -> None:
    area = write_in(bench, "p0", "一")
    bench.keyboard.press("Control+z")
    expect(bench.locator("#stepped")).to_be_empty()
    assert not area.input_value().endswith("一")


def test_another_persons_words_stay(bench: Page, another: Page) -> None:
    write_in(bench, "p0", "自分の一歩。")
    finish(bench)
    write_in(another, "p1", "別の画面の文。")
    finish(another)
    take_out(another, "p5")
    press(bench, "元に戻す")
    # The other screen is the same person's: its step is the newest.
    says(bench, "『5番目の段落である。5番目の…』を外したのを取り消しました。")
    expect(text_of(bench, "p1")).to_contain_text("別の画面の文。")


def test_without_javascript_it_is_a_page(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch, bench: Page
) -> None:
    arguments = browser_context_args | {"java_script_enabled": False}
    with browser.new_context(**arguments, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        page.goto(bench.url)
        take_out(page, "p9")
        page.locator("#undo").click()
        expect(page.locator("#stepped")).to_contain_text("を外したのを取り消しました。")
        expect(block_of(page, "p9")).to_be_attached()


def test_by_keyboard_one_goes_on_at_the_next_paragraph(bench: Page) -> None:
    block_of(bench, "p4").get_by_role("button", name="外す").focus()
    bench.keyboard.press("Enter")
    expect(block_of(bench, "p4")).to_have_count(0)
    expect(bench.locator("#said")).to_contain_text("外しました。")
    expect(opener(bench, "p5")).to_be_focused()
    # What was done is said between its neighbours, with the way back one step behind.
    expect(bench.locator(".blocks > li").nth(4)).to_contain_text("外しました。")
    bench.keyboard.press("Shift+Tab")
    tab_back_to(bench, "元に戻す")
    bench.keyboard.press("Enter")
    expect(opener(bench, "p4")).to_be_focused()
    expect(bench.locator("#said")).to_have_text("元に戻しました。")
    expect(bench.locator(".blocks > li").nth(4)).to_contain_text("元に戻しました。")


def test_by_keyboard_one_goes_on_after_the_last_paragraph_and_after_mending(bench: Page) -> None:
    block_of(bench, "end").get_by_role("button", name="外す").focus()
    bench.keyboard.press("Enter")
    expect(opener(bench, "p19")).to_be_focused()
    expect(bench.locator(".blocks > li").last).to_contain_text("外しました。")
    bench.keyboard.press("Enter")
    expect(block_of(bench, "p19").locator("textarea").first).to_be_focused()
    bench.get_by_role("button", name="直し終える").focus()
    bench.keyboard.press("Enter")
    bench.wait_for_url("**/text/#p19")
    bench.keyboard.press("Tab")
    expect(block_of(bench, "p19").locator(":focus")).to_have_count(1)


def opener(page: Page, block: str) -> Locator:
    return block_of(page, block).get_by_role("link", name="直す")


def tab_back_to(page: Page, name: str) -> None:
    """The controls of the paragraph that is gone over are few."""
    for _ in range(8):
        if page.evaluate("document.activeElement.textContent") == name:
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"no 「{name}」 just before")
