"""What is shown when something went wrong."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.views import pages
from tests.people import SignedIn


@pytest.mark.parametrize("path", ["/nothing/", "/library/arguments/nothing/", "/drafts/not-a-uuid/"])
def test_what_is_not_there_is_said_in_japanese(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    page = response.content.decode()
    assert "ページが見つかりません" in page
    assert page.count("btn-primary") == 1


def test_somebody_signed_in_is_led_to_his_drafts(cast: Cast, signed_in: SignedIn) -> None:
    assert "下書きへ" in signed_in(cast.sato).get("/nothing/").content.decode()


def test_a_failure_is_told_without_the_database_and_with_the_number_that_the_log_has(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No `db` fixture: a query would fail the test."""
    with caplog.at_level(logging.ERROR):
        response = pages.failed(RequestFactory().get("/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "保存した文は、そのまま残っています。" in page
    assert caplog.messages[0] in page


def test_a_view_that_fails_gives_that_page(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: HttpRequest, user: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pages, "_my_drafts", fail)
    from drafting.models import User

    client.force_login(User.objects.create_user("a@example.jp", "x"))
    client.raise_request_exception = False
    response = client.get(reverse("home"))
    assert response.status_code == 500
    assert "表示できませんでした" in response.content.decode()
    assert "ZeroDivisionError" not in response.content.decode()


def test_a_request_that_cannot_be_read_is_refused_in_japanese() -> None:
    response = pages.refused(RequestFactory().get("/"), Exception())
    assert response.status_code == 400
    assert "読めませんでした" in response.content.decode()


def test_a_form_from_elsewhere_is_refused_in_japanese(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "送信を確かめられませんでした" in response.content.decode()


def test_the_admin_is_closed_to_those_who_are_not_staff(cast: Cast, signed_in: SignedIn) -> None:
    response = signed_in(cast.sato).get(reverse("admin:index"), follow=True)
    assert response.status_code == 403
    assert "この操作はできません" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/nothing/", "/accounts/login/"])
def test_no_page_lets_scripts_or_styles_in_from_elsewhere(client: Client, db: None, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
