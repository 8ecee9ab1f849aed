"""The paper as a tree of HTML elements: the one body under to_html and to_pdf.  It knows no style and no library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement

from ..compose.document import (
    AddresseeList,
    Block,
    Dateline,
    DemandList,
    Document,
    Heading,
    Issuer,
    ListItem,
    Note,
    NoteList,
    NumberLine,
    Paragraph,
    PresidingOfficer,
    QuotedText,
    Sheet,
    SignatoryList,
    Title,
    lines_before,
)
from ..compose.japanese import width
from ..compose.kinds import Citations
from ..compose.reference import Contents, Drawing, Section, Table
from . import signatures, tables
from .elements import add, append, append_linked
from .phrases import balanced

TITLE_SCALE = 1.27
TITLE_INDENT = 3


@dataclass
class Body:
    """Builds the sheets of one document.  `printed`: for the page (broken titles, spread names, footnotes that float);
    else for the screen, where notes are links and every id is used once.  `places`: where the writer of a block
    finds it, by the block's id; a link there stands behind its text on the screen."""

    document: Document
    printed: bool
    top_heading: int = 1
    places: Mapping[str, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _noted: set[int] = field(default_factory=set)
    _notes_at: int = 1

    def sheets(self) -> list[Element]:
        return [self._section(number, sheet) for number, sheet in enumerate(self.document.sheets, start=1)]

    def _section(self, number: int, sheet: Sheet) -> Element:
        self._noted, self._notes_at = set(), self._sheet_of_notes(number)
        section = Element(
            "section", {"class": f"sheet {sheet.role}", "aria-label": sheet.label, "data-sheet": str(number)}
        )
        previous: Block | None = None
        for block in sheet.blocks:
            self._add(section, block, lines_before(previous, block))
            previous = block
        if not self.printed:
            self._notes_of_the_sheet(section)
        return section

    def _add(self, section: Element, block: Block, gap: int) -> None:
        first = len(section)
        self._element(section, block)
        if gap and len(section) > first:
            section[first].set("class", f"{section[first].get('class', '')} gap{gap}")

    def _element(self, section: Element, block: Block) -> None:  # noqa: C901 (one case a block)
        match block:
            case NumberLine():
                add(section, "p", "number", block.text)
            case Title():
                self._title(section, block)
            case Paragraph():
                self._paragraph(section, block)
            case QuotedText():
                self._quoted(section, block)
            case Heading():
                self._heading(section, block)
            case DemandList():
                self._demands(section, block.items)
            case Dateline():
                add(section, "p", "date", block.text)
            case PresidingOfficer():
                signatures.presiding(section, block, self.printed)
            case SignatoryList():
                signatures.signatories(section, block, self.printed)
            case Issuer():
                signatures.issuer(section, block)
            case AddresseeList():
                signatures.addressees(section, block, self.printed)
            case NoteList():
                self._endnotes(section, block)
            case Section():
                self._inner_section(section, block)
            case Contents():
                tables.contents(section, block, f"h{self.top_heading + 1}")
            case Table():
                tables.table(section, block, self.printed)
            case Drawing():
                tables.drawn_figure(section, block, self.document.page, self.printed)
            case _:
                assert_never(block)

    def _title(self, section: Element, block: Title) -> None:
        kind = "title" if block.centred else "title beside"
        heading = SubElement(section, f"h{self.top_heading}", {"class": kind})
        if block.spaced:
            word, bracket, rest = block.text.partition("（")
            add(heading, "span", "spaced", word)
            append(heading, bracket + rest)
            return
        room = self.document.page.chars_per_line - TITLE_INDENT * (2 if block.centred else 1)
        limit = room / TITLE_SCALE if block.centred else room
        for number, line in enumerate(balanced(block.text, limit) if self.printed else [block.text]):
            if number:
                SubElement(heading, "br")
            append(heading, line)

    def _paragraph(self, section: Element, block: Paragraph) -> None:
        paragraph = SubElement(section, "p", {"class": "text", **self._identity(block.id)})
        append(paragraph, block.text)
        self._marks(paragraph, block.marks)
        self._link_to_place(paragraph, block.id)

    def _quoted(self, section: Element, block: QuotedText) -> None:
        quotation = SubElement(section, "blockquote", self._identity(block.id))
        words = SubElement(quotation, "p", {"class": "words"})
        append(words, block.text)
        self._marks(words, block.marks)
        self._link_to_place(words, block.id)
        if block.attribution:
            add(quotation, "p", "attribution", block.attribution)

    def _heading(self, section: Element, block: Heading) -> None:
        kind = "heading centred" if block.centred else "heading"
        add(section, f"h{self.top_heading + (2 if block.inner else 1)}", kind, block.text)

    def _inner_section(self, section: Element, block: Section) -> None:
        add(section, f"h{self.top_heading + 1}", "inner", block.text).set("id", tables.anchor(block.id))

    def _demands(self, parent: Element, items: Iterable[ListItem]) -> None:
        if not (items := tuple(items)):
            return
        listed = SubElement(parent, "ol", {"class": "demands", "role": "list"})
        hang = _hang(max(items, key=lambda item: width(item.number)).number)
        for item in items:
            line = SubElement(listed, "li")
            words = SubElement(line, "p", {"class": "item" if hang else "item alone", **self._identity(item.id)})
            if hang:
                self._number(words, item.number, hang)
            append(words, item.text)
            self._marks(words, item.marks)
            self._link_to_place(words, item.id)
            self._demands(line, item.items)

    def _number(self, words: Element, number: str, hang: int) -> None:
        """The number of an item or a note, in the margin that the item's lines leave free."""
        label = SubElement(words, "span", {"class": "n"})
        append(label, number)
        if self.printed:
            words.set("style", f"padding-left:{hang}em;text-indent:-{hang}em")
            label.set("style", f"width:{hang}em")
        else:
            append(words, " ")

    def _marks(self, parent: Element, marks: tuple[int, ...]) -> None:
        if self.document.citations is Citations.NONE:
            return
        for position, number in enumerate(marks):
            if position:
                SubElement(parent, "sup").text = "、" if self.printed else " "
            if not self.printed:
                self._link_to_note(parent, number)
            elif self.document.citations is Citations.FOOTNOTES and number not in self._noted:
                self._footnote(parent, number)
            else:
                SubElement(parent, "sup").text = str(number)
            self._noted.add(number)

    def _footnote(self, parent: Element, number: int) -> None:
        note = next((note for note in self.document.notes if note.number == number), Note(number, ""))
        append_linked(SubElement(parent, "span", {"class": "footnote", "data-number": str(number)}), note.text)

    def _link_to_note(self, parent: Element, number: int) -> None:
        link = SubElement(SubElement(parent, "sup"), "a", {"href": f"#{self._note_id(number)}"})
        link.text = f"注{number}"

    def _link_to_place(self, parent: Element, block: str) -> None:
        if block in self.places and not self.printed:
            append(parent, " ")
            SubElement(parent, "a", {"class": "to-block", "href": self.places[block]}).text = "ここを直す"

    def _note_id(self, number: int) -> str:
        return f"paper-{self._notes_at}-note-{number}"

    def _sheet_of_notes(self, number: int) -> int:
        """Where the notes of a sheet stand: on itself, unless endnotes are gathered on another."""
        listing = [at for at, sheet in enumerate(self.document.sheets, start=1) if _has_endnotes(sheet)]
        return number if number in listing or not listing else listing[0]

    def _endnotes(self, section: Element, block: NoteList) -> None:
        if block.heading:
            self._heading(section, Heading(block.heading))
        self._note_items(section, block.notes)

    def _notes_of_the_sheet(self, section: Element) -> None:
        if self.document.citations is Citations.FOOTNOTES:
            self._note_items(section, [note for note in self.document.notes if note.number in self._noted])

    def _note_items(self, section: Element, notes: Iterable[Note]) -> None:
        if not (notes := tuple(notes)):
            return
        listed = SubElement(section, "ol", {"class": "notes", "role": "list"})
        for note in notes:
            entry = SubElement(listed, "li", {} if self.printed else {"id": self._note_id(note.number)})
            self._number(entry, str(note.number), 2)
            append_linked(entry, note.text)

    def _identity(self, block: str) -> dict[str, str]:
        """An attached 意見書案 repeats the petition's blocks: an HTML id only for the first."""
        if not block:
            return {}
        first = block not in self._seen
        self._seen.add(block)
        return {"data-block": block} | ({"id": f"paper-{block}"} if first and not self.printed else {})


def _has_endnotes(sheet: Sheet) -> bool:
    return any(isinstance(block, NoteList) for block in sheet.blocks)


def _hang(number: str) -> int:
    """Characters by which an item's lines hang: its number and a space, which 一、 has in itself."""
    return ceil(width(number)) + (0 if number.endswith("、") else 1) if number else 0
