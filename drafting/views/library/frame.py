"""What the library's pages share: the draft from which a reader came, and where he may add something."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from drafting import access
from drafting.models import Draft, User

RECENT = 5


def draft_asked_for(request: HttpRequest) -> Draft | None:
    """The draft from which the reader came, if he may write it; anything else is passed over."""
    try:
        draft_id = UUID(request.GET.get("draft", ""))
    except ValueError:
        return None
    visitor = access.Visitor.of(request)
    draft = access.drafts_visible_to(visitor).filter(pk=draft_id).first()
    return draft if draft and access.may_edit(visitor, draft) else None


def drafts_to_add_to(request: HttpRequest) -> list[Draft]:
    visitor = access.Visitor.of(request)
    if not isinstance(request.user, User):
        return list(access.guest_drafts_held(visitor)[:RECENT])
    groups = set(access.groups_to_write_for(request.user).values_list("pk", flat=True))
    recent = access.drafts_visible_to(request.user)[: 4 * RECENT]
    return [one for one in recent if one.owner_id == request.user.pk or one.group_id in groups][:RECENT]
