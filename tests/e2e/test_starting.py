"""Beginning without account and going on: link, account, ready sets, another assembly, earlier texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from drafting.actions.cast import PASSWORD

from .conftest import Watch, open_file
from .test_accessibility import RULES

FILLED = Path(__file__).parent.parent / "drafts" / "opinion-setagaya.json"
ASSEMBLY = "東京都三鷹市"
Guest = Callable[..., Page]


@pytest.fixture
def guest(browser: Browser, browser_context_args: dict[str, Any], watch: Watch, server: str) -> Iterator[Guest]:
    """A page of a browser that nobody has signed in with, as many as are asked for."""
    contexts = []

    def fresh(**more: Any) -> Page:
        context = browser.new_context(**browser_context_args | more)
        watch.over(context, server)
        contexts.append(context)
        return context.new_page()

    yield fresh
    for context in contexts:
        context.close()


def faultless(page: Page) -> None:
    page.wait_for_load_state()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def begin(page: Page, purpose: str = "医療の個人情報を守る") -> str:
    """Stage 1 as a guest; gives the link that the next page tells."""
    page.goto("/drafts/new/")
    page.get_by_label("何から始めますか").select_option(label=purpose)
    page.get_by_label("どの議会ですか").fill(ASSEMBLY)
    page.get_by_role("button", name="この様式で始める").click()
    page.get_by_role("heading", name="お試しの下書きを作りました").wait_for()
    return page.get_by_label("この下書きのリンク").input_value()


def test_a_guest_goes_the_whole_way_comes_back_by_the_link_and_takes_the_draft_into_an_account(
    guest: Guest, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    watch.expected = ("404",)
    page = guest()
    page.goto("/")
    faultless(page)
    page.get_by_role("link", name="文書を作りはじめる").click()
    page.get_by_role("heading", name="文書の種類と議会").wait_for()
    faultless(page)
    link = begin(page)
    token = urlsplit(link).path.split("/")[2]
    expect(page.get_by_role("main")).to_contain_text("リンクを知っている人は、だれでもこの下書きを読み、直せます。")
    faultless(page)

    page.get_by_role("link", name="目次へ進む").click()
    path = urlsplit(page.url).path
    faultless(page)
    for stage in ("text/", "export/"):
        page.goto(path + stage)
        expect(page.get_by_text("お試しの下書きです。")).to_be_visible()
        assert token not in page.content()
        faultless(page)
    assert page.context.request.get(path + "export/docx/").body().startswith(b"PK")
    assert page.context.request.get(path + "export/pdf/").body().startswith(b"%PDF")

    elsewhere = guest()
    elsewhere.goto(link)
    assert urlsplit(elsewhere.url).path == path
    elsewhere.get_by_role("link", name="このまま自分の下書きにする").click()
    elsewhere.get_by_label("メールアドレス").fill("tanaka@example.jp")
    elsewhere.get_by_label("パスワード").fill(PASSWORD)
    elsewhere.get_by_role("button", name="ログイン").click()
    elsewhere.get_by_role("heading", name="このまま自分の下書きにする").wait_for()
    faultless(elsewhere)
    elsewhere.get_by_role("button", name="自分の下書きにする").click()
    expect(elsewhere.get_by_text("お試しのリンクは、もう使えません。")).to_be_visible()

    page.goto(link)
    page.get_by_role("heading", name="このリンクからは開けません").wait_for()
    faultless(page)
    page.goto(path)
    page.get_by_role("heading", name="ページが見つかりません").wait_for()
    logs = [log.read_text() for log in tmp_path_factory.getbasetemp().glob("var*/server.log")]
    assert any(path in log for log in logs), "the refused page stands in the log"
    assert not any(token in log for log in logs)


def test_a_browser_with_enough_drafts_is_told_so_and_led_to_them(guest: Guest, watch: Watch) -> None:
    watch.expected = ("429",)
    page = guest()
    for _ in range(5):
        begin(page, "災害やシステム障害に備える")
    page.goto("/drafts/new/")
    page.get_by_label("どの議会ですか").fill(ASSEMBLY)
    page.get_by_role("button", name="この様式で始める").click()
    page.get_by_role("heading", name="お試しの下書きは5件までです").wait_for()
    assert page.get_by_role("main").locator(".title-link").count() == 5
    faultless(page)
    page.get_by_role("main").get_by_role("link", name=re.compile("リンクと残し方")).first.click()
    page.get_by_role("link", name="この下書きをいま消す").click()
    faultless(page)
    page.get_by_role("button", name="消す", exact=True).click()
    expect(page.get_by_text("を消しました。")).to_be_visible()


def test_a_ready_set_names_the_letter_and_stands_on_one_page_of_paper(sato: Page) -> None:
    sato.goto("/library/sets/")
    faultless(sato)
    sato.goto("/drafts/new/")
    title = sato.get_by_label("件名")
    sato.get_by_label("何から始めますか").select_option(label="災害やシステム障害に備える")
    expect(title).to_have_value("災害時等にも確実に受診できるよう健康保険証の併用を求める意見書")
    sato.get_by_label("請願書").check()
    expect(title).to_have_value("災害時等にも確実に受診できるよう健康保険証の併用を求める意見書の提出を求める請願書")
    sato.get_by_label("意見書", exact=False).first.check()
    sato.get_by_label("どの議会ですか").fill(ASSEMBLY)
    sato.get_by_role("button", name="この様式で始める").click()
    sato.locator(".blocks").wait_for()
    assert sato.locator(".blocks > li").count() == 3
    expect(sato.locator("#paper-column")).to_contain_text("1枚に収まっています")


def test_a_copy_for_another_assembly_says_what_is_otherwise(sato: Page, watch: Watch) -> None:
    watch.expected = ("422",)
    path = open_file(sato, FILLED)
    sato.get_by_role("link", name="ほかの議会のために写す").click()
    faultless(sato)
    sato.get_by_role("button", name="この議会のために写す").click()
    sato.get_by_role("heading", name="まだ写していません").wait_for()
    faultless(sato)
    sato.get_by_label("どの議会ですか").fill("長野県原村")
    sato.get_by_role("button", name="この議会のために写す").click()
    sato.get_by_role("heading", name="長野県原村議会のために写しました").wait_for()
    faultless(sato)
    sato.get_by_role("link", name="写しの目次へ進む").click()
    assert urlsplit(sato.url).path != path
    expect(sato.get_by_role("main")).to_contain_text("原村議会")


def test_earlier_texts_are_listed_compared_and_brought_back(sato: Page) -> None:
    path = open_file(sato, FILLED)
    sato.goto(f"{path}text/?open=b1#b1")
    text = sato.get_by_label("1番目の段落の文")
    before = text.input_value()
    text.fill(before + "この一文を書き足した。")
    sato.get_by_role("button", name="直し終える").last.click()
    expect(sato.locator(".blocks")).to_contain_text("この一文を書き足した。")
    sato.goto(f"{path}versions/")
    faultless(sato)
    sato.get_by_role("link", name="第1版", exact=True).click()
    faultless(sato)
    sato.get_by_label("この版の名前").fill("提出版")
    sato.get_by_role("button", name="名前を付ける").click()
    sato.get_by_role("heading", name="提出版").wait_for()
    sato.get_by_role("link", name="今の文との違いを見る").click()
    expect(sato.locator("ins")).to_contain_text("この一文を書き足した。")
    faultless(sato)
    sato.get_by_role("button", name="第1版の文に戻す").click()
    sato.goto(f"{path}text/")
    expect(sato.locator(".blocks")).not_to_contain_text("この一文を書き足した。")


def test_all_of_it_works_without_javascript(guest: Guest, watch: Watch) -> None:
    watch.expected = ("422",)
    page = guest(java_script_enabled=False)
    begin(page, "健康保険証の復活を求める")
    page.get_by_role("link", name="目次へ進む").click()
    path = urlsplit(page.url).path
    page.get_by_role("link", name="ほかの議会のために写す").click()
    page.get_by_label("どの議会ですか").fill("府中市")
    page.get_by_role("button", name="この議会のために写す").click()
    page.get_by_role("button", name="広島県府中市").click()
    page.get_by_role("button", name="この議会のために写す").click()
    page.get_by_role("heading", name="広島県府中市議会のために写しました").wait_for()
    page.goto(f"{path}versions/compare/?from=1")
    page.get_by_text("違いはありません。").wait_for()


@pytest.mark.parametrize("width", [820, 320])
def test_nothing_scrolls_sideways(width: int, guest: Guest) -> None:
    page = guest(viewport={"width": width, "height": 900})
    begin(page)
    page.get_by_role("link", name="目次へ進む").click()
    path = urlsplit(page.url).path
    for place in ("/", "/drafts/new/", "/library/sets/", f"{path}link/", f"{path}versions/", f"{path}versions/1/"):
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), place
        faultless(page)
