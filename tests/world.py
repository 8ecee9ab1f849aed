"""The people of the access table, each before a browser of his own, and a value for each parameter of the URLs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from drafting.actions import curation, exchange, groups, sharing, talk
from drafting.actions.cast import Cast
from drafting.actions.drafts import discard
from drafting.models import Entry, EntryKind, PaperRun, User, Wish
from tests.people import SignedIn, Starts, a_while_ago
from tests.web.access_table import PEOPLE

World = dict[str, Any]


@pytest.fixture
def clients(cast: Cast, superuser: User, signed_in: SignedIn) -> dict[str, Client]:
    people = dict(
        zip(PEOPLE, (cast.sato, cast.suzuki, cast.kato, cast.tanaka, None, cast.mori, superuser), strict=True)
    )
    return {name: a_while_ago(signed_in(user)) if user else Client() for name, user in people.items()}


@pytest.fixture
def world(cast: Cast, starts: Starts) -> World:
    """A value for each parameter that a URL may have."""
    put_away = starts(cast.sato, cast.group)
    discard(put_away)
    term = Entry.objects.get(slug="g-mynahokensho")
    curation.start_edition(term, cast.mori)
    batch = exchange.preview(exchange.to_json([EntryKind.TERM]), "terms.json", cast.mori)
    draft = starts(cast.sato, cast.group)
    assert draft.current is not None
    run = PaperRun.objects.create(draft=draft, version=draft.current)
    invitation = groups.invite(cast.group, "reader", cast.sato)
    return {
        "draft_id": draft.pk,
        "run_id": run.pk,
        "comment_id": talk.comment(draft, "b1", "長いと思います。", cast.sato).pk,
        "suggestion_id": talk.suggest(draft, "b1", "短い文にします。", "", cast.kato).pk,
        "shared": sharing.lend(draft, "", 7, cast.sato),
        "agree": sharing.ask_group(draft, "緑会", 7, cast.sato),
        "discarded": put_away.pk,
        "number": 1,
        "report_id": curation.report(term, "違います。").pk,
        "wish_id": Wish.objects.create(text="認知症の人の論点。").pk,
        "batch_id": batch.pk,
        "group_id": cast.group.pk,
        "user_id": cast.kato.pk,
        "member_id": cast.group.membership_set.get(user=cast.kato).pk,
        "invitation_id": invitation.pk,
        "token": invitation.token,
    }
