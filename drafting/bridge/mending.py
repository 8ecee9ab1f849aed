"""What a mend of one click would make of a draft.  Plain ones only: the library's words, or one thing less."""

from __future__ import annotations

from dataclasses import dataclass, replace

from drafting.checks import Mend, Remedy
from drafting.compose import content as core
from drafting.compose.wording import fill
from drafting.intake.draft_file import AddresseeEntry, ArgumentEntry, DemandEntry, DraftFile, QuotationEntry
from drafting.intake.edit import BlockGone, block_of, put, remove
from drafting.intake.places import with_text

from .blocks import body_block, demand_block
from .houses import usual_offices
from .reading import Reading

LibraryEntry = ArgumentEntry | DemandEntry | QuotationEntry


@dataclass(frozen=True)
class Proposal:
    """The draft after the mend; `before` and `after` are the words at its place, "" where nothing stands."""

    file: DraftFile
    before: str
    after: str


def proposal(reading: Reading, mend: Mend) -> Proposal | None:
    """None where the library has no words for it; the writer then goes to the place."""
    try:
        return _proposal(reading, mend)
    except BlockGone:
        return None


def _proposal(reading: Reading, mend: Mend) -> Proposal | None:
    file, where = reading.file, mend.where
    match mend.remedy:
        case Remedy.TEXT:
            return Proposal(with_text(file, where, mend.new), mend.old, mend.new)
        case Remedy.DROP:
            return Proposal(remove(file, where), _words(reading, where), "")
        case Remedy.PERIOD_TEXT:
            return _of_the_day(reading, where) or Proposal(remove(file, where), _words(reading, where), "")
        case Remedy.NEWER:
            return _of_the_library(reading, where, newest=True)
        case Remedy.REVERT:
            return _of_the_library(reading, where, newest=False)
        case _:
            return _addressed(file, mend)


def _of_the_day(reading: Reading, where: str) -> Proposal | None:
    """The library's words for the day of the letter, if it has any."""
    entry = block_of(reading.file, where)
    if not isinstance(entry, ArgumentEntry | DemandEntry):
        return None
    block = _block(reading, replace(entry, text=None))
    if isinstance(block, core.Quotation) or not block.period.contains(reading.content.calendar_day):
        return None
    return _with_words(reading, entry, block)


def _of_the_library(reading: Reading, where: str, *, newest: bool) -> Proposal | None:
    entry = block_of(reading.file, where)
    if not isinstance(entry, LibraryEntry):
        return None
    block = _block(reading, replace(entry, text=None, version=None if newest else entry.version))
    return _with_words(reading, entry, block) if block.origin and block.origin.known else None


def _with_words(reading: Reading, entry: LibraryEntry, block: core.BodyBlock | core.Demand) -> Proposal:
    text = block.text if isinstance(block, core.Quotation) else fill(block.wording, reading.words)
    assert block.origin is not None
    changed = replace(entry, text=text, version=block.origin.version)
    return Proposal(put(reading.file, changed), _words(reading, entry.id), text)


def _block(reading: Reading, entry: LibraryEntry) -> core.BodyBlock | core.Demand:
    day, words = reading.content.calendar_day, reading.words
    if isinstance(entry, DemandEntry):
        return demand_block(entry, reading.shelf, words, day)
    return body_block(entry, reading.file, reading.shelf, words, day)


def _words(reading: Reading, where: str) -> str:
    """What a block says now."""
    for block in (*reading.content.body, *reading.content.demands):
        if block.id == where:
            return block.text if isinstance(block, core.Quotation) else fill(block.wording, reading.words)
    return ""


def _addressed(file: DraftFile, mend: Mend) -> Proposal | None:
    now = file.addressees
    match mend.remedy:
        case Remedy.DROP_ADDRESSEE:
            then = tuple(one for one in now if one.office != mend.old)
        case Remedy.ADDRESSEE_ONCE:
            first = next((one for one in now if one.office == mend.old), None)
            then = tuple(one for one in now if one is first or one.office != mend.old)
        case _:
            then = tuple(AddresseeEntry(office) for office in usual_offices())
    return Proposal(replace(file, addressees=then), _offices(now), _offices(then)) if then != now else None


def _offices(addressees: tuple[AddresseeEntry, ...]) -> str:
    return "、".join(one.office for one in addressees)
