"""Where Japanese text may be broken: titles between phrases, balanced; and what must not begin a line.  str -> str."""

from __future__ import annotations

import re
from math import ceil

from ..compose.japanese import width

# A phrase (文節) ends where hiragana or a mark gives way to kanji, katakana, Latin letters or an opening bracket.
_PHRASE = re.compile(r".+?(?:(?<=[ぁ-ゖ、。・」』）])(?=[^ぁ-ゖー、。・」』）？！])|(?=[「『（])|$)", re.DOTALL)
_STICKS_TO_THE_LEFT = re.compile(r"(?<=\S)(?=[～〜])")
WORD_JOINER = "\u2060"


def phrases(title: str) -> list[str]:
    return [phrase for phrase in _PHRASE.findall(title) if phrase]


def balanced(title: str, limit: float) -> list[str]:
    """The title in as few lines as `limit` allows, broken between phrases, lines as even as can be.

    One phrase that is longer than a line is left to the renderer, which breaks it anywhere."""
    if width(title) <= limit:
        return [title]
    parts = phrases(title)
    for lines in range(ceil(width(title) / limit), len(parts) + 1):
        best = _most_even(parts, lines, limit)
        if best:
            return best
    return [title]


def keep_together(text: str) -> str:
    """WeasyPrint knows every mark that must not begin a line but the wave dashes."""
    return _STICKS_TO_THE_LEFT.sub(WORD_JOINER, text)


def _most_even(parts: list[str], lines: int, limit: float) -> list[str]:
    """Dynamic programming over where each line ends; least sum of squared widths.  [] if the limit cannot be kept."""
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for _ in range(lines):
        longer: dict[int, tuple[float, list[str]]] = {}
        for start, (cost, done) in best.items():
            for end, line in _lines_from(parts, start, limit):
                total = cost + width(line) ** 2
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, [*done, line])
        best = longer
    return best[len(parts)][1] if len(parts) in best else []


def _lines_from(parts: list[str], start: int, limit: float) -> list[tuple[int, str]]:
    found = []
    for end in range(start + 1, len(parts) + 1):
        line = "".join(parts[start:end])
        if width(line) > limit:
            break
        found.append((end, line))
    return found
