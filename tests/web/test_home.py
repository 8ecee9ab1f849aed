"""The first page: for everybody, and as the list of one's drafts; the pages about this site."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions.cast import Cast
from drafting.actions.drafts import discard
from drafting.models import Draft
from drafting.views import left_to_check, pages
from tests.people import SignedIn, Starts


def test_anybody_sees_the_promise_one_button_and_a_true_page(client: Client, library: None) -> None:
    page = client.get(reverse("home")).content.decode()
    assert page.count("btn-primary") == 1
    assert reverse("draft_new") in page
    assert reverse("sample_page") in page
    assert "登録は要りません" in page


def test_the_sample_is_a_picture_that_browsers_keep(client: Client, library: None) -> None:
    response = client.get(reverse("sample_page"))
    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert "max-age" in response["Cache-Control"]


@pytest.mark.django_db
def test_the_sample_needs_no_library(client: Client) -> None:
    from drafting.models import Assembly, Entry

    Entry.objects.update(published=None)
    Assembly.objects.all().delete()
    assert client.get(reverse("sample_page")).status_code == 200


def test_somebody_without_drafts_is_told_what_to_do(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.tanaka).get(reverse("home")).content.decode()
    assert "書いている文書は、まだありません。" in page
    assert reverse("draft_new") in page
    assert reverse("draft_open") in page


@pytest.mark.parametrize(
    ("who", "sees_own", "sees_shared"),
    [
        ("sato", True, True),
        ("suzuki", False, True),
        ("kato", False, True),
        ("tanaka", False, False),
        ("mori", False, False),
    ],
)
def test_one_sees_ones_own_drafts_and_those_of_ones_groups(
    cast: Cast, signed_in: SignedIn, starts: Starts, who: str, sees_own: bool, sees_shared: bool
) -> None:
    starts(cast.sato, title="自分だけの件名")
    starts(cast.sato, cast.group, title="会派の件名")
    page = signed_in(getattr(cast, who)).get(reverse("home")).content.decode()
    assert ("自分だけの件名" in page) is sees_own
    assert ("会派の件名" in page) is sees_shared


def test_a_draft_is_listed_with_kind_assembly_time_and_findings(
    cast: Cast, signed_in: SignedIn, starts: Starts
) -> None:
    draft = starts(cast.sato)
    page = signed_in(cast.sato).get(reverse("home")).content.decode()
    for words in (draft.title, "意見書", "東京都世田谷区議会", "きょう", "に保存", "点検"):
        assert words in page


def test_drafts_put_away_are_counted_and_not_listed(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    discard(starts(cast.sato, title="しまった件名"))
    page = signed_in(cast.sato).get(reverse("home")).content.decode()
    assert "しまった件名" not in page
    assert "しまった文書（1件）" in page


def test_a_long_list_goes_over_pages_of_twenty(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    for number in range(21):
        starts(cast.sato, title=f"件名{number:02d}", body=(), demands=(), addressees=())
    client = signed_in(cast.sato)
    first, second = (client.get(reverse("home"), {"page": page}).content.decode() for page in (1, 2))
    assert first.count('class="row-line"') == 20
    assert second.count('class="row-line"') == 1
    assert client.get(reverse("home"), {"page": "たくさん"}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_drafts(
    cast: Cast, signed_in: SignedIn, starts: Starts, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        starts(cast.sato)
    client = signed_in(cast.sato)
    client.get(reverse("home"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(reverse("home"))


def test_a_draft_that_cannot_be_read_is_listed_without_a_count(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    from drafting.models import Assembly

    draft = starts(cast.sato)
    Assembly.objects.filter(full_name="東京都世田谷区").delete()
    left_to_check._findings.cache_clear()
    response = signed_in(cast.sato).get(reverse("home"))
    assert response.status_code == 200
    assert draft.title in response.content.decode()
    left_to_check._findings.cache_clear()


@pytest.mark.parametrize(
    ("behind", "words"),
    [(timedelta(0), "きょう 10:42 "), (timedelta(days=1), "きのう 10:42 ")],
)
def test_a_recent_moment_is_told_by_the_day(behind: timedelta, words: str) -> None:
    today = timezone.localtime().replace(hour=10, minute=42)
    assert pages.saved_words(today - behind) == words


def test_an_older_moment_is_told_by_its_date() -> None:
    zone = timezone.get_current_timezone()
    assert pages.saved_words(datetime(2024, 11, 9, 10, 42, tzinfo=zone)) == "2024年11月9日"


@pytest.mark.parametrize("name", ["home", "about", "privacy", "sources_note", "accessibility"])
def test_pages_to_read_take_no_post(client: Client, name: str, db: None) -> None:
    assert client.get(reverse(name)).status_code == 200
    assert client.head(reverse(name)).status_code == 200
    assert client.post(reverse(name)).status_code == 405


def test_an_administrator_sees_no_more_drafts_than_anybody(
    cast: Cast, superuser: object, signed_in: SignedIn, starts: Starts
) -> None:
    starts(cast.sato, title="人の件名")
    assert Draft.objects.count() == 1
    assert "人の件名" not in signed_in(superuser).get(reverse("home")).content.decode()  # type: ignore[arg-type]
