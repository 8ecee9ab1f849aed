"""No answer tells who has an account: same status, same words, same cookies, as many queries, as costly hashing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafting.actions import groups
from drafting.actions.cast import Cast
from drafting.models import User
from tests.people import SignedIn

from .screens import text_of

NOBODY = "dare@example.jp"
NEW = {"name": "新井 花", "password1": "nagai-aikotoba-7", "password2": "nagai-aikotoba-7"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def by_mail(by_mail: Any) -> Any:
    """Anybody may sign up."""
    by_mail.SIGN_UP = "open"
    return by_mail


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time that the costly part of checking or keeping a password runs."""
    counted: list[str] = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args, **kw: (counted.append("x"), encode(self, *args, **kw))[1])
    return counted


@dataclass(frozen=True)
class Seen:
    """What somebody who asks can see, and what it cost."""

    statuses: tuple[int, ...]
    leads_to: tuple[str, ...]
    text: str
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[tuple[str, ...], ...]
    mails: int
    hashed: int
    queries: int


# What differs with the second, or with the length of the address that was typed.
BY_THE_CLOCK = ("Expires", "Content-Length")


def _bare(name: str, cookie: Any) -> tuple[str, ...]:
    """Of its value the length alone: it is drawn by lot."""
    return (name, str(len(cookie.value)), *(f"{key}={value}" for key, value in cookie.items() if key != "expires"))


def seen(ask: Callable[[Client, str], Any], email: str, hashed: list[str]) -> Seen:
    client = Client()
    client.get(reverse("account_login"))
    cache.clear()
    hashed.clear()
    sent = len(mail.outbox)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(client, email)
    cost = len([one for one in queries if not re.match("SAVEPOINT|RELEASE", one["sql"])])
    final = client.get(answer["Location"]) if answer.status_code == 302 else answer
    return Seen(
        (answer.status_code, final.status_code),
        (answer.get("Location", ""),),
        re.sub(re.escape(email), "", text_of(final)),
        tuple(sorted(one for one in answer.items() if one[0] not in BY_THE_CLOCK)),
        tuple(sorted(_bare(name, cookie) for name, cookie in client.cookies.items())),
        len(mail.outbox) - sent,
        len(hashed),
        cost,
    )


def sign_in(client: Client, email: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": "chigau-aikotoba"})


def ask_for_a_new_password(client: Client, email: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email})


def sign_up(client: Client, email: str) -> Any:
    return client.post(reverse("account_signup"), NEW | {"email": email})


def ask_for_another_code(client: Client, email: str) -> Any:
    sign_up(client, email)
    cache.clear()
    return client.post(reverse("account_email_verification_sent"), {"action": "resend"})


def sign_up_and_in(client: Client, email: str) -> Any:
    """With the password that was given in signing up: where it opened anything, the address was new."""
    sign_up(client, email)
    return client.post(reverse("account_login"), {"login": email, "password": NEW["password1"]})


def stopped(cast: Cast) -> None:
    User.objects.filter(pk=cast.sato.pk).update(is_active=False)


def with_a_second_factor(cast: Cast) -> None:
    TOTP.activate(cast.sato, generate_totp_secret())


def without_a_password(cast: Cast) -> None:
    cast.sato.set_unusable_password()
    cast.sato.save()


def as_ever(cast: Cast) -> None:
    """Nothing special about the account."""


STATES = [as_ever, stopped, with_a_second_factor, without_a_password]


@pytest.mark.parametrize("state", STATES)
def test_a_refused_sign_in(state: Callable[[Cast], None], cast: Cast, hashed: list[str]) -> None:
    state(cast)
    known, unknown = (seen(sign_in, email, hashed) for email in (cast.sato.email, NOBODY))
    assert replace(known, queries=0) == replace(unknown, queries=0)
    # Who is not found by his address in allauth's list is looked for once more in that of the people.
    assert abs(known.queries - unknown.queries) <= 1
    assert known.hashed > 0


# How many queries more or fewer: a row that is there is read once instead of looked for twice, in a tenth of a
# millisecond, where hashing a password takes hundreds.
QUERIES = {sign_in: 1, ask_for_a_new_password: 0, sign_up: 0, ask_for_another_code: 0, sign_up_and_in: 1}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("ask", QUERIES)
def test_with_mail_nothing_tells_either(
    ask: Callable[[Client, str], Any], state: Callable[[Cast], None], by_mail: Any, cast: Cast, hashed: list[str]
) -> None:
    state(cast)
    known, unknown = (seen(ask, email, hashed) for email in (cast.sato.email, NOBODY))
    assert abs(known.queries - unknown.queries) <= QUERIES[ask] + (state is stopped)
    assert replace(known, queries=0) == replace(unknown, queries=0)


def test_without_mail_the_page_asks_for_no_address_at_all(cast: Cast, client: Client) -> None:
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "<form" not in page.partition("<main")[2]


def test_inviting_does_not_tell_who_is_there(by_mail: Any, cast: Cast, signed_in: SignedIn) -> None:
    """One who keeps a group may send an invitation to any address, and learns nothing from it."""
    pages = []
    for email in (cast.tanaka.email, NOBODY):
        client = signed_in(cast.sato)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(
                reverse("group_invite", args=[cast.group.pk]), {"role": "reader", "email": email}, follow=True
            )
        page = re.sub(r"/join/\S+|" + re.escape(email), "", text_of(answer))
        pages.append((answer.status_code, page, len(queries)))
        cast.group.invitations.all().delete()
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2


def test_an_invitation_that_is_shown_does_not_tell_whose_address_has_an_account(by_mail: Any, cast: Cast) -> None:
    pages = []
    for email in (cast.tanaka.email, NOBODY):
        link = reverse("join_link", args=[groups.invite(cast.group, "reader", cast.sato, email).token])
        pages.append(text_of(Client().get(link, follow=True)))
    assert pages[0] == pages[1]
