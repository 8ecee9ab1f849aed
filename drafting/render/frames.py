"""Room for the frames of a deep calculation.  It knows nothing of what is calculated.

CPython (3.11 on) keeps frames in chunks of 16 KiB: it maps a chunk when a call finds no room in the last one, and
unmaps it when that call returns (Python/pystate.c, push_chunk and _PyThreadState_PopFrame).  Where the end of a chunk
falls among calls that are made thousands of times, each of them maps and unmaps; where it falls depends on how deep
the caller is.  Laid out below Django's middleware three pages took 900 page faults, below nothing 110."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
# Of 8 bytes: more than half of 1 MiB, so that a chunk of 1 MiB is mapped, the rest of which holds what is called.
_SLOTS = 80_000


def with_room(work: Callable[P, R]) -> Callable[P, R]:
    """The same; its frames and those below it lie in one chunk."""

    def roomy(*args: P.args, **kwargs: P.kwargs) -> R:
        return work(*args, **kwargs)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_SLOTS)
    return wraps(work)(roomy)
