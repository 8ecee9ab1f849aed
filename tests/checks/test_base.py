"""Running all checks: clean papers, order, codes."""

import re

import pytest

from drafting.checks import CHECKS, Severity
from drafting.checks.base import check
from drafting.compose.content import DraftContent, PartialDate
from drafting.compose.kinds import Proposer

from .papers import SUBMITTER, appeal, codes, findings, opinion, passage, petition, resolution, style


@pytest.mark.parametrize(
    "content",
    [
        opinion(),
        petition(),
        appeal(),
        resolution(),
        opinion(proposer=Proposer.COMMITTEE, signatories=(SUBMITTER,), style=style(signatory_layout="chair")),
        opinion(date=PartialDate()),
    ],
    ids=["opinion", "petition", "appeal", "resolution", "committee", "undated"],
)
def test_a_clean_paper_is_left_alone(content: DraftContent) -> None:
    assert codes(content) == []


def test_the_gravest_come_first_and_then_the_order_of_the_paper() -> None:
    body = (passage("昨年は①であった。", id="b1"), passage("昨年は②であった。", id="b2"))
    found = findings(opinion(title="", body=body, addressees=()))
    assert [(finding.severity.label, finding.where) for finding in found] == [
        ("直す", "title"),
        ("直す", "b1"),
        ("直す", "b2"),
        ("直す", "addressees"),
        ("お知らせ", "b1"),
        ("お知らせ", "b2"),
    ]


def test_severities_have_the_words_of_the_screen() -> None:
    assert [severity.label for severity in Severity] == ["直す", "確かめる", "お知らせ"]


def test_codes_are_short_words_with_hyphens() -> None:
    assert [code for code in CHECKS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){1,3}", code)] == []


def test_a_code_names_one_check() -> None:
    with pytest.raises(ValueError, match="missing-title"):
        check("missing-title", Severity.MEND)(lambda paper: ())


def test_every_finding_says_what_to_do_and_names_its_authority_by_law() -> None:
    found = findings(petition(title="", body=(), demands=(), addressees=(), signatories=(), assembly=None))
    assert [finding.code for finding in found if not (finding.message and finding.hint)] == []
    introducer = next(finding for finding in found if finding.code == "missing-introducer")
    assert introducer.authority == "地方自治法第124条"
    assert introducer.authority_url == "https://laws.e-gov.go.jp/law/322AC0000000067"
