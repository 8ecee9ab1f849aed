"""The paper on the screen: pictures of the true PDF's pages, and its text."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from drafting import bridge
from drafting.actions import drafts as actions
from drafting.papers import paper_of

from .desk import desk_to_see
from .visitors import open_to_guests

RESOLUTIONS = (96, 144, 192)


@open_to_guests
@require_safe
def paper(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All sheets, cover and letter side by side."""
    desk = desk_to_see(request, draft_id)
    context = {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}
    return render(request, "drafts/paper.html", context)


@open_to_guests
@require_safe
def page(request: HttpRequest, draft_id: UUID, version: int, page: int) -> HttpResponse:
    """One page as a picture; a version never changes, so the browser may keep it."""
    desk = desk_to_see(request, draft_id)
    shown = get_object_or_404(desk.draft.versions, number=version)
    dpi = next((dpi for dpi in RESOLUTIONS if str(dpi) == request.GET.get("dpi")), RESOLUTIONS[1])
    picture = paper_of(bridge.read_stored(actions.file_of(shown)).content).page(page, dpi)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
