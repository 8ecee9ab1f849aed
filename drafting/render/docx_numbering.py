"""Word's own numbering for demands: it counts to just the numbers that the paper prints.  It knows no other block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.numbering import CT_Numbering

from ..compose.document import ListItem
from ..compose.japanese import width
from .docx_grid import Grid
from .docx_styles import FONTS

KANJI_DIGITS = "〇一二三四五六七八九"
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_NUMBER = re.compile(r"([（(]?)([０-９]+|[0-9]+|[一二三四五六七八九十]+|[ア-ン])(\D*)\Z")


@dataclass(frozen=True)
class Form:
    """How a level of a list is counted: Word's format, and what stands before and after the number."""

    format: str
    before: str
    after: str

    @property
    def has_own_gap(self) -> bool:
        """一、 needs no gap: the mark carries it."""
        return self.after.endswith(("、", "．", "，"))


PLAIN = Form("decimalFullWidth", "", "")


def parsed(number: str) -> tuple[Form, int] | None:
    """None where Word has no way of counting so; the number is then printed as text."""
    match = _NUMBER.match(number)
    if not match:
        return None
    before, core, after = match.groups()
    if core in KANA:
        return Form("aiueoFullWidth", before, after), KANA.index(core) + 1
    if core.isdecimal():
        return Form("decimal" if core.isascii() else "decimalFullWidth", before, after), int(core)
    return Form("japaneseCounting", before, after), _from_kanji(core)


def _from_kanji(core: str) -> int:
    """Up to 九十九."""
    tens, ten, units = core.rpartition("十")
    return 10 * (KANJI_DIGITS.index(tens) if tens else 1) * bool(ten) + (KANJI_DIGITS.index(units) if units else 0)


@dataclass(frozen=True)
class Level:
    """One level of a list: where its numbers stand, and how far in its text."""

    form: Form = PLAIN
    start: int = 1
    indent: float = 0
    hanging: float = 2

    def xml(self, level: int, grid: Grid) -> str:
        text = f"{self.form.before}%{level + 1}{self.form.after}"
        left = self.indent + self.hanging
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{self.start}"/><w:numFmt w:val="{self.form.format}"/>'
            f'<w:suff w:val="{"nothing" if self.form.has_own_gap else "tab"}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{grid.ems(left)}" w:hanging="{grid.ems(self.hanging)}"/></w:pPr>'
            f"<w:rPr>{FONTS}</w:rPr></w:lvl>"
        )


def _level(numbers: Sequence[str], indent: float) -> Level:
    """The longest number and one character's gap."""
    forms = [found[0] for found in map(parsed, numbers) if found]
    form = forms[0] if forms else PLAIN
    widths = [width(number) for number in numbers if number]
    hanging = widths[0] if form.has_own_gap else max((ceil(one) + 1 for one in widths), default=2)
    return Level(form, 1, indent, hanging)


class ListCounter:
    """Allots the numbering of one list; where the paper's numbers leave the sequence, a new count begins."""

    def __init__(self, numbering: CT_Numbering, items: Sequence[ListItem], grid: Grid) -> None:
        self._numbering, self._grid = numbering, grid
        self._levels = [
            _level([item.number for item in items], 0),
            # 各階層は1字ずつ下げる (公用文作成の考え方)
            _level([inner.number for item in items for inner in item.items], 1),
        ]
        self._counts = [0, 0]
        self._num_id = 0

    def columns(self, level: int) -> list[float]:
        """Where number and text of a level begin, in characters."""
        indent = self._levels[level].indent
        return [indent, indent + self._levels[level].hanging]

    def num_id(self, number: str, level: int) -> int | None:
        found = parsed(number)
        if found is None:
            return None
        form, value = found
        if not self._num_id or form != self._levels[level].form or value != self._counts[level] + 1:
            self._begin(level, form, value)
        self._counts[level] = value
        self._counts[level + 1 :] = [0] * (1 - level)
        return self._num_id

    def _begin(self, level: int, form: Form, value: int) -> None:
        starts = [count + 1 for count in self._counts]
        starts[level] = value
        self._levels[level] = replace(self._levels[level], form=form)
        self._num_id = _define(
            self._numbering,
            [replace(known, start=start) for known, start in zip(self._levels, starts, strict=True)],
            self._grid,
        )


def _define(numbering: CT_Numbering, levels: Sequence[Level], grid: Grid) -> int:
    """An abstract numbering and its instance of the same number; all abstract ones must stand before the instances."""
    number = len(numbering.num_lst) + 1
    space = nsdecls("w")
    abstract = parse_xml(
        f'<w:abstractNum {space} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(level.xml(at, grid) for at, level in enumerate(levels))
        + "</w:abstractNum>"
    )
    instance = parse_xml(f'<w:num {space} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    numbering.insert(number - 1, abstract)
    numbering.append(instance)
    return number
