"""Two people's changes to one draft file, brought together by block; it knows neither rows nor people.

A unit is a field of the file or one block, known by its id.  Where only one side changed a unit, that change stands;
where both changed it in different ways, there is a Clash and somebody has to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from ..compose.style import Layer, layer_of, parts_in
from .draft_file import BodyEntry, DemandEntry, DraftFile

Entry = BodyEntry | DemandEntry
LISTS = ("body", "demands")
# A part that a side's style does not hold; null is a value.
GONE = object()


@dataclass(frozen=True)
class Clash:
    """Both sides changed this unit.  `unit` is a field's name or a block's id; None: taken out on that side."""

    unit: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """`file` holds their side wherever there is a clash, so that nothing of theirs is lost.

    `order`: all blocks of both sides, those too that one of them took out."""

    file: DraftFile
    clashes: tuple[Clash, ...] = ()
    order: tuple[str, ...] = ()


def changed_units(before: DraftFile, after: DraftFile) -> list[str]:
    """The fields and blocks that differ, in the order of the file; a list whose blocks only moved counts as one."""
    units: list[str] = []
    for field in fields(DraftFile):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        units += (_changed_blocks(old, new) or [field.name]) if field.name in LISTS else [field.name]
    return units


def _changed_blocks(before: Sequence[Entry], after: Sequence[Entry]) -> list[str]:
    old, new = ({entry.id: entry for entry in side} for side in (before, after))
    return [block for block in dict.fromkeys([*new, *old]) if old.get(block) != new.get(block)]


def merge(base: DraftFile, mine: DraftFile, theirs: DraftFile) -> Merged:
    clashes: list[Clash] = []
    changed: dict[str, Any] = {}
    order: list[str] = []
    for field in fields(DraftFile):
        old, own, other = (getattr(side, field.name) for side in (base, mine, theirs))
        if field.name in LISTS:
            blocks = _order([e.id for e in old], [e.id for e in own], [e.id for e in other])
            changed[field.name] = _blocks(blocks, old, own, other, clashes)
            order += blocks
        elif field.name == "style":
            changed[field.name] = _style(old, own, other, clashes)
        else:
            changed[field.name] = _unit(field.name, old, own, other, clashes)
    return Merged(replace(theirs, **changed), tuple(clashes), tuple(order))


def _unit(name: str, base: Any, mine: Any, theirs: Any, clashes: list[Clash]) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    clashes.append(Clash(name, base, mine, theirs))
    return theirs


def _style(base: Layer, mine: Layer, theirs: Layer, clashes: list[Clash]) -> Layer:
    """Part by part: two people may change the cover and the page at once.  Where one part clashes, the style does."""
    old, own, other = (dict(parts_in(side)) for side in (base, mine, theirs))
    clashing: list[Clash] = []
    kept: dict[str, Any] = {}
    for part in dict.fromkeys([*other, *own]):
        kept[part] = _unit(part, old.get(part, GONE), own.get(part, GONE), other.get(part, GONE), clashing)
    if clashing:
        my_side = kept | {clash.unit: clash.mine for clash in clashing}
        clashes.append(Clash("style", base, _standing(my_side), _standing(kept)))
    return _standing(kept)


def _standing(parts: dict[str, Any]) -> Layer:
    return layer_of({part: value for part, value in parts.items() if value is not GONE})


def _blocks(
    order: Sequence[str], base: Sequence[Entry], mine: Sequence[Entry], theirs: Sequence[Entry], clashes: list[Clash]
) -> tuple[Entry, ...]:
    old, own, other = ({entry.id: entry for entry in side} for side in (base, mine, theirs))
    kept: dict[str, Entry] = {}
    for block_id in dict.fromkeys([*other, *own]):
        unit = _unit(block_id, old.get(block_id), own.get(block_id), other.get(block_id), clashes)
        if unit is not None:
            kept[block_id] = unit
    return tuple(kept[block_id] for block_id in order if block_id in kept)


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """The order of the side that moved blocks, or with both sides' moves; what was added follows its forerunner."""
    common = [block_id for block_id in base if block_id in mine and block_id in theirs]
    own, others = ([block_id for block_id in side if block_id in common] for side in (mine, theirs))
    leading, other = (mine, theirs) if others == common else (theirs, mine)
    order = list(leading)
    if common not in (own, others) and own != others:
        moved = iter(_both_moves(common, own, others))
        order = [next(moved) if block_id in common else block_id for block_id in order]
    for at, block_id in enumerate(other):
        if block_id in order:
            continue
        forerunner = next((before for before in reversed(other[:at]) if before in order), None)
        order.insert(order.index(forerunner) + 1 if forerunner else 0, block_id)
    return order


def _both_moves(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Blocks whose order somebody turned are turned.  Where that leads in a circle, my moves are made upon theirs."""
    places = [{block_id: at for at, block_id in enumerate(side)} for side in (base, mine, theirs)]

    def turned(first: str, second: str) -> bool:
        return any((place[first] < place[second]) != (places[0][first] < places[0][second]) for place in places[1:])

    def is_before(first: str, second: str) -> bool:
        return (places[0][first] < places[0][second]) != turned(first, second)

    before = {one: sum(is_before(other, one) for other in base if other != one) for one in base}
    if len(set(before.values())) == len(base):
        return sorted(base, key=lambda block_id: before[block_id])
    return _moved_upon(theirs, mine, _unmoved(base, mine))


def _moved_upon(order: list[str], mine: list[str], unmoved: set[str]) -> list[str]:
    order = list(order)
    for at, block_id in enumerate(mine):
        if block_id not in unmoved:
            order.remove(block_id)
            order.insert(order.index(mine[at - 1]) + 1 if at else 0, block_id)
    return order


def _unmoved(base: list[str], moved: list[str]) -> set[str]:
    """The most blocks that still follow each other as before: the others were moved."""
    places = [base.index(block_id) for block_id in moved]
    chains: list[list[int]] = []
    for place in places:
        chain = min((one for one in chains if one[-1] < place), key=lambda one: (-len(one), one), default=[])
        chains.append([*chain, place])
    longest = min(chains, key=lambda one: (-len(one), one), default=[])
    return {base[place] for place in longest}


def choose(merged: Merged, mine: set[str]) -> DraftFile:
    """The merged file with my side of those clashes whose units are in `mine`."""
    file = merged.file
    for clash in merged.clashes:
        if clash.unit not in mine:
            continue
        if clash.unit in {field.name for field in fields(DraftFile)}:
            file = replace(file, **{clash.unit: clash.mine})
        else:
            lists: dict[str, Any] = {name: _with(name, getattr(file, name), clash, merged.order) for name in LISTS}
            file = replace(file, **lists)
    return file


def _with(name: str, entries: Sequence[Entry], clash: Clash, order: Sequence[str]) -> tuple[Entry, ...]:
    """The list with my side of a block; one that they took out comes back in its place."""
    if any(entry.id == clash.unit for entry in entries):
        sides = [clash.mine if entry.id == clash.unit else entry for entry in entries]
        return tuple(side for side in sides if side is not None)
    returns = clash.mine is not None and isinstance(clash.mine, DemandEntry) == (name == "demands")
    if not returns:
        return tuple(entries)
    before = set(order[: order.index(clash.unit)]) if clash.unit in order else set(order)
    at = max((place + 1 for place, entry in enumerate(entries) if entry.id in before), default=0)
    return (*entries[:at], clash.mine, *entries[at:])
