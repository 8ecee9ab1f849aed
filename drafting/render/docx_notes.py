"""Marks behind a text and Word's real footnotes.  It knows the numbers and texts of notes and no blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart

from ..compose.document import Document
from ..compose.kinds import Citations
from .docx_lines import printable
from .docx_styles import S

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# Far above the ids of the bookmarks about blocks.
_FIRST_BOOKMARK = 100_000
_SPACE = nsdecls("w")
_MARK_STYLE = f'<w:rPr><w:rStyle w:val="{S.FOOTNOTE_MARK}"/></w:rPr>'
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


class NoteMarks:
    """Writes the marks of a paper: footnotes that Word counts, or raised numbers where the notes stand at the end."""

    def __init__(self, document: Document) -> None:
        self._citations = document.citations
        self._texts = {note.number: note.text for note in document.notes}
        self._footnotes: list[str] = []
        self._counted = 0
        self.begin_sheet()

    def begin_sheet(self) -> None:
        """Each sheet carries its own footnotes: an attached 意見書案 goes its way without the petition."""
        self._on_sheet: dict[int, int] = {}
        self._restarted_at = 0

    def section(self) -> str:
        """For w:sectPr: from where this sheet counts, if it does not go on from the sheet before."""
        if not self._restarted_at:
            return ""
        return (
            f'<w:footnotePr><w:numStart w:val="{self._restarted_at}"/><w:numRestart w:val="eachSect"/></w:footnotePr>'
        )

    def append(self, paragraph: CT_P, marks: Sequence[int]) -> None:
        if self._citations is Citations.NONE:
            return
        style = S.FOOTNOTE_MARK if self._citations is Citations.FOOTNOTES else S.NOTE_MARK
        for at, number in enumerate(marks):
            if at:
                paragraph.append(_raised("、", style))
            for element in self._mark(number):
                paragraph.append(element)

    def _mark(self, number: int) -> Iterator[BaseOxmlElement]:
        if self._citations is Citations.ENDNOTES:
            yield _raised(str(number), S.NOTE_MARK)
        elif number in self._on_sheet:
            yield _again(number, self._on_sheet[number])
        else:
            yield from self._first(number)

    def _first(self, number: int) -> Iterator[BaseOxmlElement]:
        """A hidden bookmark about the reference lets a later mark name the same note again."""
        if number not in self._texts:
            raise ValueError(f"mark {number} has no note")
        own = "" if self._counts_to(number) else str(number)
        note_id = len(self._footnotes) + 1
        self._on_sheet[number] = note_id
        self._footnotes.append(_footnote(note_id, self._texts[number], own))
        bookmark = _FIRST_BOOKMARK + note_id
        yield parse_xml(f'<w:bookmarkStart {_SPACE} w:id="{bookmark}" w:name="_RefNote{note_id}"/>')
        yield _reference(note_id, own)
        yield parse_xml(f'<w:bookmarkEnd {_SPACE} w:id="{bookmark}"/>')

    def _counts_to(self, number: int) -> bool:
        """Whether Word's own count comes to this number; the first note of a sheet may set it."""
        if not self._on_sheet and number != self._counted + 1:
            self._restarted_at, self._counted = number, number - 1
        if number != self._counted + 1:
            return False
        self._counted = number
        return True

    def write(self, part: DocumentPart) -> None:
        xml = f"<w:footnotes {_SPACE}>{_SEPARATORS}{''.join(self._footnotes)}</w:footnotes>"
        blob = f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n{xml}".encode()
        part.relate_to(Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, blob, part.package), RT.FOOTNOTES)


def _reference(note_id: int, own: str) -> BaseOxmlElement:
    """`own`: a mark written out, where the number does not follow the one before."""
    follows, text = (' w:customMarkFollows="1"', f"<w:t>{own}</w:t>") if own else ("", "")
    return parse_xml(f'<w:r {_SPACE}>{_MARK_STYLE}<w:footnoteReference{follows} w:id="{note_id}"/>{text}</w:r>')


def _again(number: int, note_id: int) -> BaseOxmlElement:
    run = f"<w:r>{_MARK_STYLE}<w:t>{number}</w:t></w:r>"
    return parse_xml(f'<w:fldSimple {_SPACE} w:instr=" NOTEREF _RefNote{note_id} \\h ">{run}</w:fldSimple>')


def _raised(text: str, style: S) -> BaseOxmlElement:
    return parse_xml(f'<w:r {_SPACE}><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:t>{text}</w:t></w:r>')


def _footnote(note_id: int, text: str, own: str) -> str:
    mark = f"<w:t>{own}</w:t>" if own else "<w:footnoteRef/>"
    return (
        f'<w:footnote w:id="{note_id}"><w:p><w:pPr><w:pStyle w:val="{S.FOOTNOTE}"/></w:pPr>'
        f"<w:r>{mark}</w:r>"
        f'<w:r><w:tab/><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r></w:p></w:footnote>'
    )
