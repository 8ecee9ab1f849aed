"""What differs between two draft files: block by block, word by word; first what must not count as a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.compose.content import PartialDate, Signatory
from drafting.compose.kinds import Kind, Register, Role
from drafting.intake.comparing import FIELDS, changes
from drafting.intake.draft_file import AddresseeEntry, DemandEntry, DraftFile, OwnEntry

A, B, C = (OwnEntry(name, f"{name}の文。") for name in ("a", "b", "c"))
FILE = DraftFile(
    Kind.OPINION, "東京都世田谷区", "件名", body=(A, B, C), demands=(DemandEntry("d", text="求めること。"),)
)


def told(old: DraftFile, new: DraftFile) -> list[tuple[str, str]]:
    return [(change.label, change.what) for change in changes(old, new)]


def text_of(old: DraftFile, new: DraftFile, kind: str) -> str:
    return "".join(piece.text for change in changes(old, new) for piece in change.pieces if piece.change == kind)


def test_the_same_text_has_no_differences() -> None:
    assert changes(FILE, FILE) == ()
    assert changes(FILE, replace(FILE, body=(replace(A, cites=("f-1",)), B, C))) == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((A, replace(B, text="直した文。"), C), [("2番目の段落", "changed")]),
        ((A, B, C, OwnEntry("x", "新しい。")), [("4番目の段落", "added")]),
        ((A, C), [("前の2番目の段落", "removed")]),
        ((C, A, B), [("1番目の段落", "moved")]),
        ((B, A, C), [("2番目の段落", "moved")]),
        ((), [("前の1番目の段落", "removed"), ("前の2番目の段落", "removed"), ("前の3番目の段落", "removed")]),
    ],
)
def test_a_block_is_followed_by_its_id(body: tuple[OwnEntry, ...], expected: list[tuple[str, str]]) -> None:
    found = told(FILE, replace(FILE, body=body))
    if expected == [("2番目の段落", "moved")]:
        # One of the two changed places; which one is told is all the same.
        assert found in ([("1番目の段落", "moved")], [("2番目の段落", "moved")])
    else:
        assert found == expected


def test_words_that_came_and_went_are_marked() -> None:
    new = replace(FILE, body=(A, replace(B, text="b以外の文。"), C))
    assert text_of(FILE, new, "ins") == "以外"
    assert text_of(new, FILE, "del") == "以外"


@pytest.mark.parametrize(
    ("change", "label", "came"),
    [
        ({"title": "件名の改め"}, "件名", "改め"),
        ({"date": PartialDate(2026, 12, 10)}, "提出の日付", "2026-12-10"),
        ({"addressees": (AddresseeEntry("衆議院議長"),)}, "宛先", "衆議院議長"),
        ({"signatories": (Signatory(Role.SUBMITTER, "髙﨑 𠮷邉"),)}, "提出者など", "髙﨑"),
        ({"register": Register.POLITE}, "文体", Register.POLITE.label),
        ({"style": {"state": "政府"}}, "様式", "政府"),
        ({"preamble": "書き出し。"}, "書き出し", "書き出し"),
    ],
)
def test_a_field_is_told_by_its_name_on_the_screen(change: dict[str, object], label: str, came: str) -> None:
    new = replace(FILE, **change)  # type: ignore[arg-type]
    assert told(FILE, new) == [(label, "changed")]
    assert came in text_of(FILE, new, "ins")


def test_every_field_of_a_draft_file_has_a_name() -> None:
    assert set(FIELDS) == set(DraftFile.__dataclass_fields__) - {"body", "demands"}


def test_demands_are_told_apart_from_paragraphs() -> None:
    new = replace(FILE, demands=(DemandEntry("d", text="強く求めること。"), DemandEntry("e", text="もう1つ。")))
    assert told(FILE, new) == [("記の1", "changed"), ("記の2", "added")]
