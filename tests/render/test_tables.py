"""Tables, charts and the 目次: what a page shows, what a reader's software is told, what Word can go on with."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest

from drafting.compose.document import Document, Paragraph
from drafting.compose.reference import Column, Contents, Drawing, Section, Table
from drafting.render.docx_grid import Grid
from drafting.render.to_docx import to_docx
from drafting.render.to_html import to_html
from drafting.render.to_pdf import Printed, to_pdf
from drafting.render.to_text import to_text
from tests.render.documents import RATE, SAMPLES, TROUBLE, evidence, sheet_of
from tests.render.docx_reading import find, part, text_of, w
from tests.render.glyphs import everything_unpacked, lines, page_texts, pages
from tests.render.glyphs import text_of as row_text

COLUMNS = (Column("内容", 2), Column("値", 1))


def rows(count: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"{number}番目の事実", f"{number}％") for number in range(1, count + 1))


def long_table(count: int = 90) -> Document:
    return sheet_of(Table(COLUMNS, rows(count), row_heads=True))


def test_the_head_of_a_table_stands_on_each_of_its_pages() -> None:
    texts = page_texts(to_pdf(long_table()))
    assert len(texts) > 2
    assert [text.startswith("内容値") for text in texts] == [True] * len(texts)
    (head,) = find(part(to_docx(long_table()), "word/document.xml"), "//w:tr[w:trPr/w:tblHeader]")
    assert [text_of(cell) for cell in find(head, "w:tc")] == ["内容", "値"]


def test_no_row_is_lost_or_printed_twice_over_the_pages() -> None:
    text = "".join(page_texts(to_pdf(long_table())))
    assert re.findall(r"(\d+)番目の事実", text) == [str(number) for number in range(1, 91)]


def test_tables_keep_within_the_width_of_the_text() -> None:
    wide = Table((Column("内容" * 30, 1), Column("値", 1)), (("字" * 300, "https://example.com/" + "a" * 200),))
    rights = [glyph.right for page in pages(to_pdf(sheet_of(wide))) for row in lines(page) for glyph in row]
    assert max(rights) < 193.5
    grid = find(part(to_docx(sheet_of(wide)), "word/document.xml"), "//w:gridCol/@w:w")
    assert sum(map(int, grid)) == Grid(SAMPLES["evidence"].page).line_length


def test_rows_to_be_signed_are_as_high_as_they_are_said_to_be() -> None:
    printed = pages(to_pdf(SAMPLES["signatures"]))[0]
    numbers = [row[0] for row in lines(printed) if re.fullmatch(r"\d+", row_text(row))]
    pitches = [after.baseline - before.baseline for before, after in pairwise(numbers)]
    assert pitches == pytest.approx([2.5 * 6.175 + 2 * 0.1] * 9, abs=0.5)
    heights = find(part(to_docx(SAMPLES["signatures"]), "word/document.xml"), "//w:trHeight/@w:val")
    assert set(heights) == {str(round(2.5 * Grid(SAMPLES["signatures"].page).line_pitch))}


def structure(pdf: bytes, page: int) -> list[tuple[str, str]]:
    """Each element of a page's structure with its alternative text, in reading order."""
    raw = pypdfium2.raw
    with pypdfium2.PdfDocument(pdf) as document:
        tree = raw.FPDF_StructTree_GetForPage(document[page])
        roots = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
        found = [row for root in roots for row in _elements(root)]
        raw.FPDF_StructTree_Close(tree)
    return found


def _elements(element: Any) -> list[tuple[str, str]]:
    raw = pypdfium2.raw
    below = (
        raw.FPDF_StructElement_GetChildAtIndex(element, at)
        for at in range(raw.FPDF_StructElement_CountChildren(element))
    )
    own = (_string(raw.FPDF_StructElement_GetType, element), _string(raw.FPDF_StructElement_GetAltText, element))
    return [own, *(row for child in below if child for row in _elements(child))]


def _string(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_a_reader_of_the_pdf_is_told_the_heads_of_a_table_and_what_a_chart_shows() -> None:
    pdf = to_pdf(evidence())
    tags = structure(pdf, 1)
    kinds = [kind for kind, _ in tags]
    assert kinds.count("TH") == 3 + 1 + 2  # three columns and the head of a row; two columns
    assert {"Table", "Caption", "H2", "H3"} <= set(kinds)
    (alternative,) = [alt for kind, alt in tags if kind == "Figure"]
    assert alternative.startswith(f"{RATE.title}。2025年1月は26％。")
    assert b"/Headers [" in everything_unpacked(pdf)


def test_contents_name_the_pages_that_the_sections_stand_on() -> None:
    printed = Printed(evidence())
    assert printed.section_pages == {"a-1": 1, "a-2": 2, "a-3": 4}
    texts = page_texts(printed.pdf)
    assert re.findall(r"の発生\.*(\d)", texts[0]) == ["1", "2", "4"]
    assert [at for at, text in enumerate(texts) if "3<窓口>での十割負担の発生" in text] == [0, 4]


def test_word_finds_a_field_for_the_contents_with_its_entries_filled_in() -> None:
    document = part(to_docx(evidence()), "word/document.xml")
    codes = [code.text.strip() for code in find(document, "//w:instrText")]
    assert codes[0] == 'TOC \\h \\z \\t "意見書_節,1"'
    links = find(document, "//w:hyperlink")
    assert [text_of(link) for link in links] == [
        f"{number}　<窓口>での十割負担の発生\t{page}" for number, page in ((1, 1), (2, 2), (3, 4))
    ]
    marks = [mark.get(w("name")) for mark in find(document, "//w:bookmarkStart")]
    assert [link.get(w("anchor")) for link in links] == [mark for mark in marks if mark.startswith("_Toc")]
    kinds = find(document, "//w:fldChar/@w:fldCharType")
    assert [kinds.count(kind) for kind in ("begin", "separate", "end")] == [4, 4, 4]


def test_the_sections_have_an_outline_in_word() -> None:
    styles = part(to_docx(evidence()), "word/styles.xml")
    levels = {
        style.get(w("styleId")): find(style, "w:pPr/w:outlineLvl/@w:val")
        for style in find(styles, "//w:style[w:pPr/w:outlineLvl]")
    }
    assert [levels[name] for name in ("IkenTitle", "IkenSection", "IkenSubheading")] == [["0"], ["1"], ["2"]]


def test_a_picture_in_word_says_what_it_shows() -> None:
    document = part(to_docx(sheet_of(Drawing(TROUBLE))), "word/document.xml")
    (words,) = document.xpath("//*[local-name()='docPr']/@descr")
    assert words == f"{TROUBLE.title}。2024年8月から9月までは70.1％。2025年10月から12月までは69.8％。"


def test_two_tables_side_by_side_stay_two_in_word_and_a_paragraph_stands_behind_the_last() -> None:
    body = part(to_docx(sheet_of(Table(COLUMNS, rows(1)), Table(COLUMNS, rows(2)))), "word/document.xml")[0]
    assert [child.tag for child in body] == [w(name) for name in ("tbl", "p", "tbl", "p", "sectPr")]


def test_the_text_says_what_a_chart_shows_and_leaves_room_to_sign() -> None:
    text = to_text(sheet_of(Drawing(TROUBLE, ("団体の調査",)), Table(COLUMNS, (("1", ""),))))
    assert "　2025年10月から12月まで　69.8％\n回答した医療機関に占める割合。\n出典：団体の調査\n" in text
    assert "\n内容｜値\n1｜" in text
    assert "以上が根拠である。\n\n\n2　<窓口>" in to_text(evidence())


def test_the_screen_gets_heads_with_a_scope_and_links_to_the_sections() -> None:
    html = to_html(evidence())
    assert '<th scope="col">内容</th>' in html
    assert '<th scope="row">回答した医療機関の70.1％が' in html
    assert '<a href="#paper-section-a-2">' in html
    assert '<h3 class="inner" id="paper-section-a-2">' in html
    assert '<h4 class="heading gap1">根拠となる事実</h4>' in html
    assert html.count('role="img" fill="#1a1a1a" class="figure"') == 3


def test_an_unlisted_section_and_empty_contents_are_no_fault() -> None:
    document = sheet_of(Contents("目　次", ()), Section("一つ", "a"), Paragraph("文。"))
    assert "一つ" in to_text(document)
    assert Printed(document).section_pages == {"a": 2}
    assert find(part(to_docx(document), "word/document.xml"), "//w:fldChar") == []
