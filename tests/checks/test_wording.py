"""Old articles, circled digits, relative dates, loaded words, long sentences."""

from typing import Any

import pytest

from drafting.compose.content import DemandItem

from .papers import LIBRARY, SOURCE, codes, demand, findings, opinion, own, passage, style


@pytest.mark.parametrize(
    "text",
    [
        "地方自治法第99条の規定により提出する。",
        "健康保険法第99条第2項による。",
        "健康保険法（大正11年法律第70号）第99条第2項による。",
        "地方自治法第199条の2による。",
        "地方自治法第99条の20という条はない。",
        "旧法には「第99条第2項」とあった。",
        "この点は(1)及び（２）で述べた。",
        "日本年金機構と将来年金を受ける人がいる。",
        "毎年来る書類と前年の書類がある。",
        "民法の強行規定に反する。",
        "大臣は「強行した」と認めた。",
        "あ" * 120 + "。",
    ],
)
def test_words_that_only_look_alike_are_left_alone(text: str) -> None:
    assert codes(own(text)) == []


def test_the_librarys_own_words_are_left_alone() -> None:
    text = "昨年、強行された①の第99条第2項。" + "あ" * 130
    assert codes(opinion(body=(passage(text, origin=LIBRARY),))) == []


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("地方自治法第99条第2項の規定により提出する。", "第99条第2項"),
        ("地方自治法(昭和22年法律第67号)第99条第２項による。", "第99条第２項"),
        ("地方自治法99条の2による。", "99条の2"),
        ("第９９条の２による。", "第９９条の２"),
        ("第九十九条第二項による。", "第九十九条第二項"),
        ("地方自治法により、同法第99条第2項に従う。", "第99条第2項"),
    ],
)
def test_the_article_from_before_the_amendment_is_to_be_mended(text: str, old: str) -> None:
    (finding,) = findings(own(text), "old-article-99")
    assert (finding.severity.label, finding.authority) == ("直す", "地方自治法第99条")
    assert finding.mend is not None
    assert text.replace(finding.mend.old, finding.mend.new) == text.replace(old, "第99条")


def test_the_closing_of_the_style_is_looked_at_too() -> None:
    (finding,) = findings(opinion(style=style(closing="地方自治法第99条第2項により提出する。")))
    assert (finding.code, finding.where) == ("old-article-99", "style.closing")


@pytest.mark.parametrize(
    ("digit", "new"), [("①", "（1）"), ("⑳", "（20）"), ("㉑", "（21）"), ("❷", "（2）"), ("⓪", "（0）")]
)
def test_a_circled_digit_is_to_be_mended(digit: str, new: str) -> None:
    (finding,) = findings(opinion(demands=(demand(f"{digit}窓口を置くこと。"),)))
    assert (finding.code, finding.severity.label, finding.where) == ("circled-digit", "直す", "d1")
    assert finding.mend is not None
    assert finding.mend.new == finding.mend.old.replace(digit, new)
    assert digit not in finding.mend.new


@pytest.mark.parametrize("word", ["本年", "昨年", "一昨年", "今年度", "来秋", "来年", "先月"])
def test_a_relative_date_is_told(word: str) -> None:
    (finding,) = findings(own(f"政府は、{word}の方針を示した。"))
    assert (finding.code, finding.severity.label, finding.quote) == ("relative-date", "お知らせ", word)


@pytest.mark.parametrize("word", ["強行", "強権", "暴挙"])
def test_a_loaded_word_is_told_with_the_reason(word: str) -> None:
    (finding,) = findings(own(f"政府は廃止を{word}的に進めた。"))
    assert (finding.code, finding.severity.label, finding.quote) == ("loaded-word", "お知らせ", word)
    assert "会派" in finding.hint


def test_a_long_sentence_is_told_with_its_length() -> None:
    (finding,) = findings(own("短い文。" + "あ" * 121 + "。"))
    assert (finding.code, finding.message) == ("long-sentence", "一つの文が121字あります。")


@pytest.mark.parametrize(("length", "found"), [(60, []), (61, ["long-title"]), (500, ["long-title"])])
def test_a_long_title_is_told(length: int, found: list[str]) -> None:
    assert codes(opinion(title="題" * length)) == found


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"title": "①の意見書"}, "title"),
        ({"preamble": "①である。"}, "preamble"),
        ({"lead": "①を求める。"}, "lead"),
        ({"demands": (demand(items=(DemandItem("i1", "①を置くこと。"),)),)}, "i1"),
        ({"body": (passage("①である。", id="own", sources=(SOURCE,)),)}, "own"),
    ],
)
def test_every_text_of_the_writers_is_looked_at(changes: dict[str, Any], where: str) -> None:
    (finding,) = findings(opinion(**changes))
    assert (finding.code, finding.where) == ("circled-digit", where)
