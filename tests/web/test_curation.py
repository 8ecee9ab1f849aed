"""The curators' screens: the queue and its order, the way of an edition by its buttons, and what would bypass it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions import curation
from drafting.actions.cast import Cast
from drafting.actions.library import item_from, load_release
from drafting.models import Edition, Entry, EntryKind, FactEdition, NoteEdition, State, User
from drafting.models.risk import TIERS, Risk, risks
from tests.people import SignedIn, Starts

from .screens import tree

pytestmark = pytest.mark.usefixtures("library")
SLUG = "g-tameshi"
TERM = {"slug": SLUG, "title": "ためし", "reading": "ためし", "definition": "ふるい意味をためすこと。"}
CONFIRMED = {"c0": "on", "c1": "on", "c2": "on"}


@pytest.fixture
def takahashi(cast: Cast) -> User:
    return User.objects.create_user("takahashi@example.jp", "kobo-no-tameshi-1", name="高橋 恵", is_curator=True)


@pytest.fixture
def mori(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.mori)


@pytest.fixture
def term(db: None) -> Entry:
    load_release([item_from(EntryKind.TERM, TERM)])
    return Entry.objects.get(slug=SLUG)


def page(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def press(client: Client, name: str, number: int, **fields: str) -> Any:
    return client.post(reverse(f"curation_{name}", args=[SLUG, number]), fields, follow=True)


def fields(edition: Edition, **changed: str) -> dict[str, str]:
    content = {f"c-{name}": value for name, value in TERM.items() if name != "slug"}
    return content | {"based_on": edition.content_hash, "c-reason": "意味を改めた。"} | changed


def second(term: Entry) -> Edition:
    found: Edition = term.editions.get(number=2)
    return found


def waiting(term: Entry, by: User) -> Edition:
    edition = curation.start_edition(term, by)
    content = TERM | {"definition": "あたらしい意味をためすこと。"}
    curation.save_edition(edition, content, "意味を改めた。", by, edition.content_hash)
    curation.submit(edition, by)
    return second(term)


def test_an_edition_goes_its_way_by_the_buttons_of_two_people(
    mori: Client, takahashi: User, signed_in: SignedIn, term: Entry
) -> None:
    started = mori.post(reverse("curation_start", args=[SLUG]), follow=True)
    assert started.redirect_chain[-1][0] == reverse("curation_edit", args=[SLUG, 2])
    saved = press(mori, "edit", 2, **fields(second(term), **{"c-definition": "あたらしい意味をためすこと。"}))
    assert "<del>" in saved.content.decode()
    assert press(mori, "submit", 2).context["edition"].state == State.WAITING
    reader = signed_in(takahashi)
    shown = page(reader, "curation_edition", SLUG, 2)
    assert '<ins><span class="visually-hidden">（追加）</span>あたらしい</ins>' in shown
    assert '<del><span class="visually-hidden">（削除）</span>ふるい</del>' in shown
    assert "意味を改めた。" in shown
    done = press(reader, "publish", 2, **CONFIRMED)
    assert "第2版を公開しました。" in done.content.decode()
    assert "あたらしい意味" in page(reader, "terms")
    before = page(reader, "curation_edition", SLUG, 1)
    assert "前の版" in before
    assert "取下げ" not in before


def test_the_second_person_confirms_before_publishing(
    mori: Client, takahashi: User, signed_in: SignedIn, term: Entry, cast: Cast
) -> None:
    waiting(term, cast.mori)
    answer = press(signed_in(takahashi), "publish", 2, c0="on")
    assert answer.status_code == 422
    assert "確かめてから、印を付けてください。" in answer.content.decode()
    assert second(term).state == State.WAITING


@pytest.mark.parametrize("others", [0, 1])
def test_whoever_hands_in_an_edition_is_told_who_can_publish_it(
    others: int, mori: Client, term: Entry, cast: Cast, request: pytest.FixtureRequest
) -> None:
    if others:
        request.getfixturevalue("takahashi")
    edition = curation.start_edition(term, cast.mori)
    mori.post(reverse("curation_edit", args=[SLUG, edition.number]), fields(edition, **{"c-definition": "別の意味。"}))
    said = press(mori, "submit", edition.number).content.decode()
    assert ("自分で公開できます。" in said) is not bool(others)
    assert ("公開待ちにしました。ほかの編集者が確かめて公開します。" in said) is bool(others)


def test_the_writer_sees_no_button_to_publish_and_is_told_why(
    mori: Client, takahashi: User, term: Entry, cast: Cast
) -> None:
    waiting(term, cast.mori)
    assert "別の人の確認を" in page(mori, "curation")
    shown = page(mori, "curation_edition", SLUG, 2)
    assert "版を公開する" not in shown
    assert "自分で作った版なので" in shown


@pytest.mark.parametrize("name", ["publish", "send_back", "decline"])
def test_an_edition_being_written_cannot_be_published_or_sent_back(
    name: str, mori: Client, takahashi: User, signed_in: SignedIn, term: Entry, cast: Cast
) -> None:
    curation.start_edition(term, cast.mori)
    shown = press(signed_in(takahashi), name, 2, **CONFIRMED, reason="理由").content.decode()
    assert "公開待ちの版ではありません。" in shown
    assert second(term).state == State.WRITING
    assert Entry.objects.get(slug=SLUG).published_id == term.published_id


def test_a_post_does_not_publish_ones_own(mori: Client, takahashi: User, term: Entry, cast: Cast) -> None:
    waiting(term, cast.mori)
    shown = press(mori, "publish", 2, **CONFIRMED).content.decode()
    assert "自分で作った版は、ほかの編集者が公開します。" in shown
    assert second(term).state == State.WAITING


def test_a_post_does_not_publish_what_one_wrote_into_anothers_edition(
    mori: Client, takahashi: User, signed_in: SignedIn, term: Entry, cast: Cast
) -> None:
    edition = curation.start_edition(term, cast.mori)
    other = signed_in(takahashi)
    press(other, "edit", 2, **fields(edition, **{"c-definition": "高橋の文。"}))
    press(other, "submit", 2)
    press(other, "publish", 2, **CONFIRMED)
    assert second(term).state == State.WAITING


@pytest.mark.parametrize("state", [State.WAITING, State.PUBLISHED, State.WITHDRAWN])
def test_a_post_edits_nothing_but_what_is_being_written(
    state: State, mori: Client, takahashi: User, term: Entry, cast: Cast
) -> None:
    edition = waiting(term, cast.mori)
    if state != State.WAITING:
        curation.publish(edition, takahashi)
    if state == State.WITHDRAWN:
        curation.retire(term, takahashi, "理由")
    press(mori, "edit", 2, **fields(second(term), **{"c-definition": "こっそり直した文。"}))
    assert second(term).state == state
    assert curation.content_of(second(term))["definition"] == "あたらしい意味をためすこと。"


@pytest.mark.parametrize("name", ["submit", "drop", "publish", "send_back", "decline"])
def test_a_published_edition_takes_no_further_step(
    name: str, mori: Client, takahashi: User, term: Entry, cast: Cast
) -> None:
    curation.publish(waiting(term, cast.mori), takahashi)
    press(mori, name, 2, **CONFIRMED, reason="理由")
    assert second(term).state == State.PUBLISHED


@pytest.mark.parametrize(("name", "number"), [("send_back", 2), ("drop", 2)])
def test_going_back_needs_a_reason(
    name: str, number: int, mori: Client, takahashi: User, term: Entry, cast: Cast
) -> None:
    edition = waiting(term, cast.mori) if name == "send_back" else curation.start_edition(term, cast.mori)
    assert press(mori, name, number, reason="  ").status_code == 422
    assert second(term).state == edition.state


def test_retiring_needs_a_reason_which_the_history_shows(mori: Client, term: Entry) -> None:
    at = reverse("curation_retire", args=[SLUG])
    mori.post(at, {"reason": ""})
    assert Entry.objects.get(slug=SLUG).retired_at is None
    shown = mori.post(at, {"reason": "古い言い方なので。"}, follow=True).content.decode()
    assert Entry.objects.get(slug=SLUG).retired_at is not None
    assert "古い言い方なので。" in shown
    assert "新しい版で戻す" in shown


def test_the_only_curator_is_told_that_it_will_be_marked_and_it_is(mori: Client, term: Entry, cast: Cast) -> None:
    waiting(term, cast.mori)
    assert "ほかに編集者がいないため" in page(mori, "curation_edition", SLUG, 2)
    queue = page(mori, "curation")
    assert "別の人の確認を" not in queue
    assert "ほかに編集者がいないため" in queue
    assert f'href="{reverse("curation_edition", args=[SLUG, 2])}">確かめる' in queue
    assert "一人で公開" in press(mori, "publish", 2, **CONFIRMED).content.decode()
    assert "一人で公開" in page(mori, "curation_item", SLUG)


def test_who_writes_on_an_older_text_is_told_and_keeps_his_words(
    mori: Client, takahashi: User, term: Entry, cast: Cast
) -> None:
    edition = curation.start_edition(term, cast.mori)
    seen = fields(edition, **{"c-definition": "森の文。"})
    curation.save_edition(edition, TERM | {"definition": "高橋の文。"}, "理由", takahashi, edition.content_hash)
    answer = press(mori, "edit", 2, **seen)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "ほかの編集者がこの版を保存しました" in shown
    assert "森の文。" in shown
    assert second(term).content_hash in shown


def test_another_row_is_given_without_saving(mori: Client, cast: Cast) -> None:
    entry = Entry.objects.get(slug="f-chukan-kohyo")
    edition = curation.start_edition(entry, cast.mori)
    sent = {"more": "values", "values-TOTAL_FORMS": "1", "values-INITIAL_FORMS": "0", "c-statement": "書きかけ"}
    sent |= {"citations-TOTAL_FORMS": "0", "citations-INITIAL_FORMS": "0"}
    shown = mori.post(reverse("curation_edit", args=[entry.slug, edition.number]), sent).content.decode()
    assert 'name="values-1-value"' in shown
    assert "書きかけ" in shown
    assert "note-bad" not in shown
    assert Edition.objects.get(pk=edition.pk).content_hash == edition.content_hash


def test_a_new_item_begins_as_an_edition_being_written(mori: Client) -> None:
    at = reverse("curation_new", args=["term"])
    sent = {"slug": "g-betsu", "c-title": "べつ", "c-definition": "べつのもの。", "c-reason": "足りないので。"}
    assert mori.post(at, sent | {"slug": "だめ"}).status_code == 422
    mori.post(at, sent)
    entry = Entry.objects.get(slug="g-betsu")
    assert (entry.published, entry.editions.get().state) == (None, State.WRITING)


def test_checked_by_a_button(mori: Client, term: Entry, cast: Cast) -> None:
    mori.post(reverse("curation_check", args=[SLUG]))
    assert term.editions.get().checked_by == cast.mori


def test_the_history_shows_each_edition_and_what_changed_since_the_one_before(
    mori: Client, takahashi: User, term: Entry, cast: Cast
) -> None:
    curation.publish(waiting(term, cast.mori), takahashi)
    shown = page(mori, "curation_item", SLUG)
    assert "意味を改めた。" in shown
    assert "高橋 恵" in shown
    assert ">ふるい</del>" in page(mori, "curation_edition", SLUG, 2)
    assert "<del>" not in page(mori, "curation_edition", SLUG, 1)


def test_drafts_are_counted_and_never_named(
    mori: Client, takahashi: User, signed_in: SignedIn, starts: Starts, cast: Cast
) -> None:
    for owner in (cast.sato, cast.tanaka):
        starts(owner, title="だれにも見せない題名")
    entry = Entry.objects.get(slug="a-jisshitsu-gimuka")
    assert risks([entry.pk], timezone.localdate())[entry.pk].drafts == 2
    shown = page(mori, "curation_item", entry.slug)
    assert "2件" in shown
    for secret in ("だれにも見せない題名", cast.sato.name, cast.tanaka.name):
        assert secret not in shown


def test_a_draft_that_was_put_away_or_no_longer_uses_an_item_does_not_count(starts: Starts, cast: Cast) -> None:
    draft = starts(cast.sato)
    entry = Entry.objects.get(slug="a-jisshitsu-gimuka")
    draft.discarded_at = timezone.now()
    draft.save()
    assert risks([entry.pk], timezone.localdate())[entry.pk].drafts == 0


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (Risk(drafts=2), Risk(drafts=1)),
        (Risk(days_overdue=9), Risk(days_overdue=1)),
        (Risk(tier=3), Risk(tier=1)),
        (Risk(drafts=1, days_overdue=10, tier=1), Risk(drafts=5, days_overdue=0, tier=3)),
    ],
)
def test_more_use_longer_overdue_and_weaker_sources_come_first(more: Risk, less: Risk) -> None:
    assert more.score > less.score


def test_every_type_of_source_has_a_tier() -> None:
    types = [source_type for tier in TIERS.values() for source_type in tier]
    assert len(types) == len(set(types)) == 15


def test_a_row_that_may_stay_empty_says_so_though_its_fields_are_needed_once_it_is_used(mori: Client) -> None:
    rows = tree(mori.get(reverse("curation_new", args=["fact"]))).xpath("//fieldset[starts-with(@id, 'rows-')]")
    says = {one.get("id"): "この行は入りません" in one.text_content() for one in rows}
    assert says["rows-values"]
    assert not says["rows-citations"], "one source is needed"


def test_overdue_facts_are_in_the_queue_the_later_the_higher(mori: Client) -> None:
    today = timezone.localdate()
    for slug, days in (("f-tameshi-a", 3), ("f-tameshi-b", 300), ("f-tameshi-c", -200)):
        fact = FactEdition.objects.select_related("entry").get(entry__slug="f-chukan-kohyo")
        content = curation.content_of(fact) | {"slug": slug, "statement": f"{slug}の文"}
        content["next_review"] = (today - timedelta(days=days)).isoformat()
        load_release([item_from(EntryKind.FACT, content)])
    shown = page(mori, "curation", section="due")
    assert "（300日すぎ）" in shown
    assert shown.index("f-tameshi-bの文") < shown.index("f-tameshi-aの文")
    assert "f-tameshi-cの文" not in shown


@pytest.mark.parametrize(
    ("name", "args", "query", "most"),
    [
        ("curation", [], {}, 25),
        ("curation", [], {"section": "unchecked", "page": "2"}, 20),
        ("curation_items", [], {}, 12),
        ("curation_items", [], {"q": "保険証", "kind": "fact"}, 12),
        ("curation_item", ["a-jisshitsu-gimuka"], {}, 25),
        ("curation_edition", ["a-jisshitsu-gimuka", 1], {}, 25),
    ],
)
def test_the_number_of_queries_is_bounded(
    name: str,
    args: list[object],
    query: dict[str, str],
    most: int,
    mori: Client,
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(most):
        assert mori.get(reverse(name, args=args), query).status_code == 200


@pytest.mark.usefixtures("library")
def test_a_contradiction_stands_as_a_remark_on_both_facts(cast: Cast, signed_in: SignedIn) -> None:
    remark = NoteEdition.objects.get(entry__slug="n-himo-kensu")
    about = list(remark.links.filter(role="about").values_list("entry__slug", flat=True))
    assert len(about) > 1
    for slug in about:
        page = signed_in(cast.mori).get(reverse("curation_item", args=[slug])).content.decode()
        assert remark.title in page
        assert "編集者の覚書" in page


@pytest.mark.usefixtures("library")
def test_readers_do_not_see_the_remarks(signed_in: SignedIn) -> None:
    page = Client().get(reverse("fact", args=["f-7000"])).content.decode()
    assert "編集者の覚書" not in page
