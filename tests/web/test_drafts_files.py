"""What goes out and comes in: downloads, pictures of the paper, draft files that are opened."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from docx import Document
from pypdfium2 import PdfDocument

from drafting.actions.cast import Cast
from drafting.actions.drafts import save_draft
from drafting.forms import MOST_BYTES
from drafting.intake.draft_file import OwnEntry
from drafting.intake.edit import put
from drafting.models import Draft, Export
from tests.people import SignedIn, Starts

from .screens import now, text_of, tree, url

EXAMPLES = Path(__file__).parent.parent / "drafts"
OPEN = "/drafts/open/"


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Draft:
    return starts(cast.sato)


@pytest.fixture
def sato(cast: Cast, signed_in: SignedIn, library: None) -> Client:
    return signed_in(cast.sato)


def words_of_docx(raw: bytes) -> str:
    document = Document(io.BytesIO(raw))
    return "".join(paragraph.text for paragraph in document.paragraphs)


def words_of_pdf(raw: bytes) -> str:
    with PdfDocument(raw) as pdf:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


@pytest.mark.parametrize(
    ("export_format", "content_type", "suffix"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("pdf", "application/pdf", "pdf"),
        ("text", "text/plain; charset=utf-8", "txt"),
        ("json", "application/json", "json"),
    ],
)
def test_each_format_comes_with_its_type_and_a_name_and_is_noted(
    export_format: str, content_type: str, suffix: str, sato: Client, draft: Draft
) -> None:
    response = sato.get(url("draft_download", draft, export_format=export_format))
    assert response["Content-Type"] == content_type
    name = quote(f"{draft.title}.{suffix}")
    assert response["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert "no-store" in response["Cache-Control"]
    noted = Export.objects.get()
    assert (noted.version, noted.format) == (draft.current, export_format)
    assert "書き出しました" in text_of(sato.get(url("draft", draft)))


def test_word_pdf_and_text_say_the_same(sato: Client, draft: Draft) -> None:
    docx, pdf, text = (
        sato.get(url("draft_download", draft, export_format=one)).content for one in ("docx", "pdf", "text")
    )
    assert "窓口には高齢の被保険者やその家族からの相談が寄せられており" in words_of_docx(docx)
    assert "被保険者やその家族からの相談" in words_of_pdf(pdf)
    assert "窓口には高齢の被保険者やその家族からの相談が寄せられており" in text.decode()


@pytest.mark.parametrize(
    ("title", "name"),
    [('a/b\\c:d*e?f"g<h>i|j', "a＿b＿c＿d＿e＿f＿g＿h＿i＿j"), (" . ", "文書"), ("あ" * 500, "あ" * 60)],
)
def test_the_file_name_opens_on_windows(title: str, name: str, sato: Client, cast: Cast, starts: Starts) -> None:
    draft = starts(cast.sato, title=title)
    response = sato.get(url("draft_download", draft, export_format="text"))
    assert response["Content-Disposition"].endswith(quote(f"{name}.txt"))


@pytest.mark.parametrize("export_format", ["odt", "exe", "DOCX"])
def test_there_is_no_other_format(export_format: str, sato: Client, draft: Draft) -> None:
    assert sato.get(url("draft_download", draft, export_format=export_format)).status_code == 404
    assert not Export.objects.exists()


def test_pages_are_pictures_that_the_browser_keeps_for_itself(sato: Client, draft: Draft) -> None:
    page = sato.get(url("draft_paper", draft))
    images = [image.get("src") for image in tree(page).xpath("//main//img")]
    assert len(images) >= 2
    for image in images:
        response = sato.get(image)
        assert response["Content-Type"] == "image/png"
        assert response.content.startswith(b"\x89PNG")
        assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert sato.get(url("draft_page", draft, version=1, page=len(images) + 1)).status_code == 404


@pytest.mark.parametrize(("version", "page"), [(1, 0), (2, 1), (0, 1), (1, 10**30), (10**30, 1)])
def test_a_page_that_is_not_there_is_not_found(version: int, page: int, sato: Client, draft: Draft) -> None:
    assert sato.get(url("draft_page", draft, version=version, page=page)).status_code == 404


def test_a_finer_picture_is_larger_and_an_odd_size_is_passed_over(sato: Client, draft: Draft) -> None:
    here = url("draft_page", draft, version=1, page=1)
    coarse, usual, fine, odd = (sato.get(here, {"dpi": dpi}).content for dpi in ("96", "144", "192", "9999"))
    assert len(coarse) < len(usual) < len(fine)
    assert odd == usual


def test_an_earlier_versions_picture_stays_as_it_was(sato: Client, draft: Draft, cast: Cast) -> None:
    here = url("draft_page", draft, version=1, page=2)
    before = sato.get(here).content
    save_draft(draft.pk, put(now(draft), OwnEntry("own", "別の文。")), cast.sato, based_on=1)
    assert sato.get(here).content == before
    assert sato.get(url("draft_page", draft, version=2, page=2)).content != before


def opened(client: Client, raw: bytes) -> HttpResponse:
    return client.post(OPEN, {"file": SimpleUploadedFile("下書き.json", raw)})


@pytest.mark.parametrize("example", ["opinion-setagaya", "petition-hara"])
def test_a_draft_file_is_opened_as_a_draft_of_ones_own(example: str, sato: Client, cast: Cast) -> None:
    response = opened(sato, (EXAMPLES / f"{example}.json").read_bytes())
    draft = Draft.objects.get(owner=cast.sato)
    assert response["Location"] == url("draft", draft)
    assert sato.get(url("draft_text", draft)).status_code == 200
    assert draft.versions.get().cause == "opened"


def test_what_was_saved_as_a_file_opens_as_the_same_draft(sato: Client, draft: Draft) -> None:
    saved = sato.get(url("draft_download", draft, export_format="json")).content
    opened(sato, saved)
    again = Draft.objects.exclude(pk=draft.pk).get()
    assert now(again) == now(draft)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ((EXAMPLES / "ambiguous-fuchu.json").read_bytes(), "広島県府中市"),
        (b"not json", "JSONとして読めません"),
        ("件名".encode("cp932"), "UTF-8"),
        (b"[]", ""),
        (b'{"format": "ikensho-draft/1", "kind": "law", "body": [{"argument": "a-naimono"}]}', "kind"),
        (b"[" * 100_000, "入れ子が深すぎ"),
        (b" " * (MOST_BYTES + 1), "ファイルが大きすぎます"),
        (b"", "空"),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_with_its_reasons(raw: bytes, message: str, sato: Client) -> None:
    response = opened(sato, raw)
    assert response.status_code == 422
    assert tree(response).xpath("//main//*[@role='alert'] | //main//p[@class='error']")
    assert message in text_of(response)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"body": [{"argument": "a-naimono"}]}, "a-naimono"),
        ({"signatories": [{"role": "king", "name": "某"}]}, "signatories[0].role"),
        ({"date": "2026-02-30"}, "date"),
        ({"colour": "red"}, "colour"),
        ({"title": "件\u0007名"}, "title"),
        ({"assembly": "架空市"}, "架空市"),
    ],
)
def test_every_place_that_is_wrong_is_named(change: dict[str, object], message: str, sato: Client) -> None:
    file = json.loads((EXAMPLES / "opinion-setagaya.json").read_bytes()) | change
    response = opened(sato, json.dumps(file).encode())
    assert response.status_code == 422
    assert message in text_of(response)
    assert not Draft.objects.exists()


def test_hundreds_of_problems_do_not_bury_the_page(sato: Client) -> None:
    file = json.loads((EXAMPLES / "opinion-setagaya.json").read_bytes())
    file["body"] = [{"argument": f"a-none-{number}"} for number in range(200)]
    assert "ほかに150件あります" in text_of(opened(sato, json.dumps(file).encode()))


def test_no_file_is_said(sato: Client) -> None:
    response = sato.post(OPEN)
    assert response.status_code == 422
    field = tree(response).get_element_by_id("id_file")
    assert field.get("aria-invalid") == "true"


@pytest.mark.parametrize("name", ["髙﨑 𠮷邉", "葛\U000e0100城", "辻\U000e0101 神\ufa19"])
def test_rare_kanji_and_their_variants_come_through_a_file_as_they_were_typed(
    name: str, sato: Client, cast: Cast
) -> None:
    file = json.loads((EXAMPLES / "opinion-setagaya.json").read_bytes())
    file["signatories"] = [{"role": "submitter", "name": name}]
    opened(sato, json.dumps(file, ensure_ascii=False).encode())
    draft = Draft.objects.get(owner=cast.sato)
    saved = sato.get(url("draft_download", draft, export_format="json")).content
    assert json.loads(saved)["signatories"][0]["name"] == name
    assert name in saved.decode()
