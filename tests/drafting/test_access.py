"""Who may see, edit and curate: outsiders learn nothing (404), readers who try to write are told so (403)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from drafting import access
from drafting.actions.cast import Cast
from drafting.actions.drafts import bring_back, discard
from drafting.models import Draft, DraftingGroup, Membership, User
from tests.people import Starts

# Who is asked, and what each may do with 佐藤's own draft and with one of the group.
SEES, EDITS, NOTHING = "sees", "edits", "nothing"
TABLE = [
    ("sato", EDITS, EDITS),
    ("suzuki", NOTHING, EDITS),
    ("kato", NOTHING, SEES),
    ("tanaka", NOTHING, NOTHING),
    ("mori", NOTHING, NOTHING),
    ("administrator", NOTHING, NOTHING),
    ("anonymous", NOTHING, NOTHING),
    ("reader elsewhere", NOTHING, NOTHING),
]


@pytest.fixture
def people(cast: Cast, superuser: User) -> dict[str, access.Anyone]:
    elsewhere = User.objects.create_user("hoka@example.jp", "x", name="他 会派")
    other = DraftingGroup.objects.create(name="別の会", kind=DraftingGroup.Kind.CITIZENS)
    Membership.objects.create(group=other, user=elsewhere, role=Membership.Role.ADMIN)
    known: dict[str, access.Anyone] = {
        name: getattr(cast, name) for name in ("sato", "suzuki", "kato", "tanaka", "mori")
    }
    return known | {"administrator": superuser, "anonymous": AnonymousUser(), "reader elsewhere": elsewhere}


@pytest.fixture
def own(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato)


@pytest.fixture
def shared(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group)


def ask(user: access.Anyone, draft: Draft) -> str:
    try:
        access.draft_to_see(user, draft.pk)
    except Http404:
        with pytest.raises(Http404):
            access.draft_to_edit(user, draft.pk)
        assert draft not in access.drafts_visible_to(user)
        return NOTHING
    assert draft in access.drafts_visible_to(user)
    try:
        access.draft_to_edit(user, draft.pk)
    except PermissionDenied:
        return SEES
    return EDITS


@pytest.mark.parametrize(("name", "expected"), [(name, mine) for name, mine, _ in TABLE])
def test_a_draft_of_ones_own_is_ones_own(
    name: str, expected: str, people: dict[str, access.Anyone], own: Draft
) -> None:
    assert ask(people[name], own) == expected


@pytest.mark.parametrize(("name", "expected"), [(name, groups) for name, _, groups in TABLE])
def test_a_draft_of_a_group_is_seen_by_all_of_it_and_edited_by_its_writers(
    name: str, expected: str, people: dict[str, access.Anyone], shared: Draft
) -> None:
    assert ask(people[name], shared) == expected
    assert access.may_edit(people[name], shared) == (expected == EDITS)


@pytest.mark.parametrize(("name", "expected"), [(name, groups) for name, _, groups in TABLE])
def test_a_draft_put_away_is_seen_by_nobody_and_brought_back_by_its_writers(
    name: str, expected: str, people: dict[str, access.Anyone], shared: Draft
) -> None:
    discard(shared)
    user = people[name]
    assert ask(user, shared) == NOTHING
    assert (shared in access.drafts_discarded_by(user)) == (expected == EDITS)
    bring_back(shared)
    assert ask(user, shared) == expected
    assert shared not in access.drafts_discarded_by(user)


def test_a_draft_that_does_not_exist_is_as_absent_as_one_that_may_not_be_seen(cast: Cast) -> None:
    with pytest.raises(Http404):
        access.draft_to_see(cast.sato, uuid4())


def test_whoever_leaves_the_group_no_longer_sees_its_drafts(cast: Cast, shared: Draft) -> None:
    Membership.objects.filter(user=cast.suzuki).delete()
    assert ask(cast.suzuki, shared) == NOTHING


def test_a_draft_is_listed_once_whatever_one_is_to_it(cast: Cast, shared: Draft) -> None:
    for number in range(3):
        group = DraftingGroup.objects.create(name=f"会{number}", kind=DraftingGroup.Kind.CAUCUS)
        Membership.objects.create(group=group, user=cast.sato, role=Membership.Role.EDITOR)
    assert list(access.drafts_visible_to(cast.sato)) == [shared]


@pytest.mark.parametrize(("name", "curates"), [(name, name == "mori") for name, _, _ in TABLE])
def test_curators_alone_curate_and_others_do_not_learn_of_it(
    name: str, curates: bool, people: dict[str, access.Anyone]
) -> None:
    assert access.may_curate(people[name]) == curates
    if curates:
        assert access.require_curator(people[name]) == people[name]
    else:
        with pytest.raises(Http404):
            access.require_curator(people[name])


def test_a_curator_whose_account_is_closed_curates_no_more(cast: Cast) -> None:
    cast.mori.is_active = False
    assert not access.may_curate(cast.mori)


@pytest.mark.parametrize(("name", "number"), [("sato", 1), ("suzuki", 1), ("kato", 0), ("tanaka", 0), ("mori", 0)])
def test_a_draft_is_started_for_groups_in_which_one_writes(name: str, number: int, cast: Cast) -> None:
    assert access.groups_to_write_for(getattr(cast, name)).count() == number
