"""What councillors type finds what the library calls by another name; what they type is found first."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions.library import load_release
from drafting.models.finding import hits, matching, ranked
from drafting.models.search import normalised
from drafting.models.synonyms import GROUPS, said_otherwise

from . import small


def five(query: str) -> str:
    """What the first five hits say."""
    return "\n".join(f"{hit.title} {hit.text}" for hit in hits(ranked(matching(query), query)[:5]))


@pytest.mark.parametrize("word", ["資格", "番", "健康", "障", "令和", "2024", "マイナ保険証", "令和の世"])
def test_a_word_that_has_no_other_is_itself_alone(word: str) -> None:
    assert said_otherwise(normalised(word)) == (normalised(word),)


def test_no_group_says_a_word_twice() -> None:
    listed = [normalised(one) for group in GROUPS for one in group]
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("情報漏洩", "情報漏えい"),
        ("紐付け誤り", "ひも付け誤り"),
        ("マイナカード", "マイナンバーカード"),
        ("令和6年12月", "2024年12月"),
        ("令和元年", "2019年"),
        ("平成27年", "2015年"),
        ("2024年12月2日", "令和6年12月2日"),
    ],
)
def test_the_word_itself_stands_before_the_others(typed: str, found: str) -> None:
    ways = said_otherwise(normalised(typed))
    assert ways[0] == normalised(typed)
    assert normalised(found) in ways[1:]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("マイナ保険証 トラブル", "トラブル"),
        ("資格確認書 いつまで", "有効期"),
        ("資格確認証", "資格確認書"),
        ("被保険者証 有効期間", "健康保険証"),
        ("誤登録", "ひも付け誤り"),
        ("紐付け", "ひも付け誤り"),
        ("マイナカード", "個人番号カード"),
        ("個人番号カード", "マイナンバーカード"),
        ("保險證 廢止", "廃止"),
        ("十割負担", "窓口での10割負担"),
        ("令和６年１２月２日", "2024年12月2日"),
        ("障がい者", "障害者"),
        ("オンライン資格確認 義務", "義務化"),
    ],
)
def test_what_councillors_type_is_among_the_first_five(query: str, words: str) -> None:
    assert words in five(query)


@pytest.mark.usefixtures("library")
def test_the_very_words_come_before_what_means_the_same() -> None:
    same = [
        small.argument(slug=f"x-{at}", title=title, passages=[])
        for at, title in enumerate(["なりすまし", "成り済まし"])
    ]
    load_release([small.theme(), *same])
    for word, first in (("なりすまし", "x-0"), ("成り済まし", "x-1")):
        order = [one.entry.slug for one in ranked(matching(word), word) if one.entry.slug.startswith("x-")]
        assert order[0] == first
        assert len(order) == 2


def test_the_page_says_by_which_words_it_found(client: Client, library: None) -> None:
    response = client.get(reverse("library"), {"q": "高齢者施設"})
    page = response.content.decode()
    assert "「高齢者施設」と続けて書いたものはありません。「高齢者」と「施設」を含むものを出しています。" in page
    assert response.context["search"].total == matching("高齢者 施設").count()
    assert "<mark>施設</mark>" in page
    assert "続けて書いたもの" not in client.get(reverse("library"), {"q": "資格確認書"}).content.decode()
