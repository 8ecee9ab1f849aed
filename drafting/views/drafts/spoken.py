"""What was said about each block of a draft: comments, and suggestions with what taking them would change."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from drafting.actions import talk as actions
from drafting.actions.drafts import file_of
from drafting.compose.differences import Piece, differences
from drafting.intake.blocks import NamedBlock, named_blocks
from drafting.intake.draft_file import DraftFile
from drafting.intake.suggested import Way
from drafting.models import Comment, Draft, Suggestion

from .desk import Desk

# How many versions back the words of a block that is gone are looked for.
REACH = 100


@dataclass(frozen=True)
class Suggested:
    """`pieces`: what taking it would change, in the block `at`; where it cannot be taken, how it differs from the
    words that it was made for.  `since`: how those changed after it was made; `meant`: how it differs from them."""

    suggestion: Suggestion
    way: Way
    pieces: tuple[Piece, ...]
    at: NamedBlock | None = None
    since: tuple[Piece, ...] = ()
    meant: tuple[Piece, ...] = ()

    @property
    def may_be_taken(self) -> bool:
        return self.at is not None

    @property
    def is_part(self) -> bool:
        """Of a block that was divided, or joined to another."""
        return self.at is not None and self.at.id != self.suggestion.block

    @property
    def replaces(self) -> bool:
        """What stands there now goes, with whatever somebody changed in it."""
        return self.way is Way.INSTEAD

    @property
    def decline_name(self) -> str:
        return decline_name(self.suggestion)


@dataclass
class Spoken:
    """One block with all that was said about it; `block` None: it is not in the text any more, and `last_text` is what
    it said."""

    block: NamedBlock | None
    id: str
    last_text: str = ""
    comments: list[Comment] = field(default_factory=list)
    settled: list[Comment] = field(default_factory=list)
    suggestions: list[Suggested] = field(default_factory=list)
    decided: list[Suggestion] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        return not (self.comments or self.settled or self.suggestions or self.decided)

    @property
    def past(self) -> int:
        return len(self.settled) + len(self.decided)

    @property
    def may_be_suggested(self) -> bool:
        return self.block is not None and not hasattr(self.block.entry, "quotation")


def spoken_of(desk: Desk) -> list[Spoken]:
    """The blocks in order, then those that are not in the text any more, if something was said about them."""
    here = {block.id: Spoken(block, block.id) for block in named_blocks(desk.file)}
    spoken = dict(here)
    comments = desk.draft.comments.filter(about=None).select_related("author", "settled_by")
    for comment in comments.prefetch_related("answers__author"):
        place = actions.place_of(comment.block, comment.joined_into, here)
        one = spoken.setdefault(place, Spoken(None, place))
        (one.settled if comment.settled_at else one.comments).append(comment)
    shown = ~Q(state=Suggestion.State.WITHDRAWN)
    for suggestion in desk.draft.suggestions.filter(shown).select_related("author", "decided_by"):
        place = actions.place_of(suggestion.block, suggestion.joined_into, here)
        one = spoken.setdefault(place, Spoken(None, place))
        if suggestion.state == Suggestion.State.OPEN:
            one.suggestions.append(_suggested(suggestion, desk.file))
        else:
            one.decided.append(suggestion)
    _remember(desk.draft, [one for one in spoken.values() if not one.block])
    return list(spoken.values())


def _remember(draft: Draft, gone: list[Spoken]) -> None:
    """What stood in the blocks that are gone, if that is not too long ago."""
    left = {one.id: one for one in gone}
    for version in draft.versions.order_by("-number")[:REACH].iterator(chunk_size=10) if left else ():
        for block in named_blocks(file_of(version)):
            if block.id in left:
                left.pop(block.id).last_text = block.text
        if not left:
            return


def _suggested(suggestion: Suggestion, file: DraftFile) -> Suggested:
    read, said = suggestion.read_text, suggestion.text
    place = actions.place_for(suggestion, file)
    if place is None or place.way is Way.NOT:
        return Suggested(suggestion, Way.NOT, differences(read, said))
    pieces, at = differences(place.now, place.text), named(file, place.block)
    if place.way is Way.AS_IT_WAS or place.block != suggestion.block:
        return Suggested(suggestion, place.way, pieces, at)
    return Suggested(suggestion, place.way, pieces, at, differences(read, place.now), differences(read, said))


def decline_name(suggestion: Suggestion) -> str:
    """Of the form in which it is declined."""
    return f"decline-{suggestion.pk}"


def named(file: DraftFile, block: str) -> NamedBlock | None:
    return next((one for one in named_blocks(file) if one.id == block), None)
