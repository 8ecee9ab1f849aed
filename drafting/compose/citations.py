"""Numbers the notes of a draft once, for every format, and words them.  It knows no page and no format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .content import BodyBlock, CitedSource, DraftContent, PartialDate, Wording
from .dates import in_calendar
from .document import Note
from .japanese import typeset
from .kinds import Citations
from .wording import Words, fill, words_of

# The library writes dates in a locator as its readers see them; on paper they follow the draft's calendar.
_GREGORIAN = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")


@dataclass(frozen=True)
class Notes:
    """The numbers by the text of the note: a source that is cited again keeps its number."""

    numbers: dict[str, int]
    words: Words
    numerals: str

    def marks(self, block: BodyBlock) -> tuple[int, ...]:
        found = (self.numbers.get(text) for text in _note_texts(block, self.words, self.numerals))
        return tuple(sorted({number for number in found if number}))

    def numbered(self, marks: set[int]) -> tuple[Note, ...]:
        return tuple(Note(number, text) for text, number in self.numbers.items() if number in marks)


def number_notes(content: DraftContent) -> Notes:
    words, numerals = words_of(content), content.style.numerals
    if content.citations is Citations.NONE:
        return Notes({}, words, numerals)
    texts = (text for block in content.body for text in _note_texts(block, words, numerals))
    return Notes({text: number for number, text in enumerate(dict.fromkeys(texts), 1)}, words, numerals)


def phrase(source: CitedSource, words: Words) -> str:
    """As the library words it, else 厚生労働省「題名」（令和8年9月）; then the place, unless it is named already."""
    text = fill(Wording(source.cite_as, template=True), words) if source.cite_as else _joined(source, words)
    place = _GREGORIAN.sub(lambda match: in_calendar(_day(match), words.calendar), source.locator)
    if place and place not in text:
        # 番号法（平成25年法律第27号）第16条の2, but ...中間とりまとめ、5頁
        text += place if place.startswith("第") or not text else f"、{place}"
    # A source of the library is found by its wording; one that the author typed is printed whole.
    return text if source.slug else "　".join(part for part in (text, source.url) if part)


def _day(match: re.Match[str]) -> PartialDate:
    return PartialDate(*(int(part) if part else None for part in match.groups()))


def _joined(source: CitedSource, words: Words) -> str:
    title = f"「{source.title}」" if source.title else ""
    when = f"（{in_calendar(source.date, words.calendar)}）" if source.date else ""
    return source.issuer + title + when


def _note_texts(block: BodyBlock, words: Words, numerals: str) -> Iterator[str]:
    for source in block.sources:
        if text := typeset(phrase(source, words), numerals):
            yield text
