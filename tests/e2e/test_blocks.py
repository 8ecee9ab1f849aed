"""Paragraphs moved, split, joined, mended: by mouse, finger and keyboard, at 200 %, without JavaScript, long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import WINDOWS, Watch, open_file
from .test_accessibility import look_at

SETAGAYA = Path(__file__).parent.parent / "drafts" / "opinion-setagaya.json"
FAULTY = "本年、区内の窓口の7割で混乱が起きました。①説明が要る。"


def written(folder: Path, *texts: str) -> Path:
    """A draft file of paragraphs of one's own, b1, b2, …"""
    path = folder / "draft.json"
    body = [{"id": f"b{number}", "text": text} for number, text in enumerate(texts, start=1)]
    whole = {"format": "ikensho-draft/1", "kind": "opinion", "assembly": "東京都世田谷区", "title": "題を求める意見書"}
    path.write_text(json.dumps(whole | {"body": body}, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def three(sato: Page, tmp_path: Path) -> Page:
    """Stage 3 of a draft with three paragraphs of one's own."""
    sato.goto(open_file(sato, written(tmp_path, "一の文である。", "二の文である。", "三の文である。")) + "text/")
    return sato


def order(page: Page) -> list[str]:
    return [text[0] for text in page.locator(".block-text").all_inner_texts()]


def grip(page: Page, place: int) -> Locator:
    return page.get_by_role("button", name=f"{place}番目の段落をつかんで動かす", exact=True)


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_paragraph_is_dragged_by_the_mouse(three: Page) -> None:
    three.mouse.move(*middle(grip(three, 1)))
    three.mouse.down()
    x, y = middle(three.locator(".block").nth(2))
    three.mouse.move(x, y - 40, steps=5)
    expect(three.locator(".drop-line")).to_have_count(1)
    three.mouse.move(x, y + 30, steps=3)
    three.mouse.up()
    expect(three.locator(".block-text").nth(2)).to_have_text("一の文である。")
    assert order(three) == ["二", "三", "一"]
    expect(three.locator(".drop-line")).to_have_count(0)
    expect(three.locator("#said")).to_have_text("3番目の段落になりました。")
    three.reload()
    assert order(three) == ["二", "三", "一"]


def test_escape_leaves_a_dragged_paragraph_where_it_was(three: Page) -> None:
    three.mouse.move(*middle(grip(three, 1)))
    three.mouse.down()
    three.mouse.move(*middle(three.locator(".block").nth(2)), steps=5)
    three.keyboard.press("Escape")
    expect(three.locator(".drop-line")).to_have_count(0)
    three.mouse.up()
    expect(three.locator("#said")).to_have_text("動かすのをやめました。")
    assert order(three) == ["一", "二", "三"]


def test_the_page_scrolls_while_a_paragraph_is_dragged_to_its_edge(sato: Page, tmp_path: Path) -> None:
    sato.goto(open_file(sato, written(tmp_path, *(f"{n}番の文である。" * 6 for n in range(20)))) + "text/")
    drag_to_the_edge(sato)
    sato.keyboard.press("Escape")
    sato.mouse.up()


def drag_to_the_edge(page: Page) -> None:
    """The first paragraph, held at the lower edge until the page has gone on by 600 px."""
    page.mouse.move(*middle(grip(page, 1)))
    page.mouse.down()
    page.mouse.move(300, page.evaluate("innerHeight") - 10, steps=5)
    # The page's CSP forbids what waits for a JavaScript expression.
    for _ in range(600):
        if page.evaluate("scrollY") > 600:
            break
        page.wait_for_timeout(50)
    assert page.evaluate("scrollY") > 600


def test_a_paragraph_is_dragged_out_of_sight_and_set_down_at_200_percent(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch, tmp_path: Path
) -> None:
    window = browser_context_args | WINDOWS["at 200 %"]
    with browser.new_context(**window, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        page.goto(open_file(page, written(tmp_path, *(f"{n}番の文である。" * 6 for n in range(14)))) + "text/")
        grip(page, 1).scroll_into_view_if_needed()
        drag_to_the_edge(page)
        page.mouse.move(300, page.evaluate("innerHeight") / 2, steps=3)
        line = page.locator(".drop-line")
        expect(line).to_be_in_viewport()
        before = line.evaluate("line => line.nextElementSibling.id")
        page.mouse.up()
        expect(page.locator(f"#b1 + #{before}")).to_be_attached()
        expect(page.locator("#said")).to_contain_text("番目の段落になりました。")
        expect(page.locator("#grip-b1")).to_be_in_viewport()


def test_a_grip_lifts_moves_and_sets_down_by_keyboard(three: Page) -> None:
    grip(three, 1).focus()
    three.keyboard.press("Space")
    expect(three.locator("#said")).to_contain_text("1番目の段落をつかみました")
    three.keyboard.press("ArrowDown")
    three.keyboard.press("ArrowDown")
    expect(three.locator("#said")).to_have_text("3段落のうち3番目です。")
    three.keyboard.press("Space")
    expect(three.locator("#said")).to_have_text("3番目の段落になりました。")
    expect(grip(three, 3)).to_be_focused()
    assert order(three) == ["二", "三", "一"]
    three.keyboard.press("Space")
    three.keyboard.press("ArrowUp")
    three.keyboard.press("Escape")
    assert order(three) == ["二", "三", "一"]
    expect(three.locator("#said")).to_have_text("動かすのをやめました。")


@pytest.fixture
def tablet(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch
) -> Iterator[Page]:
    size = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "device_scale_factor": 2}
    with browser.new_context(**browser_context_args | size, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        yield context.new_page()


def test_a_paragraph_is_dragged_by_a_finger_on_a_tablet(tablet: Page, tmp_path: Path) -> None:
    tablet.goto(open_file(tablet, written(tmp_path, "一の文である。", "二の文である。", "三の文である。")) + "text/")
    x, y = middle(grip(tablet, 1))
    _, below = middle(tablet.locator(".block").nth(1))
    finger = tablet.context.new_cdp_session(tablet)
    points = [("touchStart", y), ("touchMove", y + 20), ("touchMove", below), ("touchMove", below + 30)]
    for kind, at in points:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": at}]})
    expect(tablet.locator(".drop-line")).to_have_count(1)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(tablet.locator(".block-text").nth(1)).to_have_text("一の文である。")
    assert order(tablet) == ["二", "一", "三"]


def test_a_paragraph_is_split_at_the_caret_joined_and_taken_back(three: Page) -> None:
    three.locator(".block").nth(1).get_by_role("link", name="直す").click()
    area = three.get_by_label("2番目の段落の文")
    expect(area).to_be_focused()
    area.fill("𠮷の文である。続きである。")
    area.press("Home")
    for _ in range(7):
        area.press("ArrowRight")
    three.get_by_role("button", name="ここで分ける").click()
    expect(three.locator(".block")).to_have_count(4)
    expect(three.locator(".block-text").nth(1)).to_have_text("続きである。")
    expect(three.get_by_label("2番目の段落の文")).to_have_value("𠮷の文である。")
    three.get_by_role("button", name="次の段落とつなげる").click()
    expect(three.locator(".block")).to_have_count(3)
    expect(three.get_by_label("2番目の段落の文")).to_have_value("𠮷の文である。続きである。")
    three.locator("#open-form").get_by_role("button", name="外す").click()
    expect(three.locator(".block")).to_have_count(2)
    expect(three.locator("#done")).to_contain_text("これまでの文")
    three.locator("#done").get_by_role("button", name="元に戻す").click()
    expect(three.locator(".block-text").nth(1)).to_have_text("𠮷の文である。続きである。")


def test_what_is_found_is_marked_while_one_writes_and_leads_to_its_place(sato: Page, tmp_path: Path) -> None:
    sato.goto(open_file(sato, written(tmp_path, "一の文である。", "二の文である。")) + "text/")
    sato.locator(".block").nth(1).get_by_role("link", name="直す").click()
    area = sato.get_by_label("2番目の段落の文")
    expect(area).to_be_focused()
    area.fill(FAULTY)
    expect(sato.locator("#open-marks")).to_contain_text("出典が付いていません")
    expect(sato.locator("#open-marks")).to_contain_text("「です・ます」で終わっています")
    expect(area).to_be_focused()
    sato.get_by_role("button", name="直し終える").click()
    count = sato.locator("#count")
    number = count.inner_text()
    count.click()
    expect(sato.locator("#drawer-head")).to_be_focused()
    expect(sato.locator("#drawer-head")).to_have_text(number.replace(" ", "　"))
    # Narrow, the list stands above the text: looked at there, not half under the head.
    sato.evaluate("scrollTo(0, 0)")
    assert look_at(sato, "findings beside the text") == []
    sato.locator("#found").get_by_role("link", name="本文 2番目の段落へ").first.click()
    expect(sato.get_by_label("2番目の段落の文")).to_be_focused()
    sato.locator("#found").get_by_role("button", name="このように直す").first.click()
    expect(sato.locator(".block").nth(1)).to_contain_text("（1）説明が要る。")
    assert look_at(sato, "after a mend") == []


SELECTED = "getSelection().toString()"
IN_ANOTHER_REGISTER = "不安の声が寄せられています。混乱がある。説明が足りません。"


def test_a_sentence_in_another_register_is_found_and_mended(sato: Page, tmp_path: Path) -> None:
    sato.goto(open_file(sato, written(tmp_path, "一の文である。", IN_ANOTHER_REGISTER, "終わりである。")) + "text/")
    second = sato.locator(".block").nth(1)
    second.get_by_role("link", name="「説明が足りません」").click()
    expect(sato.get_by_label("2番目の段落の文")).to_be_focused()
    assert sato.evaluate(SELECTED) == "説明が足りません"
    second.get_by_role("link", name="「不安の声が寄せられています」").click()
    expect(sato.get_by_label("2番目の段落の文")).to_be_focused()
    assert sato.evaluate(SELECTED) == "不安の声が寄せられています"
    assert look_at(sato, "the very sentence") == []
    sato.locator("#count").click()
    row = sato.locator("#found li").filter(has_text="2つの文が「です・ます」で終わっています")
    expect(row.locator("ins")).to_have_text(["（追加）せられている", "（追加）りない"])
    row.get_by_role("button", name="このように直す").focus()
    sato.keyboard.press("Enter")
    expect(row).to_have_count(0)
    # On to what was found next, and what was done is said at its paragraph.
    expect(sato.locator("#found li :focus")).to_have_count(1)
    expect(sato.locator(".blocks > li").nth(1)).to_contain_text("直しました。")
    expect(sato.locator("#b2")).to_contain_text("寄せられている。混乱がある。説明が足りない。")
    assert look_at(sato, "a mended register") == []
    sato.locator("#done").get_by_role("button", name="元に戻す").click()
    expect(sato.locator("#b2")).to_contain_text(IN_ANOTHER_REGISTER)


@pytest.mark.parametrize("width", [1280, 820])
def test_what_is_opened_beside_the_text_is_in_sight_wherever_one_stands(sato: Page, tmp_path: Path, width: int) -> None:
    draft = open_file(sato, written(tmp_path, *(f"{n}番の文である。" * 6 for n in range(12))))
    sato.set_viewport_size({"width": width, "height": 900})
    sato.goto(draft + "text/")
    sato.locator(".block").nth(9).scroll_into_view_if_needed()
    sato.locator("#count").click()
    expect(sato.locator("#drawer-head")).to_be_focused()
    expect(sato.locator("#drawer-head")).to_be_in_viewport(ratio=1)
    sato.get_by_role("link", name="閉じる").click()
    expect(sato.locator("#count")).to_be_focused()
    sato.get_by_role("link", name="ライブラリから加える").click()
    expect(sato.locator("#drawer-head")).to_be_in_viewport(ratio=1)
    sato.get_by_role("link", name="閉じる").click()
    expect(sato.locator("#to-shelf")).to_be_focused()
    expect(sato.locator("#to-shelf")).to_be_in_viewport(ratio=0.9)


def test_the_check_page_leads_to_the_very_sentence(sato: Page, tmp_path: Path) -> None:
    sato.goto(open_file(sato, written(tmp_path, "一の文である。ご検討ください。")) + "check/")
    sato.get_by_role("link", name="「ご検討ください」").click()
    expect(sato.get_by_label("1番目の段落の文")).to_be_focused()
    assert sato.evaluate(SELECTED) == "ご検討ください"


def test_the_check_page_mends_lets_stand_and_takes_back(sato: Page, tmp_path: Path, watch: Watch) -> None:
    watch.expected = ("422",)
    sato.goto(open_file(sato, written(tmp_path, FAULTY)) + "check/")
    mended = sato.locator(".finding").filter(has_text="丸数字")
    mended.get_by_role("button", name="このように直す").click()
    expect(sato.locator("#done")).to_contain_text("直しました。")
    expect(mended).to_have_count(0)
    assert look_at(sato, "a mend, to be taken back") == []
    sato.get_by_role("button", name="元に戻す").click()
    expect(mended).to_have_count(1)
    stands = sato.locator(".finding").filter(has_text="読む日によって")
    stands.get_by_text("そのままにする").first.click()
    stands.get_by_role("button", name="理由を残して閉じる").click()
    expect(stands.locator(".error")).to_contain_text("理由を一言")
    assert look_at(sato, "a reason is missing") == []
    stands.get_by_label("そのままにする理由").fill("議会の慣例による。")
    stands.get_by_role("button", name="理由を残して閉じる").click()
    expect(stands).to_have_count(0)
    sato.get_by_text("そのままにしたもの").click()
    expect(sato.get_by_text("理由：議会の慣例による。")).to_be_visible()
    assert look_at(sato, "let stand") == []


def test_a_fact_is_put_behind_a_paragraph_from_the_drawer(three: Page) -> None:
    three.locator(".block").nth(0).get_by_role("link", name="直す").click()
    three.get_by_text("この段落の出典").click()
    three.get_by_role("link", name="ライブラリの事実を付ける").click()
    expect(three.locator("#drawer-head")).to_be_focused()
    three.get_by_role("button", name="この段落の根拠にする").first.click()
    expect(three.get_by_text("入っています")).to_have_count(1)
    expect(three.locator(".block").nth(0)).to_contain_text("出典")
    assert look_at(three, "facts beside an open paragraph") == []
    area = three.get_by_label("1番目の段落の文")
    area.fill("開いたままでも保存される。")
    expect(three.locator("#saved")).to_contain_text("に保存しました")
    three.get_by_role("link", name="閉じる").click()
    expect(three.get_by_label("1番目の段落の文")).to_have_value("開いたままでも保存される。")


def test_the_drawer_lands_where_it_was_told(three: Page) -> None:
    three.get_by_role("link", name="ライブラリから加える").click()
    three.get_by_text("場所を変える").click()
    three.get_by_label("入る場所").select_option(label="1番目の段落のあと")
    three.get_by_role("button", name="ここにする").click()
    expect(three.locator("#shelf")).to_contain_text("1番目の段落のあとに入ります。")
    assert look_at(three, "the drawer") == []
    three.get_by_role("button", name="加える").first.click()
    expect(three.locator(".block")).to_have_count(4)
    assert order(three)[0] == "一"
    assert order(three)[2:] == ["二", "三"]


def test_without_javascript_a_paragraph_is_moved_split_and_mended(
    browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch, tmp_path: Path
) -> None:
    plain = browser_context_args | {"java_script_enabled": False}
    with browser.new_context(**plain, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        draft = open_file(page, written(tmp_path, "一の文である。続く文である。", FAULTY))
        page.goto(draft + "text/?open=b1")
        assert page.get_by_role("button", name="つかんで動かす").count() == 0
        page.get_by_role("button", name="ここで分ける").click()
        page.get_by_role("button", name="続く文である。").click()
        expect(page.locator(".block")).to_have_count(3)
        page.goto(draft + "text/")
        assert order(page) == ["一", "続", "本"]
        page.get_by_role("button", name="2番目の段落を上へ").click()
        assert order(page) == ["続", "一", "本"]
        page.get_by_role("link", name="点検").click()
        page.locator(".finding").filter(has_text="丸数字").get_by_role("button", name="このように直す").click()
        page.get_by_role("button", name="元に戻す").click()
        expect(page.locator(".finding").filter(has_text="丸数字")).to_have_count(1)
        register = page.locator(".finding").filter(has_text="「です・ます」で終わっています")
        expect(register.locator("ins")).to_have_text("（追加）きた")
        register.get_by_role("button", name="このように直す").click()
        expect(register).to_have_count(0)
        page.get_by_role("button", name="元に戻す").click()
        expect(register).to_have_count(1)


def test_a_long_text_is_written_and_moved(sato: Page, tmp_path: Path) -> None:
    long = "長い文である。" * 430
    draft = open_file(sato, written(tmp_path, long, *(f"{number}番の短い文である。" for number in range(59))))
    sato.goto(draft + "text/?open=b1")
    area = sato.get_by_label("1番目の段落の文")
    expect(area).to_be_focused()
    assert len(area.input_value()) > 3000
    area.press("Control+End")
    sato.keyboard.type("終わり。")
    expect(sato.locator("#open-version")).to_have_value("2")
    sato.get_by_role("button", name="直し終える").click()
    expect(sato.locator(".block-text").first).to_contain_text("終わり。")
    sato.get_by_role("button", name="60番目の段落を上へ").click()
    expect(sato.locator("#said")).to_have_text("59番目の段落になりました。")
    assert look_at(sato, "sixty paragraphs") == []


def test_text_twice_as_large_stays_within_the_window(
    browser_type: Any,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    signed_in_state: Any,
    watch: Watch,
    tmp_path: Path,
) -> None:
    twice = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    large = browser_type.launch(**browser_type_launch_args | {"args": twice})
    with large.new_context(**browser_context_args, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        page = context.new_page()
        draft = open_file(page, written(tmp_path, FAULTY, "二の文である。"))
        for path in ("text/?open=b1", "text/?add=1&open=b1&kind=fact", "text/?found=1", "check/", "demands/?add=1"):
            page.goto(draft + path)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, path
    large.close()
