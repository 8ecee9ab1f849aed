"""Words are found in whatever spelling; assemblies by name, reading and code."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drafting.actions.library import load_release, retire
from drafting.models import Assembly, Entry
from drafting.models.finding import hits, matching, ranked
from drafting.models.search import normalised, words

from . import small

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize(
    "spellings",
    [
        ("第99条", "第９９条", "第九十九条", "第九九条", "第 99 条"),
        ("マイナ保険証", "ﾏｲﾅ保険証", "まいな保険証", "マイナ　保険証", "「マイナ保険証」"),
        ("ＩＣカード", "ICカード", "icかーど", "ｉｃ－ｶｰﾄﾞ"),
        ("髙橋", "高橋"),
        ("宮﨑", "宮崎"),
        ("渡邊", "渡邉", "渡辺"),
        ("茅ヶ崎", "茅ケ崎"),
        ("2千万", "2千万"),
        ("千二百三十四", "1234", "１２３４"),
        ("二〇二六年", "2026年", "２０２６年"),
        ("デジタル、庁", "デジタル庁", "デジタル・庁"),
        ("が", "ガ", "ｶﾞ", "か\u3099"),
    ],
)
def test_spellings_of_one_word_have_one_normal_form(spellings: tuple[str, ...]) -> None:
    assert len({normalised(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("第99条", "第9条"), ("廃止", "停止"), ("市", "町"), ("十", "百"), ("か", "が")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize(
    ("query", "parts"), [("", 0), ("　 ", 0), ("。", 0), ("保険証　廃止", 2), ("保険証 廃止 撤回", 3)]
)
def test_spaces_of_any_width_part_the_words_of_a_query(query: str, parts: int) -> None:
    assert len(words(query)) == parts


def found(query: str, **limits: str) -> list[str]:
    return [hit.slug for hit in hits(ranked(matching(query, **limits), query)[:40])]


@pytest.fixture
def spelled(library: None) -> None:
    claims = {
        "x-law": "地方自治法第99条による。",
        "x-card": "試行ではマイナ保険証が使われた。",
        "x-name": "髙﨑氏の試行。",
        "x-kana": "しこうのくらし。",
    }
    load_release([small.theme(), *(small.argument(slug=s, claim=c, passages=[]) for s, c in claims.items())])


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("自治法 第99条", "x-law"),
        ("自治法第９９条", "x-law"),
        ("自治法第九十九条", "x-law"),
        ("試行 マイナ保険証", "x-card"),
        ("試行 ﾏｲﾅ保険証", "x-card"),
        ("試行　まいな保険証", "x-card"),
        ("高崎氏", "x-name"),
        ("髙﨑氏", "x-name"),
        ("シコウノクラシ", "x-kana"),
        ("ｼｺｳのくらし", "x-kana"),
    ],
)
def test_a_reader_finds_it_in_whatever_spelling(spelled: None, query: str, slug: str) -> None:
    assert slug in found(query)


def test_every_word_has_to_occur(spelled: None) -> None:
    assert found("自治法 高崎氏") == []


def test_a_percent_sign_is_no_wildcard(spelled: None) -> None:
    assert found("自治法%による") == []
    assert found("自治法_99条") == []


def test_only_what_is_published_and_not_retired_is_found(spelled: None) -> None:
    retire(Entry.objects.get(slug="x-name"))
    assert "x-name" not in found("高崎氏")
    load_release([small.argument(slug="x-law", claim="言い換えた。", passages=[])])
    assert "x-law" not in found("自治法第99条 による", theme="x-theme")


def test_a_title_comes_before_a_text_and_a_theme_narrows(library: None) -> None:
    load_release(
        [
            small.theme(),
            small.argument(slug="x-text", claim="砂時計のこと。", passages=[]),
            small.argument(slug="x-title", title="砂時計", passages=[]),
            small.demand(slug="x-both", title="砂時計"),
        ]
    )
    assert found("砂時計") == ["x-title", "x-both", "x-text"]
    assert found("砂時計", theme="x-theme") == ["x-title", "x-both", "x-text"]
    assert found("砂時計", theme="t-benri") == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("世田谷", {"東京都世田谷区"}),
        ("せたがや", {"東京都世田谷区"}),
        ("セタガヤ", {"東京都世田谷区"}),
        ("ｾﾀｶﾞﾔ", {"東京都世田谷区"}),
        ("世田谷区議会", {"東京都世田谷区"}),
        ("131121", {"東京都世田谷区"}),
        ("１３１１２１", {"東京都世田谷区"}),
        ("府中", {"東京都府中市", "広島県府中市", "広島県府中町"}),
        ("東京都　府中", {"東京都府中市"}),
        ("茅ケ崎", {"神奈川県茅ヶ崎市"}),
        ("茅ヶ崎", {"神奈川県茅ヶ崎市"}),
        ("八王子", {"東京都八王子市"}),
        ("はちおうじ", {"東京都八王子市"}),
        ("原村", {"長野県原村"}),
        ("ない名前", set()),
    ],
)
def test_an_assembly_is_found_by_part_of_its_name_reading_or_code(query: str, names: set[str]) -> None:
    matched = {assembly.full_name for assembly in Assembly.objects.matching(query)}
    assert names <= matched
    assert len(matched) <= len(names) + 5


@pytest.mark.parametrize("query", ["津市", "原村", "つし", "三重県津市", "津市議会"])
def test_a_whole_name_comes_before_names_that_contain_it(query: str) -> None:
    first = Assembly.objects.matching(query)[0]
    assert str(first) in ("三重県津市議会", "長野県原村議会")


def test_a_prefecture_is_found_with_its_municipalities() -> None:
    matched = [assembly.full_name for assembly in Assembly.objects.matching("佐賀県")]
    assert matched[0] == "佐賀県"
    assert len(matched) == 21


@pytest.mark.parametrize("name", ["府中市", "金山町", "池田町", "川崎町"])
def test_the_same_name_is_told_apart_by_the_prefecture(name: str) -> None:
    same = list(Assembly.objects.named(name))
    assert len(same) > 1
    assert len({str(assembly) for assembly in same}) == len(same)
    assert all(Assembly.objects.named(assembly.full_name).get() == assembly for assembly in same)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("東京都世田谷区", "131121"),
        ("世田谷区議会", "131121"),
        ("131121", "131121"),
        ("東京都", "130001"),
        ("長野県議会", "200000"),
    ],
)
def test_a_name_as_draft_files_write_it_means_one_assembly(name: str, code: str) -> None:
    assert Assembly.objects.named(name).get().code == code


@pytest.mark.parametrize("query", ["保険証", "保険証 廃止 国会", ""])
def test_searching_takes_a_fixed_number_of_queries(query: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert len(hits(ranked(matching(query), query)[:30])) > 0
    assert len(queries) <= 10
