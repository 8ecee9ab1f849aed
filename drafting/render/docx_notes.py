"""Marks behind a text and Word's real footnotes.  It knows the numbers and texts of notes and no blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.document import DocumentPart

from drafting.compose.document import Document
from drafting.compose.kinds import Citations

from .docx_styles import S

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SPACE = nsdecls("w")
# Far above the ids of the bookmarks about blocks.
_FIRST_BOOKMARK = 100_000
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class NoteMarks:
    """Writes the marks of a paper: footnotes that Word counts, or raised numbers where the notes stand at the end."""

    def __init__(self, document: Document) -> None:
        self._citations = document.citations
        self._texts = {note.number: note.text for note in document.notes}
        self._placed: list[int] = []

    def append(self, paragraph: Any, marks: Sequence[int]) -> None:
        if self._citations is Citations.NONE:
            return
        for at, number in enumerate(marks):
            if at:
                paragraph.append(_raised("，", self._style))
            for element in self._mark(number):
                paragraph.append(element)

    @property
    def _style(self) -> S:
        return S.FOOTNOTE_MARK if self._citations is Citations.FOOTNOTES else S.NOTE_MARK

    def _mark(self, number: int) -> list[Any]:
        if self._citations is Citations.ENDNOTES:
            return [_raised(str(number), S.NOTE_MARK)]
        if number in self._placed:
            return [_again(number)]
        if number not in self._texts:
            raise ValueError(f"mark {number} has no note")
        self._placed.append(number)
        return _reference(number)

    def write(self, part: DocumentPart) -> None:
        """Only notes to which a mark points: Word calls a file damaged that refers to one which is not there."""
        notes = "".join(_footnote(number, self._texts[number]) for number in self._placed)
        blob = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:footnotes {_SPACE}>{_SEPARATORS}{notes}"
        footnotes = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE, (blob + "</w:footnotes>").encode(), part.package
        )
        part.relate_to(footnotes, RT.FOOTNOTES)


def _reference(number: int) -> list[Any]:
    """A hidden bookmark about it lets a later mark name the same note again."""
    bookmark = _FIRST_BOOKMARK + number
    return [
        parse_xml(f'<w:bookmarkStart {_SPACE} w:id="{bookmark}" w:name="_RefNote{number}"/>'),
        parse_xml(
            f'<w:r {_SPACE}><w:rPr><w:rStyle w:val="{S.FOOTNOTE_MARK}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        ),
        parse_xml(f'<w:bookmarkEnd {_SPACE} w:id="{bookmark}"/>'),
    ]


def _again(number: int) -> Any:
    run = f'<w:r><w:rPr><w:rStyle w:val="{S.FOOTNOTE_MARK}"/></w:rPr><w:t>{number}</w:t></w:r>'
    return parse_xml(f'<w:fldSimple {_SPACE} w:instr=" NOTEREF _RefNote{number} \\h ">{run}</w:fldSimple>')


def _raised(text: str, style: S) -> Any:
    return parse_xml(f'<w:r {_SPACE}><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{text}</w:t></w:r>')


def _footnote(number: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{S.FOOTNOTE}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{S.FOOTNOTE_MARK}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:tab/><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:footnote>'
    )
