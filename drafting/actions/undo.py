"""元に戻す and やり直す over one's own saved steps.  Versions are only ever added: a step back is a further version.

What somebody else changed since stays, by the same merge as ever."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from drafting.intake.draft_file import DraftFile
from drafting.intake.merge import changed_units, merge
from drafting.models import Draft, DraftVersion, User

from .drafts import Cause, Conflict, append, file_of, locked

# Steps further back are found under これまでの文.
_REACH = 300
_NO_STEPS = (Cause.STARTED, Cause.OPENED, Cause.EXPORTED)


@dataclass(frozen=True)
class Steps:
    """The versions that 元に戻す takes back and やり直す brings again; None where there is none."""

    undo: int | None = None
    redo: int | None = None


@dataclass(frozen=True)
class Stepped:
    """The new version, and what changed in it: fields and blocks."""

    version: DraftVersion
    units: tuple[str, ...]


def steps_of(draft: Draft, by: User | None) -> Steps:
    rows = draft.versions.filter(author=by).order_by("-number").values_list("number", "cause")[:_REACH]
    done: list[int] = []
    undone: list[int] = []
    for number, cause in reversed(rows):
        if cause == Cause.UNDONE:
            undone += [done.pop()] if done else []
        elif cause == Cause.REDONE:
            done += [undone.pop()] if undone else []
        elif cause not in _NO_STEPS:
            done.append(number)
            undone.clear()
    return Steps(done[-1] if done else None, undone[-1] if undone else None)


def undo(draft_id: UUID, by: User | None) -> Stepped | None:
    """None where there is nothing to take back; Conflict where somebody changed the same place since."""
    return _step(draft_id, by, Cause.UNDONE)


def redo(draft_id: UUID, by: User | None) -> Stepped | None:
    return _step(draft_id, by, Cause.REDONE)


@transaction.atomic
def _step(draft_id: UUID, by: User | None, cause: Cause) -> Stepped | None:
    draft, current = locked(draft_id)
    steps = steps_of(draft, by)
    number = steps.undo if cause == Cause.UNDONE else steps.redo
    sides = _sides(draft, number)
    if sides is None:
        return None
    (base, before), (_, after) = sides if cause == Cause.REDONE else reversed(sides)
    merged = merge(before, after, file_of(current))
    if merged.clashes:
        raise Conflict(after, base, current, merged.clashes)
    units = tuple(changed_units(file_of(current), merged.file))
    return Stepped(append(draft, merged.file, by, cause, number=current.number + 1), units)


def _sides(draft: Draft, number: int | None) -> list[tuple[int, DraftFile]] | None:
    """What stood before the step and after it, with the versions' numbers; None if the former is no longer kept."""
    if number is None:
        return None
    found = draft.versions.filter(number__in=(number - 1, number)).order_by("number")
    sides = [(version.number, file_of(version)) for version in found]
    return sides if len(sides) == 2 else None
