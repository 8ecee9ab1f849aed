"""署名用紙: what is signed stands on the sheet with the names, as assemblies ask (小平市, 木津川市, 大竹市).

How many can sign follows from the room that the text leaves, so the lines of every block are counted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor

from .. import people, text_blocks
from ..backing import Backing
from ..content import DraftContent
from ..document import (
    Block,
    DemandList,
    Document,
    Heading,
    ListItem,
    NumberLine,
    Paragraph,
    Sheet,
    SheetRole,
    Title,
    lines_before,
)
from ..japanese import width
from ..reference import Align, Column, Table
from ..setting import Setting
from ..style import Margins, Page
from .parts import PackageOptions

# The usual letters, and smaller ones for a long text; neither may be so small that it would not be read.
PAGES = (Page(42, 40, 11, Margins(20, 17, 20, 30)), Page(45, 46, 10, Margins(20, 17, 20, 30)))
ROW_MM, ROWS, FEWEST = 11.5, 8, 5
BLANK = "　" * 4
COLUMNS = (
    Column("番号", 2, Align.CENTRE),
    Column("氏名（自署）", 8),
    Column("住所", 16),
)
# In lines of the grid: the head of the table; what Word and the counting of lines here may differ by.
HEAD, SLACK = 1.2, 0.8
TITLE_LETTER = 1.3
LONGEST_GIST = 12


def signatures(content: DraftContent, _backing: Backing, options: PackageOptions) -> Document:
    setting = Setting(content)
    above, below = _above(setting), _below(setting)
    page, rows, height = _fitting([NumberLine(""), *above, Table(COLUMNS, ()), *below])
    count = max(1, options.signature_sheets)
    sheets = tuple(
        Sheet(
            SheetRole.COMPANION,
            "署名用紙",
            (_number(at, count), *above, _table(at * rows + 1, rows, height), *below),
        )
        for at in range(count)
    )
    return Document(content.kind, f"署名用紙（{text_blocks.bare_title(setting)}）", sheets, page)


def _above(setting: Setting) -> list[Block]:
    word = setting.content.kind.word
    return [
        Title(text_blocks.bare_title(setting)),
        *people.presiding(setting),
        *_gist(setting),
        Paragraph(f"上記の{word}に賛同し、署名します。"),
    ]


def _gist(setting: Setting) -> list[Block]:
    """趣旨, and the demands as well if both are short; without 趣旨 the demands."""
    word = setting.content.kind.word
    summary: list[Block] = [*text_blocks.summary(setting)]
    wanted = text_blocks.demands(setting, headed=True)
    gist = [Heading(f"{word}の趣旨"), *summary] if summary else []
    both = [*gist, Heading(f"{word}事項"), *wanted]
    return gist if summary and _lines(PAGES[0], both) > LONGEST_GIST else both


def _below(setting: Setting) -> list[Block]:
    word = setting.content.kind.word
    return [
        Paragraph(
            f"ご記入いただいた氏名と住所は、この{word}を{setting.words.assembly}に提出するためだけに使い、"
            "ほかの目的には使いません。"
        ),
        Table((Column("用紙の送り先", 3), Column("締切り", 1)), (("", ""),), row_lines=2),
    ]


def _number(at: int, count: int) -> NumberLine:
    """One sheet is copied and numbered by hand."""
    return NumberLine(f"署名用紙　No.　{at + 1 if count > 1 else BLANK}")


def _table(first: int, rows: int, height: float) -> Table:
    numbered = tuple((str(number), "", "") for number in range(first, first + rows))
    return Table(COLUMNS, numbered, row_heads=True, row_lines=round(height, 3))


def _fitting(blocks: Sequence[Block]) -> tuple[Page, int, float]:
    """Page, rows and their height in lines: the usual letters if eight can sign, else the small ones.

    A text that fills the page by itself has its rows on the back."""
    for page, fewest in zip(PAGES, (ROWS, FEWEST), strict=True):
        left = page.lines_per_page - SLACK - _lines(page, blocks)
        rows = floor(left * page.line_pitch_mm / ROW_MM)
        if rows >= fewest:
            return page, rows, left / rows
    return page, ROWS, ROW_MM / page.line_pitch_mm


def _lines(page: Page, blocks: Sequence[Block]) -> float:
    before = [None, *blocks]
    return sum(lines_before(above, block) + _height(page, block) for above, block in zip(before, blocks, strict=False))


def _height(page: Page, block: Block) -> float:
    """In lines; a mark that must not begin a line may take the character before it along."""
    line = page.chars_per_line - 1
    match block:
        case Title(text):
            return ceil(width(text) * TITLE_LETTER / (line - 6))
        case Paragraph(text):
            return ceil((width(text) + 1) / line)
        case DemandList(items):
            return sum(ceil(width(item.text) / (line - 4)) for item in _all(items))
        case Table():
            return HEAD + block.row_lines * len(block.rows)
        case _:
            return 1


def _all(items: Sequence[ListItem]) -> Iterator[ListItem]:
    for item in items:
        yield item
        yield from _all(item.items)
