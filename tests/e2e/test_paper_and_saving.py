"""The composer's paper, saving and two people on one draft, in a real browser; nothing that anybody typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import Watch, open_file, sign_in
from .test_accessibility import RULES

NAMES = {f"p{at}": f"{at}番目の段落である。" * 8 for at in range(20)} | {"end": "終わりの段落である。"}
Opens = Callable[[], Page]


@pytest.fixture(scope="session")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter of two pages; `end` stands on the last."""
    path = tmp_path_factory.mktemp("drafts") / "long.json"
    body = [{"id": block, "text": text} for block, text in NAMES.items()]
    draft = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "東京都世田谷区", "title": "題の意見書"}
    path.write_text(json.dumps(draft | {"body": body, "demands": [{"id": "d1", "text": "求めること。"}]}), "utf-8")
    return path


@pytest.fixture
def bench(sato: Page, long_file: Path) -> Page:
    sato.goto(open_file(sato, long_file) + "text/")
    return sato


@pytest.fixture
def another(
    bench: Page, browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch
) -> Iterator[Page]:
    """The same draft in another browser."""
    with browser.new_context(**browser_context_args, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        page.goto(bench.url)
        yield page


def write_in(page: Page, block: str, text: str = "") -> Locator:
    """Opens the block, and types at its end."""
    page.locator(f"[data-block={block}]").get_by_role("link", name="直す").click()
    area = page.locator("#open-form textarea").first
    expect(area).to_be_focused()
    area.press("Control+End")
    page.keyboard.type(text)
    return area


def saved(page: Page, version: int) -> None:
    expect(page.locator("#open-version")).to_have_value(str(version))
    expect(page.locator("#saved")).to_contain_text("に保存しました")


def finish(page: Page) -> None:
    page.get_by_role("button", name="直し終える").click()
    expect(page.locator("#open-form")).to_have_count(0)
    page.wait_for_load_state()  # half a page has no form either, and hears no key


def text_of(page: Page, block: str) -> Locator:
    return page.locator(f"[data-block={block}] .block-text")


def sees_nothing_wrong(page: Page) -> None:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


# --- the paper ------------------------------------------------------------------------------------------------------


def test_only_the_page_that_changed_gets_a_new_picture(bench: Page) -> None:
    images = bench.locator("#paper .sheet-image")
    before = [image.get_attribute("src") for image in images.all()]
    assert len(before) == 2
    bench.evaluate("document.querySelectorAll('#paper .sheet-image').forEach((image) => { image.isSame = true })")
    bench.locator("#paper").evaluate("paper => { paper.scrollTop = 300 }")
    write_in(bench, "p0", "改めた。")
    expect(images.nth(0)).not_to_have_attribute("src", before[0] or "")
    assert images.nth(1).get_attribute("src") == before[1]
    assert bench.evaluate(
        "[...document.querySelectorAll('#paper .sheet-image')].map((image) => Boolean(image.isSame))"
    ) == [
        False,
        True,
    ]
    # Shown only when it could be painted at once.
    assert images.nth(0).evaluate("image => image.complete && image.naturalWidth > 0")


def test_nothing_jumps_when_the_paper_is_renewed(bench: Page) -> None:
    write_in(bench, "p1")
    paper = bench.locator("#paper")
    paper.evaluate("paper => { paper.scrollTop = 200 }")
    height = paper.evaluate("paper => paper.scrollHeight")
    src = bench.locator("#paper .sheet-image").first.get_attribute("src")
    bench.keyboard.type("改めた。")
    expect(bench.locator("#paper .sheet-image").first).not_to_have_attribute("src", src or "")
    assert paper.evaluate("paper => [paper.scrollTop, paper.scrollHeight]") == [200, height]


def test_the_picture_is_as_fine_as_the_screen(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch, bench: Page
) -> None:
    for ratio, dpi in ((1, 96), (2, 144)):
        arguments = browser_context_args | {"device_scale_factor": ratio}
        with browser.new_context(**arguments, storage_state=signed_in_state) as context:
            watch.over(context, browser_context_args["base_url"])
            page = context.new_page()
            page.goto(bench.url)
            image = page.locator("#paper .sheet-image").first
            expect(image).to_be_visible()
            page.wait_for_function("document.querySelector('#paper .sheet-image').complete")
            assert image.evaluate("image => image.currentSrc").endswith(f"dpi={dpi}")


def test_a_click_on_a_paragraph_of_the_paper_opens_its_block(bench: Page) -> None:
    bench.locator("#paper a[data-place=p2]").first.click()
    expect(bench.locator("[data-block=p2] textarea")).to_be_focused()
    marked = bench.locator("#paper .sheet-bar.is-here")
    assert {bar.get_attribute("data-place") for bar in marked.all()} == {"p2"}


def test_the_paper_goes_to_the_block_that_is_opened(bench: Page) -> None:
    write_in(bench, "end")
    bar = bench.locator("#paper .sheet-bar.is-here")
    expect(bar).to_have_attribute("data-place", "end")
    frame, place = (bench.locator("#paper").bounding_box(), bar.bounding_box())
    assert frame
    assert place
    assert frame["y"] <= place["y"] <= frame["y"] + frame["height"]


def test_by_keyboard_the_text_of_the_paper_leads_to_the_block(bench: Page) -> None:
    bench.get_by_text("紙面の文を読む").press("Enter")
    link = bench.locator("#paper-text a.to-block").nth(3)
    link.press("Enter")
    expect(bench.locator("[data-block=p3] textarea")).to_be_focused()


# --- saving ---------------------------------------------------------------------------------------------------------


def test_a_pause_saves_and_says_when(bench: Page) -> None:
    write_in(bench, "p0", "改めた。")
    saved(bench, 2)
    sees_nothing_wrong(bench)


def test_a_lost_connection_keeps_the_text_and_saves_it_later(bench: Page, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    area = write_in(bench, "p0")
    bench.context.set_offline(True)
    bench.keyboard.type("切れた間の文。")
    expect(bench.locator("#open-errors")).to_contain_text("つながりが切れています。文はこの画面に残っています。")
    expect(bench.locator("#saved")).to_contain_text("まだ保存していません")
    sees_nothing_wrong(bench)
    bench.context.set_offline(False)
    expect(bench.locator("#open-errors")).to_be_empty()
    saved(bench, 2)
    assert area.input_value().endswith("切れた間の文。")
    bench.reload()
    expect(bench.locator("#open-form textarea").first).to_have_value(area.input_value())
    expect(bench.locator(".unsaved")).to_have_count(0)


def crash(page: Page, text: str) -> Page:
    """Types what cannot be saved, and is gone; the same person comes back in the same browser."""
    write_in(page, "p0")
    address = page.url
    page.context.set_offline(True)
    page.keyboard.type(text)
    expect(page.locator("#open-errors")).to_contain_text("つながりが切れています")
    # A page that crashes sends no last words.
    page.evaluate("void (window.fetch = () => Promise.reject(new Error('crashed')))")
    page.close(run_before_unload=False)
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(address)
    return again


def test_after_a_crash_the_text_is_offered_back(bench: Page, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    again = crash(bench, "倒れる前の文。")
    note = again.locator(".unsaved")
    expect(note).to_contain_text("保存していない文があります")
    expect(note).to_contain_text("倒れる前の文。")
    sees_nothing_wrong(again)
    note.get_by_role("button", name="この文に戻す").click()
    saved(again, 2)
    finish(again)
    expect(text_of(again, "p0")).to_contain_text("倒れる前の文。")
    assert again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kobo:'))") == []


def test_what_was_kept_can_be_thrown_away(bench: Page, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    again = crash(bench, "要らない文。")
    again.goto(again.url.partition("?")[0])
    note = again.locator(".unsaved")
    expect(note).to_contain_text("1番目の段落に、保存していない文があります")
    note.get_by_role("button", name="捨てる").click()
    again.reload()
    expect(again.locator(".unsaved")).to_have_count(0)
    expect(text_of(again, "p0")).not_to_contain_text("要らない文。")


def test_signing_out_takes_what_this_browser_kept(page: Page, long_file: Path) -> None:
    sign_in(page)
    page.goto(open_file(page, long_file) + "text/")
    page.evaluate("localStorage.setItem('kobo:unsaved:1:2:3', '{}')")
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="ログアウト").click()
    expect(page.get_by_role("link", name="ログイン", exact=True)).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_who_must_sign_in_again_finds_the_text_saved(bench: Page, watch: Watch) -> None:
    # The first try bears the former session's mark against forgery.
    watch.expected = ("403",)
    area = write_in(bench, "p0")
    bench.context.clear_cookies(name="sessionid")
    bench.keyboard.type("期限のあと。")
    expect(bench.locator("#open-errors")).to_contain_text("ログインの期限が切れました。文はこの画面に残っています。")
    sees_nothing_wrong(bench)
    with bench.context.expect_page() as coming:
        bench.get_by_role("link", name="ログイン", exact=True).last.click()
    door = coming.value
    door.get_by_label("メールアドレス").fill("sato@example.jp")
    door.get_by_label("パスワード").fill("kobo-no-tameshi-1")
    door.get_by_role("button", name="ログイン").click()
    expect(door.get_by_role("heading", name="本文")).to_be_visible()
    door.close()
    bench.bring_to_front()
    bench.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(bench, 2)
    assert area.input_value().endswith("期限のあと。")


def test_leaving_with_unsaved_text_is_asked_about(bench: Page, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    write_in(bench, "p0")
    bench.context.set_offline(True)
    bench.keyboard.type("まだの文。")
    expect(bench.locator("#open-errors")).to_contain_text("つながりが切れています")
    asked: list[str] = []
    bench.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    bench.get_by_role("link", name="目次").click()
    expect(bench.locator("#open-form")).to_be_visible()
    assert asked == ["beforeunload"]


# --- two people -----------------------------------------------------------------------------------------------------


def test_two_people_in_different_blocks_keep_both_texts(bench: Page, another: Page) -> None:
    write_in(bench, "p0", "こちらの文。")
    write_in(another, "p1", "あちらの文。")
    saved(bench, 2)
    expect(another.locator("#saved")).to_contain_text("に保存しました")
    finish(another)
    finish(bench)
    bench.reload()
    expect(text_of(bench, "p0")).to_contain_text("こちらの文。")
    expect(text_of(bench, "p1")).to_contain_text("あちらの文。")


def test_the_others_change_is_noticed_and_taken_in_around_what_is_typed(bench: Page, another: Page) -> None:
    area = write_in(bench, "p0", "書きかけ")
    saved(bench, 2)
    write_in(another, "p1", "あちらの文。")
    finish(another)
    notice = bench.locator("#others")
    expect(notice).to_contain_text("あなたが別の画面で")
    expect(notice).to_contain_text("に1か所を直しました。")
    sees_nothing_wrong(bench)
    bench.keyboard.type("の文。")
    notice.get_by_role("button", name="取り込む").click()
    expect(text_of(bench, "p1")).to_contain_text("あちらの文。")
    expect(notice).to_be_empty()
    area = bench.locator("#open-form textarea").first
    assert area.input_value().endswith("書きかけの文。")
    expect(area).to_be_focused()
    bench.keyboard.type("続き。")
    finish(bench)
    expect(text_of(bench, "p0")).to_contain_text("書きかけの文。続き。")


def test_two_people_in_one_block_choose_and_lose_nothing(bench: Page, another: Page, watch: Watch) -> None:
    watch.expected = ("409",)
    write_in(bench, "p0")
    write_in(another, "p0", "あちらの文。")
    finish(another)
    bench.keyboard.type("こちらの文。")
    expect(bench.locator("#open-errors")).to_contain_text("同じところを直しました")
    sees_nothing_wrong(bench)
    bench.get_by_role("button", name="直し終える").click()
    expect(bench.get_by_role("heading", name="2つの直しが重なりました")).to_be_visible()
    for width in (1280, 820, 640):
        bench.set_viewport_size({"width": width, "height": 900})
        sees_nothing_wrong(bench)
    both = bench.get_by_label("書き直した文")
    both.fill("あちらの文とこちらの文。")
    expect(bench.get_by_role("radio", name="両方を見ながら書き直す")).to_be_checked()
    bench.get_by_role("button", name="選んだ文を使う").click()
    expect(text_of(bench, "p0")).to_have_text("あちらの文とこちらの文。")
    bench.goto(bench.url.partition("text/")[0] + "versions/")
    expect(bench.get_by_text("第4版")).to_be_visible()


# --- back and forth --------------------------------------------------------------------------------------------------


def test_steps_go_back_and_forth_after_a_reload(bench: Page) -> None:
    write_in(bench, "p0", "一歩。")
    saved(bench, 2)
    finish(bench)
    bench.reload()
    bench.get_by_role("button", name="元に戻す").click()
    expect(text_of(bench, "p0")).not_to_contain_text("一歩。")
    sees_nothing_wrong(bench)
    bench.reload()
    bench.get_by_role("button", name="やり直す").click()
    expect(text_of(bench, "p0")).to_contain_text("一歩。")


def test_the_keys_undo_outside_text_fields_alone(bench: Page) -> None:
    write_in(bench, "p0", "一歩。")
    saved(bench, 2)
    bench.keyboard.press("Control+z")
    bench.wait_for_timeout(300)
    expect(bench.locator("#open-form")).to_be_visible()
    finish(bench)
    bench.locator("#main").focus()
    bench.keyboard.press("Control+z")
    expect(bench.locator("#stepped")).to_contain_text("を直したのを取り消しました。")


def test_without_javascript_all_goes_by_buttons(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch, bench: Page
) -> None:
    with browser.new_context(
        **browser_context_args, storage_state=signed_in_state, java_script_enabled=False
    ) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        page.goto(bench.url)
        page.locator("#paper a[data-place=p2]").first.click()
        page.locator("#open-form textarea").first.fill("ボタンだけの文。")
        finish(page)
        expect(text_of(page, "p2")).to_have_text("ボタンだけの文。")
        page.get_by_role("button", name="元に戻す").click()
        expect(text_of(page, "p2")).to_contain_text("2番目の段落である。")
        page.get_by_role("link", name="紙面を新しくする").click()
        expect(page.locator("#paper .sheet-image").first).to_be_visible()
