"""A draft copied for another assembly, and what the copy says otherwise than the original.  It saves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drafting.compose.wording import local_words
from drafting.intake.draft_file import DraftFile
from drafting.models import Assembly

from .explained import PARTS, part_of
from .houses import assembly_named, style_of
from .moving import Moving
from .pinning import pinned


@dataclass(frozen=True)
class LocalWord:
    """区民 became 村民 in so many places of the library's texts."""

    before: str
    after: str
    places: int


@dataclass(frozen=True)
class StylePart:
    part: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Standing:
    """A word of the old assembly that the writer typed.  `where`: a block's id, or the name of a field."""

    word: str
    where: str


@dataclass(frozen=True)
class Elsewhere:
    """What is otherwise in the copy, what was left blank in it, and what still speaks of the old assembly."""

    words: tuple[LocalWord, ...]
    style: tuple[StylePart, ...]
    blanks: tuple[str, ...]
    standing: tuple[Standing, ...]


def copied_for(file: DraftFile, assembly: Assembly) -> DraftFile:
    """Refusal where the draft's own style makes no sense over that assembly's."""
    return pinned(Moving(file).to(assembly).reading)


def told(old: DraftFile, new: DraftFile) -> Elsewhere:
    moving, there = Moving(old), assembly_named(new.assembly)
    words = moving.local_words_for(there)
    return Elsewhere(
        words=tuple(_words(old, new, moving.home, there)),
        style=tuple(_style(old, new, moving.home, there)),
        blanks=moving.blanks,
        standing=tuple(_standing(new, words)),
    )


def _words(old: DraftFile, new: DraftFile, home: Assembly | None, there: Assembly | None) -> Iterator[LocalWord]:
    if home is None or there is None:
        return
    texts = {block.id: block.text or "" for block in (*new.body, *new.demands)}
    said_anew = [b.text or "" for b in (*old.body, *old.demands) if texts.get(b.id) not in (None, b.text)]
    for before, after in zip(local_words(home.value), local_words(there.value), strict=True):
        places = sum(text.count(before) for text in said_anew)
        if places and before != after:
            yield LocalWord(before, after, places)


def _style(old: DraftFile, new: DraftFile, home: Assembly | None, there: Assembly | None) -> Iterator[StylePart]:
    before = style_of(home, old.kind, old.proposer, old.style)
    after = style_of(there, new.kind, new.proposer, new.style)
    for part in PARTS:
        was, now = part_of(before, part), part_of(after, part)
        if was != now:
            yield StylePart(part, was, now)


def _standing(new: DraftFile, words: tuple[str, ...]) -> Iterator[Standing]:
    typed = {name: getattr(new, name) for name in ("title", "summary", "reasons", "preamble", "lead")}
    typed |= {block.id: block.text or "" for block in (*new.body, *new.demands)}
    for where, text in typed.items():
        yield from (Standing(word, where) for word in words if word in text)
