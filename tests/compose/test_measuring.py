"""How many lines a paragraph takes, told before it is set: as many as the paper then shows."""

from __future__ import annotations

from collections import defaultdict

import pytest

from drafting.compose.composer import compose
from drafting.compose.content import Passage, Wording
from drafting.compose.measuring import lines_taken
from drafting.compose.setting import Setting
from drafting.render.to_pdf import block_boxes
from tests.checks.papers import opinion, style


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("あ", 1),
        ("あ" * 9, 1),
        ("あ" * 10, 2),
        ("あ" * 9 + "。", 2),
        ("あ" * 19, 2),
        ("一つ。\n二つ。", 2),
        ("1234567890" + "あ" * 4, 1),
        ("あ" * 8 + "12,735", 2),
        ("あ" * 8 + "「い」", 2),
    ],
)
def test_a_paragraph_of_ten_characters_a_line(text: str, lines: int) -> None:
    assert lines_taken(text, 10) == lines


TEXTS = (
    "国民皆保険の下で、受診の機会は等しく保障されなければならない。" * 3,
    "調査では、回答した12,735医療機関の70.1％が、令和6年5月以降に「無効」等のトラブルがあったと答えた（同年9月時点）。"
    * 2,
    "PDFとWordの2つの形で、2026年12月10日までに、A4判1枚にまとめる。" * 4,
    "あっ" * 60,
    "「" * 3 + "あ" * 39 + "」" * 3 + "い" * 42,
)


@pytest.mark.parametrize("chars", [36, 40, 42])
def test_the_paper_has_as_many_lines_as_was_told(chars: int) -> None:
    page = {"chars_per_line": chars, "font_size_pt": 10.5}
    content = opinion(
        body=tuple(Passage(f"b{at}", Wording(text)) for at, text in enumerate(TEXTS)), style=style(page=page)
    )
    document = compose(content)
    shown: dict[str, float] = defaultdict(float)
    for box in block_boxes(document):
        shown[box.id] += box.height
    setting = Setting(content)
    for block in content.body:
        assert isinstance(block, Passage)
        told = lines_taken(setting.text(block.wording.text), chars)
        assert round(shown[block.id] / document.page.line_pitch_mm) == told, block.wording.text[:20]
