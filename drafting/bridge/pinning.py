"""Versions and full texts written into a draft file; its untouched texts said anew when something changes."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date

from drafting.compose import content as core
from drafting.compose.kinds import Register
from drafting.compose.wording import Words, fill
from drafting.intake.draft_file import (
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DraftFile,
    QuotationEntry,
)
from drafting.models import (
    Edition,
)

from .blocks import body_block
from .reading import Reading, read


def pinned(reading: Reading) -> DraftFile:
    """The file with the version and the full text of every library block: it renders the same anywhere, and later."""
    body = zip(reading.file.body, reading.content.body, strict=True)
    demands = zip(reading.file.demands, reading.content.demands, strict=True)
    return replace(
        reading.file,
        assembly=reading.assembly.full_name if reading.assembly else "",
        body=tuple(_pinned_entry(entry, block, reading) for entry, block in body),
        demands=tuple(_pinned_demand(entry, block, reading.words) for entry, block in demands),
    )


def moved_to(file: DraftFile, changed: DraftFile, today: date | None = None) -> DraftFile:
    """`changed` with its untouched library texts said anew: after another assembly, date, register or calendar.

    What the writer edited stays word for word."""
    return pinned(read(to_be_said_anew(changed, file.register, untouched(read(file, today))), today))


def untouched(reading: Reading) -> frozenset[str]:
    """The blocks that still say what the library says."""
    blocks = (*reading.content.body, *reading.content.demands)
    return frozenset(block.id for block in blocks if _untouched(block))


def to_be_said_anew(file: DraftFile, register: Register, blocks: Container[str]) -> DraftFile:
    """Without the texts of these blocks, and without the register that they only shared with the whole draft."""
    body = tuple(_said_anew(entry, register) if entry.id in blocks else entry for entry in file.body)
    demands = tuple(replace(entry, text=None) if entry.id in blocks else entry for entry in file.demands)
    return replace(file, body=body, demands=demands)


def editions_used(reading: Reading) -> set[int]:
    """For the index of what a version uses: where used, recall."""
    shelf = reading.shelf
    blocks = {edition.pk for edition in shelf.editions.values() if _is_used(edition, reading.content)}
    cited = {fact.slug for block in reading.content.body if isinstance(block, core.Passage) for fact in block.facts}
    cited |= {source.slug for block in reading.content.body for source in block.sources}
    return blocks | {shelf.used[slug] for slug in cited if slug in shelf.used}


def editions_behind(reading: Reading) -> set[int]:
    """All that papers beside the document may tell, too: facts and sources that its text does not cite itself."""
    return editions_used(reading) | set(reading.shelf.used.values())


def library_text(reading: Reading, entry: BodyEntry, *, newest: bool = False) -> str:
    """What the library says where a writer edited: the pinned (or newest) version's words for this draft; "" if it
    lacks them."""
    if not isinstance(entry, ArgumentEntry | QuotationEntry):
        return ""
    wanted = replace(entry, text=None, version=None if newest else entry.version)
    block = body_block(wanted, reading.file, reading.shelf, reading.words, reading.content.calendar_day)
    return block.text if isinstance(block, core.Quotation) else fill(block.wording, reading.words)


def cited_by_library(reading: Reading) -> dict[str, tuple[str, ...]]:
    """For each block the slugs of facts and sources that the library's own words cite, without the writer's."""
    own = {entry.id: entry.cites for entry in reading.file.body if isinstance(entry, ArgumentEntry)}
    return {
        block.id: tuple(slug for slug in _slugs_behind(block) if slug not in own[block.id])
        for block in reading.content.body
        if block.id in own and isinstance(block, core.Passage)
    }


def _slugs_behind(block: core.Passage) -> list[str]:
    """Facts, and those sources that come with none of them."""
    of_facts = {source.slug for fact in block.facts for source in fact.sources}
    sources = [source.slug for source in block.sources if source.slug and source.slug not in of_facts]
    return [*(fact.slug for fact in block.facts), *sources]


def _pinned_entry(entry: BodyEntry, block: core.BodyBlock, reading: Reading) -> BodyEntry:
    match entry, block:
        case ArgumentEntry(), core.Passage(origin=core.Origin(known=True) as origin):
            register = entry.register or reading.file.register
            text = fill(block.wording, reading.words)
            return replace(entry, version=origin.version, register=register, text=text)
        case QuotationEntry(), core.Quotation(origin=core.Origin(known=True) as origin):
            return replace(entry, version=origin.version, text=block.text)
        case _:
            return entry


def _pinned_demand(entry: DemandEntry, block: core.Demand, words: Words) -> DemandEntry:
    if block.origin is None or not block.origin.known:
        return entry
    return replace(entry, version=block.origin.version, text=fill(block.wording, words))


def _untouched(block: core.BodyBlock | core.Demand) -> bool:
    return not isinstance(block, core.Quotation) and bool(
        block.origin and block.origin.known and not block.origin.edited
    )


def _said_anew(entry: BodyEntry, register: Register) -> BodyEntry:
    """Without its text, and without the register that it only shared with the whole draft."""
    if not isinstance(entry, ArgumentEntry):
        return entry
    return replace(entry, text=None, register=None if entry.register is register else entry.register)


def _is_used(edition: Edition, content: core.DraftContent) -> bool:
    blocks = (*content.body, *content.demands)
    return any(b.origin and (b.origin.slug, b.origin.version) == (edition.entry.slug, edition.number) for b in blocks)
