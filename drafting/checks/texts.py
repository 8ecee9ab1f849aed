"""The texts that the writer answers for, and their sentences.  It knows no check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..compose.content import Demand, DraftContent, Origin, Passage

_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True)
class Written:
    """`running`: sentences which have a register; a title, a demand (…こと。) and its items have none."""

    where: str
    text: str
    running: bool = True


@dataclass(frozen=True)
class Sentence:
    """`start`: where it begins in the text that it was found in."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def shown(self) -> str:
        """Its beginning and its end, by which a writer knows it again."""
        return self.text if len(self.text) <= 30 else f"{self.text[:12]}…{self.text[-16:]}"


def own_texts(content: DraftContent) -> tuple[Written, ...]:
    """All but what stands unedited in the library, and names."""
    return tuple(written for written in _own(content) if written.text.strip())


def _own(content: DraftContent) -> Iterator[Written]:
    yield Written("title", content.title, running=False)
    yield Written("summary", content.summary)
    yield Written("reasons", content.reasons)
    yield Written("preamble", content.preamble)
    for block in content.body:
        if isinstance(block, Passage) and is_own(block.origin):
            yield Written(block.id, block.wording.text)
    yield Written("lead", content.lead)
    for demand in content.demands:
        yield from _own_demand(demand)
    yield Written("style.closing", content.style.closing or "")


def _own_demand(demand: Demand) -> Iterator[Written]:
    if is_own(demand.origin):
        yield Written(demand.id, demand.wording.text, running=False)
    for item in demand.items:
        yield Written(item.id, item.text, running=False)


def is_own(origin: Origin | None) -> bool:
    return origin is None or origin.edited


def sentences(text: str) -> list[str]:
    """Without their 。; one inside 「」 or （） ends no sentence."""
    return [one.text for one in placed_sentences(text)]


def placed_sentences(text: str) -> list[Sentence]:
    found, start, depth = [], 0, 0
    for place, mark in enumerate(text):
        depth = max(0, depth + (mark in "「『（(") - (mark in "」』）)"))
        if mark == "\n" or (mark == "。" and depth == 0):
            found.append((start, place))
            start, depth = place + 1, 0
    return [_stripped(text, *span) for span in (*found, (start, len(text))) if text[slice(*span)].strip()]


def _stripped(text: str, start: int, end: int) -> Sentence:
    part = text[start:end]
    return Sentence(start + len(part) - len(part.lstrip()), part.strip())


def without_brackets(text: str) -> str:
    return _BRACKETED.sub("", text)
