"""What is near to a search that nothing answers as it was typed: the words in it that the library has.

Japanese has no spaces: of a compound (国保料滞納) or a pasted sentence the longest parts count that occur somewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from .finding import SHOWN, asked_for, matching, numbers, published, ranked
from .library import Edition
from .search import normalised, words
from .synonyms import WHOLE, corrected, parts_of, said_otherwise

# Hiragana parts words; those that are written with it stand in synonyms.py.  Of one script only kanji are cut; a number
# keeps its unit.
_RUN = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:%|[千万億]*[歳年月日円人件枚条割]?)|[一-龥々]|[ァ-ヴヵヶー]+|[A-Za-z]+")
_WORD = re.compile(f"(?<![一-龥々])[一-龥]の|(?:{_RUN.pattern})+")
# 無保険 is not about 保険.
_NOT, _ASKING = "無不非未", "何"
_EMPTY = frozenset({"以上", "以下", "以降", "以前", "場合", "必要", "場所", "者証"})
_SHORT_KANA = re.compile("[ァ-ヴー]{1,2}")
# What a reader means by a word is no shorter, and no longer, than this many characters.
SHORTEST, LONGEST = 2, 12
MOST_PARTS, MOST_WORDS = 150, 6


@dataclass(frozen=True)
class Near:
    """`used`: words that together find something; `others`: words that are in the library, but not together with these,
    with the number of items; `unknown`: what is nowhere in it."""

    used: tuple[str, ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        return " ".join(self.used)

    @property
    def is_whole(self) -> bool:
        """Nothing of what was typed is missing."""
        return not self.others and not self.unknown


@dataclass(frozen=True)
class Answer:
    """`read`: the query with mistypings put right; `near`: only where nothing answers it as it is."""

    editions: list[Edition]
    read: str
    near: Near | None = None

    @property
    def by(self) -> str:
        """The words that were found."""
        return self.near.query if self.near else self.read


def look_for(query: str, kinds: Iterable[str] = SHOWN, theme: str = "", whole: Iterable[str] = ()) -> Answer:
    """What answers a query, the nearest first; else what answers those of its words that the library has.
    `whole`: words that are not to be parted, beside those of synonyms.py."""
    read, kinds = corrected(query), tuple(kinds)
    found = _ranked(read, kinds, theme)
    if found or not words(read):
        return Answer(found, read)
    instead = near(read, whole)
    return Answer(_ranked(instead.query, kinds, theme) if instead.used else [], read, instead)


def near(query: str, whole: Iterable[str] = ()) -> Near:
    """Two queries at most."""
    kept = WHOLE.union(whole)
    typed = list(_typed(query, kept))
    candidates = list(dict.fromkeys(part for word in typed for part in _parts(word, kept)))[:MOST_PARTS]
    counts = dict(zip(candidates, numbers(candidates), strict=True)) if candidates else {}
    read = [_read(word, _cuts(word, kept), counts) for word in typed]
    known = list(dict.fromkeys(part for parts, _ in read for part in parts))
    rarest = sorted(known, key=lambda part: counts[part])[:MOST_WORDS]
    together = _together(rarest)
    used = tuple(part for part in known if part in together)
    others = tuple((part, counts[part]) for part in known if part not in together)
    return Near(used, others, tuple(dict.fromkeys(part for _, unknown in read for part in unknown)))


def _typed(query: str, whole: frozenset[str]) -> Iterator[str]:
    """The words of a query in the order typed."""
    for part in unicodedata.normalize("NFKC", query).split():
        for word in parts_of(part, whole):
            found = [word] if word in whole else _WORD.findall(word)
            yield from (one for one in found if len(one) >= SHORTEST and one[0] != _ASKING and one not in _EMPTY)


def _parts(word: str, whole: frozenset[str]) -> Iterator[str]:
    """The word and every part of it that could be a word."""
    cuts = _cuts(word, whole)
    for start, end in ((a, b) for at, a in enumerate(cuts) for b in cuts[at + 1 :]):
        if _could_be_a_word(word[start:end]) or end - start == len(word):
            yield word[start:end]


def _could_be_a_word(part: str) -> bool:
    return SHORTEST <= len(part) <= LONGEST and part not in _EMPTY and not _SHORT_KANA.fullmatch(part)


def _cuts(word: str, whole: frozenset[str]) -> list[int]:
    """Where it may be parted: between two scripts and between kanji."""
    if word in whole or word.endswith("の"):
        return [0, len(word)]
    return [0, *(match.end() for match in _RUN.finditer(word))]


def _read(word: str, cuts: list[int], counts: dict[str, int]) -> tuple[list[str], list[str]]:
    """The word as parts that occur, as much of it as can be and in as few as can be; and what is left of it."""
    best: dict[int, tuple[int, int, tuple[tuple[int, int], ...]]] = {0: (0, 0, ())}
    for before, end in pairwise(cuts):
        left, number, parts = best[before]
        ways = [(left + end - before, number, parts)]
        for start in cuts[: cuts.index(end)]:
            if counts.get(word[start:end]) and (not start or word[start - 1] not in _NOT):
                left, number, parts = best[start]
                ways.append((left, number + 1, (*parts, (start, end))))
        best[end] = min(ways)
    _, _, parts = best[len(word)]
    gaps = pairwise([0, *(place for part in parts for place in part), len(word)])
    left_over = [word[a:b] for at, (a, b) in enumerate(gaps) if at % 2 == 0 and b - a >= SHORTEST]
    return [word[a:b] for a, b in parts], left_over


def _together(parts: Sequence[str]) -> set[str]:
    """The rarest, and of the others, the rarer first, those that stand in one item with all before."""
    if not parts:
        return set()
    ways = {part: [said_otherwise(word) for word in words(part)] for part in parts}
    any_of_them = reduce(or_, (asked_for(part) for part in parts))
    texts = list(published().filter(any_of_them, entry__kind__in=SHOWN).values_list("search_text", flat=True))
    kept: set[str] = set()
    for part in parts:
        left = [text for text in texts if all(any(way in text for way in one) for one in ways[part])]
        if left:
            kept.add(part)
            texts = left
    return kept


def _ranked(query: str, kinds: tuple[str, ...], theme: str) -> list[Edition]:
    needed = ["title", "entry__slug", "entry__kind", *(["search_text"] if words(query) else [])]
    return ranked(matching(query, kinds, theme).only(*needed), query)


def related_numbers(asked: Iterable[str]) -> list[tuple[str, int]]:
    """Words of the library that may help who looks for these, with the number of items."""
    found = [word for word in dict.fromkeys(asked) if normalised(word)]
    return [(word, count) for word, count in zip(found, numbers(found), strict=True) if count] if found else []
