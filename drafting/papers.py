"""Papers: what a draft's content prints as, kept by content so that the same paper is made once.  It knows no rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from .checks import Finding, run
from .compose.composer import compose
from .compose.content import DraftContent
from .compose.document import Document
from .render.fonts import missing_glyphs
from .render.to_docx import to_docx
from .render.to_html import to_html
from .render.to_images import page_image
from .render.to_pdf import BlockBox, Fit, Printed
from .render.to_text import to_text


@dataclass(frozen=True)
class Made:
    """A printed document: bytes, how the main sheet fits, which sheet each page belongs to, where blocks stand."""

    pdf: bytes
    fit: Fit
    sheet_of_page: tuple[int, ...]
    boxes: tuple[BlockBox, ...]


@dataclass(frozen=True)
class Paper:
    content: DraftContent
    document: Document

    @property
    def made(self) -> Made:
        return _made(self.document)

    @property
    def pdf(self) -> bytes:
        return self.made.pdf

    @property
    def html(self) -> str:
        return to_html(self.document)

    @property
    def html_page(self) -> str:
        """The accessible text as a page of its own."""
        head = f'<meta charset="utf-8"><title>{escape(self.document.title)}</title>'
        return f'<!doctype html>\n<html lang="ja"><head>{head}</head><body>\n{self.html}\n</body></html>\n'

    @property
    def text(self) -> str:
        return to_text(self.document)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return run(self.content, self.document)

    @property
    def missing_glyphs(self) -> frozenset[str]:
        """Characters of this paper that no font of it can print."""
        return frozenset(missing_glyphs(self.text))

    def docx(self, document_id: str = "") -> bytes:
        return to_docx(self.document, document_id=document_id)

    def page(self, number: int, dpi: int = 144) -> bytes | None:
        """The picture of a page, from 1; None beyond the last."""
        if not 0 < number <= len(self.made.sheet_of_page):
            return None
        return _picture(self.document, number, dpi)


def paper_of(content: DraftContent) -> Paper:
    return Paper(content, compose(content))


@lru_cache(maxsize=32)
def _made(document: Document) -> Made:
    printed = Printed(document)
    return Made(printed.pdf, printed.fit, tuple(printed.sheet_of_page), printed.boxes)


@lru_cache(maxsize=64)
def _picture(document: Document, number: int, dpi: int) -> bytes:
    return page_image(_made(document).pdf, number, dpi=dpi)
