"""The pages of a package's papers, counted one paper after the other: those of a long draft take a minute together.

It knows no request; what was laid out lately is known at once (papers.py)."""

from __future__ import annotations

import time
from dataclasses import dataclass

from drafting.compose.package import Part
from drafting.package import Package

NEXT = "next"  # asked for by the button: as many as are counted in this time, one at least
PATIENCE = 5.0  # seconds


@dataclass(frozen=True)
class Counted:
    """`pages` by paper, as far as they are known; `left`: what is still to be counted, the next first."""

    pages: dict[Part, int]
    left: tuple[Part, ...]


def known(made: Package) -> Counted:
    return _counted(made.parts, {part: made.known_pages(part) for part in made.parts})


def count(made: Package, asked: str) -> Counted:
    """The paper asked for.  What comes before it is left alone, so that whoever asks on and on comes to an end."""
    if asked == NEXT:
        return _count_on(made)
    if asked not in made.parts:
        return known(made)
    at = made.parts.index(Part(asked))
    part, left = made.parts[at], made.parts[at + 1 :]
    return _counted(left, {part: made.pages_of(part), **{one: made.known_pages(one) for one in left}})


def _count_on(made: Package) -> Counted:
    until, pages, fresh = time.monotonic() + PATIENCE, dict[Part, int | None](), 0
    for part in made.parts:
        pages[part] = made.known_pages(part)
        if pages[part] is None and (not fresh or time.monotonic() < until):
            pages[part], fresh = made.pages_of(part), fresh + 1
    return _counted(made.parts, pages)


def _counted(parts: tuple[Part, ...], pages: dict[Part, int | None]) -> Counted:
    found = {part: number for part, number in pages.items() if number is not None}
    return Counted(found, tuple(part for part in parts if part not in found))
