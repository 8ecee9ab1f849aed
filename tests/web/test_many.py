"""Every list with 500 members and 2,000 drafts: as many queries as with a handful, and a page that stays a page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions.cast import Cast
from drafting.models import Draft, Notice, User
from tests.people import SignedIn, Starts

from .test_groups import many

AtMost = Callable[..., AbstractContextManager[Any]]
MOST_ROWS = 250
# What each list may ask: the session, the person, the notices' count, and what the page itself is about.
OWN_LISTS = {
    "home": 14,
    "groups": 14,
    "notices": 10,
    "draft_new": 14,
    "account_data": 14,
    "account_close": 14,
}
GROUP_LISTS = {
    "group": 14,
    "group_people": 14,
    "group_end": 14,
    "group_leave": 14,
    "group_hand_over": 14,
}
ADMIN_LISTS = ("user", "draftinggroup", "draft", "invitation")


@pytest.fixture
def crowd(cast: Cast, starts: Starts) -> None:
    many(cast, starts)
    drafts = list(Draft.objects.filter(group=cast.group)[:600])
    kinds = [Notice.Kind.COMMENTED, Notice.Kind.SUGGESTED]
    Notice.objects.bulk_create(
        Notice(to=cast.sato, kind=kinds[at % 2], by=cast.suzuki, draft=draft) for at, draft in enumerate(drafts)
    )


@pytest.mark.usefixtures("crowd")
def test_no_list_asks_more_for_more(cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: AtMost) -> None:
    assert (cast.group.membership_set.count(), cast.group.drafts.count()) == (503, 2001)
    keeper = signed_in(cast.sato)
    draft = cast.group.drafts.latest("created_at")
    paths = [(reverse(name), most) for name, most in OWN_LISTS.items()]
    paths += [(reverse(name, args=[cast.group.pk]), most) for name, most in GROUP_LISTS.items()]
    paths += [
        (f"{reverse('home')}?of={cast.group.pk}&page=90", 14),
        (reverse("group", args=[cast.group.pk]) + "?page=99", 14),
    ]
    paths += [(reverse("notices") + "?page=9", 10), (reverse("draft_hand_over", args=[draft.pk]), 14)]
    _each_is_bounded(keeper, paths, django_assert_max_num_queries)


@pytest.mark.usefixtures("crowd")
def test_the_bin_of_two_thousand_is_a_page_among_others(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: AtMost
) -> None:
    Draft.objects.filter(group=cast.group).update(discarded_at=timezone.now())
    at = reverse("drafts_discarded")
    keeper = signed_in(cast.sato)
    _each_is_bounded(keeper, [(at, 10), (f"{at}?page=41", 10)], django_assert_max_num_queries)
    assert keeper.get(at).content.decode().count("戻す<span") == 50
    assert "2001件のうち 2001〜2001件目" in keeper.get(f"{at}?page=41").content.decode()


@pytest.mark.usefixtures("crowd")
def test_the_administrators_lists_are_bounded(
    superuser: User, signed_in: SignedIn, django_assert_max_num_queries: AtMost
) -> None:
    keeper = signed_in(superuser)
    paths = [(reverse(f"admin:drafting_{name}_changelist"), 16) for name in ADMIN_LISTS if _is_there(name)]
    assert len(paths) >= 3
    _each_is_bounded(keeper, paths, django_assert_max_num_queries)


def _is_there(name: str) -> bool:
    from django.contrib import admin

    return any(model._meta.model_name == name for model in admin.site._registry)


def _each_is_bounded(client: Client, paths: list[tuple[str, int]], at_most: AtMost) -> None:
    for path, most in paths:
        client.get(path)
        with at_most(most, info=path):
            page = client.get(path)
        assert page.status_code == 200, path
        shown = page.content.decode()
        assert shown.count("<li") + shown.count("<tr") < MOST_ROWS, path
