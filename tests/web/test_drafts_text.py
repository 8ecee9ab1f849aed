"""Stages 2 and 3: what is added, moved, changed and taken out of the text."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.compose.kinds import Citations, Register
from drafting.intake.draft_file import ArgumentEntry, OwnEntry, QuotationEntry
from drafting.intake.edit import put
from drafting.models import Draft, Entry
from tests.people import SignedIn, Starts

from .screens import newest, now, text_of, tree, url

ARGUMENT = "a-zentei-4joken"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    """b1, b2 of the library, own."""
    return starts(cast.sato)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn, draft: Draft) -> Client:
    return signed_in(cast.sato)


def do(client: Client, draft: Draft, block: str, deed: str, **more: str) -> HttpResponse:
    """A button of a block, on the page as it stands now."""
    version = Draft.objects.select_related("current").get(pk=draft.pk).current
    assert version is not None
    return client.post(url("draft_block", draft, block=block), {"version": version.number, "do": deed, **more})


def sources(*rows: dict[str, str]) -> dict[str, str]:
    """What the form of the writer's own sources sends."""
    counted = {"source-TOTAL_FORMS": str(len(rows)), "source-INITIAL_FORMS": "0"}
    empty = {"title": "", "issuer": "", "date": "", "url": ""}
    return counted | {f"source-{at}-{key}": one for at, row in enumerate(rows) for key, one in (empty | row).items()}


def ids(draft: Draft) -> list[str]:
    return [entry.id for entry in now(draft).body]


def verbatim_quotation() -> str:
    from drafting.models import QuotationEdition, QuotationKind

    return QuotationEdition.objects.filter(kind=QuotationKind.VERBATIM, state="published").first().entry.slug  # type: ignore[union-attr]


def test_an_argument_is_added_at_the_end_with_its_version_and_text(sato: Client, draft: Draft) -> None:
    slug = (
        Entry.objects.filter(kind="argument", published__isnull=False)
        .exclude(slug__in=["a-jisshitsu-gimuka", ARGUMENT])
        .first()
        .slug
    )  # type: ignore[union-attr]
    response = sato.post(url("draft_add", draft), {"version": newest(draft), "argument": slug})
    entry = now(draft).body[-1]
    assert isinstance(entry, ArgumentEntry)
    assert (entry.argument, entry.version) == (slug, 1)
    assert entry.text
    assert response["Location"] == url("draft_text", draft) + f"#{entry.id}"


def test_a_quotation_is_added_and_never_edited(sato: Client, draft: Draft) -> None:
    sato.post(url("draft_add", draft), {"version": newest(draft), "quotation": verbatim_quotation()})
    entry = now(draft).body[-1]
    assert isinstance(entry, QuotationEntry)
    assert do(sato, draft, entry.id, "text", text="別の言葉").status_code == 404
    assert now(draft).body[-1] == entry


def test_a_demand_is_added_and_shown_where_demands_are(sato: Client, draft: Draft) -> None:
    response = sato.post(url("draft_add", draft), {"version": newest(draft), "demand": "d-sentakusei"})
    added = now(draft).demands[-1]
    assert added.demand == "d-sentakusei"
    assert response["Location"] == url("draft_demands", draft) + f"#{added.id}"


def test_a_paragraph_of_ones_own_opens_at_once(sato: Client, draft: Draft) -> None:
    page = sato.post(url("draft_add", draft), {"version": newest(draft), "own": "1"}, follow=True)
    opened = now(draft).body[-1]
    assert isinstance(opened, OwnEntry)
    block = tree(page).get_element_by_id(opened.id)
    assert block.xpath(".//textarea[@name='text']")
    do(
        sato,
        draft,
        opened.id,
        "text",
        text="本区でも声が上がっている。",
        **sources({"title": "区民の声", "date": "2026-09"}),
    )
    written = now(draft).body[-1]
    assert isinstance(written, OwnEntry)
    assert written.text == "本区でも声が上がっている。"
    assert [(s.title, s.date.iso) for s in written.sources] == [("区民の声", "2026-09")]


@pytest.mark.parametrize("sent", [{"argument": "a-naimono"}, {"argument": "d-sentakusei"}, {}, {"fact": "f-x"}])
def test_what_the_library_lacks_is_not_added(sent: dict[str, str], sato: Client, draft: Draft) -> None:
    assert sato.post(url("draft_add", draft), {"version": "1"} | sent).status_code == 404
    assert draft.versions.count() == 1


def test_what_was_withdrawn_is_not_added(sato: Client, draft: Draft) -> None:
    from drafting.actions.library import retire

    retire(Entry.objects.get(slug="a-tobun-no-aida"))
    assert (
        sato.post(url("draft_add", draft), {"version": newest(draft), "argument": "a-tobun-no-aida"}).status_code == 404
    )


@pytest.mark.parametrize(
    ("block", "deed", "more", "order"),
    [
        ("b2", "up", {}, ["b2", "b1", "own"]),
        ("b1", "up", {}, ["b1", "b2", "own"]),
        ("b1", "down", {}, ["b2", "b1", "own"]),
        ("own", "down", {}, ["b1", "b2", "own"]),
        ("own", "to", {"place": "0"}, ["own", "b1", "b2"]),
        ("b1", "to", {"place": "99"}, ["b2", "own", "b1"]),
        ("b2", "out", {}, ["b1", "own"]),
    ],
)
def test_blocks_move_and_go(
    block: str, deed: str, more: dict[str, str], order: list[str], sato: Client, draft: Draft
) -> None:
    assert do(sato, draft, block, deed, **more).status_code == 302
    assert ids(draft) == order


@pytest.mark.parametrize(
    ("block", "deed", "more"),
    [
        ("b1", "explode", {}),
        ("b1", "", {}),
        ("b1", "to", {}),
        ("b1", "to", {"place": "²"}),
        ("b1", "to", {"place": "9" * 5000}),
        ("own", "split", {"at": "-1"}),
        ("nobody", "up", {}),
        ("d1", "join", {}),
        ("d1", "split", {"at": "3"}),
        ("d1", "text", {"text": "記"}),
    ],
)
def test_a_button_that_no_page_has_does_nothing(
    block: str, deed: str, more: dict[str, str], sato: Client, draft: Draft
) -> None:
    assert do(sato, draft, block, deed, **more).status_code == 404
    assert draft.versions.count() == 1


def test_a_text_of_the_library_is_edited_compared_and_reverted(sato: Client, draft: Draft) -> None:
    before = now(draft).body[0]
    do(sato, draft, "b1", "text", text=f"{before.text}\r\n検証が要る。")
    assert now(draft).body[0].text == f"{before.text}\n検証が要る。"
    page = sato.get(url("draft_text", draft) + "?open=b1")
    assert "ライブラリ・直しあり" in text_of(page)
    assert "検証が要る。" in tree(page).xpath("//ins")[0].text_content()
    do(sato, draft, "b1", "revert")
    assert now(draft).body[0] == before


def test_saving_the_same_text_makes_no_new_version(sato: Client, draft: Draft) -> None:
    do(sato, draft, "b1", "text", text=now(draft).body[0].text or "")
    assert draft.versions.count() == 1


def test_a_paragraph_is_split_and_joined(sato: Client, draft: Draft) -> None:
    whole = now(draft).body[-1].text
    do(sato, draft, "own", "split", at="10")
    assert [entry.text for entry in now(draft).body[2:]] == [whole[:10], whole[10:]]
    do(sato, draft, "own", "join")
    assert [entry.text for entry in now(draft).body[2:]] == [whole]
    do(sato, draft, "own", "join")
    assert len(now(draft).body) == 3


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"text": "声\x00が"}, "制御文字"),
        ({"text": "声\x1b"}, "2文字目に、印刷できない制御文字"),
        ({"text": "あ" * 20_001}, "20000"),
        ({"text": "声", **sources({"date": "きのう", "title": "題"})}, "2026-09-30 のどれか"),
        ({"text": "声", **sources({"date": "2026-02-30", "title": "題"})}, "2026-09-30 のどれか"),
        ({"text": "声", **sources({"url": "htp:/city", "title": "題"})}, "http:// か https:// から"),
        ({"text": ""}, "「外す」で段落を外してください"),
        ({"text": "声", **sources({"url": "https://example.jp/"})}, "出典の題名を入れてください"),
    ],
)
def test_what_cannot_be_saved_is_said_and_stays_on_the_screen(
    typed: dict[str, str], message: str, sato: Client, draft: Draft
) -> None:
    response = do(sato, draft, "own", "text", **typed)
    assert response.status_code == 422
    assert message in tree(response).get_element_by_id("open-errors").text_content()
    assert "まだ保存していません" in tree(response).get_element_by_id("saved").text_content()
    shown = tree(response).xpath("//textarea[@name='text']")[0].text or ""
    assert shown.strip("\n").startswith(typed["text"][:1])
    assert draft.versions.count() == 1


def test_autosave_keeps_the_block_open_and_says_the_new_version(sato: Client, draft: Draft) -> None:
    response = sato.post(
        url("draft_block", draft, block="own"),
        {"version": 1, "do": "text", "autosave": "1", "text": "途中の文"},
    )
    assert response.json()["version"] == 2
    assert re.fullmatch(r"きょう \d+:\d\d に保存しました", response.json()["saved"])
    assert now(draft).body[-1].text == "途中の文"


def test_autosave_that_was_overtaken_leaves_the_text_where_it_is(sato: Client, draft: Draft, cast: Cast) -> None:
    theirs = put(now(draft), OwnEntry("own", "先の文"))
    save_draft(draft.pk, theirs, cast.suzuki, based_on=1)
    response = sato.post(
        url("draft_block", draft, block="own"), {"version": 1, "do": "text", "autosave": "1", "text": "私の文"}
    )
    assert response.status_code == 409
    assert tree(response).get_element_by_id("open-errors") is not None
    assert "鈴木 花子さんが同じところを直しました" in response.content.decode()
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "別の画面の文")), cast.sato, based_on=2)
    mine = {"version": 2, "do": "text", "autosave": "1", "text": "この画面の文"}
    response = sato.post(url("draft_block", draft, block="own"), mine)
    assert "別の画面で同じところを直しました" in response.content.decode()
    theirs = put(now(draft), OwnEntry("own", "別の画面の文"))
    assert now(draft) == theirs


def test_a_page_that_lies_about_its_version_is_not_taken(sato: Client, draft: Draft) -> None:
    before = now(draft)
    for number, version in enumerate(["99", "abc", "²", "9" * 5000, "-1", ""]):
        response = sato.post(
            url("draft_block", draft, block="own"), {"version": version, "do": "text", "text": f"文{number}である。"}
        )
        assert response.status_code == 409
        assert f"文{number}である。" in text_of(response)
    assert now(draft) == before


def test_another_register_says_untouched_texts_anew(sato: Client, draft: Draft) -> None:
    before = now(draft)
    assert before.register is Register.PLAIN
    do(sato, draft, "b2", "text", text="私が直した文である。")
    page = url("draft_text", draft)
    settings = {"version": "2", "register": "polite", "citations": "endnotes", "preamble": "はじめに。"}
    assert sato.post(url("draft_text_settings", draft), settings)["Location"] == page
    file = now(draft)
    assert (file.register, file.citations, file.preamble) == (Register.POLITE, Citations.ENDNOTES, "はじめに。")
    assert file.body[0].text != before.body[0].text
    assert file.body[1].text == "私が直した文である。"
    assert file.body[2] == before.body[2]


@pytest.mark.parametrize("wrong", [{"register": "rude"}, {"citations": "all"}, {"preamble": "は\x00"}])
def test_settings_that_do_not_exist_are_refused(wrong: dict[str, str], sato: Client, draft: Draft) -> None:
    settings = {"version": "1", "register": "polite", "citations": "none", "preamble": ""} | wrong
    assert sato.post(url("draft_text_settings", draft), settings).status_code == 422
    assert draft.versions.count() == 1


def test_arguments_are_chosen_and_put_back_without_leaving_stage_2(sato: Client, draft: Draft) -> None:
    here = url("draft_arguments", draft)
    page = sato.get(here, {"theme": "t-jakusha"})
    form = tree(page).xpath("//form[.//input[@name='argument']]")[0]
    slug = form.fields["argument"]
    added = sato.post(form.action, dict(form.form_values()))
    assert added["Location"] == f"{here}?theme=t-jakusha#hit-{slug}"
    assert now(draft).body[-1].argument == slug  # type: ignore[union-attr]

    page = sato.get(here, {"theme": "t-jakusha"})
    out = tree(page).xpath(f"//li[@id='hit-{slug}']//form")[0]
    back = sato.post(out.action, dict(out.form_values()) | {"do": "out"})
    assert back["Location"] == f"{here}?theme=t-jakusha&done=out&step=3#hit-{slug}"
    assert "外しました。" in text_of(sato.get(back["Location"]))
    assert ids(draft) == ["b1", "b2", "own"]


def test_a_library_is_searched_by_words_and_an_empty_hand_is_said(sato: Client, draft: Draft) -> None:
    found = text_of(sato.get(url("draft_arguments", draft), {"q": "資格確認書"}))
    assert "「資格確認書」を含むもの" in found
    assert "加える" in found
    nothing = text_of(sato.get(url("draft_arguments", draft), {"q": "ぬぬぬ\x00"}))
    assert "「ぬぬぬ」" in nothing
    assert "見つかりませんでした" in nothing


@pytest.mark.parametrize("query", [{"kind": "law"}, {"theme": "t-naimono"}, {"page": "999"}, {"page": "x"}])
def test_a_search_that_no_page_offers_does_not_fail(query: dict[str, str], sato: Client, draft: Draft) -> None:
    assert sato.get(url("draft_arguments", draft), query).status_code == 200
    assert sato.get(url("draft_text", draft), query | {"add": "1"}).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)", "text/"])
def test_nobody_is_sent_elsewhere(elsewhere: str, sato: Client, draft: Draft) -> None:
    response = sato.post(
        url("draft_add", draft), {"version": newest(draft), "argument": "a-tobun-no-aida", "next": elsewhere}
    )
    assert response["Location"].startswith(reverse("draft_text", args=[draft.pk]))


def test_opening_a_block_that_is_gone_shows_the_text(sato: Client, draft: Draft) -> None:
    assert "open-form" not in sato.get(url("draft_text", draft), {"open": "nobody"}).content.decode()


def test_two_hundred_paragraphs_are_shown_and_moved(sato: Client, cast: Cast, starts: Starts) -> None:
    body = tuple(OwnEntry(f"p{number}", f"{number}番目の段落である。") for number in range(200))
    long = starts(cast.sato, body=body)
    page = sato.get(url("draft_text", long))
    assert text_of(page).count("番目の段落である。") >= 200
    assert "枚になります" in text_of(page)
    do(sato, long, "p199", "to", place="0")
    assert ids(long)[:2] == ["p199", "p0"]


def test_a_character_in_no_font_is_said_to_the_author(sato: Client, draft: Draft) -> None:
    do(sato, draft, "own", "text", text="印刷できない字𓀀がある。")
    for name in ("draft_text", "draft_export", "draft_paper"):
        assert "「𓀀」の字がフォントにないため、紙面に印刷できません。" in text_of(sato.get(url(name, draft)))


def test_braces_of_a_writer_stay_braces(sato: Client, draft: Draft) -> None:
    do(sato, draft, "own", "text", text="{here}と{date:2026}と<b>&amp;")
    page = sato.get(url("draft_text", draft))
    assert "{here}と{date:2026}と<b>&amp;" in text_of(page)
    assert (
        "{here}と{date:2026}と<b>&amp;" in sato.get(url("draft_download", draft, export_format="text")).content.decode()
    )


def test_a_refused_text_keeps_the_version_that_was_read(sato: Client, draft: Draft, cast: Cast) -> None:
    """Else a second try would silently undo what somebody else saved in between."""
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "先の文")), cast.suzuki, based_on=1)
    refused = sato.post(url("draft_block", draft, block="own"), {"version": 1, "do": "text", "text": ""})
    assert tree(refused).get_element_by_id("open-version").get("value") == "1"


def test_the_text_does_not_wait_for_a_paper_of_many_pages(sato: Client, cast: Cast, draft: Draft) -> None:
    """It comes beside it afterwards; without JavaScript a link asks for it."""
    long = put(now(draft), OwnEntry("own", "長い文である。" * 1200))
    save_draft(draft.pk, long, cast.sato, based_on=newest(draft))
    page = tree(sato.get(url("draft_text", draft), {"open": "own"}))
    column = page.get_element_by_id("paper-column")
    assert column.get("data-comes") is not None
    assert not column.xpath(".//*[@data-page]")
    assert "紙面を組んでいます" in column.text_content()
    (link,) = column.xpath(".//noscript//a[contains(@href, 'paper=1')]")
    laid_out = tree(sato.get(link.get("href"))).get_element_by_id("paper-column")
    assert laid_out.get("data-comes") is None
    assert len(laid_out.xpath(".//*[@data-page]")) >= 5
    # Once made it is shown at once.
    again = tree(sato.get(url("draft_text", draft))).get_element_by_id("paper-column")
    assert again.get("data-comes") is None
