"""Paragraphs as blocks need them: style, text, columns by tab stops, gaps in lines of the grid.  It knows no blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.document import CT_Body
from docx.oxml.text.paragraph import CT_P
from docx.shared import Twips

from .docx_grid import TWIPS_PER_POINT, Grid, width_in_ems
from .docx_styles import TITLE_SIZE, S

# What XML 1.0 cannot hold: controls and lone surrogates.  None of them prints.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Between phrases: after kana or a mark, before a kanji, katakana or opening bracket.
_PHRASE_END = re.compile("(?<=[ぁ-ん、，）」])(?=[^ぁ-ん、，。）」ー])")


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
    """意　見　書　（案）: a character's width between letters, by spacing, so that the words stay whole for searching.

    The brackets keep together, and nothing follows the last letter: it would push a right-hand line off its edge."""
    head, bracket, tail = text.partition("（")
    if not bracket:
        head, tail = head[:-1], head[-1:]
    write(paragraph, head, style)
    write(paragraph, bracket + tail)


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
    indent(paragraph, grid, starts[last], starts[first] - starts[last])
    write(paragraph, "\t".join(cells[first : last + 1]))


def indent(paragraph: CT_P, grid: Grid, left: float, first: float = 0, right: float = 0) -> None:
    """In characters; it replaces the indents of the style."""
    properties = paragraph.get_or_add_pPr()
    properties.ind_left, properties.ind_right = Twips(grid.ems(left)), Twips(grid.ems(right))
    properties.first_line_indent = Twips(grid.ems(first))


def balance(paragraph: CT_P, text: str, grid: Grid) -> None:
    """Sets a centred title of two lines in until it breaks between phrases, the longer line above, with no break in
    the text itself."""
    letter = grid.scaled(TITLE_SIZE) / 2 * TWIPS_PER_POINT
    room = grid.line_length - 2 * grid.ems(3)
    whole = width_in_ems(text) * letter
    if not room < whole <= 2 * room:
        return
    ends = [width_in_ems(text[: match.start()]) * letter for match in _PHRASE_END.finditer(text)]
    fitting = [end for end in ends if whole / 2 <= end <= room]
    first_line = min(fitting, default=(whole / letter / 2 + 1) * letter)
    side = Twips(int((grid.line_length - first_line - letter * 0.4) / 2))
    properties = paragraph.get_or_add_pPr()
    properties.ind_left = properties.ind_right = side
