"""Who may see, edit and curate: the one place.  Outsiders get 404, readers who try to write get 403."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from .models import Draft, DraftingGroup, Invitation, Membership, User

Anyone = User | AnonymousUser
WRITERS = (Membership.Role.ADMIN, Membership.Role.EDITOR)
# Where a session keeps the hashes of the guests' links that were opened in it.
GUEST_LINKS = "guest_links"
# Where it keeps the invitation by which one came: its link stands in no address after the first.
INVITATION = "invitation"


@dataclass(frozen=True)
class Visitor:
    """Who asks: a person, or somebody without account; either may hold links to drafts of guests."""

    user: User | None = None
    guest_hashes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, request: HttpRequest) -> Visitor:
        user = request.user if isinstance(request.user, User) else None
        return cls(user, frozenset(request.session.get(GUEST_LINKS, ())))


# A user alone is a visitor who holds no guest's link.
Who = Visitor | Anyone


def drafts_visible_to(who: Who) -> QuerySet[Draft]:
    """One's own, those of one's groups, and those whose guest's link one holds.

    For an administrator no more than that: a draft is political opinion."""
    visitor = _visitor(who)
    mine = Q(pk__in=[])
    if visitor.user:
        mine |= Q(owner=visitor.user) | Q(group__in=groups_of(visitor.user))
    if visitor.guest_hashes:
        mine |= _guest_drafts(visitor.guest_hashes)
    return Draft.objects.filter(mine, discarded_at=None).select_related("current", "group")


def drafts_to_write(user: User) -> QuerySet[Draft]:
    """One's own, and those of the groups in whose name one may write."""
    mine = Q(owner=user) | Q(group__in=groups_to_write_for(user))
    return Draft.objects.filter(mine, discarded_at=None)


def guest_drafts_held(visitor: Visitor) -> QuerySet[Draft]:
    if not visitor.guest_hashes:
        return Draft.objects.none()
    return Draft.objects.filter(_guest_drafts(visitor.guest_hashes)).select_related("current")


def draft_behind(token: str) -> Draft | None:
    """The draft to which a guest's link leads; None for one that never was, has run out or is in an account by now."""
    return Draft.objects.filter(_guest_drafts([guest_hash(token)]), discarded_at=None).first()


def guest_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def drafts_discarded_by(user: Anyone) -> QuerySet[Draft]:
    """Those put away, to be brought back by whoever may write them."""
    if not isinstance(user, User):
        return Draft.objects.none()
    mine = Q(owner=user) | Q(group__in=groups_to_write_for(user))
    return Draft.objects.filter(mine, discarded_at__isnull=False).select_related("current", "group")


def draft_to_see(who: Who, draft_id: UUID) -> Draft:
    draft = drafts_visible_to(who).filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    return draft


def draft_to_edit(who: Who, draft_id: UUID) -> Draft:
    draft = draft_to_see(who, draft_id)
    if not may_edit(who, draft):
        raise PermissionDenied
    return draft


def may_edit(who: Who, draft: Draft) -> bool:
    visitor = _visitor(who)
    if draft.guest_until is not None:
        return draft.guest_hash in visitor.guest_hashes and draft.guest_until >= timezone.localdate()
    if visitor.user is None:
        return False
    if draft.owner_id is not None:
        return draft.owner_id == visitor.user.pk
    return Membership.objects.filter(group=draft.group_id, user=visitor.user, role__in=WRITERS).exists()


def may_curate(user: Anyone) -> bool:
    return isinstance(user, User) and user.is_active and user.is_curator


def require_curator(user: Anyone) -> User:
    """404 for everybody else: the curators' pages do not show that they exist."""
    if not may_curate(user):
        raise Http404
    assert isinstance(user, User)
    return user


def require_administrator(user: Anyone) -> User:
    """Who may help others to sign in; to the rest these pages do not exist."""
    if not (isinstance(user, User) and user.is_active and user.is_superuser):
        raise Http404
    return user


def needs_second_factor(user: Anyone) -> bool:
    """Who decides about everybody's texts or accounts proves with two things that it is he."""
    return settings.REQUIRE_SECOND_FACTOR and isinstance(user, User) and (user.is_curator or user.is_staff)


def invitation_kept(request: HttpRequest) -> Invitation | None:
    """The invitation by which this visitor came, while it may be used."""
    kept = request.session.get(INVITATION)
    return Invitation.live().filter(pk=UUID(kept)).first() if kept else None


def groups_of(user: User) -> QuerySet[DraftingGroup]:
    return DraftingGroup.objects.filter(membership__user=user).order_by("name", "pk")


def groups_to_write_for(user: User) -> QuerySet[DraftingGroup]:
    """The groups in whose name a draft may be started."""
    return groups_of(user).filter(membership__role__in=WRITERS, membership__user=user)


def place_in(user: Anyone, group_id: int) -> Membership:
    """One's own place in a group, for whoever belongs to it; to the others the group does not exist."""
    if not isinstance(user, User):
        raise Http404
    place = Membership.objects.filter(group=group_id, user=user).select_related("group", "user").first()
    if place is None:
        raise Http404
    return place


def place_to_keep(user: Anyone, group_id: int) -> Membership:
    """The place of one who keeps the group (管理者); its other members are told so (403)."""
    place = place_in(user, group_id)
    if place.role != Membership.Role.ADMIN:
        raise PermissionDenied
    return place


def may_give_away(user: Anyone, draft: Draft) -> bool:
    """Giving a draft to others takes it from those who have it: its owner's, or the group's 管理者's, to decide."""
    if not isinstance(user, User):
        return False
    if draft.owner_id is not None:
        return draft.owner_id == user.pk
    return Membership.objects.filter(group=draft.group_id, user=user, role=Membership.Role.ADMIN).exists()


def _visitor(who: Who) -> Visitor:
    if isinstance(who, Visitor):
        return who
    return Visitor(who if isinstance(who, User) else None)


def _guest_drafts(hashes: Iterable[str]) -> Q:
    """Until the end of the day that the guest was told."""
    return Q(guest_hash__in=list(hashes), guest_until__gte=timezone.localdate())
