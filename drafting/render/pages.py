"""What stands where on the pages that WeasyPrint laid out: lines taken, blocks, notes.  It knows its boxes alone.

All lengths of boxes are CSS pixels; what is given back is in millimetres or in lines of the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from math import floor
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from ..compose.style import Page

MM = 96 / 25.4
# Room below the last line of the grid, in lines: a rare character makes its line a hair higher, and forty of them must
# still fit.  The forty-first does not.
SLACK = 0.4


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


def fit_of(pages: list[Any], grid: Page) -> Fit:
    """How much room all the text of these pages would leave, or lack, on one."""
    used = [_Used(page, grid) for page in pages]
    text = sum(page.text for page in used) + _dropped_gaps(pages)
    notes = sum(page.notes for page in used) + max(page.over_notes for page in used)
    spare = floor(grid.lines_per_page + SLACK - text - notes + 0.01)
    return Fit(1, lines_left=max(0, spare)) if len(pages) == 1 else Fit(len(pages), lines_over=max(1, -spare))


class _Used:
    """What one page holds, in lines of the grid: text from above, footnotes from below and the space over them."""

    def __init__(self, page: Any, grid: Page) -> None:
        pitch, top = grid.line_pitch_mm * MM, grid.margins.top * MM
        bottoms = (line.position_y + line.height for line in _lines(page))
        areas = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox)]
        self.text = (max(bottoms, default=top) - top) / pitch
        self.notes = sum(note.margin_height() for area in areas for note in area.children) / pitch
        self.over_notes = sum(area.margin_height() for area in areas) / pitch - self.notes


def _dropped_gaps(pages: list[Any]) -> int:
    """Empty lines that fell away because their block begins a page, and that would come back on one page."""
    return sum(_gap_at_the_top(page, before) for before, page in pairwise(pages))


def _gap_at_the_top(page: Any, before: Any) -> int:
    first = next((child.element for child in _section(page).children if child.element is not None), None)
    if first is None or any(box.element is first for box in _section(before).children):
        return 0
    return next((int(name[3:]) for name in first.get("class", "").split() if name.startswith("gap")), 0)


def sheet_on(page: Any) -> int:
    """From 0."""
    return int(_section(page).element.get("data-sheet")) - 1


def _section(page: Any) -> Any:
    return next(box for box in page.descendants() if box.element_tag == "section")


def number_only_sheets_of_several_pages(pages: list[Any], sheets: list[int]) -> None:
    for page, sheet in zip(pages, sheets, strict=True):
        if sheets.count(sheet) == 1:
            page.children = [c for c in page.children if getattr(c, "at_keyword", "") != "@bottom-center"]


def block_boxes_on(pages: list[Any]) -> Iterator[BlockBox]:
    for number, page in enumerate(pages, start=1):
        yield from _block_boxes(page, number)


def anchors_on(pages: list[Any]) -> Iterator[tuple[str, int]]:
    """The elements that bear an id, with the page, from 0, on which they stand."""
    for number, page in enumerate(pages):
        for box in page.descendants():
            if isinstance(box, boxes.BlockBox) and box.element is not None and (name := box.element.get("id")):
                yield name, number


def _lines(page: Any) -> Iterator[Any]:
    return (box for body in _bodies(page) for box in body.descendants() if isinstance(box, boxes.LineBox))


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


def page_mark(page: Any) -> str:
    """What the page looks like, as a short value: pages with the same mark print the same picture."""
    seen = sha256()
    for box in page.descendants():
        seen.update(_look(box).encode())
    return seen.hexdigest()[:32]


def _look(box: Any) -> str:
    """The style sheet of the grid is not in it; whoever compares pages of different grids must add that."""
    element = box.element
    # What element a box comes from decides its style, with the style that the element itself brings.
    origin = "" if element is None else f"{element.get('class', '')}|{element.get('style', '')}"
    place = f"{box.position_x:.3f} {box.position_y:.3f} {box.width} {box.height}"
    return f"{box.element_tag}|{origin}|{place}|{getattr(box, 'text', '')}\n"


def page_boxes(laid_out: Any) -> list[Any]:
    return [page._page_box for page in laid_out.pages]


def intruders_on(pages: list[Any]) -> list[Element]:
    """The elements whose first line stands at the foot of a page in the place of a footnote that is called there: of
    each sheet the first, since sheets are laid out without regard to each other."""
    found: dict[int, Element | None] = {}
    for page, following in pairwise(pages):
        if sheet_on(page) not in found and _notes_on(following) - _calls_on(following):
            *_, last = _blocks_of_lines(page)
            element: Element = last.element
            movable = len(last.children) == 1 and "next-page" not in element.get("class", "")
            found[sheet_on(page)] = element if movable else None
    return [element for element in found.values() if element is not None]


def _notes_on(page: Any) -> set[str]:
    areas = (child for child in page.children if isinstance(child, boxes.FootnoteAreaBox))
    return {note.element.get("data-number") for area in areas for note in area.children if note.element is not None}


def _calls_on(page: Any) -> set[str]:
    found = (box for body in _bodies(page) for box in body.descendants())
    return {box.element.get("data-number") for box in found if box.element_tag == "span::footnote-call"}


def _blocks_of_lines(page: Any) -> list[Any]:
    found = (box for body in _bodies(page) for box in body.descendants() if type(box) is boxes.BlockBox)
    return [box for box in found if box.element is not None and any(isinstance(c, boxes.LineBox) for c in box.children)]
