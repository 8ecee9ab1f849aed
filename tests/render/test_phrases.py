"""Titles broken between phrases."""

from __future__ import annotations

import pytest

from drafting.compose.japanese import width
from drafting.render.phrases import balanced, phrases


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("健康保険証の存続を求める意見書（案）", ["健康保険証の存続を求める意見書（案）"]),
        (
            "健康保険証の復活と誰もが安心して受診できる制度を求める意見書（案）",
            ["健康保険証の復活と誰もが安心して", "受診できる制度を求める意見書（案）"],
        ),
        (
            "マイナ保険証と健康保険証の両方を利用できるようにすることを求める意見書",
            ["マイナ保険証と健康保険証の両方を", "利用できるようにすることを求める意見書"],
        ),
        ("国" * 60, ["国" * 60]),
        ("", [""]),
    ],
)
def test_titles_break_between_phrases_into_lines_of_like_length(title: str, lines: list[str]) -> None:
    assert balanced(title, 28) == lines


@pytest.mark.parametrize(
    "title", ["誰もが安心して受診できる制度を求める" * 8, "「当分の間」の措置を改め、マイナンバーカード（番号）を" * 20]
)
def test_no_line_is_too_long_and_no_character_is_lost(title: str) -> None:
    lines = balanced(title, 28)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 28


@pytest.mark.parametrize(
    ("text", "expected"), [("「当分の間」の措置", ["「当分の", "間」の", "措置"]), ("データを", ["データを"])]
)
def test_phrases_keep_brackets_and_long_vowels(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_half_width_counts_half() -> None:
    assert width("第99条①") == 4
