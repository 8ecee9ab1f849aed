"""Which sheets a kind has and which blocks stand on them, in the order that the house style says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from . import people
from . import text_blocks as text
from .citations import Notes
from .content import BodyBlock, DraftContent, Passage
from .document import Block, Heading, NoteList, Paragraph, QuotedText, Sheet, SheetRole
from .kinds import Asks, Citations, Kind, Register
from .setting import Setting
from .style import base_layer, resolve

NOTES_HEADING = "注"
# A letter on its own has no number, no hand-in, no signatures: those belong to the paper that it is attached to.
NOT_ATTACHED = ("number", "presiding", "introducers", "petitioners", "sections", "reasons")

Maker = Callable[[Setting], Iterable[Block]]
COVER: dict[str, Maker] = {
    "number": text.number,
    "title": text.cover_title,
    "submit_sentence": text.submit_sentence,
    "date": text.handing_in_date,
    "presiding": people.presiding,
    "signatories": people.signatories,
    "introducers": people.introducers,
    "reasons": text.reasons,
}
LETTER: dict[str, Maker] = {
    "number": text.number,
    "title": text.letter_title,
    "date": text.letter_date,
    "presiding": people.presiding,
    "introducers": people.introducers,
    "petitioners": people.petitioners,
    "closing": text.closing,
    "issuer": people.issuer,
    "addressees": people.addressees,
    "reasons": text.reasons,
}


def opinion(setting: Setting, notes: Notes) -> tuple[Sheet, ...]:
    return _with_cover(setting, notes, SheetRole.LETTER, "意見書案")


def resolution(setting: Setting, notes: Notes) -> tuple[Sheet, ...]:
    return _with_cover(setting, notes, SheetRole.LETTER, "決議案")


def petition(setting: Setting, notes: Notes) -> tuple[Sheet, ...]:
    return _with_cover(setting, notes, SheetRole.PETITION, "請願書") + _attachment(setting, notes)


def appeal(setting: Setting, notes: Notes) -> tuple[Sheet, ...]:
    return _with_cover(setting, notes, SheetRole.PETITION, "陳情書") + _attachment(setting, notes)


LAYOUTS: dict[Kind, Callable[[Setting, Notes], tuple[Sheet, ...]]] = {
    Kind.OPINION: opinion,
    Kind.RESOLUTION: resolution,
    Kind.PETITION: petition,
    Kind.APPEAL: appeal,
}


def cover_names(content: DraftContent) -> tuple[str, ...]:
    """The blocks of the cover, none if there is no cover; `reasons_place` outweighs the list."""
    style = content.style
    if style.cover == "none":
        return ()
    return _names(style.cover_order, reasons={"cover": True, "after_letter": False}.get(style.reasons_place))


def letter_names(content: DraftContent) -> tuple[str, ...]:
    style = content.style
    placed = {"cover": False, "after_letter": True}.get(style.reasons_place)
    if placed is None and "reasons" in cover_names(content):
        placed = False
    return _names(style.letter_order, reasons=placed)


def section_contents(content: DraftContent) -> list[tuple[tuple[str, ...], str]]:
    """The parts of each section with its heading; a part that the letter names itself, or a second time, is dropped."""
    seen = set(letter_names(content))
    sections = []
    for contents, heading in content.style.petition_sections:
        parts = tuple(part for part in contents.split("+") if part not in seen)
        seen.update(parts)
        sections.append((parts, heading))
    return sections


def attached_letter(content: DraftContent) -> DraftContent | None:
    """The 意見書案 that a petition or appeal asks the assembly to send, as content of its own."""
    if content.kind.is_bill or content.asks is not Asks.OPINION:
        return None
    style = content.letter_style or resolve([base_layer(Kind.OPINION)])
    order = tuple(name for name in style.letter_order if name not in NOT_ATTACHED)
    return replace(
        content,
        kind=Kind.OPINION,
        register=Register.PLAIN,
        title=letter_title_of(content.title),
        style=replace(style, cover="none", letter_order=order, reasons_place="none"),
        body=tuple(_as_letter(block) for block in content.body),
        lead="",
    )


def letter_title_of(title: str) -> str:
    """…意見書の提出を求める請願書 → …意見書; a title without the word gets it in place of 請願書."""
    upto, word, _ = title.rpartition("意見書")
    if word:
        return upto + word
    bare = re.sub("(請願|陳情)書?$", "", title.strip())
    return f"{bare}意見書" if bare else ""


def _with_cover(setting: Setting, notes: Notes, role: SheetRole, label: str) -> tuple[Sheet, ...]:
    cover: list[Block] = [block for name in cover_names(setting.content) for block in COVER[name](setting)]
    letter = _letter_blocks(setting, notes)
    # A cover on which nothing stands would be an empty page.
    if setting.style.cover == "separate" and cover:
        return Sheet(SheetRole.COVER, "表紙", tuple(cover)), Sheet(role, label, tuple(letter))
    return (Sheet(role, label, (*cover, *letter)),)


def _attachment(setting: Setting, notes: Notes) -> tuple[Sheet, ...]:
    letter = attached_letter(setting.content)
    if letter is None:
        return ()
    blocks = _letter_blocks(Setting(letter), notes)
    return (Sheet(SheetRole.ATTACHMENT, "意見書案", tuple(blocks)),)


def _letter_blocks(setting: Setting, notes: Notes) -> list[Block]:
    blocks: list[Block] = []
    names = letter_names(setting.content)
    for name in names:
        if name == "body":
            blocks += text.headed_body(setting, notes)
        elif name == "demands":
            blocks += text.demands(setting, first=not {"body", "sections"} & {*names[: names.index(name)]})
        elif name == "sections":
            blocks += _sections(setting, notes)
        else:
            blocks += LETTER[name](setting)
    return blocks + _endnotes(setting, notes, blocks)


def _sections(setting: Setting, notes: Notes) -> list[Block]:
    """An empty section is left out; the heading of one with demands stands for 記."""
    blocks: list[Block] = []
    for parts, heading in section_contents(setting.content):
        inside = [block for part in parts for block in _part(setting, notes, part, headed=bool(heading))]
        if inside and heading:
            blocks.append(Heading(setting.phrase(heading, kind=setting.content.kind.word)))
        blocks += inside
    return blocks


def _part(setting: Setting, notes: Notes, part: str, headed: bool) -> list[Block]:
    if part == "summary":
        return text.summary(setting)
    if part == "body":
        return text.body(setting, notes)
    content = setting.content
    return text.demands(setting, headed=headed) if content.demands or content.lead else []


def _endnotes(setting: Setting, notes: Notes, blocks: list[Block]) -> list[Block]:
    """On each sheet its own: the attached letter is sent on without the petition."""
    marked = notes.numbered(marks_of(blocks))
    ends = setting.content.citations is Citations.ENDNOTES and marked
    return [NoteList(NOTES_HEADING, marked)] if ends else []


def marks_of(blocks: Iterable[Block]) -> set[int]:
    return {mark for block in blocks if isinstance(block, Paragraph | QuotedText) for mark in block.marks}


def _names(order: tuple[str, ...], reasons: bool | None) -> tuple[str, ...]:
    """Each name once; `reasons` True puts that block at the end unless it is named, False takes it out."""
    names = [name for name in dict.fromkeys(order) if name != "reasons" or reasons is not False]
    return (*names, "reasons") if reasons and "reasons" not in names else tuple(names)


def _as_letter(block: BodyBlock) -> BodyBlock:
    if isinstance(block, Passage) and block.letter_wording is not None:
        return replace(block, wording=block.letter_wording)
    return block
