"""記・宛先・提出者 in a real browser: saved after each pause, demands by their grip, characters that no font has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Watch, open_file
from .test_paper_and_saving import sees_nothing_wrong


@pytest.fixture
def stage(sato: Page, tmp_path: Path) -> Page:
    path = tmp_path / "people.json"
    demands = [{"id": f"d{at}", "text": f"{at}を求める。"} for at in (1, 2, 3)]
    draft = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "東京都世田谷区", "title": "題の意見書"}
    body = [{"text": "一の文である。"}]
    path.write_text(json.dumps(draft | {"body": body, "demands": demands}), "utf-8")
    sato.goto(open_file(sato, path) + "demands/")
    return sato


def demands_of(page: Page) -> list[str]:
    return [area.input_value() for area in page.locator(".edit-row > div > textarea").all()]


def saved(page: Page, version: int) -> None:
    expect(page.locator("#people-form > [name=version]")).to_have_value(str(version))
    expect(page.locator("#saved")).to_contain_text("に保存しました")


def test_a_pause_saves_and_the_paper_follows(stage: Page) -> None:
    src = stage.locator("#people-paper img").first.get_attribute("src")
    stage.get_by_label("提出者").first.fill("葛\U000e0100城 髙﨑")
    saved(stage, 2)
    expect(stage.locator("#people-paper img").first).not_to_have_attribute("src", src or "")
    sees_nothing_wrong(stage)
    stage.reload()
    expect(stage.get_by_label("提出者").first).to_have_value("葛\U000e0100城 髙﨑")


def test_a_lost_connection_keeps_it_and_saves_later(stage: Page, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    stage.context.set_offline(True)
    stage.get_by_label("提出者").first.fill("髙﨑")
    expect(stage.locator("#open-errors")).to_contain_text("つながりが切れています。")
    expect(stage.locator("#saved")).to_have_text("まだ保存していませんわけを見る")
    sees_nothing_wrong(stage)
    stage.mouse.wheel(0, 20_000)
    expect(stage.locator("#open-errors")).not_to_be_in_viewport()
    stage.get_by_role("link", name="わけを見る").press("Enter")
    expect(stage.locator("#open-errors")).to_be_focused()
    expect(stage.locator("#open-errors")).to_be_in_viewport(ratio=1)
    stage.context.set_offline(False)
    saved(stage, 2)
    expect(stage.locator("#open-errors")).to_be_empty()


def test_a_character_without_a_font_is_told_under_its_field_and_the_word_goes_with_it(stage: Page) -> None:
    name = stage.get_by_label("提出者").first
    name.fill("髙﨑𠮷邉 葛\U000e0100城 \ufa11")
    saved(stage, 2)
    expect(stage.locator("[data-glyphs]")).to_have_count(0)
    name.fill("猫🐈")
    expect(name).to_have_accessible_description(
        "「🐈」の字がフォントにないため、紙面に印刷できません。別の字に改めてください。"
    )
    expect(stage.locator("#said")).to_contain_text("「🐈」の字が")
    sees_nothing_wrong(stage)
    name.fill("猫")
    expect(stage.locator("[data-glyphs]")).to_have_count(0)
    expect(name).not_to_have_attribute("aria-describedby", "id_submitter-0-name_glyphs")


def test_half_a_list_of_names_waits_for_its_button(stage: Page) -> None:
    stage.get_by_text("名簿から、まとめて入れる").first.click()
    stage.locator("[data-by-button]").first.fill("一の人\n二の人")
    stage.locator("#d1 textarea").first.fill("改めて求める。")
    saved(stage, 2)
    expect(stage.locator("[data-by-button]").first).to_have_value("一の人\n二の人")
    stage.get_by_role("button", name="保存して紙面を見る").click()
    expect(stage.get_by_label("提出者 2人目")).to_have_value("二の人")


def test_a_demand_is_lifted_and_set_down_by_keyboard_and_taken_back(stage: Page) -> None:
    stage.locator("#grip-d1").focus()
    for key in ("Space", "ArrowDown", "ArrowDown"):
        stage.keyboard.press(key)
    expect(stage.locator("#said")).to_have_text("3つのうち3番目です。")
    sees_nothing_wrong(stage)
    mark_page(stage)
    stage.keyboard.press("Space")
    saved(stage, 2)
    in_place(stage, "grip-d1", "記の3になりました。")
    assert demands_of(stage) == ["2を求める。", "3を求める。", "1を求める。"]
    stage.locator("#undo").click()
    expect(stage.locator("#stepped")).to_contain_text("記の順を変えたのを取り消しました。")
    assert demands_of(stage) == ["1を求める。", "2を求める。", "3を求める。"]
    sees_nothing_wrong(stage)


def test_a_demand_is_dragged_by_the_mouse(stage: Page) -> None:
    stage.locator("#d3 textarea").first.fill("3を強く求める。")
    grip, first = stage.locator("#grip-d3").bounding_box(), stage.locator("#d1").bounding_box()
    assert grip
    assert first
    stage.mouse.move(grip["x"] + 20, grip["y"] + 20)
    stage.mouse.down()
    stage.mouse.move(grip["x"] + 20, first["y"] + 60, steps=5)
    stage.mouse.move(grip["x"] + 20, first["y"] + 10)
    mark_page(stage)
    stage.mouse.up()
    # What was typed is saved first, then the place.
    saved(stage, 3)
    in_place(stage, "grip-d3", "記の1になりました。")
    assert demands_of(stage) == ["3を強く求める。", "1を求める。", "2を求める。"]
    stage.reload()
    assert demands_of(stage) == ["3を強く求める。", "1を求める。", "2を求める。"]


def mark_page(page: Page) -> None:
    page.evaluate("window.isTheVeryPage = true")


def in_place(page: Page, focus: str, said: str) -> None:
    """The page was not left; the focus is where the hand was, and what happened was said."""
    expect(page.locator(f"#{focus}")).to_be_focused()
    expect(page.locator("#said")).to_have_text(said)
    assert page.evaluate("window.isTheVeryPage")


def test_the_arrows_move_a_demand_in_place_and_keep_the_focus(stage: Page) -> None:
    mark_page(stage)
    stage.locator("#down-d1").focus()
    stage.keyboard.press("Enter")
    saved(stage, 2)
    in_place(stage, "down-d1", "記の2になりました。")
    stage.keyboard.press("Enter")
    saved(stage, 3)
    # At the end there is no further down: the focus goes to its fellow.
    in_place(stage, "up-d1", "記の3になりました。")
    assert demands_of(stage) == ["2を求める。", "3を求める。", "1を求める。"]
    expect(stage.locator("#d1 > span").first).to_have_text("3")
    expect(stage.locator("#people-paper img").first).to_be_visible()
    sees_nothing_wrong(stage)


def test_a_lifted_demand_is_put_back_by_escape_and_the_focus_stays(stage: Page) -> None:
    stage.locator("#grip-d1").focus()
    for key in ("Space", "ArrowDown", "Escape"):
        stage.keyboard.press(key)
    expect(stage.locator(".edit-row").first).to_have_id("d1")
    expect(stage.locator("#said")).to_have_text("動かすのをやめました。")
    expect(stage.locator("#grip-d1")).to_be_focused()


def test_a_demand_that_cannot_be_saved_in_its_place_goes_back(stage: Page, watch: Watch) -> None:
    watch.expected = ("422",)
    stage.locator("[name=date-month]").fill("13")
    expect(stage.locator("#open-errors")).to_contain_text("保存していません")
    stage.locator("#grip-d1").focus()
    for key in ("Space", "ArrowDown", "Space"):
        stage.keyboard.press(key)
    expect(stage.locator(".edit-row").first).to_have_id("d1")
    expect(stage.locator("#grip-d1")).to_be_focused()
    stage.locator("[name=date-month]").fill("")
    expect(stage.locator("#open-errors")).to_be_empty()
    assert demands_of(stage) == ["1を求める。", "2を求める。", "3を求める。"]


def test_after_a_crash_what_was_typed_is_offered_back(stage: Page, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    address = stage.url
    stage.context.set_offline(True)
    stage.get_by_label("提出者").first.fill("髙﨑 葛\U000e0100")
    stage.locator("#d2 textarea").first.fill("倒れる前の記。")
    expect(stage.locator("#open-errors")).to_contain_text("つながりが切れています")
    # A page that crashes sends no last words.
    stage.evaluate("void (window.fetch = () => Promise.reject(new Error('crashed')))")
    stage.close(run_before_unload=False)
    again = stage.context.new_page()
    again.context.set_offline(False)
    again.goto(address)
    note = again.locator(".unsaved")
    expect(note).to_contain_text("保存していない文があります")
    expect(note).to_contain_text("倒れる前の記。")
    expect(note).to_contain_text("髙﨑 葛\U000e0100")
    sees_nothing_wrong(again)
    note.get_by_role("button", name="この文に戻す").click()
    saved(again, 2)
    expect(again.get_by_label("提出者").first).to_have_value("髙﨑 葛\U000e0100")
    again.reload()
    expect(again.locator(".unsaved")).to_have_count(0)
    expect(again.locator("#d2 textarea").first).to_have_value("倒れる前の記。")
    assert again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kobo:'))") == []


def test_what_is_typed_and_saved_is_taken_back_in_place(stage: Page) -> None:
    stage.get_by_label("提出者").first.fill("髙﨑")
    saved(stage, 2)
    stage.locator("#undo").click()
    expect(stage.locator("#stepped")).to_contain_text("提出者などを変えたのを取り消しました。")
    expect(stage.get_by_label("提出者").first).to_have_value("")
