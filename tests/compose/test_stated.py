"""Figures that a text states itself, and those that are no figures."""

import pytest

from drafting.compose.stated import figure_in


@pytest.mark.parametrize(
    "text",
    [
        "地方自治法第99条の規定により提出する。",
        "地方自治法（昭和22年法律第67号）の定めによる。",
        "「43％が不安」と報じられた。",
        "10割負担が生じている。",
    ],
)
def test_names_of_laws_and_words_of_others_are_no_figures(text: str) -> None:
    assert figure_in(text) == ""


@pytest.mark.parametrize(
    ("text", "figure"),
    [("区民の４３％が不安と答えた。", "43%"), ("相談は1,200件あった。", "1200件"), ("令和8年に終わる。", "8年")],
)
def test_the_first_figure_is_found(text: str, figure: str) -> None:
    assert figure_in(text) == figure
