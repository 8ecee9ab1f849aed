"""Every key of a house style changes all four outputs as it should, each read back from what was written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import pytest

from drafting.checks import run
from drafting.compose.composer import compose
from drafting.compose.content import Addressee, PartialDate, Signatory
from drafting.compose.kinds import Kind, Role
from drafting.compose.style import KEYS, base_layer, resolve
from tests.compose.papers import INTRODUCER, PETITIONER, SIGNED, content, own, petition, said, wanted
from tests.render.glyphs import lines, pitches, text_of
from tests.styles.outputs import FORMATS, Outputs, classes, outputs, run_styles, sections

OPINION: dict[str, Any] = {
    "bill_number": "3",
    "presiding_officer": "山田 花子",
    "signatories": SIGNED,
    "date": PartialDate(2026, 12, 11),
    "letter_date": PartialDate(2026, 12, 18),
    "reasons": "市民の不安をなくすためである。",
    "body": (own("窓口での相談が12件あった。"), said("任意である。")),
    "demands": wanted("発行を再開すること。", "交付を続けること。"),
    "addressees": (Addressee("衆議院議長", "額賀 一郎"), Addressee("内閣総理大臣", "石川 二郎")),
}
PETITION: dict[str, Any] = {
    "summary": "発行の再開を求めます。",
    "body": (own("相談が続いています。"),),
    "demands": wanted("発行を再開すること。"),
    "asks": "own",
    "signatories": (INTRODUCER, PETITIONER),
}


@dataclass(frozen=True)
class Case:
    """`under`: other keys that this one needs; `come` and `gone`: words that only the changed, only the other paper
    has; `order`: words that stand in this order on the changed paper, and did not before."""

    value: Any
    come: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    under: dict[str, Any] = field(default_factory=dict)
    draft: dict[str, Any] = field(default_factory=dict)
    kind: Kind = Kind.OPINION


CASES: dict[str, Case] = {
    "cover": Case("none", gone=("上記の議案を別紙のとおり", "発議第3号")),
    "cover_order": Case(["submit_sentence", "number"], order=("上記の議案を", "発議第3号"), gone=("の提出について",)),
    "letter_order": Case(
        ["addressees", "issuer", "demands", "body"],
        order=("衆議院議長", "発行を再開すること", "窓口での相談"),
        gone=("地方自治法第99条",),
    ),
    "number_line": Case("意見案第{number}号", come=("意見案第3号",), gone=("発議第3号",)),
    "cover_title_suffix": Case("について", come=("求める意見書について",), gone=("の提出について",)),
    "letter_title_suffix": Case("", gone=("意見書(案)",)),
    "letter_title": Case("kind", gone=("求める意見書(案)",)),
    "submit_sentence": Case("右の議案を提出する。", come=("右の議案を提出する。",), gone=("上記の議案を",)),
    "rules": Case("{assembly}規則", come=("世田谷区議会規則第条の",), gone=("会議規則",)),
    "article": Case("第14条第2項", come=("会議規則第14条第2項の規定",), gone=("会議規則第条",)),
    "date_suffix": Case("提出", come=("12月11日提出提出者",)),
    "presiding_honorific": Case("殿", come=("議長山田花子殿",), gone=("議長山田花子様",)),
    "signatory_layout": Case("first_and_others", come=("佐藤一郎議員ほか2人提出",), gone=("鈴木花子",)),
    "signatory_labels": Case(["発議者", "賛同者"], come=("発議者", "賛同者"), gone=("提出者", "賛成者")),
    "signatory_title": Case("議会の議員", come=("議会の議員佐藤一郎",), gone=("区議会議員",)),
    "repeat_mark": Case("〃", come=("〃𠮷田髙志",)),
    "seal": Case("印", come=("佐藤一郎印", "鈴木花子印")),
    "reasons_place": Case("after_letter", come=("提案理由市民の不安をなくすためである。",)),
    "reasons_heading": Case("説　明", come=("説明市民の",), gone=("提案理由",), under={"reasons_place": "cover"}),
    "body_heading": Case("（わ　け）", come=("(わけ)窓口での相談",)),
    "demand_layout": Case(
        "sentence", come=("発行を再開すること並びに交付を続けることを強く求める。",), gone=("下記の事項",)
    ),
    "demand_lead": Case("{state}は{below}を行うよう求める。", come=("国は下記を行うよう",), gone=("よって、国に",)),
    "demand_sentence": Case(
        "{demands}を要望する。",
        come=("交付を続けることを要望する。",),
        gone=("強く求める",),
        under={"demand_layout": "sentence"},
    ),
    "list_heading": Case("", come=("次の事項を実現",), gone=("下記の事項", "記1")),
    "list_numbers": Case("一、", come=("一、発行を再開", "二、交付を続ける"), gone=("1発行を再開",)),
    "closing": Case("以上、意見書とする。", come=("以上、意見書とする。",), gone=("地方自治法第99条",)),
    "closing_register": Case("polite", come=("意見書を提出します。",), gone=("意見書を提出する。",)),
    "state": Case("政府", come=("政府におかれては",), gone=("国におかれては",)),
    "date_calendar": Case("both", come=("令和8年(2026年)12月11日", "令和8年(2026年)12月18日")),
    "numerals": Case("kanji", come=("十二件", "第九十九条", "令和八年"), gone=("12件", "令和8年")),
    "issuer": Case("prefecture_and_assembly", come=("12月18日東京都世田谷区議会",)),
    "addressee_layout": Case("line", come=("衆議院議長様、内閣総理大臣様",)),
    "addressee_collective": Case(
        "国会及び政府", come=("国会及び政府様",), gone=("関係行政庁",), under={"addressee_layout": "collective"}
    ),
    "addressee_label": Case("提出先", come=("提出先衆議院議長",)),
    "addressee_honorific": Case("宛て", come=("衆議院議長宛て", "内閣総理大臣宛て"), gone=("衆議院議長様",)),
    "addressee_honorific_once": Case(True, gone=("衆議院議長様",)),
    "addressee_names": Case(True, come=("衆議院議長額賀一郎様", "内閣総理大臣石川二郎様")),
    "addressee_each": Case("各通", come=("内閣総理大臣様各通",)),
    "petition_sections": Case(
        [["demands", "一　求めること"], ["summary+body", "わけ"]],
        come=("一求めること", "わけ発行の再開を"),
        gone=("請願の趣旨", "請願の理由", "請願事項"),
        order=("発行を再開すること", "相談が続いて"),
        kind=Kind.PETITION,
    ),
    "others_form": Case("ほか{n}人", come=("田中光子ほか128人",), gone=("外128名",), kind=Kind.PETITION),
}
# Blank lines for people who have not signed yet: counted by their seals.
BLANKS = {
    "supporters_required": (3, Kind.OPINION, {"signatories": SIGNED[:1]}),
    "introducers_min": (2, Kind.PETITION, {"signatories": (PETITIONER,)}),
}
SPACED = {
    "letter_title_spaced": ("意　見　書　（案）", "spaced", "IkenSpreadTitle", {"letter_title": "kind"}),
    "issuer_spaced": ("世　田　谷　区　議　会", "spaced", "IkenSpread", {}),
}
# What the checks and the screen say, and no paper.
NOT_ON_PAPER = {"introducers_max": 1, "deadline_note": "開会日の前日まで"}


@lru_cache(maxsize=256)
def made(kind: Kind, style: str, draft: tuple[tuple[str, Any], ...]) -> Outputs:
    build, base = (content, OPINION) if kind.is_bill else (petition, PETITION)
    return outputs(build(kind=kind, style=json.loads(style), **base | dict(draft)))


def paper(kind: Kind = Kind.OPINION, style: dict[str, Any] | None = None, **draft: Any) -> Outputs:
    """Each paper is made once for all its tests."""
    return made(kind, json.dumps(style or {}), tuple(draft.items()))


def before_and_after(key: str, case: Case) -> tuple[Outputs, Outputs]:
    before = paper(case.kind, case.under, **case.draft)
    return before, paper(case.kind, case.under | {key: case.value}, **case.draft)


def test_no_key_is_forgotten() -> None:
    assert {*CASES, *BLANKS, *SPACED, *NOT_ON_PAPER, "page"} == set(KEYS)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("key", CASES)
def test_a_key_changes_every_output_as_it_says(key: str, format: str) -> None:
    case = CASES[key]
    before, after = (output.words(format) for output in before_and_after(key, case))
    assert [words for words in case.come if words not in after or words in before] == []
    assert [words for words in case.gone if words in after or words not in before] == []
    assert in_order(case.order, after)
    assert not case.order or not in_order(case.order, before)


def in_order(words: tuple[str, ...], text: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("key", BLANKS)
def test_people_still_to_be_found_get_as_many_lines_as_the_rules_ask_for(key: str, format: str) -> None:
    count, kind, draft = BLANKS[key]
    before = paper(kind, {"seal": "印"}, **draft).words(format).count("印")
    after = paper(kind, {"seal": "印", key: count}, **draft).words(format).count("印")
    assert after - before == count - (kind is Kind.PETITION)


@pytest.mark.parametrize("key", NOT_ON_PAPER)
@pytest.mark.parametrize("kind", Kind)
def test_keys_for_the_checks_and_the_screen_leave_the_paper_alone(key: str, kind: Kind) -> None:
    before, after = paper(kind), paper(kind, {key: NOT_ON_PAPER[key]})
    assert before.document == after.document


def test_too_many_members_who_introduce_are_a_finding() -> None:
    people = (INTRODUCER, Signatory(Role.INTRODUCING_MEMBER, "木村 優"), PETITIONER)
    given = petition(style={"introducers_max": 1}, **PETITION | {"signatories": people})
    assert "too-many-introducers" in {finding.code for finding in run(given, compose(given))}


# Letters set apart: spaces in plain text, spacing elsewhere, so that the words can be searched for.


@pytest.mark.parametrize("key", SPACED)
def test_spaced_letters_are_spaced_in_plain_text_html_and_word(key: str) -> None:
    text, name, word_style, under = SPACED[key]
    before, after = paper(style=under), paper(style=under | {key: True})
    assert text in after.text
    assert text not in before.text
    assert name in classes(after.html)
    assert name not in classes(before.html)
    assert word_style in run_styles(after.docx)
    assert word_style not in run_styles(before.docx)


@pytest.mark.parametrize(("key", "line"), [("letter_title_spaced", "意見書（案）"), ("issuer_spaced", "世田谷区議会")])
def test_spaced_letters_stand_a_letter_apart_in_the_pdf(key: str, line: str) -> None:
    under = SPACED[key][3]
    narrow, wide = (pitch_of(paper(style=style), line) for style in (under, under | {key: True}))
    assert wide == pytest.approx(2 * narrow, rel=0.02)


def pitch_of(output: Outputs, text: str) -> float:
    """Between the first two letters of that line of the letter."""
    (row,) = [row for row in lines(output.pages[-1]) if text_of(row) == text]
    return pitches(row)[0]


# The cover: how many sheets there are.


@pytest.mark.parametrize(("cover", "sheets"), [("separate", 2), ("combined", 1), ("none", 1)])
def test_the_cover_makes_a_sheet_of_its_own_or_none(cover: str, sheets: int) -> None:
    made = paper(style={"cover": cover})
    assert len(made.text.split("\n―")) == sheets
    assert made.html.count("<section") == sheets
    assert len(made.pages) == sheets
    assert len(list(sections(made.docx))) == sheets


def test_a_cover_without_any_block_is_no_empty_page() -> None:
    assert len(paper(style={"cover_order": []}).pages) == 1


# Layers.


@pytest.mark.parametrize("format", FORMATS)
def test_a_layer_with_a_register_of_its_own_drops_the_closing_below_it(format: str) -> None:
    layers = [base_layer(Kind.OPINION), {"closing": "以上、議決する。"}]
    over = [*layers, {"closing_register": "polite"}]
    both = [*layers, {"closing_register": "polite", "closing": "以上、お願いします。"}]
    below, dropped, anew = (restyled(layer).words(format) for layer in (layers, over, both))
    assert "以上、議決する。" in below
    assert "意見書を提出します。" in dropped
    assert "以上、議決する。" not in dropped
    assert "以上、お願いします。" in anew


def restyled(layers: list[dict[str, Any]]) -> Outputs:
    return outputs(replace(content(**OPINION), style=resolve(layers)))


@pytest.mark.parametrize("chars", [42, 36])
@pytest.mark.parametrize("number", KEYS["list_numbers"].choices)
def test_a_number_stands_on_the_line_of_its_demand_in_the_pdf(number: str, chars: int) -> None:
    """一、 is as wide as its column, and a hair wider where letters are spaced."""
    output = paper(style={"list_numbers": number, "page": {"chars_per_line": chars}})
    assert number + "発行を再開すること。" in [text_of(row) for row in lines(output.pages[-1])]
