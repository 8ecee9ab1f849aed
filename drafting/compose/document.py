"""What compose() gives: a paper as sheets of typed blocks, every character already as it will print.

`Block` is a closed union.  Each renderer ends its `match` in `assert_never`, so that the type checker names every
renderer which forgot one.  Distances between blocks are decided here, once, in whole lines of the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .kinds import Citations, Kind
from .reference import Contents, Drawing, Section, Table
from .style import Page


@dataclass(frozen=True)
class NumberLine:
    """発議第　　号"""

    text: str


@dataclass(frozen=True)
class Title:
    """A title over a sheet; `centred` on a letter or petition, indented by three characters on a cover."""

    text: str
    centred: bool = True
    spaced: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text, its first line one character in; `marks` are the numbers of the notes printed behind it."""

    text: str
    id: str = ""
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuotedText:
    """Words of a primary source, set in by two characters, with who said them."""

    text: str
    attribution: str
    id: str = ""
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Heading:
    """請願の趣旨, 提案理由; `centred` for 記; `inner`: one level below, within a section."""

    text: str
    centred: bool = False
    inner: bool = False


@dataclass(frozen=True)
class ListItem:
    """One demand; `number` is as it prints (１, (1), 一、) and "" for a single one."""

    text: str
    number: str = ""
    id: str = ""
    marks: tuple[int, ...] = ()
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True)
class DemandList:
    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class Dateline:
    text: str


@dataclass(frozen=True)
class PresidingOfficer:
    """世田谷区議会議長　　　　様: to whom the paper is handed in."""

    office: str
    name: str
    honorific: str


@dataclass(frozen=True)
class SignatoryLine:
    """One person: 提出者 | 世田谷区議会議員 | 佐藤 一郎 | 印; `above`: lines over the name (address, organisation)."""

    label: str
    title: str
    name: str
    seal: str = ""
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignatoryList:
    lines: tuple[SignatoryLine, ...]


@dataclass(frozen=True)
class Issuer:
    """Who sends the letter: 世田谷区議会; several lines where the style names prefecture or 議長."""

    lines: tuple[str, ...]
    spaced: bool = False


@dataclass(frozen=True)
class AddresseeLine:
    office: str
    name: str = ""
    honorific: str = ""


@dataclass(frozen=True)
class AddresseeList:
    """To whom the letter goes.  `joined`: on one line, by 、; `each`: 各通, once at the end."""

    lines: tuple[AddresseeLine, ...]
    label: str = ""
    each: str = ""
    joined: bool = False


@dataclass(frozen=True)
class Note:
    number: int
    text: str


@dataclass(frozen=True)
class NoteList:
    """Endnotes; footnotes stand in Document.notes alone and are placed by the renderer."""

    heading: str
    notes: tuple[Note, ...]


Block = (
    NumberLine
    | Title
    | Paragraph
    | QuotedText
    | Heading
    | DemandList
    | Dateline
    | PresidingOfficer
    | SignatoryList
    | Issuer
    | AddresseeList
    | NoteList
    | Section
    | Contents
    | Table
    | Drawing
)


class SheetRole(StrEnum):
    COVER = "cover"
    LETTER = "letter"
    PETITION = "petition"
    ATTACHMENT = "attachment"
    COMPANION = "companion"  # a paper that goes with the document: speech, questions, sources


@dataclass(frozen=True)
class Sheet:
    """A part that begins on a page of its own.  `label` names it on the screen: 表紙, 意見書案."""

    role: SheetRole
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    kind: Kind
    title: str
    sheets: tuple[Sheet, ...]
    page: Page
    citations: Citations = Citations.NONE
    notes: tuple[Note, ...] = ()
    language: str = "ja"

    @property
    def has_contents(self) -> bool:
        return any(isinstance(block, Contents) for sheet in self.sheets for block in sheet.blocks)


def lines_before(previous: Block | None, block: Block) -> int:
    """Empty lines of the grid between two blocks that follow each other on one sheet."""
    if previous is None or isinstance(previous, Heading | Section) or isinstance(block, Section):
        return 0
    if isinstance(block, Paragraph | QuotedText) and isinstance(previous, Paragraph | QuotedText):
        return 0
    if isinstance(previous, Dateline) and isinstance(block, Issuer):
        return 0
    return 1
