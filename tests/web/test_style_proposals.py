"""A member proposes a style: it waits for the curators, says what it rests on, and carries nothing of the draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting import bridge
from drafting.actions import curation
from drafting.actions.cast import Cast
from drafting.compose.kinds import Kind, Proposer
from drafting.models import Draft, Edition, Entry, HouseStyleEdition, State, User
from tests.people import SignedIn, Starts

from .screens import fields, text_of, url

HARA, ICHIKAWA = "長野県原村", "千葉県市川市"
OWN = {"article": "第14条", "presiding_honorific": "殿", "page": {"chars_per_line": 40}}
CONFIRMED = {"c0": "on", "c1": "on"}
PAGE = {"url": "https://www.vill.hara.lg.jp/gikai/", "read_on": "2026-11-20"}


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, assembly=HARA, style=OWN, title="だれにも見せない件名")


def offer(client: Client, draft: Draft, **typed: str) -> Any:
    at = url("draft_style_propose", draft)
    return client.post(
        at, fields(client.get(at), "proposal-form") | {k.replace("__", "-"): v for k, v in typed.items()}
    )


def waiting() -> HouseStyleEdition:
    return HouseStyleEdition.objects.select_related("entry").get(state=State.WAITING)


def styled(name: str) -> Any:
    return bridge.style_of(bridge.assembly_named(name), Kind.OPINION, Proposer.MEMBERS)


def test_what_nobody_saw_at_a_source_is_proposed_as_assumed(sato: Client, draft: Draft, cast: Cast) -> None:
    assert offer(sato, draft).status_code == 302
    made = waiting()
    assert made.style == OWN
    assert made.keys == dict.fromkeys(OWN, "assumed")
    assert (made.assembly, made.kind, made.proposer) == ("203637", "opinion", "members")
    assert (made.url, made.read_on, made.author) == ("", "", cast.sato)
    assert styled(HARA).article == ""


def test_what_was_seen_on_a_page_is_sourced_with_its_day(sato: Client, draft: Draft) -> None:
    offer(sato, draft, k__article="seen", k__page="no", **PAGE)
    made = waiting()
    assert made.keys == {"article": "sourced", "presiding_honorific": "assumed"}
    assert (made.url, made.read_on) == (PAGE["url"], PAGE["read_on"])


def test_nothing_of_the_draft_but_its_style_travels(sato: Client, draft: Draft) -> None:
    offer(sato, draft)
    stored = "\n".join(str(value) for value in vars(waiting()).values())
    for words in (draft.title, str(draft.pk), *(block.get("text") or "" for block in draft.content["body"])):
        assert words
        assert words[:30] not in stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"k__article": "seen"}, "ページのURLと見た日を入れてください"),
        ({"url": PAGE["url"]}, "両方入れるか、両方空けておきます"),
        ({"read_on": "2026-11-20"}, "両方入れるか、両方空けておきます"),
        ({"url": "javascript:alert(1)", "read_on": "2026-11-20"}, "で始まるURLを入れてください"),
        ({"url": PAGE["url"], "read_on": "きのう"}, "2026-11-20 の形"),
        ({"url": PAGE["url"], "read_on": "2999-01-01"}, "まだ来ていません"),
        ({"k__article": "no", "k__page": "no", "k__presiding_honorific": "no"}, "1つ以上選んでください"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_proposed(
    typed: dict[str, str], reason: str, sato: Client, draft: Draft
) -> None:
    answer = offer(sato, draft, **typed)
    assert answer.status_code == 422
    assert reason in text_of(answer)
    assert not HouseStyleEdition.objects.filter(state=State.WAITING).exists()


def test_a_draft_that_changed_nothing_proposes_nothing(sato: Client, cast: Cast, starts: Starts) -> None:
    plain = starts(cast.sato, assembly=HARA)
    assert sato.get(url("draft_style_propose", plain))["Location"] == url("draft_style", plain)
    assert "提案する" not in text_of(sato.get(url("draft_style", plain)))


def test_the_same_proposal_waits_only_once(sato: Client, draft: Draft) -> None:
    offer(sato, draft)
    assert "同じ内容の様式が" in text_of(offer(sato, draft))
    assert HouseStyleEdition.objects.filter(state=State.WAITING).count() == 1


def test_over_a_published_style_its_page_stays_that_of_its_own_keys(sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, assembly=ICHIKAWA, style={"seal": "印"})
    offer(sato, draft, k__seal="seen", url="https://example.jp/", read_on="2026-11-20")
    made, row = waiting(), Entry.objects.get(slug="hs-ichikawa-opinion-members").published
    assert row is not None
    assert made.entry.slug == "hs-ichikawa-opinion-members"
    assert made.style["number_line"] == "発議第{number}号"
    assert (made.url, made.read_on) == ("https://www.city.ichikawa.lg.jp/cou01/1111000139.html", "2026-11-22")
    assert made.keys["seal"] == "assumed"
    assert "https://example.jp/" in made.reason
    assert "推定としています" in made.reason


def test_a_curator_sees_it_in_the_queue_and_publishes_it_for_everybody(
    sato: Client, draft: Draft, cast: Cast, signed_in: SignedIn
) -> None:
    offer(sato, draft)
    mori, made = signed_in(cast.mori), waiting()
    assert "利用者の提案" in text_of(mori.get(reverse("curation")))
    at = [made.entry.slug, made.number]
    assert "この提案を採らない" in text_of(mori.get(reverse("curation_edition", args=at)))
    mori.post(reverse("curation_publish", args=at), CONFIRMED)
    assert styled(HARA).article == "第14条"


def test_a_proposal_that_is_not_taken_tells_its_proposer_why(
    sato: Client, draft: Draft, cast: Cast, signed_in: SignedIn
) -> None:
    offer(sato, draft)
    made = waiting()
    signed_in(cast.mori).post(
        reverse("curation_decline", args=[made.entry.slug, made.number]), {"reason": "会議規則と違うため。"}
    )
    assert Edition.objects.get(pk=made.pk).state == State.WITHDRAWN
    shown = text_of(sato.get(url("draft_style_propose", draft)))
    assert "採られませんでした" in shown
    assert "会議規則と違うため。" in shown
    assert styled(HARA).article == ""


def test_a_proposal_goes_back_to_no_writers_desk(sato: Client, draft: Draft, cast: Cast, signed_in: SignedIn) -> None:
    offer(sato, draft)
    made = waiting()
    mori = signed_in(cast.mori)
    mori.post(reverse("curation_send_back", args=[made.entry.slug, made.number]), {"reason": "理由"})
    assert waiting() == made


def test_others_do_not_see_who_proposed(sato: Client, draft: Draft, cast: Cast, starts: Starts, signed_in: Any) -> None:
    offer(sato, draft)
    other = starts(cast.tanaka, assembly=HARA, style={"seal": "印"})
    shown = text_of(signed_in(cast.tanaka).get(url("draft_style_propose", other)))
    assert "あなたがした提案" not in shown
    assert cast.sato.name not in shown


def test_who_may_only_read_proposes_nothing(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato, cast.group, assembly=HARA, style=OWN)
    at = url("draft_style_propose", draft)
    statuses: dict[User, int] = {
        person: signed_in(person).post(at, {"k-article": "assumed"}).status_code
        for person in (cast.kato, cast.tanaka, cast.mori)
    }
    assert list(statuses.values()) == [403, 404, 404]
    assert Client().post(at)["Location"].startswith(reverse("account_login"))
    assert not HouseStyleEdition.objects.filter(state=State.WAITING).exists()


def test_a_style_that_curators_already_write_on_takes_proposals_too(sato: Client, cast: Cast, starts: Starts) -> None:
    curation.start_edition(Entry.objects.get(slug="hs-ichikawa-opinion-members"), cast.mori)
    draft = starts(cast.sato, assembly=ICHIKAWA, style={"seal": "印"})
    assert offer(sato, draft).status_code == 302
