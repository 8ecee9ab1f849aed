"""Work on one assembly after another, on one process or several; the order and the results are the same."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from django.db import connections

T = TypeVar("T")
R = TypeVar("R")
_work: Callable[[Any], Any]


def processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_turn(work: Callable[[T], R], over: Iterable[T], processes: int, lost: R) -> Iterator[R]:
    """`work` must not ask the database: a connection that two processes share is broken for both.

    Forked, so that what `work` holds is there already and nothing is read again.  `lost` is the result of what had no
    process left to do it: one that dies (killed, out of memory) takes the others of the pool with it."""
    over = list(over)
    if min(processes, len(over)) < 2:
        yield from map(work, over)
        return
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(processes, len(over)), forking, _take, (work,)) as pool:
        for future in [pool.submit(_do, one) for one in over]:
            try:
                yield future.result()
            except BrokenProcessPool:
                yield lost


def _take(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(one: Any) -> Any:
    return _work(one)
