"""Runs of characters that a text has in common with the two documents which the library began from.

`shared_runs.bin` holds of each run of RUN characters in those documents a hash, not their words: the documents belong
to their authors.  It was made once, by a script that is not kept here: each document went through `bare`, each run of
it through `mark`, and the marks were written one behind the other, sorted, without repeats.
With five bytes to a mark, a run of our own is taken for one of theirs once in some sixty million."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from .shelf import HERE

RUN = 20
SIZE = 5
SALT = b"ikensho-runs"


def bare(text: str) -> str:
    """Letters and figures alone, so that no comma hides a run."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] in "LN")


def mark(run: str) -> bytes:
    return blake2b(run.encode(), digest_size=SIZE, salt=SALT).digest()


@cache
def marks() -> frozenset[bytes]:
    kept = (HERE / "shared_runs.bin").read_bytes()
    return frozenset(kept[at : at + SIZE] for at in range(0, len(kept), SIZE))


def runs(text: str) -> Iterator[str]:
    letters = bare(text)
    return (letters[at : at + RUN] for at in range(len(letters) - RUN + 1))


def shared(text: str) -> list[str]:
    """The stretches of `text` that stand in one of the documents, those that overlap joined."""
    letters, stretches, end = bare(text), [], -1
    for at, run in enumerate(runs(text)):
        if mark(run) in marks():
            if at > end:
                stretches.append(run)
            else:
                stretches[-1] += letters[end : at + RUN]
            end = at + RUN
    return stretches
