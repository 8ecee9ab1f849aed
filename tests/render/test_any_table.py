"""Any table, with any words in it: nothing is lost in any format, nothing breaks, nothing leaves the page."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.compose.document import Document, Paragraph
from drafting.compose.reference import Align, Column, Table
from drafting.render.docx_lines import printable
from drafting.render.to_docx import to_docx
from drafting.render.to_html import to_html
from drafting.render.to_pdf import to_pdf
from drafting.render.to_text import to_text
from tests.render.documents import sheet_of
from tests.render.docx_reading import find, part, text_of, w
from tests.render.glyphs import lines, page_texts, pages, plain

RARE = "𠮷槗髙﨑葛󠄀祇󠄀①㎡ℓ〒～―<>&\"'「」（）{}|｜"
words = st.text(st.one_of(st.sampled_from(RARE), st.characters(exclude_categories=["Cs"])), max_size=40)
printing = st.text(st.sampled_from("健康保険証の復活を求める、。「」（）12,735％ABC𠮷槗髙"), max_size=60)


@st.composite
def tables(draw: st.DrawFn, cells: st.SearchStrategy[str], most: int) -> Table:
    heads = draw(st.lists(cells, min_size=1, max_size=6))
    columns = tuple(Column(head, draw(st.floats(0.5, 9)), draw(st.sampled_from(Align))) for head in heads)
    rows = draw(st.lists(st.tuples(*[cells] * len(heads)), max_size=most))
    lines_high = draw(st.sampled_from([0.0, 1.5, 3.0]))
    return Table(
        columns, tuple(rows), draw(cells), draw(st.booleans()), lines_high, tuple(draw(st.lists(cells, max_size=2)))
    )


def cells_of(table: Table) -> list[str]:
    return [*(column.head for column in table.columns), *(cell for row in table.rows for cell in row)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(words, 12))
def test_word_holds_every_cell_of_any_table(table: Table) -> None:
    root = part(to_docx(sheet_of(table, Paragraph("文。"))), "word/document.xml")
    found = [text_of(cell) for cell in find(root, "//w:tc")]
    assert [plain(text) for text in found] == [plain(printable(cell)) for cell in cells_of(table)]
    (made,) = find(root, "//w:tbl")
    assert {len(find(row, "w:tc")) for row in find(made, "w:tr")} == {len(table.columns)}
    assert made.getnext().tag == w("p")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(words, 12))
def test_text_and_screen_hold_every_cell_of_any_table(table: Table) -> None:
    text, html = to_text(sheet_of(table)), to_html(sheet_of(table))
    for cell in cells_of(table):
        assert plain(cell) in plain(text)
    assert html.count("<th") + html.count("<td") == len(cells_of(table)) + 1  # <thead>


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(printing, 30))
def test_the_pdf_prints_every_row_of_any_table_inside_the_margins(table: Table) -> None:
    pdf = to_pdf(sheet_of(table))
    text = "".join(page_texts(pdf))
    for cell in cells_of(table):
        assert plain(cell) in text
    edges = [glyph.right for page in pages(pdf) for row in lines(page) for glyph in row]
    assert max(edges, default=0) < 194


@pytest.mark.parametrize("count", [0, 1, 200])
def test_any_number_of_rows_is_printed_without_an_empty_page(count: int) -> None:
    rows = tuple((f"第{number}行", "𠮷野") for number in range(count))
    document: Document = sheet_of(Table((Column("行"), Column("名")), rows))
    texts = page_texts(to_pdf(document))
    assert all("行名" in text for text in texts)
    assert "".join(texts).count("𠮷野") == count
    assert len(find(part(to_docx(document), "word/document.xml"), "//w:tr")) == count + 1


def test_a_cell_longer_than_a_page_goes_on_behind_it() -> None:
    letters = 42 * 60
    document = sheet_of(Table((Column("短"), Column("長", 4)), (("始", "国" * letters),)))
    assert sum(text.count("国") for text in page_texts(to_pdf(document))) == letters
