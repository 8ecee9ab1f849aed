"""Document -> PDF by WeasyPrint, with what the screen must know of it: pages, lines left, where each block stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher

from ..compose.document import Document, SheetRole
from ..compose.style import Page
from . import justify
from .fonts import font_configuration
from .markup import Body
from .phrases import keep_together

justify.install()

MM = 96 / 25.4  # of CSS pixels
_RULES = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")
# Room below the last line of the grid, in lines: a rare character makes its line a hair higher, and forty of them must
# still fit.  The forty-first does not.
_SLACK = 0.4
_ATTEMPTS = 6
_MOST_SHEETS = 9
_RULE = 45  # mm: the line over the footnotes, and so the box that holds them; they themselves are as wide as the text
_VERTICAL_NOTE = "この様式は縦書きです。このPDFは横書きで、縦書きの文書はWordで書き出せます。"


@dataclass(frozen=True)
class BlockBox:
    """Where (a part of) a block stands on the paper: page from 1, the rest in millimetres."""

    id: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Fit:
    """How the main sheet fills its pages; `lines_over`: by how many lines it must shrink to stand on one."""

    pages: int
    lines_left: int = 0
    lines_over: int = 0

    def __str__(self) -> str:
        if self.pages == 1:
            return f"1枚に収まっています（残り{self.lines_left}行）"
        return f"{self.pages}枚になります（あと{self.lines_over}行減らすと1枚）"


class Printed:
    """One document laid out.  The PDF itself is written when it is asked for; use it in the thread that made it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._laid_out = _lay_out(print_tree(document), document.page)
        self._pages = _page_boxes(self._laid_out)
        _number_only_sheets_of_several_pages(self._pages, self.sheet_of_page)

    @cached_property
    def sheet_of_page(self) -> list[int]:
        """The sheet, from 0, that each page belongs to."""
        return [next(_sheets_on(page)) for page in self._pages]

    @cached_property
    def pdf(self) -> bytes:
        pdf: bytes = self._laid_out.write_pdf(pdf_variant="pdf/ua-1")
        return pdf

    def pages_of(self, sheet: int) -> int:
        return self.sheet_of_page.count(sheet)

    @cached_property
    def fit(self) -> Fit:
        main = _main_sheet(self.document)
        used = [
            _Used(box, self.document.page)
            for box, at in zip(self._pages, self.sheet_of_page, strict=True)
            if at == main
        ]
        if len(used) == 1:
            return Fit(1, lines_left=max(0, used[0].free))
        over = sum(page.lines for page in used[1:]) - max(0, used[0].free)
        return Fit(len(used), lines_over=max(1, over))

    @cached_property
    def boxes(self) -> tuple[BlockBox, ...]:
        return tuple(found for number, page in enumerate(self._pages, start=1) for found in _block_boxes(page, number))


def to_pdf(document: Document) -> bytes:
    return Printed(document).pdf


def fit(document: Document) -> Fit:
    return Printed(document).fit


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
    return root


def style_rules(page: Page) -> str:
    """The style sheet of one grid."""
    pitch, line = page.text_width_mm / page.chars_per_line, page.line_pitch_mm
    margins, slack = page.margins, line * _SLACK
    note = f'@top-right {{ content: "{_VERTICAL_NOTE}"; font-size: 2.8mm; color: #555 }}' if page.vertical else ""
    return f"""
@page {{
  size: {page.WIDTH_MM}mm {page.HEIGHT_MM}mm;
  margin: {margins.top}mm {margins.right}mm {margins.bottom - slack:.4f}mm {margins.left}mm;
  @bottom-center {{ content: "－ " counter(page) " －"; font-size: {page.font_size_mm * 0.9:.4f}mm }}
  @footnote {{
    margin: {line:.4f}mm 0 {slack:.4f}mm; padding-top: 1.6mm; border-top: .25mm solid #333; width: {_RULE}mm;
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
    sheet = _style_sheet(page, threading.get_ident())
    for _ in range(_ATTEMPTS):
        laid_out = _Paper(root).render(font_config=font_configuration(), stylesheets=[sheet])
        intruder = _intruder(_page_boxes(laid_out))
        if intruder is None:
            break
        intruder.set("class", f"{intruder.get('class', '')} next-page")
    return laid_out


def _page_boxes(laid_out: Any) -> list[Any]:
    return [page._page_box for page in laid_out.pages]


def _intruder(pages: list[Any]) -> Element | None:
    for page, following in pairwise(pages):
        if _notes_on(following) - _calls_on(following):
            last = [box for box in _blocks_of_lines(page) if box.element is not None][-1]
            element: Element = last.element
            return element if len(last.children) == 1 and "next-page" not in element.get("class", "") else None
    return None


def _notes_on(page: Any) -> set[str]:
    areas = (child for child in page.children if isinstance(child, boxes.FootnoteAreaBox))
    return {note.element.get("data-number") for area in areas for note in area.children if note.element is not None}


def _calls_on(page: Any) -> set[str]:
    found = (box for body in _bodies(page) for box in body.descendants())
    return {box.element.get("data-number") for box in found if box.element_tag == "span::footnote-call"}


def _blocks_of_lines(page: Any) -> list[Any]:
    found = (box for body in _bodies(page) for box in body.descendants() if type(box) is boxes.BlockBox)
    return [box for box in found if box.children and isinstance(box.children[0], boxes.LineBox)]


@lru_cache(maxsize=64)
def _style_sheet(page: Page, thread: int) -> CSS:
    """Parsed once for each grid and thread; `thread` only keeps the parsed sheets of two threads apart."""
    return CSS(string=style_rules(page), font_config=font_configuration())


def _each_sheet_counts_from_one() -> str:
    names = (f"sheet{number}" for number in range(1, _MOST_SHEETS + 1))
    rule = "@page :nth(1 of {0}) {{ counter-reset: page 1 }} [data-sheet='{1}'] {{ page: {0} }}\n"
    return "".join(rule.format(name, name.removeprefix("sheet")) for name in names)


def _main_sheet(document: Document) -> int:
    roles = [sheet.role for sheet in document.sheets]
    main = (SheetRole.LETTER, SheetRole.PETITION)
    return next((at for at, role in enumerate(roles) if role in main), 0)


def _sheets_on(page: Any) -> Iterator[int]:
    for box in page.descendants():
        if box.element_tag == "section" and box.element is not None:
            yield int(box.element.get("data-sheet")) - 1


def _number_only_sheets_of_several_pages(pages: list[Any], sheets: list[int]) -> None:
    for page, sheet in zip(pages, sheets, strict=True):
        if sheets.count(sheet) == 1:
            page.children = [c for c in page.children if getattr(c, "at_keyword", "") != "@bottom-center"]


class _Used:
    """The lines of the grid that are taken on one page: from above by text, from below by footnotes."""

    def __init__(self, page: Any, grid: Page) -> None:
        pitch, top = grid.line_pitch_mm * MM, grid.margins.top * MM
        lines = [box for child in _bodies(page) for box in child.descendants() if isinstance(box, boxes.LineBox)]
        bottom = max((box.position_y + box.height for box in lines), default=top)
        notes = sum(c.margin_height() for c in page.children if isinstance(c, boxes.FootnoteAreaBox)) / pitch
        taken = (bottom - top) / pitch
        self.lines = ceil(taken - 0.1) + ceil(max(0, notes - _SLACK))
        self.free = floor(grid.lines_per_page + _SLACK - taken - notes + 0.01)


def _bodies(page: Any) -> Iterator[Any]:
    return (child for child in page.children if not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox))


def _block_boxes(page: Any, number: int) -> Iterator[BlockBox]:
    for child in _bodies(page):
        for box in child.descendants():
            if isinstance(box, boxes.BlockBox) and box.element is not None and (block := box.element.get("data-block")):
                lines = [line for line in box.descendants() if isinstance(line, boxes.LineBox)]
                if lines and not isinstance(box, boxes.InlineBlockBox):
                    yield _block_box(block, number, box, lines)


def _block_box(block: str, page: int, box: Any, lines: list[Any]) -> BlockBox:
    top, bottom = lines[0].position_y, max(line.position_y + line.height for line in lines)
    measures = (box.position_x, top, box.border_width(), bottom - top)
    return BlockBox(block, page, *(round(measure / MM, 2) for measure in measures))


def html_source(document: Document) -> str:
    """What a bare WeasyPrint would be given, for comparison: the same tree and rules as one string."""
    root = print_tree(document)
    SubElement(root[0], "style").text = style_rules(document.page)
    return "<!doctype html>" + tostring(root, encoding="unicode", method="html")
