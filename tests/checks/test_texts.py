"""Sentences, and which texts are the writer's own."""

import pytest

from drafting.checks.texts import own_texts, sentences
from drafting.compose.content import DemandItem
from drafting.compose.stated import plain_digits, without_quotations

from .papers import EDITED, LIBRARY, demand, opinion, passage


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一つ。二つ。", ["一つ", "二つ"]),
        ("終わりなし", ["終わりなし"]),
        ("「そう。こう。」と述べた。次。", ["「そう。こう。」と述べた", "次"]),
        ("括弧（中。外。）の文。", ["括弧（中。外。）の文"]),
        ("一行\n二行。", ["一行", "二行"]),
        ("閉じない「引用。次の文。", ["閉じない「引用。次の文。"]),
        ("", []),
    ],
)
def test_a_sentence_ends_at_its_own_full_stop(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_only_what_the_writer_wrote_or_changed_is_his_own() -> None:
    content = opinion(
        summary="趣旨",
        preamble=" ",
        body=(passage("庫", id="b1", origin=LIBRARY), passage("改", id="b2", origin=EDITED), passage("自", id="b3")),
        demands=(demand(origin=LIBRARY, items=(DemandItem("i1", "細目"),)), demand("求", id="d2")),
    )
    assert [written.where for written in own_texts(content)] == ["title", "summary", "b2", "b3", "i1", "d2"]


def test_quotations_are_not_the_writers_words() -> None:
    assert without_quotations("彼は「強行「採決」だ」と『独裁』を評した") == "彼は「」と「」を評した"


@pytest.mark.parametrize(("text", "plain"), [("４，９４１，１０２件", "4941102件"), ("1,2,3", "1,2,3"), ("12%", "12%")])
def test_digits_are_compared_without_width_and_commas(text: str, plain: str) -> None:
    assert plain_digits(text) == plain
