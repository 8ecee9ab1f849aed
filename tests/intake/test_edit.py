"""Changes to a draft file: each gives a new one, and touches nothing but what it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.kinds import Kind
from drafting.intake import edit
from drafting.intake.draft_file import (
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DemandItemEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
)

SOURCE = OwnSource("調査")
FILE = DraftFile(
    Kind.OPINION,
    "",
    "",
    body=(
        ArgumentEntry("b1", "a-one", 3, text="一の文。二の文。", cites=("f-one",)),
        OwnEntry("b2", "三の文。四の文。", cites=("f-one", "f-two"), sources=(SOURCE,)),
        QuotationEntry("b3", "q-one", 1, "引用"),
        ArgumentEntry("b4", "a-two"),
    ),
    demands=(
        DemandEntry("d1", "d-one"),
        DemandEntry("d2", text="求め。", items=(DemandItemEntry("i1", "細目。"),)),
        DemandEntry("d3", text="求め三。"),
    ),
)


def ids(file: DraftFile) -> tuple[list[str], list[str]]:
    return [block.id for block in file.body], [demand.id for demand in file.demands]


def test_ids_are_those_of_blocks_demands_and_items() -> None:
    assert edit.ids_of(FILE) == {"b1", "b2", "b3", "b4", "d1", "d2", "d3", "i1"}


def test_a_fresh_id_is_not_taken_and_not_the_next_one_in_a_row() -> None:
    fresh = {edit.fresh_id(FILE) for _ in range(50)}
    assert len(fresh) == 50
    assert not fresh & edit.ids_of(FILE)


@pytest.mark.parametrize(("position", "place"), [(None, 4), (0, 0), (2, 2), (4, 4), (99, 4), (-5, 0)])
def test_a_block_is_added_where_it_is_wanted_under_a_fresh_id(position: int | None, place: int) -> None:
    changed = edit.add_body(FILE, OwnEntry("", "新しい段落。"), position)
    added = changed.body[place]
    assert isinstance(added, OwnEntry)
    assert (added.text, added.id in edit.ids_of(FILE)) == ("新しい段落。", False)
    assert [block for block in changed.body if block is not added] == list(FILE.body)
    assert changed.demands == FILE.demands


def test_a_demand_is_added_among_the_demands() -> None:
    changed = edit.add_demand(FILE, DemandEntry("d1", text="新しい求め。"), 1)
    assert [demand.text for demand in changed.demands] == [None, "新しい求め。", "求め。", "求め三。"]
    assert len(edit.ids_of(changed)) == len(edit.ids_of(FILE)) + 1


@pytest.mark.parametrize(
    ("block_id", "to", "body", "demands"),
    [
        ("b1", 0, "b1 b2 b3 b4", "d1 d2 d3"),
        ("b1", 2, "b2 b3 b1 b4", "d1 d2 d3"),
        ("b1", 99, "b2 b3 b4 b1", "d1 d2 d3"),
        ("b4", -1, "b4 b1 b2 b3", "d1 d2 d3"),
        ("b3", 1, "b1 b3 b2 b4", "d1 d2 d3"),
        ("d3", 0, "b1 b2 b3 b4", "d3 d1 d2"),
        ("d1", 1, "b1 b2 b3 b4", "d2 d1 d3"),
    ],
)
def test_a_block_moves_among_its_like(block_id: str, to: int, body: str, demands: str) -> None:
    assert ids(edit.move(FILE, block_id, to)) == (body.split(), demands.split())


@pytest.mark.parametrize("block_id", ["b1", "b3", "d2"])
def test_a_block_that_is_taken_out_leaves_the_others(block_id: str) -> None:
    body, demands = ids(edit.remove(FILE, block_id))
    assert body == [known for known in ids(FILE)[0] if known != block_id]
    assert demands == [known for known in ids(FILE)[1] if known != block_id]


def test_a_block_is_put_in_the_place_of_its_id() -> None:
    changed = edit.put(edit.put(FILE, OwnEntry("b2", "直した。")), DemandEntry("d2", text="直した求め。"))
    assert ids(changed) == ids(FILE)
    assert edit.block_of(changed, "b2") == OwnEntry("b2", "直した。")
    assert edit.block_of(changed, "d2") == DemandEntry("d2", text="直した求め。")
    assert [edit.block_of(changed, name) for name in ("b1", "d1")] == [FILE.body[0], FILE.demands[0]]


GONE: list[Callable[[DraftFile], object]] = [
    lambda file: edit.move(file, "b9", 0),
    lambda file: edit.remove(file, "b9"),
    lambda file: edit.place_of(file, "i1"),
    lambda file: edit.block_of(file, ""),
    lambda file: edit.put(file, OwnEntry("b9", "文")),
    lambda file: edit.split(file, "b9", 1),
    lambda file: edit.join_with_next(file, "b9"),
]


@pytest.mark.parametrize("change", GONE, ids=range(len(GONE)))
def test_a_block_that_is_gone_is_said_to_be_gone(change: Callable[[DraftFile], object]) -> None:
    with pytest.raises(edit.BlockGone):
        change(FILE)


def text_of(entry: BodyEntry) -> str | None:
    return entry.text


def test_a_paragraph_is_split_and_both_halves_keep_what_backs_them() -> None:
    changed = edit.split(FILE, "b2", 4)
    first, second = changed.body[1:3]
    assert isinstance(first, OwnEntry)
    assert isinstance(second, OwnEntry)
    assert (first.id, first.text, second.text) == ("b2", "三の文。", "四の文。")
    assert (first.cites, first.sources) == (second.cites, second.sources) == (("f-one", "f-two"), (SOURCE,))


def test_a_split_argument_keeps_its_origin_with_the_first_half() -> None:
    first, second = edit.split(FILE, "b1", 4).body[:2]
    assert (first.id, text_of(first)) == ("b1", "一の文。")
    assert isinstance(first, ArgumentEntry)
    assert second == OwnEntry(second.id, "二の文。", cites=("f-one",))


@pytest.mark.parametrize(("block_id", "at"), [("b2", 0), ("b2", 8), ("b2", 99), ("b3", 1), ("b4", 1), ("d2", 1)])
def test_what_has_no_two_halves_is_not_split(block_id: str, at: int) -> None:
    assert edit.split(FILE, block_id, at) == FILE


def test_a_paragraph_takes_in_the_one_behind_it_with_all_that_backs_both() -> None:
    joined = edit.join_with_next(FILE, "b1")
    assert ids(joined)[0] == ["b1", "b3", "b4"]
    assert joined.body[0] == ArgumentEntry(
        "b1", "a-one", 3, text="一の文。二の文。三の文。四の文。", cites=("f-one", "f-two"), sources=(SOURCE,)
    )


BEHIND = {"b1": ("f-lib", "s-lib")}


def test_the_second_half_keeps_what_the_librarys_words_cite() -> None:
    second = edit.split(FILE, "b1", 4, BEHIND).body[1]
    assert second == OwnEntry(second.id, "二の文。", cites=("f-lib", "s-lib", "f-one"))


@pytest.mark.parametrize("at", [1, 4, 5])
def test_a_split_argument_joined_again_is_what_it_was(at: int) -> None:
    assert edit.join_with_next(edit.split(FILE, "b1", at, BEHIND), "b1", BEHIND) == FILE


def test_a_paragraph_that_takes_in_an_argument_takes_its_origin() -> None:
    turned = edit.move(FILE, "b1", 1)
    assert edit.join_with_next(turned, "b2", BEHIND).body[0] == ArgumentEntry(
        "b2", "a-one", 3, text="三の文。四の文。一の文。二の文。", cites=("f-one", "f-two"), sources=(SOURCE,)
    )


def test_of_two_origins_the_first_stays_and_the_facts_of_the_second_are_cited() -> None:
    two = edit.put(FILE, ArgumentEntry("b2", "a-two", 1, text="三の文。"))
    joined = edit.join_with_next(two, "b1", BEHIND | {"b2": ("f-lib", "f-other")}).body[0]
    assert joined == ArgumentEntry("b1", "a-one", 3, text="一の文。二の文。三の文。", cites=("f-one", "f-other"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一。\n\n二。", ["一。", "二。"]),
        ("一。\n　\n\n二。\n \n三。", ["一。", "二。", "三。"]),
        ("一。\n二。", ["一。\n二。"]),
        ("\n\n一。\n\n", ["\n\n一。\n\n"]),
        ("一。", ["一。"]),
    ],
)
def test_blank_lines_that_a_writer_typed_divide_a_paragraph(text: str, parts: list[str]) -> None:
    one = edit.put(FILE, OwnEntry("b2", text, sources=(SOURCE,)))
    divided = edit.split_at_blank_lines(one, "b2").body[1:-2]
    assert [entry.text for entry in divided] == parts
    assert all(isinstance(entry, OwnEntry) and entry.sources == (SOURCE,) for entry in divided)
    assert edit.split_at_blank_lines(FILE, "d1") == FILE


def test_a_fact_is_cited_once_and_taken_off_again() -> None:
    cited = edit.cite(edit.cite(FILE, "b2", "f-three"), "b2", "f-three")
    entry = edit.block_of(cited, "b2")
    assert isinstance(entry, OwnEntry)
    assert entry.cites == ("f-one", "f-two", "f-three")
    assert edit.uncite(cited, "b2", "f-three") == FILE
    assert [change(FILE, name, "f-x") for change in (edit.cite, edit.uncite) for name in ("b3", "d1")] == [FILE] * 4


@pytest.mark.parametrize("block_id", ["b2", "b3", "b4"])
def test_what_has_no_words_of_its_own_is_not_joined(block_id: str) -> None:
    assert edit.join_with_next(FILE, block_id) == FILE


@pytest.mark.parametrize("block_id", ["d1", "d2", "d3"])
def test_a_demand_is_not_joined(block_id: str) -> None:
    assert edit.join_with_next(FILE, block_id) == FILE


@given(st.integers(-2, 12))
def test_splitting_and_joining_again_keeps_every_word(at: int) -> None:
    again = edit.join_with_next(edit.split(FILE, "b2", at), "b2") if 0 < at < 8 else edit.split(FILE, "b2", max(at, 0))
    assert again.body[1] == FILE.body[1]
    assert len(again.body) == len(FILE.body)


@given(st.sampled_from(["b1", "b2", "b3", "b4", "d1", "d2", "d3"]), st.integers(-3, 9))
def test_moving_loses_and_doubles_nothing(block_id: str, to: int) -> None:
    moved = edit.move(FILE, block_id, to)
    assert {*moved.body} == {*FILE.body}
    assert {*moved.demands} == {*FILE.demands}
    assert len(moved.body) + len(moved.demands) == 7
