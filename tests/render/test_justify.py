"""The one function of WeasyPrint that we replace, and the lines that must stay as they are."""

from __future__ import annotations

import hashlib
import inspect

import pypdfium2
import weasyprint
from weasyprint.layout import inline

from drafting.compose.document import Paragraph
from drafting.render import justify
from drafting.render.to_pdf import to_pdf
from tests.render.documents import sheet_of
from tests.render.glyphs import lines, pages, text_of

KNOWN = {
    "justify_line": "f83b21ff8793ba6b",
    "text_align": "e953d41b87ccfc30",
}


def test_weasyprint_still_has_the_function_that_we_replace() -> None:
    """If this fails, WeasyPrint was changed: read its new code, look at a printed letter, then renew the digests."""
    now = {"justify_line": justify.ORIGINAL, "text_align": inline.text_align}
    digests = {name: hashlib.sha256(inspect.getsource(made).encode()).hexdigest()[:16] for name, made in now.items()}
    assert digests == KNOWN, f"WeasyPrint {weasyprint.__version__}"
    assert inline.justify_line is justify.justify_line


def test_a_line_that_lacks_much_stays_ragged() -> None:
    address = "a" * 80
    first = lines(pages(to_pdf(sheet_of(Paragraph("国民皆保険の" + address))))[0])[0]
    assert text_of(first) == "国民皆保険の"
    assert first[-1].right < 60


def test_latin_lines_are_justified_by_their_spaces() -> None:
    rows = lines(pages(to_pdf(sheet_of(Paragraph("universal health insurance " * 30))))[0])
    assert abs(rows[1][-1].right - 193) < 0.5


def test_pdfium_loses_no_shift_at_a_change_of_font() -> None:
    """An empty string between two shifts makes PDFium forget the last one."""
    with pypdfium2.PdfDocument(to_pdf(sheet_of(Paragraph("髙橋槗子" * 30)))) as document:
        assert len(document) == 1
    assert b"<>" not in to_pdf(sheet_of(Paragraph("髙橋槗子" * 30)))


def test_a_kanji_keeps_the_selector_of_its_variant_on_a_line_that_is_spread() -> None:
    """Without it the common form of the kanji is drawn, another name to the one who bears it."""
    text = "髙葛\U000e0100邉祇\U000e0100槗「資格確認書」70.1％、" * 8
    selectors = sum(glyph.char == "\U000e0100" for glyph in pages(to_pdf(sheet_of(Paragraph(text))))[0])
    assert selectors == 16
