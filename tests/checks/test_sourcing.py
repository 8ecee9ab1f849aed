"""Facts with a shelf life, texts with a period, paragraphs with a source."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from drafting.compose.content import Origin, PartialDate, Period, Quotation
from drafting.compose.kinds import FactStatus

from .papers import EDITED, LIBRARY, SOURCE, codes, demand, fact, findings, opinion, passage

UNTIL_2024 = Period(end=date(2024, 12, 1))
FROM_2027 = Period(start=date(2027, 1, 1))
OVERDUE = fact(FactStatus.CURRENT, next_review=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("period", "when"),
    [
        (Period(), "2026-12-10"),
        (Period(start=date(2026, 12, 1)), "2026-12"),
        (Period(end=date(2026, 12, 10)), "2026-12-10"),
        (UNTIL_2024, "2024-12-01"),
        (Period(start=date(2025, 12, 2)), ""),
    ],
)
def test_a_text_within_its_period_is_left_alone(period: Period, when: str) -> None:
    body = (passage("文である。", origin=LIBRARY, period=period),)
    content = opinion(date=PartialDate.parse(when), body=body, demands=(demand(period=period),))
    assert [code for code in codes(content) if "period" in code] == []


@pytest.mark.parametrize(
    ("origin", "code", "severity", "mend"),
    [
        (LIBRARY, "outside-period", "直す", "period_text"),
        (EDITED, "outside-period-edited", "確かめる", None),
    ],
)
def test_a_text_outside_its_period_is_told(origin: Origin, code: str, severity: str, mend: str | None) -> None:
    (finding,) = findings(opinion(body=(passage("文である。", origin=origin, period=UNTIL_2024),)))
    assert (finding.code, finding.severity.label, finding.where) == (code, severity, "b1")
    assert (finding.mend.remedy if finding.mend else None) == mend
    assert finding.message == "令和6年12月1日までの文書に合わせて書かれた文です（文書の日付は令和8年12月です）。"


def test_a_demand_outside_its_period_is_told_by_the_day_of_the_letter() -> None:
    content = opinion(letter_date=PartialDate(2026, 12, 18), demands=(demand(origin=LIBRARY, period=FROM_2027),))
    (finding,) = findings(content)
    assert (finding.code, finding.where) == ("outside-period", "d1")
    assert "令和9年1月1日から" in finding.message
    assert "令和8年12月18日" in finding.message


def test_an_undated_paper_is_judged_by_today_and_says_so() -> None:
    (finding,) = findings(opinion(date=PartialDate(), demands=(demand(origin=LIBRARY, period=FROM_2027),)))
    assert "今日（令和8年11月22日）" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "令和5年12月の利用率は4.29%であった。",
        "令和５年１２月の利用率は４．２９％だった。",
        "利用率は、令和5年12月時点で4.29%である。",
        "{month:2023-12}の利用率は4.29%であった。",
        "当時の利用率は4.29%にとどまっていた（厚生労働省）。",
        "利用率は14.29%である。",
        "利用率は4.295%である。",
        "利用率は低い。",
    ],
)
def test_a_past_value_told_as_past_is_left_alone(text: str) -> None:
    assert codes(opinion(body=(passage(text, origin=EDITED, facts=(fact(),)),))) == []


@pytest.mark.parametrize("origin", [EDITED, None])
@pytest.mark.parametrize(
    "text",
    [
        "マイナ保険証の利用率は4.29%にとどまる。",
        "利用率は４．２９％である。",
        "令和5年12月から利用率は4.29%にとどまっている。",
        "利用率は4.29%であった。",
        "政府は説明した。利用率は4.29%台。",
    ],
)
def test_a_past_value_told_as_present_is_told_with_its_date(text: str, origin: Origin | None) -> None:
    (finding,) = findings(opinion(body=(passage(text, origin=origin, facts=(fact(),)),)), "stale-as-present")
    assert (finding.severity.label, finding.where) == ("確かめる", "b1")
    assert "「4.29%」は令和5年12月の値です" in finding.message
    assert "4" in finding.quote or "４" in finding.quote


def test_the_librarys_own_wording_of_a_past_value_is_trusted() -> None:
    assert codes(opinion(body=(passage("利用率は4.29%である。", origin=LIBRARY, facts=(fact(),)),))) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5歳の子も受診する。", "5"),
        ("番号法第16条の2に基づく。", "16"),
        ("番号法（平成25年法律第27号）の趣旨に沿う。", "27"),
        ("令和6年12月10日から続いている。", "10"),
    ],
)
def test_a_number_that_means_something_else_is_not_the_value(text: str, value: str) -> None:
    body = (passage(text, origin=EDITED, facts=(fact(values=(value,)),)),)
    assert codes(opinion(body=body)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("同意は約16%である。", "16"), ("普及は7割にとどまる。", "7割"), ("件数は4,941,102件である。", "4941102")],
)
def test_a_value_is_found_with_and_without_its_unit(text: str, value: str) -> None:
    body = (passage(text, origin=EDITED, facts=(fact(values=(value,)),)),)
    assert codes(opinion(body=body)) == ["stale-as-present"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"status": FactStatus.CURRENT}, []),
        ({"status": FactStatus.CURRENT, "next_review": date(2027, 4, 1)}, []),
        ({"status": FactStatus.HISTORICAL, "next_review": date(2020, 1, 1)}, []),
        ({"status": FactStatus.CURRENT, "next_review": date(2026, 11, 30)}, ["review-overdue"]),
        ({"status": FactStatus.DISPUTED}, ["fact-unverified"]),
        ({"status": FactStatus.UNVERIFIED}, ["fact-unverified"]),
    ],
)
def test_the_state_of_a_fact_behind_the_librarys_wording_is_told(changes: dict[str, Any], found: list[str]) -> None:
    body = (passage("利用率は低かった。", origin=LIBRARY, facts=(fact(**changes),)),)
    assert codes(opinion(body=body)) == found


def test_an_overdue_value_in_the_present_tense_is_told_once() -> None:
    body = (passage("利用率は4.29%である。", origin=EDITED, facts=(OVERDUE,)),)
    assert codes(opinion(body=body)) == ["stale-as-present"]


@pytest.mark.parametrize(
    "text",
    [
        "区民が安心して医療を受けられる環境を守ることは区議会の責務である。",
        "地方自治法第99条及び番号法第16条の2第1項の趣旨に沿うべきである。",
        "番号法（平成25年法律第27号）の趣旨に沿うべきである。",
        "保険医療機関及び保険医療養担当規則（昭和32年厚生省令第15号）による。",
        "窓口では10割負担を求められる例もあり、3割負担の人が困っている。",
        "1日も早く、24時間いつでも受診できるようにすべきである。",
        "一人一人の声を聴くべきである。",
        "会長は「2万人が困っている」と述べた。",
        "第217回国会で審議された。",
    ],
)
def test_an_own_paragraph_without_figures_needs_no_source(text: str) -> None:
    assert codes(opinion(body=(passage(text),))) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("利用率は29.3%である。", "29.3%"),
        ("相談は１，２３４件に上る。", "1234件"),
        ("約3万人が困っている。", "3万人"),
        ("システムに217億円が充てられた。", "217億円"),
        ("令和6年12月2日に新規発行が停止された。", "6年"),
        ("回答した12,735の医療機関の7割が困った。", "7割"),
        ("国民の七割が反対している。", "七割"),
        ("区内の8か所で起きた。", "8か所"),
    ],
)
def test_a_figure_in_an_own_paragraph_wants_a_source(text: str, figure: str) -> None:
    (finding,) = findings(opinion(body=(passage(text),)))
    assert (finding.code, finding.severity.label, finding.quote) == ("figure-without-source", "確かめる", figure)
    assert codes(opinion(body=(passage(text, sources=(SOURCE,)),))) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"known": False, "retired": True, "newer": True}, ["origin-unknown"]),
        ({"retired": True, "newer": True}, ["origin-retired"]),
        ({"newer": True}, ["origin-newer"]),
    ],
)
def test_the_state_of_a_library_block_is_told_once(changes: dict[str, bool], found: list[str]) -> None:
    origin = replace(LIBRARY, **changes)
    assert codes(opinion(body=(passage("文である。", origin=origin),))) == found
    assert codes(opinion(demands=(demand(origin=origin),))) == found


def test_a_newer_version_can_be_taken_with_one_click() -> None:
    (finding,) = findings(opinion(demands=(demand(origin=replace(LIBRARY, newer=True)),)))
    assert finding.mend is not None
    assert (finding.mend.remedy, finding.mend.where) == ("newer", "d1")
    assert "「廃止の前提条件」に、第1版より新しい版" in finding.message


def test_a_newer_version_does_not_write_over_edited_words() -> None:
    edited = replace(LIBRARY, edited=True, newer=True)
    (finding,) = findings(opinion(demands=(demand(origin=edited),)), "origin-newer")
    assert finding.mend is None


def test_the_words_of_a_quotation_are_not_to_be_changed() -> None:
    quotation = Quotation("b2", "義務は課していない", "大臣", LIBRARY)
    assert codes(opinion(body=(quotation,))) == []
    (finding,) = findings(opinion(body=(replace(quotation, origin=EDITED),)))
    assert (finding.code, finding.severity.label, finding.where) == ("quotation-edited", "直す", "b2")
