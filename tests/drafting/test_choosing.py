"""Which assemblies a word means, and that every word that means none is named at once."""

from __future__ import annotations

import pytest

from drafting.bridge.choosing import assemblies_meant, words_in
from drafting.intake.refusal import Refusal

pytestmark = pytest.mark.usefixtures("library")


def names(*words: str) -> list[str]:
    return [str(assembly) for assembly in assemblies_meant(words)]


@pytest.mark.parametrize(
    ("word", "number", "first"),
    [
        ("長野県", 77, "長野県長野市議会"),
        ("東京都", 62, "東京都千代田区議会"),
        ("長野県議会", 1, "長野県議会"),
        ("北海道議会", 1, "北海道議会"),
        ("都道府県", 47, "北海道議会"),
        ("指定都市", 20, "北海道札幌市議会"),
        ("特別区", 23, "東京都千代田区議会"),
        ("区", 23, "東京都千代田区議会"),
        ("市", 792, "北海道札幌市議会"),
        ("町村", 926, "北海道当別町議会"),
        ("市区町村", 1741, "北海道札幌市議会"),
        ("すべて", 1788, "北海道議会"),
        ("長野県の町", 23, "長野県小海町議会"),
        ("神奈川県の市", 19, "神奈川県横浜市議会"),
        ("長野県のすべて", 78, "長野県議会"),
        ("東京都世田谷区", 1, "東京都世田谷区議会"),
        ("東京都世田谷区議会", 1, "東京都世田谷区議会"),
        ("松本市", 1, "長野県松本市議会"),
        ("131121", 1, "東京都世田谷区議会"),
        ("１３１１２１", 1, "東京都世田谷区議会"),
        ("東京都府中市", 1, "東京都府中市議会"),
    ],
)
def test_a_word_means_assemblies(word: str, number: int, first: str) -> None:
    found = names(word)
    assert (len(found), found[0]) == (number, first)


def test_each_assembly_is_meant_once_and_they_stand_in_the_order_of_their_codes() -> None:
    found = [one.code for one in assemblies_meant(["長野県の村", "長野県", "長野県長野市", "202011", "長野県議会"])]
    assert len(found) == 78
    assert found == sorted(set(found))


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("府中市", "「府中市」は2つあります。都道府県から書いてください: 「東京都府中市」、「広島県府中市」"),
        ("長野", "議会は見つかりません。「長野県」「長野県長野市」「群馬県長野原町」のことでしょうか。"),
        ("東京都田無市", "「東京都田無市」にあたる議会は見つかりません。合併などで、今はない議会かもしれません。"),
        ("長野県の区長", "見つかりません"),
        ("999999", "見つかりません"),
        ("x" * 200, "…」にあたる議会は見つかりません"),
    ],
)
def test_a_word_that_means_none_or_several_is_refused(word: str, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        assemblies_meant(["長野県", word])
    assert message in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_prefecture_without_such_a_type_means_nothing() -> None:
    with pytest.raises(Refusal, match="「長野県の特別区」"):
        assemblies_meant(["長野県の特別区"])


def test_all_that_are_wrong_are_named_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        assemblies_meant(["府中市", "長野市", "ない市", "あらぬ町"])
    assert [problem.given for problem in refused.value.problems] == ["府中市", "ない市", "あらぬ町"]


def test_a_list_is_read_as_people_paste_it() -> None:
    assert words_in("\ufeff長野市\r\n松本市、上田市, 飯田市\n\n　諏訪市\t岡谷市 ") == [
        *("長野市", "松本市", "上田市", "飯田市", "諏訪市", "岡谷市"),
    ]
