"""Stage 1: kind, assembly and title; a new draft comes into being here."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from drafting.compose.kinds import Kind, Proposer, Register
from drafting.intake.draft_file import DraftFile
from drafting.models import Draft
from tests.people import SignedIn, Starts

from .screens import fields, now, press, text_of, tree, url

NEW = "/drafts/new/"
SETAGAYA = "東京都世田谷区"


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn, library: None) -> Client:
    return signed_in(cast.sato)


def begin(client: Client, **typed: str) -> DraftFile:
    response = press(client, NEW, "stage-one", "start", "1", **({"assembly": SETAGAYA} | typed))
    assert response.status_code == 302, text_of(response)
    draft = Draft.objects.get()
    assert response["Location"] == url("draft_arguments", draft)
    return now(draft)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_draft_of_each_kind_begins_with_its_own_title_and_register(kind: Kind, sato: Client) -> None:
    file = begin(sato, kind=kind.value)
    assert file.kind is kind
    assert file.assembly == SETAGAYA
    assert file.title.endswith({"opinion": "意見書", "resolution": "決議"}.get(kind.value, kind.label))
    assert file.register is (Register.PLAIN if kind.is_bill else Register.POLITE)
    assert bool(file.addressees) == (kind is not Kind.RESOLUTION)


def test_a_title_of_ones_own_is_kept_whatever_the_kind(sato: Client) -> None:
    assert begin(sato, kind="petition", title="保険証を残す請願").title == "保険証を残す請願"


def test_a_committee_proposes_bills_only(sato: Client) -> None:
    assert begin(sato, kind="opinion", proposer="committee").proposer is Proposer.COMMITTEE
    Draft.objects.all().delete()
    assert begin(sato, kind="petition", proposer="committee").proposer is Proposer.MEMBERS


def test_two_assemblies_of_one_name_are_offered_and_one_is_picked(sato: Client) -> None:
    response = press(sato, NEW, "stage-one", "start", "1", assembly="府中市", title="府中の件")
    assert response.status_code == 422
    assert "「府中市」は2つあります" in text_of(response)
    offered = [button.get("value") for button in tree(response).iter("button") if button.get("name") == "pick"]
    assert offered == ["東京都府中市", "広島県府中市"]
    assert not Draft.objects.exists()

    picked = sato.post(NEW, fields(response, "stage-one") | {"pick": "広島県府中市"})
    assert picked.status_code == 200
    assert fields(picked, "stage-one")["assembly"] == ["広島県府中市"]
    assert fields(picked, "stage-one")["title"] == ["府中の件"]
    assert "府中市議会の様式" in text_of(picked)
    assert not Draft.objects.exists()

    sato.post(NEW, fields(picked, "stage-one") | {"start": "1"})
    assert now(Draft.objects.get()).assembly == "広島県府中市"


@pytest.mark.parametrize("name", ["世田谷区", "東京都世田谷区議会", "131121"])
def test_an_assembly_may_be_named_in_several_ways(name: str, sato: Client) -> None:
    assert begin(sato, assembly=name).assembly == SETAGAYA


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"assembly": "架空市"}, "「架空市」の議会は見つかりません"),
        ({"assembly": ""}, "どの議会に出すかを入れてください。"),
        ({"title": ""}, "件名を入れてください。"),
        ({"title": "あ" * 501}, "500"),
        ({"title": "件\x07名"}, "2文字目に、印刷できない制御文字"),
        ({"kind": "law"}, "正しく選択してください"),
    ],
)
def test_what_cannot_be_begun_is_said_beside_its_field(typed: dict[str, str], message: str, sato: Client) -> None:
    response = press(sato, NEW, "stage-one", "start", "1", **({"assembly": SETAGAYA} | typed))
    assert response.status_code == 422
    assert message in text_of(response)
    name = next(iter(typed))
    summary = tree(response).xpath("//main//div[@role='alert']")[0]
    assert message in summary.text_content()
    if name != "kind":
        field = tree(response).get_element_by_id(f"id_{name}")
        assert field.get("aria-invalid") == "true"
        described = [tree(response).get_element_by_id(one) for one in field.get("aria-describedby").split()]
        assert any(message in one.text_content() for one in described)
    assert not Draft.objects.exists()


def test_looking_for_an_assembly_says_nothing_about_the_rest(sato: Client) -> None:
    response = press(sato, NEW, "stage-one", "look", assembly="ふちゅう", title="")
    assert response.status_code == 200
    assert "東京都府中市" in text_of(response)
    assert "必須です" not in text_of(response)


def test_a_title_of_500_characters_prints(sato: Client) -> None:
    title = "健康保険証の復活を" * 55 + "求める意見"
    assert begin(sato, title=title).title == title
    draft = Draft.objects.get()
    assert sato.get(url("draft", draft)).status_code == 200
    assert sato.get(url("draft_download", draft, export_format="pdf")).content.startswith(b"%PDF")


@pytest.mark.parametrize(("query", "found"), [("せたがや", SETAGAYA), ("世田谷", SETAGAYA), ("131121", SETAGAYA)])
def test_assemblies_are_found_by_name_reading_and_code(query: str, found: str, sato: Client) -> None:
    response = sato.get(reverse("assemblies"), {"assembly": query})
    assert f'value="{found}"' in response.content.decode()


def test_an_assembly_not_found_is_said(sato: Client) -> None:
    assert (
        "「ぬぬぬ」に当たる議会はありません" in sato.get(reverse("assemblies"), {"assembly": "ぬぬぬ"}).content.decode()
    )


def test_another_assembly_says_the_librarys_texts_in_its_words(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato)
    client = signed_in(cast.sato)
    press(client, url("draft_kind", draft), "stage-one", "start", "1", assembly="長野県", title="県の件")
    file = now(draft)
    assert (file.assembly, file.title) == ("長野県", "県の件")
    assert draft.versions.count() == 2


def test_another_kind_moves_the_register_and_keeps_ones_own_words(
    cast: Cast, starts: Starts, signed_in: SignedIn
) -> None:
    draft = starts(cast.sato)
    before = now(draft)
    press(signed_in(cast.sato), url("draft_kind", draft), "stage-one", "start", "1", kind="petition")
    file = now(draft)
    assert (file.kind, file.register) == (Kind.PETITION, Register.POLITE)
    assert file.body[-1] == before.body[-1]
    assert file.body[0].text != before.body[0].text


def test_picking_for_a_draft_that_exists_saves_nothing_yet(cast: Cast, starts: Starts, signed_in: SignedIn) -> None:
    draft = starts(cast.sato)
    client = signed_in(cast.sato)
    shown = client.get(url("draft_kind", draft))
    response = client.post(url("draft_kind", draft), fields(shown, "stage-one") | {"pick": "長野県"})
    assert "長野県議会の様式" in text_of(response)
    assert draft.versions.count() == 1
