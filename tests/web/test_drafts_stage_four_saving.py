"""Stage 4 saves itself as the text does: what it answers while somebody types, and rare kanji the whole way."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.bridge import read_stored
from drafting.intake import edit
from drafting.intake.draft_file import DemandEntry, to_json
from drafting.models import Draft
from drafting.papers import paper_of
from tests.people import SignedIn, Starts

from .screens import fields, now, tree, url

# 葛 and 辻 with the selector of the form that a register holds, 﨑 as a compatibility ideograph, が as two code points.
NAMES = "葛\U000e0100城 辻\U000e0100 髙﨑𠮷邉 \ufa11 か\u3099"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    demands = (
        DemandEntry("d1", text="求める。"),
        DemandEntry("d2", text="また求める。"),
        DemandEntry("d3", "d-sentakusei"),
    )
    return starts(cast.sato, cast.group, demands=demands)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.sato)


def autosave(client: Client, draft: Draft, typed: dict[str, str]) -> Any:
    page = url("draft_demands", draft)
    return client.post(page, fields(client.get(page), "people-form") | typed | {"autosave": "1"})


def test_an_autosave_answers_with_version_and_time_and_keeps_what_was_typed(sato: Client, draft: Draft) -> None:
    answer = autosave(sato, draft, {"submitter-0-name": "佐藤"}).json()
    assert answer["version"] == 2
    assert answer["saved"].endswith(" に保存しました")
    assert (answer["fields"], answer["unprintable"]) == ({}, {})
    assert [person.name for person in now(draft).signatories][:1] == ["佐藤"]


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("髙﨑𠮷邉", ""),
        ("葛\U000e0100城", ""),
        ("\ufa11 か\u3099", ""),
        ("槗 辻\U000e0100", ""),
        ("🐈と☃と猫", "🐈"),
    ],
)
def test_only_what_no_font_has_is_told_by_its_field(typed: str, missing: str, sato: Client, draft: Draft) -> None:
    told = autosave(sato, draft, {"submitter-0-name": typed}).json()["unprintable"]
    assert set(told) == ({"submitter-0-name"} if missing else set())
    assert missing in told.get("submitter-0-name", "")


def test_another_strength_brings_its_words_to_the_screen(sato: Client, draft: Draft) -> None:
    before = now(draft).demands[2].text
    answer = autosave(sato, draft, {"d-d3-strength": "soft"}).json()
    assert answer["fields"] == {"d-d3-text": now(draft).demands[2].text}
    assert now(draft).demands[2].text != before


def test_what_cannot_be_saved_is_said_and_nothing_is_written(sato: Client, draft: Draft) -> None:
    answer = autosave(sato, draft, {"date-month": "13", "date-year": "8"})
    assert answer.status_code == 422
    assert "保存していません" in tree(answer).get_element_by_id("open-errors").text_content()
    assert Draft.objects.get(pk=draft.pk).current.number == 1  # type: ignore[union-attr]


def test_another_persons_change_to_the_same_place_is_never_overwritten(sato: Client, cast: Cast, draft: Draft) -> None:
    page = url("draft_demands", draft)
    typed = fields(sato.get(page), "people-form") | {"d-d1-text": "佐藤の文。", "autosave": "1"}
    save_draft(draft.pk, edit.put(now(draft), DemandEntry("d1", text="鈴木の文。")), cast.suzuki, 1)
    answer = sato.post(page, typed)
    assert answer.status_code == 409
    assert "「保存して紙面を見る」を押すと" in answer.content.decode()
    assert now(draft).demands[0].text == "鈴木の文。"


@pytest.mark.parametrize(
    ("place", "order"),
    [("0", ["d3", "d1", "d2"]), ("9", ["d1", "d2", "d3"]), ("x", ["d1", "d2", "d3"]), ("", ["d1", "d2", "d3"])],
)
def test_a_demand_goes_to_the_place_where_it_was_set_down(
    place: str, order: list[str], sato: Client, draft: Draft
) -> None:
    page = url("draft_demands", draft)
    sato.post(page, fields(sato.get(page), "people-form") | {"to": "d3", "place-d3": place})
    assert [demand.id for demand in now(draft).demands] == order


# --- rare kanji: from the form to every paper ---------------------------------------------------------------------


@pytest.fixture
def named(sato: Client, draft: Draft) -> Draft:
    autosave(sato, draft, {"submitter-0-name": NAMES, "d-d1-text": f"{NAMES}を求める。"})
    return draft


def test_they_stand_in_the_draft_file_as_they_were_typed(named: Draft) -> None:
    assert now(named).signatories[0].name == NAMES
    assert NAMES in str(to_json(now(named)))
    assert now(named).demands[0].text == f"{NAMES}を求める。"


def test_they_come_back_to_the_form_as_they_were_typed(sato: Client, named: Draft) -> None:
    assert fields(sato.get(url("draft_demands", named)), "people-form")["submitter-0-name"] == [NAMES]


def test_every_paper_of_the_draft_says_them_so(named: Draft) -> None:
    paper = paper_of(read_stored(now(named)).content)
    assert paper.missing_glyphs == frozenset()
    assert NAMES in paper.text
    assert NAMES in paper.html
    assert NAMES in _words(paper.docx())


def test_the_package_has_them_too(named: Draft, tmp_path: Path) -> None:
    file, out = tmp_path / "draft.json", tmp_path / "all.zip"
    file.write_text(json.dumps(to_json(now(named)), ensure_ascii=False), "utf-8")
    call_command("package", str(file), "--out", str(out), "--only", "document")
    with zipfile.ZipFile(out) as packed:
        words = [_words(packed.read(name)) for name in packed.namelist() if name.endswith(".docx")]
    assert words
    assert all(NAMES in one for one in words)


def _words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts.read("word/document.xml").decode()))


def test_a_copy_has_them_too(sato: Client, named: Draft) -> None:
    sato.post(url("draft_copy", named))
    copy = Draft.objects.exclude(pk=named.pk).latest("created_at")
    assert now(copy).signatories[0].name == NAMES


def test_the_screen_is_told_when_somebody_else_saved_meanwhile(sato: Client, cast: Cast, draft: Draft) -> None:
    """Else its next autosave, which says the whole form, would take the other one's change back."""
    page = url("draft_demands", draft)
    typed = fields(sato.get(page), "people-form") | {"submitter-0-name": "佐藤", "autosave": "1"}
    save_draft(draft.pk, edit.put(now(draft), DemandEntry("d1", text="鈴木の文。")), cast.suzuki, 1)
    answer = sato.post(page, typed).json()
    assert answer["others"] is True
    assert now(draft).demands[0].text == "鈴木の文。"
    assert autosave(sato, draft, {"submitter-0-name": "佐藤 一"}).json()["others"] is False
