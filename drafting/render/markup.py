"""The paper as a tree of HTML elements: the one body under to_html and to_pdf.  It knows no style and no library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement

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
    Note,
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
from ..compose.kinds import Citations
from .phrases import balanced, width

_ADDRESS = re.compile(r"https?://[!-~]+")
_KANJI_NAME = re.compile(r"[^\s!-~０-９]+(?:\s[^\s!-~０-９]+)?\Z")
NAME_WIDTH = 7
OFFICE_WIDTH = 13  # names stand under one another behind it; behind a longer office they follow at once
TITLE_SCALE = 1.27
TITLE_INDENT = 3


@dataclass
class Body:
    """Builds the sheets of one document.  `printed`: for the page (broken titles, spread names, footnotes that float);
    else for the screen, where notes are links and every id is used once."""

    document: Document
    printed: bool
    top_heading: int = 1
    _seen: set[str] = field(default_factory=set)
    _noted: set[int] = field(default_factory=set)
    _sheet: int = 0

    def sheets(self) -> list[Element]:
        return [self._section(number, sheet) for number, sheet in enumerate(self.document.sheets, start=1)]

    def _section(self, number: int, sheet: Sheet) -> Element:
        self._sheet, self._noted = number, set()
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
                _text(SubElement(section, "p", {"class": "number"}), block.text)
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
                _text(SubElement(section, "p", {"class": "date"}), block.text)
            case PresidingOfficer():
                self._presiding(section, block)
            case SignatoryList():
                self._signatories(section, block.lines)
            case Issuer():
                self._issuer(section, block)
            case AddresseeList():
                self._addressees(section, block)
            case NoteList():
                self._endnotes(section, block)
            case _:
                assert_never(block)

    def _title(self, section: Element, block: Title) -> None:
        kind = "title" if block.centred else "title beside"
        heading = SubElement(section, f"h{self.top_heading}", {"class": kind})
        if block.spaced:
            word, bracket, rest = block.text.partition("（")
            _text(SubElement(heading, "span", {"class": "spaced"}), word)
            _text(heading, bracket + rest)
            return
        room = self.document.page.chars_per_line - TITLE_INDENT * (2 if block.centred else 1)
        limit = room / TITLE_SCALE if block.centred else room
        for number, line in enumerate(balanced(block.text, limit) if self.printed else [block.text]):
            if number:
                SubElement(heading, "br")
            _text(heading, line)

    def _paragraph(self, section: Element, block: Paragraph) -> None:
        paragraph = SubElement(section, "p", {"class": "text", **self._identity(block.id)})
        _text(paragraph, block.text)
        self._marks(paragraph, block.marks)

    def _quoted(self, section: Element, block: QuotedText) -> None:
        quotation = SubElement(section, "blockquote", self._identity(block.id))
        words = SubElement(quotation, "p", {"class": "words"})
        _text(words, block.text)
        self._marks(words, block.marks)
        if block.attribution:
            _text(SubElement(quotation, "p", {"class": "attribution"}), block.attribution)

    def _heading(self, section: Element, block: Heading) -> None:
        kind = "heading centred" if block.centred else "heading"
        _text(SubElement(section, f"h{self.top_heading + 1}", {"class": kind}), block.text)

    def _demands(self, parent: Element, items: Iterable[ListItem]) -> None:
        if not (items := tuple(items)):
            return
        listed = SubElement(parent, "ol", {"class": "demands", "role": "list"})
        hang = _hang(max(items, key=lambda item: width(item.number)).number)
        for item in items:
            line = SubElement(listed, "li")
            words = SubElement(line, "p", {"class": "item", **self._identity(item.id)})
            if hang:
                self._number(words, item.number, hang)
            _text(words, item.text)
            self._marks(words, item.marks)
            self._demands(line, item.items)

    def _number(self, words: Element, number: str, hang: int) -> None:
        """The number of an item or a note, in the margin that the item's lines leave free."""
        label = SubElement(words, "span", {"class": "n"})
        _text(label, number)
        if self.printed:
            words.set("style", f"padding-left:{hang}em;text-indent:-{hang}em")
            label.set("style", f"width:{hang}em")
        else:
            _text(words, " ")

    def _presiding(self, section: Element, block: PresidingOfficer) -> None:
        line = SubElement(section, "p", {"class": "presiding"})
        _text(line, f"{block.office}　　")
        self._name(line, block.name)
        _text(line, f"　　{block.honorific}")

    def _signatories(self, section: Element, people: tuple[SignatoryLine, ...]) -> None:
        if not people:
            return
        listed = SubElement(SubElement(section, "div", {"class": "signatories"}), "ul", {"role": "list"})
        label = max(width(person.label) for person in people)
        title = max(width(person.title) for person in people)
        for person in people:
            entry = SubElement(listed, "li")
            lines = [*person.above, None]
            for number, above in enumerate(lines):
                line = SubElement(entry, "p")
                if label:
                    self._cell(line, person.label if number == 0 else "", label)
                if above is None:
                    self._signature(line, person, title)
                else:
                    _text(line, above)

    def _signature(self, line: Element, person: SignatoryLine, title: float) -> None:
        if person.title:
            self._cell(line, person.title, title, "　　")
        self._name(line, person.name)
        if person.seal:
            _text(line, "　")
            _text(SubElement(line, "span", {"class": "seal"}), person.seal)

    def _cell(self, line: Element, text: str, room: float, after: str = "　") -> None:
        """A column that is `room` characters wide."""
        if self.printed:
            _text(SubElement(line, "span", {"class": "cell", "style": f"min-width:{room}rem"}), text)
            _text(line, after)
        elif text:
            _text(line, text + after)

    def _name(self, line: Element, name: str) -> None:
        """Spread evenly over seven characters (均等割付), as councils print names; blank where there is none yet."""
        letters = re.sub(r"\s", "", name)
        if not self.printed:
            _text(line, name if letters else "　" * NAME_WIDTH)
        elif not letters:
            SubElement(line, "span", {"class": "name blank"})
        elif 1 < len(letters) <= NAME_WIDTH and _KANJI_NAME.match(name):
            even = "name" if len(letters) == NAME_WIDTH else "name even"
            _text(SubElement(line, "span", {"class": even}), letters)
        else:
            _text(SubElement(line, "span", {"class": "name"}), name)

    def _issuer(self, section: Element, block: Issuer) -> None:
        issuer = SubElement(section, "div", {"class": "issuer spaced" if block.spaced else "issuer"})
        for line in block.lines:
            _text(SubElement(issuer, "p"), line)

    def _addressees(self, section: Element, block: AddresseeList) -> None:
        if not block.lines:
            return
        room = min(OFFICE_WIDTH, max(width(line.office) for line in block.lines))
        named = any(line.name for line in block.lines)
        addressees = SubElement(section, "div", {"class": "addressees"})
        if block.label:
            _text(SubElement(addressees, "p", {"class": "label"}), block.label)
        if block.joined:
            text = "、".join(line.office + line.name + line.honorific for line in block.lines)
            _text(SubElement(addressees, "p", {"class": "joined"}), text + ("　" + block.each if block.each else ""))
            return
        listed = SubElement(addressees, "ul", {"role": "list"})
        for line in block.lines:
            self._addressee(SubElement(listed, "li"), line, room if named else 0)
        if block.each:
            _text(SubElement(addressees, "p", {"class": "each"}), block.each)

    def _addressee(self, entry: Element, line: AddresseeLine, room: float) -> None:
        if room:
            self._cell(entry, line.office, room, "　　")
            self._name(entry, line.name)
        else:
            _text(entry, line.office)
        if line.honorific:
            _text(entry, "　" + line.honorific)

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
        _linked(SubElement(parent, "span", {"class": "footnote", "data-number": str(number)}), note.text)

    def _link_to_note(self, parent: Element, number: int) -> None:
        link = SubElement(SubElement(parent, "sup"), "a", {"href": f"#{self._note_id(number)}"})
        link.text = f"注{number}"

    def _note_id(self, number: int) -> str:
        return f"paper-{self._sheet}-note-{number}"

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
            _linked(entry, note.text)

    def _identity(self, block: str) -> dict[str, str]:
        """An attached 意見書案 repeats the petition's blocks: an HTML id only for the first."""
        if not block:
            return {}
        first = block not in self._seen
        self._seen.add(block)
        return {"data-block": block} | ({"id": f"paper-{block}"} if first and not self.printed else {})


def _hang(number: str) -> int:
    """Characters by which an item's lines hang: its number and a space, which 一、 has in itself."""
    return ceil(width(number)) + (0 if number.endswith("、") else 1) if number else 0


def _linked(parent: Element, text: str) -> None:
    """Text in which the addresses of the web are links."""
    at = 0
    for match in _ADDRESS.finditer(text):
        _text(parent, text[at : match.start()])
        SubElement(parent, "a", {"href": match.group()}).text = match.group()
        at = match.end()
    _text(parent, text[at:])


def _text(parent: Element, text: str) -> None:
    """Append text behind whatever `parent` holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
