"""How allauth behaves here: who may sign up, by which name, and what a second factor looks like."""

from __future__ import annotations

import base64
import logging
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from . import access
from .models import User
from .sealing import CannotOpen, seal, unseal

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open to all if so set; else to whoever came by an invitation that may still be used."""
        return settings.SIGN_UP == "open" or access.invitation_kept(request) is not None

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the account alone: allauth adds the host that the request names, and a guesser names what he likes."""
        return str(credentials.get("email", "")).lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def build_totp_svg(self, url: str) -> str:
        """Without the XML head: it stands in the page, since the policy allows no data: image."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        picture: bytes = qrcode.make(url, image_factory=SvgPathImage).to_string()
        return picture.decode()

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What cannot be opened becomes a secret that nobody knows: no code fits it."""
        try:
            return unseal(encrypted_text)
        except CannotOpen:
            log.error("the secret of a second factor cannot be opened: SECRET_KEY is not the one it was sealed with")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not access.needs_second_factor(authenticator.user)


@receiver(pre_save, sender=UserSession)
def forget_where_from(instance: UserSession, **rest: Any) -> None:
    """The list of one's devices needs no network address, so none is kept."""
    instance.ip = "0.0.0.0"
