"""Links that are lent: a copy to read, and the page on which a group says how it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions import agreements, drafts, sharing
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of, save_draft
from drafting.compose.agreement import Stand
from drafting.compose.content import Signatory
from drafting.compose.kinds import Kind, Register, Role
from drafting.intake import edit
from drafting.intake.draft_file import OwnEntry
from drafting.logs import WithoutSecrets
from drafting.models import AgreementLink, Draft, LentLink, Notice, SharedLink
from tests.people import SignedIn, Starts

PETITIONER = Signatory(Role.PETITIONER, "請願 花枝", organisation="くらしの会", address="世田谷区一丁目1番1号")


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, cast.group)


def opened(link: LentLink) -> str:
    return reverse("shared" if isinstance(link, SharedLink) else "agree", args=[link.token])


def test_a_shared_link_shows_the_present_text_to_anybody(cast: Cast, draft: Draft, client: Client) -> None:
    link = sharing.lend(draft, "支部の方", 7, cast.sato)
    save_draft(draft.pk, edit.put(file_of(draft), OwnEntry("own", "あとから直した文。")), cast.sato, based_on=1)
    response = client.get(opened(link))
    page = response.content.decode()
    assert "あとから直した文。" in page
    assert "支部の方" not in page
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("kind", [Kind.PETITION, Kind.APPEAL])
def test_names_and_addresses_of_citizens_are_not_on_a_shared_copy(
    cast: Cast, starts: Starts, client: Client, kind: Kind
) -> None:
    draft = starts(cast.sato, kind=kind, register=Register.POLITE, signatories=(PETITIONER,))
    page = client.get(opened(sharing.lend(draft, "", 7, cast.sato))).content.decode()
    for secret in (PETITIONER.name, PETITIONER.organisation, PETITIONER.address):
        assert secret not in page
    assert "氏名と住所は、この写しには載せていません" in page


def taken_back(link: LentLink) -> None:
    sharing.take_back(link)


def run_out(link: LentLink) -> None:
    type(link).objects.filter(pk=link.pk).update(until=timezone.localdate() - timedelta(days=1))


def draft_put_away(link: LentLink) -> None:
    drafts.discard(link.draft)


@pytest.mark.parametrize("end", [taken_back, run_out, draft_put_away])
@pytest.mark.parametrize("kind", [SharedLink, AgreementLink])
def test_a_dead_link_is_as_unknown_as_one_that_never_was(
    cast: Cast, draft: Draft, client: Client, kind: type[LentLink], end: object
) -> None:
    link = (sharing.lend if kind is SharedLink else sharing.ask_group)(draft, "青会", 7, cast.sato)
    assert client.get(opened(link)).status_code == 200
    end(link)  # type: ignore[operator]
    assert client.get(opened(link)).status_code == 404


def test_a_link_made_up_or_of_the_other_kind_opens_nothing(cast: Cast, draft: Draft, client: Client) -> None:
    link = sharing.lend(draft, "", 7, cast.sato)
    assert client.get(reverse("shared", args=["chigau"])).status_code == 404
    assert client.get(reverse("agree", args=[link.token])).status_code == 404


def test_no_link_comes_whole_into_the_log(
    cast: Cast, draft: Draft, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    link = sharing.lend(draft, "", 7, cast.sato)
    sharing.take_back(link)
    client.get(opened(link))
    lines = [WithoutSecrets("%(message)s").format(record) for record in caplog.records]
    assert lines
    assert not any(link.token.split(".")[1] in line for line in lines)


def test_the_page_of_links_shows_those_that_are_open_again(cast: Cast, draft: Draft, signed_in: SignedIn) -> None:
    client, path = signed_in(cast.sato), reverse("draft_share", args=[draft.pk])
    client.post(path, {"label": "支部の方", "days": "7"})
    link = SharedLink.objects.get()
    page = client.get(path).content.decode()
    assert link.token in page
    assert "支部の方" in page
    client.post(reverse("draft_share_end", args=[draft.pk, link.pk]))
    assert link.token not in client.get(path).content.decode()


def test_a_group_answers_changes_its_mind_and_those_who_write_are_told(
    cast: Cast, draft: Draft, client: Client
) -> None:
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    read = agreements.text_hash(edit.block_of(file_of(draft), "own").text or "")
    sent = {"stand-own": "against", "reason-own": "言い過ぎです。", "wording-own": "短い文。", "read-own": read}
    page = client.post(opened(link), sent, follow=True).content.decode()
    assert "1件の答えを送りました" in page
    mark = link.marks.get()
    assert (mark.stand, mark.reason, mark.wording) == ("against", "言い過ぎです。", "短い文。")
    client.post(opened(link), {"stand-own": "for", "read-own": read})
    mark.refresh_from_db()
    assert (mark.stand, mark.wording) == ("for", "")
    assert sorted(notice.to.name for notice in Notice.objects.filter(kind="marked", by_name="青会")) == [
        *("佐藤 一郎", "佐藤 一郎", "鈴木 花子", "鈴木 花子")
    ]


def answered(link: AgreementLink, **stands: Stand) -> None:
    texts = {block.id: block.text for block in agreements.named_blocks(file_of(link.draft))}
    answers = [agreements.Answer(block, stand) for block, stand in stands.items()]
    agreements.answer_blocks(link, answers, {block: agreements.text_hash(text) for block, text in texts.items()})


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
    page = signed_in(cast.sato).get(reverse("draft_agreement", args=[draft.pk])).content.decode()
    assert "<b>3番目の段落を外す</b>と、青会が全体に賛成できます。（今の文を「可」とした会派：緑会）" in page
    assert "<b>記の1の条件を満たす</b>と、緑会が全体に賛成できます。" in page
    assert "次の1か所（約2行）を外すと" in page


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
