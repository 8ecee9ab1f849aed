"""Signing in and out, one's account, a forgotten password, and the first administrator."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions.cast import PASSWORD, Cast
from drafting.models import FirstAdminLink, User
from tests.people import SignedIn

NEW = {
    "name": "運営 花子",
    "email": "Unei@Example.jp",
    "password1": "nagai-aikotoba-7",
    "password2": "nagai-aikotoba-7",
}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Attempts are counted in a cache that outlives a test."""
    cache.clear()


def sign_in(client: Client, email: str, password: str, **more: str) -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def text_of(response: object) -> str:
    """What stands on the page, without the parts that differ by chance."""
    page = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r'value="[^"]*"|X-CSRFToken": "[^"]*"', "", page)


@pytest.mark.parametrize("email", ["sato@example.jp", "SATO@Example.JP", " sato@example.jp "])
def test_the_address_may_be_typed_as_one_likes(client: Client, cast: Cast, email: str) -> None:
    response = sign_in(client, email, PASSWORD)
    assert response.status_code == 302  # type: ignore[attr-defined]
    assert client.get(reverse("account")).context["user"] == cast.sato


def test_signing_in_leads_back_to_where_one_was_going_but_never_to_another_site(client: Client, cast: Cast) -> None:
    response = sign_in(client, cast.sato.email, PASSWORD, next="/library/")
    assert response["Location"] == "/library/"  # type: ignore[index]
    client.post(reverse("account_logout"))
    response = sign_in(client, cast.sato.email, PASSWORD, next="https://example.com/")
    assert "example.com" not in response["Location"]  # type: ignore[index]


def test_the_session_is_a_new_one_after_signing_in(client: Client, cast: Cast) -> None:
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    sign_in(client, cast.sato.email, PASSWORD)
    assert client.cookies["sessionid"].value != session.session_key


def test_a_refusal_does_not_tell_whether_there_is_such_an_account(client: Client, cast: Cast) -> None:
    known = sign_in(client, cast.sato.email, "chigau-aikotoba")
    unknown = sign_in(client, "dare@example.jp", "chigau-aikotoba")
    assert known.status_code == unknown.status_code == 200  # type: ignore[attr-defined]
    assert text_of(known) == text_of(unknown)


def test_errors_stand_beside_the_field_and_in_a_summary_that_leads_there(client: Client, db: None) -> None:
    page = client.post(reverse("account_login"), {}).content.decode()
    assert 'role="alert"' in page
    for field in ("id_login", "id_password"):
        assert f'href="#{field}"' in page
        assert re.search(f'aria-describedby="{field}_error"', page)
        assert f'id="{field}_error"' in page


def test_trying_passwords_is_stopped_even_for_the_right_one(client: Client, cast: Cast) -> None:
    for _ in range(6):
        sign_in(client, cast.sato.email, "chigau-aikotoba")
    sign_in(client, cast.sato.email, PASSWORD)
    assert client.get(reverse("account")).status_code == 302


def test_too_many_requests_get_a_page_in_japanese(client: Client, cast: Cast) -> None:
    responses = [sign_in(client, f"{number}@example.jp", "chigau-aikotoba") for number in range(40)]
    last = responses[-1]
    assert last.status_code == 429  # type: ignore[attr-defined]
    assert "しばらくお待ちください" in text_of(last)


def test_signing_out_takes_a_press(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.sato)
    client.get(reverse("account_logout"))
    assert client.get(reverse("account")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("account")).status_code == 302


def test_somebody_who_was_stopped_cannot_sign_in(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.sato.pk).update(is_active=False)
    sign_in(client, cast.sato.email, PASSWORD)
    assert client.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("name", ["account_reset_password", "account_signup"])
def test_no_page_promises_a_mail(client: Client, db: None, name: str) -> None:
    page = client.get(reverse(name)).content.decode()
    assert "管理者" in page
    assert "メールを送" not in page


@pytest.mark.parametrize("path", ["password/reset/", "email/", "confirm-email/", "password/reset/done/"])
def test_the_pages_that_would_send_mail_are_not_there(client: Client, db: None, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_a_new_password_holds_and_the_session_goes_on(cast: Cast, signed_in: SignedIn) -> None:
    client, other = signed_in(cast.sato), signed_in(cast.sato)
    new = "atarashii-aikotoba-2"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), given)["Location"] == reverse("account")
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302
    sign_in(other, cast.sato.email, new)
    assert other.get(reverse("account")).status_code == 200


def test_ones_name_can_be_changed(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.sato)
    response = client.post(reverse("account"), {"name": "佐藤 市郎"})
    assert response.status_code == 302
    assert "佐藤 市郎" in client.get(reverse("account")).content.decode()


def test_ones_account_is_only_for_oneself(client: Client, db: None) -> None:
    assert client.get(reverse("account")).status_code == 302


def test_the_first_administrator_comes_in_once(client: Client, db: None) -> None:
    url = reverse("first_admin", args=[FirstAdminLink.issue()])
    assert client.get(url).status_code == 200
    assert client.post(url, NEW)["Location"] == reverse("home")
    user = User.objects.get(email="unei@example.jp")
    assert user.is_staff
    assert user.is_superuser
    assert user.is_curator
    assert user.check_password(NEW["password1"])
    assert client.get(reverse("admin:index")).status_code == 200
    assert not FirstAdminLink.objects.exists()
    for response in (Client().get(url), Client().post(url, NEW | {"email": "b@example.jp"})):
        assert response.status_code == 410
        assert "管理者は、もう登録されています。" in response.content.decode()
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"email": "これは違う"},
        {"email": ""},
        {"password2": "betsu-no-aikotoba-7"},
        {"password1": "mijikai", "password2": "mijikai"},
        {"password1": "1234567890123", "password2": "1234567890123"},
        {"password1": "", "password2": ""},
    ],
)
def test_the_first_administrator_is_told_what_is_missing_and_may_try_again(
    client: Client, db: None, change: dict[str, str]
) -> None:
    url = reverse("first_admin", args=[FirstAdminLink.issue()])
    response = client.post(url, NEW | change)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not User.objects.exists()
    assert client.post(url, NEW).status_code == 302


def test_a_link_dies_with_time_and_with_the_next_one(client: Client, db: None) -> None:
    old, new = FirstAdminLink.issue(), FirstAdminLink.issue()
    assert client.post(reverse("first_admin", args=[old]), NEW).status_code == 410
    FirstAdminLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.post(reverse("first_admin", args=[new]), NEW)
    assert response.status_code == 410
    assert "first_admin_link" in response.content.decode()
    assert not User.objects.exists()


def test_the_link_is_printed_only_while_there_is_no_administrator(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("first_admin_link", base="http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000/first-admin/" in capsys.readouterr().out
    User.objects.create_superuser("unei@example.jp", "nagai-aikotoba-7")
    call_command("first_admin_link")
    assert capsys.readouterr().out == ""


def test_the_cast_is_refused_outside_the_demonstration(db: None) -> None:
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_cast")
    assert not User.objects.exists()


def test_the_cast_comes_with_drafts_and_only_once(
    library: None, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    from drafting.models import Draft

    settings.DEMO = True  # type: ignore[attr-defined]
    call_command("load_cast")
    call_command("load_cast")
    assert User.objects.count() == 5
    assert Draft.objects.count() == 2
    assert "sato@example.jp" in capsys.readouterr().out
