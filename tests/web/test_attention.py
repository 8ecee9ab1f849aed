"""確かめていただくこと on the first page: what it leaves alone, what it shows first, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions import agreements, dismissals, sharing, talk
from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft, set_deadline
from drafting.actions.library import retire
from drafting.compose.agreement import Stand
from drafting.intake import edit
from drafting.intake.draft_file import ArgumentEntry, DemandEntry, OwnEntry
from drafting.models import Draft, DraftUse, Entry
from drafting.views.drafts.desk import Desk
from tests.drafting import small
from tests.people import SignedIn, Starts

from .screens import now, text_of, tree, url

HOME = "home"


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    """One in which 点検 finds nothing that must be mended, with a paragraph and a demand of the small library."""
    small.load()
    one = starts(cast.sato)
    file = now(one)
    body = (*file.body, ArgumentEntry("x1", "x-argument"))
    save_draft(one.pk, replace(file, body=body, demands=(*file.demands, DemandEntry("x2", "x-demand"))), cast.sato, 1)
    return Draft.objects.get(pk=one.pk)


def corrected(cast: Cast, words: str = "改めて求めてきた。") -> None:
    passages = [small.PASSAGES[0], small.PASSAGES[1] | {"plain": f"{{assembly}}は{words}"}]
    small.edited_here(small.argument(passages=passages), cast.sato, cast.mori)


def asked(client: Client) -> list[tuple[str, str]]:
    """(what is asked, where its button leads) of the box; nothing where there is no box."""
    found = tree(client.get(reverse(HOME))).find_class("attention")
    rows = [row for box in found for row in box.iter("li")]
    return [(next(row.iter("b")).text_content(), next(row.iter("a")).get("href")) for row in rows]


def test_where_nothing_waits_there_is_no_box_and_a_new_document_is_the_next_step(sato: Client, draft: Draft) -> None:
    page = sato.get(reverse(HOME))
    assert asked(sato) == []
    (filled,) = tree(page).find_class("btn-primary")
    assert filled.text_content() == "新しい文書を作る"


def test_what_is_only_begun_is_not_called_incomplete(sato: Client, cast: Cast, starts: Starts) -> None:
    starts(cast.sato, title="", body=(), demands=(), addressees=())
    assert asked(sato) == []


def test_a_correction_comes_first_and_leads_to_its_paragraph(sato: Client, draft: Draft, cast: Cast) -> None:
    set_deadline(draft.pk, timezone.now() + timedelta(days=3), None)
    corrected(cast)
    first, second = asked(sato)
    assert first == ("使っている文が改められました", f"{url('draft_text', draft)}#x1")
    assert second[0] == "提出の期限が近づいています"
    page = sato.get(reverse(HOME))
    (filled,) = tree(page).find_class("btn-primary")
    assert filled.get("href") == first[1]
    assert "「試しの論点」。下書き1件で使われています。" in text_of(page)
    assert "訂正 1" in text_of(page)


def test_taking_the_correction_empties_the_box(sato: Client, draft: Draft, cast: Cast) -> None:
    corrected(cast)
    block = tree(sato.get(url("draft_text", draft))).get_element_by_id("x1")
    form = next(form for form in block.iter("form") if "訂正を受け入れる" in form.text_content())
    sato.post(form.action, dict(form.form_values()) | {"do": "newer"})
    assert asked(sato) == []


def test_what_was_let_stand_is_asked_again_once_it_is_corrected_again(sato: Client, draft: Draft, cast: Cast) -> None:
    corrected(cast)
    block = tree(sato.get(url("draft_text", draft))).get_element_by_id("x1")
    leave = next(form for form in block.iter("form") if "今の文のまま" in form.text_content())
    sato.post(leave.action, dict(leave.form_values()))
    assert asked(sato) == []
    corrected(cast, "三たび求めてきた。")
    assert [title for title, _ in asked(sato)] == ["使っている文が改められました"]
    assert "訂正を受け入れる" in text_of(sato.get(url("draft_text", draft)))


def test_a_correction_of_a_demand_leads_to_where_it_can_be_taken(sato: Client, draft: Draft, cast: Cast) -> None:
    texts = [small.TEXTS[0], small.TEXTS[1] | {"standard": "{here}に届けること。"}]
    small.edited_here(small.demand(texts=texts), cast.sato, cast.mori)
    assert asked(sato) == [("使っている文が改められました", url("draft_check", draft))]
    assert "試しの求め" in text_of(sato.get(url("draft_check", draft)))


def test_a_text_that_was_taken_back_is_told(sato: Client, draft: Draft, cast: Cast) -> None:
    retire(Entry.objects.get(slug="x-argument"))
    assert asked(sato) == [("使っている文が取り下げられました", f"{url('draft_text', draft)}#x1")]


def fact_corrected(cast: Cast, statement: str = "改めた試しの事実。", **keys: Any) -> None:
    small.edited_here(small.fact(statement=statement, **keys), cast.sato, cast.mori)


FACT_ASKED = "使っている事実が改められました"


def test_a_corrected_fact_leads_to_what_it_said_then_and_now_and_to_the_words_that_stand_on_it(
    sato: Client, draft: Draft, cast: Cast
) -> None:
    fact_corrected(cast)
    at = url("draft_facts", draft)
    assert asked(sato) == [(FACT_ASKED, at)]
    assert "「改めた試しの事実。」。下書き1件で使われています。" in text_of(sato.get(reverse(HOME)))
    page = sato.get(at)
    assert [part.text_content() for part in tree(page).iter("h2")] == ["改められたところ：改めた試しの事実。"]
    assert [part.text_content() for part in tree(page).iter("ins", "del")] == ["（追加）改めた"]
    block = next(number for number, entry in enumerate(now(draft).body, 1) if entry.id == "x1")
    assert [row.text_content() for row in tree(page).find_class("row-line")[0].iter("b")] == [f"{block}番目の段落"]


def test_a_corrected_fact_is_asked_for_after_any_save_that_leaves_its_words_alone(
    sato: Client, draft: Draft, cast: Cast
) -> None:
    fact_corrected(cast)
    save_draft(draft.pk, replace(now(draft), title="別の件名を求める意見書"), cast.sato, 2)
    assert asked(sato) == [(FACT_ASKED, url("draft_facts", draft))]
    body = tuple(replace(one, text="書き直した文。") if one.id == "x1" else one for one in now(draft).body)
    save_draft(draft.pk, replace(now(draft), body=body), cast.sato, 3)
    assert asked(sato) == []


def test_a_fact_behind_ones_own_words_is_asked_for_too(sato: Client, draft: Draft, cast: Cast) -> None:
    kept = [one for one in now(draft).body if one.id != "x1"]
    save_draft(draft.pk, replace(now(draft), body=(*kept, OwnEntry("o1", "自分の文。", ("x-fact",)))), cast.sato, 2)
    fact_corrected(cast)
    assert [title for title, _ in asked(sato)] == [FACT_ASKED]
    assert "自分の文。" in text_of(sato.get(url("draft_facts", draft)))


def test_what_was_looked_at_is_asked_again_once_the_fact_is_corrected_again(
    sato: Client, draft: Draft, cast: Cast
) -> None:
    fact_corrected(cast)
    leave = next(form for form in tree(sato.get(url("draft_facts", draft))).iter("form") if "fact" in form.fields)
    sato.post(leave.action or url("draft_facts", draft), dict(leave.form_values()))
    assert asked(sato) == []
    assert "確かめていただくことは、ありません。" in text_of(sato.get(url("draft_facts", draft)))
    fact_corrected(cast, "三度目の事実。")
    assert [title for title, _ in asked(sato)] == [FACT_ASKED]


def test_whoever_saw_a_former_correction_decides_nothing_about_this_one(sato: Client, draft: Draft, cast: Cast) -> None:
    fact_corrected(cast)
    leave = next(form for form in tree(sato.get(url("draft_facts", draft))).iter("form") if "fact" in form.fields)
    fact_corrected(cast, "三度目の事実。")
    refused = sato.post(url("draft_facts", draft), dict(leave.form_values()))
    assert refused.status_code == 409
    assert "もう一度改められました" in refused.content.decode()
    assert [title for title, _ in asked(sato)] == [FACT_ASKED]


def test_another_day_of_review_is_no_correction_and_hides_none(sato: Client, draft: Draft, cast: Cast) -> None:
    fact_corrected(cast, "試しの事実。", next_review="2028-01-01")
    assert asked(sato) == []
    fact_corrected(cast, next_review="2028-01-01")
    fact_corrected(cast, next_review="2029-01-01")
    assert [title for title, _ in asked(sato)] == [FACT_ASKED]


def test_a_fact_that_was_taken_back_is_told(sato: Client, draft: Draft) -> None:
    retire(Entry.objects.get(slug="x-fact"))
    assert asked(sato) == [("使っている事実が取り下げられました", url("draft_facts", draft))]


def test_words_written_after_the_correction_know_it(sato: Client, draft: Draft, cast: Cast) -> None:
    fact_corrected(cast)
    save_draft(draft.pk, edit.remove(now(draft), "x1"), cast.sato, 2)
    save_draft(draft.pk, edit.add_body(now(draft), OwnEntry("", "今の値の文。", ("x-fact",))), cast.sato, 3)
    assert asked(sato) == []


def test_a_reader_of_the_draft_sees_the_corrected_fact_and_decides_nothing(
    cast: Cast, draft: Draft, starts: Starts, signed_in: SignedIn
) -> None:
    shared = starts(cast.sato, cast.group, body=now(draft).body)
    fact_corrected(cast)
    page = signed_in(cast.kato).get(url("draft_facts", shared))
    assert "改めた試しの事実。" in text_of(page)
    assert not [form for form in tree(page).iter("form") if "fact" in form.fields]


def test_corrected_facts_ask_as_many_queries_of_many_drafts_as_of_few(
    sato: Client, cast: Cast, draft: Draft, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        starts(cast.sato, cast.group, body=now(draft).body)
    fact_corrected(cast)
    sato.get(reverse(HOME))
    with django_assert_max_num_queries(23):
        page = sato.get(reverse(HOME))
    assert "下書き31件で使われています。" in text_of(page)


def test_one_text_in_several_drafts_is_one_thing_to_look_at(
    sato: Client, draft: Draft, cast: Cast, starts: Starts
) -> None:
    starts(cast.sato, cast.group, body=now(draft).body)
    corrected(cast)
    assert len(asked(sato)) == 1
    assert "下書き2件で使われています。" in text_of(sato.get(reverse(HOME)))


@pytest.mark.parametrize(("who", "is_asked"), [("suzuki", True), ("kato", False), ("tanaka", False), ("mori", False)])
def test_only_who_may_write_a_draft_is_asked(
    who: str, is_asked: bool, cast: Cast, draft: Draft, starts: Starts, signed_in: SignedIn
) -> None:
    starts(cast.sato, cast.group, body=now(draft).body)
    corrected(cast)
    assert bool(asked(signed_in(getattr(cast, who)))) is is_asked


def test_what_must_be_mended_is_counted_and_what_was_let_stand_is_not(sato: Client, draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, replace(now(draft), addressees=()), cast.sato, 2)
    desk = Desk(Draft.objects.get(pk=draft.pk), cast.sato, True)
    wrong = {key: finding for key, finding in desk.findings.items() if finding.severity == "mend"}
    assert asked(sato) == [("点検で残っていることがあります", url("draft_check", draft))]
    assert f"直すことが{len(wrong)}件" in text_of(sato.get(reverse(HOME)))
    for key, finding in wrong.items():
        dismissals.let_stand(desk.draft, key, finding, "あとで決めます。", cast.sato)
    assert asked(sato) == []


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0.1, True), (13, True), (30, False)])
def test_a_deadline_is_told_in_the_two_weeks_before_it(days: float, is_told: bool, sato: Client, draft: Draft) -> None:
    set_deadline(draft.pk, timezone.now() + timedelta(days=days), None)
    assert (asked(sato) == [("提出の期限が近づいています", url("draft", draft))]) is is_told
    assert ("と入力されています。" in text_of(sato.get(reverse(HOME)))) is is_told


def test_a_text_that_was_taken_out_needs_no_reminder(sato: Client, draft: Draft) -> None:
    set_deadline(draft.pk, timezone.now() + timedelta(days=3), None)
    assert sato.get(url("draft_download", draft, export_format="docx")).status_code == 200
    assert asked(sato) == []


def test_suggestions_of_others_wait_until_they_are_decided(sato: Client, draft: Draft, cast: Cast) -> None:
    talk.suggest(draft, "x1", "別の文である。", "", cast.sato)
    assert asked(sato) == []
    suggestion = talk.suggest(draft, "x1", "もっと短い文である。", "", cast.suzuki)
    assert asked(sato) == [("言い換えの提案が届いています", url("draft_talk", draft))]
    talk.decline(suggestion, cast.sato, "長さはこのままにします。")
    assert asked(sato) == []


def test_answers_of_groups_are_told_until_one_has_looked(sato: Client, draft: Draft, cast: Cast) -> None:
    link = sharing.ask_group(draft, "青空の会", 7, cast.sato)
    agreements.answer_blocks(link, [agreements.Answer("x1", Stand.FOR)], {"x1": agreements.text_hash("")})
    assert asked(sato) == [("合意の画面に答えが届いています", url("draft_agreement", draft))]
    assert "1会派から" in text_of(sato.get(reverse(HOME)))
    sato.get(url("draft_agreement", draft))
    assert asked(sato) == []


def test_the_box_stays_short_and_says_that_there_is_more(sato: Client, cast: Cast, starts: Starts) -> None:
    for number in range(4):
        one = starts(cast.sato, title=f"件名{number}")
        set_deadline(one.pk, timezone.now() + timedelta(days=number + 1), None)
        talk.suggest(one, now(one).body[0].id, "短い文である。", "", cast.suzuki)
    assert len(asked(sato)) == 5
    assert "ほかに1件あります。" in text_of(sato.get(reverse(HOME)))


def test_the_box_asks_as_many_queries_of_many_drafts_as_of_few(
    sato: Client, cast: Cast, draft: Draft, starts: Starts, django_assert_max_num_queries: Any
) -> None:
    """What a group with many drafts and a changed library would ask for."""
    copies = [starts(cast.sato, cast.group, body=now(draft).body) for _ in range(30)]
    for one in copies:
        set_deadline(one.pk, timezone.now() + timedelta(days=2), None)
    corrected(cast)
    assert DraftUse.objects.filter(edition__entry__slug="x-argument").values("version__draft").distinct().count() == 31
    sato.get(reverse(HOME))
    with django_assert_max_num_queries(18):
        sato.get(reverse(HOME))


def test_where_not_all_drafts_were_looked_at_it_says_so(
    sato: Client, cast: Cast, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected(cast)
    monkeypatch.setattr("drafting.models.attention.MOST", 1)
    assert "下書き1件以上で使われています。" in text_of(sato.get(reverse(HOME)))
