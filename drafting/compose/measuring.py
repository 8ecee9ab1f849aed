"""How many lines of the grid a paragraph will take, without laying it out: for saying so before it is added."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .japanese import lines_of

# What may not begin, and what may not end a line (JIS X 4051, 行頭禁則・行末禁則).
_NO_START = frozenset(
    "、。，．,.・：；:;？！?!）」』】〕］｝)]}ー々ゝゞヽヾ〃％%…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NO_END = frozenset("（「『【〔［｛([{")
# Latin words and numbers are not broken.
_UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z,.\-]*[0-9A-Za-z]|.", re.DOTALL)


def lines_taken(text: str, chars_per_line: int, indent: int = 1) -> int:
    """`indent`: characters that the first line of each paragraph stands in."""
    return sum(_lines(paragraph, chars_per_line * 2, indent * 2) for paragraph in lines_of(text))


def _lines(text: str, width: int, indent: int) -> int:
    """Widths are in halves of a character."""
    lines, filled = 1, indent
    for unit in _together(_UNIT.findall(text)):
        size = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in unit)
        if filled + size > width and filled > 0:
            lines, filled = lines + 1, 0
        filled += size
    return lines


def _together(units: list[str]) -> Iterator[str]:
    """Units between which no line may be broken, as one."""
    held = ""
    for unit in units:
        if held and not (unit[0] in _NO_START or held[-1] in _NO_END):
            yield held
            held = ""
        held += unit
    if held:
        yield held
