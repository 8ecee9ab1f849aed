"""Papers: what a draft's content prints as, kept by content so that the same paper is made once.  It knows no rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path

from . import kept, render
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
    """A printed document: bytes, how the main sheet fits, which sheet each page belongs to, where blocks stand, and
    for each page a mark that changes only with its looks; `section_pages`: what a 目次 says."""

    pdf: bytes
    fit: Fit
    sheet_of_page: tuple[int, ...]
    boxes: tuple[BlockBox, ...]
    marks: tuple[str, ...]
    section_pages: Mapping[str, int]


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

    def html_with(self, places: Mapping[str, str]) -> str:
        """The same with a link behind each block to where it is written."""
        return to_html(self.document, places)

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

    @property
    def known_pages(self) -> int | None:
        """How many it has, of a paper that was laid out lately; None of another, which is not laid out for this."""
        found = kept.kept(_name(self.document))
        return len(_read(found).sheet_of_page) if found else None

    def docx(self, document_id: str = "") -> bytes:
        """The pages of a 目次 are known once the paper is laid out, which is done once."""
        pages = self.made.section_pages if self.document.has_contents else {}
        return to_docx(self.document, document_id=document_id, pages=pages)

    def page(self, number: int, dpi: int = 144) -> bytes | None:
        """The picture of a page, from 1; None beyond the last."""
        if not 0 < number <= len(self.made.sheet_of_page):
            return None
        return _picture(self.document, number, dpi)


def paper_of(content: DraftContent) -> Paper:
    return Paper(content, compose(content))


@lru_cache(maxsize=32)
def _made(document: Document) -> Made:
    """Laid out once for all processes of this machine."""
    name = _name(document)
    if found := kept.kept(name):
        return _read(found)
    printed = Printed(document)
    made = Made(
        printed.pdf, printed.fit, tuple(printed.sheet_of_page), printed.boxes, printed.marks, printed.section_pages
    )
    kept.keep(name, _written(made))
    return made


def _name(document: Document) -> str:
    return f"{_this_program()}-{sha256(repr(document).encode()).hexdigest()[:40]}.paper"


def _written(made: Made) -> bytes:
    """A line of JSON, then the PDF."""
    rest = {
        "fit": asdict(made.fit),
        "sheets": made.sheet_of_page,
        "boxes": [asdict(box) for box in made.boxes],
        "marks": made.marks,
        "section_pages": dict(made.section_pages),
    }
    return json.dumps(rest).encode() + b"\n" + made.pdf


def _read(content: bytes) -> Made:
    head, _, pdf = content.partition(b"\n")
    rest = json.loads(head)
    boxes = tuple(BlockBox(**box) for box in rest["boxes"])
    return Made(pdf, Fit(**rest["fit"]), tuple(rest["sheets"]), boxes, tuple(rest["marks"]), rest["section_pages"])


@cache
def _this_program() -> str:
    """Changes with whatever decides what a document looks like: a release must not show the former one's papers."""
    folder = Path(render.__file__).parent
    parts = [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in (".py", ".css")]
    return sha256(b"".join(parts) + version("weasyprint").encode()).hexdigest()[:8]


@lru_cache(maxsize=64)
def _picture(document: Document, number: int, dpi: int) -> bytes:
    return page_image(_made(document).pdf, number, dpi=dpi)
