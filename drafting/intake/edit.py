"""Changes to a draft file, each from one value to the next; it knows neither rows nor the library.

Every function gives a new DraftFile.  A block is named by its id, so that two people's changes to different blocks meet
without harm; an id that is gone raises BlockGone.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from .draft_file import ArgumentEntry, BodyEntry, DemandEntry, DraftFile, OwnEntry

T = TypeVar("T")
Slugs = Mapping[str, tuple[str, ...]]
NOTHING: Slugs = {}
_BLANK_LINES = re.compile(r"\n[ \t　]*\n\s*")


class BlockGone(LookupError):
    """The block was taken out meanwhile."""


def ids_of(draft: DraftFile) -> set[str]:
    blocks = {block.id for block in (*draft.body, *draft.demands)}
    return blocks | {item.id for demand in draft.demands for item in demand.items}


def fresh_id(draft: DraftFile) -> str:
    """By chance, not by count: two people who add a block at the same time must not give both the same id."""
    taken = ids_of(draft)
    while (block_id := f"b{secrets.token_hex(4)}") in taken:
        continue
    return block_id


def add_body(draft: DraftFile, entry: BodyEntry, position: int | None = None) -> DraftFile:
    """`entry` with a fresh id, at the end or before `position`."""
    return replace(draft, body=_inserted(draft.body, replace(entry, id=fresh_id(draft)), position))


def add_demand(draft: DraftFile, entry: DemandEntry, position: int | None = None) -> DraftFile:
    return replace(draft, demands=_inserted(draft.demands, replace(entry, id=fresh_id(draft)), position))


def move(draft: DraftFile, block_id: str, to: int) -> DraftFile:
    """The block becomes the one at place `to` (from 0) among its like; places beyond the ends mean the ends."""
    at = place_of(draft, block_id)
    if _is_body(draft, block_id):
        return replace(draft, body=_moved(draft.body, at, to))
    return replace(draft, demands=_moved(draft.demands, at, to))


def remove(draft: DraftFile, block_id: str) -> DraftFile:
    at = place_of(draft, block_id)
    if _is_body(draft, block_id):
        return replace(draft, body=_without(draft.body, at))
    return replace(draft, demands=_without(draft.demands, at))


def place_of(draft: DraftFile, block_id: str) -> int:
    for blocks in (draft.body, draft.demands):
        for at, block in enumerate(blocks):
            if block.id == block_id:
                return at
    raise BlockGone(block_id)


def block_of(draft: DraftFile, block_id: str) -> BodyEntry | DemandEntry:
    for block in (*draft.body, *draft.demands):
        if block.id == block_id:
            return block
    raise BlockGone(block_id)


def put(draft: DraftFile, block: BodyEntry | DemandEntry) -> DraftFile:
    """`block` in the place of the one with its id."""
    block_of(draft, block.id)
    if isinstance(block, DemandEntry):
        return replace(draft, demands=tuple(block if old.id == block.id else old for old in draft.demands))
    return replace(draft, body=tuple(block if old.id == block.id else old for old in draft.body))


def split(draft: DraftFile, block_id: str, at: int, behind: Slugs = NOTHING) -> DraftFile:
    """A paragraph becomes two.  The first keeps the origin; what backs it stays with both, since nobody knows which
    half it backs.  `behind`: what the library's own words of a block cite, which the second half would else lose."""
    block = block_of(draft, block_id)
    if not isinstance(block, OwnEntry | ArgumentEntry) or block.text is None:
        return draft
    head, tail = block.text[:at].rstrip(), block.text[at:].lstrip()
    if not head or not tail:
        return draft
    cites = tuple(dict.fromkeys((*behind.get(block_id, ()), *block.cites)))
    second = OwnEntry(id="", text=tail, cites=cites, sources=block.sources)
    return add_body(put(draft, replace(block, text=head)), second, place_of(draft, block_id) + 1)


def split_at_blank_lines(draft: DraftFile, block_id: str, behind: Slugs = NOTHING) -> DraftFile:
    """At every blank line that the writer typed; without one nothing changes."""
    block = block_of(draft, block_id)
    for blank in reversed([*_BLANK_LINES.finditer(block.text or "")] if not isinstance(block, DemandEntry) else []):
        draft = split(draft, block_id, blank.end(), behind)
    return draft


def join_with_next(draft: DraftFile, block_id: str, behind: Slugs = NOTHING) -> DraftFile:
    """A paragraph takes in the one behind it; without one behind it nothing changes.

    If only one of the two came from the library, the whole keeps that origin, so that a correction still finds it; of
    two origins the first stays, and the second's facts are cited."""
    at = place_of(draft, block_id)
    following = draft.body[at + 1 : at + 2] if _is_body(draft, block_id) else ()
    block = block_of(draft, block_id)
    if not following or not isinstance(block, OwnEntry | ArgumentEntry):
        return draft
    other = following[0]
    if not isinstance(other, OwnEntry | ArgumentEntry) or block.text is None or other.text is None:
        return draft
    leading = block if isinstance(block, ArgumentEntry) or isinstance(other, OwnEntry) else other
    cites = (slug for one in (block, other) for slug in (*behind.get(one.id, ()), *one.cites))
    brought = behind.get(leading.id, ())
    joined = replace(
        leading,
        id=block.id,
        text=block.text + other.text,
        cites=tuple(slug for slug in dict.fromkeys(cites) if slug not in brought),
        sources=tuple(dict.fromkeys(block.sources + other.sources)),
    )
    return remove(put(draft, joined), other.id)


def make_own(draft: DraftFile, block_id: str, behind: Slugs = NOTHING) -> DraftFile:
    """The block in its present words as the writer's own, with what backs it; a quotation stays the record's.

    `behind`: what the library's own words of a block cite."""
    match block := block_of(draft, block_id):
        case ArgumentEntry():
            cites = tuple(dict.fromkeys((*behind.get(block_id, ()), *block.cites)))
            return put(draft, OwnEntry(block_id, block.text or "", cites, block.sources))
        case DemandEntry():
            return put(draft, replace(block, demand=None, version=None))
        case _:
            return draft


def cite(draft: DraftFile, block_id: str, slug: str) -> DraftFile:
    """A fact, quotation or source of the library behind a paragraph; cited once."""
    block = block_of(draft, block_id)
    if not isinstance(block, OwnEntry | ArgumentEntry) or slug in block.cites:
        return draft
    return put(draft, replace(block, cites=(*block.cites, slug)))


def uncite(draft: DraftFile, block_id: str, slug: str) -> DraftFile:
    block = block_of(draft, block_id)
    if not isinstance(block, OwnEntry | ArgumentEntry):
        return draft
    return put(draft, replace(block, cites=tuple(one for one in block.cites if one != slug)))


def _inserted(blocks: tuple[T, ...], block: T, position: int | None) -> tuple[T, ...]:
    at = len(blocks) if position is None else max(0, min(position, len(blocks)))
    return (*blocks[:at], block, *blocks[at:])


def _moved(blocks: tuple[T, ...], at: int, to: int) -> tuple[T, ...]:
    rest = (*blocks[:at], *blocks[at + 1 :])
    return _inserted(rest, blocks[at], to)


def _without(blocks: tuple[T, ...], at: int) -> tuple[T, ...]:
    return (*blocks[:at], *blocks[at + 1 :])


def _is_body(draft: DraftFile, block_id: str) -> bool:
    return any(block.id == block_id for block in draft.body)
