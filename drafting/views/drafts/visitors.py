"""Who comes to a draft's pages: the door that is open to guests too, and drafts begun by whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from drafting.access import GUEST_LINKS, Visitor, guest_drafts_held
from drafting.actions import drafts as actions
from drafting.actions import guests
from drafting.intake.draft_file import DraftFile
from drafting.models import Draft, DraftingGroup, DraftVersion, User

View = Callable[..., HttpResponse]


class GuestLimit(Exception):
    """This browser, or this address, has begun as many drafts without account as it may."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.template = template


def open_to_guests(view: View) -> View:
    """Pages of a draft ask for signing in unless the session holds some guest's link; which one, access.py decides.

    Pages without a draft are open to everybody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visitor = Visitor.of(request)
        if "draft_id" in kwargs and not visitor.user and not visitor.guest_hashes:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except GuestLimit as limit:
            held = guest_drafts_held(visitor)
            return render(request, limit.template, {"held": held, "section": "drafts"}, status=429)

    return answer


def begin_draft(
    request: HttpRequest,
    file: DraftFile,
    cause: str = DraftVersion.Cause.STARTED,
    *,
    group: DraftingGroup | None = None,
) -> Draft:
    """A draft of whoever asks: a person, the person's group, or a guest, whose session then holds its link."""
    if isinstance(request.user, User):
        return actions.start_draft(file, request.user, group, cause)
    visitor = Visitor.of(request)
    if guest_drafts_held(visitor).count() >= settings.GUEST_DRAFTS_AT_ONCE:
        raise GuestLimit("drafts/guest_enough.html")
    # Kept as what nobody can turn back into an address.
    address = salted_hmac("drafting.guest_address", ratelimit_address(request), algorithm="sha256").hexdigest()
    if not ratelimit.consume(request, action="guest_draft", key=address):
        raise GuestLimit("drafts/guest_limit.html")
    draft = guests.start_guest_draft(file, cause)
    hold(request, draft)
    return draft


def hold(request: HttpRequest, draft: Draft) -> None:
    """From here on the session opens the draft, and its link stands in no further address."""
    held = request.session.get(GUEST_LINKS, [])
    request.session[GUEST_LINKS] = [*(one for one in held if one != draft.guest_hash), draft.guest_hash]


def let_go(request: HttpRequest, draft_hash: str) -> None:
    held = request.session.get(GUEST_LINKS, [])
    request.session[GUEST_LINKS] = [one for one in held if one != draft_hash]


def after_start(draft: Draft, then: str) -> str:
    """The page that tells a guest the link comes before the next stage."""
    return "draft_link" if draft.guest_until else then


def ratelimit_address(request: HttpRequest) -> str:
    """As for the limits on signing in: behind a proxy, what the proxy says."""
    from allauth.account.adapter import get_adapter

    return str(get_adapter().get_client_ip(request))
