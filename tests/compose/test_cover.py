from typing import Any

import pytest

from drafting.compose.composer import compose
from drafting.compose.content import PartialDate, Signatory
from drafting.compose.document import Paragraph, SheetRole, Title
from drafting.compose.kinds import Kind, Proposer, Role
from tests.compose.papers import SIGNED, content, cover, letter, only, own, paragraphs, texts, wanted

CHAIR = (Signatory(Role.SUBMITTER, "佐藤 一郎", "議会運営委員長"),)


def test_the_cover_of_the_base_style_is_the_one_that_councils_print() -> None:
    assert texts(cover(content(signatories=SIGNED, date=PartialDate(2026, 12), presiding_officer="山田 太郎"))) == [
        "発議第　　　号",
        "健康保険証の復活を求める意見書の提出について",
        "上記の議案を別紙のとおり世田谷区議会会議規則第　　条の規定により提出します。",
        "令和8年12月　　日",
        "提出者|世田谷区議会議員|佐藤 一郎|賛成者|世田谷区議会議員|鈴木 花子|世田谷区議会議員|𠮷田 髙志",
        "世田谷区議会議長|山田 太郎|様",
    ]


def test_a_combined_sheet_in_the_manner_of_kumamoto() -> None:
    style = {
        "cover": "combined",
        "cover_order": ["number", "title", "submit_sentence", "date", "signatories", "presiding"],
        "letter_order": ["title", "demands", "body"],
        "cover_title_suffix": "について",
        "letter_title": "kind",
        "letter_title_spaced": True,
        "submit_sentence": "{rules}{article}の規定により意見書を次のとおり提出する。",
        "article": "第13条第1項",
        "date_suffix": "提出",
        "signatory_layout": "all_submitters",
        "signatory_labels": [],
        "repeat_mark": "同",
        "body_heading": "（理　由）",
        "demand_layout": "sentence",
        "demand_sentence": "よって、{demands}を要望いたします。",
    }
    date, demands = PartialDate(2023, 9, 27), wanted("健康保険証廃止を中止すること。")
    document = compose(content(style=style, signatories=SIGNED, date=date, body=(own("理由。"),), demands=demands))
    assert [sheet.role for sheet in document.sheets] == [SheetRole.LETTER]
    assert texts(document.sheets[0]) == [
        "発議第　　　号",
        "健康保険証の復活を求める意見書について",
        "世田谷区議会会議規則第13条第1項の規定により意見書を次のとおり提出する。",
        "令和5年9月27日提出",
        "世田谷区議会議員|佐藤 一郎|同|鈴木 花子|同|𠮷田 髙志",
        "世田谷区議会議長|様",
        "意見書（案）",
        "健康保険証廃止を中止することを要望いたします。",
        "（理　由）",
        "理由。",
    ]


def test_without_a_cover_there_is_the_letter_alone() -> None:
    document = compose(content(style={"cover": "none"}))
    assert [sheet.label for sheet in document.sheets] == ["意見書案"]


def test_the_title_is_indented_on_a_cover_and_centred_on_a_letter() -> None:
    given = content()
    assert (only(cover(given), Title).centred, only(letter(given), Title).centred) == (False, True)


@pytest.mark.parametrize(
    ("kind", "proposer", "number", "line"),
    [
        (Kind.OPINION, Proposer.MEMBERS, "3", "発議第3号"),
        (Kind.OPINION, Proposer.COMMITTEE, "3", "発委第3号"),
        (Kind.RESOLUTION, Proposer.MEMBERS, "", "決議第　　　号"),
    ],
)
def test_the_number_line_belongs_to_kind_and_proposer(kind: Kind, proposer: Proposer, number: str, line: str) -> None:
    assert texts(cover(content(kind, proposer=proposer, bill_number=number)))[0] == line


def test_an_empty_number_line_is_not_printed() -> None:
    assert isinstance(cover(content(style={"number_line": ""})).blocks[0], Title)


@pytest.mark.parametrize(
    "typed",
    [
        "復活を求める意見書",
        "復活を求める意見書（案）",
        "復活を求める意見書(案)",
        "復活を求める意見書の提出について",
        "復活を求める意見書の提出について（案）",
        "復活を求める意見書（案）の提出について",
        " 復活を求める意見書　(案)\n",
    ],
)
def test_a_suffix_typed_with_the_title_is_not_repeated(typed: str) -> None:
    given = content(title=typed)
    assert only(cover(given), Title).text == "復活を求める意見書の提出について"
    assert only(letter(given), Title).text == "復活を求める意見書（案）"


@pytest.mark.parametrize(
    ("style", "sentence"),
    [
        ({"rules": "会議規則"}, "上記の議案を別紙のとおり会議規則第　　条の規定により提出します。"),
        ({"rules": ""}, "上記の議案を別紙のとおり　　　　会議規則第　　条の規定により提出します。"),
        ({"submit_sentence": "「{title}」を提出する。"}, "「健康保険証の復活を求める意見書」を提出する。"),
        ({"submit_sentence": "右の{x}を提出する。", "article": "第14条"}, "右の{x}を提出する。"),
    ],
)
def test_the_submit_sentence_names_rules_article_and_title(style: dict[str, str], sentence: str) -> None:
    assert only(cover(content(style=style)), Paragraph).text == sentence


def signed(layout: str, people: tuple[Signatory, ...] = SIGNED, **style: Any) -> str:
    order = {"cover_order": ["signatories"], "signatory_layout": layout}
    return texts(cover(content(style=order | style, signatories=people)))[0]


@pytest.mark.parametrize(
    ("layout", "style", "printed"),
    [
        (
            "submitter_and_supporters",
            {"repeat_mark": "〃", "seal": "印", "signatory_title": "議員"},
            "提出者|議員|佐藤 一郎|印|賛成者|議員|鈴木 花子|印|〃|𠮷田 髙志|印",
        ),
        (
            "submitter_and_supporters",
            {"signatory_labels": ["（提出者）"], "signatory_title": ""},
            "（提出者）|佐藤 一郎|鈴木 花子|𠮷田 髙志",
        ),
        (
            "all_submitters",
            {"repeat_mark": "同"},
            "提出者|世田谷区議会議員|佐藤 一郎|同|鈴木 花子|同|𠮷田 髙志",
        ),
        ("first_and_others", {}, "佐藤 一郎議員ほか2人提出"),
        ("first_and_others", {"numerals": "full", "seal": "印"}, "佐藤 一郎議員ほか２人提出|印"),
        ("chair", {}, "提出者|　　　　　　委員長|佐藤 一郎"),
    ],
)
def test_signatories_stand_as_the_layout_says(layout: str, style: dict[str, Any], printed: str) -> None:
    assert signed(layout, **style) == printed


@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.RESOLUTION])
def test_a_committees_chair_signs_alone_with_the_title_of_the_office(kind: Kind) -> None:
    given = content(kind, proposer=Proposer.COMMITTEE, signatories=CHAIR, style={"cover_order": ["signatories"]})
    assert texts(cover(given)) == ["提出者|議会運営委員長|佐藤 一郎"]


def test_one_member_alone_has_no_others() -> None:
    assert signed("first_and_others", SIGNED[:1]) == "佐藤 一郎議員提出"


@pytest.mark.parametrize(("required", "supporters"), [(None, 0), (0, 0), (2, 2)])
def test_a_label_with_nobody_behind_it_has_as_many_blanks_as_supporters_are_required(
    required: int | None, supporters: int
) -> None:
    style = {"cover_order": ["signatories"], "supporters_required": required}
    (block,) = cover(content(style=style, signatories=SIGNED[:1])).blocks
    lines = block.lines[1:]
    assert [line.name.strip() for line in lines] == [""] * supporters
    assert [line.label for line in lines] == ["賛成者", ""][:supporters]


def test_a_bill_that_nobody_has_signed_yet_leaves_room_for_its_submitter() -> None:
    (block,) = cover(content(style={"cover_order": ["signatories"]})).blocks
    assert [(line.label, line.name) for line in block.lines] == [("提出者", "　　　　　　")]


@pytest.mark.parametrize(
    ("style", "on_cover", "on_letter"),
    [
        ({}, [], []),
        ({"reasons_place": "cover"}, ["提案理由", "わけ。"], []),
        ({"reasons_place": "after_letter"}, [], ["提案理由", "わけ。"]),
        ({"reasons_place": "cover", "reasons_heading": ""}, ["わけ。"], []),
        ({"cover_order": ["reasons"]}, ["提案理由", "わけ。"], []),
        ({"letter_order": ["title", "reasons"]}, [], ["提案理由", "わけ。"]),
        ({"cover_order": ["reasons"], "letter_order": ["reasons"]}, ["提案理由", "わけ。"], []),
        ({"cover_order": ["title", "reasons"], "reasons_place": "after_letter"}, [], ["提案理由", "わけ。"]),
        ({"letter_order": ["reasons"], "reasons_place": "cover"}, ["提案理由", "わけ。"], []),
    ],
)
def test_reasons_stand_once_where_the_style_puts_them(
    style: dict[str, Any], on_cover: list[str], on_letter: list[str]
) -> None:
    given = content(style=style, reasons="わけ。")
    for sheet, expected in ((cover(given), on_cover), (letter(given), on_letter)):
        found = texts(sheet)
        assert found[len(found) - len(expected) :] == expected
        assert found.count("わけ。") == expected.count("わけ。")


def test_the_list_says_where_on_the_cover_the_reasons_stand() -> None:
    style = {"cover_order": ["number", "reasons", "date"], "reasons_place": "cover"}
    assert texts(cover(content(style=style, reasons="わけ。"))) == [
        "発議第　　　号",
        "提案理由",
        "わけ。",
        "令和　　年　　月　　日",
    ]


def test_reasons_that_the_assembly_wants_and_nobody_wrote_are_a_blank() -> None:
    assert paragraphs(cover(content(style={"reasons_place": "cover"})))[-1] == "○○○○"


@pytest.mark.parametrize("honorific", ["様", "殿"])
def test_the_presiding_officer_is_addressed_as_the_style_says(honorific: str) -> None:
    style = {"cover_order": ["presiding"], "presiding_honorific": honorific}
    assert texts(cover(content(style=style))) == [f"世田谷区議会議長|{honorific}"]
