"""The fonts of the paper, and what is said where one is missing."""

from __future__ import annotations

import os
import threading

import pytest

from drafting.render import fonts


def test_nothing_is_missing_where_the_tests_run() -> None:
    assert fonts.missing_parts() == []


def test_a_missing_font_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = fonts.Font("無い明朝", "nowhere.ttf", "nowhere", "fonts-nowhere")
    monkeypatch.setattr(fonts, "FONTS", (absent,))
    [line] = fonts.missing_parts()
    assert "無い明朝" in line
    assert "apt-get install fonts-nowhere" in line


@pytest.mark.parametrize(
    "text",
    [
        "健康保険証",
        "𠮷田髙志﨑槗",
        "葛\U000e0100城市",
        "葛\U000e0101 邊\U000e0108 辻\U000e0100 神\ufe00 ☆\ufe0f",
        "①ℓ㎡～〜―…",
        "a\n\t b\u2060",
    ],
)
def test_what_can_be_printed_is_not_reported(text: str) -> None:
    assert fonts.missing_glyphs(text) == set()


@pytest.mark.parametrize(("text", "missing"), [("はい😀です", {"😀"}), ("한국", {"한", "국"}), ("\x01", {"\x01"})])
def test_what_cannot_be_printed_is_reported(text: str, missing: set[str]) -> None:
    assert fonts.missing_glyphs(text) == missing


def test_a_form_that_no_font_has_is_reported_with_its_kanji() -> None:
    """It prints, but not as the register has it: whoever bears the name must be able to know."""
    assert fonts.missing_glyphs("邊\U000e0106さん、邊さん、国\U000e01ef") == {"邊\U000e0106", "国\U000e01ef"}
    assert fonts.missing_glyphs("😀\U000e0100") == {"😀"}
    assert fonts.said_of_missing({"邊\U000e0106", "😀"}) == [
        "「😀」の字がフォントにないため、紙面に印刷できません。別の字に改めてください。",
        "「邊\U000e0106」の字形がフォントにないため、紙面ではふつうの字形になります。",
    ]


def test_a_form_comes_from_the_font_that_has_it() -> None:
    assert fonts.font_of_form("葛\U000e0100") == fonts.BODY
    assert fonts.font_of_form("邊\U000e0108") == fonts.NAMES
    assert fonts.font_of_form("邊\U000e0106") is None


def test_each_thread_has_its_own_configuration_and_keeps_it() -> None:
    mine = fonts.font_configuration()
    others: list[object] = []
    thread = threading.Thread(target=lambda: others.extend([fonts.font_configuration(), fonts.font_configuration()]))
    thread.start()
    thread.join()
    assert fonts.font_configuration() is mine
    assert others[0] is others[1]
    assert others[0] is not mine


def test_programs_started_later_see_all_fonts() -> None:
    before = os.environ.get("FONTCONFIG_FILE")
    fonts.font_configuration()
    assert os.environ.get("FONTCONFIG_FILE") == before


def test_a_configuration_that_is_there_is_not_written_again() -> None:
    """Another process reads it at any moment; half of it would bring in every font of the system."""
    path = fonts._fontconfig_file()
    text, written = path.read_text(encoding="utf-8"), path.stat().st_ino
    fonts._write(path, text)
    assert path.stat().st_ino == written
    fonts._write(path, text + "\n")
    assert path.read_text(encoding="utf-8") == text + "\n"
    assert path.stat().st_ino != written
    fonts._write(path, text)
    assert [one.name for one in path.parent.glob(".fonts.conf*")] == []
