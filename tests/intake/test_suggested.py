"""Where suggested words go in a text that changed since: what they leave alone, and where they have no place."""

from __future__ import annotations

import pytest

from drafting.compose.kinds import Kind
from drafting.intake import edit
from drafting.intake.draft_file import DemandEntry, DraftFile, OwnEntry
from drafting.intake.suggested import Placed, Way, placed

READ = "一の文。二の文。"
FILE = DraftFile(
    Kind.OPINION, "", "", body=(OwnEntry("b1", "前の文。"), OwnEntry("b2", READ), OwnEntry("b3", "後の文。"))
)


def saying(text: str) -> DraftFile:
    return edit.put(FILE, OwnEntry("b2", text))


def put(file: DraftFile, said: str, joined_into: str = "", read: str = READ) -> tuple[str, str]:
    """(block, its text) as it would be; ("", "") where the suggestion has no place."""
    place = placed(file, "b2", joined_into, read, said)
    return place.block, place.text


@pytest.mark.parametrize("said", ["一の文。", "三の文。", "一の文。二の文。三の文。", "短い文"])
def test_words_for_a_text_that_did_not_change_stand_as_they_were_suggested(said: str) -> None:
    assert placed(FILE, "b2", "", READ, said) == Placed(Way.AS_IT_WAS, "b2", READ, said)


@pytest.mark.parametrize(
    ("now", "said", "both"),
    [
        ("一の長い文。二の文。", "一の文。二の短い文。", "一の長い文。二の短い文。"),
        ("一の文。二の文。三の文。", "一の短い文。二の文。", "一の短い文。二の文。三の文。"),
        ("零の文。一の文。二の文。", "一の文。二の短い文。", "零の文。一の文。二の短い文。"),
        ("一の文。二の文。三の文。", "一の文。二の文。四の文。", "一の文。二の文。四の文。三の文。"),
        ("二の文。", "一の文。二の短い文。", "二の短い文。"),
    ],
)
def test_what_changed_in_other_sentences_stays(now: str, said: str, both: str) -> None:
    assert placed(saying(now), "b2", "", READ, said) == Placed(Way.WITH_CHANGES, "b2", now, both)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("一の長い文。二の文。", "一の短い文。二の文。"),
        ("まったく別の文。", "一の文。二の文。三の文。"),
        ("一の文。二の文。一の文。二の文。", "一の短い文。二の文。"),
        ("二の文。", "一の短い文。二の文。"),
    ],
)
def test_where_both_changed_the_same_sentence_the_suggestion_would_stand_instead(now: str, said: str) -> None:
    assert placed(saying(now), "b2", "", READ, said) == Placed(Way.INSTEAD, "b2", now, said)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("一の短い文。二の文。", "前の文。一の短い文。二の文。"),
        ("一の文。二の文。三の文。", "前の文。一の文。二の文。三の文。"),
        ("別の文。", "前の文。別の文。"),
    ],
)
def test_in_a_joined_block_only_the_part_that_it_is_about_changes(said: str, whole: str) -> None:
    assert put(edit.join_with_next(FILE, "b1"), said, "b1") == ("b1", whole)


def test_the_block_that_took_another_in_keeps_what_it_took_in() -> None:
    assert put(edit.join_with_next(FILE, "b2"), "一の文。二の文。三の文。") == (
        "b2",
        "一の文。二の文。三の文。後の文。",
    )


def test_a_join_in_the_middle_of_a_sentence_has_a_place_too() -> None:
    file = edit.join_with_next(edit.put(FILE, OwnEntry("b1", "前の文が")), "b1")
    assert put(file, "別の文。", "b1") == ("b1", "前の文が別の文。")


@pytest.mark.parametrize("whole", ["前の文。一の長い文。二の文。", "前の文。", f"{READ}{READ}", "一の文、二の文。"])
def test_in_a_joined_block_whose_part_was_changed_it_has_no_place(whole: str) -> None:
    joined = edit.join_with_next(FILE, "b1")
    assert placed(edit.put(joined, OwnEntry("b1", whole)), "b2", "b1", READ, "一の短い文。二の文。").way is Way.NOT


def test_words_for_an_empty_block_have_no_place_once_it_was_joined() -> None:
    joined = edit.join_with_next(saying(""), "b1")
    assert placed(joined, "b2", "b1", "", "新しい文。").way is Way.NOT


def test_in_a_divided_block_the_part_that_it_concerns_changes() -> None:
    divided = edit.split(FILE, "b2", 4)
    second = divided.body[2].id
    assert put(divided, "一の短い文。二の文。") == ("b2", "一の短い文。")
    assert put(divided, "一の文。二の短い文。") == (second, "二の短い文。")


def test_divided_in_the_middle_of_a_sentence_it_is_the_same() -> None:
    divided = edit.split(FILE, "b2", 2)
    second = divided.body[2].id
    assert put(divided, "その文。二の文。") == ("b2", "その")
    assert put(divided, "一の文。二の短い文。") == (second, "文。二の短い文。")


@pytest.mark.parametrize("said", ["一の短い文。二の短い文。", "一の短い文。短い二の文。", "別の文。", "一の文。"])
def test_what_concerns_both_parts_has_no_place(said: str) -> None:
    """It would say the second part twice, or leave an empty paragraph."""
    assert placed(edit.split(FILE, "b2", 4), "b2", "", READ, said).way is Way.NOT


def test_where_the_end_was_taken_out_a_change_of_it_has_no_place() -> None:
    assert placed(saying("一の文。"), "b2", "", READ, "一の文。二の短い文。").way is Way.NOT


def test_what_stands_in_another_paragraph_already_is_not_said_twice() -> None:
    divided = edit.split(FILE, "b2", 4)
    changed = edit.put(divided, OwnEntry("b2", "一の長い文。"))
    assert placed(changed, "b2", "", READ, "一の短い文。二の文。").way is Way.NOT
    assert placed(changed, "b2", "", READ, "一の短い文。二の短い文。").way is Way.NOT


def test_a_demand_is_never_divided_so_that_its_new_words_stand_instead() -> None:
    file = DraftFile(Kind.OPINION, "", "", demands=(DemandEntry("d1", text="一の文。"),))
    assert placed(file, "d1", "", READ, "一の文。二の短い文。") == Placed(
        Way.INSTEAD, "d1", "一の文。", "一の文。二の短い文。"
    )


@pytest.mark.parametrize("joined_into", ["", "b9"])
def test_a_block_that_is_gone_is_told(joined_into: str) -> None:
    with pytest.raises(edit.BlockGone):
        placed(edit.remove(FILE, "b2"), "b2", joined_into, READ, "別の文。")
