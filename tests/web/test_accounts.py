"""Accounts: signing up by invitation or open, mail or none, second factors, devices, and help to sign in."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from drafting.actions import groups
from drafting.actions.cast import PASSWORD, Cast
from drafting.mail import mail_settings
from drafting.models import FirstAdminLink, User
from tests.people import SignedIn, a_while_ago

from .screens import text_of, tree

NEW = {"name": "新井 花", "email": "Arai@Example.jp", "password1": "nagai-aikotoba-7", "password2": "nagai-aikotoba-7"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def invited(client: Client, cast: Cast) -> Client:
    """Somebody without account who opened an invitation's link."""
    client.get(reverse("join_link", args=[groups.invite(cast.group, "editor", cast.sato).token]))
    return client


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def confirm_password(client: Client) -> None:
    """What touches the account itself asks once more who it is."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("account")).status_code == 200)


def code_in(message: Any) -> str:
    found = re.search(r"^([A-Z0-9-]{6,12})$", message.body, re.MULTILINE)
    assert found, message.body
    return found[1]


# ---------- signing up ----------


def test_without_an_invitation_nobody_signs_up(client: Client, cast: Cast) -> None:
    assert "招待のリンクが要ります" in text_of(client.get(reverse("account_signup")))
    client.post(reverse("account_signup"), NEW)
    assert not User.objects.filter(email="arai@example.jp").exists()


def test_whoever_was_invited_signs_up_and_comes_into_the_group(invited: Client, cast: Cast) -> None:
    page = invited.post(reverse("account_signup"), NEW | {"next": reverse("join")}, follow=True)
    assert "この会に入る" in page.content.decode()
    invited.post(reverse("join"))
    person = User.objects.get(email="arai@example.jp")
    assert (person.name, person.draftinggroup_set.get()) == ("新井 花", cast.group)
    assert not any((person.is_staff, person.is_superuser, person.is_curator))


def test_the_door_closes_with_the_invitation(invited: Client, cast: Cast) -> None:
    groups.withdraw(cast.group.invitations.get())
    invited.post(reverse("account_signup"), NEW)
    assert not User.objects.filter(email="arai@example.jp").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "x"}, "email"),
        ({"email": "sato@example.jp"}, "email"),
        ({"password2": "chigau"}, "password2"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(wrong: dict[str, str], field: str, invited: Client) -> None:
    before = User.objects.count()
    page = invited.post(reverse("account_signup"), NEW | wrong).content.decode()
    assert f'id="id_{field}_error"' in page
    assert User.objects.count() == before


def test_an_empty_field_says_what_to_do(client: Client, by_mail: Any) -> None:
    by_mail.SIGN_UP = "open"
    said = text_of(client.post(reverse("account_signup"), {}))
    assert "入れてください。" in said
    assert "フィールド" not in said


@pytest.mark.parametrize(("sign_up", "leads"), [("open", True), ("invitation", False)])
def test_the_page_to_sign_in_leads_to_signing_up_only_where_anybody_may(
    sign_up: str, leads: bool, client: Client, by_mail: Any
) -> None:
    by_mail.SIGN_UP = sign_up
    page = client.get(reverse("account_login"))
    links = [one.get("href") for one in tree(page).iter("a")]
    assert (reverse("account_signup") in links) is leads
    assert ("招待が要ります" in text_of(page)) is not leads


# ---------- mail or none ----------


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup", "account"])
def test_without_mail_settings_no_page_promises_a_mail(name: str, invited: Client, cast: Cast) -> None:
    if name == "account":
        invited.force_login(cast.sato)
    page = text_of(invited.get(reverse(name)))
    assert not re.search("メールを送|番号を送|リンクを送", page)


def test_a_reset_answers_the_same_whoever_asks(by_mail: Any) -> None:
    pages = []
    for email in ("sato@example.jp", "dare@example.jp"):
        page = Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        pages.append((page.status_code, text_of(page).replace(email, "")))
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2


def test_a_reset_by_mail_sets_a_new_password_once(by_mail: Any, cast: Cast, signed_in: SignedIn) -> None:
    elsewhere = signed_in(cast.sato)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": cast.sato.email})
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[0].body)
    assert found
    _sets_new_password(client, found[1])
    assert not is_in(elsewhere)
    assert sign_in(client, cast.sato, "atarashii-aikotoba-2").status_code == 302
    assert is_in(client)
    assert "このリンクは使えません" in text_of(Client().get(found[1], follow=True))


def _sets_new_password(client: Client, path: str) -> None:
    at = client.get(path)["Location"]
    assert path not in at
    client.post(at, {"password1": "atarashii-aikotoba-2", "password2": "atarashii-aikotoba-2"})


def test_mails_are_in_japanese_and_hold_nothing_but_what_is_needed(by_mail: Any, client: Client, cast: Cast) -> None:
    by_mail.SIGN_UP = "open"
    client.post(reverse("account_reset_password"), {"email": cast.sato.email})
    client.post(reverse("account_reset_password"), {"email": "dare@example.jp"})
    client.post(reverse("account_signup"), NEW)
    Client().post(reverse("account_signup"), NEW | {"email": cast.sato.email})
    assert len(mail.outbox) == 4
    for message in mail.outbox:
        assert "意見書工房" in message.subject
        assert "心当たりがないときは" in message.body
        assert not re.search(r"[{}<>]|[a-z]{3,} [a-z]{3,} [a-z]{3,}", message.body)
        assert message.content_subtype == "plain"


def test_an_address_is_changed_by_the_code_of_the_mail(by_mail: Any, cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.sato)
    assert "新しいメールアドレス" in text_of(client.get(reverse("account_email")))
    a_while_ago(client)
    new = {"action_add": "1", "email": "atarashii@example.jp"}
    for ask in (
        client.get(reverse("account_email"), follow=True),
        client.post(reverse("account_email"), new, follow=True),
    ):
        assert "今のパスワード" in text_of(ask)
    assert mail.outbox == []
    confirm_password(client)
    page = client.post(reverse("account_email"), new, follow=True)
    assert "メールを送りました" in text_of(page)
    cast.sato.refresh_from_db()
    assert cast.sato.email == "sato@example.jp"
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mail.outbox[0])})
    cast.sato.refresh_from_db()
    assert cast.sato.email == "atarashii@example.jp"
    assert list(EmailAddress.objects.filter(user=cast.sato).values_list("email", "verified")) == [
        (cast.sato.email, True)
    ]


def test_without_mail_an_administrator_changes_an_address_and_only_that_signs_in(
    cast: Cast, superuser: User, signed_in: SignedIn
) -> None:
    assert "管理者に頼んでください" in text_of(signed_in(cast.tanaka).get(reverse("account")))
    at = reverse("admin:drafting_user_change", args=[cast.tanaka.pk])
    inline = {"membership_set-TOTAL_FORMS": "0", "membership_set-INITIAL_FORMS": "0"}
    answer = signed_in(superuser).post(at, {"email": "b@example.jp", "name": "田中", "is_active": "on"} | inline)
    assert answer.status_code == 302, answer.context["adminform"].errors
    for email, enters in (("tanaka@example.jp", False), ("b@example.jp", True)):
        client = Client()
        client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert is_in(client) is enters


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, {"SENDS_MAIL": False}),
        (
            {"EMAIL_URL": "smtp+tls://u%40x:p%2Fw@mail.example.jp", "EMAIL_FROM": "a@example.jp"},
            {
                "EMAIL_HOST": "mail.example.jp",
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "u@x",
                "EMAIL_HOST_PASSWORD": "p/w",
            },
        ),
        (
            {"EMAIL_HOST": "mail.example.jp", "EMAIL_SECURITY": "ssl", "EMAIL_FROM": "a@example.jp"},
            {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False, "SENDS_MAIL": True},
        ),
        ({"EMAIL_URL": "file:///var/mails", "EMAIL_FROM": "a@example.jp"}, {"EMAIL_FILE_PATH": "/var/mails"}),
    ],
)
def test_mail_is_set_from_the_environment(environment: dict[str, str], expected: dict[str, Any]) -> None:
    assert expected.items() <= mail_settings(environment).items()


@pytest.mark.parametrize(
    "environment",
    [
        {"EMAIL_URL": "http://u:himitsu@x", "EMAIL_FROM": "a@example.jp"},
        {"EMAIL_URL": "smtp://x"},
        {"EMAIL_HOST": "x", "EMAIL_SECURITY": "maybe", "EMAIL_FROM": "a@example.jp"},
    ],
)
def test_mail_settings_that_cannot_work_stop_the_start_without_telling_the_password(
    environment: dict[str, str],
) -> None:
    with pytest.raises(ImproperlyConfigured) as stopped:
        mail_settings(environment)
    assert "himitsu" not in str(stopped.value)


# ---------- who is there ----------


def test_a_refusal_costs_as_much_for_one_who_is_not_there(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The costly part of checking a password runs as often, whether there is such an account or not."""
    counted: list[str] = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args, **kw: (counted.append("x"), encode(self, *args, **kw))[1])
    costs = []
    for email in ("sato@example.jp", "dare@example.jp"):
        counted.clear()
        Client().post(reverse("account_login"), {"login": email, "password": "chigau-aikotoba"})
        costs.append(len(counted))
    assert costs[0] == costs[1] > 0


# ---------- second factor ----------


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


@pytest.mark.parametrize(
    ("who", "path"), [("mori", "/curation/"), ("superuser", "/admin/"), ("superuser", "/admin/drafting/user/")]
)
def test_curators_and_administrators_set_up_a_second_factor_first(
    who: str, path: str, cast: Cast, superuser: User, signed_in: SignedIn, settings: Any, library: None
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    user = superuser if who == "superuser" else cast.mori
    client = signed_in(user)
    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))
    TOTP.activate(user, generate_totp_secret())
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("comes", ["by signing in", "by signing up", "as the first administrator"])
def test_whoever_just_came_in_is_not_asked_again_who_he_is_and_later_he_is(
    comes: str, cast: Cast, invited: Client
) -> None:
    if comes == "by signing in":
        sign_in(invited, cast.sato)
    elif comes == "by signing up":
        invited.post(reverse("account_signup"), NEW)
    else:
        invited.post(reverse("first_admin", args=[FirstAdminLink.issue()]), NEW)
    at = reverse("mfa_activate_totp")
    assert "6桁の番号" in text_of(invited.get(at))
    assert a_while_ago(invited).get(at)["Location"].startswith(reverse("account_reauthenticate"))


def test_signing_in_elsewhere_spares_no_one_here(cast: Cast, signed_in: SignedIn) -> None:
    here = a_while_ago(signed_in(cast.sato))
    sign_in(Client(), cast.sato)
    assert here.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))


def test_others_are_not_asked_and_curators_only_where_they_curate(
    cast: Cast, signed_in: SignedIn, settings: Any, library: None
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    assert signed_in(cast.mori).get(reverse("library")).status_code == 200
    assert signed_in(cast.mori).get(reverse("home")).status_code == 200
    assert signed_in(cast.sato).get(reverse("curation")).status_code == 404


def test_a_second_factor_is_set_up_by_code_and_asked_for_from_then_on(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.sato)
    page = client.get(reverse("mfa_activate_totp"))
    secret = str(tree(page).xpath("string(//code[@class='secret'])"))
    assert "<svg" in page.content.decode()
    assert "data:" not in page.content.decode()
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert 'id="id_code_error"' in refused.content.decode()
    codes = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    spare = [str(one) for one in tree(codes).xpath("//ul[@class='codes']//code/text()")]
    assert len(spare) == 10
    other = Client()
    assert sign_in(other, cast.sato)["Location"] == reverse("mfa_authenticate")
    assert not is_in(other)
    other.post(reverse("mfa_authenticate"), {"code": "123456"})
    assert not is_in(other)
    other.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
    assert is_in(other)
    third = Client()
    sign_in(third, cast.sato)
    third.post(reverse("mfa_authenticate"), {"code": spare[0]})
    assert is_in(third)
    fourth = Client()
    sign_in(fourth, cast.sato)
    fourth.post(reverse("mfa_authenticate"), {"code": spare[0]})
    assert not is_in(fourth)


def test_guessing_codes_is_stopped_even_for_the_right_one(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.sato, secret)
    client = Client()
    sign_in(client, cast.sato)
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "123456"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not is_in(client)


@pytest.mark.parametrize("given", ["", "x", "[]", '{"id": "x"}', '{"id": "x", "rawId": "eA", "type": "public-key"}'])
def test_a_passkey_that_is_none_is_refused_and_that_is_said(given: str, cast: Cast) -> None:
    TOTP.activate(cast.sato, generate_totp_secret())
    client = Client()
    sign_in(client, cast.sato)
    page = client.post(reverse("mfa_authenticate"), {"credential": given}, headers={"host": "localhost"})
    assert "パスキーを確かめられませんでした" in text_of(page)
    assert not is_in(client)
    client = Client()
    sign_in(client, cast.tanaka)
    page = client.post(reverse("mfa_add_webauthn"), {"credential": given}, headers={"host": "localhost"})
    assert "パスキーを確かめられませんでした" in text_of(page)
    assert not Authenticator.objects.filter(user=cast.tanaka).exists()


@pytest.mark.parametrize(
    ("host", "https", "expected"),
    [
        ("localhost:8000", False, True),
        ("kobo.example.jp", True, True),
        ("kobo.example.jp", False, False),
        ("127.0.0.1:8000", False, False),
        ("192.168.1.5", True, False),
        ("[::1]:8000", True, False),
    ],
)
def test_passkeys_are_offered_only_where_browsers_give_them(
    host: str, https: bool, expected: bool, cast: Cast, signed_in: SignedIn
) -> None:
    client = signed_in(cast.sato)
    page = client.get(reverse("mfa_index"), secure=https, headers={"host": host})
    assert ("パスキー" in text_of(page)) is expected


def test_a_code_is_taken_once_in_all_its_ninety_seconds(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.sato, secret)
    code = code_of(secret, 1)
    for enters in (True, False):
        client = Client()
        sign_in(client, cast.sato)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) is enters
        # allauth itself has forgotten it by then.
        cache.delete(f"allauth.mfa.totp.used?user={cast.sato.pk}&code={code}")


def test_the_code_that_set_it_up_signs_nobody_in(cast: Cast) -> None:
    here, there = Client(), Client()
    sign_in(here, cast.sato)
    page = here.get(reverse("mfa_activate_totp"))
    secret = str(tree(page).xpath("string(//code[@class='secret'])"))
    seen_by_somebody = code_of(secret)
    here.post(reverse("mfa_activate_totp"), {"code": seen_by_somebody})
    assert Authenticator.objects.filter(user=cast.sato, type=Authenticator.Type.TOTP).exists()
    sign_in(there, cast.sato)
    answer = there.post(reverse("mfa_authenticate"), {"code": seen_by_somebody})
    assert "もう使われています" in text_of(answer)
    assert not is_in(there)


def test_whoever_needs_a_second_factor_cannot_switch_it_off(cast: Cast, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    for user, may in ((cast.mori, False), (cast.sato, True)):
        TOTP.activate(user, generate_totp_secret())
        authenticator = Authenticator.objects.get(user=user)
        assert get_adapter().can_delete_authenticator(authenticator) is may


# ---------- devices ----------


def test_the_list_of_devices_says_what_one_knows_again_and_no_address(cast: Cast) -> None:
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130"})
    sign_in(client, cast.sato)
    page = text_of(client.get(reverse("account_devices")))
    assert "Windows の Edge" in page
    assert "この端末" in page
    assert list(cast.sato.usersession_set.values_list("ip", flat=True)) == ["0.0.0.0"]


def test_leaving_all_other_devices_ends_every_session_but_this(cast: Cast, signed_in: SignedIn) -> None:
    here, there, untracked = Client(), Client(), signed_in(cast.sato)
    sign_in(here, cast.sato)
    sign_in(there, cast.sato)
    here.post(reverse("account_devices"))
    assert is_in(here)
    assert not is_in(there)
    assert not is_in(untracked)
    assert text_of(here.get(reverse("account_devices"))).count("にログイン") == 1
    assert is_in(signed_in(cast.suzuki))


# ---------- help from an administrator ----------


def test_an_administrator_hands_out_a_link_by_which_a_password_is_set(
    cast: Cast, superuser: User, signed_in: SignedIn
) -> None:
    keeper = signed_in(superuser)
    at = reverse("help_to_sign_in", args=[cast.sato.pk])
    assert at in keeper.get(reverse("admin:drafting_user_change", args=[cast.sato.pk])).content.decode()
    page = keeper.post(at, {"do": "link"})
    link = str(tree(page).get_element_by_id("reset-link").get("value"))
    client = Client()
    _sets_new_password(client, link.removeprefix("http://testserver"))
    sign_in(client, cast.sato, "atarashii-aikotoba-2")
    assert is_in(client)


def test_an_administrator_takes_a_lost_second_factor_away(cast: Cast, superuser: User, signed_in: SignedIn) -> None:
    TOTP.activate(cast.sato, generate_totp_secret())
    signed_in(superuser).post(reverse("help_to_sign_in", args=[cast.sato.pk]), {"do": "second-factor"})
    client = Client()
    sign_in(client, cast.sato)
    assert is_in(client)


def test_whoever_waits_for_his_code_meanwhile_signs_in_anew(cast: Cast, superuser: User, signed_in: SignedIn) -> None:
    TOTP.activate(cast.sato, generate_totp_secret())
    client = Client()
    sign_in(client, cast.sato)
    signed_in(superuser).post(reverse("help_to_sign_in", args=[cast.sato.pk]), {"do": "second-factor"})
    page = client.get(reverse("mfa_authenticate"), follow=True)
    assert page.redirect_chain == [(reverse("account_login"), 302)]
    sign_in(client, cast.sato)
    assert is_in(client)


def test_staff_who_are_not_administrators_cannot_become_one_this_way(
    cast: Cast, superuser: User, signed_in: SignedIn
) -> None:
    User.objects.filter(pk=cast.suzuki.pk).update(is_staff=True)
    answer = signed_in(cast.suzuki).post(reverse("help_to_sign_in", args=[superuser.pk]), {"do": "link"})
    assert answer.status_code == 404
