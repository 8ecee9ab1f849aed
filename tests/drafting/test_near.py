"""A search that nothing answers as it was typed goes on from the words in it that the library has."""

from __future__ import annotations

import pytest

from drafting.actions.library import load_release
from drafting.models.finding import matching, numbers
from drafting.models.near import look_for, near
from drafting.models.synonyms import MISTYPED, RELATED, corrected, related

from . import small

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("施設入所者", ("施設", "入所者")),
        ("地方自治法99条", ("地方自治法", "99条")),
        ("国保料と滞納", ("滞納",)),
        ("マイナ保険証の利用率は何パーセントか", ("マイナ保険証", "利用率")),
        ("資格確認書は申請しなくても届くのか", ("資格確認書", "申請")),
        ("自治体の事務負担", ("自治体", "事務", "負担")),
        ("紙の保険証", ("紙の", "保険証")),
        ("なりすましによる受診", ("なりすまし", "受診")),
        ("医療現場の、トラブルの割合。", ("医療現場", "トラブル", "割合")),
    ],
)
def test_a_compound_or_a_sentence_is_read_as_the_words_that_the_library_has(query: str, used: tuple[str, ...]) -> None:
    answer = look_for(query)
    assert answer.near is not None
    assert answer.near.used == used
    assert {one.pk for one in answer.editions} == set(matching(" ".join(used)).values_list("pk", flat=True)) != set()


@pytest.mark.parametrize("query", ["ぬぬぬぬぬぬ", "", "。", "鮪鯖鰯", "認知症", "外国人", "何人"])
def test_where_no_word_is_known_nothing_is_found(query: str) -> None:
    assert near(query).used == ()


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("認知症", ("認知症",)),
        ("地震 能登", ("地震", "能登")),
        ("開業医 廃業", ("開業医",)),
        ("7,000万枚", ("7,000万枚",)),
        ("７０００万", ("7000万",)),
        ("75歳以上", ("75歳",)),
        ("憲法25条のこと", ("憲法25条",)),
        ("赤ちゃんの保険証", ("赤ちゃん",)),
    ],
)
def test_what_is_nowhere_in_the_library_is_told_whole(query: str, unknown: tuple[str, ...]) -> None:
    assert near(query).unknown == unknown


@pytest.mark.parametrize("query", ["無保険", "無保険者", "視覚障害", "短期証", "補助金", "マル福", "非課税"])
def test_a_word_is_not_answered_by_a_part_that_means_something_else(query: str) -> None:
    assert look_for(query).editions == []


def test_words_that_stand_in_no_item_together_are_offered_alone() -> None:
    load_release(
        [
            small.theme(),
            small.argument(slug="x-one", title="砂時計", passages=[]),
            small.argument(slug="x-two", title="羅針盤", passages=[]),
            small.argument(slug="x-three", title="羅針盤の針", passages=[]),
        ]
    )
    answer = look_for("砂時計 羅針盤")
    assert [one.entry.slug for one in answer.editions] == ["x-one"]
    assert answer.near is not None
    assert answer.near.others == (("羅針盤", 2),)
    assert not answer.near.is_whole


def test_what_is_found_as_typed_is_left_alone() -> None:
    answer = look_for("資格確認書 申請")
    assert answer.near is None
    assert answer.by == "資格確認書 申請"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("保健証の廃止", "保険証の廃止"), ("まいなほけんしょう", "マイナ保険証"), ("健康保険証", "健康保険証")],
)
def test_a_mistyped_word_is_read_as_it_was_meant(typed: str, read: str) -> None:
    assert corrected(typed) == read
    answer = look_for(typed)
    assert answer.by == read
    assert {one.pk for one in answer.editions} == set(matching(read).values_list("pk", flat=True))


def test_what_is_read_for_another_word_is_in_the_library() -> None:
    assert 0 not in numbers([right for _, right in MISTYPED])


def test_every_word_to_go_on_from_is_in_the_library_and_what_it_stands_for_is_not_put_twice() -> None:
    words = sorted({word for _, offered in RELATED for word in offered})
    assert 0 not in numbers(words)
    heard = [word for asked, _ in RELATED for word in asked]
    assert len(heard) == len(set(heard))


@pytest.mark.parametrize(
    ("query", "word"), [("認知症の母", "暗証番号"), ("認知症", "代理"), ("外国人", "在留カード"), ("特養", "施設")]
)
def test_what_the_library_does_not_speak_of_leads_to_words_that_it_has(query: str, word: str) -> None:
    assert word in related(query)


def test_a_long_paste_asks_few_questions(django_assert_num_queries: object) -> None:
    pasted = ("高齢の母がひとり暮らしでマイナンバーカードの更新に行けず、資格確認書も届かないと聞き不安です。" * 3)[
        :100
    ]
    with django_assert_num_queries(5):  # type: ignore[operator]
        look_for(pasted)
