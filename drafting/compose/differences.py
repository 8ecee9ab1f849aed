"""What differs between two texts, word by word, as a reader wants to see it.  It knows no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .japanese import SELECTORS

# A word, for comparing: a run of one kind of script; punctuation stands alone.  A kanji goes with the selector of its
# form, kana with the mark of voice behind it: alone neither can be seen.
_WORD = re.compile(
    r"(?:[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ヵヶ]"
    rf"[{SELECTORS}]*)+|[ぁ-ん\u3099\u309a]+|[ァ-ヴー\u3099\u309a]+|[0-9０-９,.，．]+|[A-Za-z]+|\s+|.[{SELECTORS}]*",
    re.DOTALL,
)


@dataclass(frozen=True)
class Piece:
    """`change`: "" for what both have, "ins" for what is new, "del" for what is gone."""

    change: str
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(_joined(_pieces(matcher, before, after)))


def excerpt(pieces: tuple[Piece, ...], around: int = 30) -> tuple[Piece, ...]:
    """The changes with a little of what stands around them."""
    last = len(pieces) - 1
    return tuple(
        piece if piece.change else Piece("", _shortened(piece.text, around, first=at == 0, last=at == last))
        for at, piece in enumerate(pieces)
    )


def _shortened(text: str, around: int, *, first: bool, last: bool) -> str:
    if first:
        return text if len(text) <= around else f"…{text[-around:]}"
    if last:
        return text if len(text) <= around else f"{text[:around]}…"
    return text if len(text) <= around * 2 else f"{text[:around]}…{text[-around:]}"


def _pieces(matcher: SequenceMatcher[str], before: list[str], after: list[str]) -> Iterator[Piece]:
    for change, i, j, k, m in matcher.get_opcodes():
        if change == "equal":
            yield Piece("", "".join(before[i:j]))
            continue
        if i < j:
            yield Piece("del", "".join(before[i:j]))
        if k < m:
            yield Piece("ins", "".join(after[k:m]))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """A single kana left standing between two changes belongs to both: it reads better as one change."""
    found = list(pieces)
    joined: list[Piece] = []
    for at, piece in enumerate(found):
        between = 0 < at < len(found) - 1 and not piece.change and len(piece.text) == 1 and piece.text not in "、。"
        joined += [Piece("del", piece.text), Piece("ins", piece.text)] if between else [piece]
    return _runs(joined)


def _runs(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring deletions and insertions, each as one piece, the deletion first."""
    runs: list[Piece] = []
    gone = came = ""
    for piece in [*pieces, Piece("", "")]:
        if piece.change == "del":
            gone += piece.text
        elif piece.change == "ins":
            came += piece.text
        else:
            runs += [Piece(change, text) for change, text in (("del", gone), ("ins", came)) if text]
            gone = came = ""
            runs += [piece] if piece.text else []
    return runs
