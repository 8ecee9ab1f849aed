"""Footnotes, endnotes and the marks of the way back in the Word file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree

from drafting.compose.document import Document, Note, Paragraph, Sheet, SheetRole
from drafting.compose.kinds import Citations, Kind
from drafting.compose.style import Page
from drafting.render.to_docx import to_docx
from tests.render.documents import SAMPLES, opinion, opinion_with_endnotes, petition
from tests.render.docx_reading import find, footnotes, paragraphs, part, text_of, w

NOTES = tuple(Note(number, f"出典{number}") for number in range(1, 5))
ORIGIN = "{urn:ikensho-kobo:origin:1}"


def noted(*sheets: tuple[tuple[int, ...], ...]) -> bytes:
    """A paper of sheets of paragraphs of marks, with footnotes."""
    pages = tuple(
        Sheet(SheetRole.LETTER, "", tuple(Paragraph("本文。", marks=marks) for marks in sheet)) for sheet in sheets
    )
    return to_docx(Document(Kind.OPINION, "題名", pages, Page(), Citations.FOOTNOTES, NOTES))


def references(blob: bytes) -> list[int]:
    return [int(at) for at in find(part(blob, "word/document.xml"), "//w:footnoteReference/@w:id")]


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_footnotes_that_are_referred_to_are_those_that_are_there(document: Document) -> None:
    written = to_docx(document)
    assert references(written) == [number for number, _ in footnotes(written)]


def test_footnotes_are_words_own_and_counted_by_word() -> None:
    written = to_docx(opinion())
    assert [text for _, text in footnotes(written)] == [note.text for note in opinion().notes]
    assert len(find(part(written, "word/footnotes.xml"), "//w:footnoteRef")) == 4
    assert len(find(part(written, "word/document.xml"), "//w:footnoteReference")) == 4


def test_a_note_that_is_cited_again_is_not_printed_twice() -> None:
    written = noted(((1,), (2,), (1, 3)))
    assert [text for _, text in footnotes(written)] == ["出典1", "出典2", "出典3"]
    again = find(part(written, "word/document.xml"), "//w:fldSimple")[0]
    assert again.get(w("instr")).strip() == "NOTEREF _RefNote1 \\h"
    assert text_of(again) == "1"


def test_a_sheet_that_goes_its_own_way_carries_its_own_footnotes() -> None:
    written = noted(((1,), (2,)), ((2,), (3,)))
    assert [text for _, text in footnotes(written)] == ["出典1", "出典2", "出典2", "出典3"]
    first, second = find(part(written, "word/document.xml"), "//w:sectPr")
    assert not find(first, "w:footnotePr")
    assert find(second, "w:footnotePr/w:numStart/@w:val") == ["2"]
    assert find(second, "w:footnotePr/w:numRestart/@w:val") == ["eachSect"]


def test_a_mark_out_of_sequence_is_written_out() -> None:
    written = noted(((1,), (3,)))
    assert find(part(written, "word/document.xml"), "//w:footnoteReference/@w:customMarkFollows") == ["1"]
    assert text_of(paragraphs(written)[1]) == "本文。3"
    assert list(footnotes(written))[1] == (2, "3\t出典3")


def test_a_mark_without_a_note_is_refused() -> None:
    with pytest.raises(ValueError, match="mark 9"):
        noted(((9,),))


def test_endnotes_stand_at_the_end_with_raised_numbers_in_the_text() -> None:
    written = to_docx(opinion_with_endnotes())
    assert list(footnotes(written)) == []
    raised = find(part(written, "word/document.xml"), "//w:r[w:rPr/w:rStyle/@w:val='IkenNoteMark']")
    assert "".join(run[-1].text for run in raised) == "1243、41"
    assert [text_of(paragraph) for paragraph in paragraphs(written)[-4:]] == [
        f"{note.number}\t{note.text}" for note in opinion_with_endnotes().notes
    ]


def test_marks_are_left_out_where_no_notes_are_wanted() -> None:
    assert not find(part(to_docx(petition()), "word/document.xml"), "//w:vertAlign | //w:footnoteReference")


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_bookmarks_lead_each_block_back_to_its_id(document: Document) -> None:
    written = to_docx(document, document_id="文書-1")
    origin = part(written, "customXml/item2.xml")
    assert origin.get("document") == "文書-1"
    named = {row.get("bookmark"): row.get("id") for row in origin.iter(f"{ORIGIN}block")}
    starts = find(part(written, "word/document.xml"), "//w:bookmarkStart[not(starts-with(@w:name, '_'))]")
    assert [start.get(w("name")) for start in starts] == list(named)
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in named)
    for block in (block for sheet in document.sheets for block in sheet.blocks if isinstance(block, Paragraph)):
        assert not block.id or block.id in named.values()


def test_bookmarks_begin_and_end_about_the_text_of_their_block() -> None:
    first = next(paragraph for paragraph in paragraphs(to_docx(opinion())) if text_of(paragraph).startswith("我が国は"))
    inside = [child.tag for child in first if child.tag != w("pPr")]
    assert (inside[0], inside[-1]) == (w("bookmarkStart"), w("bookmarkEnd"))
    assert first[1].get(w("id")) == first[-1].get(w("id"))


def test_ids_of_any_length_and_script_make_names_that_word_keeps() -> None:
    ids = ["あ" * 50, "あ" * 51, "a-1", "a_1", "a1", "1"]
    blocks = tuple(Paragraph("本文。", id=block_id) for block_id in ids)
    written = to_docx(Document(Kind.OPINION, "", (Sheet(SheetRole.LETTER, "", blocks),), Page()))
    names = find(part(written, "word/document.xml"), "//w:bookmarkStart/@w:name")
    assert len(set(names)) == len(ids)
    assert all(len(name) <= 40 and name.isascii() for name in names)


def test_the_custom_part_is_known_to_word() -> None:
    with ZipFile(BytesIO(to_docx(opinion(), document_id="d1"))) as archive:
        relations = etree.fromstring(archive.read("customXml/_rels/item2.xml.rels"))
        assert relations[0].get("Target") == "itemProps2.xml"
        assert "customXml/item1.xml" not in archive.namelist()
