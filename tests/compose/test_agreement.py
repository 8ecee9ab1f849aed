"""What several groups can agree on in one text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.compose.agreement import Change, Deed, Mark, Stand, agreement
from drafting.compose.leaning import leaning

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


ANSWERS = st.lists(
    st.builds(
        Mark,
        st.sampled_from(GROUPS),
        st.sampled_from(BLOCKS),
        st.sampled_from(Stand),
        wording=st.sampled_from(["", "短い文。", "長い文。"]),
        is_stale=st.booleans(),
    ),
    max_size=12,
)
often = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def standing(answers: list[Mark]) -> dict[tuple[str, str], Mark]:
    """Each group's last answer on the present words."""
    return {(mark.group, mark.block): mark for mark in answers if not mark.is_stale}


@often
@given(ANSWERS)
def test_the_largest_text_holds_every_block_that_nobody_refuses_and_no_other(answers: list[Mark]) -> None:
    found = agreement(BLOCKS, GROUPS, answers)
    refused = {block for (_, block), mark in standing(answers).items() if mark.stand is AGAINST}
    assert found.kept == tuple(block for block in BLOCKS if block not in refused)
    assert found.lost == tuple(block for block in BLOCKS if block in refused)


def after(change: Change, answers: list[Mark]) -> tuple[tuple[str, ...], list[Mark]]:
    """The text and the answers once the change is made: a block that is out has none, one in other words pleases
    those who wished it and has to be answered anew by the rest."""
    if change.deed is Deed.TAKE_OUT:
        return tuple(block for block in BLOCKS if block != change.block), answers
    rest = [mark for mark in answers if mark.block != change.block]
    return BLOCKS, [*rest, *(Mark(group, change.block, FOR) for group in change.wins)]


@often
@given(ANSWERS)
def test_a_single_change_is_of_one_block_and_leaves_no_obstacle_to_those_whom_it_wins(answers: list[Mark]) -> None:
    found = agreement(BLOCKS, GROUPS, answers)
    for change in found.changes:
        assert change.block in BLOCKS
        blocks, left = after(change, answers)
        for group in change.wins:
            assert not obstacles(group, blocks, left)
            assert len(obstacles(group, BLOCKS, answers)) == 1
        assert set(found.kept) - {change.block} <= set(agreement(blocks, GROUPS, left).kept)


@often
@given(ANSWERS)
def test_every_group_that_one_change_could_win_is_named_by_one(answers: list[Mark]) -> None:
    found = agreement(BLOCKS, GROUPS, answers)
    named = {group for change in found.changes for group in change.wins}
    assert named == {group for group in GROUPS if len(obstacles(group, BLOCKS, answers)) == 1}


def obstacles(group: str, blocks: tuple[str, ...], answers: list[Mark]) -> list[str]:
    mine = standing(answers)
    return [block for block in blocks if (mark := mine.get((group, block))) and mark.stand is not FOR]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        pytest.param("高齢者の受診が遅れている。", False, id="a paragraph of its own"),
        pytest.param("国の調査では、６割が不安と答えた。", False, id="a figure of its own"),
        pytest.param("このような状況では、安心して受診できない。", True, id="points back"),
        pytest.param("同法の改正は、令和５年に行われた。", True, id="the law named before"),
        pytest.param("また、資格確認書の交付も遅れている。", True, id="adds to something"),
    ],
)
def test_what_takes_up_a_lost_paragraph_is_told(text: str, leans: bool) -> None:
    texts = [("b1", "はじめの文。"), ("b2", text)]
    assert leaning(texts, {"b1"}) == (["b2"] if leans else [])
    assert leaning(texts, set()) == []
    assert leaning(texts, {"b1", "b2"}) == []


def test_a_demand_that_names_those_before_it_leans_on_each_of_them() -> None:
    texts = [("d1", "廃止を撤回すること。"), ("d2", "費用を国が負うこと。"), ("d3", "前各項を速やかに行うこと。")]
    demands = ("d1", "d2", "d3")
    assert leaning(texts, {"d1"}, demands) == ["d3"]
    assert leaning(texts, {"d3"}, demands) == []
