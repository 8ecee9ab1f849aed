"""Writes to accounts: the first administrator, and one's own name and address."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction

from drafting.models import FirstAdminLink, User


@transaction.atomic
def register_first_admin(token: str, name: str, email: str, password: str) -> User:
    """Uses the link up.  ValidationError if it is none, or if somebody was faster."""
    link = FirstAdminLink.find(token)
    # The deletion decides between two who press at the same moment.
    if link is None or not FirstAdminLink.objects.filter(pk=link.pk).delete()[0]:
        raise ValidationError("このリンクは使えません。", code="link")
    return User.objects.create_superuser(email.lower(), password, name=name, is_curator=True)


@transaction.atomic
def change_account(user: User, name: str, email: str) -> None:
    user.name, user.email = name, email.lower()
    user.save(update_fields=["name", "email"])
    forget_other_addresses(user)


def forget_other_addresses(user: User) -> None:
    """allauth keeps its own list of addresses to sign in with; here the one on the account is the only one."""
    EmailAddress.objects.filter(user=user).delete()
