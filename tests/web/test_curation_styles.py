"""The curators' editor of a house style: controls with their basis, and a sample paper that shows what is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions import curation
from drafting.actions.cast import Cast
from drafting.models import Edition, Entry, HouseStyleEdition
from tests.people import SignedIn

from .screens import fields, text_of, tree

SLUG = "hs-ichikawa-opinion-members"
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def mori(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.mori)


@pytest.fixture
def edition(cast: Cast) -> Edition:
    return curation.start_edition(Entry.objects.get(slug=SLUG), cast.mori)


def at(edition: Edition) -> str:
    return reverse("curation_edit", args=[edition.entry.slug, edition.number])


def send(client: Client, edition: Edition, **typed: Any) -> Any:
    seen = fields(client.get(at(edition)), "edit-form")
    changes = {name.replace("__", "."): value for name, value in typed.items()}
    return client.post(at(edition), seen | {"c-reason": "原本で確かめた。"} | changes)


def stored(edition: Edition) -> HouseStyleEdition:
    return HouseStyleEdition.objects.get(pk=edition.pk)


def pictures(response: Any) -> list[str]:
    return [image.get("src") for image in tree(response).get_element_by_id("paper").iter("img")]


def paper_changes(client: Client, edition: Edition, **typed: str) -> bool:
    before, after = pictures(client.get(at(edition)))[0], pictures(send(client, edition, look="1", **typed))[0]
    return client.get(before).content != client.get(after).content


def test_sending_the_page_back_as_it_came_changes_nothing_of_the_style(mori: Client, edition: Edition) -> None:
    before = stored(edition)
    assert send(mori, edition).status_code == 302
    assert (stored(edition).style, stored(edition).keys) == (before.style, before.keys)


def test_changing_a_key_shows_the_change_on_the_sample_and_saves_nothing(mori: Client, edition: Edition) -> None:
    assert paper_changes(mori, edition, s__number_line="議員提出議案第【番号】号")
    assert not paper_changes(mori, edition, s__deadline_note="開会日まで")
    assert stored(edition).style["number_line"] == "発議第{number}号"


def test_a_changed_key_without_a_basis_is_assumed(mori: Client, edition: Edition) -> None:
    send(mori, edition, s__seal="印")
    assert stored(edition).style["seal"] == "印"
    assert stored(edition).keys["seal"] == "assumed"


def test_a_key_that_says_what_lies_below_it_counts_once_it_has_a_basis(mori: Client, edition: Edition) -> None:
    send(mori, edition, b__presiding_honorific="sourced")
    assert stored(edition).style["presiding_honorific"] == "様"
    assert stored(edition).keys["presiding_honorific"] == "sourced"


def test_the_page_rests_on_one_basis_and_is_then_said_whole(mori: Client, edition: Edition) -> None:
    send(mori, edition, b__page="sourced")
    margins = {"top": 25, "right": 17, "bottom": 25, "left": 30}
    page = {"chars_per_line": 42, "lines_per_page": 40, "font_size_pt": 11, "margins": margins, "vertical": False}
    assert stored(edition).style["page"] == page
    assert stored(edition).keys["page"] == "sourced"


def test_one_press_takes_a_key_out(mori: Client, edition: Edition) -> None:
    answer = send(mori, edition, press="back:number_line")
    assert answer.status_code == 200
    assert "number_line" in stored(edition).style
    mori.post(at(edition), fields(answer, "edit-form"))
    assert "number_line" not in stored(edition).style
    assert "number_line" not in stored(edition).keys


def test_blocks_are_moved_by_buttons_and_saved_later(mori: Client, edition: Edition) -> None:
    answer = send(mori, edition, press="up:cover_order:1")
    order = fields(answer, "edit-form")["s.cover_order"]
    assert order[:2] == ["title", "number"]
    mori.post(at(edition), fields(answer, "edit-form"))
    assert stored(edition).style["cover_order"] == order


def test_what_makes_no_sense_is_said_at_its_field_and_not_saved(mori: Client, edition: Edition) -> None:
    answer = send(mori, edition, s__page__chars_per_line="60")
    assert answer.status_code == 422
    assert "60字は紙に入りません" in tree(answer).get_element_by_id("s-page-chars_per_line").text_content()
    assert "page" not in stored(edition).style
    assert pictures(answer)


def test_the_differences_are_told_in_words(mori: Client, edition: Edition) -> None:
    send(mori, edition, s__signatory_layout="all_submitters", s__page__lines_per_page="36")
    shown = text_of(mori.get(reverse("curation_edition", args=[SLUG, edition.number])))
    assert "全員を提出者とする（出典あり）" in shown
    assert "36（推定）" in shown
    assert "1枚の行数" in shown
    assert "all_submitters" not in shown


def test_a_style_of_a_type_shows_an_assembly_of_that_type(mori: Client, cast: Cast) -> None:
    town = curation.start_edition(Entry.objects.get(slug="hs-town-opinion-members"), cast.mori)
    shown = mori.get(at(town))
    assert "町議会の見本です" in text_of(shown)
    assert pictures(shown)


def test_a_new_style_begins_with_the_general_one(mori: Client) -> None:
    new = reverse("curation_new", args=["house_style"])
    seen = fields(mori.get(new), "edit-form")
    typed = {
        "slug": "hs-hara-petition",
        "c-title": "原村議会（請願書）",
        "c-assembly": "203637",
        "c-assembly_type": "",
        "c-kind": "petition",
        "c-reason": "新しく分かった。",
    }
    looked = mori.post(new, seen | typed | {"look": "1"})
    assert "紹介議員の最多" in text_of(looked)
    made = mori.post(new, fields(looked, "edit-form") | {"s.introducers_max": "3", "b.introducers_max": "sourced"})
    assert made.status_code == 302
    row = HouseStyleEdition.objects.get(entry__slug="hs-hara-petition")
    assert (row.style, row.keys) == ({"introducers_max": 3}, {"introducers_max": "sourced"})


def test_a_code_of_no_assembly_still_shows_a_sample(mori: Client, edition: Edition) -> None:
    answer = send(mori, edition, look="1", **{"c-assembly": "999999"})
    assert answer.status_code == 200
    assert mori.get(pictures(answer)[0]).status_code == 200


def test_the_editor_asks_a_bounded_number_of_queries(
    mori: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(45):
        mori.get(at(edition))
