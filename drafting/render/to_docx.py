"""A Document as a Word file that a secretariat can go on working in.  It knows the blocks and no draft.

Named styles, Word's own numbering and footnotes, tab stops and indents: nothing is laid out by spaces, text boxes or
content controls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import assert_never

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm

from ..compose.document import (
    AddresseeLine,
    AddresseeList,
    Block,
    Dateline,
    DemandList,
    Document,
    Heading,
    Issuer,
    ListItem,
    NoteList,
    NumberLine,
    Paragraph,
    PresidingOfficer,
    QuotedText,
    Sheet,
    SignatoryLine,
    SignatoryList,
    Title,
    lines_before,
)
from ..compose.japanese import width
from ..compose.reference import Contents, Drawing, Section, Table
from .docx_contents import TableOfContents
from .docx_grid import Grid
from .docx_lines import Lines, Name, keep_next, name_width, printable, set_columns, set_number, spread, starts_of, write
from .docx_notes import NoteMarks
from .docx_numbering import ListCounter
from .docx_origin import Origin
from .docx_styles import TITLE_SIZE, S
from .docx_tables import table
from .docx_template import FIXED_DAY, FOOTER_ID, packed, template
from .figures import alternative, to_png
from .phrases import balanced
from .to_pdf import section_pages

LONGEST_TITLE = 255  # of the property; the paper bears the whole
# In characters, where the columns of people begin after the one before.
SIGNATORY_GAPS = (1, 2, 1)
NAME_GAPS = (2, 2)
RIGHT_EDGE = 2


def to_docx(document: Document, *, document_id: str = "", pages: Mapping[str, int] | None = None) -> bytes:
    """`pages`: what a 目次 says, if it is known already; Word counts anew when it is asked to."""
    if pages is None:
        # As the PDF has them: Word alone knows its own, and only once it has opened the file.
        pages = section_pages(document) if document.has_contents else {}
    return _Paper(document, pages).written(document_id)


class _Paper:
    """One Word file while it is being written."""

    def __init__(self, document: Document, section_pages: Mapping[str, int]) -> None:
        self._document = document
        self._file = docx.Document(BytesIO(template(document.page)))
        self._grid = Grid(document.page)
        self._lines = Lines(self._file.element.body, self._grid)
        self._marks = NoteMarks(document)
        self._origin = Origin()
        self._contents = TableOfContents(document, section_pages)

    def written(self, document_id: str) -> bytes:
        for number, sheet in enumerate(self._document.sheets, 1):
            self._origin.begin_sheet(number, sheet.role)
            self._marks.begin_sheet()
            self._sheet(sheet, is_last=number == len(self._document.sheets))
        self._marks.write(self._file.part)
        self._origin.write(self._file.part, printable(document_id))
        self._properties()
        return packed(self._file)

    def _properties(self) -> None:
        """No name of a person: the file goes from hand to hand."""
        properties = self._file.core_properties
        properties.title = printable(self._document.title)[:LONGEST_TITLE]
        properties.language = self._document.language
        properties.created = properties.modified = datetime(*FIXED_DAY)

    def _sheet(self, sheet: Sheet, *, is_last: bool) -> None:
        self._lines.last = None
        previous: Block | None = None
        for block in sheet.blocks:
            self._lines.gap = lines_before(previous, block)
            self._block(block)
            previous = block
        self._lines.close()
        section = self._grid.section(FOOTER_ID, self._marks.section())
        element = parse_xml(f"<w:sectPr {nsdecls('w', 'r')}>{section}</w:sectPr>")
        body = self._file.element.body
        if is_last:
            body.replace(body.sectPr, element)
        else:
            last = self._lines.add(S.BODY) if self._lines.last is None else self._lines.last
            last.get_or_add_pPr().append(element)

    def _block(self, block: Block) -> None:  # noqa: C901 (one case a block)
        match block:
            case NumberLine():
                self._lines.add(S.NUMBER, block.text)
            case Title():
                self._title(block)
            case Paragraph():
                self._paragraph(block)
            case QuotedText():
                self._quotation(block)
            case Heading():
                self._lines.add(_heading_style(block), block.text)
            case DemandList():
                self._demands(block)
            case Dateline():
                self._lines.add(S.DATE, block.text)
            case PresidingOfficer():
                self._presiding_officer(block)
            case SignatoryList():
                self._signatories(block)
            case Issuer():
                self._issuer(block)
            case AddresseeList():
                self._addressees(block)
            case NoteList():
                self._notes(block)
            case Section():
                self._section(block)
            case Contents():
                self._table_of_contents(block)
            case Table():
                self._lines.add_table(table(block, self._grid), block.caption)
                self._below(block.below)
            case Drawing():
                self._drawn(block)
            case _:
                assert_never(block)

    def _title(self, block: Title) -> None:
        room = self._grid.page.chars_per_line - 3
        if not block.centred:
            self._lines.add(S.SUBJECT, "\n".join(balanced(block.text, room)))
        elif block.spaced:
            spread(self._lines.add(S.TITLE), block.text, S.SPREAD_TITLE)
        else:
            self._lines.add(S.TITLE, "\n".join(balanced(block.text, (room - 3) / TITLE_SIZE)))

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._lines.add(S.BODY)
        with self._origin.bookmark(block.id, paragraph):
            write(paragraph, block.text)
            self._marks.append(paragraph, block.marks)

    def _quotation(self, block: QuotedText) -> None:
        paragraph = self._lines.add(S.QUOTE)
        speaker = self._lines.add(S.SPEAKER) if block.attribution else None
        with self._origin.bookmark(block.id, paragraph, speaker):
            write(paragraph, block.text)
            self._marks.append(paragraph, block.marks)
            if speaker is not None:
                keep_next(paragraph)
                write(speaker, block.attribution)

    def _demands(self, block: DemandList) -> None:
        counter = ListCounter(self._file.part.numbering_part.element, block.items, self._grid)
        for item in block.items:
            self._item(item, counter, 0)
            for inner in item.items:
                self._item(inner, counter, 1)

    def _item(self, item: ListItem, counter: ListCounter, level: int) -> None:
        is_single = not item.number and not level
        paragraph = self._lines.add(S.BODY if is_single else (S.ITEM, S.SUBITEM)[level])
        num_id = counter.num_id(item.number, level)
        with self._origin.bookmark(item.id, paragraph):
            if num_id or is_single:
                write(paragraph, item.text)
            else:
                set_columns(paragraph, self._grid, counter.columns(level), [item.number, item.text])
            self._marks.append(paragraph, item.marks)
        if num_id:
            set_number(paragraph, level, num_id)

    def _presiding_officer(self, block: PresidingOfficer) -> None:
        starts = starts_of([width(block.office), name_width(block.name)], NAME_GAPS, first=1)
        line = self._lines.add(S.PRESIDING)
        set_columns(line, self._grid, starts, [block.office, Name(block.name), block.honorific])

    def _signatories(self, block: SignatoryList) -> None:
        starts = _signatory_columns(block.lines, self._grid.page.chars_per_line)
        for line in block.lines:
            label = line.label
            for text in line.above:
                paragraph = self._lines.add(S.SIGNATORY)
                set_columns(paragraph, self._grid, starts, [label, text])
                keep_next(paragraph)
                label = ""
            cells = [label, line.title, Name(line.name), line.seal]
            set_columns(self._lines.add(S.SIGNATORY), self._grid, starts, cells)

    def _issuer(self, block: Issuer) -> None:
        for text in block.lines:
            if block.spaced:
                spread(self._lines.add(S.ISSUER), text, S.SPREAD)
            else:
                self._lines.add(S.ISSUER, text)

    def _addressees(self, block: AddresseeList) -> None:
        if not block.lines:
            return
        if block.label:
            keep_next(self._lines.add(S.LABEL, block.label))
        if block.joined:
            joined = "、".join(line.office + line.name + line.honorific for line in block.lines)
            self._lines.add(S.ADDRESSEE, "　".join(filter(None, (joined, block.each))))
            return
        paragraphs = list(self._addressee_lines(block.lines))
        if block.each:
            paragraphs.append(self._lines.add(S.ADDRESSEE, block.each))
        # On one page, as on the printed paper.
        for paragraph in paragraphs[:-1]:
            keep_next(paragraph)

    def _addressee_lines(self, lines: tuple[AddresseeLine, ...]) -> Iterator[CT_P]:
        """With names in columns; without, as real letters have it: title, one character's gap, 様."""
        if not any(line.name for line in lines):
            for line in lines:
                yield self._lines.add(S.ADDRESSEE, "　".join(filter(None, (line.office, line.honorific))))
            return
        widths = [max(width(line.office) for line in lines), max(name_width(line.name) for line in lines)]
        starts = starts_of(widths, NAME_GAPS, first=1)
        for line in lines:
            paragraph = self._lines.add(S.ADDRESSEE)
            set_columns(paragraph, self._grid, starts, [line.office, Name(line.name), line.honorific])
            yield paragraph

    def _notes(self, block: NoteList) -> None:
        if block.heading:
            self._lines.add(S.NOTES_HEADING, block.heading)
        for note in block.notes:
            self._lines.add(S.NOTE, f"{note.number}\t{note.text}")

    def _section(self, block: Section) -> None:
        paragraph = self._lines.add(S.SECTION)
        with self._contents.bookmark(block, paragraph):
            write(paragraph, block.text)

    def _table_of_contents(self, block: Contents) -> None:
        self._lines.add(S.CONTENTS_HEADING, block.heading)
        lines = [self._lines.add(S.CONTENTS) for _ in block.entries]
        for number, (line, entry) in enumerate(zip(lines, block.entries, strict=True)):
            if number == 0:
                self._contents.begin(line)
            self._contents.entry(entry, line)
        if lines:
            self._contents.end(lines[-1])

    def _drawn(self, block: Drawing) -> None:
        self._lines.add(S.CAPTION, block.figure.title)
        picture = self._file.part.new_pic_inline(BytesIO(to_png(block.figure)), width=Mm(self._grid.page.text_width_mm))
        picture.docPr.set("descr", printable(alternative(block.figure)))
        self._lines.add(S.PICTURE).add_r().add_drawing(picture)
        self._below(block.below)

    def _below(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._lines.add(S.REMARK, line)


def _heading_style(block: Heading) -> S:
    if block.inner:
        return S.SUBHEADING
    return S.BELOW if block.centred else S.HEADING


def _signatory_columns(lines: tuple[SignatoryLine, ...], length: int) -> list[float]:
    """Label, title, name and seal, each as wide as the longest; the block ends two characters in from the right."""
    widths = [
        max((width(line.label) for line in lines), default=0),
        max((width(line.title) for line in lines), default=0),
        max((name_width(line.name) for line in lines), default=0),
    ]
    seal = max((width(line.seal) for line in lines), default=0)
    above = max((width(text) for line in lines for text in line.above), default=0)
    starts = starts_of(widths, SIGNATORY_GAPS)
    end = max(starts[3] + seal if seal else starts[2] + widths[2], starts[1] + above)
    return [start + max(0, length - RIGHT_EDGE - end) for start in starts]
