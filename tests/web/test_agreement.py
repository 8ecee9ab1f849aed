"""会派間の合意: groups answer through their links, and those who write make their answers text."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from drafting.actions import agreements, sharing
from drafting.actions.agreements import text_hash
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of, save_draft
from drafting.compose.agreement import Stand
from drafting.intake import edit
from drafting.intake.draft_file import ArgumentEntry, DemandEntry, DemandItemEntry, OwnEntry, QuotationEntry
from drafting.models import AgreementLink, Draft, Notice
from tests.people import SignedIn, Starts

from .screens import fields, now, text_of, tree

WISH = "区民が安心して受診できるようにすることは、区議会の責務である。"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group)


@pytest.fixture
def blue(cast: Cast, draft: Draft) -> AgreementLink:
    return sharing.ask_group(draft, "青会", 7, cast.sato)


def opened(link: AgreementLink) -> str:
    return reverse("agree", args=[link.token])


def screen(draft: Draft) -> str:
    return reverse("draft_agreement", args=[draft.pk])


def shown_form(client: Client, link: AgreementLink) -> dict[str, Any]:
    """What the group's page sends as it stands."""
    return fields(client.get(opened(link)), "answers")


def answered(link: AgreementLink, wording: str = "", **stands: Stand) -> None:
    texts = {block.id: block.whole for block in agreements.named_blocks(now(link.draft))}
    answers = [agreements.Answer(block, stand, wording=wording) for block, stand in stands.items()]
    agreements.answer_blocks(link, answers, {block: text_hash(text) for block, text in texts.items()})


def pressed(client: Client, draft: Draft, block: str, deed: str, group: str = "") -> Any:
    """The button as the screen offers it: only where there is one."""
    page = tree(client.get(screen(draft)))
    for form in page.xpath(f'//form[.//button[@name="do"][@value="{deed}"]]'):
        sent = dict(form.form_values())
        if sent.get("block") == block and sent.get("group", "") == group:
            return client.post(form.get("action"), sent | {"do": deed})
    raise AssertionError(f"no button {deed} for {block}")


def test_a_group_answers_changes_its_mind_and_those_who_write_are_told(
    cast: Cast, blue: AgreementLink, client: Client
) -> None:
    sent = {"stand-own": "against", "reason-own": "言い過ぎです。", "wording-own": "短い文。"}
    page = client.post(opened(blue), shown_form(client, blue) | sent, follow=True).content.decode()
    assert "1件の答えを送りました" in page
    mark = blue.marks.get()
    assert (mark.stand, mark.reason, mark.wording) == ("against", "言い過ぎです。", "短い文。")
    client.post(opened(blue), shown_form(client, blue) | {"stand-own": "for"})
    mark.refresh_from_db()
    assert (mark.stand, mark.wording) == ("for", "")
    assert sorted(notice.to.name for notice in Notice.objects.filter(kind="marked", by_name="青会")) == [
        *("佐藤 一郎", "佐藤 一郎", "鈴木 花子", "鈴木 花子")
    ]


def test_an_answer_on_a_former_text_counts_no_more_and_is_shown_as_such(
    cast: Cast, draft: Draft, client: Client, signed_in: SignedIn
) -> None:
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    answered(link, own=Stand.AGAINST)
    assert agreements.table_of(draft).result.lost == ("own",)
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "やわらげた文。")), cast.sato, based_on=1)
    draft.refresh_from_db()
    assert agreements.table_of(draft).result.lost == ()
    assert "もう一度答えてください" in client.get(opened(link)).content.decode()
    shown = signed_in(cast.sato).get(reverse("draft_agreement", args=[draft.pk])).content.decode()
    assert "直す前の文について：否" in shown


def test_groups_see_each_others_answers_only_when_told(cast: Cast, draft: Draft, client: Client) -> None:
    blue, green = (sharing.ask_group(draft, name, 7, cast.sato) for name in ("青会", "緑会"))
    answered(blue, own=Stand.AGAINST)
    page = client.get(opened(green)).content.decode()
    assert "青会" not in page
    assert "ほかの会派には見えません" in page
    agreements.show_marks(draft, shown=True)
    page = client.get(opened(green)).content.decode()
    assert "青会：否" in page
    assert "ほかの会派にも、この答えが見えます" in page


def test_the_screen_shows_what_is_lost_and_which_change_wins_whom(
    cast: Cast, draft: Draft, signed_in: SignedIn
) -> None:
    blue, green = (sharing.ask_group(draft, name, 7, cast.sato) for name in ("青会", "緑会"))
    answered(blue, own=Stand.AGAINST, b1=Stand.FOR)
    answered(green, own=Stand.FOR, d1=Stand.CONDITIONAL)
    client = signed_in(cast.sato)
    page = text_of(client.get(screen(draft)))
    left = "の「否」「条件付き」がなくなります（まだ答えのないところ 3か所）。"
    assert f"3番目の段落を外すと、青会{left}今の文を「可」とした会派：緑会" in page
    assert f"記の1の条件を満たすと、緑会{left}" in page
    assert "次の1か所（約2行）を外すと" in page
    everything = {block.id: Stand.FOR for block in agreements.named_blocks(file_of(draft))}
    answered(blue, **everything | {"own": Stand.AGAINST})
    assert "3番目の段落を外すと、青会が全体に賛成できます。" in text_of(client.get(screen(draft)))


def test_the_screen_says_when_everybody_has_answered_everything(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    path, client = reverse("draft_agreement", args=[draft.pk]), signed_in(cast.sato)
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    answered(link, own=Stand.FOR)
    assert "すべてのところに答えています" not in client.get(path).content.decode()
    answered(link, **{block.id: Stand.FOR for block in agreements.named_blocks(file_of(draft))})
    assert "すべてのところに答えています" in client.get(path).content.decode()


def test_the_agreed_text_becomes_a_copy_and_the_original_stays(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    answered(sharing.ask_group(draft, "青会", 7, cast.sato), own=Stand.AGAINST, d2=Stand.AGAINST)
    signed_in(cast.sato).post(reverse("draft_agreement_copy", args=[draft.pk]))
    copy = Draft.objects.exclude(pk=draft.pk).get()
    assert [entry.id for entry in file_of(copy).body] == ["b1", "b2"]
    assert [entry.id for entry in file_of(copy).demands] == ["d1"]
    assert copy.group == draft.group
    draft.refresh_from_db()
    assert draft.versions.count() == 1


def test_a_group_is_asked_once_until_its_link_is_taken_back(cast: Cast, draft: Draft) -> None:
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    with pytest.raises(ValidationError, match="もうあります"):
        sharing.ask_group(draft, "青会", 7, cast.sato)
    sharing.take_back(link)
    assert sharing.ask_group(draft, "青会", 7, cast.sato).is_live


def test_words_that_a_group_wished_are_put_in_by_one_press_and_taken_back_by_another(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, WISH, own=Stand.AGAINST)
    client, before = signed_in(cast.sato), now(draft)
    shown = client.get(screen(draft)).content.decode()
    assert "<ins>" in shown
    response = client.get(pressed(client, draft, "own", "reword", "青会")["Location"])
    assert edit.block_of(now(draft), "own").text == WISH
    assert "望む文に改めました" in text_of(response)
    assert draft.versions.order_by("-number")[0].cause == "agreed"
    back = next(form for form in tree(response).forms if form.action == reverse("draft_take_back", args=[draft.pk]))
    client.post(back.action, dict(back.form_values()))
    assert now(draft) == before


@pytest.mark.parametrize(("block", "kind"), [("b1", ArgumentEntry), ("d1", DemandEntry)])
def test_words_wished_for_a_block_of_the_library_keep_its_origin(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn, block: str, kind: type
) -> None:
    answered(blue, WISH, **{block: Stand.CONDITIONAL})
    pressed(signed_in(cast.sato), draft, block, "reword", "青会")
    entry = edit.block_of(now(draft), block)
    assert isinstance(entry, kind)
    assert entry.text == WISH


def test_words_that_the_group_changed_meanwhile_are_not_put_in(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, WISH, own=Stand.AGAINST)
    sent = {"version": "1", "block": "own", "do": "reword", "group": "青会", "seen": text_hash(WISH)}
    answered(blue, "あとで変えた望む文。", own=Stand.AGAINST)
    response = signed_in(cast.sato).post(reverse("draft_agreement_change", args=[draft.pk]), sent, follow=True)
    assert "会派の答えか文が変わりました" in text_of(response)
    assert draft.versions.count() == 1


def test_a_block_that_somebody_wrote_anew_meanwhile_is_not_overwritten(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, WISH, own=Stand.AGAINST)
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "鈴木が直した文。")), cast.suzuki, based_on=1)
    sent = {"version": "1", "block": "own", "do": "reword", "group": "青会", "seen": text_hash(WISH)}
    for deed in ("reword", "out"):
        address = reverse("draft_agreement_change", args=[draft.pk])
        assert signed_in(cast.sato).post(address, sent | {"do": deed}).status_code == 409
    assert edit.block_of(now(draft), "own").text == "鈴木が直した文。"


def test_a_refused_block_is_taken_out_by_one_press_and_its_answer_stays_for_its_return(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, own=Stand.AGAINST)
    client = signed_in(cast.sato)
    done = client.get(pressed(client, draft, "own", "out")["Location"])
    assert "own" not in edit.ids_of(now(draft))
    assert "外しました" in text_of(done)
    client.post(reverse("draft_take_back", args=[draft.pk]), {"version": "2"})
    assert agreements.table_of(Draft.objects.get(pk=draft.pk)).result.lost == ("own",)


def test_a_block_of_the_library_becomes_ones_own_with_what_backs_it_and_opens_to_be_written(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, b1=Stand.CONDITIONAL, d1=Stand.CONDITIONAL)
    text = edit.block_of(file_of(draft), "b1").text
    response = pressed(signed_in(cast.sato), draft, "b1", "own")
    assert response["Location"] == f"{reverse('draft_text', args=[draft.pk])}?open=b1#b1"
    entry = edit.block_of(now(draft), "b1")
    assert isinstance(entry, OwnEntry)
    assert entry.text == text
    assert entry.cites
    response = pressed(signed_in(cast.sato), draft, "d1", "own")
    assert response["Location"] == f"{reverse('draft_demands', args=[draft.pk])}#d1"
    demand = edit.block_of(now(draft), "d1")
    assert isinstance(demand, DemandEntry)
    assert demand.demand is None


def test_a_quotation_may_go_but_its_words_stay_the_records(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato, body=(QuotationEntry("q1", "q-chukan-saishu"),))
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    answered(link, WISH, q1=Stand.AGAINST)
    client = signed_in(cast.sato)
    sent = {"version": "1", "block": "q1", "group": "青会", "seen": text_hash(WISH)}
    for deed in ("reword", "own"):
        client.post(reverse("draft_agreement_change", args=[draft.pk]), sent | {"do": deed})
        assert draft.versions.count() == 1
        with pytest.raises(AssertionError, match="no button"):
            pressed(client, draft, "q1", deed, "青会" if deed == "reword" else "")
    assert "wording-q1" not in Client().get(opened(link)).content.decode()


def adopted(client: Client, draft: Draft) -> Any:
    form = next(one for one in tree(client.get(screen(draft))).forms if one.action.endswith("/agreement/adopt/"))
    sent = fields_of(form)
    return client.post(form.action, sent)


def fields_of(form: Any) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_the_agreed_text_becomes_the_text_of_the_draft_under_a_name_and_goes_back_by_one_press(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, own=Stand.AGAINST, d2=Stand.AGAINST)
    client, before = signed_in(cast.sato), now(draft)
    assert edit.block_of(before, "own").text in text_of(client.get(screen(draft)))
    assert "「合意した文」の名前" in text_of(client.get(adopted(client, draft)["Location"]))
    assert [entry.id for entry in (*now(draft).body, *now(draft).demands)] == ["b1", "b2", "d1"]
    assert draft.versions.get(number=2).naming.name == "合意した文"
    later = client.get(screen(draft))
    assert "合意した文にしました" in text_of(later)
    back = next(form for form in tree(later).forms if form.action == reverse("draft_take_back", args=[draft.pk]))
    client.post(back.action, dict(back.form_values()))
    assert now(draft) == before
    assert "合意した文にしました" not in text_of(client.get(screen(draft)))


def test_going_back_from_the_agreed_text_keeps_what_was_written_since(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, own=Stand.AGAINST)
    client = signed_in(cast.sato)
    adopted(client, draft)
    save_draft(draft.pk, edit.add_body(now(draft), OwnEntry("", "あとから書いた文。")), cast.suzuki, based_on=2)
    client.post(reverse("draft_take_back", args=[draft.pk]), {"version": "2"})
    texts = [entry.text for entry in now(draft).body]
    assert "あとから書いた文。" in texts
    assert len(texts) == 4


def test_nothing_goes_that_the_page_did_not_show(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, own=Stand.AGAINST, b1=Stand.AGAINST)
    sent = {"version": "1", "lost": ["own"]}
    response = signed_in(cast.sato).post(reverse("draft_agreement_adopt", args=[draft.pk]), sent, follow=True)
    assert "会派の答えか文が変わりました" in text_of(response)
    assert draft.versions.count() == 1


def test_after_a_change_both_sides_see_what_changed_and_the_old_answer_is_no_consent(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn, client: Client
) -> None:
    answered(blue, own=Stand.FOR)
    text = edit.block_of(file_of(draft), "own").text or ""
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", text + "加えた文。")), cast.sato, based_on=1)
    group_page = client.get(opened(blue))
    assert "前の答え（可）のあとで、この文は直されました" in text_of(group_page)
    assert "（追加）" in text_of(group_page)
    assert "stand-own" not in shown_form(client, blue)
    shown = text_of(signed_in(cast.sato).get(screen(draft)))
    assert "答えたときの文との違い" in shown
    assert "青会 5か所（うち1か所は、直す前の文への答えだけ）" in shown


def test_whoever_had_answered_all_but_for_the_change_is_not_counted_twice(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, **{block.id: Stand.FOR for block in agreements.named_blocks(now(draft))})
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "直した文。")), cast.sato, based_on=1)
    assert "青会 1か所（直す前の文には答えています）" in text_of(signed_in(cast.sato).get(screen(draft)))


def test_words_that_became_what_the_group_wished_are_still_no_consent(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn, client: Client
) -> None:
    answered(blue, WISH, own=Stand.AGAINST)
    pressed(signed_in(cast.sato), draft, "own", "reword", "青会")
    draft.refresh_from_db()
    assert "own" in agreements.table_of(draft).result.unanswered["青会"]
    assert "望まれた文のとおりになっています" in text_of(client.get(opened(blue)))
    # Sent as it stands, the page says nothing.
    client.post(opened(blue), shown_form(client, blue))
    assert "own" in agreements.table_of(draft).result.unanswered["青会"]


def test_what_stands_under_a_demand_is_read_and_agreed_to_with_it(cast: Cast, starts: Starts, client: Client) -> None:
    demand = DemandEntry("d1", text="次のことを行うこと。", items=(DemandItemEntry("i1", "窓口を増やすこと。"),))
    draft = starts(cast.sato, demands=(demand,))
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    assert "窓口を増やすこと。" in text_of(client.get(opened(link)))
    answered(link, d1=Stand.FOR)
    changed = DemandEntry("d1", text="次のことを行うこと。", items=(DemandItemEntry("i1", "窓口を閉じること。"),))
    save_draft(draft.pk, edit.put(file_of(draft), changed), cast.sato, based_on=1)
    draft.refresh_from_db()
    assert "d1" in agreements.table_of(draft).result.unanswered["青会"]


def test_all_that_is_left_is_accepted_in_one_press_and_what_was_answered_stays(
    cast: Cast, draft: Draft, blue: AgreementLink, client: Client
) -> None:
    sent = {"stand-own": "against", "reason-own": "言い過ぎです。"}
    page = client.post(opened(blue), shown_form(client, blue) | sent, follow=True)
    assert "残り4か所" in text_of(page)
    page = client.post(opened(blue), shown_form(client, blue) | {"all": "1"}, follow=True)
    assert "4件の答えを送りました" in text_of(page)
    assert "すべてに答えています" in text_of(page)
    assert {mark.block: mark.stand for mark in blue.marks.all()} == dict.fromkeys(["b1", "b2", "d1", "d2"], "for") | {
        "own": "against"
    }


def test_a_reason_without_an_answer_is_not_lost_but_asked_about_and_the_rest_is_kept(
    blue: AgreementLink, client: Client
) -> None:
    sent = {"reason-own": "まだ迷っています。", "stand-b1": "for"}
    response = client.post(opened(blue), shown_form(client, blue) | sent)
    assert response.status_code == 422
    assert "1か所の答えを、まだ送れていません" in text_of(response)
    assert "まだ迷っています。" in text_of(response)
    assert [mark.block for mark in blue.marks.all()] == ["b1"]


def test_an_answer_changed_on_words_that_changed_meanwhile_is_asked_for_anew(
    blue: AgreementLink, client: Client, cast: Cast
) -> None:
    client.post(opened(blue), shown_form(client, blue) | {"stand-own": "for"})
    shown = shown_form(client, blue)
    file = now(blue.draft)
    changed = edit.put(file, OwnEntry("own", "改めた文である。"))
    save_draft(blue.draft.pk, changed, cast.sato, 1)
    page = client.post(opened(blue), shown | {"stand-own": "against", "reason-own": "言い過ぎです。"})
    assert page.status_code == 422
    assert "この画面を開いたあとで、この文が直されました" in text_of(page)
    assert "言い過ぎです。" in text_of(page)
    assert blue.marks.get(block="own").stand == "for"


def test_two_people_of_a_group_do_not_overwrite_each_other(blue: AgreementLink, client: Client) -> None:
    first, second = shown_form(client, blue), shown_form(client, blue)
    client.post(opened(blue), first | {"stand-own": "against", "reason-own": "言い過ぎです。"})
    page = client.post(opened(blue), second | {"stand-own": "for", "stand-b1": "for"})
    assert page.status_code == 422
    assert "先に「否」と答えています" in text_of(page)
    assert {mark.block: mark.stand for mark in blue.marks.all()} == {"own": "against", "b1": "for"}
    client.post(opened(blue), fields(page, "answers"))
    assert {mark.block: mark.stand for mark in blue.marks.all()} == {"own": "for", "b1": "for"}


def test_the_words_to_be_rewritten_stand_ready_and_untouched_are_no_wish(blue: AgreementLink, client: Client) -> None:
    form = shown_form(client, blue)
    assert form["wording-own"][0].strip()
    client.post(opened(blue), form | {"stand-own": "conditional"})
    assert blue.marks.get().wording == ""


def test_a_group_sees_the_whole_paper_by_its_link_alone(blue: AgreementLink, client: Client) -> None:
    page = client.get(reverse("agree_paper", args=[blue.token]))
    assert "内閣総理大臣" in text_of(page)
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.get(reverse("agree_page", args=[blue.token, 1]))["Content-Type"] == "image/png"
    sharing.take_back(blue)
    assert client.get(reverse("agree_paper", args=[blue.token])).status_code == 404
    assert client.get(reverse("agree_page", args=[blue.token, 1])).status_code == 404


def test_the_sheet_for_the_meeting_has_every_block_against_every_group(
    cast: Cast, draft: Draft, blue: AgreementLink, signed_in: SignedIn
) -> None:
    answered(blue, WISH, own=Stand.AGAINST, b1=Stand.FOR)
    sharing.ask_group(draft, "緑会", 7, cast.sato)
    page = tree(signed_in(cast.sato).get(reverse("draft_agreement_summary", args=[draft.pk])))
    rows = [[cell.text_content() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]
    assert rows == [
        ["可", "未回答"],
        ["未回答", "未回答"],
        ["否", "未回答"],
        ["未回答", "未回答"],
        ["未回答", "未回答"],
    ]
    assert WISH in page.text_content()


def test_the_screen_takes_few_queries_however_many_groups(
    cast: Cast, draft: Draft, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        answered(sharing.ask_group(draft, f"第{number}会派", 7, cast.sato), WISH, own=Stand.AGAINST, b1=Stand.FOR)
    client = signed_in(cast.sato)
    client.get(screen(draft))
    with django_assert_max_num_queries(24):
        client.get(screen(draft))
