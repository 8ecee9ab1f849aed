"""One paper in all four outputs, read back as a reader would: what stands on it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from lxml import etree

from drafting.compose.composer import compose
from drafting.compose.content import DraftContent
from drafting.compose.document import Document
from drafting.render.to_docx import to_docx
from drafting.render.to_html import to_html
from drafting.render.to_pdf import _VERTICAL_NOTE, to_pdf
from drafting.render.to_text import to_text
from tests.render import docx_reading
from tests.render.glyphs import Glyph, page_texts, pages, plain

FORMATS = ("text", "html", "pdf", "docx")


@dataclass(frozen=True)
class Outputs:
    document: Document

    @cached_property
    def text(self) -> str:
        return to_text(self.document)

    @cached_property
    def html(self) -> str:
        return to_html(self.document)

    @cached_property
    def pdf(self) -> bytes:
        return to_pdf(self.document)

    @cached_property
    def docx(self) -> bytes:
        return to_docx(self.document)

    @cached_property
    def pages(self) -> list[list[Glyph]]:
        return pages(self.pdf)

    @cached_property
    def section(self) -> Any:
        """The properties of the last section of the Word file."""
        (found,) = docx_reading.find(docx_reading.part(self.docx, "word/document.xml"), "/w:document/w:body/w:sectPr")
        return found

    def words(self, format: str) -> str:
        """All that stands on the paper, in its order, without spaces and in NFKC."""
        match format:
            case "text":
                return plain(self.text)
            case "html":
                return plain(unescape(re.sub(r"<[^>]*>", "", self.html)))
            case "pdf":
                return "".join(self._bodies_then_feet())
        return plain(docx_reading.printed(self.docx))

    def _bodies_then_feet(self) -> list[str]:
        """Of a text that goes on over the page the halves meet; notes, numbers and the note at the top follow."""
        notes = [re.escape(f"{note.number}{plain(note.text)}") + r"\Z" for note in reversed(self.document.notes)]
        bodies, feet = [], []
        for body in page_texts(self.pdf):
            for foot in (re.escape(plain(_VERTICAL_NOTE)), r"-\d+-\Z", *notes):
                feet += re.findall(foot, body)
                body = re.sub(foot, "", body)
            bodies.append(body)
        return [*bodies, "\n", *feet]

    def of_section(self, path: str) -> int:
        (found,) = docx_reading.find(self.section, path)
        return int(found)


def outputs(content: DraftContent) -> Outputs:
    return Outputs(compose(content))


def sections(docx: bytes) -> Iterator[Any]:
    yield from docx_reading.find(docx_reading.part(docx, "word/document.xml"), "//w:sectPr")


def classes(html: str) -> set[str]:
    root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())
    return {name for given in root.xpath("//@class") for name in given.split()}


def run_styles(docx: bytes) -> set[str]:
    return set(docx_reading.find(docx_reading.part(docx, "word/document.xml"), "//w:rStyle/@w:val"))
