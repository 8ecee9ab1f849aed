"""話し合い: comments and suggestions on the blocks of a draft."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from drafting.actions import talk, undo
from drafting.actions.cast import Cast
from drafting.actions.drafts import Conflict, file_of, save_draft
from drafting.intake import edit
from drafting.intake.draft_file import OwnEntry, QuotationEntry
from drafting.models import Comment, Draft, DraftVersion, Notice, Suggestion
from tests.people import SignedIn, Starts, restored

from .screens import tree

NEW = "本区の窓口にも、高齢の方からの相談が続いている。"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group)


def text_of(draft: Draft, block: str) -> str:
    draft.refresh_from_db()
    return edit.block_of(file_of(draft), block).text or ""


def told(kind: Notice.Kind) -> list[str]:
    return sorted(notice.to.name for notice in Notice.objects.filter(kind=kind))


def test_a_reader_comments_and_those_who_write_are_told(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    path = reverse("draft_comment", args=[draft.pk, "own"])
    response = signed_in(cast.kato).post(path, {"text": "<b>区民</b>の声も入れませんか。"}, follow=True)
    page = response.content.decode()
    assert "&lt;b&gt;区民&lt;/b&gt;の声も入れませんか。" in page
    assert told(Notice.Kind.COMMENTED) == ["佐藤 一郎", "鈴木 花子"]


def test_an_empty_comment_is_said_at_its_field_and_nothing_is_written(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    response = signed_in(cast.kato).post(reverse("draft_comment", args=[draft.pk, "own"]), {"text": "  "})
    assert response.status_code == 422
    assert 'aria-describedby="text-own-error"' in response.content.decode()
    assert not Comment.objects.exists()


def test_an_answer_opens_a_settled_comment_again(cast: Cast, draft: Draft) -> None:
    about = talk.comment(draft, "own", "長いと思います。", cast.kato)
    talk.settle(about, cast.sato)
    talk.answer(about, "もう少し話しませんか。", cast.kato)
    about.refresh_from_db()
    assert about.settled_at is None
    assert told(Notice.Kind.ANSWERED) == ["佐藤 一郎", "鈴木 花子"]


def test_an_answer_to_an_answer_stands_under_the_first_comment(cast: Cast, draft: Draft) -> None:
    about = talk.comment(draft, "own", "長いと思います。", cast.kato)
    first = talk.answer(about, "どこがですか。", cast.sato)
    assert talk.answer(first, "2文目です。", cast.kato).about == about


def test_a_reader_settles_only_his_own_comments(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    his = talk.comment(draft, "own", "長いと思います。", cast.kato)
    other = talk.comment(draft, "own", "短くします。", cast.sato)
    client = signed_in(cast.kato)
    assert client.post(reverse("draft_settle", args=[draft.pk, his.pk])).status_code == 302
    assert client.post(reverse("draft_settle", args=[draft.pk, other.pk])).status_code == 403


def test_what_was_said_about_a_block_that_is_gone_is_still_there_and_comes_back_with_it(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    talk.comment(draft, "own", "ここは要りますか。", cast.kato)
    save_draft(draft.pk, edit.remove(file_of(draft), "own"), cast.sato, based_on=1)
    client, path = signed_in(cast.kato), reverse("draft_talk", args=[draft.pk])
    gone = client.get(path).content.decode()
    assert "外した段落へのコメント" in gone
    assert "ここは要りますか。" in gone
    restored(draft, 1, cast.sato)
    assert "外した段落へのコメント" not in client.get(path).content.decode()


def test_what_was_said_about_two_blocks_that_become_one_stands_with_that_one(
    cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    body = (OwnEntry("b1", "はじめの文。"), OwnEntry("b2", "あとの文。"))
    draft = starts(cast.sato, body=body)
    talk.comment(draft, "b1", "一つ目について。", cast.sato)
    talk.comment(draft, "b2", "二つ目について。", cast.sato)
    talk.suggest(draft, "b2", "あとの短い文。", "", cast.sato)
    client = signed_in(cast.sato)
    assert client.post(reverse("draft_block", args=[draft.pk, "b1"]), {"do": "join", "version": "1"}).status_code == 302
    assert text_of(draft, "b1") == "はじめの文。あとの文。"
    whole = spoken_at(client, draft, "b1")
    assert "一つ目について。" in whole
    assert "二つ目について。" in whole
    assert "つなぐ前の段落への提案です" in whole
    assert "話し合い 3件" in client.get(reverse("draft_text", args=[draft.pk])).content.decode()
    undo.undo(draft.pk, cast.sato)
    assert "二つ目について。" not in spoken_at(client, draft, "b1")
    assert "二つ目について。" in spoken_at(client, draft, "b2")
    undo.redo(draft.pk, cast.sato)
    assert "二つ目について。" in spoken_at(client, draft, "b1")


@pytest.fixture
def two(cast: Cast, starts: Starts) -> Draft:
    """Two paragraphs, with a suggestion for the second."""
    draft = starts(
        cast.sato, cast.group, body=(OwnEntry("b1", "はじめの文。"), OwnEntry("b2", "あとの文。終わりの文。"))
    )
    talk.suggest(draft, "b2", "あとの短い文。終わりの文。", "", cast.kato)
    return draft


def press(client: Client, draft: Draft, block: str, deed: str, **more: str) -> None:
    sent = {"do": deed, "version": str(draft.versions.count()), **more}
    assert client.post(reverse("draft_block", args=[draft.pk, block]), sent).status_code == 302


def shown_change(client: Client, draft: Draft, block: str) -> list[str]:
    """What the page says that taking the suggestion would add and take away."""
    spoken = tree(client.get(reverse("draft_talk", args=[draft.pk]))).get_element_by_id(f"talk-{block}")
    (text,) = spoken.find_class("diff-text")
    return [part.text_content() for part in text.iter("ins", "del")]


def take_it(client: Client, draft: Draft) -> str:
    """Presses what the page offers, and gives what the next page says."""
    page = tree(client.get(reverse("draft_talk", args=[draft.pk])))
    (form,) = (form for form in page.iter("form") if form.xpath('.//button[@value="take"]'))
    return client.post(form.action, dict(form.form_values()) | {"do": "take"}, follow=True).content.decode()


def test_a_suggestion_for_a_joined_paragraph_changes_its_part_alone(
    cast: Cast, two: Draft, signed_in: SignedIn
) -> None:
    client = signed_in(cast.sato)
    press(client, two, "b1", "join")
    assert shown_change(client, two, "b1") == ["（追加）短い"]
    take_it(client, two)
    assert text_of(two, "b1") == "はじめの文。あとの短い文。終わりの文。"
    assert Suggestion.objects.get().state == "taken"


def test_after_the_join_is_undone_a_suggestion_is_taken_in_its_own_paragraph(
    cast: Cast, two: Draft, signed_in: SignedIn
) -> None:
    client = signed_in(cast.sato)
    press(client, two, "b1", "join")
    undo.undo(two.pk, cast.sato)
    take_it(client, two)
    assert [text_of(two, block) for block in ("b1", "b2")] == ["はじめの文。", "あとの短い文。終わりの文。"]


def test_a_suggestion_for_a_divided_paragraph_changes_the_part_that_it_concerns(
    cast: Cast, two: Draft, signed_in: SignedIn
) -> None:
    client = signed_in(cast.sato)
    later = talk.suggest(two, "b2", "あとの文。終わりの長い文。", "", cast.kato)
    press(client, two, "b2", "split", at="5")
    assert "3番目の段落がこう変わります" in spoken_at(client, two, "b2")
    sent = {"do": "take", "version": str(two.versions.count())}
    client.post(reverse("draft_decide", args=[two.pk, later.pk]), sent)
    two.refresh_from_db()
    assert [entry.text for entry in file_of(two).body] == ["はじめの文。", "あとの文。", "終わりの長い文。"]


@pytest.mark.parametrize(
    ("deeds", "why"),
    [
        (
            [("b1", "join", {}), ("b1", "text", {"text": "はじめの文。あとの長い文。終わりの文。"})],
            "あとで直されています",
        ),
        ([("b2", "split", {"at": "5"})], "分けられたか"),
        ([("b2", "split", {"at": "5"}), ("b2", "text", {"text": "あとの長い文。"})], "分けられたか"),
    ],
)
def test_a_suggestion_that_does_not_fit_any_more_is_never_put_in_silently(
    cast: Cast, two: Draft, signed_in: SignedIn, deeds: list[tuple[str, str, dict[str, str]]], why: str
) -> None:
    Suggestion.objects.all().delete()
    made = talk.suggest(two, "b2", "あとの短い文。短い終わりの文。", "", cast.kato)
    client = signed_in(cast.sato)
    for block, deed, more in deeds:
        press(client, two, block, deed, **more)
    page = client.get(reverse("draft_talk", args=[two.pk]))
    before = [entry.text for entry in file_of(Draft.objects.get(pk=two.pk)).body]
    assert why in page.content.decode()
    assert not tree(page).xpath('//button[@value="take"]')
    sent = {"do": "take", "version": str(two.versions.count())}
    refused = client.post(reverse("draft_decide", args=[two.pk, made.pk]), sent)
    assert refused.status_code == 409
    assert "文を自分で直してください" in refused.content.decode()
    assert [entry.text for entry in file_of(Draft.objects.get(pk=two.pk)).body] == before
    made.refresh_from_db()
    assert made.state == "open"


@pytest.mark.parametrize("is_joined", [False, True])
def test_a_page_that_showed_another_cut_takes_nothing(
    cast: Cast, two: Draft, signed_in: SignedIn, is_joined: bool
) -> None:
    """Joined, or divided again, by somebody else since."""
    client, other = signed_in(cast.sato), signed_in(cast.suzuki)
    if is_joined:
        press(other, two, "b1", "join")
    shown = str(two.versions.count())
    if is_joined:
        undo.undo(two.pk, cast.suzuki)
    else:
        press(other, two, "b1", "join")
    path = reverse("draft_decide", args=[two.pk, Suggestion.objects.get().pk])
    page = client.post(path, {"do": "take", "version": shown}, follow=True).content.decode()
    assert "いま別の人が直しました" in page
    assert "短い" not in "".join(entry.text or "" for entry in file_of(Draft.objects.get(pk=two.pk)).body)
    assert Suggestion.objects.get().state == "open"


def test_an_answer_goes_where_its_comment_stands_after_two_joins(
    cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    draft = starts(cast.sato, body=tuple(OwnEntry(f"b{number}", f"{number}番目の文。") for number in (1, 2, 3)))
    about = talk.comment(draft, "b3", "三つ目について。", cast.sato)
    client = signed_in(cast.sato)
    for at, block in enumerate(("b2", "b1"), start=1):
        client.post(reverse("draft_block", args=[draft.pk, block]), {"do": "join", "version": str(at)})
    response = client.post(reverse("draft_answer", args=[draft.pk, about.pk]), {"text": "そうします。"})
    assert response["Location"].endswith("#talk-b1")
    assert "そうします。" in spoken_at(client, draft, "b1")


def spoken_at(client: Client, draft: Draft, block: str) -> str:
    page = tree(client.get(reverse("draft_talk", args=[draft.pk])))
    return str(page.get_element_by_id(f"talk-{block}").text_content())


def moved(draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, edit.move(file_of(draft), "own", 0), cast.sato, based_on=1)


def out_and_back(draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, edit.remove(file_of(draft), "own"), cast.sato, based_on=1)
    undo.undo(draft.pk, cast.sato)


def earlier_text_restored(draft: Draft, cast: Cast) -> None:
    save_draft(draft.pk, edit.remove(file_of(draft), "own"), cast.sato, based_on=1)
    restored(draft, 1, cast.sato)


def two_people_brought_together(draft: Draft, cast: Cast) -> None:
    base = file_of(draft)
    save_draft(draft.pk, edit.move(base, "own", 0), cast.sato, based_on=1)
    save_draft(draft.pk, edit.put(base, OwnEntry("own", "鈴木が直した文。")), cast.suzuki, based_on=1)


@pytest.mark.parametrize("happens", [moved, out_and_back, earlier_text_restored, two_people_brought_together])
def test_what_was_said_about_a_block_stays_with_it(
    cast: Cast, draft: Draft, signed_in: SignedIn, happens: Callable[[Draft, Cast], None]
) -> None:
    talk.comment(draft, "own", "ここは要りますか。", cast.kato)
    talk.suggest(draft, "own", NEW, "", cast.kato)
    happens(draft, cast)
    client = signed_in(cast.sato)
    page = tree(client.get(reverse("draft_talk", args=[draft.pk])))
    spoken = page.get_element_by_id("talk-own").text_content()
    assert "ここは要りますか。" in spoken
    assert "取り入れる" in spoken
    assert "外した段落" not in page.get_element_by_id("main").text_content()
    assert "話し合い 2件" in client.get(reverse("draft_text", args=[draft.pk])).content.decode()


def test_a_block_that_is_gone_is_shown_with_its_last_words_and_its_suggestion_can_only_be_declined(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    last = text_of(draft, "own")
    made = talk.suggest(draft, "own", NEW, "", cast.kato)
    save_draft(draft.pk, edit.remove(file_of(draft), "own"), cast.sato, based_on=1)
    client = signed_in(cast.sato)
    spoken = tree(client.get(reverse("draft_talk", args=[draft.pk]))).get_element_by_id("talk-own")
    assert last in spoken.text_content()
    assert {button.get("value") for button in spoken.iter("button")} == {"decline"}
    sent = {"do": "take", "version": "2"}
    page = client.post(reverse("draft_decide", args=[draft.pk, made.pk]), sent, follow=True).content.decode()
    assert "この段落は、もう外されています" in page
    made.refresh_from_db()
    assert made.state == Suggestion.State.OPEN


def test_a_suggestion_for_words_that_changed_shows_both_differences(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "はじめの文。")), cast.sato, based_on=1)
    draft.refresh_from_db()
    talk.suggest(draft, "own", "はじめの短い文。", "", cast.kato)
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "はじめの長い文。")), cast.sato, based_on=2)
    spoken = tree(signed_in(cast.sato).get(reverse("draft_talk", args=[draft.pk]))).get_element_by_id("talk-own")
    shown = [(tag.tag, tag.xpath("text()|span/following-sibling::text()")[-1]) for tag in spoken.iter("ins", "del")]
    assert [text for _, text in shown] == ["短い", "長い", "長", "短"]
    assert [tag for tag, _ in shown] == ["ins", "ins", "del", "ins"]


def test_a_suggestion_knows_the_words_that_its_page_showed(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    shown = text_of(draft, "own")
    client, path = signed_in(cast.kato), reverse("draft_suggest", args=[draft.pk, "own"])
    version = tree(client.get(path)).xpath('//input[@name="version"]/@value')[0]
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "そのあいだに直した文。")), cast.sato, based_on=1)
    client.post(path, {"text": NEW, "version": version})
    assert Suggestion.objects.get().read_text == shown
    assert "直されています" in signed_in(cast.sato).get(reverse("draft_talk", args=[draft.pk])).content.decode()


def test_the_page_of_a_suggestion_says_which_paragraph_it_is_about(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    page = signed_in(cast.kato).get(reverse("draft_suggest", args=[draft.pk, "own"]))
    assert "3番目の段落の今の文です。" in page.content.decode()
    assert f"{reverse('draft_talk', args=[draft.pk])}#talk-own" in page.content.decode()


def test_a_suggestion_that_is_taken_is_one_version_with_both_names(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    made = talk.suggest(draft, "own", NEW, "数が分かりやすいので", cast.kato)
    assert text_of(draft, "own") != NEW
    path = reverse("draft_decide", args=[draft.pk, made.pk])
    signed_in(cast.suzuki).post(path, {"do": "take", "version": "1"})
    assert text_of(draft, "own") == NEW
    version = DraftVersion.objects.get(draft=draft, number=2)
    assert (version.cause, version.author, version.suggestion.author) == ("suggested", cast.suzuki, cast.kato)
    assert told(Notice.Kind.TAKEN) == ["加藤 次郎"]
    shown = signed_in(cast.kato).get(reverse("draft_versions", args=[draft.pk])).content.decode()
    assert "加藤 次郎さんの提案" in shown


def test_a_declined_suggestion_changes_nothing_and_its_reason_is_told(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    made = talk.suggest(draft, "own", NEW, "", cast.kato)
    client, path = signed_in(cast.sato), reverse("draft_decide", args=[draft.pk, made.pk])
    assert client.post(path, {"do": "decline", "answer": ""}).status_code == 422
    client.post(path, {"do": "decline", "answer": "前の文のほうが調べに合います。"})
    made.refresh_from_db()
    assert (made.state, made.answer) == ("declined", "前の文のほうが調べに合います。")
    assert draft.versions.count() == 1
    assert "前の文のほうが調べに合います。" in client.get(reverse("draft_talk", args=[draft.pk])).content.decode()


def test_a_suggestion_is_decided_once(cast: Cast, draft: Draft) -> None:
    made = talk.suggest(draft, "own", NEW, "", cast.kato)
    talk.decline(made, cast.sato, "今は見送ります。")
    with pytest.raises(ValidationError, match="もう「見送った」"):
        talk.take(made, cast.suzuki, 1)
    assert draft.versions.count() == 1


def test_taking_a_suggestion_never_overwrites_what_somebody_wrote_meanwhile(cast: Cast, draft: Draft) -> None:
    made = talk.suggest(draft, "own", NEW, "", cast.kato)
    changed = edit.put(file_of(draft), OwnEntry("own", "鈴木が直した文。"))
    save_draft(draft.pk, changed, cast.suzuki, based_on=1)
    with pytest.raises(Conflict):
        talk.take(made, cast.sato, 1)
    assert text_of(draft, "own") == "鈴木が直した文。"
    made.refresh_from_db()
    assert made.state == Suggestion.State.OPEN


def test_the_page_says_that_the_block_changed_after_the_suggestion(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    talk.suggest(draft, "own", NEW, "", cast.kato)
    path = reverse("draft_talk", args=[draft.pk])
    assert "直されています" not in signed_in(cast.sato).get(path).content.decode()
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "直した文。")), cast.sato, based_on=1)
    assert "直されています" in signed_in(cast.sato).get(path).content.decode()


def test_a_suggestion_that_changes_nothing_is_refused(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    path = reverse("draft_suggest", args=[draft.pk, "own"])
    response = signed_in(cast.kato).post(path, {"text": text_of(draft, "own"), "version": "1"})
    assert response.status_code == 422
    assert "今の文と同じ" in response.content.decode()


def test_the_words_of_a_quotation_are_the_records_and_nobody_suggests_others(
    cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    draft = starts(cast.sato, cast.group, body=(QuotationEntry("q1", "q-chukan-saishu"),))
    path = reverse("draft_suggest", args=[draft.pk, "q1"])
    response = signed_in(cast.kato).post(path, {"text": "ほかの言葉。", "version": "1"})
    assert response.status_code == 422
    assert "原文のまま" in response.content.decode()
    assert not Suggestion.objects.exists()
    assert path not in signed_in(cast.kato).get(reverse("draft_talk", args=[draft.pk])).content.decode()


def test_only_who_suggested_takes_a_suggestion_back(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    made = talk.suggest(draft, "own", NEW, "", cast.kato)
    path = reverse("draft_decide", args=[draft.pk, made.pk])
    assert signed_in(cast.suzuki).post(path, {"do": "withdraw"}).status_code == 403
    assert signed_in(cast.kato).post(path, {"do": "withdraw"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_the_composer_counts_what_is_open_at_each_block(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    talk.comment(draft, "own", "長いと思います。", cast.kato)
    talk.suggest(draft, "own", NEW, "", cast.kato)
    page = signed_in(cast.sato).get(reverse("draft_text", args=[draft.pk])).content.decode()
    assert f"{reverse('draft_talk', args=[draft.pk])}#talk-own" in page
    assert "話し合い 2件" in page


def test_the_page_takes_few_queries_however_much_was_said(
    cast: Cast, draft: Draft, signed_in: SignedIn, django_assert_max_num_queries: pytest.fixture
) -> None:
    for number in range(20):
        about = talk.comment(draft, "own", f"{number}番目の話。", cast.kato)
        talk.answer(about, "答え。", cast.sato)
        talk.suggest(draft, "own", f"{number}番目の文。", "", cast.kato)
    client = signed_in(cast.sato)
    with django_assert_max_num_queries(14):
        client.get(reverse("draft_talk", args=[draft.pk]))
