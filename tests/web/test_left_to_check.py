"""The findings that the list of drafts counts: kept, and counted anew when text, library or assembly changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions import curation, library
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of, save_draft
from drafting.compose.content import PartialDate
from drafting.models import Assembly, Draft, Edition, Entry
from drafting.models.stamp import library_stamp
from drafting.views import left_to_check
from tests.drafting import small
from tests.people import SignedIn, Starts

Counted = Callable[[], int]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """How many drafts were looked through since one last asked."""
    looked: list[Any] = []
    real = left_to_check.paper_of

    def seen(content: Any) -> Any:
        looked.append(content)
        return real(content)

    monkeypatch.setattr(left_to_check, "paper_of", seen)
    left_to_check._findings.cache_clear()

    def so_far() -> int:
        count = len(looked)
        looked.clear()
        return count

    return so_far


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    small.load()
    return starts(cast.sato)


def test_a_draft_is_looked_through_once(sato: Client, draft: Draft, counted: Counted) -> None:
    sato.get(reverse("home"))
    assert counted() == 1
    sato.get(reverse("home"))
    assert counted() == 0


def test_only_the_draft_that_changed_is_looked_through_again(
    sato: Client, draft: Draft, cast: Cast, starts: Starts, counted: Counted
) -> None:
    other = starts(cast.sato, title="別の件名を求める意見書")
    sato.get(reverse("home"))
    assert counted() == 2
    save_draft(other.pk, replace(file_of(other), date=PartialDate(2026, 11, 20)), cast.sato, 1)
    sato.get(reverse("home"))
    assert counted() == 1


def published_that_waited(cast: Cast) -> None:
    """Its number is not the newest: something else was begun since."""
    waiting = library.propose(small.fact(statement="改めた。"), cast.sato, "直した")
    curation.start_edition(Entry.objects.get(slug="x-source"), cast.mori)
    library.publish(waiting, cast.mori)


def retired(cast: Cast) -> None:
    library.retire(Entry.objects.get(slug="x-argument"))


def merged(cast: Cast) -> None:
    gone, stays = Assembly.objects.order_by("code")[:2]
    gone.merged_into, gone.dissolved_on = stays, date(2026, 4, 1)
    gone.save()


@pytest.mark.parametrize("happens", [published_that_waited, retired, merged])
def test_what_changes_the_library_or_an_assembly_counts_anew(
    happens: Callable[[Cast], None], sato: Client, cast: Cast, draft: Draft, counted: Counted
) -> None:
    sato.get(reverse("home"))
    assert counted() == 1
    happens(cast)
    sato.get(reverse("home"))
    assert counted() == 1


def test_what_is_only_written_or_waits_changes_nothing(cast: Cast, draft: Draft) -> None:
    before = library_stamp()
    library.propose(small.fact(statement="改めた。"), cast.sato, "直した")
    assert Edition.objects.order_by("pk").last()
    assert library_stamp() == before
