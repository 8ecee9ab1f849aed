"""Whose a draft is: given to a group, or to a person; its texts stay as they are."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from drafting.models import Draft, DraftingGroup, Notice, User

from .notices import tell


@transaction.atomic
def give_to_group(draft: Draft, group: DraftingGroup, by: User) -> None:
    """Its people are told."""
    _give(draft, owner=None, group=group)
    tell(User.objects.filter(membership__group=group), Notice.Kind.HANDED_OVER, by=by, draft=draft, group=group)


def give_to_person(draft: Draft, owner: User) -> None:
    _give(draft, owner=owner, group=None)


def _give(draft: Draft, *, owner: User | None, group: DraftingGroup | None) -> None:
    """Only from those whose it was when the page was shown; the moment of its last text stays."""
    as_shown = Draft.objects.filter(pk=draft.pk, owner=draft.owner_id, group=draft.group_id, discarded_at=None)
    if not as_shown.update(owner=owner, group=group):
        raise ValidationError("ほかの人が、先に移したかしまったようです。", code="gone")
