"""Signing up where mail works: the account is made when the code of the mail is entered, not before.

Until then its data wait in the visitor's session.  So nobody holds an address that is not his, and for an address that
has an account the same is done, step by step, as for one that has none: only its mail says something else."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

WAITING = "signing_up"


@dataclass
class Waiting:
    """What somebody typed who has yet to enter the code; `password` is hashed."""

    name: str
    email: str
    password: str
    is_taken: bool
    leads_to: str = ""
    code: str = ""
    at: float = field(default_factory=time.time)
    wrong: int = 0
    resent: int = 0

    @property
    def may_ask_again(self) -> bool:
        return bool(self.resent < app_settings.EMAIL_VERIFICATION_MAX_RESEND_COUNT)

    @property
    def is_too_old(self) -> bool:
        return bool(time.time() - self.at > app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)

    @property
    def is_guessed_at(self) -> bool:
        return bool(self.wrong >= app_settings.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS)


def begin(request: HttpRequest, given: dict[str, Any], *, is_taken: bool) -> HttpResponse:
    """Sends the mail and leads to where its code is entered."""
    name, email, password = given["name"], given["email"], make_password(given["password1"])
    waiting = Waiting(name, email, password, is_taken, get_next_redirect_url(request) or "")
    if not send_mail(request, waiting):
        # Pressed twice, or mended at once: the code that was sent a moment ago holds.
        earlier = waiting_in(request)
        if earlier is None or earlier.email != email:
            too_many: HttpResponse = ratelimit.respond_429(request)
            return too_many
        keep(request, replace(earlier, name=name, password=password))
    return redirect("account_email_verification_sent")


def send_mail(request: HttpRequest, waiting: Waiting) -> bool:
    """With a new code, which is the only one from then on; False if one was sent just now."""
    if not ratelimit.consume(request, action="confirm_email", key=waiting.email):
        return False
    adapter = get_adapter()
    code = adapter.generate_email_verification_code()
    words = "account_already_exists" if waiting.is_taken else "email_confirmation_signup"
    adapter.send_mail(f"account/email/{words}", waiting.email, {"code": code} | _links(request))
    waiting.code, waiting.at = code, time.time()
    keep(request, waiting)
    return True


def _links(request: HttpRequest) -> dict[str, str]:
    pages = {"login_url": "account_login", "password_reset_url": "account_reset_password"}
    return {key: request.build_absolute_uri(reverse(page)) for key, page in pages.items()}


def waiting_in(request: HttpRequest) -> Waiting | None:
    """None too where somebody meanwhile began to sign in: then it is an account's address that is to be confirmed."""
    kept = request.session.get(WAITING)
    return Waiting(**kept) if kept and LOGIN_SESSION_KEY not in request.session else None


def keep(request: HttpRequest, waiting: Waiting) -> None:
    request.session[WAITING] = asdict(waiting)


def forget(request: HttpRequest) -> None:
    request.session.pop(WAITING, None)
