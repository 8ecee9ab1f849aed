"""Who sees the curators' screens: curators; to all others, whatever they send, these pages do not exist."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions import curation
from drafting.actions.cast import Cast
from drafting.models import Edition, Entry, Report, State, User
from tests.people import SignedIn

pytestmark = pytest.mark.usefixtures("library")
SLUG = "g-mynahokensho"
PAGES: list[tuple[str, list[object]]] = [
    ("curation", []),
    ("curation_items", []),
    ("curation_new", ["term"]),
    ("curation_item", [SLUG]),
    ("curation_edition", [SLUG, 2]),
    ("curation_edit", [SLUG, 2]),
]
STEPS: list[tuple[str, list[object]]] = [
    ("curation_start", [SLUG]),
    ("curation_check", [SLUG]),
    ("curation_retire", [SLUG]),
    ("curation_submit", [SLUG, 2]),
    ("curation_publish", [SLUG, 2]),
    ("curation_send_back", [SLUG, 2]),
    ("curation_decline", [SLUG, 2]),
    ("curation_drop", [SLUG, 2]),
    ("curation_edit", [SLUG, 2]),
    ("curation_new", ["term"]),
]
OTHERS = ["sato", "suzuki", "kato", "tanaka", "superuser", "anonymous"]


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return curation.start_edition(Entry.objects.get(slug=SLUG), cast.mori)


@pytest.fixture
def client_of(cast: Cast, superuser: User, signed_in: SignedIn) -> dict[str, Client]:
    people = {name: signed_in(getattr(cast, name)) for name in ("sato", "suzuki", "kato", "tanaka", "mori")}
    return people | {"superuser": signed_in(superuser), "anonymous": Client()}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(("url", "args"), PAGES)
def test_others_find_no_page(
    url: str, args: list[object], name: str, client_of: dict[str, Client], edition: Edition
) -> None:
    assert client_of[name].get(reverse(url, args=args)).status_code == 404


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(("url", "args"), STEPS)
def test_others_take_no_step(
    url: str, args: list[object], name: str, client_of: dict[str, Client], edition: Edition
) -> None:
    sent = {"reason": "理由", "c0": "on", "c1": "on", "slug": "g-shinki", "c-title": "x", "c-definition": "x"}
    assert client_of[name].post(reverse(url, args=args), sent).status_code == 404
    assert client_of[name].get(reverse(url, args=args)).status_code == 404
    entry = Entry.objects.get(slug=SLUG)
    assert Edition.objects.get(pk=edition.pk).state == State.WRITING
    assert (entry.retired_at, entry.editions.count()) == (None, 2)
    assert not Entry.objects.filter(slug="g-shinki").exists()


@pytest.mark.parametrize(("url", "args"), PAGES)
def test_curators_see_each_page(url: str, args: list[object], client_of: dict[str, Client], edition: Edition) -> None:
    answer = client_of["mori"].get(reverse(url, args=args))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", OTHERS)
def test_others_see_and_answer_no_report(name: str, client_of: dict[str, Client]) -> None:
    report = curation.report(Entry.objects.get(slug=SLUG), "違います。")
    at = reverse("curation_report", args=[report.pk])
    assert client_of[name].get(at).status_code == 404
    assert client_of[name].post(at, {"answer": "答え"}).status_code == 404
    assert Report.objects.get().state == Report.State.OPEN


def test_a_curator_who_was_shut_out_sees_nothing(client_of: dict[str, Client], cast: Cast) -> None:
    User.objects.filter(pk=cast.mori.pk).update(is_curator=False)
    assert client_of["mori"].get(reverse("curation")).status_code == 404


def test_only_curators_are_shown_the_way(client_of: dict[str, Client]) -> None:
    way = f'href="{reverse("curation")}"'
    assert way in client_of["mori"].get(reverse("about")).content.decode()
    for name in OTHERS:
        assert way not in client_of[name].get(reverse("about")).content.decode()


@pytest.mark.parametrize(("url", "args"), [*PAGES[3:], *STEPS[:-1]])
def test_what_does_not_exist_is_not_found(url: str, args: list[object], client_of: dict[str, Client]) -> None:
    missing = ["g-nai", *args[1:]]
    assert client_of["mori"].get(reverse(url, args=missing)).status_code in (404, 405)
    assert client_of["mori"].post(reverse(url, args=missing), {"reason": "理由"}).status_code in (404, 405)
