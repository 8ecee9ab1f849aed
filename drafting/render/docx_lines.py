"""Paragraphs as blocks need them: style, text, columns by tab stops, gaps in lines of the grid.  It knows no blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.document import CT_Body
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Twips

from .docx_grid import Grid, width_in_ems
from .docx_styles import NAME_WIDTH, S

# What XML 1.0 cannot hold: controls and lone surrogates.  None of them prints.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# 佐藤　一郎, but neither Robert Smith nor 山田　太郎　外551名.
_EVEN_NAME = re.compile(r"[^\s!-~０-９]+(?:\s[^\s!-~０-９]+)?\Z")


class Name(str):
    """A cell that holds a person's name; a blank one is empty, however many spaces stand for it."""

    def __new__(cls, name: str) -> Name:
        return super().__new__(cls, name if name.strip() else "")

    @property
    def letters(self) -> str:
        """Of a name in Japanese letters that fits into the usual width; "" of any other."""
        joined = "".join(self.split())
        return joined if _EVEN_NAME.match(self) and 1 < len(joined) <= NAME_WIDTH else ""


def name_width(name: str) -> float:
    return max(NAME_WIDTH, width_in_ems(Name(name)))


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


class Lines:
    """Appends paragraphs to the body; `gap`: empty lines of the grid before the next one."""

    def __init__(self, body: CT_Body, grid: Grid) -> None:
        self._body, self.grid, self.gap = body, grid, 0
        self.last: CT_P | None = None

    def add(self, style: S, text: str = "") -> CT_P:
        paragraph = self._body.add_p()
        paragraph.style = style.value
        if self.gap:
            paragraph.get_or_add_pPr().spacing_before = Twips(self.gap * self.grid.line_pitch)
        write(paragraph, text)
        self.gap, self.last = 0, paragraph
        return paragraph


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
        head, tail = head[:-1], head[-1:]
    write(paragraph, head, style)
    write(paragraph, bracket + tail)


def _write_name(paragraph: CT_P, name: Name) -> None:
    """均等割付 over seven characters by a named style for each length; the last letter takes no spacing."""
    letters = name.letters
    if 1 < len(letters) < NAME_WIDTH:
        write(paragraph, letters[:-1], S(f"IkenName{len(letters)}"))
        write(paragraph, letters[-1])
    else:
        write(paragraph, letters or name)


def keep_next(paragraph: CT_P) -> None:
    paragraph.get_or_add_pPr().get_or_add_keepNext()


def starts_of(widths: Sequence[float], gaps: Sequence[float], first: float = 0) -> list[float]:
    """Where columns of these widths begin; an empty column takes no gap either."""
    steps = (width + gap if width else 0 for width, gap in zip(widths, gaps, strict=True))
    return list(accumulate(steps, initial=first))


def set_columns(paragraph: CT_P, grid: Grid, starts: Sequence[float], cells: Sequence[str]) -> None:
    """Cells at tab stops; what wraps hangs in the column of the last one."""
    filled = [at for at, cell in enumerate(cells) if cell] or [0]
    first, last = filled[0], filled[-1]
    properties = paragraph.get_or_add_pPr()
    for at in range(first + 1, last + 1):
        tabs = properties.get_or_add_tabs()
        if starts[at] > starts[at - 1]:
            tabs.insert_tab_in_order(Twips(grid.ems(starts[at])), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.SPACES)
    _indent(paragraph, grid, starts[last], starts[first] - starts[last])
    for at in range(first, last + 1):
        write(paragraph, "\t" if at > first else "")
        if isinstance(cells[at], Name):
            _write_name(paragraph, cells[at])
        else:
            write(paragraph, cells[at])


def _indent(paragraph: CT_P, grid: Grid, left: float, first: float) -> None:
    """In characters.  The counts of 字 must be cleared: where the style has them, Word takes them before all else."""
    properties = paragraph.get_or_add_pPr()
    properties.ind_left, properties.first_line_indent = Twips(grid.ems(left)), Twips(grid.ems(first))
    for name in ("w:leftChars", "w:firstLineChars"):
        properties.get_or_add_ind().set(qn(name), "0")
