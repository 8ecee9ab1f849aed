"""What stands where on the pages of a PDF, read back with PDFium: the tests look at the paper, not at our boxes."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw

MM = 25.4 / 72


@dataclass(frozen=True)
class Glyph:
    char: str
    left: float
    right: float
    baseline: float


def pages(pdf: bytes) -> list[list[Glyph]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_glyphs(page) for page in document]


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, without spaces and in NFKC."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [plain(page.get_textpage().get_text_bounded()) for page in document]


def plain(text: str) -> str:
    """As parity compares: after NFKC, without white space and word joiners."""
    return re.sub(r"[\s\u2060]", "", unicodedata.normalize("NFKC", text))


def lines(page: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line, from above; spaces that PDFium invents between two glyphs are left out."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in page if glyph.char.strip()), key=lambda glyph: glyph.baseline):
        if not rows or glyph.baseline - rows[-1][-1].baseline > 1:
            rows.append([])
        rows[-1].append(glyph)
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def text_of(row: list[Glyph]) -> str:
    return "".join(glyph.char for glyph in row)


def pitches(row: list[Glyph]) -> list[float]:
    return [after.left - before.left for before, after in pairwise(row)]


def everything_unpacked(pdf: bytes) -> bytes:
    """The file with its streams inflated."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompress(stream) for stream in streams if stream[:1] == b"\x78")


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    text, height = page.get_textpage(), page.get_height()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, _top = text.get_charbox(index, loose=True)
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, index))
        found.append(Glyph(char, left * MM, right * MM, (height - bottom) * MM))
    return list(_whole(found))


def _whole(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """PDFium counts in UTF-16: 𠮷 comes as two halves in the same place."""
    halves = ""
    for glyph in glyphs:
        halves += glyph.char
        if not "\ud800" <= halves[-1] <= "\udbff":
            yield replace(glyph, char=halves.encode("utf-16", "surrogatepass").decode("utf-16"))
            halves = ""
