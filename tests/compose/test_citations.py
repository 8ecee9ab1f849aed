from dataclasses import replace

import pytest

from drafting.compose.citations import phrase
from drafting.compose.composer import compose
from drafting.compose.content import CitedFact, CitedSource, PartialDate, Passage, Wording
from drafting.compose.document import Note, NoteList, Paragraph, QuotedText, SheetRole
from drafting.compose.kinds import Citations, FactStatus
from drafting.compose.wording import words_of
from tests.compose.papers import LAW, REPORT, content, every, letter, only, own, petition, said, sheet, wanted

BODY = (own("一つ目。", "b1", (LAW,)), said("引用", (REPORT, LAW)), own("三つ目。", "b3", (REPORT,)))
LAW_NOTE = Note(1, "番号法（平成25年法律第27号）第16条の2")
REPORT_NOTE = Note(2, "厚生労働省「調査(第2回)」（令和8年9月）")


@pytest.mark.parametrize("citations", [Citations.FOOTNOTES, Citations.ENDNOTES])
def test_a_source_cited_again_keeps_its_number(citations: Citations) -> None:
    document = compose(content(body=BODY, citations=citations))
    blocks = sheet(document, SheetRole.LETTER).blocks
    assert [block.marks for block in blocks if isinstance(block, Paragraph | QuotedText) and block.id][:3] == [
        (1,),
        (1, 2),
        (2,),
    ]
    assert document.notes == (LAW_NOTE, REPORT_NOTE)


def test_endnotes_stand_at_the_end_of_the_sheet_and_footnotes_do_not() -> None:
    assert letter(content(body=BODY, citations=Citations.ENDNOTES)).blocks[-1] == NoteList(
        "注", (LAW_NOTE, REPORT_NOTE)
    )
    assert not every(letter(content(body=BODY, citations=Citations.FOOTNOTES)), NoteList)


def test_without_citations_there_are_neither_marks_nor_notes() -> None:
    document = compose(content(body=BODY))
    assert document.notes == ()
    assert not any(block.marks for block in every(document.sheets[-1], Paragraph))


def test_a_letter_that_prints_no_body_has_no_notes() -> None:
    given = content(body=BODY, citations=Citations.ENDNOTES, style={"letter_order": ["title", "demands"]})
    assert compose(given).notes == ()


def test_the_attached_letter_brings_its_own_endnotes_with_the_same_numbers() -> None:
    document = compose(petition(body=BODY, demands=wanted("あ。"), citations=Citations.ENDNOTES))
    petitions, attached = (sheet(document, role) for role in (SheetRole.PETITION, SheetRole.ATTACHMENT))
    assert only(petitions, NoteList) == only(attached, NoteList)


def test_a_note_is_printed_for_what_the_passage_itself_names_as_its_sources() -> None:
    fact = CitedFact("f-1", "", FactStatus.CURRENT, sources=(REPORT,))
    passage = Passage("b1", Wording("ある。"), facts=(fact,), sources=(LAW,))
    document = compose(content(body=(passage,), citations=Citations.FOOTNOTES))
    assert document.notes == (LAW_NOTE,)


def test_a_date_in_a_locator_follows_the_calendar_of_the_draft() -> None:
    source = replace(LAW, locator="第16条の2（2024年6月21日施行の版）")
    document = compose(content(body=(own("ある。", sources=(source,)),), citations=Citations.FOOTNOTES))
    assert document.notes[0].text.endswith("第16条の2（令和6年6月21日施行の版）")


def test_the_mark_of_a_text_in_several_paragraphs_stands_behind_the_last() -> None:
    given = content(body=(own("一。\n\n　二。", sources=(LAW,)),), citations=Citations.FOOTNOTES)
    first, second, *_ = every(letter(given), Paragraph)
    assert (first.text, first.id, first.marks) == ("一。", "b1", ())
    assert (second.text, second.id, second.marks) == ("二。", "", (1,))


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (CitedSource(title="題名"), "「題名」"),
        (CitedSource(issuer="厚生労働省"), "厚生労働省"),
        (CitedSource(title="題名", issuer="省", date=PartialDate(2026)), "省「題名」（令和8年）"),
        (CitedSource(title="題名", locator="5頁"), "「題名」、5頁"),
        (CitedSource(title="題名", url="https://example.jp/"), "「題名」　https://example.jp/"),
        (CitedSource(slug="s-1", title="題名", url="https://example.jp/"), "「題名」"),
        (CitedSource(slug="s-1", cite_as="会議録（{date:2025-06-06}）"), "会議録（令和7年6月6日）"),
        (CitedSource(slug="s-1", cite_as="番号法第16条の2", locator="第16条の2"), "番号法第16条の2"),
        (CitedSource(locator="第3項"), "第3項"),
        (CitedSource(), ""),
    ],
)
def test_a_note_says_where_a_reader_finds_the_source(source: CitedSource, printed: str) -> None:
    assert phrase(source, words_of(content())) == printed


def test_notes_bear_the_numerals_of_the_style_but_titles_stay() -> None:
    given = content(body=BODY, citations=Citations.FOOTNOTES, style={"numerals": "full", "date_calendar": "seireki"})
    assert [note.text for note in compose(given).notes] == [
        "番号法（平成２５年法律第２７号）第１６条の２",
        "厚生労働省「調査(第2回)」（２０２６年９月）",
    ]
