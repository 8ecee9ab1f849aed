"""Writes to accounts: the first administrator, and one's own name and address."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction

from drafting.models import FirstAdminLink, User
from drafting.sealing import CannotOpen, renewed


@transaction.atomic
def register_first_admin(token: str, name: str, email: str, password: str) -> User:
    """Uses the link up.  ValidationError if it is none, or if somebody was faster."""
    link = FirstAdminLink.find(token)
    # The deletion decides between two who press at the same moment.
    if link is None or not FirstAdminLink.objects.filter(pk=link.pk).delete()[0]:
        raise ValidationError("このリンクは使えません。", code="link")
    user = User.objects.create_superuser(email.lower(), password, name=name, is_curator=True)
    keep_one_address(user)
    return user


@transaction.atomic
def register(name: str, email: str, hashed: str) -> User:
    """For somebody who has shown that the address is his.  IntegrityError if it has an account by now."""
    user = User.objects.create(name=name, email=email, password=hashed)
    keep_one_address(user)
    return user


def rename(user: User, name: str) -> None:
    user.name = name
    user.save(update_fields=["name"])


@transaction.atomic
def keep_one_address(user: User) -> None:
    """allauth keeps its own list of addresses; here the one on the account is the only one, and whoever gave the
    account vouches for it."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    known = {"primary": True, "verified": True}
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=known)


def take_second_factor_away(user: User) -> None:
    """For somebody who lost both app and spare codes; he sets it up anew."""
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def renew_seals() -> int:
    """Brings the secrets of second factors under the newest key; gives the number of those that no key opens."""
    lost = 0
    # Locked: a spare code that is used at this moment must stay used.
    for one in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        try:
            fresh = one.data | {name: renewed(one.data[name]) for name in ("secret", "seed") if name in one.data}
        except CannotOpen:
            lost += 1
        else:
            if fresh != one.data:
                one.data = fresh
                one.save(update_fields=["data"])
    return lost


def end_other_sessions(user: User) -> None:
    """The seed is part of what every session is checked against."""
    user.session_seed = secrets.token_hex(16)
    user.save(update_fields=["session_seed"])
