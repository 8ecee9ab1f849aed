"""元に戻す says in one sentence what it took back, wherever one stands, and never takes back what others wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from drafting.actions import drafts as actions
from drafting.actions.cast import Cast
from drafting.compose.content import PartialDate
from drafting.compose.kinds import Register
from drafting.intake import edit
from drafting.intake.draft_file import AddresseeEntry, DemandEntry, DraftFile, OwnEntry
from drafting.models import Draft, User
from drafting.views.drafts.undone import redone, undone
from tests.people import SignedIn, Starts

from .screens import now, tree, url

Change = Callable[[DraftFile], DraftFile]
LONG = OwnEntry("one", "被保険者証の新規の発行は、令和6年12月2日に終わった。不安の声がある。")


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    demands = (DemandEntry("d1", text="求める。"), DemandEntry("d2", text="また求める。"))
    return starts(cast.sato, cast.group, body=(LONG, OwnEntry("two", "二の文。")), demands=demands)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def save(draft: Draft, by: User, change: Change) -> None:
    file = now(draft)
    current = Draft.objects.get(pk=draft.pk).current
    assert current is not None
    actions.save_draft(draft.pk, change(file), by, current.number)


def step(client: Client, draft: Draft, do: str, **more: str) -> Any:
    return client.post(url("draft_undo", draft), {"do": do} | more, follow=True)


def said(answer: Any) -> str:
    return str(tree(answer).get_element_by_id("stepped").text_content().replace("そこを見る", "").strip())


NAME = "『被保険者証の新規の発行は、令…』"
DEEDS: list[tuple[Change, str, str]] = [
    (lambda f: edit.remove(f, "one"), f"{NAME}を外したのを取り消しました。", f"もう一度、{NAME}を外しました。"),
    (
        lambda f: edit.add_body(f, OwnEntry("", "新しい文。")),
        "『新しい文。』を加えたのを取り消しました。",
        "もう一度、『新しい文。』を加えました。",
    ),
    (
        lambda f: edit.add_body(f, OwnEntry("", "")),
        "空の段落を加えたのを取り消しました。",
        "もう一度、空の段落を加えました。",
    ),
    (
        lambda f: edit.put(f, OwnEntry("two", "二の文を改めた。")),
        "『二の文。』を直したのを取り消しました。",
        "もう一度、『二の文を改めた。』を直しました。",
    ),
    (lambda f: edit.move(f, "one", 1), "段落の順を変えたのを取り消しました。", "もう一度、段落の順を変えました。"),
    (lambda f: edit.move(f, "d1", 1), "記の順を変えたのを取り消しました。", "もう一度、記の順を変えました。"),
    (
        lambda f: edit.split(f, "one", 27),
        f"{NAME}を2つに分けたのを取り消しました。",
        f"もう一度、{NAME}を2つに分けました。",
    ),
    (
        lambda f: edit.join_with_next(f, "one"),
        f"{NAME}を1つにつなげたのを取り消しました。",
        f"もう一度、{NAME}を1つにつなげました。",
    ),
    (
        lambda f: edit.remove(f, "d2"),
        "『また求める。』を外したのを取り消しました。",
        "もう一度、『また求める。』を外しました。",
    ),
    (
        lambda f: replace(f, addressees=(AddresseeEntry("内閣総理大臣"),)),
        "宛先を変えたのを取り消しました。",
        "もう一度、宛先を変えました。",
    ),
    (
        lambda f: replace(f, register=Register.POLITE, date=PartialDate.parse("2041-03")),
        "文体を「です・ます」に切り替えたのを取り消しました。",
        "もう一度、文体を「です・ます」に切り替えました。",
    ),
    (
        lambda f: replace(edit.remove(f, "one"), date=PartialDate.parse("2041-03")),
        "2か所を変えたのを取り消しました。",
        "もう一度、2か所を変えました。",
    ),
    (
        lambda f: edit.cite(f, "two", "f-nothing"),
        "『二の文。』の出典を変えたのを取り消しました。",
        "もう一度、『二の文。』の出典を変えました。",
    ),
]


@pytest.mark.parametrize(("change", "back", "forth"), DEEDS, ids=[back for _, back, _ in DEEDS])
def test_each_deed_is_said_by_its_name_in_both_directions(change: Change, back: str, forth: str, draft: Draft) -> None:
    before = now(draft)
    after = change(before)
    assert after != before
    if before.register is not after.register:
        back, forth = (words.replace("です・ます", after.register.label) for words in (back, forth))
    assert (undone(after, before), redone(before, after)) == (back, forth)


def test_the_page_says_it_and_still_does_after_a_reload(sato: Client, cast: Cast, draft: Draft) -> None:
    save(draft, cast.sato, lambda f: edit.remove(f, "one"))
    answer = step(sato, draft, "undo")
    assert said(answer) == f"{NAME}を外したのを取り消しました。"
    link = tree(answer).xpath("//*[@id='stepped']//a/@href")
    assert link == ["#one"]
    again = sato.get(answer.redirect_chain[-1][0])
    assert said(again) == said(answer)
    assert said(step(sato, draft, "redo")) == f"もう一度、{NAME}を外しました。"


def test_no_words_of_the_draft_stand_in_the_address(sato: Client, cast: Cast, draft: Draft) -> None:
    save(draft, cast.sato, lambda f: edit.remove(f, "one"))
    address = step(sato, draft, "undo").redirect_chain[-1][0]
    assert address == url("draft_text", draft) + "?done=stepped&step=3#one"


def test_a_demand_is_led_to_on_its_own_screen(sato: Client, cast: Cast, draft: Draft) -> None:
    save(draft, cast.sato, lambda f: edit.remove(f, "d2"))
    link = tree(step(sato, draft, "undo")).xpath("//*[@id='stepped']//a/@href")
    assert link == [url("draft_demands", draft) + "#d2"]


def test_one_comes_back_to_where_the_button_stood(sato: Client, cast: Cast, draft: Draft) -> None:
    save(draft, cast.sato, lambda f: edit.remove(f, "one"))
    here = url("draft_text", draft) + "?add=1&kind=fact"
    assert step(sato, draft, "undo", next=here).redirect_chain[-1][0] == here + "&done=stepped&step=3#one"
    elsewhere = step(sato, draft, "redo", next="https://example.com/").redirect_chain[-1][0]
    assert elsewhere.startswith(url("draft_text", draft))


def test_what_somebody_else_wrote_since_stays_and_is_not_said_to_be_undone(
    sato: Client, cast: Cast, draft: Draft
) -> None:
    save(draft, cast.sato, lambda f: edit.remove(f, "one"))
    save(draft, cast.suzuki, lambda f: edit.put(f, OwnEntry("two", "鈴木の文。")))
    assert said(step(sato, draft, "undo")) == f"{NAME}を外したのを取り消しました。"
    assert [entry.text for entry in now(draft).body] == [LONG.text, "鈴木の文。"]


@pytest.mark.parametrize(
    "query",
    ["?done=stepped", "?done=stepped&step=2", "?done=stepped&step=99", "?done=stepped&step=x", "?done=out&step=3"],
)
def test_an_address_that_names_no_step_says_nothing(query: str, sato: Client, cast: Cast, draft: Draft) -> None:
    save(draft, cast.sato, lambda f: edit.remove(f, "one"))
    step(sato, draft, "undo")
    assert said(sato.get(url("draft_text", draft) + query)) == ""


# --- from a block to its place on the paper, by plain links and buttons -----------------------------------------------


def test_a_block_leads_to_its_place_on_the_paper_without_javascript(sato: Client, draft: Draft) -> None:
    links = tree(sato.get(url("draft_text", draft))).xpath("//noscript//a[starts-with(., '紙面で見る')]/@href")
    assert links == [url("draft_paper", draft) + f"#at-{block}" for block in ("one", "two")]
    marks = tree(sato.get(url("draft_paper", draft))).xpath("//main//*[starts-with(@id, 'at-')]/@id")
    assert len(marks) == len(set(marks))
    assert {"at-one", "at-two", "at-d1", "at-d2"} <= set(marks)


def test_the_paper_is_made_anew_by_a_button_that_saves_what_is_typed(sato: Client, draft: Draft) -> None:
    page = tree(sato.get(url("draft_text", draft), {"open": "two"}))
    [button] = page.xpath("//noscript//button[@form='open-form']")
    form = dict(page.get_element_by_id("open-form").form_values()) | {button.get("name"): button.get("value")}
    answer = sato.post(url("draft_block", draft, block="two"), form | {"text": "二の文を改めた。"})
    assert answer["Location"] == url("draft_text", draft) + "?open=two#paper"
    assert now(draft).body[1].text == "二の文を改めた。"
    closed = tree(sato.get(url("draft_text", draft)))
    assert closed.xpath("//noscript//button") == []
