"""The cast as fixtures (佐藤 owns, 鈴木 is in the group, 加藤 may only read, 田中 is an outsider, 森 curates)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from drafting.accounts import SIGNED_IN_AT
from drafting.actions.cast import Cast, create_cast
from drafting.actions.drafts import file_of, save_draft, start_draft
from drafting.actions.sample import sample_file
from drafting.models import Draft, DraftingGroup, DraftVersion, User

SignedIn = Callable[[User], Client]
Starts = Callable[..., Draft]


@pytest.fixture
def cast(db: None) -> Cast:
    return create_cast()


@pytest.fixture
def signed_in() -> SignedIn:
    """A client in which this person has signed in."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


def a_while_ago(client: Client) -> Client:
    """Whoever signed in long enough ago to be asked once more before he touches the account itself."""
    session = client.session
    session[SIGNED_IN_AT] -= 3600
    session.save()
    return client


@pytest.fixture
def superuser(db: None) -> User:
    return User.objects.create_superuser("unei@example.jp", "kobo-no-tameshi-1", name="運営 太郎")


@pytest.fixture
def starts(library: None) -> Starts:
    """starts(user, group=None, **changes): a draft like the sample letter."""

    def start(user: User, group: DraftingGroup | None = None, **changes: Any) -> Draft:
        return start_draft(replace(sample_file(timezone.localdate()), **changes), user, group)

    return start


def restored(draft: Draft, number: int, by: User) -> DraftVersion:
    """What stood in an earlier version stands again, saved as the button does."""
    now = draft.versions.order_by("number").last()
    assert now is not None
    earlier = file_of(draft.versions.get(number=number))
    return save_draft(draft.pk, earlier, by, now.number, DraftVersion.Cause.RESTORED)
