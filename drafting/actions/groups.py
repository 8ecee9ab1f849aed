"""Writes to groups: started, renamed, joined, left, handed over, ended.  A group never stands without a 管理者."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drafting.models import Draft, DraftingGroup, Invitation, Membership, Notice, User

from .notices import tell

Role = Membership.Role
# More open links than this are a list of addresses, not a group.
MOST_OPEN = 50


@transaction.atomic
def start_group(name: str, kind: str, by: User) -> DraftingGroup:
    group = DraftingGroup.objects.create(name=name, kind=kind)
    Membership.objects.create(group=group, user=by, role=Role.ADMIN)
    return group


def rename_group(group: DraftingGroup, name: str, kind: str) -> None:
    """Earlier names stay in its history."""
    if (group.name, group.kind) != (name, kind):
        group.name, group.kind = name, kind
        group.save(update_fields=["name", "kind"])


@transaction.atomic
def invite(group: DraftingGroup, role: str, by: User, email: str = "") -> Invitation:
    _locked(group.pk)
    if Invitation.live().filter(group=group).count() >= MOST_OPEN:
        raise ValidationError(f"使われていない招待が{MOST_OPEN}件あります。要らないものを取り消してください。")
    until = timezone.now() + Invitation.LIFE
    return Invitation.objects.create(group=group, role=role, made_by=by, email=email, expires_at=until)


def withdraw(invitation: Invitation) -> None:
    Invitation.live().filter(pk=invitation.pk).update(withdrawn_at=timezone.now(), email="")


@transaction.atomic
def join(invitation_id: UUID, user: User) -> Membership:
    """Uses the invitation up.  ValidationError if it is dead by now; who belongs already uses none."""
    invitation = Invitation.live().filter(pk=invitation_id).first()
    if invitation is None:
        raise ValidationError("この招待は使えません。", code="dead")
    _locked(invitation.group_id)
    if place := Membership.objects.filter(group=invitation.group_id, user=user).first():
        return place
    # The update decides between two who press at the same moment.
    if not Invitation.live().filter(pk=invitation_id).update(used_at=timezone.now(), email=""):
        raise ValidationError("この招待は使えません。", code="dead")
    keepers = User.objects.filter(membership__group=invitation.group, membership__role=Role.ADMIN)
    tell(keepers, Notice.Kind.JOINED, by=user, group=invitation.group)
    return Membership.objects.create(group=invitation.group, user=user, role=invitation.role)


@transaction.atomic
def change_role(place: Membership, role: str) -> None:
    place = _now(place)
    place.role = role
    place.save(update_fields=["role"])
    _keeps_somebody(place.group_id)


@transaction.atomic
def leave(place: Membership) -> None:
    """Goes, or is taken out; what he wrote for the group stays there."""
    place = _now(place)
    place.delete()
    _keeps_somebody(place.group_id)


@transaction.atomic
def hand_over(place: Membership, to: Membership) -> None:
    """The other keeps the group from now on; who kept it goes on writing."""
    assert place.group_id == to.group_id
    place, to = _now(place), _now(to)
    to.role = Role.ADMIN
    to.save(update_fields=["role"])
    place.role = Role.EDITOR
    place.save(update_fields=["role"])
    _keeps_somebody(place.group_id)


@transaction.atomic
def end_group(group: DraftingGroup, by: User) -> None:
    """Only when nobody writes in its name any more; what it had put away goes to the one who ends it."""
    _locked(group.pk)
    if Draft.objects.filter(group=group, discarded_at=None).exists():
        raise ValidationError("書いている文書が残っています。先に、移すか、しまってください。", code="drafts")
    Draft.objects.filter(group=group).update(group=None, owner=by)
    group.delete()


@transaction.atomic
def put_all_away(group: DraftingGroup) -> int:
    _locked(group.pk)
    return Draft.objects.filter(group=group, discarded_at=None).update(discarded_at=timezone.now())


def _locked(group_id: int) -> None:
    """Who comes and goes in a group does so one after the other."""
    DraftingGroup.objects.select_for_update().get(pk=group_id)


def _now(place: Membership) -> Membership:
    """As it stands under the lock, not as the page showed it."""
    _locked(place.group_id)
    found = Membership.objects.filter(pk=place.pk).first()
    if found is None:
        raise ValidationError("この人は、もう会から抜けています。", code="gone")
    return found


def _keeps_somebody(group_id: int) -> None:
    if not Membership.objects.filter(group=group_id, role=Role.ADMIN).exists():
        raise ValidationError("管理者がいなくなります。先に、ほかの人を管理者にしてください。", code="last_admin")
