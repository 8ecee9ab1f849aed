"""Document -> PDF by WeasyPrint, with what the screen must know of it: pages, lines left, where each block stands."""

from __future__ import annotations

import threading
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from ..compose.document import Document, SheetRole
from ..compose.style import Page
from . import footnotes, justify
from .fonts import font_configuration
from .forms import set_rare_forms
from .frames import with_room
from .markup import Body
from .pages import (
    SLACK,
    BlockBox,
    Fit,
    anchors_on,
    block_boxes_on,
    fit_of,
    intruders_on,
    number_only_sheets_of_several_pages,
    page_boxes,
    page_mark,
    sheet_on,
)
from .phrases import keep_together
from .tables import anchor

__all__ = [
    "BlockBox",
    "Fit",
    "Printed",
    "block_boxes",
    "fit",
    "html_source",
    "print_tree",
    "section_pages",
    "style_rules",
    "to_pdf",
]

justify.install()
footnotes.install()

_RULES = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")
_ATTEMPTS = 6
_MOST_SHEETS = 9
_RULE = 45  # mm: the line over the footnotes, and so the box that holds them; they themselves are as wide as the text
# Under the last footnote.  WeasyPrint compares its edge with that of the box exactly: on some grids (21 mm at the top)
# the last bit of a float would send a note, and the lines that call it, from page to page.
_HAIR = 0.02
_VERTICAL_NOTE = "この様式は縦書きです。このPDFは横書きで、縦書きの文書はWordで書き出せます。"


class Printed:
    """One document laid out.  The PDF itself is written when it is asked for; use it in the thread that made it."""

    @with_room
    def __init__(self, document: Document) -> None:
        self.document = document
        self._laid_out = _lay_out(print_tree(document), document.page)
        self._pages = page_boxes(self._laid_out)
        number_only_sheets_of_several_pages(self._pages, self.sheet_of_page)

    @cached_property
    def sheet_of_page(self) -> list[int]:
        """The sheet, from 0, that each page belongs to."""
        return [sheet_on(page) for page in self._pages]

    @cached_property
    @with_room
    def pdf(self) -> bytes:
        pdf: bytes = self._laid_out.write_pdf(pdf_variant="pdf/ua-1")
        return pdf

    def pages_of(self, sheet: int) -> int:
        return self.sheet_of_page.count(sheet)

    @cached_property
    def fit(self) -> Fit:
        main = _main_sheet(self.document)
        pages = [page for page, sheet in zip(self._pages, self.sheet_of_page, strict=True) if sheet == main]
        return fit_of(pages, self.document.page)

    @cached_property
    def section_pages(self) -> dict[str, int]:
        """The number of the page on which each section begins, as that page bears it."""
        prefix = anchor("")
        first_pages = {sheet: self.sheet_of_page.index(sheet) for sheet in self.sheet_of_page}
        return {
            name.removeprefix(prefix): at - first_pages[self.sheet_of_page[at]] + 1
            for name, at in anchors_on(self._pages)
            if name.startswith(prefix)
        }

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """For each page what it looks like: the same mark, the same picture, whatever became of the other pages."""
        grid = sha256(style_rules(self.document.page).encode()).hexdigest()[:8]
        return tuple(grid + page_mark(page) for page in self._pages)

    @cached_property
    def boxes(self) -> tuple[BlockBox, ...]:
        return tuple(block_boxes_on(self._pages))


def to_pdf(document: Document) -> bytes:
    return Printed(document).pdf


def fit(document: Document) -> Fit:
    return Printed(document).fit


def section_pages(document: Document) -> dict[str, int]:
    return Printed(document).section_pages


def block_boxes(document: Document) -> tuple[BlockBox, ...]:
    return Printed(document).boxes


class _Paper(HTML):  # type: ignore[misc]
    """WeasyPrint's HTML from a tree that we built: nothing to parse, and nothing is ever fetched."""

    def __init__(self, root: Element) -> None:
        self.base_url = None
        self.url_fetcher = URLFetcher(allowed_protocols=())
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def print_tree(document: Document) -> Element:
    """The whole page of HTML that WeasyPrint lays out, but for its style sheet."""
    root = Element("html", {"lang": document.language})
    head = SubElement(root, "head")
    SubElement(head, "title").text = document.title or document.kind.label
    SubElement(root, "body").extend(Body(document, printed=True).sheets())
    for element in root.iter():
        element.text = keep_together(element.text or "")
        element.tail = keep_together(element.tail or "")
    set_rare_forms(root)
    return root


def style_rules(page: Page) -> str:
    """The style sheet of one grid."""
    pitch, line = page.text_width_mm / page.chars_per_line, page.line_pitch_mm
    margins, slack = page.margins, line * SLACK
    note = f'@top-right {{ content: "{_VERTICAL_NOTE}"; font-size: 2.8mm; color: #555 }}' if page.vertical else ""
    return f"""
@page {{
  size: {page.WIDTH_MM}mm {page.HEIGHT_MM}mm;
  margin: {margins.top}mm {margins.right}mm {margins.bottom - slack:.4f}mm {margins.left}mm;
  @bottom-center {{ content: "－ " counter(page) " －"; font-size: {page.font_size_mm * 0.9:.4f}mm }}
  @footnote {{
    margin: {line:.4f}mm 0 {slack:.4f}mm; padding: 1.6mm 0 {_HAIR}mm; border-top: .25mm solid #333; width: {_RULE}mm;
  }}
  {note}
}}
{_each_sheet_counts_from_one()}
html {{ font-size: {pitch:.6f}mm; line-height: {line:.6f}mm }}
.footnote {{ margin-right: {_RULE - page.text_width_mm:.4f}mm }}
body {{ font-size: {page.font_size_mm:.6f}mm; letter-spacing: {max(0, pitch - page.font_size_mm):.6f}mm }}
{_RULES}"""


def _lay_out(root: Element, page: Page) -> Any:
    """WeasyPrint sends a footnote to the next page if that wins room for the first line of a later paragraph: then that
    paragraph is made to begin the next page instead, and the note stays with the line that calls it."""
    sheet = _style_sheets.of(page)
    for _ in range(_ATTEMPTS):
        laid_out = _Paper(root).render(font_config=font_configuration(), stylesheets=[sheet])
        intruders = intruders_on(page_boxes(laid_out))
        if not intruders:
            break
        for intruder in intruders:
            intruder.set("class", f"{intruder.get('class', '')} next-page")
    return laid_out


class _StyleSheets(threading.local):
    """Parsed once for each grid, in each thread."""

    def __init__(self) -> None:
        self.of = lru_cache(maxsize=32)(lambda page: CSS(string=style_rules(page), font_config=font_configuration()))


_style_sheets = _StyleSheets()


def _each_sheet_counts_from_one() -> str:
    names = (f"sheet{number}" for number in range(1, _MOST_SHEETS + 1))
    rule = "@page :nth(1 of {0}) {{ counter-reset: page 1 }} [data-sheet='{1}'] {{ page: {0} }}\n"
    return "".join(rule.format(name, name.removeprefix("sheet")) for name in names)


def _main_sheet(document: Document) -> int:
    roles = [sheet.role for sheet in document.sheets]
    main = (SheetRole.LETTER, SheetRole.PETITION)
    return next((at for at, role in enumerate(roles) if role in main), 0)


def html_source(document: Document) -> str:
    """What a bare WeasyPrint would be given, for comparison: the same tree and rules as one string."""
    root = print_tree(document)
    SubElement(root[0], "style").text = style_rules(document.page)
    return "<!doctype html>" + tostring(root, encoding="unicode", method="html")
