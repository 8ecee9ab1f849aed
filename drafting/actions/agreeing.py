"""What groups answered becomes text: words that one wished, what nobody refuses, a copy of that.  Nothing is saved
here but the copy: the screens save, with the version check."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from drafting import bridge
from drafting.intake import edit
from drafting.intake.draft_file import DraftFile, QuotationEntry
from drafting.models import Draft, DraftingGroup, DraftVersion, User

from .agreements import table_of
from .drafts import file_of, start_draft

# Under this name the version is found among the earlier texts, and from it the way back.
NAME = "合意した文"


def without(file: DraftFile, blocks: Collection[str]) -> DraftFile:
    return replace(
        file,
        body=tuple(entry for entry in file.body if entry.id not in blocks),
        demands=tuple(entry for entry in file.demands if entry.id not in blocks),
    )


def reworded(file: DraftFile, block: str, wording: str) -> DraftFile:
    """The block in the words that a group wished; its origin stays known.  A quotation's words are the record's."""
    entry = edit.block_of(file, block)
    return file if isinstance(entry, QuotationEntry) else edit.put(file, replace(entry, text=wording))


def as_own(file: DraftFile, block: str) -> DraftFile:
    return edit.make_own(file, block, bridge.cited_by_library(bridge.read_stored(file)))


def agreed_copy(draft: Draft, by: User, group: DraftingGroup | None) -> Draft:
    """A new draft with what nobody refuses; the original stays as it is."""
    file = file_of(draft)
    return start_draft(without(file, table_of(draft, file).result.lost), by, group)


def agreed_before(draft: Draft, now: DraftFile) -> DraftVersion | None:
    """The version that last made the text the agreed one, while something that it took out is still missing."""
    version = draft.versions.filter(naming__name=NAME, cause=DraftVersion.Cause.AGREED).order_by("-number").first()
    before = draft.versions.filter(number=version.number - 1).first() if version else None
    if version is None or before is None:
        return None
    gone = edit.ids_of(file_of(before)) - edit.ids_of(file_of(version))
    return version if gone - edit.ids_of(now) else None
