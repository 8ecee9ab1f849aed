"""The plain text: places kept by full-width spaces."""

from __future__ import annotations

import pytest

from drafting.render.to_text import to_text
from tests.render.documents import SAMPLES

COVER = """\
　　発議第　　　号

　　　健康保険証の復活と誰もが安心して受診できる制度を求める意見書の提出について

　上記の議案を別紙のとおり三鷹市議会会議規則第14条第1項の規定により提出します。

　　令和８年12月　　日

　　　　　　　　　　　　　　　　　　　提出者　三鷹市議会議員　　佐藤　一郎
　　　　　　　　　　　　　　　　　　　賛成者　三鷹市議会議員　　鈴木　花子
　　　　　　　　　　　　　　　　　　　　　　　三鷹市議会議員　　𠮷田　髙志
　　　　　　　　　　　　　　　　　　　　　　　三鷹市議会議員　　勅使河原　慎太郎
　　　　　　　　　　　　　　　　　　　　　　　三鷹市議会議員　　林　実

　三鷹市議会議長　　　　　　　　　様
"""


def test_a_cover_reads_as_it_stands_on_the_paper() -> None:
    assert to_text(SAMPLES["opinion"]).startswith(COVER)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("opinion_with_endnotes", "　ア　交付に当たっては、本人の申請を要しないものとすること。"),
        ("opinion_with_endnotes", "(2)　医療現場で生じている問題を調査し、公表すること。（注1）"),
        ("combined_opinion", "　衆議院議長　額賀　福志郎　様"),
        ("combined_opinion", "　内閣総理大臣　　　　　　　　　様"),
        ("resolution", "　国民皆保険を堅持すること。"),
        ("petition", "　　　　　　　　　　　　　　　　請願者　東京都渋谷区宇田川町1番1号　渋谷ビル３階"),
    ],
)
def test_lines_keep_their_place(name: str, line: str) -> None:
    assert line in to_text(SAMPLES[name]).splitlines()


def test_no_marks_are_printed_where_the_style_asks_for_none() -> None:
    assert "注" not in to_text(SAMPLES["combined_opinion"])
