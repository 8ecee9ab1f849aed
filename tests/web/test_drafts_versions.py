"""Earlier texts, copies, putting away, and two people's changes to one place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.intake import from_file
from drafting.intake.draft_file import OwnEntry, to_json
from drafting.intake.edit import put, remove
from drafting.models import Draft, Export, VersionName
from tests.people import SignedIn, Starts

from .screens import newest, now, text_of, tree, url


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def write(draft: Draft, cast: Cast, text: str, based_on: int = 1) -> None:
    save_draft(draft.pk, put(now(draft), OwnEntry("own", text)), cast.suzuki, based_on=based_on)


def test_an_earlier_text_is_restored_and_nothing_is_lost(sato: Client, cast: Cast, draft: Draft) -> None:
    first = now(draft)
    write(draft, cast, "二番目の文。")
    page = sato.get(url("draft_versions", draft))
    assert "鈴木 花子" in text_of(page)
    assert "今の文" in text_of(page)
    sato.post(url("draft_restore", draft, number=1), {"version": newest(draft)})
    assert now(draft) == first
    assert draft.versions.count() == 3
    assert "前の文に戻した" in text_of(sato.get(url("draft_versions", draft)))


def test_versions_stand_by_day_with_person_and_cause_and_autosaves_behind_what_they_led_to(
    sato: Client, cast: Cast, draft: Draft
) -> None:
    for number, text in enumerate(("一。", "二。", "三。"), start=1):
        save_draft(draft.pk, put(now(draft), OwnEntry("own", text)), cast.suzuki, number, "autosaved")
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "四。")), cast.suzuki, based_on=4)
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "五。")), cast.sato, based_on=5)
    page = sato.get(url("draft_versions", draft))
    said = text_of(page)
    today = timezone.localdate()
    assert f"{today.year}年{today.month}月{today.day}日" in said
    assert "ここまでの途中の保存 3回" in said
    links = [link.text_content() for link in tree(page).xpath("//main//a[@class='title-link']")]
    assert links == ["第6版", "第5版", "第1版"]


def test_a_version_is_named_and_found_by_its_name(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast, "二番目の文。")
    response = sato.post(url("draft_version_name", draft, number=1), {"name": " 提出版 ", "seen": ""}, follow=True)
    assert "「提出版」と名前を付けました。" in text_of(response)
    assert "提出版" in text_of(sato.get(url("draft_versions", draft)))
    sato.post(url("draft_version_name", draft, number=1), {"name": "第一案", "seen": "提出版"})
    assert VersionName.objects.get().name == "第一案"
    sato.post(url("draft_version_name", draft, number=1), {"name": "", "seen": "第一案"})
    assert not VersionName.objects.exists()


@pytest.mark.parametrize("name", ["あ" * 61, "制御\u0007文字"])
def test_a_name_that_cannot_be_kept_is_refused_with_a_reason(name: str, sato: Client, draft: Draft) -> None:
    page = sato.post(url("draft_version_name", draft, number=1), {"name": name, "seen": ""}, follow=True)
    assert page.status_code == 409
    assert "保存していません" in text_of(page)
    assert not VersionName.objects.exists()


def test_an_earlier_version_is_seen_as_paper_and_goes_out_as_it_was(sato: Client, cast: Cast, draft: Draft) -> None:
    before = now(draft)
    write(draft, cast, "二番目の文。")
    page = sato.get(url("draft_version", draft, number=1))
    assert "二番目の文。" not in text_of(page)
    images = [image.get("src") for image in tree(page).xpath("//main//img")]
    assert images
    assert all(sato.get(image).status_code == 200 for image in images)
    raw = sato.get(url("draft_version_download", draft, number=1, export_format="json")).content
    assert from_file.read(raw) == before
    assert Export.objects.get().version.number == 1
    assert Draft.objects.get(pk=draft.pk).current.number == 2  # type: ignore[union-attr]


def test_differences_are_shown_by_word_and_block(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast, "鈴木の文。")
    save_draft(draft.pk, remove(now(draft), "b1"), cast.suzuki, based_on=2)
    page = sato.get(url("draft_compare", draft), {"from": "1"})
    said = text_of(page)
    assert "2か所が違います。" in said
    assert "前の1番目の段落" in said
    assert "鈴木の文" in "".join(ins.text_content() for ins in tree(page).xpath("//main//ins"))
    assert text_of(sato.get(url("draft_compare", draft), {"from": "3", "to": "1"})) == said
    assert "違いはありません。" in text_of(sato.get(url("draft_compare", draft)))


@pytest.mark.parametrize("asked", [{"from": "9"}, {"to": "0"}, {"from": "9" * 9}])
def test_a_version_that_never_was_is_not_compared(asked: dict[str, str], sato: Client, draft: Draft) -> None:
    assert sato.get(url("draft_compare", draft), asked).status_code == 404
    assert sato.get(url("draft_version", draft, number=9)).status_code == 404


@pytest.mark.parametrize("number", [0, 9, 10**30])
def test_a_version_that_never_was_is_not_found(number: int, sato: Client, draft: Draft) -> None:
    assert sato.post(url("draft_restore", draft, number=number)).status_code == 404


def test_a_readers_copy_is_the_readers_own(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    kato = signed_in(cast.kato)
    kato.post(url("draft_copy", draft))
    made = Draft.objects.get(owner=cast.kato)
    assert now(made) == now(draft)
    assert kato.post(url("draft_add", made), {"version": newest(made), "own": "1"}).status_code == 302
    assert draft.versions.count() == 1


def test_a_draft_is_put_away_and_brought_back(sato: Client, draft: Draft) -> None:
    page = sato.post(url("draft_discard", draft), follow=True)
    assert "しまいました" in text_of(page)
    assert draft.title in text_of(sato.get("/drafts/discarded/"))
    sato.post(url("draft_bring_back", draft))
    assert sato.get(url("draft", draft)).status_code == 200
    assert draft.title not in text_of(sato.get("/drafts/discarded/"))


def test_both_texts_are_shown_and_the_chosen_one_is_saved(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast, "鈴木の文。")
    shown = sato.post(url("draft_block", draft, block="own"), {"version": "1", "do": "text", "text": "佐藤の文。"})
    assert shown.status_code == 409
    assert "鈴木 花子さんの文" in text_of(shown)
    assert "3番目の段落" in text_of(shown)
    for side, text in (("theirs", "鈴木の文。"), ("mine", "佐藤の文。")):
        form = tree(shown).xpath("//main//form")[0]
        response = sato.post(form.action, dict(form.form_values()) | {"use-own": side})
        assert response["Location"] == url("draft_text", draft)
        assert now(draft).body[-1].text == text
    earlier = [version.content["body"][-1]["text"] for version in draft.versions.all()]
    assert {"鈴木の文。", "佐藤の文。"} <= set(earlier)


def test_a_third_change_while_choosing_comes_to_a_choice_again(sato: Client, cast: Cast, draft: Draft) -> None:
    write(draft, cast, "鈴木の文。")
    shown = sato.post(url("draft_block", draft, block="own"), {"version": "1", "do": "text", "text": "佐藤の文。"})
    write(draft, cast, "鈴木の次の文。", based_on=2)
    form = tree(shown).xpath("//main//form")[0]
    again = sato.post(form.action, dict(form.form_values()) | {"use-own": "mine"})
    assert again.status_code == 409
    assert "次の" in text_of(again)
    assert now(draft).body[-1].text == "鈴木の次の文。"


def test_a_block_taken_out_by_the_other_may_come_back(sato: Client, cast: Cast, draft: Draft) -> None:
    save_draft(draft.pk, remove(now(draft), "own"), cast.suzuki, based_on=1)
    shown = sato.post(url("draft_block", draft, block="own"), {"version": "1", "do": "text", "text": "佐藤の文。"})
    assert "（外しました）" in text_of(shown)
    form = tree(shown).xpath("//main//form")[0]
    sato.post(form.action, dict(form.form_values()) | {"use-own": "mine"})
    assert now(draft).body[-1].text == "佐藤の文。"


@pytest.mark.parametrize(
    "sent",
    [
        {"mine": "not json"},
        {"mine": ""},
        {"mine": "[]"},
        {"mine": '{"format": "ikensho-draft/1"}'},
        {"mine": "[" * 100_000},
    ],
)
def test_a_choice_that_cannot_be_read_is_refused(sent: dict[str, str], sato: Client, draft: Draft) -> None:
    assert sato.post(url("draft_merge", draft), sent).status_code == 409
    assert draft.versions.count() == 1


@pytest.mark.parametrize("change", [{"base": "abc"}, {"base": "99"}, {"use-nobody": "mine"}, {"use-own": "both"}])
def test_a_choice_that_names_what_is_not_there_harms_nothing(
    change: dict[str, str], sato: Client, cast: Cast, draft: Draft
) -> None:
    mine: dict[str, Any] = {"mine": json.dumps(to_json(now(draft))), "base": "1", "version": "1"}
    assert sato.post(url("draft_merge", draft), mine | change).status_code in (302, 409)
    assert draft.versions.count() == 1


def test_an_unknown_argument_in_a_choice_is_refused(sato: Client, draft: Draft) -> None:
    mine = to_json(now(draft))
    mine["body"] = [{"id": "b9", "argument": "a-naimono"}]
    response = sato.post(url("draft_merge", draft), {"mine": json.dumps(mine), "base": "1", "version": "1"})
    assert response.status_code == 409
    assert draft.versions.count() == 1


def test_forms_from_elsewhere_are_refused(cast: Cast, draft: Draft) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sato)
    assert client.post(url("draft_discard", draft)).status_code == 403
    assert Draft.objects.get(pk=draft.pk).discarded_at is None
