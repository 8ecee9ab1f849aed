"""The whole way of somebody who has never seen the program: from the first page to Word and PDF."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Download, Page, expect
from pypdfium2 import PdfDocument

from .conftest import WINDOWS, Watch, open_file, sign_in

OWN = "本区においても、窓口には高齢の方からの相談が寄せられている。"
DEMAND = "医療機関、保険者及び地方公共団体の意見を聴くこと。"
SETAGAYA = Path(__file__).parent.parent / "drafts" / "opinion-setagaya.json"


@pytest.mark.parametrize("with_script", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("window", WINDOWS)
def test_from_the_first_page_to_word_and_pdf(
    window: str, with_script: bool, browser: Browser, browser_context_args: dict[str, Any], server: str, watch: Watch
) -> None:
    arguments = browser_context_args | WINDOWS[window]
    with browser.new_context(**arguments, java_script_enabled=with_script) as context:
        watch.over(context, server)
        page = context.new_page()
        page.goto("/")
        page.get_by_role("link", name="ログイン", exact=True).click()
        sign_in_here(page)
        page.get_by_role("link", name="新しい文書を作る").first.click()
        begin_for_setagaya(page)
        chosen = choose_three_arguments(page)
        arrange(page, chosen)
        ask(page)
        expect(page.get_by_role("heading", name="点検")).to_be_visible()
        page.get_by_role("link", name="書き出しへ進む").click()
        docx, pdf = (downloaded(page, name) for name in ("Word", "PDF"))
    said = {"Word": words_of_docx(docx), "PDF": words_of_pdf(pdf)}
    for name, text in said.items():
        places = [text.find(word) for word in (*chosen, OWN, DEMAND, "衆議院議長", "総務大臣")]
        assert -1 not in places, (name, text)
        assert places == sorted(places), name
        assert "世田谷区議会" in text, name


def sign_in_here(page: Page) -> None:
    page.get_by_label("メールアドレス").fill("sato@example.jp")
    page.get_by_label("パスワード").fill("kobo-no-tameshi-1")
    page.get_by_role("button", name="ログイン").click()


def begin_for_setagaya(page: Page) -> None:
    expect(page.get_by_role("heading", name="文書の種類と議会")).to_be_visible()
    page.get_by_label("どの議会ですか").fill("世田谷")
    page.get_by_role("button", name="議会をさがす").click()
    page.get_by_role("button", name="東京都世田谷区").click()
    expect(page.get_by_role("heading", name="世田谷区議会の様式")).to_be_visible()
    page.get_by_label("件名").fill("健康保険証の復活を求める意見書")
    page.get_by_role("button", name="この様式で始める").click()


def choose_three_arguments(page: Page) -> list[str]:
    """Two by theme, one by search; gives the beginnings of their texts in the order of the paper after the move."""
    page.get_by_role("link", name="取得・記入の任意性").click()
    for _ in range(2):
        add_first(page)
    page.get_by_label("さがす言葉").fill("資格確認書")
    page.get_by_role("button", name="さがす").click()
    expect(page.get_by_role("heading", name="「資格確認書」を含むもの")).to_be_visible()
    add_first(page)
    expect(page.locator("#chosen")).to_contain_text("3段落")
    page.get_by_role("link", name="文をととのえるへ進む").click()
    expect(page.locator(".block")).to_have_count(3)
    return [text[:20] for text in page.locator(".block-text").all_inner_texts()]


def add_first(page: Page) -> None:
    before = page.get_by_text("入っています").count()
    page.get_by_role("button", name="加える").first.click()
    expect(page.get_by_text("入っています")).to_have_count(before + 1)


def arrange(page: Page, chosen: list[str]) -> None:
    """The third becomes the first; then a paragraph of one's own."""
    for place in (3, 2):
        page.get_by_role("button", name=f"{place}番目の段落を上へ").click()
        expect(page.locator(".block-text").nth(place - 2)).to_contain_text(chosen[2])
    chosen.insert(0, chosen.pop())
    page.get_by_role("button", name="自分の文を書く").click()
    page.get_by_label("4番目の段落の文").fill(OWN)
    page.get_by_role("button", name="直し終える").click()
    expect(page.locator(".block-text").nth(3)).to_contain_text(OWN)
    expect(page.get_by_role("img", name="紙面の見本").first).to_be_visible()
    page.get_by_role("link", name="記・宛先・提出者へ進む").click()
    page.wait_for_url("**/demands/")


def ask(page: Page) -> None:
    """Two demands of which one is the library's, other addressees, people and a date."""
    # Asked before its style sheets have come, a page would show Bootstrap's own ticks, which the CSP forbids.
    with page.expect_event("load"):
        page.get_by_role("button", name="ライブラリから加える").click()
    with page.expect_event("load"):
        page.locator("#shelf").get_by_role("button", name="加える").first.click()
    expect(page.get_by_text("入っています")).to_have_count(1)
    with page.expect_event("load"):
        page.get_by_role("button", name="自分の文を書く").click()
    page.get_by_role("textbox", name="記の2").fill(DEMAND)
    page.get_by_label("総務大臣").check()
    page.get_by_label("厚生労働大臣").uncheck()
    page.locator("#people-submitter").get_by_label("提出者").fill("佐藤 一郎")
    page.locator("#id_date").get_by_label("年").fill("8")
    page.locator("#id_date").get_by_label("月").fill("12")
    page.get_by_role("button", name="点検へ進む").click()


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("row", name="表紙と意見書案").get_by_role("link", name=name).click()
    download: Download = coming.value
    assert "健康保険証の復活を求める意見書" in download.suggested_filename
    return Path(download.path()).read_bytes()


def words_of_docx(raw: bytes) -> str:
    return "".join("".join(paragraph.text.split()) for paragraph in Document(io.BytesIO(raw)).paragraphs)


def words_of_pdf(raw: bytes) -> str:
    with PdfDocument(raw) as pdf:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_picking_an_assembly_and_a_kind_needs_no_reload(sato: Page) -> None:
    sato.goto("/drafts/new/")
    sato.evaluate("window.isSamePage = true")
    sato.get_by_label("請願書").check()
    expect(sato.get_by_label("件名")).to_have_value("健康保険証の復活を求める意見書の提出を求める請願書")
    sato.get_by_label("件名").fill("私の件名")
    sato.get_by_label("陳情書").check()
    expect(sato.get_by_label("件名")).to_have_value("私の件名")
    sato.get_by_label("どの議会ですか").press_sequentially("府中市")
    sato.get_by_role("button", name="広島県府中市").click()
    expect(sato.get_by_label("どの議会ですか")).to_have_value("広島県府中市")
    expect(sato.get_by_label("どの議会ですか")).to_be_focused()
    expect(sato.get_by_role("heading", name="府中市議会の様式")).to_be_visible()
    assert sato.evaluate("window.isSamePage") is True


def test_an_assembly_typed_in_full_shows_its_style(sato: Page) -> None:
    sato.goto("/drafts/new/")
    sato.get_by_label("どの議会ですか").press_sequentially("広島県府中")
    expect(sato.get_by_role("button", name="広島県府中市")).to_be_visible()
    expect(sato.get_by_role("heading", name="議会の様式", exact=True)).to_be_visible()
    sato.keyboard.type("市")
    expect(sato.get_by_role("heading", name="府中市議会の様式")).to_be_visible()
    expect(sato.get_by_label("どの議会ですか")).to_be_focused()
    expect(sato.get_by_label("どの議会ですか")).to_have_value("広島県府中市")


@pytest.fixture
def bench(sato: Page) -> Page:
    """Stage 3 of a draft with three paragraphs."""
    sato.goto(open_file(sato, SETAGAYA) + "text/")
    return sato


def writing(page: Page) -> Any:
    page.locator(".block").nth(2).get_by_role("link", name="直す").click()
    area = page.get_by_label("3番目の段落の文")
    expect(area).to_be_focused()
    area.press("Control+End")
    return area


def test_what_is_typed_is_saved_and_the_caret_stays(bench: Page) -> None:
    area = writing(bench)
    picture = bench.locator("#paper img").first.get_attribute("src")
    bench.keyboard.type("検証が要る。")
    expect(bench.locator("#open-version")).to_have_value("2")
    expect(bench.locator("#paper img").first).not_to_have_attribute("src", picture or "")
    expect(area).to_be_focused()
    bench.keyboard.type("さらに続ける。")
    assert area.input_value().endswith("検証が要る。さらに続ける。")
    # Pressed while the last words are still on their way: no false conflict.
    bench.get_by_role("button", name="直し終える").click()
    expect(bench.locator(".block-text").nth(2)).to_contain_text("検証が要る。さらに続ける。")


def test_saves_that_overlap_lose_nothing(bench: Page) -> None:
    bench.route("**/text/*/", lambda route: (bench.wait_for_timeout(400), route.continue_()))
    area = writing(bench)
    for word in ("一。", "二。", "三。", "四。"):
        bench.keyboard.type(word)
        bench.wait_for_timeout(900)
    bench.get_by_role("button", name="直し終える").click()
    expect(bench.locator(".block-text").nth(2)).to_contain_text("一。二。三。四。")
    assert area.count() == 0


def test_another_button_waits_for_what_was_typed(bench: Page) -> None:
    writing(bench)
    bench.keyboard.type("急いで。")
    bench.get_by_role("button", name="1番目の段落を下へ").click()
    expect(bench.locator("#said")).to_have_text("2番目の段落になりました。")
    bench.goto(bench.url.partition("?")[0])
    expect(bench.locator(".block-text").nth(2)).to_contain_text("急いで。")


def test_leaving_the_page_keeps_what_was_typed(bench: Page) -> None:
    writing(bench)
    bench.keyboard.type("去り際に。")
    bench.get_by_role("link", name="目次").click()
    expect(bench.get_by_role("heading", name="この文書を")).to_be_visible()
    bench.wait_for_timeout(500)
    bench.goto(bench.url + "text/")
    expect(bench.locator(".block-text").nth(2)).to_contain_text("去り際に。")


def test_a_lost_connection_is_said_and_made_good(bench: Page, watch: Watch) -> None:
    watch.expected = ("htmx:", "ERR_INTERNET_DISCONNECTED")
    area = writing(bench)
    bench.context.set_offline(True)
    bench.keyboard.type("切れた。")
    expect(bench.locator("#open-errors")).to_contain_text("つながりが切れています")
    expect(bench.locator("#saved")).to_contain_text("まだ保存していません")
    bench.context.set_offline(False)
    expect(bench.locator("#open-errors")).to_be_empty()
    assert area.input_value().endswith("切れた。")
    bench.reload()
    expect(bench.get_by_label("3番目の段落の文")).to_have_value(area.input_value())


def test_what_cannot_be_saved_is_said_beside_the_text(bench: Page, watch: Watch) -> None:
    watch.expected = ("422", "htmx:")
    area = writing(bench)
    area.fill("")
    expect(bench.locator("#open-errors")).to_contain_text("文が空です")
    expect(bench.locator("#saved")).to_contain_text("まだ保存していません")
    area.fill("書き直した。")
    expect(bench.locator("#open-errors")).to_be_empty()
    expect(bench.locator("#saved")).to_contain_text("に保存しました")


def test_somebody_elses_change_is_said_and_chosen_from(bench: Page, watch: Watch) -> None:
    watch.expected = ("409", "htmx:")
    writing(bench)
    other = bench.context.new_page()
    other.goto(bench.url)
    other.get_by_label("3番目の段落の文").fill("別の画面の文。")
    other.get_by_role("button", name="直し終える").click()
    expect(other.locator(".block-text").nth(2)).to_contain_text("別の画面の文。")
    bench.keyboard.type("こちらの続き。")
    expect(bench.locator("#open-errors")).to_contain_text("同じところを直しました")
    bench.get_by_role("button", name="直し終える").click()
    expect(bench.get_by_role("heading", name="2つの直しが重なりました")).to_be_visible()
    expect(bench.locator("main")).to_contain_text("こちらの続き。")
    expect(bench.locator("main")).to_contain_text("別の画面の文。")
    bench.get_by_role("button", name="選んだ文を使う").click()
    expect(bench.locator(".block-text").nth(2)).to_contain_text("こちらの続き。")


def test_an_expired_session_is_said_without_losing_the_text(bench: Page, watch: Watch) -> None:
    watch.expected = ("Response Status Error Code 200",)
    area = writing(bench)
    bench.context.clear_cookies(name="sessionid")
    bench.keyboard.type("期限のあと。")
    expect(bench.locator("#open-errors")).to_contain_text("ログインの期限が切れました")
    assert area.input_value().endswith("期限のあと。")
    bench.on("dialog", lambda dialog: dialog.accept())


def test_blocks_move_by_keyboard_and_the_focus_stays(bench: Page) -> None:
    first = bench.locator(".block-text").first.inner_text()
    bench.keyboard.press("Tab")
    for _ in range(60):
        if bench.evaluate("document.activeElement.getAttribute('aria-label')") == "1番目の段落を下へ":
            break
        bench.keyboard.press("Tab")
    bench.keyboard.press("Enter")
    expect(bench.locator(".block-text").nth(1)).to_have_text(first)
    expect(bench.get_by_role("button", name="2番目の段落を下へ")).to_be_focused()
    bench.keyboard.press("Enter")
    expect(bench.locator(".block-text").nth(2)).to_have_text(first)
    # The last one cannot go further down: the focus is on its neighbour, not lost.
    expect(bench.get_by_role("button", name="3番目の段落を上へ")).to_be_focused()
    expect(bench.locator("#said")).to_have_text("3番目の段落になりました。")


def test_adding_from_the_drawer_keeps_the_place(bench: Page) -> None:
    bench.get_by_role("link", name="ライブラリから加える").click()
    expect(bench.get_by_role("heading", name="ライブラリから加える")).to_be_focused()
    bench.get_by_role("button", name="加える").first.click()
    expect(bench.locator(".block")).to_have_count(4)
    expect(bench.locator("#said")).to_have_text("加えました。")
    assert bench.evaluate("document.activeElement.className") == "title-link"
    bench.get_by_role("link", name="閉じる").click()
    expect(bench.get_by_role("link", name="ライブラリから加える")).to_be_focused()


def test_the_demonstration_account_can_sign_out(page: Page) -> None:
    sign_in(page)
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="ログアウト").click()
    expect(page.get_by_role("link", name="文書を作りはじめる")).to_be_visible()
