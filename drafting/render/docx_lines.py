"""Paragraphs as blocks need them: style, text, columns by tab stops, gaps in lines of the grid.  It knows no blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.document import CT_Body
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Twips

from ..compose.japanese import width
from .docx_grid import Grid
from .docx_styles import NAME_WIDTH, S

# What XML 1.0 cannot hold: controls and lone surrogates.  None of them prints.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LETTER = re.compile(".[\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
# 佐藤　一郎, but neither Robert Smith nor 山田　太郎　外551名.
_EVEN_NAME = re.compile(r"[^\s!-~０-９]+(?:\s[^\s!-~０-９]+)?\Z")


class Name(str):
    """A cell that holds a person's name; a blank one is empty, however many spaces stand for it."""

    def __new__(cls, name: str) -> Name:
        return super().__new__(cls, name if name.strip() else "")

    @property
    def letters(self) -> list[str]:
        """Of a name in Japanese letters that fits into the usual width; none of any other."""
        letters = _letters("".join(self.split())) if _EVEN_NAME.match(self) else []
        return letters if 1 < len(letters) <= NAME_WIDTH else []


def name_width(name: str) -> float:
    return NAME_WIDTH if Name(name).letters else max(NAME_WIDTH, width(Name(name)))


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


class Lines:
    """Appends paragraphs and tables to the body; `gap`: empty lines of the grid before the next one."""

    def __init__(self, body: CT_Body, grid: Grid) -> None:
        self._body, self.grid, self.gap = body, grid, 0
        self.last: CT_P | None = None
        self._behind_a_table = False

    def add(self, style: S, text: str = "") -> CT_P:
        paragraph = self._body.add_p()
        paragraph.style = style.value
        if self.gap:
            paragraph.get_or_add_pPr().spacing_before = Twips(self.gap * self.grid.line_pitch)
        write(paragraph, text)
        self.gap, self.last, self._behind_a_table = 0, paragraph, False
        return paragraph

    def add_table(self, table: BaseOxmlElement, caption: str) -> None:
        """Two tables without a paragraph between them would become one."""
        if caption:
            self.add(S.CAPTION, caption)
        elif self.gap or self._behind_a_table:
            self.add(S.HAIR)
        self._body.insert_element_before(table, "w:sectPr")
        self.gap, self._behind_a_table = 0, True

    def close(self) -> None:
        """Word wants a paragraph behind a table at the end of a section."""
        if self._behind_a_table:
            self.add(S.HAIR)


def write(paragraph: CT_P, text: str, style: S | None = None) -> None:
    if text := printable(text):
        run = paragraph.add_r()
        if style:
            run.style = style.value
        run.text = text


def spread(paragraph: CT_P, text: str, style: S) -> None:
    """意　見　書　（案）: letters set apart by spacing, so that the words stay whole for searching.

    What stands in brackets keeps together; nothing follows the last letter, to keep a right-hand line at its edge."""
    head, bracket, tail = text.partition("（")
    if not bracket:
        *letters, tail = _letters(head) or [""]
        head = "".join(letters)
    write(paragraph, head, style)
    write(paragraph, bracket + tail)


def _letters(text: str) -> list[str]:
    """Each with the selector of its variant: 葛󠄀 is one letter."""
    return _LETTER.findall(text)


def _write_name(paragraph: CT_P, name: Name) -> None:
    """均等割付 over seven characters by a named style for each length; the last letter takes no spacing."""
    *letters, last = name.letters or [name]
    spread_by = S(f"IkenName{len(letters) + 1}") if 0 < len(letters) < NAME_WIDTH - 1 else None
    write(paragraph, "".join(letters), spread_by)
    write(paragraph, last)


def set_number(paragraph: CT_P, level: int, num_id: int) -> None:
    numbered = paragraph.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = num_id


def keep_next(paragraph: CT_P) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def starts_of(widths: Sequence[float], gaps: Sequence[float], first: float = 0) -> list[float]:
    """Where columns of these widths begin; an empty column takes no gap either."""
    steps = (wide + gap if wide else 0 for wide, gap in zip(widths, gaps, strict=True))
    return list(accumulate(steps, initial=first))


def set_columns(paragraph: CT_P, grid: Grid, starts: Sequence[float], cells: Sequence[str]) -> None:
    """Cells at tab stops.  The second of two is where a line that wraps goes on: an address, a demand."""
    filled = [at for at, cell in enumerate(cells) if cell] or [0]
    first, last = filled[0], filled[-1]
    hang = starts[last if last == first + 1 else first]
    properties = paragraph.get_or_add_pPr()
    for at in range(first + 1, last + 1):
        if starts[at] > starts[at - 1]:
            stop = Twips(grid.ems(starts[at]))
            properties.get_or_add_tabs().insert_tab_in_order(stop, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.SPACES)
    _indent(paragraph, grid, hang, starts[first] - hang)
    for at in range(first, last + 1):
        write(paragraph, "\t" if at > first and starts[at] > starts[at - 1] else "")
        cell = cells[at]
        if isinstance(cell, Name):
            _write_name(paragraph, cell)
        else:
            write(paragraph, cell)


def _indent(paragraph: CT_P, grid: Grid, left: float, first: float) -> None:
    """In characters.  The style's own count of 字 must be cleared: Word takes it before all else."""
    properties = paragraph.get_or_add_pPr()
    properties.ind_left, properties.first_line_indent = Twips(grid.ems(left)), Twips(grid.ems(first))
    properties.get_or_add_ind().set(qn("w:leftChars"), "0")
