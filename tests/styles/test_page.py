"""The keys of the page, counted: in the PDF by the places of the glyphs, in Word by the properties of the section."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import floor
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from drafting.compose.kinds import Citations
from drafting.compose.style import Page
from drafting.render.docx_grid import twips
from tests.compose.papers import LAW, content, own
from tests.render.glyphs import lines, pages, text_of
from tests.render.office import printed
from tests.styles.outputs import Outputs, outputs

# 42 characters in a line and 40 lines on a page of one long paragraph, with a page more to come.
LONG = own("国" * 2500)
PAGES: dict[str, dict[str, Any]] = {
    "base": {},
    "chars_per_line": {"chars_per_line": 36},
    "lines_per_page": {"lines_per_page": 32},
    "font_size_pt": {"font_size_pt": 9},
    "top": {"margins": {"top": 35}},
    "right": {"margins": {"right": 12}},
    "bottom": {"margins": {"bottom": 40}},
    "left": {"margins": {"left": 22}},
    "all": {"chars_per_line": 38, "lines_per_page": 34, "font_size_pt": 12, "margins": {"left": 25, "right": 20}},
}
MARGINS = {"margins": {"top": 20, "right": 21, "bottom": 22, "left": 23}}


@cache
def paper(name: str) -> Outputs:
    return of_page(PAGES[name])


def of_page(page: dict[str, Any]) -> Outputs:
    return outputs(content(style={"page": page, "cover": "none", "letter_order": ["body", "issuer"]}, body=(LONG,)))


def grid_of(name: str) -> Page:
    return paper(name).document.page


@pytest.mark.parametrize("name", PAGES)
def test_the_pdf_has_the_lines_and_characters_of_the_style(name: str) -> None:
    grid = grid_of(name)
    *rows, number = lines(paper(name).pages[0])
    assert text_of(number) == "－1－"
    assert len(rows) == grid.lines_per_page
    assert {len(row) for row in rows[1:]} == {grid.chars_per_line}


@pytest.mark.parametrize("name", PAGES)
def test_the_pdf_keeps_the_margins_and_the_size_of_the_style(name: str) -> None:
    grid, margins = grid_of(name), grid_of(name).margins
    rows = lines(paper(name).pages[0])[:-1]
    assert rows[1][0].left == pytest.approx(margins.left, abs=0.1)
    pitch = grid.text_width_mm / grid.chars_per_line
    assert rows[1][-1].left + pitch == pytest.approx(grid.WIDTH_MM - margins.right, abs=0.1)
    assert margins.top < rows[0][0].baseline < margins.top + grid.line_pitch_mm
    assert grid.HEIGHT_MM - margins.bottom - grid.line_pitch_mm < rows[-1][0].baseline
    assert rows[-1][0].baseline < grid.HEIGHT_MM - margins.bottom
    assert median(glyph.right - glyph.left for glyph in rows[1]) == pytest.approx(grid.font_size_mm, abs=0.05)
    between = [after[0].baseline - before[0].baseline for before, after in pairwise(rows)]
    assert between == pytest.approx([grid.line_pitch_mm] * len(between), abs=0.1)


@pytest.mark.parametrize("name", PAGES)
def test_the_section_in_word_has_the_grid_of_the_style(name: str) -> None:
    grid, output = grid_of(name), paper(name)
    edges = {side: output.of_section(f"w:pgMar/@w:{side}") for side in ("top", "right", "bottom", "left")}
    assert edges == {side: twips(getattr(grid.margins, side)) for side in edges}
    depth = output.of_section("w:pgSz/@w:h") - edges["top"] - edges["bottom"]
    assert floor(depth / output.of_section("w:docGrid/@w:linePitch")) == grid.lines_per_page
    length = (output.of_section("w:pgSz/@w:w") - edges["left"] - edges["right"]) / 20
    pitch = grid.font_size_pt + output.of_section("w:docGrid/@w:charSpace") / 4096
    assert floor(length / pitch) == grid.chars_per_line


@pytest.fixture(scope="module")
def by_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    papers = {name: paper(name).document for name in ("base", "all")}
    return printed(papers, tmp_path_factory.mktemp("pages"))


@pytest.mark.office
@pytest.mark.parametrize("name", ["base", "all"])
def test_libreoffice_lays_out_the_lines_and_characters_of_the_style(name: str, by_office: Path) -> None:
    """The first page bears no number (w:titlePg), the second one does."""
    grid = grid_of(name)
    first, second = (lines(page) for page in pages((by_office / f"{name}.pdf").read_bytes())[:2])
    assert len(first) == grid.lines_per_page
    assert {len(row) for row in first[1:]} == {grid.chars_per_line}
    assert text_of(second[-1]) == "－2－"


@pytest.mark.parametrize("name", PAGES)
def test_the_web_page_has_no_grid_and_plain_text_only_its_width(name: str) -> None:
    assert paper(name).html == paper("base").html
    last = paper(name).text.rstrip("\n").splitlines()[-1]
    assert len(last) == grid_of(name).chars_per_line - 2  # two characters from the right


def test_vertical_writing_is_words_and_the_pdf_says_so() -> None:
    flat, upright = of_page(MARGINS), of_page(MARGINS | {"vertical": True})
    assert "縦書きの文書はWordで書き出せます。" in upright.words("pdf")
    assert "縦書き" not in flat.words("pdf")
    assert upright.section.xpath("string(*[local-name()='textDirection']/@*)") == "tbRl"
    assert flat.section.xpath("string(*[local-name()='textDirection']/@*)") == ""
    assert upright.of_section("w:pgSz/@w:w") == flat.of_section("w:pgSz/@w:h")
    # Turned by a quarter: the margin before each line is then the upper one.
    assert upright.of_section("w:pgMar/@w:top") == twips(23)
    assert upright.of_section("w:pgMar/@w:right") == twips(20)
    assert (upright.html, upright.text) == (flat.html, flat.text)


@pytest.mark.parametrize(
    "page",
    [{"margins": {"top": 21}}, {"margins": {"top": 33}}, {"margins": {"bottom": 21}}, {"lines_per_page": 37}],
    ids=str,
)
def test_a_footnote_stays_on_the_page_of_its_mark_on_any_grid(page: dict[str, Any]) -> None:
    noted = own("窓口での相談が続いている。", sources=(LAW,))
    style = {"page": page, "cover": "none"}
    output = outputs(content(style=style, body=(noted, noted), citations=Citations.FOOTNOTES))
    assert len(output.pages) == 1
    assert "番号法(平成25年法律第27号)第16条の2" in output.words("pdf")
