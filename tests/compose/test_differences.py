"""Differences between two texts: complete, and read by word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.compose.differences import Piece, differences
from drafting.compose.japanese import SELECTORS


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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("葛城市", "葛\U000e0100城市"),
        ("辻\U000e0101さん", "辻\U000e0100さん"),
        ("山﨑", "山崎"),
        ("が", "か\u3099"),
    ],
)
def test_a_change_is_never_of_a_selector_or_a_mark_alone(old: str, new: str) -> None:
    """Alone neither can be seen: the kanji that it belongs to is shown as changed."""
    changed = {piece.change: piece.text for piece in differences(old, new) if piece.change}
    assert set(changed) == {"del", "ins"}
    assert [text for text in changed.values() if re.match(f"[{SELECTORS}\u3099]", text)] == []
