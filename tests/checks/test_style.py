"""Register, calendar, 記 and 下記."""

import pytest

from drafting.compose.content import DraftContent
from drafting.compose.kinds import Register

from .papers import SOURCE, codes, demand, findings, opinion, own, passage, petition, style


@pytest.mark.parametrize(
    "text",
    [
        "責務である。",
        "求めるべきだ。必要がある。",
        "大臣は「対応します。」と答弁した。",
        "区民からの声。",
        "あります調という語がある。",
        "ますます困難になっている。",
        "対応した（次に述べます）。",
    ],
)
def test_a_plain_letter_in_plain_words_is_left_alone(text: str) -> None:
    assert codes(own(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "責務です。",
        "求めてまいりました。",
        "ご検討ください。",
        "「取得は任意である」と答弁しています。",
        "負担を減らすこと。",
        "次のような声。",
        "困っている人がいます（厚生労働省による）。",
    ],
)
def test_a_polite_petition_in_polite_words_is_left_alone(text: str) -> None:
    assert codes(petition(body=(passage(text, sources=(SOURCE,)),))) == []


@pytest.mark.parametrize("text", ["責務です。", "必要がある。求めます。", "避けられません。", "検討してください。"])
def test_polite_words_in_a_plain_letter_are_told(text: str) -> None:
    (finding,) = findings(own(text))
    assert (finding.code, finding.severity.label, finding.where) == ("mixed-register", "確かめる", "b1")
    assert "「です・ます」で終わっています" in finding.message


@pytest.mark.parametrize(
    "text", ["責務である。", "求めます。必要がある。", "困難だ。", "あってはならない。", "示された。"]
)
def test_plain_words_in_a_polite_petition_are_told(text: str) -> None:
    (finding,) = findings(petition(body=(passage(text),)))
    assert "「である」で終わっています" in finding.message


def test_every_sentence_in_another_register_is_named_and_what_no_mend_can_say_stays() -> None:
    (finding,) = findings(own("必要です。声がある。 ご検討ください。"))
    assert "2つの文が「です・ます」で終わっています" in finding.message
    assert [(one.start, one.text) for one in finding.sentences] == [(0, "必要です"), (11, "ご検討ください")]
    assert finding.hint.startswith("残る1つの文は")
    assert finding.mend is not None
    assert finding.mend.new == "必要である。声がある。 ご検討ください。"
    (left,) = findings(own("ご検討ください。"))
    assert left.mend is None


@pytest.mark.parametrize(
    "content",
    [
        opinion(register=Register.PLAIN, demands=(demand("検討してください"),)),
        opinion(reasons="提出します。", style=style(reasons_place="cover")),
        own("責務である。", title="ください"),
    ],
)
def test_titles_demands_and_reasons_have_no_register(content: DraftContent) -> None:
    assert codes(content) == []


@pytest.mark.parametrize(
    ("text", "calendar"),
    [
        ("令和6年12月に停止された。", "wareki"),
        ("令和6年（2024年）12月に停止された。", "wareki"),
        ("2024年（令和6年）12月に停止された。", "seireki"),
        ("2024年12月に停止された。", "seireki"),
        ("番号法（平成25年法律第27号）による。", "seireki"),
        ("令和6年と2024年に停止された。", "both"),
        ("「2024年に停止する」と答弁した。", "wareki"),
        ("2025年問題がある。", "wareki"),
        ("定員は2024人であった。", "wareki"),
    ],
)
def test_years_in_the_calendar_of_the_paper_are_left_alone(text: str, calendar: str) -> None:
    assert codes(own(text, style=style(date_calendar=calendar))) == []


@pytest.mark.parametrize(
    ("text", "calendar", "year"),
    [
        ("2024年12月に停止された。", "wareki", "2024年"),
        ("令和6年に始まり２０２５年に終わった。", "wareki", "2025年"),
        ("令和元年に始まった。", "seireki", "令和元年"),
    ],
)
def test_years_in_the_other_calendar_are_told(text: str, calendar: str, year: str) -> None:
    (finding,) = findings(own(text, style=style(date_calendar=calendar)))
    assert (finding.code, finding.severity.label, finding.quote) == ("mixed-calendar", "お知らせ", year)


@pytest.mark.parametrize(
    "content",
    [
        own("下記のとおり求める。"),
        own("次のとおり求める。", style=style(list_heading="")),
        petition(body=(passage("下記のとおり求めます。"),), style=style(petition().kind, list_heading="")),
        opinion(lead="下記の事項を求める。"),
        opinion(lead="次の世代のために求める。"),
        opinion(lead="次の事項を求める。", style=style(list_heading="")),
    ],
)
def test_below_and_the_heading_of_the_list_that_agree_are_left_alone(content: DraftContent) -> None:
    assert codes(content) == []


@pytest.mark.parametrize("keys", [{"list_heading": ""}, {"demand_layout": "sentence"}])
def test_below_without_a_list_under_its_heading_is_told(keys: dict[str, str]) -> None:
    (finding,) = findings(own("下記のとおり求める。", style=style(**keys)))
    assert finding.code == "below-without-list"
    assert finding.mend is not None
    assert (finding.mend.old, finding.mend.new) == ("下記のとおり求める。", "次のとおり求める。")


def test_next_before_a_list_under_its_heading_can_become_below() -> None:
    (finding,) = findings(opinion(lead="次の事項を求める。"))
    assert finding.code == "lead-without-below"
    assert finding.mend is not None
    assert "次の事項を求める。".replace(finding.mend.old, finding.mend.new, 1) == "下記の事項を求める。"


def test_an_empty_paragraph_or_demand_is_told() -> None:
    content = opinion(body=(passage(" \n"),), demands=(demand("　"),))
    assert [finding.where for finding in findings(content, "empty-paragraph")] == ["b1", "d1"]
