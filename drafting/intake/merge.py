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
    """`file` holds their side wherever there is a clash, so that nothing of theirs is lost."""

    file: DraftFile
    clashes: tuple[Clash, ...] = ()


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
    for field in fields(DraftFile):
        old, own, other = (getattr(side, field.name) for side in (base, mine, theirs))
        if field.name in LISTS:
            changed[field.name] = _blocks(old, own, other, clashes)
        elif field.name == "style":
            changed[field.name] = _style(old, own, other, clashes)
        else:
            changed[field.name] = _unit(field.name, old, own, other, clashes)
    return Merged(replace(theirs, **changed), tuple(clashes))


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
    base: Sequence[Entry], mine: Sequence[Entry], theirs: Sequence[Entry], clashes: list[Clash]
) -> tuple[Entry, ...]:
    old, own, other = ({entry.id: entry for entry in side} for side in (base, mine, theirs))
    kept: dict[str, Entry] = {}
    for block_id in dict.fromkeys([*other, *own]):
        unit = _unit(block_id, old.get(block_id), own.get(block_id), other.get(block_id), clashes)
        if unit is not None:
            kept[block_id] = unit
    order = _order([e.id for e in base], [e.id for e in mine], [e.id for e in theirs])
    return tuple(kept[block_id] for block_id in order if block_id in kept)


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """The order of the side that moved blocks, theirs if both did; what the other side added follows its forerunner."""
    common = [block_id for block_id in base if block_id in mine and block_id in theirs]
    they_moved = [block_id for block_id in theirs if block_id in common] != common
    leading, other = (theirs, mine) if they_moved else (mine, theirs)
    order = list(leading)
    for at, block_id in enumerate(other):
        if block_id in order:
            continue
        forerunner = next((before for before in reversed(other[:at]) if before in order), None)
        order.insert(order.index(forerunner) + 1 if forerunner else 0, block_id)
    return order


def choose(merged: Merged, mine: set[str]) -> DraftFile:
    """The merged file with my side of those clashes whose units are in `mine`."""
    file = merged.file
    for clash in merged.clashes:
        if clash.unit not in mine:
            continue
        if clash.unit in {field.name for field in fields(DraftFile)}:
            file = replace(file, **{clash.unit: clash.mine})
        else:
            lists: dict[str, Any] = {name: _with(name, getattr(file, name), clash) for name in LISTS}
            file = replace(file, **lists)
    return file


def _with(name: str, entries: Sequence[Entry], clash: Clash) -> tuple[Entry, ...]:
    """The list with my side of a block; one that they took out comes back at the end."""
    if any(entry.id == clash.unit for entry in entries):
        sides = [clash.mine if entry.id == clash.unit else entry for entry in entries]
        return tuple(side for side in sides if side is not None)
    returns = clash.mine is not None and isinstance(clash.mine, DemandEntry) == (name == "demands")
    return (*entries, clash.mine) if returns else tuple(entries)
