"""Beginning a draft: empty, from a ready set, from a copy of one's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.models import Draft, Entry
from tests.people import SignedIn, Starts

from .screens import fields, now, text_of, tree, url

NEW = reverse("draft_new")
BEGUN = {"kind": "opinion", "proposer": "members", "assembly": "東京都世田谷区", "start": "1"}
USUAL = "健康保険証の復活を求める意見書"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn, library: None) -> Client:
    return signed_in(cast.sato)


def begin(client: Client, **typed: str) -> Any:
    return client.post(NEW, BEGUN | {"title": USUAL} | typed)


def test_one_may_begin_with_an_empty_draft(sato: Client) -> None:
    response = begin(sato)
    draft = Draft.objects.get()
    assert response["Location"] == url("draft_arguments", draft)
    assert (now(draft).body, now(draft).demands) == ((), ())


def test_a_ready_set_brings_a_whole_letter_and_leads_to_its_text(sato: Client) -> None:
    response = begin(sato, ready_set="set-kojin-joho")
    draft = Draft.objects.get()
    assert response["Location"] == url("draft_text", draft)
    file = now(draft)
    assert file.title == "医療における個人情報の保護と自己情報コントロール権の保障を求める意見書"
    assert [getattr(block, "argument", "") for block in file.body] == [
        "a-etsuran-kibo-shinai",
        "a-doi-ozappa",
        "a-jiko-joho-control",
    ]
    assert file.preamble.startswith("病気や治療に関する情報は、")
    assert len(file.demands) == 3
    assert "個人情報保護委員会委員長" in [entry.office for entry in file.addressees]
    assert len({block.id for block in (*file.body, *file.demands)}) == 6


def test_a_petition_of_a_set_speaks_politely_and_says_its_gist(sato: Client) -> None:
    begin(sato, kind="petition", ready_set="set-saigai")
    file = now(Draft.objects.get())
    assert file.title == "災害時等にも確実に受診できるよう健康保険証の併用を求める意見書の提出を求める請願書"
    assert file.summary.endswith("提出してください。")
    assert all(str(getattr(block, "text", "")).endswith("す。") for block in file.body)
    assert file.preamble == ""


def test_a_title_of_ones_own_stays_whatever_set_is_chosen(sato: Client) -> None:
    begin(sato, title="区民の受診を守る意見書", ready_set="set-saigai")
    assert now(Draft.objects.get()).title == "区民の受診を守る意見書"


def test_a_proposed_title_goes_with_the_kind(sato: Client, cast: Cast) -> None:
    begin(sato, ready_set="set-dv")
    draft = Draft.objects.get()
    page = url("draft_kind", draft)
    sato.post(page, fields(sato.get(page), "stage-one") | {"kind": "resolution", "start": "1"})
    assert now(draft).title == "DV被害者等の安全と機微な診療情報の保護を求める決議"


def test_the_pages_of_the_sets_lead_to_stage_one_with_the_set_chosen(client: Client, library: None) -> None:
    page = client.get(reverse("ready_sets"))
    link = f"{NEW}?set=set-zaisei"
    assert link in page.content.decode()
    shown = fields(client.get(link), "stage-one")
    assert shown["ready_set"] == ["set-zaisei"]
    assert shown["title"] == ["マイナ保険証に関する予算の検証と見直しを求める意見書"]
    assert link in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("slug", ["set-naimono", "a-zentei-4joken", "\u0000"])
def test_a_set_that_is_not_there_is_passed_over_in_the_address_and_refused_in_the_form(slug: str, sato: Client) -> None:
    assert sato.get(NEW, {"set": slug}).status_code == 200
    assert begin(sato, ready_set=slug).status_code == 422
    assert not Draft.objects.exists()


def test_a_retired_argument_is_left_out_of_its_sets_and_a_retired_set_is_not_offered(sato: Client) -> None:
    from django.utils import timezone

    Entry.objects.filter(slug__in=["a-doi-ozappa", "set-zaisei"]).update(retired_at=timezone.now())
    assert "set-zaisei" not in sato.get(NEW).content.decode()
    begin(sato, ready_set="set-kojin-joho")
    assert len(now(Draft.objects.get()).body) == 2


def test_ones_own_drafts_are_offered_for_copying_and_nobody_elses(sato: Client, cast: Cast, starts: Starts) -> None:
    mine, others = starts(cast.sato, title="自分の件名"), starts(cast.tanaka, title="田中の件名")
    page = sato.get(NEW)
    assert url("draft_copy", mine) in page.content.decode()
    assert url("draft_copy", others) not in page.content.decode()
    assert "田中の件名" not in text_of(page)


def test_the_number_of_queries_does_not_grow_with_the_sets(
    sato: Client, cast: Cast, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        starts(cast.sato)
    with django_assert_max_num_queries(8):
        sato.get(NEW)
    with django_assert_max_num_queries(3):
        Client().get(reverse("ready_sets"))


def test_there_is_one_filled_button(sato: Client) -> None:
    for page in (NEW, reverse("ready_sets")):
        assert len(tree(sato.get(page)).xpath("//main//*[contains(@class, 'btn-primary')]")) <= 1
