"""The paper beside the text as the screen needs it: its pages with their pictures, and where each block stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from drafting import kept
from drafting.compose.style import Page
from drafting.render.to_pdf import BlockBox

from .desk import Desk

RESOLUTIONS = (96, 144, 192)
USUAL = RESOLUTIONS[1]
_MM_PER_INCH = 25.4
_BAR_AWAY = 6.0  # mm, between the bar and the text


@dataclass(frozen=True)
class Picture:
    url: str
    width: int


@dataclass(frozen=True)
class Place:
    """Where a block stands on the page, in millimetres, and where it is written; `bar`: x of the mark beside it;
    `begins`: the first of the block's places, which a link can lead to.

    Measures as SVG writes them: a template that is given numbers asks for each how this country writes it."""

    block: str
    url: str
    bar: str
    x: str
    y: str
    width: str
    height: str
    begins: bool

    @classmethod
    def of(cls, box: BlockBox, url: str, *, begins: bool) -> Place:
        x, y, width, height, bar = (
            f"{measure:.2f}" for measure in (box.x, box.y, box.width, box.height, box.x - _BAR_AWAY)
        )
        return cls(box.id, url, bar, x, y, width, height, begins)


@dataclass(frozen=True)
class SheetPage:
    """One page: what it belongs to, its pictures by width, and the places of blocks on it."""

    number: int
    label: str
    mark: str
    pictures: tuple[Picture, ...]
    places: tuple[Place, ...]

    @property
    def src(self) -> str:
        return self.pictures[RESOLUTIONS.index(USUAL)].url

    @property
    def srcset(self) -> str:
        return ", ".join(f"{picture.url} {picture.width}w" for picture in self.pictures)


def sheet_pages(desk: Desk, wanted: list[tuple[int, str]]) -> list[SheetPage]:
    return [_sheet_page(desk, number, label) for number, label in wanted]


def picture_now(desk: Desk, number: int, dpi: int) -> tuple[str, bytes] | None:
    """A page of the paper as it is now, with its mark; None beyond the last.  Other processes find it made."""
    marks = desk.paper.made.marks
    if not 0 < number <= len(marks):
        return None
    mark = marks[number - 1]
    if found := kept_picture(desk.draft.pk, mark, dpi):
        return mark, found
    picture = desk.paper.page(number, dpi)
    assert picture is not None
    kept.keep(_name(desk.draft.pk, mark, dpi), picture)
    return mark, picture


def kept_picture(draft_id: UUID, mark: str, dpi: int) -> bytes | None:
    """Of a page that looks like that, whichever version of this draft it was made for."""
    return kept.kept(_name(draft_id, mark, dpi))


def resolution(asked: str | None) -> int:
    return next((dpi for dpi in RESOLUTIONS if str(dpi) == asked), USUAL)


def _sheet_page(desk: Desk, number: int, label: str) -> SheetPage:
    made = desk.paper.made
    mark = made.marks[number - 1]
    address = reverse("draft_picture", args=[desk.draft.pk, number, mark])
    pictures = tuple(Picture(f"{address}?dpi={dpi}", _pixels(dpi)) for dpi in RESOLUTIONS)
    return SheetPage(number, label, mark, pictures, tuple(_places_on(desk, number)))


def _places_on(desk: Desk, number: int) -> Iterator[Place]:
    urls = block_urls(desk)
    first = {box.id: box for box in reversed(desk.paper.made.boxes)}
    for box in desk.paper.made.boxes:
        if box.page == number and box.id in urls:
            yield Place.of(box, urls[box.id], begins=box is first[box.id])


def block_urls(desk: Desk) -> dict[str, str]:
    """Where each block is written: open for whoever may write it."""
    text, demands = (reverse(name, args=[desk.draft.pk]) for name in ("draft_text", "draft_demands"))
    opened = {entry.id: f"?open={entry.id}" if desk.may_edit else "" for entry in desk.file.body}
    body = {block: f"{text}{query}#{block}" for block, query in opened.items()}
    return body | {demand.id: f"{demands}#{demand.id}" for demand in desk.file.demands}


def _pixels(dpi: int) -> int:
    return round(Page.WIDTH_MM / _MM_PER_INCH * dpi)


def _name(draft_id: UUID, mark: str, dpi: int) -> str:
    return f"{draft_id.hex}-{mark}-{dpi}.png"
