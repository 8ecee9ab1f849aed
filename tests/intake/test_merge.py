"""Two people on one draft: neither's words are ever lost."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.kinds import Kind
from drafting.intake.draft_file import DraftFile, OwnEntry
from drafting.intake.merge import choose, merge

BASE = DraftFile(
    Kind.OPINION, "東京都世田谷区", "件名", body=(OwnEntry("b1", "一"), OwnEntry("b2", "二"), OwnEntry("b3", "三"))
)


def texts(file: DraftFile) -> list[str]:
    return [entry.text for entry in file.body if isinstance(entry, OwnEntry)]


def with_texts(*pairs: tuple[str, str]) -> DraftFile:
    return replace(BASE, body=tuple(OwnEntry(block_id, text) for block_id, text in pairs))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (with_texts(("b1", "一改"), ("b2", "二"), ("b3", "三")), BASE, ["一改", "二", "三"]),
        (
            with_texts(("b1", "一改"), ("b2", "二"), ("b3", "三")),
            with_texts(("b1", "一"), ("b2", "二改"), ("b3", "三")),
            ["一改", "二改", "三"],
        ),
        (
            with_texts(("b2", "二"), ("b1", "一"), ("b3", "三")),
            with_texts(("b1", "一"), ("b2", "二"), ("b9", "新"), ("b3", "三")),
            ["二", "新", "一", "三"],
        ),
        (with_texts(("b1", "一"), ("b3", "三")), BASE, ["一", "三"]),
        (BASE, with_texts(("b3", "三"), ("b2", "二"), ("b1", "一")), ["三", "二", "一"]),
    ],
)
def test_changes_to_different_blocks_meet_without_a_clash(
    mine: DraftFile, theirs: DraftFile, expected: list[str]
) -> None:
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == ()
    assert texts(merged.file) == expected


def test_two_changes_to_one_block_clash_and_theirs_stands_until_somebody_chooses() -> None:
    merged = merge(
        BASE,
        with_texts(("b1", "一甲"), ("b2", "二"), ("b3", "三")),
        with_texts(("b1", "一乙"), ("b2", "二"), ("b3", "三")),
    )
    assert [(c.unit, c.mine.text, c.theirs.text) for c in merged.clashes] == [("b1", "一甲", "一乙")]
    assert texts(merged.file)[0] == "一乙"


def test_taking_out_a_block_that_the_other_changed_is_a_clash() -> None:
    changed = with_texts(("b1", "一改"), ("b2", "二"), ("b3", "三"))
    without = with_texts(("b2", "二"), ("b3", "三"))
    assert [c.unit for c in merge(BASE, without, changed).clashes] == ["b1"]


def test_fields_merge_like_blocks() -> None:
    merged = merge(BASE, replace(BASE, title="甲"), replace(BASE, bill_number="3"))
    assert (merged.file.title, merged.file.bill_number, merged.clashes) == ("甲", "3", ())
    assert [c.unit for c in merge(BASE, replace(BASE, title="甲"), replace(BASE, title="乙")).clashes] == ["title"]


def in_order(*blocks: str) -> DraftFile:
    return replace(BASE, body=tuple(entry for block in blocks for entry in FIVE if entry.id == block))


FIVE = tuple(OwnEntry(f"b{at}", str(at)) for at in range(1, 6))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("21345", "12354", "21354"),
        ("51234", "21345", "52134"),
        ("12543", "21345", "21543"),
        ("21345", "21345", "21345"),
        # Mine moves 3 up by one, theirs 2: in a circle, so that mine is made upon theirs.
        ("132", "213", "213"),
        # The same block: theirs stands.
        ("2134", "2341", "2341"),
    ],
)
def test_moves_of_both_hold(mine: str, theirs: str, expected: str) -> None:
    start = in_order(*(f"b{one}" for one in sorted(mine)))
    sides = [in_order(*(f"b{one}" for one in side)) for side in (mine, theirs)]
    merged = merge(start, *sides)
    assert merged.clashes == ()
    assert "".join(texts(merged.file)) == expected


@given(st.permutations("12345"), st.permutations("12345"))
def test_no_block_is_lost_by_moving(mine: list[str], theirs: list[str]) -> None:
    sides = [in_order(*(f"b{one}" for one in side)) for side in (mine, theirs)]
    merged = merge(replace(BASE, body=FIVE), *sides)
    assert sorted(texts(merged.file)) == list("12345")
    if mine == theirs:
        assert texts(merged.file) == mine


def test_a_block_that_they_took_out_comes_back_in_its_place() -> None:
    mine, theirs = with_texts(("b1", "一"), ("b2", "二改"), ("b3", "三")), with_texts(("b1", "一"), ("b3", "三"))
    merged = merge(BASE, mine, theirs)
    assert texts(merged.file) == ["一", "三"]
    assert texts(choose(merged, {"b2"})) == ["一", "二改", "三"]


def some_bodies() -> st.SearchStrategy[DraftFile]:
    pairs = st.dictionaries(st.sampled_from(["b1", "b2", "b3", "b8", "b9"]), st.sampled_from(["一", "二", "三", "改"]))
    return pairs.map(lambda found: with_texts(*found.items()))


@given(some_bodies(), some_bodies())
def test_every_text_of_theirs_and_every_own_text_survives_or_is_shown_in_a_clash(
    mine: DraftFile, theirs: DraftFile
) -> None:
    merged = merge(BASE, mine, theirs)
    standing = {entry.id: entry for entry in merged.file.body}
    old = {entry.id: entry for entry in BASE.body}
    clashing = {clash.unit for clash in merged.clashes}
    for entry in mine.body:
        if entry != old.get(entry.id) and entry.id not in clashing:
            assert standing[entry.id] == entry
    for entry in theirs.body:
        if entry != old.get(entry.id):
            assert standing[entry.id] == entry
    assert len(standing) == len(merged.file.body)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ({}, {"seal": "印"}, {"cover": "none"}, {"cover": "none", "seal": "印"}),
        ({"seal": "印"}, {}, {"seal": "印", "cover": "none"}, {"cover": "none"}),
        ({"seal": "印"}, {"seal": "印", "cover": "none"}, {}, {"cover": "none"}),
        ({}, {"seal": "印"}, {"seal": "印"}, {"seal": "印"}),
        (
            {"page": {"vertical": True}},
            {"page": {"vertical": True, "margins": {"top": 30}}},
            {"page": {"vertical": True, "margins": {"left": 20}}},
            {"page": {"vertical": True, "margins": {"left": 20, "top": 30}}},
        ),
        ({"closing": None}, {"closing": None, "seal": "印"}, {"closing": None}, {"closing": None, "seal": "印"}),
    ],
)
def test_changes_to_different_parts_of_the_style_meet(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], expected: dict[str, Any]
) -> None:
    merged = merge(*(replace(BASE, style=style) for style in (base, mine, theirs)))
    assert (merged.file.style, merged.clashes) == (expected, ())


def test_two_changes_to_one_part_of_the_style_clash_with_all_else_in_both_sides() -> None:
    mine, theirs = {"seal": "印", "cover": "none"}, {"cover": "combined", "state": "政府"}
    (clash,) = merge(BASE, replace(BASE, style=mine), replace(BASE, style=theirs)).clashes
    assert clash.unit == "style"
    assert clash.mine == {"cover": "none", "state": "政府", "seal": "印"}
    assert clash.theirs == {"cover": "combined", "state": "政府", "seal": "印"}
