"""Completeness and competence: who signs, who is addressed, which article."""

from dataclasses import replace
from typing import Any

import pytest

from drafting.compose.content import Addressee, DraftContent, PartialDate, Signatory
from drafting.compose.kinds import Asks, Kind, Proposer, Role

from .papers import (
    INTRODUCER,
    MINISTER,
    PETITIONER,
    SPEAKER,
    SUBMITTER,
    SUPPORTER,
    appeal,
    codes,
    demand,
    findings,
    opinion,
    petition,
    resolution,
    style,
)

COLLECTIVE = style(addressee_layout="collective")


@pytest.mark.parametrize(
    "content",
    [
        resolution(demands=()),
        opinion(body=(), preamble="前文である。"),
        petition(body=(), summary="趣旨です。"),
        opinion(addressees=(), style=COLLECTIVE),
        resolution(addressees=()),
        petition(asks=Asks.OWN, addressees=(), title="窓口の設置を求める請願書"),
        opinion(
            signatories=(SUBMITTER, replace(SUBMITTER, name="別の人")), style=style(signatory_layout="all_submitters")
        ),
        opinion(signatories=(SUBMITTER,), proposer=Proposer.COMMITTEE, style=style(signatory_layout="chair")),
        appeal(signatories=(replace(PETITIONER, address=""),)),
        petition(style=style(Kind.PETITION, introducers_max=1)),
        opinion(style=style(article="", submit_sentence="上記の議案を提出します。")),
        opinion(style=style(article="", cover="none"), signatories=(SUBMITTER, SUPPORTER)),
        appeal(addressees=(SPEAKER,), title="意見書の提出を求める陳情書"),
    ],
    ids=lambda content: content.kind.value,
)
def test_what_is_complete_in_its_own_way_is_left_alone(content: DraftContent) -> None:
    assert [code for code in codes(content) if code != "not-printed"] == []


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        (opinion(assembly=None), "missing-assembly", "assembly"),
        (opinion(title="　"), "missing-title", "title"),
        (opinion(body=()), "missing-body", "body"),
        (opinion(demands=()), "missing-demands", "demands"),
        (appeal(demands=()), "missing-demands", "demands"),
        (opinion(addressees=()), "missing-addressees", "addressees"),
        (petition(addressees=()), "missing-addressees", "addressees"),
        (opinion(signatories=()), "missing-submitter", "signatories"),
        (opinion(signatories=(replace(SUBMITTER, name=" "), SUPPORTER)), "missing-submitter", "signatories"),
        (opinion(signatories=(SUBMITTER,)), "missing-supporters", "signatories"),
        (petition(signatories=(INTRODUCER,)), "missing-petitioner", "signatories"),
        (appeal(signatories=()), "missing-petitioner", "signatories"),
        (petition(signatories=(INTRODUCER, replace(PETITIONER, address=""))), "missing-address", "signatories"),
        (petition(signatories=(PETITIONER,)), "missing-introducer", "signatories"),
        (petition(style=style(Kind.PETITION, introducers_min=2)), "missing-introducer", "signatories"),
        (petition(style=style(Kind.PETITION, introducers_max=0)), "too-many-introducers", "signatories"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_missing_is_to_be_mended(content: DraftContent, code: str, where: str) -> None:
    found = findings(content, code)
    assert [(finding.severity.label, finding.where) for finding in found] == [("直す", where)]


def test_the_message_counts_the_supporters_that_are_lacking() -> None:
    (finding,) = findings(opinion(style=style(supporters_required=3)), "missing-supporters")
    assert finding.message == "賛成者があと2人必要です（今は1人、3人以上）。"
    assert finding.authority == "世田谷区議会会議規則"


def test_a_number_of_supporters_that_nobody_knows_is_told_and_never_guessed() -> None:
    (finding,) = findings(opinion(style=style(supporters_required=None)))
    assert (finding.code, finding.severity.label) == ("supporters-unknown", "お知らせ")


def test_an_appeal_needs_no_introducing_member() -> None:
    found = findings(appeal(signatories=(INTRODUCER, PETITIONER)), "appeal-introducer")
    assert [finding.severity.label for finding in found] == ["お知らせ"]


@pytest.mark.parametrize("office", ["衆議院議長", "デジタル大臣", "日本放送協会を所管する総務大臣"])
def test_an_addressee_whose_branch_the_library_knows_is_left_alone(office: str) -> None:
    assert codes(opinion(addressees=(replace(MINISTER, office=office),))) == []


@pytest.mark.parametrize(
    "office",
    [
        "最高裁判所長官",
        "東京地方裁判所",
        "株式会社○○ 代表取締役",
        "全国健康保険協会理事長",
        "健康保険組合連合会会長",
        "自由民主党総裁",
        "○○新聞社",
        "社会保険診療報酬支払基金労働組合",
    ],
)
def test_a_court_or_a_private_body_is_no_addressee_of_a_letter(office: str) -> None:
    (finding,) = findings(opinion(addressees=(SPEAKER, Addressee(office))))
    assert (finding.code, finding.severity.label, finding.where) == ("addressee-outside-99", "直す", "addressees")
    assert finding.authority == "地方自治法第99条"
    assert office in finding.message


@pytest.mark.parametrize("office", ["東京都知事", "一部事務組合管理者", "後期高齢者医療広域連合長", "○○担当大臣"])
def test_an_office_that_the_library_does_not_know_is_to_be_confirmed(office: str) -> None:
    found = findings(petition(addressees=(SPEAKER, Addressee(office))))
    assert [(finding.code, finding.severity.label) for finding in found] == [("addressee-unknown", "確かめる")]


def test_a_petition_that_asks_for_no_letter_has_no_addressees_under_article_99() -> None:
    content = petition(asks=Asks.OWN, addressees=(Addressee("最高裁判所長官"),), title="窓口の設置を求める請願書")
    assert codes(content) == ["not-printed"]


def test_an_addressee_stands_once() -> None:
    (finding,) = findings(opinion(addressees=(SPEAKER, MINISTER, SPEAKER)))
    assert (finding.code, finding.quote) == ("addressee-twice", "衆議院議長")


def test_a_resolution_is_not_sent_under_article_99() -> None:
    (finding,) = findings(resolution(addressees=(SPEAKER,)))
    assert (finding.code, finding.authority) == ("resolution-addressees", "地方自治法第99条")


@pytest.mark.parametrize(
    ("keys", "where"),
    [({"article": ""}, ["style.article"]), ({"rules": "", "article": " "}, ["style.rules", "style.article"])],
)
def test_rules_and_article_that_are_unknown_stay_blank_and_are_told(keys: dict[str, Any], where: list[str]) -> None:
    found = findings(opinion(style=style(**keys)), "unknown-rules")
    assert sorted(finding.where for finding in found) == sorted(where)
    assert {finding.severity.label for finding in found} == {"確かめる"}


@pytest.mark.parametrize("make", [petition, appeal])
def test_a_petition_for_a_letter_should_say_so_in_its_title(make: Any) -> None:
    (finding,) = findings(make(title="健康保険証の復活を求める請願書"))
    assert (finding.code, finding.where) == ("title-without-letter", "title")


@pytest.mark.parametrize(
    ("handed_in", "letter", "found"),
    [
        ("2026-12-10", "2026-12-18", []),
        ("2026-12-10", "2026-12", []),
        ("2026-12-10", "2026", []),
        ("2026-12", "2026-12-01", []),
        ("", "2026-12-01", []),
        ("2026-12-10", "2026-12-09", ["letter-before-handing-in"]),
        ("2027-01", "2026-12", ["letter-before-handing-in"]),
    ],
)
def test_the_letter_is_not_dated_before_the_day_of_handing_in(handed_in: str, letter: str, found: list[str]) -> None:
    content = opinion(date=PartialDate.parse(handed_in), letter_date=PartialDate.parse(letter))
    assert codes(content) == found


@pytest.mark.parametrize(
    ("handed_in", "found"),
    [("2026-11-22", []), ("2026-11", []), ("2026", []), ("2026-11-21", ["date-past"]), ("2025-12", ["date-past"])],
)
def test_a_day_of_handing_in_that_is_past_is_told(handed_in: str, found: list[str]) -> None:
    assert codes(opinion(date=PartialDate.parse(handed_in))) == found


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (opinion(style=style(letter_order=["title", "body", "closing", "addressees"])), "demands"),
        (opinion(summary="趣旨である。"), "summary"),
        (opinion(reasons="必要がある。"), "reasons"),
        (opinion(signatories=(SUBMITTER, SUPPORTER, PETITIONER)), "signatories"),
        (petition(signatories=(INTRODUCER, PETITIONER, Signatory(Role.SUBMITTER, "某"))), "signatories"),
    ],
)
def test_what_is_written_but_stands_in_no_list_of_the_style_is_told(content: DraftContent, where: str) -> None:
    (finding,) = findings(content)
    assert (finding.code, finding.severity.label, finding.where) == ("not-printed", "確かめる", where)


@pytest.mark.parametrize(
    "content",
    [
        opinion(reasons="必要がある。", style=style(reasons_place="cover")),
        opinion(presiding_officer="山田 太郎"),
        opinion(style=COLLECTIVE),
        opinion(bill_number="3", demands=(demand(),)),
    ],
)
def test_what_the_style_prints_is_left_alone(content: DraftContent) -> None:
    assert codes(content) == []
