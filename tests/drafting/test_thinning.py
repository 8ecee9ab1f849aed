"""Autosaves thinned with age: first what must stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.actions.cast import Cast
from drafting.actions.drafts import Conflict, file_of, name_version, save_draft
from drafting.actions.thinning import Step, thin_drafts, to_thin
from drafting.intake.draft_file import OwnEntry
from drafting.intake.edit import put
from drafting.models import Draft, DraftVersion, FrozenError
from tests.people import Starts, restored

from .exporting import exported

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
AUTO = DraftVersion.Cause.AUTOSAVED


def steps(*ages: timedelta, author: int = 1, auto: bool = True, held: bool = False) -> list[Step]:
    """Numbered from the oldest."""
    return [Step(n, NOW - age, author, auto, held) for n, age in enumerate(sorted(ages, reverse=True), start=1)]


def minutes(*ages: int) -> list[timedelta]:
    return [timedelta(minutes=age) for age in ages]


def test_the_last_day_stays_whole() -> None:
    assert to_thin(steps(*minutes(*range(1, 1440, 7))), NOW) == set()


def test_what_was_saved_by_a_press_of_a_button_stays() -> None:
    assert to_thin(steps(*minutes(*range(5000, 5060)), auto=False), NOW) == set()


def test_what_stood_before_a_press_of_a_button_stays() -> None:
    found = steps(*minutes(*range(50_000, 50_010)))
    found[4] = replace(found[4], is_autosave=False)
    assert to_thin(found, NOW) == {2, 3, 6, 7, 8, 9}


def test_what_something_points_to_stays() -> None:
    assert to_thin(steps(*minutes(*range(5000, 5060)), held=True), NOW) == set()


def test_a_draft_of_autosaves_alone_keeps_the_first_and_the_last() -> None:
    found = steps(*[timedelta(days=30, minutes=age) for age in range(10)])
    assert to_thin(found, NOW) == set(range(2, 10))


def test_nothing_has_nothing_to_thin() -> None:
    assert to_thin([], NOW) == set()


def test_within_a_week_the_last_of_each_hour_stays() -> None:
    hour = NOW - timedelta(days=2)
    found = [Step(n, hour + timedelta(minutes=10 * n), 1, True) for n in range(12)]
    kept = {step.number for step in found} - to_thin(found, NOW)
    assert kept == {0, 5, 11}


def test_after_a_week_the_last_of_each_day_stays() -> None:
    days = [timedelta(days=day, hours=hour) for day in (10, 11, 12) for hour in range(1, 4)]
    found = steps(*days)
    kept = {step.number for step in found} - to_thin(found, NOW)
    assert kept == {1, 3, 6, 9}


def test_each_persons_last_word_stays() -> None:
    at = NOW - timedelta(days=30)
    found = [Step(n, at + timedelta(seconds=n), n % 2, True) for n in range(10)]
    assert {step.number for step in found} - to_thin(found, NOW) == {0, 8, 9}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40 * 24 * 60), st.integers(1, 3), st.booleans(), st.booleans()), max_size=60),
    st.integers(0, 10_000),
)
def test_thinning_again_later_thins_no_more_than_at_once(raw: list[tuple[int, int, bool, bool]], later: int) -> None:
    """What is thinned in two steps is thinned in one, and nothing that must stay ever goes."""
    ordered = sorted(raw, key=lambda one: -one[0])
    found = [Step(n, NOW - timedelta(minutes=one[0]), *one[1:]) for n, one in enumerate(ordered)]
    gone = to_thin(found, NOW)
    assert not any(step.number in gone and (step.is_held or not step.is_autosave) for step in found)
    assert not gone & {step.number for step in (found[:1] + found[-1:])}
    left = [step for step in found if step.number not in gone]
    assert to_thin(left, NOW) == set()
    then = NOW + timedelta(minutes=later)
    assert to_thin(left, then) <= to_thin(found, then) | gone


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato)


def write(draft: Draft, cast: Cast, *, cause: str = AUTO) -> DraftVersion:
    newest = draft.versions.first()
    assert newest is not None
    text = f"{newest.number}番目の文。"
    return save_draft(draft.pk, put(file_of(newest), OwnEntry("own", text)), cast.sato, newest.number, cause)


def numbers(draft: Draft) -> list[int]:
    return sorted(draft.versions.values_list("number", flat=True))


def test_the_command_thins_and_leaves_what_was_named_exported_restored_and_the_present_one(
    draft: Draft, cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(9):
        write(draft, cast)
    name_version(draft.versions.get(number=4), "提出版", cast.sato)
    exported(draft.versions.get(number=6), "pdf", b"x", cast.sato)
    restored(draft, 3, cast.sato)
    before = file_of(Draft.objects.get(pk=draft.pk))
    then = timezone.now() + timedelta(days=40)
    assert thin_drafts(timezone.now() + timedelta(hours=23)) == 0
    assert thin_drafts(then) == 6
    assert numbers(draft) == [1, 4, 6, 10, 11]
    assert file_of(Draft.objects.get(pk=draft.pk)) == before
    call_command("thin_versions")
    assert capsys.readouterr().out == ""


def test_a_change_made_to_a_version_that_was_thinned_meets_what_stands_now(draft: Draft, cast: Cast) -> None:
    """A page left open for weeks: its change is brought together with the present text, or both are shown."""
    first = file_of(draft)
    for _ in range(4):
        write(draft, cast)
    open_page = file_of(draft.versions.get(number=3))
    thin_drafts(timezone.now() + timedelta(days=40))
    assert numbers(draft) == [1, 5]
    with pytest.raises(Conflict) as told:
        save_draft(draft.pk, replace(open_page, title="別の件名"), cast.sato, based_on=3)
    assert [clash.unit for clash in told.value.clashes] == ["own"]
    saved = save_draft(draft.pk, replace(first, title="別の件名"), cast.sato, based_on=2)
    assert file_of(saved).title == "別の件名"
    assert file_of(saved).body == file_of(draft.versions.get(number=5)).body


def test_single_versions_go_no_other_way(draft: Draft, cast: Cast) -> None:
    write(draft, cast)
    for go in (draft.versions.all().delete, draft.versions.get(number=1).delete):
        with pytest.raises(FrozenError):
            go()
    assert numbers(draft) == [1, 2]


def test_the_present_version_cannot_be_thinned_even_by_mistake(draft: Draft) -> None:
    from django.db.models import RestrictedError

    with pytest.raises((RestrictedError, IntegrityError)), transaction.atomic():
        draft.versions.all().thin()  # type: ignore[attr-defined]
    assert numbers(draft) == [1]


def test_a_draft_still_goes_as_a_whole(draft: Draft, cast: Cast) -> None:
    version: Any = write(draft, cast)
    name_version(version, "提出版", cast.sato)
    Draft.objects.get(pk=draft.pk).delete()
    assert not DraftVersion.objects.exists()
