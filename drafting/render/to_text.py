"""Document -> plain text that keeps the places of the paper by full-width spaces: for mail, comparing and reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

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
from ..compose.japanese import width
from ..compose.kinds import Citations
from ..compose.reference import Contents, Drawing, Section, Table

SPACE = "　"
BLANK_NAME = SPACE * 7
BETWEEN_CELLS = "｜"
BETWEEN_SHEETS = "\n\n" + "―" * 20 + "\n\n"


def to_text(document: Document) -> str:
    """Paragraphs are one line each: a mail program breaks them as wide as its window is."""
    return BETWEEN_SHEETS.join("\n".join(_sheet(document, sheet)) for sheet in document.sheets) + "\n"


def _sheet(document: Document, sheet: Sheet) -> Iterator[str]:
    previous: Block | None = None
    for block in sheet.blocks:
        lines = [line.rstrip() for line in _lines(block, document)]
        if lines:
            yield from [""] * _gap(previous, block)
            yield from lines
        previous = block
    if document.citations is Citations.FOOTNOTES:
        noted = _noted(sheet)
        yield from _footnotes([note for note in document.notes if note.number in noted])


def _gap(previous: Block | None, block: Block) -> int:
    """Where the paper turns a page for a section, the text leaves room."""
    return 2 if previous and isinstance(block, Section) else lines_before(previous, block)


def _lines(block: Block, document: Document) -> Iterator[str]:  # noqa: C901 (one case a block)
    line_width = document.page.chars_per_line
    match block:
        case NumberLine() | Dateline():
            yield SPACE * 2 + block.text
        case Title():
            yield _title(block, line_width)
        case Paragraph():
            yield SPACE + block.text + _marks(block.marks, document)
        case QuotedText():
            yield SPACE * 3 + block.text + _marks(block.marks, document)
            yield from _at_the_right([block.attribution] if block.attribution else [], line_width)
        case Heading():
            yield _centred(block.text, line_width) if block.centred else block.text
        case DemandList():
            yield from _demands(block.items, document, "")
        case PresidingOfficer():
            yield f"{SPACE}{block.office}{SPACE}{block.name or BLANK_NAME}{SPACE}{block.honorific}"
        case SignatoryList():
            yield from _signatories(block, line_width)
        case Issuer():
            yield from _at_the_right([_spaced(line) if block.spaced else line for line in block.lines], line_width)
        case AddresseeList():
            yield from _addressees(block)
        case NoteList():
            yield block.heading
            yield from (f"{note.number}{SPACE}{note.text}" for note in block.notes)
        case Section():
            yield block.text
        case Contents():
            yield _centred(block.heading, line_width)
            yield from (SPACE + entry.text for entry in block.entries)
        case Table():
            yield from _table(block)
        case Drawing():
            yield from _drawn(block)
        case _:
            assert_never(block)


def _title(block: Title, line_width: int) -> str:
    word, bracket, rest = block.text.partition("（")
    text = _spaced(word) + SPACE + bracket + rest if block.spaced else block.text
    return _centred(text, line_width) if block.centred else SPACE * 3 + text


def _demands(items: Iterable[ListItem], document: Document, indent: str) -> Iterator[str]:
    for item in items:
        number = item.number if item.number.endswith("、") else item.number + SPACE
        yield indent + number + item.text + _marks(item.marks, document)
        yield from _demands(item.items, document, indent + SPACE)


def _signatories(block: SignatoryList, line_width: int) -> Iterator[str]:
    if not block.lines:
        return
    label = max(width(person.label) for person in block.lines)
    title = max(width(person.title) for person in block.lines)
    lines = [line for person in block.lines for line in _person(person, label, title)]
    room = line_width - 2 - max(map(width, lines))
    yield from (_pad("", room) + line for line in lines)


def _person(person: SignatoryLine, label: float, title: float) -> Iterator[str]:
    office = _pad(person.title, title) + SPACE * 2 if person.title else ""
    signature = office + (person.name or BLANK_NAME) + (SPACE + person.seal if person.seal else "")
    for number, line in enumerate((*person.above, signature)):
        yield (_pad(person.label if number == 0 else "", label) + SPACE if label else "") + line


def _addressees(block: AddresseeList) -> Iterator[str]:
    if block.label and block.lines:
        yield block.label
    if block.joined and block.lines:
        text = "、".join(line.office + line.name + line.honorific for line in block.lines)
        yield SPACE + text + (SPACE + block.each if block.each else "")
        return
    named = any(line.name for line in block.lines)
    yield from (SPACE + _addressee(line, named) for line in block.lines)
    if block.each and block.lines:
        yield SPACE + block.each


def _addressee(line: AddresseeLine, named: bool) -> str:
    name = SPACE + (line.name or BLANK_NAME) if named else ""
    return line.office + name + (SPACE + line.honorific if line.honorific else "")


def _table(block: Table) -> Iterator[str]:
    """A row on a line, since nobody knows how wide the reader's window is; an empty cell is a blank to be filled in."""
    if block.caption:
        yield block.caption
    yield BETWEEN_CELLS.join(column.head for column in block.columns)
    for row in block.rows:
        yield BETWEEN_CELLS.join(SPACE.join(cell.split("\n")) or BLANK_NAME for cell in row)
    yield from block.below


def _drawn(block: Drawing) -> Iterator[str]:
    """What the picture shows, in words."""
    figure = block.figure
    yield figure.title
    yield from (f"{SPACE}{point.label}{SPACE}{figure.written(point)}" for point in figure.points)
    yield from block.below


def _footnotes(notes: list[Note]) -> Iterator[str]:
    if notes:
        yield from ("", "―" * 10)
    for note in notes:
        yield f"{note.number}{SPACE}{note.text}"


def _noted(sheet: Sheet) -> set[int]:
    return {number for block in sheet.blocks for number in _marks_in(block)}


def _marks_in(block: Block | ListItem) -> Iterator[int]:
    match block:
        case Paragraph() | QuotedText():
            yield from block.marks
        case ListItem():
            yield from block.marks
            yield from (number for item in block.items for number in _marks_in(item))
        case DemandList():
            yield from (number for item in block.items for number in _marks_in(item))


def _marks(numbers: tuple[int, ...], document: Document) -> str:
    if document.citations is Citations.NONE:
        return ""
    return "".join(f"（注{number}）" for number in numbers)


def _spaced(text: str) -> str:
    return SPACE.join(text)


def _centred(text: str, line_width: int) -> str:
    return _pad("", (line_width - width(text)) / 2) + text


def _at_the_right(lines: list[str], line_width: int) -> Iterator[str]:
    """Two characters from the right edge, as on the paper."""
    for line in lines:
        yield _pad("", line_width - 2 - width(line)) + line if line else ""


def _pad(text: str, room: float) -> str:
    missing = max(0, room - width(text))
    return text + SPACE * int(missing) + (" " if missing % 1 else "")
