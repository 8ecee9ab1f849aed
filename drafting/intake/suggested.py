"""Where words that somebody suggested go in a text that may have changed since.  It knows neither rows nor a screen.

A suggestion is the change that it makes to the words it was made for.  What else changed since stays; where that change
has no clear place any more, it is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import dropwhile

from .draft_file import DemandEntry, DraftFile
from .edit import BlockGone, block_of

_SENTENCE = re.compile(r".+?(?:。[」』）)]*\s*|\n+|\Z)", re.DOTALL)
_SENTENCES_END = re.compile(r"。[」』）)]*\s*\Z")
Change = tuple[int, int, list[str]]  # from, to, what stands there instead


class Way(Enum):
    AS_IT_WAS = "as it was suggested"
    WITH_CHANGES = "together with what changed since"
    INSTEAD = "in place of what stands there now"
    NOT = "not at all"


@dataclass(frozen=True)
class Placed:
    """`block` says `now`, and would say `text`."""

    way: Way
    block: str = ""
    now: str = ""
    text: str = ""


_NOWHERE = Placed(Way.NOT)


def placed(file: DraftFile, block: str, joined_into: str, read: str, said: str) -> Placed:
    """`read`: what stood in `block` when `said` was suggested for it.  BlockGone where neither that block nor the one
    that took it in is in the file."""
    try:
        entry = block_of(file, block)
    except BlockGone:
        return _in_the_whole(joined_into, block_of(file, joined_into).text or "", read, said)
    now = entry.text or ""
    if now == read:
        return Placed(Way.AS_IT_WAS, block, now, said)
    if (both := _together(read, said, now)) is not None:
        return Placed(Way.WITH_CHANGES, block, now, both)
    if now and read.startswith(now) and not isinstance(entry, DemandEntry):
        return _in_a_part(file, block, read, said)
    return _NOWHERE if _is_said_elsewhere(file, block, now, (read, said)) else Placed(Way.INSTEAD, block, now, said)


def _in_the_whole(whole: str, now: str, read: str, said: str) -> Placed:
    """The block was joined to another: at a full stop, or anywhere where its words stand once."""
    both = _together(read, said, now)
    if both is None and read and now.count(read) == 1:
        both = now.replace(read, said)
    return _NOWHERE if both is None else Placed(Way.WITH_CHANGES, whole, now, both)


def _in_a_part(file: DraftFile, block: str, read: str, said: str) -> Placed:
    """The block was divided: the change is made in the part that it concerns, if that is one alone.

    Where the end was taken out, not divided, nothing says where a change of it belongs."""
    for part, at, text in _parts(file, block, read):
        before, after = read[:at], read[at + len(text) :]
        changed = said[len(before) : len(said) - len(after)].strip()
        is_whole = _SENTENCES_END.search(changed) or not _SENTENCES_END.search(text)
        if changed and is_whole and said.startswith(before) and said.endswith(after):
            return Placed(Way.WITH_CHANGES, part, text, changed)
    return _NOWHERE


def _parts(file: DraftFile, block: str, read: str) -> list[tuple[str, int, str]]:
    """The paragraphs that one after the other say all that was read: id, place in it, words; else none."""
    parts, end = list[tuple[str, int, str]](), 0
    for entry in dropwhile(lambda one: one.id != block, file.body):
        text, at = entry.text or "", len(read) - len(read[end:].lstrip())
        if not text or not read.startswith(text, at):
            break
        parts, end = [*parts, (entry.id, at, text)], at + len(text)
        if not read[end:].strip():
            return parts
    return []


def _is_said_elsewhere(file: DraftFile, block: str, now: str, texts: Iterable[str]) -> bool:
    """Whether a sentence stands in another paragraph by now: this one was divided, and changed too."""
    others = "".join(entry.text or "" for entry in file.body if entry.id != block)
    return any(sentence not in now and sentence in others for text in texts for sentence in _SENTENCE.findall(text))


def _together(read: str, said: str, now: str) -> str | None:
    """Both changes, made sentence by sentence; None where they meet."""
    old, present = _SENTENCE.findall(read), _SENTENCE.findall(now)
    places = [at for at in range(len(present) - len(old) + 1) if old and present[at : at + len(old)] == old]
    if places:
        at = places[0]
        return "".join([*present[:at], said, *present[at + len(old) :]]) if len(places) == 1 else None
    mine, theirs = _changes(old, _SENTENCE.findall(said)), _changes(old, present)
    if any(_meet(one, other) for one in mine for other in theirs):
        return None
    for i, j, sentences in sorted((*mine, *theirs), reverse=True):
        old[i:j] = sentences
    return "".join(old)


def _changes(old: list[str], new: list[str]) -> list[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(i, j, new[k:m]) for change, i, j, k, m in matcher.get_opcodes() if change != "equal"]


def _meet(mine: Change, theirs: Change) -> bool:
    """A sentence that is added beside changed ones has lost its neighbour; one that others added has not."""
    (i, j, _), (a, b, _) = mine, theirs
    return (i < b and a < j) or (i == j and a <= i <= b)
