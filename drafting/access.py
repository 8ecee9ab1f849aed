"""Who may see, edit and curate: the one place.  Outsiders get 404, readers who try to write get 403."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from .models import Draft, Membership, User

Anyone = User | AnonymousUser
WRITERS = (Membership.Role.ADMIN, Membership.Role.EDITOR)


def drafts_visible_to(user: Anyone) -> QuerySet[Draft]:
    """One's own and those of one's groups; for an administrator no more than that: a draft is political opinion."""
    if not isinstance(user, User):
        return Draft.objects.none()
    mine = Q(owner=user) | Q(group__membership__user=user)
    return Draft.objects.filter(mine, discarded_at=None).select_related("current", "group").distinct()


def drafts_discarded_by(user: Anyone) -> QuerySet[Draft]:
    """Those put away, to be brought back by whoever may write them."""
    if not isinstance(user, User):
        return Draft.objects.none()
    mine = Q(owner=user) | Q(group__membership__user=user, group__membership__role__in=WRITERS)
    return Draft.objects.filter(mine, discarded_at__isnull=False).select_related("current", "group").distinct()


def draft_to_see(user: Anyone, draft_id: UUID) -> Draft:
    draft = drafts_visible_to(user).filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    return draft


def draft_to_edit(user: Anyone, draft_id: UUID) -> Draft:
    draft = draft_to_see(user, draft_id)
    if not may_edit(user, draft):
        raise PermissionDenied
    return draft


def may_edit(user: Anyone, draft: Draft) -> bool:
    if not isinstance(user, User):
        return False
    if draft.owner_id is not None:
        return draft.owner_id == user.pk
    return Membership.objects.filter(group=draft.group_id, user=user, role__in=WRITERS).exists()


def may_curate(user: Anyone) -> bool:
    return isinstance(user, User) and user.is_active and user.is_curator


def require_curator(user: Anyone) -> User:
    """404 for everybody else: the curators' pages do not show that they exist."""
    if not may_curate(user):
        raise Http404
    assert isinstance(user, User)
    return user


def groups_to_write_for(user: User) -> QuerySet[Any]:
    """The groups in whose name a draft may be started."""
    return user.draftinggroup_set.filter(membership__role__in=WRITERS, membership__user=user).distinct()
