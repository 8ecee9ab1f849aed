"""Signing up where mail works: by the code of the mail, and no account before it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from drafting import signing_up
from drafting.actions import groups
from drafting.actions.cast import PASSWORD, Cast
from drafting.models import User

from .screens import text_of

NEW = {"name": "新井 花", "email": "Arai@Example.jp", "password1": "nagai-aikotoba-7", "password2": "nagai-aikotoba-7"}
CODE = "account_email_verification_sent"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def opened(by_mail: Any) -> Any:
    """Anybody may sign up."""
    by_mail.SIGN_UP = "open"
    return by_mail


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("account")).status_code == 200)


def enter(client: Client, code: str) -> Any:
    return client.post(reverse(CODE), {"code": code}, follow=True)


def last_code() -> str:
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_there_is_no_account_before_the_code_and_one_with_it(opened: Any, client: Client) -> None:
    page = client.post(reverse("account_signup"), NEW, follow=True)
    assert "arai@example.jp にメールを送りました" in text_of(page)
    assert "番号が違います" in text_of(enter(client, "AAAA-AAAA"))
    assert not User.objects.filter(email="arai@example.jp").exists()
    enter(client, last_code())
    assert is_in(client)
    person = User.objects.get(email="arai@example.jp")
    assert person.name == "新井 花"
    assert person.emailaddress_set.get().verified
    again = Client()
    again.post(reverse("account_login"), {"login": person.email, "password": NEW["password1"]})
    assert is_in(again)


def test_the_owner_of_a_known_address_is_told_by_mail_and_nobody_comes_in(opened: Any, client: Client) -> None:
    page = client.post(reverse("account_signup"), NEW | {"email": "sato@example.jp"}, follow=True)
    assert "sato@example.jp にメールを送りました" in text_of(page)
    said = str(mail.outbox[0].body)
    assert mail.outbox[0].to == ["sato@example.jp"]
    assert "もう登録されています" not in text_of(page).partition("番号が書かれていないメール")[0]
    assert "もう登録されている" in said
    for name in ("account_login", "account_reset_password"):
        assert f"http://testserver{reverse(name)}" in said
    enter(client, client.session[signing_up.WAITING]["code"])
    assert not is_in(client)
    assert User.objects.get(email="sato@example.jp").check_password(PASSWORD)


def test_another_mail_brings_another_code_and_ends_the_first(opened: Any, client: Client) -> None:
    client.post(reverse("account_signup"), NEW)
    first = last_code()
    assert "いま送ったところです" in text_of(client.post(reverse(CODE), {"action": "resend"}, follow=True))
    cache.clear()  # ten seconds later
    assert "もう一度送りました" in text_of(client.post(reverse(CODE), {"action": "resend"}, follow=True))
    assert len(mail.outbox) == 2
    enter(client, first)
    assert not is_in(client)
    enter(client, last_code())
    assert is_in(client)


def test_pressing_twice_or_mending_at_once_leads_on_with_the_code_that_was_sent(opened: Any, client: Client) -> None:
    client.post(reverse("account_signup"), NEW)
    page = client.post(reverse("account_signup"), NEW | {"name": "新井 華"}, follow=True)
    assert page.status_code == 200
    assert len(mail.outbox) == 1
    enter(client, last_code())
    assert User.objects.get(email="arai@example.jp").name == "新井 華"
    other = Client().post(reverse("account_signup"), NEW)
    assert other.status_code == 429


def test_guessing_ends_and_leads_back_to_the_beginning(opened: Any, client: Client) -> None:
    client.post(reverse("account_signup"), NEW)
    pages = [text_of(enter(client, "AAAA-AAAA")) for _ in range(5)]
    assert "もう一度登録してください" in pages[-1]
    assert "もう一度登録してください" not in pages[-2]
    enter(client, last_code())
    assert not User.objects.filter(email="arai@example.jp").exists()


def test_a_code_that_came_too_late_says_so(opened: Any, client: Client) -> None:
    client.post(reverse("account_signup"), NEW)
    session = client.session
    session[signing_up.WAITING] |= {"at": session[signing_up.WAITING]["at"] - 16 * 60}
    session.save()
    assert "15分が過ぎました" in text_of(enter(client, last_code()))
    assert not is_in(client)


def test_of_two_who_prove_the_same_address_the_second_is_told_to_sign_in(opened: Any) -> None:
    here, there = Client(), Client()
    codes = []
    for client in (here, there):
        client.post(reverse("account_signup"), NEW)
        codes.append(last_code())
        cache.clear()
    enter(here, codes[0])
    assert "もう登録されています" in text_of(enter(there, codes[1]))
    assert not is_in(there)
    assert User.objects.filter(email="arai@example.jp").count() == 1


def test_the_way_leads_on_to_where_one_was_going_but_never_to_another_site(opened: Any, client: Client) -> None:
    page = client.post(reverse("account_signup"), NEW | {"next": "/library/"}, follow=True)
    assert f"{reverse('account_signup')}?{urlencode({'next': '/library/'})}" in page.content.decode()
    assert enter(client, last_code()).redirect_chain[-1][0] == "/library/"
    cache.clear()
    other = Client()
    other.post(reverse("account_signup"), NEW | {"email": "b@example.jp", "next": "https://example.com/"})
    assert enter(other, last_code()).redirect_chain[-1][0] == reverse("home")


def test_an_invited_person_comes_in_by_mail_while_the_invitation_holds(by_mail: Any, cast: Cast) -> None:
    for withdrawn, comes_in in ((False, True), (True, False)):
        client = Client()
        invitation = groups.invite(cast.group, "editor", cast.sato)
        client.get(reverse("join_link", args=[invitation.token]))
        given = NEW | {"email": f"{comes_in}@example.jp".lower(), "next": reverse("join")}
        client.post(reverse("account_signup"), given)
        if withdrawn:
            groups.withdraw(invitation)
        page = enter(client, last_code())
        assert ("この会に入る" in page.content.decode()) is comes_in
        assert is_in(client) is comes_in


def test_somebody_whose_own_address_is_to_be_confirmed_is_not_taken_for_one_who_signs_up(
    opened: Any, cast: Cast, client: Client
) -> None:
    cast.sato.emailaddress_set.update(verified=False)
    client.post(reverse("account_signup"), NEW)
    client.post(reverse("account_login"), {"login": cast.sato.email, "password": PASSWORD})
    enter(client, last_code())
    assert client.get(reverse("account")).context["user"] == cast.sato
    assert not User.objects.filter(email="arai@example.jp").exists()


# ---------- without mail ----------


@pytest.fixture
def invited(cast: Cast) -> Client:
    client = Client()
    client.get(reverse("join_link", args=[groups.invite(cast.group, "editor", cast.sato).token]))
    return client


def test_without_mail_whoever_is_invited_is_told_that_an_address_is_taken_a_few_times(
    invited: Client, cast: Cast
) -> None:
    url = reverse("account_signup")
    for _ in range(5):
        page = invited.post(url, NEW | {"email": cast.tanaka.email, "next": reverse("join")})
        assert "このアドレスは、もう登録されています" in text_of(page)
    assert f"{reverse('account_login')}?{urlencode({'next': reverse('join')})}" in page.content.decode()
    for email in (cast.tanaka.email, "dare@example.jp"):
        page = invited.post(url, NEW | {"email": email})
        assert "もう登録されています" not in text_of(page)
        assert "受け付けを止めています" in text_of(page)
    assert not User.objects.filter(email="dare@example.jp").exists()


def test_without_mail_a_free_address_costs_none_of_those_times(invited: Client) -> None:
    assert invited.post(reverse("account_signup"), NEW).status_code == 302
    assert is_in(invited)
