"""The styles of real assemblies: what the release says of each, and the paper that comes out of it."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from drafting import bridge
from drafting.actions.library import item_from, load_release
from drafting.actions.release import items_in, load_fixtures
from drafting.compose.kinds import Kind, Proposer
from drafting.intake.refusal import Refusal
from drafting.management.commands.house_styles import LEAST_SOURCED, count
from drafting.models import EntryKind, HouseStyleEdition
from drafting.papers import Paper, paper_of
from tests.library.shelf import Item, items
from tests.styles.papers import draft_of, file_of

pytestmark = pytest.mark.django_db
STYLES = items("house_styles")
COLUMNS = ["slug", "title", "assembly", "assembly_type", "kind", "proposer", "style", "keys", "url", "read_on"]
OF_ASSEMBLIES = [item for item in STYLES if item["assembly"]]

# The lines of each paper in the order in which the assembly's own paper has them; a line is given by its beginning.
PAPERS: dict[str, tuple[str, ...]] = {
    "hs-ichikawa-opinion-members": (
        "発議第11号",
        "保険証の発行の再開を求める意見書の提出について",
        "上記議案を別紙のとおり市川市議会会議規則第14条の規定により提出いたします。",
        "令和8年12月10日",
        "提出者　市議会議員　　佐藤 一郎",
        "賛成者　市議会議員　　鈴木 花子",
        "〃　　",
        "保険証の発行の再開を求める意見書（案）",
    ),
    "hs-kumamoto-opinion-members": (
        "発議第11号",
        "保険証の発行の再開を求める意見書について",
        "熊本市議会会議規則第13条第1項の規定により意見書を次のとおり提出する。",
        "令和8年12月10日提出",
        "熊本市議会議員　　佐藤 一郎",
        "同　",
        "熊本市議会議長　山田 太郎　様",
        "意　見　書　（案）",
        "発行を再開すること並びに交付を続けることを要望いたします。",
        "（理　由）",
        "窓口での相談が続いている。",
    ),
    "hs-funabashi-opinion-members": (
        "発議案第11号",
        "保険証の発行の再開を求める意見書",
        "上記の議案を、別紙のとおり会議規則第14条第1項の規定により、提出します。",
        "令和8年12月10日",
        "船橋市議会議長　山田 太郎　様",
        "（提出者）　佐藤 一郎",
        "（賛成者）　鈴木 花子",
    ),
    "hs-funabashi-opinion-committee": (
        "発議案第11号",
        "上記の議案を、別紙のとおり会議規則第14条第2項の規定により、提出します。",
        "船橋市議会議長　山田 太郎　様",
        "（提出者）　議会運営委員長　　佐藤 一郎",
    ),
    "hs-chikusei-opinion-members": (
        "議員提出議案第11号",
        "令和8年12月10日",
        "筑西市議会議長　山田 太郎　殿",
        "提出者　佐藤 一郎",
        "賛成者　鈴木 花子",
        "保険証の発行の再開を求める意見書について",
        "上記の議案を別記のとおり、筑西市議会会議規則第14条第1項の規定により提出します。",
    ),
    "hs-hatsukaichi-opinion-members": (
        "発議第11号",
        "地方自治法（昭和22年法律第67号）第112条及び会議規則（昭和63年廿日市市議会規則第1号）第14条の規定により、"
        "保険証の発行の再開を求める意見書を次のように提出する。",
        "令和8年12月10日",
        "廿日市市議会議長　山田 太郎　様",
        "提出者　廿日市市議会議員　　佐藤 一郎",
        "賛成者　廿日市市議会議員　　鈴木 花子",
    ),
    "hs-matsumoto-opinion-committee": (
        "議第11号",
        "保険証の発行の再開を求める意見書",
        "上記の議案を別紙のとおり提出する。",
        "令和8年12月10日",
        "提出者　議会運営委員長　　佐藤 一郎",
        "―――",
        "窓口での相談が続いている。",
        "提案理由",
        "不安をなくすためである。",
    ),
    "hs-taito-opinion-members": (
        "議員提出第十一号議案",
        "保険証の発行の再開を求める意見書",
        "右の議案を提出する。",
        "令和八年十二月十日",
        "提出者　東京都台東区議会議員　　佐藤 一郎",
        "台東区議会議長　山田 太郎　殿",
        "（提案理由）",
        "不安をなくすためである。",
        "―――",
    ),
    "hs-hokkaido-opinion-members": (
        "意見案第11号",
        "保険証の発行の再開を求める意見書",
        "佐藤 一郎議員ほか2人提出",
        "窓口での相談が続いている。",
        "よって、国におかれては、発行を再開すること並びに交付を続けることを強く求める。",
        "以上、地方自治法第99条の規定により提出する。",
        "令和　　年　　月　　日",
        "衆議院議長",
        "内閣総理大臣",
        "各通",
        "北海道議会議長　山田 太郎",
    ),
    "hs-hokkaido-opinion-committee": (
        "意見案第11号",
        "保険証の発行の再開を求める意見書",
        "議会運営委員長　　佐藤 一郎",
        "以上、地方自治法第99条の規定により提出する。",
        "各通",
        "北海道議会議長　山田 太郎",
    ),
    "hs-tomioka-opinion-members": ("上記の議案を別紙のとおり富岡町議会会議規則第14条の規定により提出します。",),
    "hs-tomioka-resolution-members": ("上記の議案を別紙のとおり富岡町議会会議規則第14条の規定により提出します。",),
    "hs-shirakawa-opinion": ("令和８年12月10日", "１　発行を再開すること。"),
    "hs-shirakawa-resolution": ("令和８年12月10日", "１　発行を再開すること。"),
    "hs-kyotango-petition": (
        "保険証の発行の再開を求める請願書",
        "紹介議員　加藤 進　印",
        "―――",
        "保険証の発行の再開を求める請願書",
        "1　請願の趣旨",
        "発行の再開を求めます。",
        "１　発行を再開すること。",
        "2　請願の理由",
        "窓口での相談が続いている。",
        "地方自治法第124条の規定により、上記のとおり請願書を提出します。",
        "令和8年12月10日",
        "京丹後市議会議長　山田 太郎　様",
        "請願者　住所　一丁目1番",
        "田中 光子　印　外128名",
    ),
    "hs-yusui-petition": (
        "紹介議員　加藤 進　印",
        "令和8年12月10日",
        "保険証の発行の再開を求める請願書",
        "湧水町議会議長　山田 太郎　殿",
        "請願者　住所　一丁目1番",
        "田中 光子　印　（外128名）",
        "要旨",
        "発行の再開を求めます。",
        "窓口での相談が続いている。",
    ),
    "hs-yusui-appeal": (
        "令和8年12月10日",
        "保険証の発行の再開を求める陳情書",
        "湧水町議会議長　山田 太郎　殿",
        "陳情者　住所　一丁目1番",
        "田中 光子　印　（外128名）",
        "要旨",
    ),
    "hs-funabashi-petition": (
        "保険証の発行",
        "紹介議員　加藤 進　印",
        "―――",
        "請願の趣旨",
        "船橋市議会議長　山田 太郎　様",
        "田中 光子　印　外128名",
    ),
    "hs-kizugawa-petition": ("請願の趣旨", "窓口での相談が続いている。", "請願事項", "令和8年12月10日", "請願者　住所"),
    "hs-yorii-petition": ("保険証の発行", "紹介議員　加藤 進", "―――", "田中 光子　ほか128名"),
    "hs-moroyama-petition": ("保険証の発行", "紹介議員　加藤 進　印", "―――", "田中 光子　印　外128名"),
    "hs-shirataka-petition": ("保険証の発行", "令和8年12月10日", "田中 光子　印　外128名", "紹介議員", "―――"),
    "hs-shirataka-appeal": ("保険証の発行", "令和8年12月10日", "陳情者　住所", "田中 光子　印　外128名", "―――"),
    "hs-higashine-petition": ("保険証の発行", "紹介議員　加藤 進", "―――", "地方自治法第124条の規定により"),
    "hs-higashine-appeal": ("保険証の発行", "―――", "陳情の理由", "陳情事項", "令和8年12月10日", "陳情者　住所"),
    "hs-yamagata-ken-petition": ("保険証の発行", "紹介議員　加藤 進　印", "―――", "山形県議会議長　山田 太郎　様"),
    "hs-otake-petition": ("請願の趣旨", "窓口での相談が続いている。", "請願項目", "田中 光子　印"),
    "hs-otake-appeal": ("陳情の趣旨", "窓口での相談が続いている。", "陳情項目", "田中 光子　印"),
}
ABSENT = {
    "hs-ichikawa-opinion-members": ("市川市議会議長",),
    "hs-kumamoto-opinion-members": ("賛成者", "提出者", "\n記\n", "―――"),
    "hs-funabashi-opinion-committee": ("賛成者",),
    "hs-matsumoto-opinion-committee": ("賛成者", "会議規則"),
    "hs-taito-opinion-members": ("賛成者", "会議規則"),
    "hs-hokkaido-opinion-members": ("―――", "上記の議案", "様"),
    "hs-yusui-appeal": ("紹介議員",),
    "hs-higashine-appeal": ("紹介議員", "124条", "上記のとおり"),
}


def paper_in(item: Item) -> Paper:
    return paper_of(bridge.content_of(file_of(draft_of(item))))


def places_of(lines: list[str], wanted: tuple[str, ...]) -> list[str]:
    """The wanted lines that are not there, each looked for behind the one before."""
    at, missing = 0, []
    for line in wanted:
        found = [n for n in range(at, len(lines)) if lines[n].startswith(line)]
        at = found[0] + 1 if found else at
        missing += [] if found else [line]
    return missing


@pytest.mark.parametrize("item", OF_ASSEMBLIES, ids=lambda item: item["slug"])
def test_the_paper_of_a_real_assembly_is_as_its_own_papers_are(item: Item) -> None:
    text = paper_in(item).text
    lines = [line.strip("　 ") for line in text.splitlines()]
    assert places_of(lines, PAPERS[item["slug"]]) == []
    assert [words for words in ABSENT.get(item["slug"], ()) if words in text] == []


def test_every_style_of_an_assembly_has_its_paper_here() -> None:
    assert {item["slug"] for item in OF_ASSEMBLIES} == set(PAPERS)


@pytest.mark.parametrize("item", STYLES, ids=lambda item: item["slug"])
def test_a_style_says_what_each_key_rests_on_where_and_when_it_was_read(item: Item) -> None:
    assert list(item) == COLUMNS
    assert item["keys"].keys() == item["style"].keys()
    assert set(item["keys"].values()) <= {"sourced", "assumed"}
    assert item["url"].startswith("http")
    assert item["read_on"] == "2026-11-22"
    assert item["slug"].startswith("hs-")


def test_an_assembly_has_a_style_of_its_own_only_with_three_sourced_keys() -> None:
    rows = [row for row in HouseStyleEdition.objects.all() if row.assembly]
    assert [row.title for row in rows if count(row, "sourced") < LEAST_SOURCED] == []
    assert len({row.assembly for row in rows}) == 19


def test_what_is_unknown_is_a_blank_and_no_article_is_invented() -> None:
    hara = {"assembly": "203637", "kind": "opinion", "proposer": "members"}
    assert "原村議会会議規則第　　条の規定により" in paper_in(hara).text
    assert bridge.style_of(bridge.assembly_named("203637"), Kind.OPINION, Proposer.MEMBERS).supporters_required is None


def test_the_command_prints_every_style_with_its_page_and_the_day() -> None:
    out = StringIO()
    call_command("house_styles", stdout=out)
    headings, *rows, total = out.getvalue().splitlines()
    assert "出典あり" in headings
    assert len(rows) == len(STYLES)
    (taito,) = [row for row in rows if row.startswith("東京都台東区")]
    assert taito.split()[1:7] == ["意見書", "議員", "13", "2", "cover_title_suffix", "rules"]
    assert taito.endswith("2026-11-22")
    assert total == "様式 30件、出典のある項目が3つ以上ある議会 19。"


# What is refused, with a reason.

WRONG = [
    ({"style": {"seal": "印"}}, "keys.seal: 根拠がありません（sourced か assumed）"),
    ({"keys": {"seal": "sourced"}}, "keys.seal: style にない項目です"),
    ({"style": {"seal": "印"}, "keys": {"seal": "maybe"}}, "keys.seal: 「maybe」ではなく sourced か assumed です"),
    ({"style": {"seals": "印"}, "keys": {"seals": "sourced"}}, "style.seals"),
    ({"style": {"seal": "判"}, "keys": {"seal": "sourced"}}, "style.seal"),
    ({"style": {"page": {"chars_per_line": 60}}, "keys": {"page": "sourced"}}, "style.page.chars_per_line"),
    ({"style": {"letter_order": []}, "keys": {"letter_order": "assumed"}}, "「style.letter_order」が空です"),
    (
        {
            "style": {"cover": "none", "reasons_place": "cover"},
            "keys": {"cover": "assumed", "reasons_place": "assumed"},
        },
        "表紙がない様式では、提案理由を表紙に置けません",
    ),
    (
        {
            "style": {"introducers_min": 3, "introducers_max": 2},
            "keys": {"introducers_min": "assumed", "introducers_max": "assumed"},
        },
        "紹介議員の最少が、最多を上回っています",
    ),
]


@pytest.mark.parametrize(("keys", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_a_style_that_cannot_be_is_refused_when_it_is_loaded(keys: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        item_from(EntryKind.HOUSE_STYLE, {"slug": "hs-x", "assembly": "122033", "kind": "opinion"} | keys)
    assert reason in "\n".join(refused.value.messages)


def test_a_style_of_an_assembly_that_does_not_exist_stops_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = item_from(EntryKind.HOUSE_STYLE, {"slug": "hs-x", "assembly": "999999", "kind": "opinion"})
    monkeypatch.setattr("drafting.actions.release.items_in", lambda folder: [*items_in(folder), nobody])
    with pytest.raises(ValidationError, match="hs-x: 「999999」の議会はありません"):
        load_fixtures()


WIDE = {"page": {"chars_per_line": 36, "margins": {"left": 50}}}
CLASHES = [
    (WIDE, {"page": {"chars_per_line": 42}}, "style.page.chars_per_line", "紙に入りません"),
    ({"cover": "none"}, {"reasons_place": "cover"}, "style.reasons_place", "表紙がない様式では"),
    ({"seal": "印"}, {"numerals": "kanji"}, "style.numerals", "漢数字は、縦書きの様式でだけ使えます"),
    ({"numerals": "kanji", "page": {"vertical": True}}, {"page": {"vertical": False}}, "style.numerals", "漢数字は"),
]


@pytest.mark.parametrize(("house", "own", "path", "reason"), CLASHES)
def test_a_drafts_own_key_that_makes_no_sense_over_its_assemblys_is_refused(
    house: dict[str, Any], own: dict[str, Any], path: str, reason: str
) -> None:
    keys = dict.fromkeys(house, "assumed")
    raw = {"slug": "hs-x", "assembly": "203637", "kind": "opinion", "style": house, "keys": keys}
    load_release([item_from(EntryKind.HOUSE_STYLE, raw)])
    draft = draft_of({"assembly": "203637", "kind": "opinion", "proposer": ""})
    assert paper_of(bridge.content_of(file_of(draft))).pdf
    with pytest.raises(Refusal) as refused:
        bridge.read(file_of(draft | {"style": own}))
    (problem,) = refused.value.problems
    assert problem.path == path
    assert reason in problem.message


def test_a_drafts_own_key_that_fits_its_assembly_is_taken() -> None:
    draft = draft_of({"assembly": "131067", "kind": "opinion", "proposer": "members"})
    own = {"page": {"lines_per_page": 30}, "numerals": "kanji", "reasons_place": "cover"}
    assert bridge.content_of(file_of(draft | {"style": own})).style.page.vertical
    with pytest.raises(Refusal):
        file_of(draft | {"style": {"page": {"lines_per_page": 99}}})
