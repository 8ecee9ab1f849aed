"""Blocks of the papers that go with a document: tables, drawn figures, a 目次.  They know no draft and no format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .content import PartialDate
from .figures import Figure

NOT_KNOWN = "記載なし"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """`share`: of the width of the text, in proportion to those of the other columns."""

    head: str
    share: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Its head stands again on each page.  A cell of several lines has them by line feeds.

    `row_heads`: the first cell of a row names it.  `row_lines`: the least height of a row in lines of the grid, so that
    empty cells can be signed.  `below`: what is to be said about it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    row_heads: bool = False
    row_lines: float = 0
    below: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table needs a cell for each of its columns")

    @property
    def shares(self) -> tuple[float, ...]:
        """Of the whole width, as parts of 1."""
        whole = sum(column.share for column in self.columns)
        return tuple(column.share / whole for column in self.columns)


@dataclass(frozen=True)
class Drawing:
    """A chart under its title, with what is to be said about it and where its numbers come from."""

    figure: Figure
    sources: tuple[str, ...] = ()

    @property
    def below(self) -> tuple[str, ...]:
        return (*filter(None, [self.figure.note]), *(f"出典：{source}" for source in self.sources))


def numbers_of(figure: Figure, day: Callable[[PartialDate], str], below: tuple[str, ...] = ()) -> Table:
    """All that a chart draws, with what it leaves out: the days, if any is known, and what was counted."""
    dated = [Column("時点", 4)] if figure.is_dated else []
    columns = (Column("項目", 4), Column("値", 2, Align.RIGHT), *dated, Column("分母", 4))
    rows = (
        (
            point.label,
            figure.written(point),
            *([day(point.when) or NOT_KNOWN] if dated else []),
            point.denominator or NOT_KNOWN,
        )
        for point in figure.points
    )
    return Table(columns, tuple(rows), row_heads=True, below=below)


@dataclass(frozen=True)
class Section:
    """A heading that begins a page and that a 目次 can list; `id` is unique in the document.

    On a page of its own a section can be handed out alone, and the 目次 of the Word file is right although Word breaks
    lines a little otherwise."""

    text: str
    id: str


@dataclass(frozen=True)
class Contents:
    """目次: the sections of the document and the pages on which they begin; the renderer knows the pages."""

    heading: str
    entries: tuple[Section, ...]
