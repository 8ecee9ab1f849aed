"""What was read from a file: items with their places, and what is wrong with them.  It knows no format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError

from drafting.models import EntryKind

from .columns import Column


@dataclass(frozen=True)
class Place:
    """As the curator finds it: the sheet (or file), the line, the column.  Line 0: the sheet as a whole."""

    sheet: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        parts = [f"「{self.sheet}」" if self.sheet else "", f"{self.line}行" if self.line else "", self.column]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Problem:
    place: Place
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass
class Found:
    """An item as an object of the fixtures; `places` by path: `statement`, `values.0.unit`."""

    kind: EntryKind
    raw: dict[str, Any]
    place: Place
    places: dict[str, Place] = field(default_factory=dict)
    broken: bool = False

    @property
    def slug(self) -> str:
        return str(self.raw.get("slug", ""))

    def at(self, path: str) -> Place:
        """The place of a path, or of the nearest thing around it whose place is known."""
        while path not in self.places and "." in path:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.place)


@dataclass
class Reading:
    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: Place, reason: str) -> None:
        self.problems.append(Problem(place, reason))

    def refuse_in(self, found: Found, path: str, reason: str) -> None:
        found.broken = True
        self.refuse(found.at(path), reason)


class Unreadable(ValidationError):
    """The file as a whole cannot be read, or holds too much."""


class Refused(ValidationError):
    """The file was read, and something in it is wrong: nothing of it is taken."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        listed = list(problems)
        order = {sheet: at for at, sheet in enumerate(dict.fromkeys(one.place.sheet for one in listed))}
        self.problems = sorted(listed, key=lambda one: (order[one.place.sheet], one.place.line))
        super().__init__([str(problem) for problem in self.problems])


def in_column(place: Place, column: Column, letter: str = "") -> Place:
    return replace(place, column=f"{letter}列「{column.label}」" if letter else f"「{column.label}」（{column.key}）")
