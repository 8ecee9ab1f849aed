from typing import Any

import pytest

from drafting.compose.content import Addressee, Demand, DemandItem, PartialDate, Passage, Wording
from drafting.compose.document import AddresseeList, DemandList, Issuer, ListItem, QuotedText, Title
from drafting.compose.kinds import Kind, Proposer, Register
from tests.compose.papers import OFFICES, SAGA, content, letter, only, own, paragraphs, said, texts, wanted

BODY = (own("一つ目の段落。"), said("番号は12(3)桁である"))
DEMANDS = wanted("健康保険証を復活させること。", "資格確認書を交付すること。", "意見を聴くこと。")


def test_the_letter_of_the_base_style_is_the_one_that_assemblies_send() -> None:
    given = content(
        preamble="前文。", body=BODY, demands=DEMANDS, addressees=OFFICES, letter_date=PartialDate(2026, 12)
    )
    assert texts(letter(given)) == [
        "健康保険証の復活を求める意見書（案）",
        "前文。",
        "一つ目の段落。",
        "番号は12(3)桁である|河野太郎",
        "よって、国におかれては、下記の事項を実現するよう強く求める。",
        "記",
        "１|健康保険証を復活させること。|２|資格確認書を交付すること。|３|意見を聴くこと。",
        "以上、地方自治法第99条の規定により意見書を提出する。",
        "令和8年12月　　日",
        "世田谷区議会",
        "衆議院議長|様|参議院議長|様|内閣総理大臣|様",
    ]


def test_a_resolution_is_sent_nowhere() -> None:
    assert texts(letter(content(Kind.RESOLUTION, title="求める決議", body=BODY[:1], demands=DEMANDS[:1]))) == [
        "求める決議（案）",
        "一つ目の段落。",
        "よって、国におかれては、下記の事項を実現するよう強く求める。",
        "記",
        "健康保険証を復活させること。",
        "以上、決議する。",
        "令和　　年　　月　　日",
        "世田谷区議会",
    ]


def test_the_letters_date_is_not_the_day_of_handing_in() -> None:
    given = content(date=PartialDate(2026, 12, 10), style={"date_suffix": "提出", "letter_order": ["date"]})
    assert texts(letter(given)) == ["令和　　年　　月　　日"]


@pytest.mark.parametrize(
    ("title", "style", "printed"),
    [
        ("あ", {"letter_title_suffix": ""}, "あ"),
        ("あ", {"letter_title": "kind"}, "意見書（案）"),
        ("", {}, "○○○○に関する意見書（案）"),
        ("第１次(案)の件", {"numerals": "half"}, "第1次（案）の件（案）"),
    ],
)
def test_the_letters_title(title: str, style: dict[str, Any], printed: str) -> None:
    assert only(letter(content(title=title, style=style)), Title) == Title(printed)


def test_a_spaced_title_and_issuer_are_left_to_the_renderer() -> None:
    sheet = letter(content(style={"letter_title": "kind", "letter_title_spaced": True, "issuer_spaced": True}))
    assert only(sheet, Title) == Title("意見書（案）", spaced=True)
    assert only(sheet, Issuer) == Issuer(("世田谷区議会",), spaced=True)


def test_what_is_missing_prints_as_a_blank() -> None:
    assert texts(letter(content(assembly=None, title=""))) == [
        "○○○○に関する意見書（案）",
        "○○○○",
        "よって、国におかれては、下記の事項を実現するよう強く求める。",
        "記",
        "○○○○",
        "以上、地方自治法第99条の規定により意見書を提出する。",
        "令和　　年　　月　　日",
        "○○議会",
        "○○○○|様",
    ]


def test_a_writers_text_keeps_braces_and_the_words_of_quotations() -> None:
    sheet = letter(content(body=(own("{here}の(1)は「第１条(2)」による。"), said("１２(3)"))))
    assert paragraphs(sheet)[0] == "{here}の（1）は「第１条(2)」による。"
    assert only(sheet, QuotedText).text == "１２(3)"


def test_the_librarys_text_is_filled_for_the_assembly() -> None:
    passage = Passage("b1", Wording("{here}の{residents}は{assembly}に", template=True))
    demands = (Demand("d1", Wording("{residents}の声を聴くこと。", template=True)),)
    found = texts(letter(content(assembly=SAGA, body=(passage,), demands=demands)))
    assert "本県の県民は佐賀県議会に" in found
    assert "県民の声を聴くこと。" in found


def demanding(style: dict[str, Any], **values: Any) -> list[str]:
    order = {"letter_order": ["body", "demands"]} | style
    return texts(letter(content(style=order, **{"body": BODY[:1], "demands": DEMANDS[:2]} | values)))[1:]


LISTED = "１|健康保険証を復活させること。|２|資格確認書を交付すること。"


@pytest.mark.parametrize(
    ("style", "values", "printed"),
    [
        (
            {"list_heading": "", "state": "政府"},
            {},
            ["よって、政府におかれては、次の事項を実現するよう強く求める。", LISTED],
        ),
        (
            {},
            {"register": Register.POLITE},
            ["よって、国におかれては、下記の事項を実現するよう強く求めます。", "記", LISTED],
        ),
        ({"demand_lead": "{here}は{below}を{state}に求める。"}, {}, ["本区は下記を国に求める。", "記", LISTED]),
        ({"demand_lead": ""}, {}, ["記", LISTED]),
        (
            {"demand_lead": "様式の文。"},
            {"lead": "{state}に(次を)求める。"},
            ["{state}に（次を）求める。", "記", LISTED],
        ),
        (
            {},
            {"demands": DEMANDS[:1]},
            ["よって、国におかれては、下記の事項を実現するよう強く求める。", "記", "健康保険証を復活させること。"],
        ),
        (
            {"demand_layout": "sentence"},
            {},
            ["よって、国におかれては、健康保険証を復活させること並びに資格確認書を交付することを強く求める。"],
        ),
        (
            {"demand_layout": "sentence"},
            {"demands": DEMANDS, "register": Register.POLITE, "lead": "前置き。"},
            [
                "前置き。",
                "よって、国におかれては、健康保険証を復活させること、資格確認書を交付すること並びに意見を聴くことを強く求めます。",
            ],
        ),
        ({"demand_layout": "sentence", "demand_sentence": "求める。"}, {}, ["求める。", "記", LISTED]),
        ({"demand_layout": "sentence"}, {"demands": ()}, ["よって、国におかれては、○○○○を強く求める。"]),
        (
            {"demand_layout": "sentence"},
            {"demands": wanted("{state}に{demands}こと")},
            ["よって、国におかれては、{state}に{demands}ことを強く求める。"],
        ),
    ],
)
def test_demands_stand_in_a_list_or_in_one_sentence(
    style: dict[str, Any], values: dict[str, Any], printed: list[str]
) -> None:
    assert demanding(style, **values) == printed


@pytest.mark.parametrize("layout", ["list", "sentence"])
def test_demands_that_stand_first_have_no_yotte(layout: str) -> None:
    style = {"letter_order": ["title", "demands", "body"], "demand_layout": layout}
    assert paragraphs(letter(content(style=style, demands=DEMANDS)))[0].startswith("国におかれては、")


@pytest.mark.parametrize(
    ("form", "numbers"), [("１", "１２３"), ("一、", ["一、", "二、", "三、"]), ("1.", ["1.", "2.", "3."])]
)
@pytest.mark.parametrize("numerals", ["half", "full", "kanji"])
def test_list_numbers_are_their_own_and_follow_no_numerals(form: str, numbers: list[str], numerals: str) -> None:
    given = content(demands=DEMANDS, style={"list_numbers": form, "numerals": numerals})
    assert [item.number for item in only(letter(given), DemandList).items] == list(numbers)


def test_items_of_a_demand_are_numbered_one_level_below() -> None:
    items = (DemandItem("i1", "全員に。"), DemandItem("i2", "すぐに。"))
    demand = Demand("d1", Wording("交付すること。"), items=items)
    (printed,) = only(letter(content(demands=(demand,))), DemandList).items
    assert printed == ListItem(
        "交付すること。", "", "d1", items=(ListItem("全員に。", "(1)", "i1"), ListItem("すぐに。", "(2)", "i2"))
    )
    given = content(demands=(demand,), style={"demand_layout": "sentence"})
    assert "交付すること（全員に、すぐに）を強く求める。" in paragraphs(letter(given))[1]


@pytest.mark.parametrize(
    ("kind", "register", "style", "printed"),
    [
        (Kind.OPINION, Register.PLAIN, {}, "以上、地方自治法第99条の規定により意見書を提出する。"),
        (Kind.OPINION, Register.POLITE, {}, "以上、地方自治法第99条の規定により意見書を提出します。"),
        (
            Kind.OPINION,
            Register.POLITE,
            {"closing_register": "plain"},
            "以上、地方自治法第99条の規定により意見書を提出する。",
        ),
        (
            Kind.OPINION,
            Register.PLAIN,
            {"closing_register": "polite"},
            "以上、地方自治法第99条の規定により意見書を提出します。",
        ),
        (Kind.OPINION, Register.PLAIN, {"numerals": "full"}, "以上、地方自治法第９９条の規定により意見書を提出する。"),
        (Kind.OPINION, Register.PLAIN, {"closing": "{assembly}として提出する。"}, "世田谷区議会として提出する。"),
        (Kind.RESOLUTION, Register.PLAIN, {}, "以上、決議する。"),
        (Kind.PETITION, Register.POLITE, {}, "地方自治法第124条の規定により、上記のとおり請願書を提出します。"),
        (Kind.APPEAL, Register.POLITE, {}, "上記のとおり陳情します。"),
    ],
)
def test_the_closing_belongs_to_kind_and_register(
    kind: Kind, register: Register, style: dict[str, str], printed: str
) -> None:
    given = content(kind, register=register, style={"letter_order": ["closing"]} | style)
    assert texts(letter(given)) == [printed]


def test_an_empty_closing_is_none() -> None:
    assert texts(letter(content(style={"letter_order": ["closing"], "closing": ""}))) == []


@pytest.mark.parametrize(
    ("issuer", "name", "lines"),
    [
        ("assembly", "", ("世田谷区議会",)),
        ("prefecture_and_assembly", "", ("東京都", "世田谷区議会")),
        ("presiding_officer", "𠮷田 髙志", ("世田谷区議会議長　𠮷田 髙志",)),
        ("presiding_officer", "", ("世田谷区議会議長　　　　　　　",)),
        ("presiding_officer_title", "𠮷田 髙志", ("世田谷区議会議長",)),
    ],
)
def test_who_sends_the_letter(issuer: str, name: str, lines: tuple[str, ...]) -> None:
    assert only(letter(content(style={"issuer": issuer}, presiding_officer=name)), Issuer).lines == lines


def test_a_prefecture_is_not_named_twice() -> None:
    sheet = letter(content(assembly=SAGA, style={"issuer": "prefecture_and_assembly"}))
    assert only(sheet, Issuer).lines == ("佐賀県議会",)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ({"addressee_honorific": "あて"}, "衆議院議長|あて|内閣総理大臣|あて"),
        ({"addressee_honorific": "あて", "addressee_honorific_once": True}, "衆議院議長|内閣総理大臣|あて"),
        ({"addressee_honorific": "", "addressee_each": "各通"}, "衆議院議長|内閣総理大臣|各通"),
        ({"addressee_label": "提出先"}, "提出先|衆議院議長|様|内閣総理大臣|様"),
        ({"addressee_names": True}, "衆議院議長|様|内閣総理大臣|葛󠄀城 髙志|様"),
        ({"addressee_layout": "collective"}, "関係行政庁|様"),
        (
            {"addressee_layout": "collective", "addressee_collective": "国会", "addressee_honorific": "宛て"},
            "国会|宛て",
        ),
    ],
)
def test_addressees_as_the_style_says(style: dict[str, Any], printed: str) -> None:
    addressees = (Addressee("衆議院議長"), Addressee("内閣総理大臣", "葛󠄀城 髙志"))
    assert texts(letter(content(style=style | {"letter_order": ["addressees"]}, addressees=addressees))) == [printed]


def test_a_name_that_is_wanted_and_unknown_is_a_blank() -> None:
    sheet = letter(content(style={"addressee_names": True}, addressees=OFFICES[:1]))
    assert only(sheet, AddresseeList).lines[0].name == "　　　　　　"


@pytest.mark.parametrize(("layout", "joined"), [("list", False), ("line", True)])
def test_addressees_on_one_line_are_joined(layout: str, joined: bool) -> None:
    sheet = letter(content(style={"addressee_layout": layout}, addressees=OFFICES))
    assert only(sheet, AddresseeList).joined is joined


def test_a_heading_stands_over_the_body_if_the_style_has_one() -> None:
    given = content(style={"body_heading": "理　由", "letter_order": ["body"]}, body=BODY[:1])
    assert texts(letter(given)) == ["理　由", "一つ目の段落。"]


def test_the_order_is_the_styles_and_a_block_named_twice_prints_once() -> None:
    style = {
        "letter_order": ["addressees", "title", "issuer", "number", "title", "presiding", "introducers", "petitioners"]
    }
    assert texts(letter(content(style=style, addressees=OFFICES[:1]))) == [
        "衆議院議長|様",
        "健康保険証の復活を求める意見書（案）",
        "世田谷区議会",
        "発議第　　　号",
        "世田谷区議会議長|様",
    ]


def test_a_committees_letter_is_that_of_members() -> None:
    committees = letter(content(proposer=Proposer.COMMITTEE, demands=DEMANDS))
    assert committees == letter(content(demands=DEMANDS))
