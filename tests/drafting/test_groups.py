"""Groups: whoever comes and goes, somebody keeps them; an invitation is one seat for seven days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from drafting.actions import giving, groups
from drafting.actions.cast import Cast
from drafting.actions.drafts import discard
from drafting.models import Draft, DraftingGroup, Invitation, Membership, User
from tests.people import Starts

Role = Membership.Role


def place(cast: Cast, user: User) -> Membership:
    return Membership.objects.get(group=cast.group, user=user)


def roles(cast: Cast) -> dict[str, str]:
    return dict(cast.group.membership_set.values_list("user__name", "role"))


def test_whoever_starts_a_group_keeps_it(cast: Cast) -> None:
    group = groups.start_group("保険証を守る会", DraftingGroup.Kind.CITIZENS, cast.tanaka)
    assert list(group.membership_set.values_list("user", "role")) == [(cast.tanaka.pk, "admin")]


@pytest.mark.parametrize(
    "step",
    [
        groups.leave,
        lambda place: groups.change_role(place, Role.EDITOR),
        lambda place: groups.change_role(place, Role.READER),
    ],
)
def test_the_last_keeper_cannot_go(step: Callable[[Membership], None], cast: Cast) -> None:
    before = roles(cast)
    with pytest.raises(ValidationError, match="管理者がいなくなります"):
        step(place(cast, cast.sato))
    assert roles(cast) == before


def test_with_a_second_keeper_the_first_may_go(cast: Cast) -> None:
    groups.change_role(place(cast, cast.suzuki), Role.ADMIN)
    groups.leave(place(cast, cast.sato))
    assert roles(cast) == {"鈴木 花子": "admin", "加藤 次郎": "reader"}


def test_handing_over_leaves_the_earlier_keeper_a_writer(cast: Cast) -> None:
    groups.hand_over(place(cast, cast.sato), place(cast, cast.kato))
    assert roles(cast) == {"佐藤 一郎": "editor", "鈴木 花子": "editor", "加藤 次郎": "admin"}


def test_nothing_is_handed_to_one_who_left_meanwhile(cast: Cast) -> None:
    mine, gone = place(cast, cast.sato), place(cast, cast.kato)
    groups.leave(place(cast, cast.kato))
    with pytest.raises(ValidationError, match="抜けています"):
        groups.hand_over(mine, gone)
    assert roles(cast)["佐藤 一郎"] == "admin"


def test_a_new_name_keeps_the_earlier_ones_in_the_history(cast: Cast) -> None:
    groups.rename_group(cast.group, "区民の会", cast.group.kind)
    groups.rename_group(cast.group, "区民の会", cast.group.kind)
    assert [past.name for past in cast.group.history.all()] == ["区民の会", "区民とあゆむ会"]


def test_an_invitation_gives_one_seat_and_one_only(cast: Cast) -> None:
    invitation = groups.invite(cast.group, Role.READER, cast.sato, "tanaka@example.jp")
    assert Invitation.find(invitation.token) == invitation
    groups.join(invitation.pk, cast.tanaka)
    assert roles(cast)["田中 三枝"] == "reader"
    assert Invitation.find(invitation.token) is None
    with pytest.raises(ValidationError, match="使えません"):
        groups.join(invitation.pk, cast.mori)
    invitation.refresh_from_db()
    assert invitation.email == ""


def test_whoever_is_in_already_uses_no_seat_and_keeps_his_role(cast: Cast) -> None:
    invitation = groups.invite(cast.group, Role.ADMIN, cast.sato)
    groups.join(invitation.pk, cast.kato)
    assert roles(cast)["加藤 次郎"] == "reader"
    assert Invitation.find(invitation.token) == invitation


def test_an_invitation_dies_when_withdrawn_or_after_seven_days(cast: Cast) -> None:
    withdrawn = groups.invite(cast.group, Role.EDITOR, cast.sato)
    groups.withdraw(withdrawn)
    late = groups.invite(cast.group, Role.EDITOR, cast.sato)
    assert late.expires_at - timezone.now() > timedelta(days=6, hours=23)
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    for dead in (withdrawn, late):
        assert Invitation.find(dead.token) is None
        with pytest.raises(ValidationError):
            groups.join(dead.pk, cast.tanaka)
    assert cast.tanaka.draftinggroup_set.count() == 0


@pytest.mark.parametrize("change", ["", "x", "cut", "other"])
def test_a_link_that_was_changed_finds_nothing(change: str, cast: Cast) -> None:
    invitation = groups.invite(cast.group, Role.EDITOR, cast.sato)
    other = groups.invite(cast.group, Role.ADMIN, cast.sato)
    token = {
        "": "",
        "x": invitation.token + "x",
        "cut": invitation.pk.hex,
        "other": other.pk.hex + "." + invitation.token.split(".")[1],
    }[change]
    assert Invitation.find(token) is None


def test_open_invitations_are_bounded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_OPEN", 2)
    first, _ = (groups.invite(cast.group, Role.EDITOR, cast.sato) for _ in range(2))
    with pytest.raises(ValidationError, match="2件"):
        groups.invite(cast.group, Role.EDITOR, cast.sato)
    groups.withdraw(first)
    groups.invite(cast.group, Role.EDITOR, cast.sato)


@pytest.mark.parametrize(
    "wrong", [{"role": "owner"}, {"email": "a@example.jp", "used_at": timezone.now()}], ids=["role", "address kept"]
)
def test_the_database_refuses_an_invitation_that_cannot_be(wrong: dict[str, object], cast: Cast) -> None:
    fields = {"group": cast.group, "role": "reader", "expires_at": timezone.now()} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(**fields)


def test_a_group_ends_only_without_open_drafts_and_loses_none_that_was_put_away(cast: Cast, starts: Starts) -> None:
    open_one, put_away = starts(cast.suzuki, cast.group), starts(cast.suzuki, cast.group)
    discard(put_away)
    with pytest.raises(ValidationError, match="残っています"):
        groups.end_group(cast.group, cast.sato)
    assert groups.put_all_away(cast.group) == 1
    groups.end_group(cast.group, cast.sato)
    assert not DraftingGroup.objects.exists()
    kept = Draft.objects.filter(owner=cast.sato, discarded_at__isnull=False)
    assert set(kept) == {open_one, put_away}


def test_a_draft_changes_hands_with_all_its_texts_and_its_date(cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato)
    giving.give_to_group(draft, cast.group, cast.sato)
    moved = Draft.objects.get(pk=draft.pk)
    assert (moved.owner, moved.group, moved.updated_at) == (None, cast.group, draft.updated_at)
    giving.give_to_person(moved, cast.suzuki)
    back = Draft.objects.get(pk=draft.pk)
    assert (back.owner, back.group, back.current_id) == (cast.suzuki, None, draft.current_id)


def test_a_draft_that_somebody_moved_first_is_not_moved_again(cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, cast.group)
    giving.give_to_person(Draft.objects.get(pk=draft.pk), cast.sato)
    with pytest.raises(ValidationError, match="先に"):
        giving.give_to_person(draft, cast.suzuki)
    assert Draft.objects.get(pk=draft.pk).owner == cast.sato
