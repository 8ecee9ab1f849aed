"""Plain sentences said politely: those that must stay, the endings, and every text of the library that is read out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafting.compose.polite import politely

LIBRARY = Path(__file__).parents[2] / "fixtures" / "library"


@pytest.mark.parametrize("text", ["そうです。", "求めます。", "できませんでした。", "いかがでしょう。"])
def test_what_is_polite_stays(text: str) -> None:
    assert politely(text) == text


@pytest.mark.parametrize("text", ["", "約57%。", "以上。", "健康保険証の復活を求める意見書", "する。約57%。"])
def test_an_ending_that_is_not_known_is_left_to_the_caller(text: str) -> None:
    assert politely(text) is None


@pytest.mark.parametrize(
    ("plain", "polite"),
    [
        ("必要である。", "必要です。"),
        ("必要であった。", "必要でした。"),
        ("そうではない。", "そうではありません。"),
        ("必要がない。", "必要がありません。"),
        ("しなければならない。", "しなければなりません。"),
        ("失いかねない。", "失いかねません。"),
        ("見られなかった。", "見られませんでした。"),
        ("報告はなかった。", "報告はありませんでした。"),
        ("公表した。", "公表しました。"),
        ("続いている。", "続いています。"),
        ("始まった。", "始まりました。"),
        ("めどが立った。", "めどが立ちました。"),
        ("及んだ。", "及びました。"),
        ("求める。", "求めます。"),
        ("残る。", "残ります。"),
        ("異なる。", "異なります。"),
        ("違う。", "違います。"),
        ("望ましい。", "望ましいです。"),
        ("示された（2026年1月の資料）。", "示されました（2026年1月の資料）。"),
        ("「要る。」と述べた。次に示す。", "「要る。」と述べました。次に示します。"),
    ],
)
def test_the_last_word_of_each_sentence_changes(plain: str, polite: str) -> None:
    assert politely(plain) == polite


def test_of_the_library_all_that_is_read_out_can_be_said_politely_but_a_few() -> None:
    arguments = [one for path in LIBRARY.glob("arguments/*.json") for one in json.loads(path.read_text("utf-8"))]
    facts = json.loads((LIBRARY / "facts.json").read_text("utf-8"))
    replies = [objection["reply"] for one in arguments for objection in one["opposing"]]
    texts = [one["claim"] for one in arguments] + replies + [one["statement"] for one in facts]
    assert len(texts) > 400
    assert len([text for text in texts if politely(text) is None]) <= len(texts) * 0.02
