"""The library as it is read: search, counts, marks, empty results, and the page of each kind."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions.cast import Cast
from drafting.actions.library import item_from, propose, publish, retire
from drafting.models import (
    ArgumentEdition,
    DemandEdition,
    Entry,
    EntryKind,
    FactEdition,
    QuotationEdition,
    SourceEdition,
)
from drafting.models.browsing import shown
from drafting.templatetags.library_text import filled, in_words, marked
from drafting.views import procedure
from tests.people import SignedIn, Starts

pytestmark = pytest.mark.usefixtures("library")
PAGES = {
    "argument": ArgumentEdition,
    "fact": FactEdition,
    "source": SourceEdition,
    "demand": DemandEdition,
    "quotation": QuotationEdition,
}


def found(client: Client, **asked: str) -> str:
    return client.get(reverse("library"), asked).content.decode()


@pytest.mark.parametrize(
    "query", ["資格確認書", "第99条", "第九十九条", "ﾏｲﾅ保険証", "  資格確認書　更新 ", "７０.１％"]
)
def test_what_is_asked_for_is_found_however_it_is_written(client: Client, query: str) -> None:
    page = found(client, q=query)
    assert "を含むもの" in page
    assert "見つかりませんでした" not in page


def test_hits_are_marked_and_show_status_and_age(client: Client) -> None:
    page = found(client, q="資格確認書", kind="fact")
    assert "<mark>資格確認書</mark>" in page
    assert "chip" in page
    assert "前）" in page


def test_the_kinds_are_counted_and_can_be_chosen(client: Client) -> None:
    context = client.get(reverse("library"), {"q": "資格確認書"}).context
    search = context["search"]
    assert search.total == sum(count for _, _, count in search.kinds)
    only = client.get(reverse("library"), {"q": "資格確認書", "kind": "argument"}).context
    assert {one.word for one in only["found"]} == {"論点"}
    assert only["search"].total == search.total


def test_the_themes_count_their_arguments(client: Client) -> None:
    context = client.get(reverse("library")).context
    assert context["arguments"] == shown(ArgumentEdition).count()
    assert len(context["themes"]) == 10
    chosen = client.get(reverse("library"), {"theme": "t-nini", "kind": "argument"}).context
    assert chosen["search"].theme.title == "取得・記入の任意性"
    assert len(chosen["found"]) == {t.entry.slug: n for t, n in context["themes"]}["t-nini"]


def test_a_search_goes_on_from_the_words_that_the_library_has(client: Client) -> None:
    page = found(client, q="顔認証ぬぬぬ")
    assert "「顔認証ぬぬぬ」と続けて書いたものはありません。「顔認証」を含むものを出しています。" in page
    assert "<mark>顔認証</mark>" in page
    assert f'href="{reverse("wish")}?q=%E9%A1%94%E8%AA%8D%E8%A8%BC%E3%81%AC%E3%81%AC%E3%81%AC"' in page


def test_a_search_for_what_the_library_does_not_speak_of_says_so_and_leads_on(client: Client) -> None:
    page = found(client, q="認知症")
    assert "見つかりませんでした。" in page
    assert "「認知症」は、ライブラリの文にありません。" in page
    for url, words in re.findall(r'<a href="(\?q=[^"]*)">([^<]*)</a> <span class="nums">', page):
        assert f"「{words}」を含むもの" in client.get(reverse("library") + url).content.decode()
    assert "?q=%E6%9A%97%E8%A8%BC%E7%95%AA%E5%8F%B7" in page
    assert "ご自分の文を書けます" in page


def test_a_word_that_was_mistyped_is_read_as_meant_and_says_so(client: Client) -> None:
    assert "「保険証」と読みかえて、さがしました。" in found(client, q="保健証")
    assert "読みかえて" not in found(client, q="保険証")


def test_words_that_stand_together_nowhere_are_offered_each(client: Client) -> None:
    page = found(client, q="岸田首相 約束")
    assert "「岸田首相 約束」の言葉がすべてそろうものはありません。「約束」を含むものを出しています。" in page
    assert re.search(r"別にさがす：.*岸田首相</a>", page)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("請願　紹介議員", "地方自治法第124条"),
        ("宛先", "地方自治法第99条"),
        ("意見書を出すには何人必要", "要る人数は、点検で"),
        ("ｐｄｆ", "WordとPDFは"),
        ("陳情の締め切り", "期限は議会ごとに違います"),
        ("署名用紙", "一式として作れます"),
    ],
)
def test_what_the_program_itself_deals_with_is_pointed_to(client: Client, query: str, said: str) -> None:
    page = found(client, q=query)
    assert said in page
    assert re.search(r'<a href="/guide/#chapter-\d+">使い方を読む</a>', page)
    assert said not in found(client, q="資格確認書")


def test_beside_a_draft_it_is_pointed_to_in_that_draft(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato)
    page = signed_in(cast.sato).get(reverse("library"), {"q": "紹介議員", "draft": draft.pk}).content.decode()
    assert f'href="{reverse("draft_demands", args=[draft.pk])}#id_signatories"' in page
    page = signed_in(cast.sato).get(reverse("draft_arguments", args=[draft.pk]), {"q": "紹介議員"}).content.decode()
    assert f'href="{reverse("draft_demands", args=[draft.pk])}#id_signatories"' in page
    page = signed_in(cast.sato).get(reverse("draft_arguments", args=[draft.pk]), {"q": "認知症"}).content.decode()
    assert "「認知症」は、ライブラリの文にありません。" in page
    assert "近い言葉：" in page


def test_every_matter_has_its_chapter_in_the_guide_and_its_place_on_the_screen(
    cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    draft, client = starts(cast.sato), signed_in(cast.sato)
    for matter in procedure.MATTERS:
        page = client.get(reverse(matter.stage, args=[draft.pk])).content.decode()
        assert not matter.place or f'id="{matter.place}"' in page
        assert procedure.chapter_url(matter.chapter)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "<script>"},
        {"q": "。。。"},
        {"q": "ん" * 500},
        {"q": "%_\\"},
        {"theme": "nothing"},
        {"kind": "secret"},
        {"kind": "note"},
        {"page": "999"},
        {"page": "-1"},
        {"page": "abc"},
        {"draft": "not-a-uuid"},
        {"draft": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_odd_questions_are_answered(client: Client, asked: dict[str, str]) -> None:
    response = client.get(reverse("library"), asked)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().partition("<main")[2]


def test_the_editors_own_notes_are_not_shown(client: Client) -> None:
    note = Entry.objects.filter(kind=EntryKind.NOTE).first()
    assert note is not None
    assert note.slug not in found(client, q=note.published.title)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", PAGES)
def test_every_published_item_has_a_page_that_asks_a_bounded_number_of_questions(
    client: Client, kind: str, django_assert_max_num_queries: object
) -> None:
    editions = list(shown(PAGES[kind]))
    assert len(editions) > 20
    for edition in editions[:: len(editions) // 12]:
        with django_assert_max_num_queries(22):  # type: ignore[operator]
            response = client.get(reverse(kind, args=[edition.entry.slug]))
        page = response.content.decode()
        assert response.status_code == 200
        assert "第1版" in page
        assert "配布版・未確認" in page
        assert "{date:" not in page
        assert "{residents}" not in page


@pytest.mark.parametrize("kind", PAGES)
def test_unknown_retired_and_other_kinds_of_items_are_not_there(client: Client, kind: str) -> None:
    entry = Entry.objects.filter(kind=kind, published__isnull=False).first()
    assert entry is not None
    retire(entry)
    other = Entry.objects.filter(kind="theme").first()
    assert other is not None
    for slug in (entry.slug, other.slug, "nothing"):
        assert client.get(reverse(kind, args=[slug])).status_code == 404
    assert client.post(reverse(kind, args=[entry.slug])).status_code == 405


def test_searching_asks_a_bounded_number_of_questions(client: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(reverse("library"))


def test_an_argument_stands_with_its_evidence_both_registers_and_the_other_view(client: Client) -> None:
    edition = shown(ArgumentEdition).get(entry__slug="a-zentei-4joken")
    page = client.get(reverse("argument", args=["a-zentei-4joken"])).content.decode()
    for words in (edition.claim, "である", "です・ます", "根拠", "反対の意見", "答え", edition.opposing[0]["reply"]):
        assert words in page
    assert "記録と照合していません" in page
    assert "前）" in page


def test_a_source_lists_what_rests_on_it(client: Client) -> None:
    page = client.get(reverse("source", args=["diet-20221024"])).content.decode()
    assert "この出典による事実" in page
    assert "この出典からの引用" in page


def test_an_address_that_is_no_web_address_is_no_link(client: Client, cast: Cast) -> None:
    raw = {"slug": "x-odd", "title": "題", "type": "ngo", "url": "javascript:alert(1)"}
    publish(propose(item_from(EntryKind.SOURCE, raw), cast.sato, "試し"), cast.mori)
    assert "javascript:" not in client.get(reverse("source", args=["x-odd"])).content.decode()


def test_terms_stand_in_the_order_of_their_reading(client: Client) -> None:
    terms = client.get(reverse("terms")).context["terms"]
    assert [term.reading for term in terms] == sorted(term.reading for term in terms)


def test_somebody_who_has_not_signed_in_is_led_back_after_it(client: Client) -> None:
    url = reverse("argument", args=["a-zentei-4joken"])
    page = client.get(url).content.decode()
    assert f"{reverse('account_login')}?next={url}" in page
    assert "draft_add" not in page


@pytest.mark.parametrize(
    ("who", "may_add"), [("sato", True), ("suzuki", True), ("kato", False), ("tanaka", False), ("mori", False)]
)
def test_an_item_is_offered_only_to_drafts_that_one_may_write(
    cast: Cast, signed_in: SignedIn, starts: Starts, who: str, may_add: bool
) -> None:
    draft = starts(cast.sato, cast.group, title="会派の件名")
    client, add = signed_in(getattr(cast, who)), reverse("draft_add", args=[draft.pk])
    for url in (reverse("argument", args=["a-zentei-4joken"]), reverse("demand", args=["d-haishi-tekkai"])):
        for asked in ({}, {"draft": str(draft.pk)}):
            assert (add in client.get(url, asked).content.decode()) is may_add
    listed = client.get(reverse("library"), {"draft": str(draft.pk)}).content.decode()
    assert (add in listed) is may_add


def test_only_words_known_to_be_verbatim_can_be_added_as_a_quotation(
    cast: Cast, signed_in: SignedIn, starts: Starts
) -> None:
    add = reverse("draft_add", args=[starts(cast.sato).pk])
    for edition in (shown(QuotationEdition).filter(kind=kind).first() for kind in ("verbatim", "short_phrase")):
        page = signed_in(cast.sato).get(reverse("quotation", args=[edition.entry.slug])).content.decode()
        assert (add in page) is (edition.kind == "verbatim")


@pytest.mark.parametrize(
    ("text", "query", "shown_as"),
    [
        ("地方自治法第九十九条の規定", "第99条", "地方自治法<mark>第九十九条</mark>の規定"),
        ("ﾏｲﾅ保険証とマイナ保険証", "まいな", "<mark>ﾏｲﾅ</mark>保険証と<mark>マイナ</mark>保険証"),
        ("当分、の間", "当分の間", "<mark>当分、の間</mark>"),
        ("<b>太字</b>", "太字", "&lt;b&gt;<mark>太字</mark>&lt;/b&gt;"),
        ("資格確認書", "資格 確認書", "<mark>資格</mark><mark>確認書</mark>"),
        ("何もない", "別", "何もない"),
        ("何もない", "", "何もない"),
        ("", "語", ""),
    ],
)
def test_marks_stand_on_the_words_as_the_text_writes_them(text: str, query: str, shown_as: str) -> None:
    assert marked(text, query) == shown_as


def test_placeholders_are_filled_for_no_assembly_in_particular() -> None:
    text = "{residents}と{here}、{date:2022-10-13}、{assembly}、{state}"
    assert filled(text) == "住民と本市（区町村）、令和4年10月13日、本議会、国"
    assert filled("{unknown}") == "{unknown}"


def test_periods_are_told_in_words() -> None:
    from drafting.compose.content import Period

    day = timezone.localdate().replace(year=2024, month=12, day=2)
    assert in_words(Period(day, None)) == "2024年12月2日から"
    assert in_words(Period(None, day)) == "2024年12月2日まで"
    assert in_words(Period()) == "制限なし"
