"""The assembly's own town as an example: what is left alone first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from drafting.compose.content import Assembly, Wording
from drafting.compose.kinds import AssemblyType

from .papers import EDITED, LIBRARY, SETAGAYA, codes, findings, opinion, passage

SHIBUYA = Assembly("渋谷区", "東京都", AssemblyType.SPECIAL_WARD, "131130")
TOKYO = Assembly("東京都", "東京都", AssemblyType.PREFECTURE, "130001")
FUCHU = Assembly("府中市", "東京都", AssemblyType.CITY, "132063")
CODE = "own-town-as-example"
EXAMPLE = "世田谷区及び渋谷区は、加入者に資格確認書を交付することとした。"


def said(text: str, assembly: Assembly | None = SETAGAYA, **changes: Any) -> list[str]:
    block = replace(passage(text, origin=LIBRARY), wording=Wording(text, template=True), **changes)
    return [code for code in codes(opinion(assembly=assembly, body=(block,))) if code == CODE]


@pytest.mark.parametrize(
    ("text", "assembly"),
    [
        ("{here}は、国に意見を述べてきた。{assembly}も同じである。", SETAGAYA),
        ("ほかの自治体では、加入者に資格確認書を交付することとした。", SETAGAYA),
        ("渋谷区は、加入者に資格確認書を交付することとした。", SETAGAYA),
        ("世田谷区医師会は、調査の結果を公表した。", SETAGAYA),
        ("東京都保険医協会の調査では、トラブルがあった。", TOKYO),
        ("東京高等裁判所は、控訴を棄却した。", TOKYO),
        ("東府中市は、合併した。", FUCHU),
        (EXAMPLE, None),
        (EXAMPLE, FUCHU),
    ],
)
def test_other_towns_and_longer_names_are_left_alone(text: str, assembly: Assembly | None) -> None:
    assert said(text, assembly) == []


def test_what_the_writer_wrote_or_changed_is_left_alone() -> None:
    for block in (passage(EXAMPLE), passage(EXAMPLE, origin=EDITED)):
        assert CODE not in codes(opinion(body=(block,)))


@pytest.mark.parametrize(
    ("text", "assembly"),
    [
        (EXAMPLE, SETAGAYA),
        (EXAMPLE, SHIBUYA),
        ("国より先に東京都世田谷区が決めた。", SETAGAYA),
        ("東京都府中市の例もある。", FUCHU),
        ("東京都は、調査を行った。", TOKYO),
    ],
)
def test_the_own_town_told_as_another_is_found(text: str, assembly: Assembly) -> None:
    assert said(text, assembly) == [CODE]


def test_it_says_where_and_what_to_write_instead() -> None:
    block = replace(passage(EXAMPLE, origin=LIBRARY), wording=Wording(EXAMPLE, template=True))
    (finding,) = findings(opinion(body=(block,)), CODE)
    assert (finding.where, finding.quote) == ("b1", EXAMPLE.rstrip("。"))
    assert "「本区」の取組として" in finding.hint
