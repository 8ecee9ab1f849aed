"""Sessions: another one at every sign-in, and gone everywhere on request, with a new password, and at the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from drafting.actions import people
from drafting.actions.cast import PASSWORD, Cast
from drafting.models import User
from tests.people import SignedIn

NEW = "atarashii-aikotoba-2"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, user: User) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def key_of(client: Client) -> str:
    return str(client.cookies["sessionid"].value)


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("account")).status_code == 200)


def test_a_session_that_was_foisted_on_somebody_is_not_the_one_he_signs_in_with(cast: Cast) -> None:
    foisted, victim = Client(), Client()
    foisted.session.save()
    session = foisted.session
    session["of"] = "the foister"
    session.save()
    victim.cookies["sessionid"] = session.session_key or ""
    sign_in(victim, cast.sato)
    assert is_in(victim)
    assert key_of(victim) != session.session_key
    foisted.cookies["sessionid"] = session.session_key or ""
    assert not is_in(foisted)


def test_each_sign_in_has_a_session_of_its_own(cast: Cast) -> None:
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client, cast.sato)
    assert len({key_of(client) for client in clients}) == 2


def test_signing_out_leaves_nothing_that_opens(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.sato)
    key = key_of(client)
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies["sessionid"] = key
    assert not is_in(client)


def on_request(here: Client, user: User) -> None:
    here.post(reverse("account_devices"))


def with_a_new_password(here: Client, user: User) -> None:
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post(reverse("account_change_password"), sent).status_code == 302


def by_somebody_who_looks_after_accounts(here: Client, user: User) -> None:
    people.end_other_sessions(user)


@pytest.mark.parametrize(
    ("ends", "stays"), [(on_request, True), (with_a_new_password, True), (by_somebody_who_looks_after_accounts, False)]
)
def test_sessions_elsewhere_end_and_nobody_elses(
    ends: Callable[[Client, User], None], stays: bool, cast: Cast, signed_in: SignedIn
) -> None:
    here, there, untracked, other = Client(), Client(), signed_in(cast.sato), Client()
    for client, user in ((here, cast.sato), (there, cast.sato), (other, cast.suzuki)):
        sign_in(client, user)
    old: Any = here.cookies["sessionid"].value
    ends(here, cast.sato)
    assert [is_in(client) for client in (there, untracked, other)] == [False, False, True]
    assert is_in(here) == stays
    if ends is with_a_new_password:
        stolen = Client()
        stolen.cookies["sessionid"] = old
        assert not is_in(stolen)
