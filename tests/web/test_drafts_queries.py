"""No page asks the database more often because a draft is longer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from drafting.actions.cast import Cast
from drafting.intake.draft_file import ArgumentEntry, DemandEntry, OwnEntry
from drafting.models import Entry
from tests.people import SignedIn, Starts

from .screens import url

AtMost = Callable[..., AbstractContextManager[Any]]
# With the session, the person, the draft, who may write, the notices, and what is open in the talk about it.
PAGES = {
    "draft": 20,
    "draft_kind": 11,
    "draft_arguments": 25,
    "draft_text": 20,
    "draft_demands": 20,
    "draft_check": 17,
    "draft_export": 34,
    "draft_counts": 34,
    "draft_paper": 17,
    "draft_versions": 8,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_long_draft_is_read_in_a_handful_of_queries(
    name: str, cast: Cast, starts: Starts, signed_in: SignedIn, django_assert_max_num_queries: AtMost
) -> None:
    arguments = Entry.objects.filter(kind="argument", published__isnull=False).values_list("slug", flat=True)[:60]
    demands = Entry.objects.filter(kind="demand", published__isnull=False).values_list("slug", flat=True)[:20]
    body = [ArgumentEntry(f"b{at}", slug) for at, slug in enumerate(arguments)]
    draft = starts(
        cast.sato,
        cast.group,
        body=(*body, *(OwnEntry(f"o{at}", "自分の文である。") for at in range(60))),
        demands=tuple(DemandEntry(f"d{at}", slug) for at, slug in enumerate(demands)),
    )
    client = signed_in(cast.suzuki)
    with django_assert_max_num_queries(PAGES[name]):
        assert client.get(url(name, draft)).status_code == 200


def test_a_save_takes_a_handful_of_queries(
    cast: Cast, starts: Starts, signed_in: SignedIn, django_assert_max_num_queries: AtMost
) -> None:
    draft = starts(cast.sato, body=tuple(OwnEntry(f"o{at}", "自分の文である。") for at in range(60)))
    client = signed_in(cast.sato)
    with django_assert_max_num_queries(18):
        client.post(url("draft_block", draft, block="o7"), {"version": 1, "do": "text", "text": "改めた文である。"})


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("draft_text", {"add": "1", "kind": "argument"}),
        ("draft_text", {"add": "1", "kind": "fact", "open": "o7"}),
        ("draft_text", {"found": "1", "open": "o7"}),
        ("draft_demands", {"add": "1"}),
    ],
)
def test_the_drawer_beside_a_long_draft_costs_a_handful_more(
    name: str,
    query: dict[str, str],
    cast: Cast,
    starts: Starts,
    signed_in: SignedIn,
    django_assert_max_num_queries: AtMost,
) -> None:
    draft = starts(cast.sato, body=tuple(OwnEntry(f"o{at}", f"{at}割が①と述べた。") for at in range(60)))
    client = signed_in(cast.sato)
    with django_assert_max_num_queries(34):
        assert client.get(url(name, draft), query).status_code == 200
