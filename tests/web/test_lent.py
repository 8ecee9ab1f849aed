"""Links that are lent: a copy to read, and the page on which a group says how it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from drafting.actions import drafts, sharing
from drafting.actions.cast import Cast
from drafting.actions.drafts import file_of, save_draft
from drafting.compose.content import Signatory
from drafting.compose.kinds import Kind, Register, Role
from drafting.intake import edit
from drafting.intake.draft_file import OwnEntry
from drafting.logs import WithoutSecrets
from drafting.models import AgreementLink, Draft, LentLink, SharedLink
from tests.people import SignedIn, Starts

from .screens import text_of

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


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", [Kind.OPINION, Kind.PETITION])
def test_nobodys_private_address_is_on_a_shared_copy_or_on_the_paper_of_a_group(
    cast: Cast, starts: Starts, client: Client, kind: Kind, role: Role
) -> None:
    person = Signatory(role, "見本 一郎", address="世田谷区二丁目2番2号")
    draft = starts(cast.sato, kind=kind, signatories=(person,))
    group = sharing.ask_group(draft, "青会", 7, cast.sato)
    pages = (opened(sharing.lend(draft, "", 7, cast.sato)), opened(group), reverse("agree_paper", args=[group.token]))
    for address in pages:
        page = client.get(address).content.decode()
        assert "二丁目" not in page
        assert cast.sato.name not in page
        assert cast.sato.email not in page


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
    dead, never = client.get(opened(link)), client.get(opened(link).replace(link.token, "chigau"))
    assert dead.status_code == never.status_code == 404
    assert "渡してくれた方に新しいリンクを頼んでください" in text_of(dead)
    assert text_of(dead) == text_of(never)


def test_what_was_typed_into_a_link_that_died_meanwhile_is_shown(cast: Cast, draft: Draft, client: Client) -> None:
    link = sharing.ask_group(draft, "青会", 7, cast.sato)
    sharing.take_back(link)
    response = client.post(opened(link), {"reason-own": "長い時間をかけて書いた理由です。"})
    assert response.status_code == 404
    assert "長い時間をかけて書いた理由です。" in response.content.decode()


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
