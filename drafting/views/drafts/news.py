"""What others saved since a screen was shown: asked for every few seconds, so it reads little and lays out nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from .desk import desk_to_see
from .others import news_since, said
from .saving import whole_number
from .visitors import open_to_guests


@open_to_guests
@require_safe
def news(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """`since`: the version on the screen; `own`: those that the screen itself saved."""
    desk = desk_to_see(request, draft_id)
    since = whole_number(request.GET.get("since"))
    own = {whole_number(number) for number in request.GET.get("own", "").split(",")}
    # Somebody else's may stand before the newest of one's own, with which it was brought together.
    if since is None or own.issuperset(range(since + 1, desk.version.number + 1)):
        return JsonResponse({"version": desk.version.number, "said": ""})
    found = news_since(desk.draft, since, own)
    return JsonResponse({"version": desk.version.number, "said": said(found, desk.user)})
