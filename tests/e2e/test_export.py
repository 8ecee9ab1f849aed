"""書き出す in a real browser: counted after it shows, by mouse, by keyboard, without JavaScript; axe in each state."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Watch, open_file
from .test_accessibility import FILLED, PETITION, RULES

# So long that the whole speech takes more than five minutes.
LONG = {"text": "窓口には高齢の被保険者やその家族からの相談が寄せられています。" * 10}


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    raw = json.loads(FILLED.read_text(encoding="utf-8"))
    path = tmp_path / "long.json"
    body = [raw["body"][0], LONG, LONG, LONG, raw["body"][2]]
    path.write_text(json.dumps(raw | {"body": body}, ensure_ascii=False), encoding="utf-8")
    return path


def names_in(download: Any) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(Path(download.path()).read_bytes())).namelist()


def look(page: Page) -> None:
    page.wait_for_load_state("load")  # not before its style sheets have come
    result = Axe().run(page, options=RULES)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def counted(page: Page) -> None:
    expect(page.locator("#amount-cover_note")).to_contain_text("枚")


def test_pages_are_counted_after_the_page_shows_and_the_choice_comes_as_one_zip(sato: Page, long_file: Path) -> None:
    sato.goto(open_file(sato, long_file) + "export/")
    counted(sato)
    expect(sato.get_by_text("提案理由説明の3分版")).to_be_visible()
    sato.get_by_label("賛成討論").check()
    sato.get_by_label("送付状").uncheck()
    button = sato.get_by_role("button", name="選んだ")
    chosen = sato.locator("[name=part]:checked").count()
    expect(button).to_have_text(f"選んだ{chosen}つを書き出す")
    with sato.expect_download() as started:
        button.click()
    names = {name.split("_")[1] for name in names_in(started.value)}
    assert {"意見書案", "提案理由説明", "提案理由説明（3分版）", "賛成討論", "想定問答"} <= names
    assert "送付状" not in names
    expect(sato.locator("#export-state")).to_have_text("書き出しました。")


def test_the_minutes_follow_the_speed_and_a_single_paper_comes_alone(sato: Page) -> None:
    sato.goto(open_file(sato, FILLED) + "export/")
    counted(sato)
    before = sato.locator("#amount-speech").inner_text()
    sato.get_by_label("1分に読む字数").fill("100")
    sato.get_by_label("1分に読む字数").press("Tab")
    expect(sato.locator("#amount-speech")).not_to_have_text(before)
    with sato.expect_download() as started:
        sato.get_by_role("link", name=re.compile("^PDF.*想定問答")).click()
    assert started.value.suggested_filename.startswith("04_想定問答_")


def test_all_by_keyboard(sato: Page) -> None:
    sato.goto(open_file(sato, PETITION) + "export/")
    counted(sato)
    sato.get_by_label("送付状").focus()
    sato.keyboard.press("Space")
    expect(sato.get_by_label("送付状")).not_to_be_checked()
    sato.get_by_role("button", name="選んだ").focus()
    with sato.expect_download() as started:
        sato.keyboard.press("Enter")
    assert not [name for name in names_in(started.value) if name.startswith("09_")]


def test_a_deadline_is_entered_and_a_past_one_is_said(sato: Page) -> None:
    sato.goto(open_file(sato, FILLED) + "export/")
    sato.get_by_text("期限を入力する").click()
    sato.get_by_label("日", exact=True).fill("2024-12-01")
    sato.get_by_role("button", name="期限を残す").click()
    panel = sato.get_by_role("region", name="提出の期限")
    expect(panel).to_contain_text("2024年12月1日（日）")
    expect(panel).to_contain_text("日前に過ぎました")
    look(sato)


@pytest.mark.parametrize("width", [1280, 820, 640])
def test_every_state_at_every_width(width: int, sato: Page, long_file: Path) -> None:
    sato.set_viewport_size({"width": width, "height": 900})
    address = open_file(sato, long_file) + "export/"
    sato.goto(address)
    counted(sato)
    sato.get_by_text("期限を入力する").click()
    look(sato)


def test_without_javascript_there_is_a_button_to_count(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch
) -> None:
    arguments = browser_context_args | {"java_script_enabled": False, "storage_state": signed_in_state}
    with browser.new_context(**arguments) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        page.goto(open_file(page, FILLED) + "export/")
        page.get_by_label("想定問答").uncheck()
        for _ in range(9):  # papers, should each take its time
            if (button := page.get_by_role("button", name="枚数を数える")).count():
                button.click()
        counted(page)
        expect(page.get_by_label("想定問答")).not_to_be_checked()
        page.get_by_label("賛成討論").uncheck()
        with page.expect_download() as started:
            page.get_by_role("button", name="選んだものを書き出す").click()
        assert not [name for name in names_in(started.value) if name.startswith(("03_", "04_"))]


def test_nothing_chosen_is_said_in_words(sato: Page, watch: Watch) -> None:
    watch.expected = ("422",)
    sato.goto(open_file(sato, FILLED) + "export/")
    counted(sato)
    for box in sato.locator("[name=part]").all():
        box.uncheck()
    sato.get_by_role("button", name="選んだものを書き出す").click()
    expect(sato.get_by_role("alert").filter(has_text="書類を1つ以上選んでください。")).to_be_visible()
    look(sato)
