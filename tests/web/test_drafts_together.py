"""Two people on one draft: news of the other's changes, a third text with both in sight, steps back and forth."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from drafting.actions import undo
from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.intake.draft_file import OwnEntry
from drafting.intake.edit import move, put, remove
from drafting.models import Draft, DraftUse, User
from tests.people import SignedIn, Starts

from .screens import now, text_of, tree, url

AtMost = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group, body=(OwnEntry("one", "一の文。"), OwnEntry("two", "二の文。")))


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def newest(draft: Draft) -> int:
    current = Draft.objects.get(pk=draft.pk).current
    assert current is not None
    return current.number


def write(draft: Draft, by: User, block: str, text: str) -> None:
    save_draft(draft.pk, put(now(draft), OwnEntry(block, text)), by, based_on=newest(draft))


def texts(draft: Draft) -> list[str | None]:
    return [entry.text for entry in now(draft).body]


def said(client: Client, draft: Draft, **query: Any) -> str:
    return str(client.get(url("draft_news", draft), query).json()["said"])


# --- news -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{"since": 1}, {"since": 1, "own": ""}, {}, {"since": "x", "own": "1,,y"}])
def test_where_nobody_saved_there_is_no_news(query: dict[str, Any], sato: Client, draft: Draft) -> None:
    assert said(sato, draft, **query) == ""


def test_what_the_screen_itself_saved_is_no_news(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "一を改めた。")
    assert said(sato, draft, since=1, own="2") == ""
    assert said(sato, draft, since=1).startswith("あなたが別の画面で きょう ")


def test_the_others_change_is_news_though_ones_own_came_after_it(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.suzuki, "one", "一を改めた。")
    write(draft, cast.sato, "two", "二を改めた。")
    assert said(sato, draft, since=1, own="3").startswith("鈴木 花子さんが きょう ")


def test_the_other_ones_changes_are_counted_by_place(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.suzuki, "one", "一を改めた。")
    write(draft, cast.sato, "two", "二を改めた。")
    write(draft, cast.suzuki, "one", "一をまた改めた。")
    write(draft, cast.suzuki, "two", "二をまた改めた。")
    news = said(sato, draft, since=1, own="3")
    assert news.startswith("鈴木 花子さんが きょう ")
    assert news.endswith(" に2か所を直しました。")


def test_a_change_that_was_taken_back_and_moved_blocks_are_told_too(sato: Client, cast: Cast, draft: Draft) -> None:
    save_draft(draft.pk, move(now(draft), "one", 1), cast.suzuki, based_on=1)
    assert said(sato, draft, since=1).endswith("に1か所を直しました。")


def test_news_is_asked_for_often_so_it_reads_little(
    cast: Cast, draft: Draft, signed_in: SignedIn, django_assert_max_num_queries: AtMost
) -> None:
    for number in range(70):
        write(draft, cast.suzuki, "one", f"文{number}。")
    client = signed_in(cast.sato)
    with django_assert_max_num_queries(6):
        assert "1か所" in said(client, draft, since=1)
    with django_assert_max_num_queries(5):
        assert said(client, draft, since=71) == ""


# --- a choice --------------------------------------------------------------------------------------------------------


def clash(sato: Client, cast: Cast, draft: Draft) -> Any:
    write(draft, cast.suzuki, "one", "鈴木の文。")
    return sato.post(url("draft_block", draft, block="one"), {"version": "1", "do": "text", "text": "佐藤の文。"})


def test_each_side_shows_its_differences_from_the_common_start(sato: Client, cast: Cast, draft: Draft) -> None:
    page = tree(clash(sato, cast, draft))
    marked = [
        (mark.tag, mark.xpath("text()")[-1]) for mark in page.xpath("//*[@class='merge']//*[self::ins or self::del]")
    ]
    assert marked == [("del", "一"), ("ins", "佐藤"), ("del", "一"), ("ins", "鈴木")]


def test_a_third_text_may_be_written_with_both_in_sight(sato: Client, cast: Cast, draft: Draft) -> None:
    form = tree(clash(sato, cast, draft)).xpath("//main//form")[0]
    assert dict(form.form_values())["text-one"] == "佐藤の文。"
    sent = dict(form.form_values()) | {"use-one": "both", "text-one": "2人の文。"}
    assert sato.post(form.action, sent)["Location"] == url("draft_text", draft)
    assert texts(draft) == ["2人の文。", "二の文。"]
    earlier = {version.content["body"][0]["text"] for version in draft.versions.all()}
    assert {"佐藤の文。", "鈴木の文。"} <= earlier


@pytest.mark.parametrize("text", ["", "  ", "あ" * 100_000, "字\x00"])
def test_a_third_text_that_cannot_be_saved_changes_nothing(text: str, sato: Client, cast: Cast, draft: Draft) -> None:
    form = tree(clash(sato, cast, draft)).xpath("//main//form")[0]
    before = newest(draft)
    refused = sato.post(form.action, dict(form.form_values()) | {"use-one": "both", "text-one": text})
    assert refused.status_code == 409
    assert newest(draft) == before


def test_a_page_shown_before_an_autosave_that_is_no_longer_kept_overwrites_nothing(
    sato: Client, cast: Cast, draft: Draft
) -> None:
    """Versions between two kept ones may be thinned away; whoever had one on the screen still gets the choice."""
    write(draft, cast.suzuki, "one", "鈴木の文。")
    write(draft, cast.suzuki, "one", "鈴木の次の文。")
    DraftUse.objects.filter(version__draft=draft, version__number=2).delete()
    draft.versions.filter(number=2)._raw_delete("default")
    answer = sato.post(url("draft_block", draft, block="one"), {"version": "2", "do": "text", "text": "佐藤の文。"})
    assert answer.status_code == 409
    assert texts(draft)[0] == "鈴木の次の文。"


# --- back and forth -------------------------------------------------------------------------------------------------


def press(client: Client, draft: Draft, do: str, **more: str) -> Any:
    return client.post(url("draft_undo", draft), {"do": do} | more)


def test_steps_go_back_one_by_one_and_forth_again(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "甲。")
    write(draft, cast.sato, "one", "乙。")
    seen = []
    for deed in ("undo", "undo", "undo", "redo", "redo", "redo", "undo"):
        press(sato, draft, deed)
        seen.append(texts(draft)[0])
    assert seen == ["甲。", "一の文。", "一の文。", "甲。", "乙。", "乙。", "甲。"]
    assert [version.get_cause_display() for version in draft.versions.all()[:1]] == ["元に戻した"]


def test_a_new_step_ends_what_could_be_done_again(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "甲。")
    press(sato, draft, "undo")
    write(draft, cast.sato, "two", "丙。")
    assert undo.steps_of(draft, cast.sato) == undo.Steps(undo=4, redo=None)


def test_only_ones_own_steps_are_taken_back_and_the_others_changes_stay(
    sato: Client, cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    write(draft, cast.sato, "one", "佐藤の文。")
    write(draft, cast.suzuki, "two", "鈴木の文。")
    press(sato, draft, "undo")
    assert texts(draft) == ["一の文。", "鈴木の文。"]
    press(signed_in(cast.suzuki), draft, "undo")
    assert texts(draft) == ["一の文。", "二の文。"]


def test_a_step_that_the_other_one_built_upon_comes_to_a_choice(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "佐藤の文。")
    write(draft, cast.suzuki, "one", "佐藤と鈴木の文。")
    answer = press(sato, draft, "undo")
    assert answer.status_code == 409
    assert texts(draft)[0] == "佐藤と鈴木の文。"
    form = tree(answer).xpath("//main//form")[0]
    sato.post(form.action, dict(form.form_values()) | {"use-one": "mine"})
    assert texts(draft)[0] == "一の文。"


def test_a_block_taken_out_comes_back_in_its_place(sato: Client, cast: Cast, draft: Draft) -> None:
    save_draft(draft.pk, remove(now(draft), "one"), cast.sato, based_on=1)
    assert press(sato, draft, "undo", open="two")["Location"].endswith("?open=two&done=stepped&step=3#one")
    assert texts(draft) == ["一の文。", "二の文。"]


def test_without_steps_there_is_nothing_to_press_and_nothing_breaks(sato: Client, draft: Draft) -> None:
    page = tree(sato.get(url("draft_text", draft)))
    assert [page.get_element_by_id(name).get("disabled") for name in ("undo", "redo")] == ["disabled", "disabled"]
    assert "元に戻すものも" in text_of(sato.post(url("draft_undo", draft), {"do": "undo"}, follow=True))
    assert press(sato, draft, "dance").status_code == 404
    assert newest(draft) == 1


def test_what_can_be_taken_back_is_known_after_a_reload(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "甲。")
    page = tree(sato.get(url("draft_text", draft)))
    assert [page.get_element_by_id(name).get("disabled") for name in ("undo", "redo")] == [None, "disabled"]


# --- every way of saving looks at the version that was on the screen -------------------------------------------------


def test_restoring_on_an_overtaken_page_comes_to_a_choice(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "佐藤の文。")
    write(draft, cast.suzuki, "one", "鈴木の文。")
    answer = sato.post(url("draft_restore", draft, number=1), {"version": "2"})
    assert answer.status_code == 409
    assert texts(draft)[0] == "鈴木の文。"


def test_restoring_keeps_what_somebody_changed_elsewhere_meanwhile(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast.sato, "one", "佐藤の文。")
    write(draft, cast.suzuki, "two", "鈴木の文。")
    assert sato.post(url("draft_restore", draft, number=1), {"version": "2"}).status_code == 302
    assert texts(draft) == ["一の文。", "鈴木の文。"]


@pytest.mark.parametrize("do", ["up", "down", "out", "text"])
def test_a_button_on_an_overtaken_page_leaves_the_others_block_as_it_is(
    do: str, sato: Client, cast: Cast, draft: Draft
) -> None:
    write(draft, cast.suzuki, "one", "鈴木の文。")
    sato.post(url("draft_block", draft, block="two"), {"version": "1", "do": do, "text": "佐藤の文。"})
    assert "鈴木の文。" in texts(draft)


@pytest.mark.parametrize(
    ("name", "sends"),
    [
        ("draft_add", {"own": "1"}),
        ("draft_text_settings", {"register": "polite", "citations": "none", "preamble": "佐藤の書き出し。"}),
        ("draft_kind", {"start": "1", "kind": "resolution", "assembly": "東京都世田谷区", "title": "佐藤の件名"}),
    ],
)
def test_a_form_on_an_overtaken_page_leaves_the_others_text_as_it_is(
    name: str, sends: dict[str, str], sato: Client, cast: Cast, draft: Draft
) -> None:
    write(draft, cast.suzuki, "one", "鈴木の文。")
    answer = sato.post(url(name, draft), sends | {"version": "1", "proposer": "members"})
    assert answer.status_code == 302
    assert "鈴木の文。" in texts(draft)
    assert newest(draft) == 3


def test_the_same_field_changed_by_two_comes_to_a_choice(sato: Client, cast: Cast, draft: Draft) -> None:
    save_draft(draft.pk, replace(now(draft), preamble="鈴木の書き出し。"), cast.suzuki, based_on=1)
    sends = {"version": "1", "register": "plain", "citations": "none", "preamble": "佐藤の書き出し。"}
    assert sato.post(url("draft_text_settings", draft), sends).status_code == 409
    assert now(draft).preamble == "鈴木の書き出し。"
