"""The paper on the screen: pictures of the true PDF's pages, and its text."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from drafting import bridge
from drafting.actions import drafts as actions
from drafting.papers import paper_of

from .desk import Desk, desk_to_see
from .saving import whole_number
from .sheets import block_urls, kept_picture, picture_now, resolution, sheet_pages
from .visitors import open_to_guests


@open_to_guests
@require_safe
def paper(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All sheets, cover and letter side by side."""
    desk = desk_to_see(request, draft_id)
    sheets = sheet_pages(desk, desk.pages)
    context = {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts", "sheets": sheets}
    return render(request, "drafts/paper.html", context)


@open_to_guests
@require_safe
def beside(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The paper beside the text, as it is now.  The picture of the page that is looked at is made at once."""
    desk = desk_to_see(request, draft_id)
    seen = whole_number(request.GET.get("see"))
    if seen is not None:
        picture_now(desk, seen, resolution(request.GET.get("dpi")))
    return render(request, "drafts/_paper.html", paper_context(desk, request.GET.get("open", "")))


def paper_context(desk: Desk, open_id: str) -> dict[str, object]:
    return {
        "desk": desk,
        "draft": desk.draft,
        "version": desk.version,
        "open_id": open_id,
        "sheets": sheet_pages(desk, desk.main_pages),
        "paper_text": desk.paper.html_with(block_urls(desk)),
    }


@open_to_guests
@require_safe
def picture(request: HttpRequest, draft_id: UUID, page: int, mark: str) -> HttpResponse:
    """A page by what it looks like: its address changes when it does, so the browser may keep it.

    One that looks like that no more is shown as it is now, and kept nowhere."""
    desk = desk_to_see(request, draft_id)
    dpi = resolution(request.GET.get("dpi"))
    if found := kept_picture(draft_id, mark, dpi):
        return _as_png(found, lasting=True)
    now = picture_now(desk, page, dpi)
    if now is None:
        raise Http404
    return _as_png(now[1], lasting=now[0] == mark)


@open_to_guests
@require_safe
def page(request: HttpRequest, draft_id: UUID, version: int, page: int) -> HttpResponse:
    """One page as a picture; a version never changes, so the browser may keep it."""
    desk = desk_to_see(request, draft_id)
    shown = get_object_or_404(desk.draft.versions, number=version)
    content = bridge.read_stored(actions.file_of(shown)).content
    picture = paper_of(content).page(page, resolution(request.GET.get("dpi")))
    if picture is None:
        raise Http404
    return _as_png(picture, lasting=True)


def _as_png(picture: bytes, *, lasting: bool) -> HttpResponse:
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=31536000, immutable" if lasting else "private, no-store"
    return response
