"""Whose a draft is: chosen at the start, changed later, and told what follows."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from drafting.actions import giving, groups
from drafting.actions.cast import Cast
from drafting.models import Draft, Membership
from tests.people import SignedIn, Starts

from .screens import text_of, tree, url

STAGE_ONE = {"kind": "opinion", "proposer": "members", "assembly": "東京都世田谷区", "title": "件名", "start": "1"}


@pytest.mark.parametrize(("name", "offers"), [("sato", True), ("suzuki", True), ("kato", False), ("tanaka", False)])
def test_whoever_writes_for_a_group_is_asked_whose_a_new_draft_shall_be(
    name: str, offers: bool, cast: Cast, signed_in: SignedIn, library: None
) -> None:
    page = signed_in(getattr(cast, name)).get(reverse("draft_new")).content.decode()
    assert ("だれの下書きにしますか" in page) is offers


@pytest.mark.parametrize("whose", ["group", "mine", ""])
def test_a_draft_begins_as_chosen(whose: str, cast: Cast, signed_in: SignedIn, library: None) -> None:
    chosen = str(cast.group.pk) if whose == "group" else whose
    signed_in(cast.suzuki).post(reverse("draft_new"), STAGE_ONE | {"whose": chosen})
    draft = Draft.objects.get()
    assert (draft.group, draft.owner) == ((cast.group, None) if whose == "group" else (None, cast.suzuki))


@pytest.mark.parametrize("name", ["kato", "tanaka"])
def test_nobody_begins_a_draft_for_a_group_that_he_does_not_write_for(
    name: str, cast: Cast, signed_in: SignedIn, library: None
) -> None:
    answer = signed_in(getattr(cast, name)).post(reverse("draft_new"), STAGE_ONE | {"whose": str(cast.group.pk)})
    assert answer.status_code == 404
    assert not Draft.objects.exists()


def test_the_button_of_a_group_has_it_chosen(cast: Cast, signed_in: SignedIn, library: None) -> None:
    page = signed_in(cast.suzuki).get(reverse("draft_new"), {"group": cast.group.pk})
    chosen = tree(page).xpath("//input[@name='whose'][@checked]/@value")
    assert chosen == [str(cast.group.pk)]


def test_giving_to_a_group_says_how_many_will_read_and_write(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato)
    client = signed_in(cast.sato)
    page = text_of(client.get(url("draft_hand_over", draft)))
    assert "会の3人が、これまでの文も含めて読めるようになります。" in page
    assert "そのうち2人が書けます。" in page
    client.post(url("draft_hand_over", draft), {"to": str(cast.group.pk)})
    assert Draft.objects.get().group == cast.group
    assert signed_in(cast.kato).get(url("draft", draft)).status_code == 200


def test_taking_back_says_who_loses_it(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.suzuki, cast.group)
    client = signed_in(cast.sato)
    assert "「区民とあゆむ会」のほかの2人は、開けなくなります。" in text_of(client.get(url("draft_hand_over", draft)))
    client.post(url("draft_hand_over", draft), {"to": "mine"})
    assert Draft.objects.get().owner == cast.sato
    assert signed_in(cast.suzuki).get(url("draft", draft)).status_code == 404


@pytest.mark.parametrize("to", ["", "x", "0", "other"])
def test_it_goes_nowhere_else(to: str, cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    other = groups.start_group("ほかの会", "caucus", cast.tanaka)
    draft = starts(cast.sato)
    given = {"to": str(other.pk) if to == "other" else to}
    assert signed_in(cast.sato).post(url("draft_hand_over", draft), given).status_code == 422
    assert Draft.objects.get().owner == cast.sato


def test_whoever_only_reads_a_group_cannot_give_to_it(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.kato)
    page = signed_in(cast.kato).get(url("draft_hand_over", draft))
    assert "移せる会派・市民団体が、まだありません" in text_of(page)


def test_only_keepers_are_shown_the_way(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato, cast.group)
    way = url("draft_hand_over", draft)
    assert way in signed_in(cast.sato).get(url("draft", draft)).content.decode()
    assert way not in signed_in(cast.suzuki).get(url("draft", draft)).content.decode()


def test_the_list_shows_all_ones_own_or_one_groups(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    starts(cast.sato, title="自分の件名")
    starts(cast.sato, cast.group, title="会の件名")
    client = signed_in(cast.sato)
    for of, own, shared in (
        ("", True, True),
        ("mine", True, False),
        (str(cast.group.pk), False, True),
        ("9", True, True),
    ):
        page = client.get(reverse("home"), {"of": of}).content.decode()
        assert ("自分の件名" in page, "会の件名" in page) == (own, shared)


def test_a_list_that_is_empty_keeps_the_way_to_the_others(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato)
    giving.give_to_group(draft, cast.group, cast.sato)
    page = text_of(signed_in(cast.sato).get(reverse("home"), {"of": "mine"}))
    assert "自分だけの下書きはありません" in page
    assert "区民とあゆむ会" in page


def test_somebody_in_many_groups_asks_no_more_often(
    cast: Cast, signed_in: SignedIn, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    for at in range(30):
        group = groups.start_group(f"会{at}", "caucus", cast.sato)
        Membership.objects.create(group=group, user=cast.kato, role="reader")
    draft = starts(cast.sato, cast.group)
    client = signed_in(cast.sato)
    # The home composes a draft's paper once for a text, a library and a day.
    asked = [(reverse("home"), 27), (reverse("home"), 15), (url("draft_hand_over", draft), 8), (reverse("groups"), 5)]
    for path, most in asked:
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200
