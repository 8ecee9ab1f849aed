"""出典一覧: each source of a document under the number of its note, what it backs, of which day, how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..backing import BackedBlock, Backing
from ..citations import number_notes, phrase
from ..content import BodyBlock, CitedSource, DraftContent, Passage, Quotation
from ..dates import in_calendar
from ..document import Block, Document, Paragraph, Sheet, SheetRole, Title
from ..japanese import lines_of
from ..kinds import Citations
from ..reference import NOT_KNOWN, Align, Column, Table
from ..setting import Setting
from ..stated import figure_in
from ..text_blocks import bare_title
from . import frame
from .parts import PackageOptions

OPENING = 14
_NUMBER_AT_END = re.compile("[0-9０-９.,．，]+$")
COLUMNS = (
    Column("番号", 2.6, Align.CENTRE),
    Column("出典", 16),
    Column("裏付ける段落", 9.5),
    Column("事実の時点と状態", 12.5),
)


@dataclass(frozen=True)
class _Place:
    """A paragraph of the body: its number on paper, its opening words, and what it cites."""

    block: BodyBlock
    named: str
    backed: BackedBlock

    @property
    def is_bare(self) -> bool:
        block = self.block
        return isinstance(block, Passage) and not (block.origin or block.facts or block.sources)


def sources(content: DraftContent, backing: Backing, _options: PackageOptions) -> Document:
    setting = Setting(content)
    places = list(_places(setting, backing))
    rows = [*_sourced_rows(setting, places), *_unsourced_rows(places)]
    title = bare_title(setting)
    blocks: list[Block] = [Title("出典一覧"), Paragraph(f"「{title}」の本文の出典と、それが裏付ける段落の一覧です。")]
    if rows:
        blocks.append(Table(COLUMNS, tuple(rows), row_heads=True, below=_legend(setting)))
    else:
        blocks.append(Paragraph("本文に、出典の付いた段落はありません。"))
    sheet = Sheet(SheetRole.COMPANION, "出典一覧", tuple(blocks))
    return Document(content.kind, f"出典一覧（{title}）", (sheet,), frame.PAGE)


def _legend(setting: Setting) -> tuple[str, ...]:
    numbered = setting.content.citations is not Citations.NONE
    return ("番号は、本文の注の番号です。" if numbered else "番号は、本文に出てくる順です。", frame.LEGEND)


def _places(setting: Setting, backing: Backing) -> Iterator[_Place]:
    number = 1 + len(lines_of(setting.content.preamble))
    for block in setting.content.body:
        text = setting.text(block.text if isinstance(block, Quotation) else setting.filled(block.wording))
        lines = lines_of(text) if isinstance(block, Passage) else [text]
        yield _Place(block, f"第{number}段落「{_opening(lines)}」", backing.block(block.id))
        number += len(lines)


def _opening(lines: list[str]) -> str:
    """The first words; a number is never cut in two, which would make another of it."""
    first = lines[0] if lines else ""
    if len(first) <= OPENING:
        return first
    cut = first[:OPENING]
    return f"{_NUMBER_AT_END.sub('', cut) or cut}…"


def _sourced_rows(setting: Setting, places: list[_Place]) -> Iterator[tuple[str, str, str, str]]:
    """The numbers are those of the notes, printed or not: a source keeps its own wherever it is cited again."""
    numbers = number_notes(replace(setting.content, citations=Citations.ENDNOTES)).numbers
    for text, number in numbers.items():
        citing = [(place, source) for place in places for source in _cited_as(setting, place, text)]
        backs = "\n".join(dict.fromkeys(place.named for place, _ in citing))
        standing = "\n".join(dict.fromkeys(line for pair in citing for line in _standing(setting, *pair)))
        yield str(number), _described(text, citing[0][1], setting), backs, standing or frame.NONE


def _cited_as(setting: Setting, place: _Place, text: str) -> list[CitedSource]:
    return [source for source in place.block.sources if setting.text(phrase(source, setting.words)) == text]


def _described(text: str, source: CitedSource, setting: Setting) -> str:
    """Wording, then type and day, then the address, unless the wording holds it."""
    dated = f"{in_calendar(source.date, setting.style.date_calendar)}付け" if source.date else ""
    kind = "、".join(filter(None, (source.type or ("本人が加えた出典" if not source.slug else ""), dated)))
    address = source.url if source.url and source.url not in text else ""
    return "\n".join(filter(None, (text, f"（{kind}）" if kind else "", address)))


def _standing(setting: Setting, place: _Place, source: CitedSource) -> Iterator[str]:
    """The days of the facts that this source bears out there, and whether its words were held against the record."""
    for one in place.backed.facts:
        if source in one.fact.sources:
            when = in_calendar(one.fact.as_of, setting.style.date_calendar) or NOT_KNOWN
            yield f"{when}（{one.fact.status.label}）"
    for quoted in place.backed.quotations:
        if source.slug in {known.slug for known in quoted.sources}:
            yield f"引用：{frame.comparison(quoted)}"


def _unsourced_rows(places: list[_Place]) -> Iterator[tuple[str, str, str, str]]:
    for place in places:
        if place.is_bare and isinstance(place.block, Passage) and (figure := figure_in(place.block.wording.text)):
            yield frame.NONE, "出典なし", place.named, f"数や日付（{figure}）に、出典が付いていません。"
