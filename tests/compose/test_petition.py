from dataclasses import replace
from typing import Any

import pytest

from drafting.compose.composer import compose
from drafting.compose.content import PartialDate, Passage, Signatory, Wording
from drafting.compose.document import DemandList, SheetRole, SignatoryLine, SignatoryList, Title
from drafting.compose.kinds import Asks, Kind, Role
from drafting.compose.layouts import letter_title_of
from drafting.compose.style import base_layer, resolve
from tests.compose.papers import (
    OFFICES,
    PETITIONER,
    attachment,
    cover,
    every,
    letter,
    only,
    own,
    paragraphs,
    petition,
    said,
    texts,
    wanted,
)

TWO = wanted("一つ目。", "二つ目。")


def test_the_petition_of_the_base_style_is_the_standard_form() -> None:
    given = petition(summary="趣旨である。", demands=TWO, date=PartialDate(2026, 11, 30))
    assert texts(cover(given)) == ["健康保険証の復活を求める意見書の提出を求める請願書", "紹介議員|加藤 進"]
    assert texts(letter(given)) == [
        "健康保険証の復活を求める意見書の提出を求める請願書",
        "請願の趣旨",
        "趣旨である。",
        "請願の理由",
        "理由である。",
        "請願事項",
        "次の事項を内容とする意見書を国会及び関係行政庁に提出すること。",
        "１|一つ目。|２|二つ目。",
        "地方自治法第124条の規定により、上記のとおり請願書を提出します。",
        "令和8年11月30日",
        "原村議会議長|様",
        "請願者|住所　長野県諏訪郡原村1-2(3)|原村の医療を考える会|代表|田中 光子　外128名",
    ]


def test_an_appeal_is_the_same_without_cover_introducers_and_article_124() -> None:
    given = petition(kind=Kind.APPEAL, title="復活を求める陳情書", signatories=(PETITIONER,), asks=Asks.OWN)
    assert [sheet.label for sheet in compose(given).sheets] == ["陳情書"]
    assert texts(letter(given)) == [
        "復活を求める陳情書",
        "陳情の理由",
        "理由である。",
        "陳情事項",
        "復活させること。",
        "上記のとおり陳情します。",
        "令和　　年　　月　　日",
        "原村議会議長|様",
        "陳情者|住所　長野県諏訪郡原村1-2(3)|原村の医療を考える会|代表|田中 光子　外128名",
    ]


def sections(style: dict[str, Any], **values: Any) -> list[str]:
    return texts(letter(petition(style={"letter_order": ["sections"]} | style, asks=Asks.OWN, **values)))


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ({"petition_sections": [["summary+demands", "要旨"]]}, ["要旨", "趣旨。", "復活させること。"]),
        ({"petition_sections": [["summary+body", "《{kind}の要旨》"]]}, ["《請願の要旨》", "趣旨。", "理由である。"]),
        ({"petition_sections": [["body", ""], ["body", "理由"]]}, ["理由である。"]),
        ({"petition_sections": [["demands", ""]]}, ["記", "復活させること。"]),
        ({"petition_sections": [["demands", ""]], "list_heading": ""}, ["復活させること。"]),
        (
            {"petition_sections": [["demands", "項目"]], "demand_lead": "{below}を。"},
            ["項目", "次を。", "復活させること。"],
        ),
        ({"petition_sections": [["demands", "項目"]], "demand_layout": "sentence"}, ["項目", "復活させること。"]),
        (
            {"letter_order": ["sections", "demands"], "demand_lead": "{below}を。"},
            ["請願の趣旨", "趣旨。", "請願の理由", "理由である。", "下記を。", "記", "復活させること。"],
        ),
    ],
)
def test_sections_are_the_styles_and_nothing_prints_twice(style: dict[str, Any], printed: list[str]) -> None:
    assert sections(style, summary="趣旨。") == printed


def test_an_empty_section_is_left_out() -> None:
    assert sections({}, body=(), demands=()) == []


def test_a_typed_lead_opens_the_demands() -> None:
    assert sections({}, lead="お願いします。")[-2:] == ["お願いします。", "復活させること。"]


@pytest.mark.parametrize(("least", "lines"), [(None, 1), (2, 2)])
def test_a_petition_without_introducers_leaves_room_for_them(least: int | None, lines: int) -> None:
    given = petition(signatories=(PETITIONER,), style={"introducers_min": least})
    assert [line.name.strip() for line in only(cover(given), SignatoryList).lines] == [""] * lines


def test_an_appeal_leaves_no_room_for_introducers() -> None:
    given = petition(kind=Kind.APPEAL, signatories=(), style={"cover": "separate"})
    assert every(cover(given), SignatoryList) == []


def test_the_seal_stands_behind_the_name_and_before_the_others() -> None:
    given = petition(style={"seal": "印", "others_form": "ほか{n}人", "numerals": "full"})
    assert only(cover(given), SignatoryList).lines == (SignatoryLine("紹介議員", "", "加藤 進", "印"),)
    (line,) = only(letter(given), SignatoryList).lines
    assert (line.name, line.seal) == ("田中 光子　印　ほか１２８人", "")


def test_names_addresses_and_organisations_print_as_typed() -> None:
    person = Signatory(Role.PETITIONER, "葛󠄀城 髙志2", organisation="ＡＢ(1)会", address="原村１-2(3)")
    given = petition(signatories=(person,), style={"numerals": "full"})
    (line,) = only(letter(given), SignatoryList).lines
    assert (line.name, line.above) == ("葛󠄀城 髙志2", ("住所　原村１-2(3)", "ＡＢ(1)会"))


def test_petitioners_stand_wherever_a_style_asks_for_signatories() -> None:
    given = petition(style={"cover_order": ["signatories"]})
    assert texts(cover(given)) == ["請願者|住所　長野県諏訪郡原村1-2(3)|原村の医療を考える会|代表|田中 光子　外128名"]


def test_a_paper_that_nobody_has_signed_leaves_room_for_address_and_name() -> None:
    (line,) = only(letter(petition(signatories=())), SignatoryList).lines
    assert (line.label, line.name.strip(), line.above[0].strip()) == ("請願者", "", "住所")


@pytest.mark.parametrize("kind", [Kind.PETITION, Kind.APPEAL])
def test_the_letter_that_is_asked_for_is_attached(kind: Kind) -> None:
    given = petition(
        kind=kind,
        preamble="前文。",
        demands=TWO,
        lead="請願の前置き。",
        addressees=OFFICES[:1],
        date=PartialDate(2026, 11, 30),
        letter_date=PartialDate(2026, 12),
    )
    assert texts(attachment(given)) == [
        "健康保険証の復活を求める意見書（案）",
        "前文。",
        "理由である。",
        "よって、国におかれては、下記の事項を実現するよう強く求める。",
        "記",
        "１|一つ目。|２|二つ目。",
        "以上、地方自治法第99条の規定により意見書を提出する。",
        "令和8年12月　　日",
        "原村議会",
        "衆議院議長|様",
    ]


def test_no_letter_is_attached_where_the_assembly_itself_is_to_act() -> None:
    assert SheetRole.ATTACHMENT not in [sheet.role for sheet in compose(petition(asks=Asks.OWN)).sheets]


def test_the_attached_letter_is_plain_in_the_librarys_words_and_leaves_the_authors_alone() -> None:
    polite = Passage("b1", Wording("{here}は求めます。", True), letter_wording=Wording("{here}は求める。", True))
    given = petition(body=(polite, own("私が書きました。", "b2"), said("引用")))
    assert paragraphs(letter(given))[:2] == ["本村は求めます。", "私が書きました。"]
    assert paragraphs(attachment(given))[:2] == ["本村は求める。", "私が書きました。"]


def test_the_attached_letter_has_the_style_of_the_assemblys_letters() -> None:
    style = resolve(
        [base_layer(Kind.OPINION), {"list_numbers": "(1)", "state": "政府", "letter_order": ["number", "demands"]}]
    )
    given = replace(petition(demands=TWO), letter_style=style)
    assert only(attachment(given), DemandList).items[1].number == "(2)"
    assert only(letter(given), DemandList).items[1].number == "２"
    assert texts(attachment(given))[0] == "政府におかれては、下記の事項を実現するよう強く求める。"


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("復活を求める意見書の提出を求める請願書", "復活を求める意見書"),
        ("意見書の扱いに関する意見書の提出を求める請願", "意見書の扱いに関する意見書"),
        ("復活を求める請願書", "復活を求める意見書"),
        ("復活に関する陳情", "復活に関する意見書"),
        ("復活を", "復活を意見書"),
        ("", ""),
    ],
)
def test_the_letters_title_is_the_petitions_up_to_the_last_ikensho(title: str, letters: str) -> None:
    assert letter_title_of(title) == letters


def test_a_petition_without_a_title_asks_for_a_letter_without_one() -> None:
    given = petition(title="")
    assert only(letter(given), Title).text == "○○○○に関する請願書"
    assert only(attachment(given), Title).text == "○○○○に関する意見書（案）"
