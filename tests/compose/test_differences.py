"""Differences between two texts: complete, and read by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.differences import Piece, differences


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("市民の声", "市民の声", [Piece("", "市民の声")]),
        ("患者が払う", "市民が払う", [Piece("del", "患者"), Piece("ins", "市民"), Piece("", "が払う")]),
        ("一。", "一。二。", [Piece("", "一。"), Piece("ins", "二。")]),
        ("", "新しい", [Piece("ins", "新しい")]),
    ],
)
def test_changes_are_shown_by_word(old: str, new: str, expected: list[Piece]) -> None:
    assert list(differences(old, new)) == expected


SOME_TEXT = st.text(alphabet="市民区の声が一二、。ab1", max_size=40)


@given(SOME_TEXT, SOME_TEXT)
def test_nothing_is_lost_on_either_side(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.change != "del") == new
