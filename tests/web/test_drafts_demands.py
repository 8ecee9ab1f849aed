"""Stage 4 further: demands from the library, their items, many people at once, and names with rare kanji."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from docx import Document
from pypdfium2 import PdfDocument

from drafting.actions.cast import Cast
from drafting.compose.content import Signatory
from drafting.compose.kinds import Role
from drafting.intake.draft_file import DemandItemEntry
from drafting.models import Draft
from tests.people import SignedIn, Starts

from .screens import fields, now, press, text_of, tree, url

# 髙 and 﨑 (compatibility ideographs that NFKC would change), 𠮷 beyond the first plane, 邉, and 辻 with a selector.
RARE = ("髙﨑 𠮷邉", "辻\U000e0101 一点")


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato, signatories=())


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def send(client: Client, draft: Draft, button: str = "stay", value: str = "1", /, **typed: Any) -> HttpResponse:
    return press(client, url("draft_demands", draft) + "?add=1", "people-form", button, value, **typed)


def test_a_demand_is_found_and_taken_without_leaving_and_what_was_typed_is_saved(sato: Client, draft: Draft) -> None:
    found = send(sato, draft, "find", shelf_q="資格確認書", d__d1__text="私の求め。")
    page = sato.get(found["Location"].partition("#")[0])
    assert now(draft).demands[0].text == "私の求め。"
    offers = page.context["shelf"].offers
    assert offers
    assert all("資格確認書" in offer.hit.title + offer.text for offer in offers)
    wanted = next(offer.hit.slug for offer in offers if not offer.used)
    taken = send(sato, draft, "take", wanted, shelf_q="資格確認書", d__d2__text="次の求め。")
    assert [d.demand or d.text for d in now(draft).demands][-1] == wanted
    assert now(draft).demands[1].text == "次の求め。"
    shown = tree(sato.get(taken["Location"].partition("#")[0])).get_element_by_id(f"hit-{wanted}")
    assert "入っています" in shown.text_content()


@pytest.mark.parametrize("slug", ["d-naimono", "a-zentei-4joken", "あ"])
def test_a_demand_that_the_library_lacks_is_not_taken(slug: str, sato: Client, draft: Draft) -> None:
    page = sato.get(url("draft_demands", draft), {"add": "1"})
    answer = sato.post(url("draft_demands", draft), fields(page, "people-form") | {"take": slug})
    assert answer.status_code == 302
    assert draft.versions.count() == 1


def test_items_of_a_demand_are_written_one_a_line_and_keep_their_ids(sato: Client, draft: Draft) -> None:
    send(sato, draft, d__d1__items="一つ目。\r\n\r\n 二つ目。 ")
    first = now(draft).demands[0].items
    assert [item.text for item in first] == ["一つ目。", "二つ目。"]
    send(sato, draft, d__d1__items="一つ目を改めた。\r\n二つ目。\r\n三つ目。")
    then = now(draft).demands[0].items
    assert then[:2] == (DemandItemEntry(first[0].id, "一つ目を改めた。"), first[1])
    assert len({item.id for item in then}) == 3
    assert "（３）三つ目。" in paper(sato, draft).replace("(3)", "（３）").replace("　", "")
    send(sato, draft, d__d1__items="")
    assert now(draft).demands[0].items == ()


def paper(client: Client, draft: Draft) -> str:
    return client.get(url("draft_download", draft, export_format="text")).content.decode()


def test_a_list_of_names_is_pasted_behind_those_that_stand_there(sato: Client, draft: Draft) -> None:
    send(sato, draft, supporter__0__name="鈴木 花子", supporter__list__names="加藤 次郎\r\n\r\n　田中 三枝 \r\n")
    people = [person.name for person in now(draft).signatories if person.role is Role.SUPPORTER]
    assert people == ["鈴木 花子", "加藤 次郎", "田中 三枝"]
    page = sato.get(url("draft_demands", draft))
    assert fields(page, "people-form")["supporter-list-names"][0].strip() == ""
    assert fields(page, "people-form")["supporter-2-name"] == ["田中 三枝"]


@pytest.mark.parametrize(
    ("names", "message"),
    [("佐藤\r\n" + "あ" * 81, "2人目の氏名が80文字"), ("名\r\n" * 1001, "1000人まで"), ("名\x00", "制御文字")],
)
def test_a_list_that_cannot_be_is_said(names: str, message: str, sato: Client, draft: Draft) -> None:
    refused = send(sato, draft, supporter__list__names=names)
    assert refused.status_code == 422
    assert message in tree(refused).get_element_by_id("problems").text_content()
    assert draft.versions.count() == 1


def test_names_with_rare_kanji_are_kept_byte_for_byte_everywhere(sato: Client, draft: Draft) -> None:
    """Normalised only for searching: 髙 is no 高 to the one whose name it is."""
    send(
        sato,
        draft,
        submitter__0__name=RARE[0],
        supporter__list__names="\r\n".join(RARE),
        paper__presiding_officer=RARE[1],
    )
    file = now(draft)
    assert file.signatories == (
        Signatory(Role.SUBMITTER, RARE[0]),
        *(Signatory(Role.SUPPORTER, name) for name in RARE),
    )
    shown = fields(sato.get(url("draft_demands", draft)), "people-form")
    assert shown["submitter-0-name"] == [RARE[0]]
    assert shown["paper-presiding_officer"] == [RARE[1]]
    stored = json.loads(sato.get(url("draft_download", draft, export_format="json")).content)
    assert [person["name"] for person in stored["signatories"]] == [RARE[0], *RARE]
    word = Document(io.BytesIO(sato.get(url("draft_download", draft, export_format="docx")).content))
    said = "".join(paragraph.text for paragraph in word.paragraphs)
    said += "".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert "𠮷邉" in said
    assert "髙﨑" in said
    assert "辻\U000e0101" in said


def test_the_pdf_holds_the_kanji_that_were_typed(sato: Client, draft: Draft) -> None:
    send(sato, draft, submitter__0__name=RARE[0])
    with PdfDocument(sato.get(url("draft_download", draft, export_format="pdf")).content) as pdf:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert "髙﨑𠮷邉" in text


def test_a_search_finds_either_form_and_changes_neither(sato: Client, draft: Draft) -> None:
    page = sato.get(url("draft_text", draft), {"add": "1", "q": "髙﨑"})
    assert tree(page).get_element_by_id("q").get("value") == "髙﨑"


def test_a_name_that_no_font_can_print_is_told_as_soon_as_it_is_typed(sato: Client, draft: Draft) -> None:
    send(sato, draft, submitter__0__name="佐藤 𓀀")
    assert now(draft).signatories[0].name == "佐藤 𓀀"
    for name in ("draft_demands", "draft_check"):
        assert "「𓀀」の字がフォントにないため、紙面に印刷できません。" in text_of(sato.get(url(name, draft)))
