"""What every paper that is read out has in common: page, words, how long reading takes, notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from ..content import BodyBlock, DraftContent, Passage
from ..dates import dated_in
from ..document import (
    Block,
    DemandList,
    Document,
    ListItem,
    Note,
    NoteList,
    Paragraph,
    QuotedText,
    Sheet,
    SheetRole,
    Title,
)
from ..kinds import Citations, Kind, Register
from ..polite import politely
from ..setting import Setting
from ..style import Margins, Page
from ..text_blocks import NUMBER_BLANK, bare_title

# To be read standing, from a lectern: 14 point, lines far apart, room for a hand's notes.
LECTERN = Page(chars_per_line=32, lines_per_page=25, font_size_pt=14, margins=Margins(25, 25, 25, 25))
NOTES_HEADING = "控え（読み上げません）"
_SPACE = re.compile(r"\s")


def spoken_setting(content: DraftContent) -> Setting:
    """The same draft said politely: passages of the library change their register, own and edited ones stay."""
    style = replace(
        content.style, demand_layout="list", demand_lead=None, demand_sentence=None, list_heading="", closing=None
    )
    body = tuple(_spoken(block) for block in content.body)
    return Setting(replace(content, style=style, register=Register.POLITE, body=body, citations=Citations.NONE))


def _spoken(block: BodyBlock) -> BodyBlock:
    if isinstance(block, Passage) and block.spoken_wording is not None:
        return replace(block, wording=block.spoken_wording)
    return block


def matter(setting: Setting) -> str:
    """発議第３号「…意見書」: what lies before the assembly."""
    content = setting.content
    if content.kind is Kind.APPEAL:
        number = ""
    elif content.kind is Kind.PETITION:
        number = setting.text(f"請願第{content.bill_number or NUMBER_BLANK}号")
    else:
        number = setting.phrase(setting.style.number_line, number=content.bill_number or NUMBER_BLANK)
    return f"{number}「{quoted(bare_title(setting))}」"


def quoted(text: str) -> str:
    """Inside 「」: a quotation within becomes 『』."""
    return text.replace("「", "『").replace("」", "』")


def said(setting: Setting, text: str) -> str:
    """A plain text of the library said politely; where its ending is not known, quoted as it stands."""
    text = dated_in(text, setting.style.date_calendar)
    polite = politely(text)
    return setting.text(polite or f"「{quoted(text.removesuffix('。'))}」ということです。")


def is_plain(text: str) -> bool:
    """A sentence of it is である, among others that are です."""
    return politely(text) not in (None, text)


def characters(blocks: Iterable[Block]) -> int:
    """Those that are read out; notes and headings are not."""
    return sum(len(_SPACE.sub("", text)) for block in blocks for text in _read_out(block))


def _read_out(block: Block) -> Iterable[str]:
    match block:
        case Paragraph() | QuotedText():
            return (block.text,)
        case DemandList():
            return [text for item in block.items for text in _read_of(item)]
        case _:
            return ()


def _read_of(item: ListItem) -> Iterable[str]:
    yield from (item.number, item.text)
    for inner in item.items:
        yield from _read_of(inner)


def minutes_of(count: int, chars_per_minute: int) -> int:
    return max(1, ceil(count / chars_per_minute))


def minutes_in(document: Document, chars_per_minute: int) -> int:
    return minutes_of(sum(characters(sheet.blocks) for sheet in document.sheets), chars_per_minute)


def reading_time(count: int, chars_per_minute: int) -> str:
    minutes = minutes_of(count, chars_per_minute)
    return f"読み上げの目安は約{minutes}分です（{count:,}字、1分に{chars_per_minute}字として）。"


def lectern_paper(
    setting: Setting,
    label: str,
    blocks: Sequence[Block],
    remarks: Sequence[str],
    sources: Sequence[Note] = (),
) -> Document:
    """`remarks` stand at the end for the reader alone; `sources` are the notes that the text calls by number."""
    heading, notes = ("出典", tuple(sources))
    ends: list[Block] = [NoteList(heading, notes)] if notes else []
    ends.append(NoteList(NOTES_HEADING, tuple(Note(at, setting.text(text)) for at, text in enumerate(remarks, 1))))
    return Document(
        kind=setting.content.kind,
        title=f"{label}　{bare_title(setting)}",
        sheets=(Sheet(SheetRole.COMPANION, label, (Title(label), *blocks, *ends)),),
        page=LECTERN,
        citations=Citations.ENDNOTES if notes else Citations.NONE,
        notes=notes,
    )
