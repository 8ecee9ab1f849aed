"""Whose a draft is: given to a group, or to a person; its texts stay as they are."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from drafting.models import Draft, DraftingGroup, User


def give_to_group(draft: Draft, group: DraftingGroup) -> None:
    _give(draft, owner=None, group=group)


def give_to_person(draft: Draft, owner: User) -> None:
    _give(draft, owner=owner, group=None)


def _give(draft: Draft, *, owner: User | None, group: DraftingGroup | None) -> None:
    """Only from those whose it was when the page was shown; the moment of its last text stays."""
    as_shown = Draft.objects.filter(pk=draft.pk, owner=draft.owner_id, group=draft.group_id, discarded_at=None)
    if not as_shown.update(owner=owner, group=group):
        raise ValidationError("ほかの人が、先に移したかしまったようです。", code="gone")
