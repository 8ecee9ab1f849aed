"""An account ends: what is one's own goes, what is a group's stays, and one's name goes from all of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from drafting.models import LENT, Draft, DraftingGroup, Membership, User

from . import groups


@dataclass(frozen=True)
class Leaving:
    """What ending this account would do, and what stands in its way."""

    kept_alone: list[DraftingGroup]
    is_last_administrator: bool
    drafts: int
    put_away: int
    # Links that still open one of these drafts to others.
    lent: int
    groups: int

    @property
    def is_possible(self) -> bool:
        return not self.kept_alone and not self.is_last_administrator


def leaving_of(user: User) -> Leaving:
    own = Draft.objects.filter(owner=user)
    put_away = own.filter(discarded_at__isnull=False).count()
    return Leaving(
        kept_alone=_kept_alone(user),
        is_last_administrator=_is_last_administrator(user),
        drafts=own.count() - put_away,
        put_away=put_away,
        lent=sum(table.live().filter(draft__owner=user, draft__discarded_at=None).count() for table in LENT),
        groups=Membership.objects.filter(user=user).count(),
    )


@transaction.atomic
def close_account(user: User) -> None:
    """ValidationError, and nothing is gone, where somebody or something would be left without a keeper."""
    # Two administrators who leave at the same moment: one after the other.
    list(User.objects.select_for_update().filter(is_superuser=True).values_list("pk"))
    if _is_last_administrator(user):
        raise ValidationError("この工房の管理者がいなくなります。", code="last_administrator")
    for place in Membership.objects.filter(user=user).order_by("group_id"):
        groups.leave(place)
    for draft in Draft.objects.filter(owner=user):
        draft.delete()
    _forget_in_log(user)
    user.delete()


def _forget_in_log(user: User) -> None:
    """運営's log names what was changed by words: an account, a place in a group, an address."""
    about = ContentType.objects.get_for_model(User)
    named = Q(object_repr__contains=user.email) | Q(change_message__contains=user.email)
    if user.name:
        named |= Q(object_repr__contains=user.name) | Q(change_message__contains=user.name)
    found = LogEntry.objects.filter(named | Q(content_type=about, object_id=str(user.pk)))
    found.update(object_repr="退会した人", change_message="")


def _kept_alone(user: User) -> list[DraftingGroup]:
    keepers = Membership.objects.filter(role=Membership.Role.ADMIN)
    others = keepers.exclude(user=user).values("group")
    mine = keepers.filter(user=user).values("group")
    return list(DraftingGroup.objects.filter(pk__in=mine).exclude(pk__in=others).order_by("name", "pk"))


def _is_last_administrator(user: User) -> bool:
    if not (user.is_superuser and user.is_active):
        return False
    return not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
