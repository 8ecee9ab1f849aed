"""Readers report what is wrong, without an account and without leaving an address; curators answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from drafting.actions import curation
from drafting.actions.cast import Cast
from drafting.models import Entry, EntryKind, Report
from drafting.views.sent_by_anybody import MOST_AN_HOUR
from tests.people import SignedIn

pytestmark = pytest.mark.usefixtures("library")
AT = "/report/a-jisshitsu-gimuka/"


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_every_page_of_an_item_leads_to_the_form(client: Client) -> None:
    page = client.get(reverse("argument", args=["a-jisshitsu-gimuka"])).content.decode()
    assert f'href="{AT}"' in page
    assert client.get(AT).status_code == 200


def test_anybody_reports_and_nothing_says_who(client: Client) -> None:
    answer = client.post(AT, {"text": "日付が違います。", "source": "官報"}, follow=True)
    assert "お知らせを受け取りました" in answer.content.decode()
    report = Report.objects.get()
    assert (report.text, report.source, report.reporter) == ("日付が違います。", "官報", None)
    assert report.edition == report.entry.published
    assert "127.0.0.1" not in str(Report.objects.values().get())


def test_who_has_signed_in_is_told_that_the_name_goes_with_it(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.tanaka)
    assert "田中 三枝" in client.get(AT).content.decode()
    client.post(AT, {"text": "違います。"})
    assert Report.objects.get().reporter == cast.tanaka


@pytest.mark.parametrize("sent", [{}, {"text": "  "}, {"text": "あ" * 2001}, {"text": "違う", "source": "x" * 501}])
def test_a_report_without_words_or_too_long_is_refused_and_kept_on_the_screen(
    client: Client, sent: dict[str, str]
) -> None:
    answer = client.post(AT, sent)
    assert answer.status_code == 422
    assert sent.get("text", "").strip() in answer.content.decode()
    assert ("どこがどう違うかを書いてください。" in answer.content.decode()) is not bool(sent.get("text", "").strip())
    assert not Report.objects.exists()


def test_a_machine_that_fills_in_everything_writes_nothing(client: Client) -> None:
    answer = client.post(AT, {"text": "宣伝", "homepage": "https://spam.example/"})
    assert answer.status_code == 302
    assert not Report.objects.exists()


def test_too_many_from_one_address_are_put_off_and_others_are_not(client: Client) -> None:
    for number in range(MOST_AN_HOUR):
        assert client.post(AT, {"text": f"{number}番目"}).status_code == 302
    answer = client.post(AT, {"text": "もう一つ"})
    assert answer.status_code == 429
    assert "もう一つ" in answer.content.decode()
    assert client.post(AT, {"text": "べつの所から"}, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert Report.objects.count() == MOST_AN_HOUR + 1


@pytest.mark.parametrize("slug", ["a-nai", "k-heisei5", "t-nini", "ad-shugiin-gicho"])
def test_only_what_readers_see_can_be_reported(client: Client, slug: str) -> None:
    assert client.get(f"/report/{slug}/").status_code == 404
    assert client.post(f"/report/{slug}/", {"text": "違います。"}).status_code == 404


def test_what_was_retired_is_no_longer_reported(client: Client, cast: Cast) -> None:
    curation.retire(Entry.objects.get(slug="a-jisshitsu-gimuka"), cast.mori, "理由")
    assert client.post(AT, {"text": "違います。"}).status_code == 404


@pytest.mark.parametrize("kind", ["term", "advice", "figure", "source", "fact", "quotation", "demand"])
def test_after_a_report_the_reader_is_back_at_the_item(client: Client, kind: str) -> None:
    slug = Entry.objects.filter(kind=EntryKind(kind), published__isnull=False)[0].slug
    answer = client.post(f"/report/{slug}/", {"text": "違います。"}, follow=True)
    assert answer.status_code == 200


def test_a_report_stands_in_the_queue_until_it_is_answered(client: Client, cast: Cast, signed_in: SignedIn) -> None:
    client.post(AT, {"text": "<b>日付</b>が違います。"})
    mori, report = signed_in(cast.mori), Report.objects.get()
    queue = mori.get(reverse("curation")).content.decode()
    assert "&lt;b&gt;日付&lt;/b&gt;が違います。" in queue
    at = reverse("curation_report", args=[report.pk])
    assert mori.post(at, {"answer": ""}).status_code == 422
    mori.post(at, {"answer": "原本と同じなので変えない。"})
    assert "日付" not in mori.get(reverse("curation"), {"section": "reports"}).content.decode()
    assert "原本と同じなので変えない。" in mori.get(at).content.decode()
    assert (
        "原本と同じなので変えない。" in mori.get(reverse("curation_item", args=["a-jisshitsu-gimuka"])).content.decode()
    )
    again = mori.post(at, {"answer": "書き換え"}, follow=True).content.decode()
    assert "もう答えています" in again
    report.refresh_from_db()
    assert report.answer == "原本と同じなので変えない。"
