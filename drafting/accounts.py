"""How allauth behaves here: who may sign up, by which name, and what a second factor looks like."""

from __future__ import annotations

import base64
import logging
import secrets
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse

from . import access
from .models import User
from .posting import post
from .sealing import CannotOpen, seal, unseal

log = logging.getLogger(__name__)

# Where a session keeps when it was signed in.
SIGNED_IN_AT = "signed_in_at"
WAIT = "短い間に何度も試されたため、受け付けを止めています。5分ほどたってから、もう一度お試しください。"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    # As long as allauth's limits last: 5 failures in 5 minutes for one account, one code by mail in 3.
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "incorrect_code": "番号が違います。メールに書かれた番号を、もう一度入れてください。",
        "email_taken": "このアドレスは、もう登録されています。「登録ずみの方はログイン」からお入りください。",
    }

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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        written = self.render_mail(template_prefix, email, context | {"email": email})
        post(written.subject, written.body, email)

    def is_reauthentication_required(self, *, app: str, **rest: Any) -> bool:
        """Whoever signed in a moment ago has shown who he is: allauth counts only what was asked for after that."""
        signed_in_for = time.time() - context.request.session.get(SIGNED_IN_AT, 0)
        recently = signed_in_for < app_settings.REAUTHENTICATION_TIMEOUT
        return not recently and bool(super().is_reauthentication_required(app=app, **rest))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "番号が違うか、もう使われています。確かめて、もう一度入れてください。"
    }

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
        """Whoever needs one keeps one; of two, either may go."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        has_another = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return has_another or not access.needs_second_factor(authenticator.user)

    def generate_authenticator_name(self, user: User, type: str) -> str:
        return f"パスキー{Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": _host_name(context.request), "name": "意見書工房"}


def passkeys_work(request: HttpRequest) -> bool:
    """Browsers give them to names alone, not to numbered addresses, and only by HTTPS or to this very machine."""
    name = _host_name(request)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return request.is_secure() and any(letter.isalpha() for letter in name.rpartition(".")[2])


def _host_name(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


@receiver(user_logged_in)
def remember_when(request: HttpRequest, **rest: Any) -> None:
    request.session[SIGNED_IN_AT] = time.time()


@receiver(pre_save, sender=UserSession)
def forget_where_from(instance: UserSession, **rest: Any) -> None:
    """The list of one's devices needs no network address, so none is kept."""
    instance.ip = "0.0.0.0"
