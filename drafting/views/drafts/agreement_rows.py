"""The screen 会派間の合意 as values: blocks with what each group says, what is lost, which change wins whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from drafting.actions.agreements import Table, table_of, text_hash
from drafting.compose.agreement import Change, Deed, Mark, Stand
from drafting.compose.differences import Piece, differences
from drafting.compose.japanese import width
from drafting.intake.blocks import NamedBlock

from .desk import Desk


@dataclass(frozen=True)
class GroupStand:
    """`since`: how the words changed after the group read them.  `wish`: how its words differ from the present ones."""

    group: str
    mark: Mark | None
    since: tuple[Piece, ...] = ()
    wish: tuple[Piece, ...] = ()

    @property
    def is_met(self) -> bool:
        """The words that it wished stand there by now; it has still to say so itself."""
        return bool(self.mark and self.mark.wording and not self.wish)

    @property
    def seen(self) -> str:
        return text_hash(self.mark.wording) if self.mark else ""


@dataclass(frozen=True)
class BlockRow:
    """`leans`: it stays, but may take up what would go."""

    block: NamedBlock
    stands: list[GroupStand]
    is_lost: bool
    leans: bool

    @property
    def has_obstacle(self) -> bool:
        return any(one.mark and one.mark.stand is not Stand.FOR for one in self.stands)

    @property
    def number(self) -> int:
        """How many groups would rather have other words, or none."""
        return sum(bool(one.mark and not one.mark.is_stale and one.mark.stand is not Stand.FOR) for one in self.stands)


@dataclass(frozen=True)
class Winning:
    """One change.  `wholly`: who then accepts the whole text; `partly`: who has still to answer, and on how much."""

    block: NamedBlock
    change: Change
    wholly: list[str]
    partly: list[tuple[str, int]]
    pieces: tuple[Piece, ...]

    @property
    def seen(self) -> str:
        return text_hash(self.change.wording)

    @property
    def is_possible(self) -> bool:
        """A quotation's words are the record's."""
        return self.change.deed is Deed.TAKE_OUT or not self.block.is_quotation


@dataclass(frozen=True)
class Page:
    table: Table
    rows: list[BlockRow]
    lost_lines: int

    @property
    def lost(self) -> list[BlockRow]:
        return [row for row in self.rows if row.is_lost]

    @property
    def leaning(self) -> list[BlockRow]:
        return [row for row in self.rows if row.leans]

    @property
    def conditions(self) -> list[tuple[NamedBlock, Mark]]:
        blocks = {row.block.id: row.block for row in self.rows}
        return [(blocks[mark.block], mark) for mark in self.table.result.conditions]

    @cached_property
    def changes(self) -> list[Winning]:
        blocks = {row.block.id: row.block for row in self.rows}
        return [self._winning(blocks[change.block], change) for change in self.table.result.changes]

    @property
    def unanswered(self) -> list[tuple[str, int, int]]:
        """(group, how many are open, how many of these it answered in former words)."""
        return [
            (group, len(missing), sum((group, block) in self.table.marks for block in missing))
            for group, missing in self.table.result.unanswered.items()
            if missing
        ]

    @property
    def reasons(self) -> list[tuple[NamedBlock, list[GroupStand]]]:
        """Those who said more than 可, 条件付き or 否, by block."""
        spoken = [(row.block, [one for one in row.stands if one.mark and _says_more(one.mark)]) for row in self.rows]
        return [(block, stands) for block, stands in spoken if stands]

    def _winning(self, block: NamedBlock, change: Change) -> Winning:
        missing = self.table.result.unanswered
        return Winning(
            block,
            change,
            [group for group in change.wins if not missing[group]],
            [(group, len(missing[group])) for group in change.wins if missing[group]],
            differences(block.text, change.wording) if change.wording else (),
        )


def page_of(desk: Desk) -> Page:
    table = table_of(desk.draft, desk.file)
    rows = list(_rows(table))
    return Page(table, rows, sum(_lines(row.block.whole, desk) for row in rows if row.is_lost))


def _rows(table: Table) -> Iterator[BlockRow]:
    lost, leans = set(table.result.lost), set(table.leaning)
    for block, marks in table.rows:
        stands = [_stand(table, block, group, mark) for group, mark in zip(table.groups, marks, strict=True)]
        yield BlockRow(block, stands, block.id in lost, block.id in leans)


def _stand(table: Table, block: NamedBlock, group: str, mark: Mark | None) -> GroupStand:
    read = table.read.get((group, block.id), "")
    since = differences(read, block.whole) if mark and mark.is_stale and read else ()
    wishes = mark and mark.wording and mark.wording != block.text
    return GroupStand(group, mark, since, differences(block.text, mark.wording) if mark and wishes else ())


def _says_more(mark: Mark) -> bool:
    return bool(mark.reason or mark.wording)


def _lines(text: str, desk: Desk) -> int:
    """On the grid of the paper, the first line one character in."""
    a_line = desk.reading.content.style.page.chars_per_line
    return sum(max(1, -(-int(width(part) + 1) // a_line)) for part in text.splitlines() or [""])
