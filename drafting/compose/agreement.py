"""What several groups can agree on in one text: the largest that nobody refuses, and which change would win whom.

It knows blocks by their ids and groups by their names; neither rows nor words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """How a group stands to one block."""

    FOR = "for"
    CONDITIONAL = "conditional"
    AGAINST = "against"

    @property
    def label(self) -> str:
        return {"for": "可", "conditional": "条件付き", "against": "否"}[self.value]


@dataclass(frozen=True)
class Mark:
    """`wording`: what the group would accept instead, "" if it named none.  `is_stale`: of a text that has changed."""

    group: str
    block: str
    stand: Stand
    reason: str = ""
    wording: str = ""
    is_stale: bool = False


class Deed(StrEnum):
    TAKE_OUT = "take_out"
    REWORD = "reword"
    MEET_CONDITION = "meet_condition"

    @property
    def label(self) -> str:
        return {"take_out": "外す", "reword": "文を改める", "meet_condition": "条件を満たす"}[self.value]


@dataclass(frozen=True)
class Change:
    """One change to one block, the groups that would then accept the whole text, and those who wanted it as it is."""

    block: str
    deed: Deed
    wording: str
    wins: tuple[str, ...]
    displeases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """`kept` and `lost` are ids in the order of the text; `conditions` are attached to what is kept.

    `unanswered`: by group, the blocks on which it has not said anything about the present text."""

    kept: tuple[str, ...]
    lost: tuple[str, ...]
    conditions: tuple[Mark, ...]
    unanswered: Mapping[str, tuple[str, ...]]
    changes: tuple[Change, ...]

    @property
    def is_complete(self) -> bool:
        """Every group has answered on every block of the present text."""
        return not any(self.unanswered.values())


def agreement(blocks: Sequence[str], groups: Sequence[str], marks: Iterable[Mark]) -> Agreement:
    """Of a block that a group did not mark nothing is concluded: it is kept, and listed as unanswered."""
    given = _latest(blocks, groups, marks)
    refused = {mark.block for mark in given.values() if mark.stand is Stand.AGAINST}
    kept = tuple(block for block in blocks if block not in refused)
    return Agreement(
        kept=kept,
        lost=tuple(block for block in blocks if block in refused),
        conditions=tuple(
            mark
            for block in kept
            for group in groups
            if (mark := given.get((group, block))) and mark.stand is Stand.CONDITIONAL
        ),
        unanswered={group: tuple(block for block in blocks if (group, block) not in given) for group in groups},
        changes=_changes(blocks, groups, given),
    )


Given = dict[tuple[str, str], Mark]


def _latest(blocks: Sequence[str], groups: Sequence[str], marks: Iterable[Mark]) -> Given:
    """The last mark of a group on a block; marks on former texts, on blocks taken out or of others do not count."""
    return {
        (mark.group, mark.block): mark
        for mark in marks
        if mark.group in groups and mark.block in blocks and not mark.is_stale
    }


def _changes(blocks: Sequence[str], groups: Sequence[str], given: Given) -> tuple[Change, ...]:
    """A group whose one obstacle is one block is won by one change; those that win most come first."""
    won: dict[tuple[str, Deed, str], list[str]] = {}
    for group in groups:
        obstacles = [mark for block in blocks if (mark := given.get((group, block))) and mark.stand is not Stand.FOR]
        if len(obstacles) == 1:
            for deed, wording in _cures(obstacles[0]):
                won.setdefault((obstacles[0].block, deed, wording), []).append(group)
    changes = [
        Change(block, deed, wording, tuple(names), _displeased(block, deed, groups, given))
        for (block, deed, wording), names in won.items()
    ]
    order = {block: at for at, block in enumerate(blocks)}
    return tuple(sorted(changes, key=lambda change: (-len(change.wins), len(change.displeases), order[change.block])))


def _cures(obstacle: Mark) -> list[tuple[Deed, str]]:
    """Other words where the group named them; a refused block may be taken out, a condition met."""
    reword = [(Deed.REWORD, obstacle.wording)] if obstacle.wording else []
    if obstacle.stand is Stand.AGAINST:
        return [*reword, (Deed.TAKE_OUT, "")]
    return reword or [(Deed.MEET_CONDITION, "")]


def _displeased(block: str, deed: Deed, groups: Sequence[str], given: Given) -> tuple[str, ...]:
    """Who accepted the block as it stands, and would see it gone; other words they have still to read."""
    if deed is not Deed.TAKE_OUT:
        return ()
    return tuple(group for group in groups if (mark := given.get((group, block))) and mark.stand is Stand.FOR)
