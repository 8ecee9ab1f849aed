"""What a paragraph can do without JavaScript: split, join, sources, facts behind it, taking back; and the drawer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.compose.content import PartialDate
from drafting.compose.kinds import Citations, Register
from drafting.intake.draft_file import ArgumentEntry, OwnEntry, OwnSource
from drafting.intake.edit import put
from drafting.models import Draft, FactEdition
from tests.drafting import small
from tests.people import SignedIn, Starts

from .screens import newest, now, text_of, tree, url

TWO = "一つ目の文である。二つ目の文である。"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    """b1, b2 of the library; own has two sentences and a source."""
    draft = starts(cast.sato)
    own = OwnEntry("own", TWO, sources=(OwnSource("区の調査"),))
    save_draft(draft.pk, put(now(draft), own), cast.sato, based_on=1)
    return draft


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn, draft: Draft) -> Client:
    return signed_in(cast.sato)


def opened(client: Client, draft: Draft, block: str, **query: str) -> Any:
    return client.get(url("draft_text", draft), {"open": block, **query})


def press(client: Client, page: Any, name: str, value: str, **typed: str) -> HttpResponse:
    """A button of the open paragraph, with the form as the page shows it."""
    form = tree(page).get_element_by_id("open-form")
    assert form.xpath(f".//button[@name='{name}'][@value='{value}']"), (name, value)
    sent = dict(form.form_values()) | {key.replace("__", "-"): one for key, one in typed.items()} | {name: value}
    return client.post(form.get("action"), sent)


def texts(draft: Draft) -> list[str | None]:
    return [entry.text for entry in now(draft).body]


def test_a_paragraph_is_split_at_a_blank_line_that_was_typed(sato: Client, draft: Draft) -> None:
    typed = "一つ目の文である。\r\n\r\n二つ目の文である。"
    done = press(sato, opened(sato, draft, "own"), "do", "split", text=typed)
    assert texts(draft)[2:] == ["一つ目の文である。", "二つ目の文である。"]
    assert all(entry.sources == (OwnSource("区の調査"),) for entry in now(draft).body[2:])  # type: ignore[union-attr]
    assert "段落を2つに分けました。" in text_of(sato.get(done["Location"]))


def test_a_paragraph_is_split_where_the_caret_stood(sato: Client, draft: Draft) -> None:
    press(sato, opened(sato, draft, "own"), "do", "split", at="9")
    assert texts(draft)[2:] == ["一つ目の文である。", "二つ目の文である。"]


def test_without_a_blank_line_the_sentence_is_asked_for(sato: Client, draft: Draft) -> None:
    asked = press(sato, opened(sato, draft, "own"), "do", "split", text=TWO + "三つ目である。")
    page = sato.get(asked["Location"])
    places = tree(page).get_element_by_id("split-places")
    assert [button.text_content() for button in places.iter("button")] == ["二つ目の文である。", "三つ目である。"]
    press(sato, page, "split-at", str(len(TWO)))
    assert texts(draft)[2:] == [TWO, "三つ目である。"]


def test_one_sentence_cannot_be_split_and_it_is_said_how(sato: Client, draft: Draft) -> None:
    asked = press(sato, opened(sato, draft, "own"), "do", "split", text="一文だけである。")
    assert "空の行を入れてから" in text_of(sato.get(asked["Location"]))
    assert texts(draft)[2:] == ["一文だけである。"]


def test_a_split_argument_keeps_its_origin_and_both_halves_their_facts(sato: Client, draft: Draft) -> None:
    whole = now(draft).body[1]
    behind = opened(sato, draft, "b2").context["blocks"][1].facts
    assert behind
    press(sato, opened(sato, draft, "b2"), "do", "split", at=str((whole.text or "").index("。") + 1))
    first, second = now(draft).body[1:3]
    assert isinstance(first, ArgumentEntry)
    assert isinstance(second, OwnEntry)
    assert {fact.slug for fact in behind} <= set(second.cites)
    press(sato, opened(sato, draft, "b2"), "do", "join")
    assert now(draft).body[1] == whole


def test_what_is_typed_is_joined_with_the_next_paragraph(sato: Client, draft: Draft) -> None:
    done = press(sato, opened(sato, draft, "b2"), "do", "join", text="直した文である。")
    joined = now(draft).body[1]
    assert isinstance(joined, ArgumentEntry)
    assert joined.text == "直した文である。" + TWO
    assert joined.sources == (OwnSource("区の調査"),)
    page = sato.get(done["Location"])
    assert "つなげました。" in text_of(page)
    assert not tree(page).xpath("//button[@value='join']")


@pytest.mark.parametrize("deed", ["out", "revert"])
def test_taking_back_gives_back_what_was_typed_and_not_yet_saved(deed: str, sato: Client, draft: Draft) -> None:
    press(sato, opened(sato, draft, "b1"), "do", "text", text="直した文である。")
    done = press(sato, opened(sato, draft, "b1"), "do", deed, text="まだ保存していない文である。")
    assert "まだ保存していない文である。" not in texts(draft)
    page = sato.get(done["Location"])
    assert "これまでの文" in tree(page).get_element_by_id("done").text_content()
    form = tree(page).get_element_by_id("done").find(".//form")
    sato.post(form.action, dict(form.form_values()))
    assert texts(draft)[0] == "まだ保存していない文である。"


def test_what_was_done_is_said_where_it_was_done(sato: Client, draft: Draft) -> None:
    """Which may be far from the top of the page: it opens there without JavaScript too."""

    def said(answer: Any) -> tuple[int, str]:
        assert answer["Location"].endswith("#done")
        page = tree(sato.get(answer["Location"]))
        row = page.get_element_by_id("done").getparent()
        assert row.getparent().get("class") == "blocks"
        return row.getparent().index(row), row.text_content()

    at, words = said(press(sato, opened(sato, draft, "b2"), "do", "out"))
    assert (at, "外しました。" in words) == (1, True)
    back = tree(sato.get(url("draft_text", draft), {"done": "out", "step": "3", "at": "1"})).get_element_by_id("done")
    form = back.find(".//form")
    at, words = said(sato.post(form.action, dict(form.form_values()) | {"do": "back"}))
    assert (at, "元に戻しました。" in words) == (1, True)
    at, _ = said(press(sato, opened(sato, draft, "own"), "do", "out"))
    assert at == 2
    press(sato, opened(sato, draft, "b2"), "do", "split", text="一つ目。二つ目。三つ目。")
    asked = sato.get(url("draft_text", draft), {"open": "b2", "split": "1"})
    at, words = said(press(sato, asked, "split-at", "4"))
    assert (at, "2つに分けました。" in words) == (1, True)


@pytest.mark.parametrize("at", ["-1", "x", "99", ""])
def test_a_place_that_is_none_harms_nothing(at: str, sato: Client, draft: Draft) -> None:
    page = sato.get(url("draft_text", draft), {"done": "out", "step": "2", "at": at})
    assert "外しました。" in text_of(page)


def test_sources_of_ones_own_are_added_and_taken_off(sato: Client, draft: Draft) -> None:
    page = opened(sato, draft, "own")
    more = press(sato, page, "do", "more", source__1__title="市の統計", source__1__date="2026-09")
    assert [one.title for one in now(draft).body[-1].sources] == ["区の調査", "市の統計"]  # type: ignore[union-attr]
    page = sato.get(more["Location"])
    assert tree(page).get_element_by_id("open-form").xpath(".//input[@name='source-2-title']")
    press(sato, page, "unsource", "0")
    assert [one.title for one in now(draft).body[-1].sources] == ["市の統計"]  # type: ignore[union-attr]


def test_a_fact_of_the_library_is_put_behind_the_open_paragraph_and_taken_off(sato: Client, draft: Draft) -> None:
    page = opened(sato, draft, "own", add="1", kind="fact", q="資格確認書")
    form = tree(page).xpath("//form[.//button[@name='behind']]")[0]
    slug = form.fields["fact"]
    sent = dict(form.form_values()) | {"behind": "own"}
    back = sato.post(form.action, sent)
    assert now(draft).body[-1].cites == (slug,)  # type: ignore[union-attr]
    page = sato.get(back["Location"])
    assert "入っています" in tree(page).get_element_by_id(f"hit-{slug}").text_content()
    press(sato, opened(sato, draft, "own"), "uncite", slug)
    assert now(draft).body[-1].cites == ()  # type: ignore[union-attr]


def test_a_fact_becomes_a_sentence_with_the_fact_behind_it_in_the_calendar_of_the_letter(
    sato: Client, draft: Draft
) -> None:
    fact = FactEdition.objects.get(entry__slug=_fact_of_2023(), state="published")
    sato.post(url("draft_add", draft), {"version": newest(draft), "fact": fact.entry.slug, "after": "b1"})
    added = now(draft).body[1]
    assert isinstance(added, OwnEntry)
    assert added.cites == (fact.entry.slug,)
    assert added.text == fact.statement.replace("2023年", "令和5年")


def _fact_of_2023() -> str:
    facts = FactEdition.objects.filter(state="published", status="historical", statement__startswith="2023年")
    return next(fact.entry.slug for fact in facts if "20" not in fact.statement.removeprefix("2023年"))


def test_what_does_not_fit_a_letter_only_backs_a_paragraph(sato: Client, draft: Draft, cast: Cast) -> None:
    unsettled = FactEdition.objects.filter(state="published", status="unverified", entry__retired_at=None)[0].entry.slug
    assert sato.post(url("draft_add", draft), {"version": newest(draft), "fact": unsettled}).status_code == 404
    save_draft(draft.pk, replace(now(draft), register=Register.POLITE), cast.sato, based_on=2)
    assert sato.post(url("draft_add", draft), {"version": newest(draft), "fact": _fact_of_2023()}).status_code == 404
    assert draft.versions.count() == 3


@pytest.mark.parametrize(
    ("after", "order"),
    [
        ("start", ["new", "b1", "b2", "own"]),
        ("b1", ["b1", "new", "b2", "own"]),
        ("own", ["b1", "b2", "own", "new"]),
        ("", ["b1", "b2", "own", "new"]),
        ("gone", ["b1", "b2", "own", "new"]),
    ],
)
def test_it_lands_where_the_page_said(after: str, order: list[str], sato: Client, draft: Draft) -> None:
    sato.post(url("draft_add", draft), {"version": newest(draft), "argument": "a-tobun-no-aida", "after": after})
    known = {"b1", "b2", "own"}
    assert [entry.id if entry.id in known else "new" for entry in now(draft).body] == order


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({}, "3番目の段落のあとに入ります。"),
        ({"open": "b1"}, "1番目の段落のあとに入ります。"),
        ({"open": "b1", "after": "start"}, "本文の最初に入ります。"),
        ({"after": "gone"}, "3番目の段落のあとに入ります。"),
    ],
)
def test_the_drawer_says_where_it_lands(query: dict[str, str], place: str, sato: Client, draft: Draft) -> None:
    page = sato.get(url("draft_text", draft), {"add": "1"} | query)
    assert place in text_of(page)
    assert tree(page).xpath("//form[.//input[@name='argument']]")[0].fields["after"] == page.context["shelf"].after


def test_the_drawer_says_what_adding_would_do(sato: Client, draft: Draft, cast: Cast) -> None:
    page = sato.get(url("draft_text", draft), {"add": "1", "q": "当分の間"})
    offer = page.context["shelf"].offers[0]
    assert offer.fits is True
    said = tree(page).get_element_by_id(f"hit-{offer.hit.slug}").text_content()
    assert "今の日付で使えます" in said
    assert f"本文が約{offer.lines}行ふえ、脚注も付きます" in said
    save_draft(draft.pk, replace(now(draft), citations=Citations.NONE, demands=()), cast.sato, based_on=2)
    without = tree(sato.get(url("draft_text", draft), {"add": "1", "q": "当分の間"}))
    assert f"{offer.lines}行ふえます" in without.get_element_by_id(f"hit-{offer.hit.slug}").text_content()
    fit = sato.get(url("draft_text", draft)).context["desk"].paper.made.fit
    sato.post(url("draft_add", draft), {"version": newest(draft), "argument": offer.hit.slug})
    after = sato.get(url("draft_text", draft)).context["desk"].paper.made.fit
    assert (fit.pages, after.pages) == (1, 1)
    assert fit.lines_left - after.lines_left == offer.lines


def test_a_text_without_words_for_the_day_says_so(sato: Client, cast: Cast, starts: Starts) -> None:
    later = small.argument(slug="x-later", passages=small.PASSAGES[1:], title="後の論点")
    small.load_release([*small.all_items(), later])
    past = starts(cast.sato, date=PartialDate(2024, 6))
    page = sato.get(url("draft_arguments", past), {"q": "後の論点"})
    assert [offer.fits for offer in page.context["shelf"].offers] == [False]
    assert "この日付に合う文がありません" in text_of(page)


@pytest.fixture
def newer(sato: Client, draft: Draft, cast: Cast) -> str:
    """A paragraph of the small library, whose text a curator has changed since."""
    small.load()
    sato.post(url("draft_add", draft), {"version": newest(draft), "argument": "x-argument"})
    passages = [small.PASSAGES[0], small.PASSAGES[1] | {"plain": "{assembly}は改めて求めてきた。"}]
    small.edited_here(small.argument(passages=passages), cast.sato, cast.mori)
    return now(draft).body[-1].id


def test_a_newer_text_of_the_library_is_shown_and_taken(newer: str, sato: Client, draft: Draft) -> None:
    block = tree(sato.get(url("draft_text", draft))).get_element_by_id(newer)
    assert "新しい版があります" in block.text_content()
    assert "改めて" in "".join(ins.text_content() for ins in block.iter("ins"))
    form = next(form for form in block.iter("form") if "訂正を受け入れる" in form.text_content())
    sato.post(form.action, dict(form.form_values()) | {"do": "newer"})
    assert texts(draft)[-1] == "世田谷区議会は改めて求めてきた。"
    assert "新しい版があります" not in text_of(sato.get(url("draft_text", draft)))


def test_a_newer_version_that_leaves_the_words_says_so_and_why_it_was_made(
    newer: str, sato: Client, draft: Draft, cast: Cast
) -> None:
    block = tree(sato.get(url("draft_text", draft))).get_element_by_id(newer)
    assert "改めた理由：" in block.text_content()
    small.edited_here(small.argument(title="題だけを改めた論点"), cast.sato, cast.mori)
    block = tree(sato.get(url("draft_text", draft))).get_element_by_id(newer)
    assert "この段落の文は変わりません。" in block.text_content()
    assert not list(block.iter("ins", "del"))
    form = next(form for form in block.iter("form") if "新しい版にする" in form.text_content())
    check = text_of(sato.get(url("draft_check", draft)))
    assert "お使いの文は変わりません。" in check
    assert "新しい版にする" in check
    sato.post(form.action, dict(form.form_values()) | {"do": "newer"})
    assert "新しい版があります" not in text_of(sato.get(url("draft_text", draft)))


def test_a_newer_text_may_be_left_alone_or_taken_in_by_hand(newer: str, sato: Client, draft: Draft) -> None:
    press(sato, opened(sato, draft, newer), "do", "text", text="直した文である。")
    block = tree(sato.get(url("draft_text", draft))).get_element_by_id(newer)
    leave = next(form for form in block.iter("form") if "今の文のまま" in form.text_content())
    sato.post(leave.action, dict(leave.form_values()))
    assert "新しい版があります" not in text_of(sato.get(url("draft_text", draft)))
    sato.post(url("draft_block", draft, block=newer), {"version": newest(draft), "do": "adopt"})
    taken = now(draft).body[-1]
    assert isinstance(taken, ArgumentEntry)
    assert (taken.version, taken.text) == (2, "直した文である。")


def test_what_was_found_stands_on_its_paragraph_and_leads_to_the_source(sato: Client, draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "窓口の7割でトラブルが起きました。")), cast.sato, based_on=2)
    for page in (sato.get(url("draft_text", draft)), opened(sato, draft, "own")):
        marks = tree(page).get_element_by_id("own").find_class("block-marks")[0]
        assert "「です・ます」で終わっています" in marks.text_content()
        (link,) = (one for one in marks.iter("a") if one.text == "出典を付ける")
        assert tree(opened(sato, draft, "own")).get_element_by_id(link.get("href").partition("#")[2]) is not None


def test_each_sentence_that_is_meant_is_named_and_led_to(sato: Client, draft: Draft, cast: Cast) -> None:
    text = "声がある。説明が要ります。長い。ご検討ください。"
    save_draft(draft.pk, put(now(draft), OwnEntry("own", text)), cast.sato, based_on=2)
    marks = tree(sato.get(url("draft_text", draft))).get_element_by_id("own").find_class("block-marks")[0]
    links = [link for link in marks.iter("a") if "find=" in link.get("href")]
    assert [link.text for link in links] == ["「説明が要ります」", "「ご検討ください」"]
    for link in links:
        opened_there = tree(sato.get(link.get("href"))).get_element_by_id("open-form")
        assert f"「{opened_there.get('data-find')}」" == link.text
    finding = next(
        one
        for one in tree(sato.get(url("draft_check", draft))).find_class("finding")
        if "2つの文が" in one.text_content()
    )
    assert [one.text_content() for one in finding.iter("ins", "del")] == ["（削除）ります", "（追加）る"]
    assert "残る1つの文は" in finding.text_content()


@pytest.mark.parametrize("find", ["", "x", "5", "9-2", "-1-3", "999-1000", "²-³"])
def test_a_sentence_that_is_none_is_not_looked_for(find: str, sato: Client, draft: Draft) -> None:
    page = sato.get(url("draft_text", draft), {"open": "own", "find": find})
    assert tree(page).get_element_by_id("open-form").get("data-find") is None


def test_findings_stand_beside_the_text_and_are_mended_there(sato: Client, draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "①である。")), cast.sato, based_on=2)
    page = sato.get(url("draft_text", draft), {"found": "1"})
    panel = tree(page).get_element_by_id("found")
    assert f"点検 {len(page.context['found'])}件" in " ".join(panel.text_content().split())
    assert [link.get("href") for link in panel.iter("a") if "?open=own&found=1#own" in link.get("href")]
    form = next(form for form in panel.iter("form") if "このように直す" in form.text_content())
    done = sato.post(form.action, dict(form.form_values()))
    assert texts(draft)[-1] == "（1）である。"
    assert "found=1" in done["Location"]


def test_readers_see_the_drawer_without_its_buttons(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    shared = starts(cast.sato, cast.group)
    for query in ({"add": "1", "kind": "fact", "open": "own"}, {"found": "1"}):
        page = signed_in(cast.kato).get(url("draft_text", shared), query)
        assert page.status_code == 200
        assert not tree(page).get_element_by_id("main").xpath(".//form[@method='post']")
