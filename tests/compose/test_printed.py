from typing import Any

import pytest

from drafting.compose.content import DraftContent
from drafting.compose.kinds import Asks, Kind
from drafting.compose.printed import unprinted
from tests.compose.papers import INTRODUCER, OFFICES, PETITIONER, SIGNED, content, own, petition, wanted

ALL: dict[str, Any] = {
    "body": (own("文。"),),
    "demands": wanted("こと。"),
    "signatories": SIGNED,
    "addressees": OFFICES,
}


@pytest.mark.parametrize(
    "given",
    [
        content(),
        content(bill_number="3", presiding_officer="山田", **ALL),
        content(reasons="わけ。", style={"reasons_place": "cover"}),
        content(reasons="わけ。", style={"letter_order": ["reasons"]}),
        content(style={"addressee_layout": "collective"}, **ALL),
        content(presiding_officer="山田", style={"cover": "none", "issuer": "presiding_officer"}),
        petition(summary="趣旨。", addressees=OFFICES),
        petition(style={"letter_order": ["title"]}, signatories=(INTRODUCER,)),
        petition(style={"cover_order": ["introducers", "signatories"], "letter_order": ["title"]}),
    ],
)
def test_what_stands_on_some_sheet_is_no_finding(given: DraftContent) -> None:
    assert unprinted(given) == ()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (content(reasons="わけ。"), ("reasons",)),
        (content(Kind.RESOLUTION, addressees=OFFICES), ("addressees",)),
        (content(style={"cover": "none"}, signatories=SIGNED, bill_number="3"), ("number", "signatories")),
        (content(style={"number_line": ""}, bill_number="3"), ("number",)),
        (content(style={"letter_order": ["title"]}, preamble="前文。", lead="次を。"), ("body", "demands")),
        (content(summary="趣旨。", signatories=(PETITIONER,)), ("summary", "petitioners")),
        (petition(kind=Kind.APPEAL), ("introducers",)),
        (petition(asks=Asks.OWN, addressees=OFFICES), ("addressees",)),
        (petition(asks=Asks.OWN, style={"petition_sections": [["summary", "趣旨"]]}), ("body", "demands")),
    ],
)
def test_a_block_of_the_author_that_no_sheet_prints_is_named(given: DraftContent, names: tuple[str, ...]) -> None:
    assert unprinted(given) == names
