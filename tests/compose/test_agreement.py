"""What several groups can agree on in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.agreement import Change, Deed, Mark, Stand, agreement

BLOCKS = ("b1", "b2", "b3")
GROUPS = ("青会", "緑会", "白会")
FOR, CONDITIONAL, AGAINST = Stand.FOR, Stand.CONDITIONAL, Stand.AGAINST


def marks(**stands: str) -> list[Mark]:
    """青会="可可否": one character a block; 条 for 条件付き, ・ for no answer."""
    words = {"可": FOR, "条": CONDITIONAL, "否": AGAINST}
    return [
        Mark(group, block, words[letter])
        for group, letters in stands.items()
        for block, letter in zip(BLOCKS, letters, strict=True)
        if letter in words
    ]


@pytest.mark.parametrize(
    ("stands", "kept", "lost"),
    [
        pytest.param({"青会": "可可可", "緑会": "可可可", "白会": "可可可"}, "b1 b2 b3", "", id="all accept all"),
        pytest.param({}, "b1 b2 b3", "", id="nobody has answered"),
        pytest.param({"青会": "可否可"}, "b1 b3", "b2", id="one refusal is enough"),
        pytest.param({"青会": "否可可", "緑会": "可可否"}, "b2", "b1 b3", id="two groups refuse different blocks"),
        pytest.param({"青会": "条条条"}, "b1 b2 b3", "", id="a condition is no refusal"),
        pytest.param({"青会": "否否否"}, "", "b1 b2 b3", id="nothing is left"),
    ],
)
def test_the_largest_text_is_what_nobody_refuses(stands: dict[str, str], kept: str, lost: str) -> None:
    found = agreement(BLOCKS, GROUPS, marks(**stands))
    assert found.kept == tuple(kept.split())
    assert found.lost == tuple(lost.split())


def test_conditions_on_what_is_kept_are_named_and_on_what_is_lost_are_not() -> None:
    found = agreement(BLOCKS, GROUPS, marks(青会="条条可", 緑会="否可可"))
    assert [(mark.group, mark.block) for mark in found.conditions] == [("青会", "b2")]


def test_a_group_with_one_refused_block_is_won_by_taking_it_out_and_those_who_liked_it_are_named() -> None:
    found = agreement(BLOCKS, GROUPS, marks(青会="可否可", 緑会="可可可", 白会="可条可"))
    assert Change("b2", Deed.TAKE_OUT, "", wins=("青会",), displeases=("緑会",)) in found.changes
    assert Change("b2", Deed.MEET_CONDITION, "", wins=("白会",)) in found.changes


def test_a_group_with_two_obstacles_is_won_by_no_single_change() -> None:
    assert agreement(BLOCKS, GROUPS, marks(青会="否否可", 緑会="条否可")).changes == ()


def test_the_words_that_a_group_wishes_win_it_without_taking_the_block_out() -> None:
    wish = Mark("青会", "b1", AGAINST, wording="当面の間、慎重に対応すること。")
    found = agreement(BLOCKS, GROUPS, [*marks(緑会="可可可"), wish])
    assert found.changes == (
        Change("b1", Deed.REWORD, "当面の間、慎重に対応すること。", wins=("青会",)),
        Change("b1", Deed.TAKE_OUT, "", wins=("青会",), displeases=("緑会",)),
    )


def test_the_change_that_wins_most_groups_comes_first() -> None:
    found = agreement(BLOCKS, GROUPS, marks(青会="可可否", 緑会="否可可", 白会="否可可"))
    assert [(change.block, change.wins) for change in found.changes] == [("b1", ("緑会", "白会")), ("b3", ("青会",))]


def test_marks_on_a_former_text_on_a_lost_block_or_of_a_stranger_count_as_no_answer() -> None:
    others = [
        Mark("青会", "b1", AGAINST, is_stale=True),
        Mark("青会", "gone", AGAINST),
        Mark("黒会", "b1", AGAINST),
    ]
    found = agreement(BLOCKS, GROUPS, others)
    assert found.lost == ()
    assert found.unanswered["青会"] == BLOCKS
    assert not found.is_complete


def test_the_last_mark_of_a_group_counts() -> None:
    found = agreement(BLOCKS, ("青会",), [Mark("青会", "b1", AGAINST), Mark("青会", "b1", FOR)])
    assert found.lost == ()
    assert found.unanswered == {"青会": ("b2", "b3")}


@given(st.lists(st.builds(Mark, st.sampled_from(GROUPS), st.sampled_from(BLOCKS), st.sampled_from(Stand)), max_size=12))
def test_every_change_removes_the_last_obstacle_of_each_group_that_it_wins(given_marks: list[Mark]) -> None:
    found = agreement(BLOCKS, GROUPS, given_marks)
    assert sorted((*found.kept, *found.lost)) == list(BLOCKS)
    for change in found.changes:
        met = [Mark(group, change.block, FOR) for group in change.wins]
        after = agreement(BLOCKS, GROUPS, [*given_marks, *met])
        last = {(mark.group, mark.block): mark.stand for mark in [*given_marks, *met]}
        assert all(last.get((group, block), FOR) is FOR for group in change.wins for block in BLOCKS)
        assert set(found.kept) <= set(after.kept)
