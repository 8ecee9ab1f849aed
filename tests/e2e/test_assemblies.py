"""ほかの議会にも in a real browser, with a real worker beside the server: the whole way, without JavaScript, by axe."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PATIENCE, ROOT, Watch, open_file
from .test_accessibility import look_at

PETITION = Path(__file__).parent.parent / "drafts" / "petition-hara.json"


@pytest.fixture
def worker(server: str, server_environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "manage.py", "work", "--interval", "0.2"]
    process = subprocess.Popen(command, cwd=ROOT, env=server_environment)
    yield
    process.terminate()
    process.wait(20)


def choose(page: Page, draft: str, names: str) -> None:
    page.goto(draft + "assemblies/")
    page.get_by_label("どの地域ですか").select_option("")
    page.get_by_text("議会の名前を貼り付ける").click()
    page.get_by_label("議会の名前").fill(names)
    page.get_by_role("button", name="選んだ議会を確かめる").click()


@pytest.mark.usefixtures("worker")
def test_the_whole_way_from_the_draft_to_the_zip(sato: Page, tmp_path: Path) -> None:
    draft = open_file(sato, PETITION)
    sato.goto(draft + "export/")
    sato.get_by_role("link", name="議会を選ぶ").click()
    expect(sato.get_by_label("どの地域ですか")).to_have_value("長野県")
    wrong = look_at(sato, "choosing")
    sato.get_by_role("button", name="選んだ議会を確かめる").click()
    expect(sato.get_by_role("heading", name="77議会")).to_be_visible()
    expect(sato.get_by_text("紹介議員は、この文書の議会だけのものなので、ほかの76議会の分では")).to_be_visible()
    wrong += look_at(sato, "chosen")
    # Word and PDF: with Word alone a quick machine is done before anybody can press the button.
    sato.get_by_role("button", name="77議会分を作る").click()
    sato.get_by_role("button", name="止める").click()
    expect(sato.get_by_role("heading", name="止めました")).to_be_visible()
    wrong += look_at(sato, "stopped")
    sato.get_by_role("button", name="続きから作る").click()
    # Nothing is pressed from here: the page renews itself.
    expect(sato.get_by_role("heading", name="できました")).to_be_visible(timeout=10 * PATIENCE)
    wrong += look_at(sato, "done")
    with sato.expect_download() as download:
        sato.get_by_role("link", name=re.compile("ZIPを受け取る")).click()
    assert download.value.suggested_filename.endswith("_77議会.zip")
    download.value.save_as(tmp_path / "papers.zip")
    with zipfile.ZipFile(tmp_path / "papers.zip") as archive:
        assert len(archive.namelist()) == 2 * 77 + 1
        assert archive.testzip() is None
    sato.get_by_role("button", name="この一括作成を消す").click()
    expect(sato.get_by_text("一括作成を消しました")).to_be_visible()
    assert wrong == []


def test_without_a_worker_the_page_waits_and_says_so(sato: Page, watch: Watch) -> None:
    watch.expected = ("422",)
    draft = open_file(sato, PETITION)
    choose(sato, draft, "府中市\nなし市")
    expect(sato.get_by_role("heading", name="まだ始めていません")).to_be_visible()
    wrong = look_at(sato, "names that are not understood")
    choose(sato, draft, "長野県長野市\n長野県松本市")
    sato.get_by_role("button", name="2議会分を作る").click()
    expect(sato.get_by_role("heading", name="順番を待っています")).to_be_visible()
    wrong += look_at(sato, "waiting")
    expect(sato.get_by_text("裏で作るプログラムが動いていません")).to_be_visible()
    sato.get_by_role("button", name="止める").click()
    expect(sato.get_by_role("heading", name="止めました")).to_be_visible()
    sato.get_by_role("button", name="この一括作成を消す").click()
    assert wrong == []


@pytest.mark.usefixtures("worker")
def test_it_works_without_javascript(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, sato: Page
) -> None:
    draft = open_file(sato, PETITION)
    with browser.new_context(
        **browser_context_args, storage_state=signed_in_state, java_script_enabled=False
    ) as context:
        page = context.new_page()
        choose(page, draft, "長野県長野市")
        page.get_by_role("button", name="1議会分を作る").click()
        for _ in range(120):
            if page.get_by_role("heading", name="できました").is_visible():
                break
            page.wait_for_timeout(500)
            page.get_by_role("link", name="今のようすを見る").click()
        expect(page.get_by_role("link", name=re.compile("ZIPを受け取る"))).to_be_visible()
        page.get_by_role("button", name="この一括作成を消す").click()


@pytest.mark.usefixtures("worker")
def test_by_keyboard_alone(sato: Page) -> None:
    """The stop button keeps the focus although the part of the page in which it stands is renewed."""
    draft = open_file(sato, PETITION)
    sato.goto(draft + "assemblies/")
    sato.get_by_role("button", name="選んだ議会を確かめる").press("Enter")
    sato.get_by_role("button", name="77議会分を作る").press("Enter")
    stop = sato.get_by_role("button", name="止める")
    stop.focus()
    with sato.expect_response(lambda answer: "/assemblies/" in answer.url and answer.request.method == "GET"):
        pass
    expect(stop).to_be_focused()
    sato.keyboard.press("Enter")
    expect(sato.get_by_role("heading", name="止めました")).to_be_visible()
    sato.get_by_role("button", name="この一括作成を消す").press("Enter")
    expect(sato.get_by_text("一括作成を消しました")).to_be_visible()
