"""Drafts without account: opened by their link, the link told, taken into an account, erased."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from drafting import access
from drafting.actions import guests
from drafting.models import User
from drafting.views.typed import NotTaken

from .desk import Desk, desk_to_see
from .saving import base_version
from .visitors import hold, let_go, open_to_guests


@never_cache
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The only address that holds the token: it gives the right to the session and leads away at once.

    The pages behind keep the site's same-origin policy: with no-referrer browsers send "Origin: null" with forms, which
    the check for forgery refuses; their addresses hold nothing secret."""
    draft = access.draft_behind(token)
    if draft is None:
        response = render(request, "drafts/dead_link.html", status=404)
    else:
        hold(request, draft)
        response = redirect("draft", draft.pk)
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to_guests
@require_safe
def link(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """How long the draft stays, how to come back to it, who can read it, how to keep it."""
    desk = _guest_desk(request, draft_id)
    token = guests.token_of(desk.draft)
    address = request.build_absolute_uri(reverse("guest_link", args=[token])) if token else ""
    context = {"desk": desk, "draft": desk.draft, "link": address, "is_new": desk.version.number == 1}
    return render(request, "drafts/link.html", context | {"section": "drafts"})


@login_required
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """このまま自分の下書きにする: the consequences first, then the deed."""
    desk = _guest_desk(request, draft_id)
    if request.method != "POST":
        return render(request, "drafts/take.html", {"desk": desk, "draft": desk.draft, "section": "drafts"})
    assert isinstance(request.user, User)
    try:
        guests.take_into_account(desk.draft, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("home")
    let_go(request, desk.draft.guest_hash)
    messages.success(request, "自分の下書きにしました。お試しのリンクは、もう使えません。")
    return redirect("draft", draft_id)


@open_to_guests
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = _guest_desk(request, draft_id)
    if request.method != "POST":
        return render(request, "drafts/erase.html", {"desk": desk, "draft": desk.draft, "section": "drafts"})
    if base_version(request, desk) != desk.version:
        raise NotTaken(
            "この画面を開いたあとに、ほかの画面で文が直されました。まだ消していません。今の文を見てから決めてください。"
        )
    guests.erase_guest_draft(desk.draft)
    let_go(request, desk.draft.guest_hash)
    messages.success(request, f"お試しの下書き「{desk.draft.title}」を消しました。")
    return redirect("home")


def _guest_desk(request: HttpRequest, draft_id: UUID) -> Desk:
    desk = desk_to_see(request, draft_id)
    if desk.draft.guest_until is None:
        raise Http404
    return desk
