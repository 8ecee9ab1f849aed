"""A mend of one click: the finding is gone after it, and nothing else has changed."""

from dataclasses import replace

import pytest

from drafting.checks import Remedy
from drafting.compose.content import DraftContent, PartialDate

from .papers import codes, demand, findings, opinion, own, style

DECEMBER = {"date": PartialDate(2026, 12)}
UNDATED = {"date": PartialDate()}
WESTERN = {"style": style(date_calendar="seireki")}


def mended(content: DraftContent, code: str) -> str:
    """The text that the mend of the finding would write."""
    (finding,) = findings(content, code)
    assert finding.mend is not None
    assert finding.mend.remedy is Remedy.TEXT
    return finding.mend.new


@pytest.mark.parametrize(
    ("code", "text", "after"),
    [
        ("old-article-99", "地方自治法第99条第2項により出す。", "地方自治法第99条により出す。"),
        (
            "old-article-99",
            "旧法に「第99条第2項」とあり、地方自治法99条の2により出す。",
            "旧法に「第99条第2項」とあり、地方自治法第99条により出す。",
        ),
        ("circled-digit", "①は一つ、②は二つ、①を見よ。", "（1）は一つ、（2）は二つ、（1）を見よ。"),
        ("relative-date", "昨年、窓口が閉じた。", "令和7年、窓口が閉じた。"),
        (
            "relative-date",
            "本年12月に「昨年」と述べ、昨年度も述べた。",
            "令和8年12月に「昨年」と述べ、令和7年度も述べた。",
        ),
        ("relative-date", "来月に始まる。", "令和9年1月に始まる。"),
        ("mixed-calendar", "２０２４年12月に終えた。", "令和6年12月に終えた。"),
        (
            "mixed-calendar",
            "「2023年」の令和5年（2023年）に続き、2024年と2025年も続いた。",
            "「2023年」の令和5年（2023年）に続き、令和6年と令和7年も続いた。",
        ),
        ("mixed-calendar", "2019年6月1日に始まった。", "令和元年6月1日に始まった。"),
        (
            "mixed-register",
            "「困ります。」という声が寄せられています（区の調査）。足りない。必要です。",
            "「困ります。」という声が寄せられている（区の調査）。足りない。必要である。",
        ),
    ],
)
def test_a_text_is_mended_where_it_must_be_and_nowhere_else(code: str, text: str, after: str) -> None:
    assert mended(own(text, **DECEMBER), code) == after
    assert code not in codes(own(after, **DECEMBER))


def test_years_of_an_era_become_western_where_the_style_says_so() -> None:
    text = "令和５年6月、昭和36年に皆保険となり、令和5年法律第48号が成った。"
    after = "2023年6月、1961年に皆保険となり、令和5年法律第48号が成った。"
    assert mended(own(text, **WESTERN), "mixed-calendar") == after
    assert "mixed-calendar" not in codes(own(after, **WESTERN))


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("relative-date", own("昨年、窓口が閉じた。", **UNDATED)),
        ("relative-date", own("先月、窓口が閉じた。", date=PartialDate(2026))),
        ("relative-date", own("昨日、窓口が閉じた。", **DECEMBER)),
        ("mixed-calendar", own("2019年に始まった。")),
        ("mixed-calendar", own("1989年1月に始まった。")),
        ("mixed-calendar", own("2019年13月に始まった。")),
        ("loaded-word", own("強行された。")),
        ("long-sentence", own("あ" * 130)),
    ],
)
def test_what_is_not_plain_is_left_to_the_writer(code: str, content: DraftContent) -> None:
    (finding,) = findings(content, code)
    assert finding.mend is None


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("下記のとおり求める。", "次のとおり求める。"),
        ("下記事項を求める。", "次の事項を求める。"),
        ("下記3点を求める。「下記」は引用である。", "次の3点を求める。「下記」は引用である。"),
        ("下記、求める。", "次、求める。"),
    ],
)
def test_below_becomes_next_where_there_is_no_list_under_its_heading(text: str, after: str) -> None:
    keys = {"style": style(list_heading="")}
    assert mended(own(text, **keys), "below-without-list") == after
    assert "below-without-list" not in codes(own(after, **keys))


def test_the_lead_points_to_the_list() -> None:
    after = mended(opinion(lead="よって、次の3点を求める。"), "lead-without-below")
    assert after == "よって、下記の3点を求める。"
    assert "lead-without-below" not in codes(opinion(lead=after))


def test_an_empty_demand_can_be_dropped() -> None:
    content = opinion(demands=(demand(), demand(" ", id="d2")))
    (finding,) = findings(content, "empty-paragraph")
    assert finding.mend is not None
    assert (finding.mend.remedy, finding.mend.where) == (Remedy.DROP, "d2")
    assert codes(replace(content, demands=content.demands[:1])) == codes(opinion())
