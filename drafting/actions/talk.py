"""Writes to what people say about a draft: comments, and suggestions, which become text only when they are taken."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from drafting.intake import edit
from drafting.intake.draft_file import DraftFile, QuotationEntry
from drafting.intake.suggested import Placed, Way, placed
from drafting.models import Comment, Draft, DraftVersion, Notice, Suggestion, User

from .drafts import file_of, save_draft
from .notices import tell, writers_of

State = Suggestion.State


@transaction.atomic
def comment(draft: Draft, block: str, text: str, by: User) -> Comment:
    made = Comment.objects.create(draft=draft, block=block, text=text, author=by)
    tell([*writers_of(draft), *_speakers(draft, block)], Notice.Kind.COMMENTED, by=by, draft=draft, block=block)
    return made


@transaction.atomic
def answer(about: Comment, text: str, by: User) -> Comment:
    """An answer to an answer belongs to the comment that began it; a settled one is open again."""
    first = about.about or about
    made = Comment.objects.create(
        draft=first.draft, block=first.block, joined_into=first.joined_into, about=first, text=text, author=by
    )
    Comment.objects.filter(pk=first.pk).update(settled_at=None, settled_by=None)
    told = [*writers_of(first.draft), *_speakers(first.draft, first.block)]
    tell(told, Notice.Kind.ANSWERED, by=by, draft=first.draft, block=first.block)
    return made


def settle(about: Comment, by: User) -> None:
    Comment.objects.filter(pk=about.pk, about=None).update(settled_at=timezone.now(), settled_by=by)


def reopen(about: Comment) -> None:
    Comment.objects.filter(pk=about.pk).update(settled_at=None, settled_by=None)


def carry(draft: Draft, gone: str, to: str) -> None:
    """Two blocks became one: what was said about the one that is gone stands with the other, until it comes back."""
    about_it = Q(draft=draft) & (Q(block=gone) | Q(joined_into=gone))
    Comment.objects.filter(about_it).update(joined_into=to)
    Suggestion.objects.filter(about_it).update(joined_into=to)


def place_of(block: str, joined_into: str, blocks: Container[str]) -> str:
    """Where it stands in a text of these blocks: at its own block, or at the one that took that in."""
    return joined_into if block not in blocks and joined_into in blocks else block


@transaction.atomic
def suggest(draft: Draft, block: str, text: str, reason: str, by: User, read: DraftVersion | None = None) -> Suggestion:
    """ValidationError for a quotation, whose words are the record's, and for the words that stand there already.

    `read`: the version that the page showed, if that is no longer the present one."""
    entry = edit.block_of(file_of(draft), block)
    if isinstance(entry, QuotationEntry):
        raise ValidationError("引用は原文のままにします。言い換えは提案できません。", code="quotation")
    if text == (entry.text or ""):
        raise ValidationError("今の文と同じです。直したい所を書き換えてください。", code="same")
    made = Suggestion.objects.create(
        draft=draft, block=block, read_text=_text_in(read, block, entry.text or ""), text=text, reason=reason, author=by
    )
    tell(writers_of(draft), Notice.Kind.SUGGESTED, by=by, draft=draft, block=block)
    return made


@transaction.atomic
def take(suggestion: Suggestion, by: User, based_on: int) -> DraftVersion:
    """The suggested words stand in the draft, as one version.  Conflict if the block changed since `based_on`;
    ValidationError if they have no place in it any more, or somebody has decided already."""
    suggestion = _still_open(suggestion)
    base = file_of(suggestion.draft.versions.get(number=based_on))
    place = place_for(suggestion, base)
    if place is None:
        raise ValidationError("この段落は、もう外されています。", code="gone")
    if place.way is Way.NOT:
        raise ValidationError("この提案の所は、あとで直されています。文を自分で直してください。", code="moved")
    before = suggestion.draft.current_id
    changed = edit.put(base, replace(edit.block_of(base, place.block), text=place.text))
    version = save_draft(suggestion.draft_id, changed, by, based_on, cause=DraftVersion.Cause.SUGGESTED)
    made = None if version.pk == before else version
    _decide(suggestion, State.TAKEN, by, version=made)
    return version


def place_for(suggestion: Suggestion, file: DraftFile) -> Placed | None:
    """What taking it would do to this text; None where its block is gone."""
    try:
        return placed(file, suggestion.block, suggestion.joined_into, suggestion.read_text, suggestion.text)
    except edit.BlockGone:
        return None


@transaction.atomic
def decline(suggestion: Suggestion, by: User, why: str) -> None:
    _decide(_still_open(suggestion), State.DECLINED, by, answer=why)


@transaction.atomic
def withdraw(suggestion: Suggestion) -> None:
    """By who made it."""
    open_one = Suggestion.objects.filter(pk=_still_open(suggestion).pk)
    open_one.update(state=State.WITHDRAWN, decided_at=timezone.now(), decided_by=suggestion.author)


def _still_open(suggestion: Suggestion) -> Suggestion:
    locked = Suggestion.objects.select_for_update().select_related("draft").get(pk=suggestion.pk)
    if locked.state != State.OPEN:
        raise ValidationError(f"この提案は、もう「{locked.get_state_display()}」になっています。", code="decided")
    return locked


def _decide(
    suggestion: Suggestion, state: State, by: User, *, answer: str = "", version: DraftVersion | None = None
) -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, by, timezone.now()
    suggestion.answer, suggestion.version = answer, version
    suggestion.save(update_fields=["state", "decided_by", "decided_at", "answer", "version"])
    if suggestion.author is not None:
        kind = Notice.Kind.TAKEN if state is State.TAKEN else Notice.Kind.DECLINED
        tell([suggestion.author], kind, by=by, draft=suggestion.draft, block=suggestion.block)


def _text_in(version: DraftVersion | None, block: str, otherwise: str) -> str:
    if version is None:
        return otherwise
    try:
        return edit.block_of(file_of(version), block).text or ""
    except edit.BlockGone:
        return otherwise


def _speakers(draft: Draft, block: str) -> list[User]:
    """Who has said something about this block."""
    about_it = Comment.objects.filter(Q(block=block) | Q(joined_into=block), draft=draft)
    return list(User.objects.filter(pk__in=about_it.values("author")))
