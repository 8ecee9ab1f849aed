"""How deep the caller is does not make a deep calculation slower."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable

from drafting.render.frames import with_room

CALLS = 300


def many_calls(depth: int) -> int:
    """Calls that go two frames deep, made from a depth of their own."""
    return many_calls(depth - 1) if depth else sum(outer() for _ in range(CALLS))


def outer() -> int:
    return inner()


def inner() -> int:
    return 1


def most_faults(work: Callable[[int], int]) -> int:
    """At the depth of the caller where it is worst."""
    return max(faults_of(work, depth) for depth in range(150))


def faults_of(work: Callable[[int], int], depth: int) -> int:
    """Page faults of calls below `depth` other calls."""
    if depth:
        return faults_of(work, depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    assert work(20) == CALLS
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def test_with_room_no_call_maps_a_chunk_of_its_own() -> None:
    assert most_faults(with_room(many_calls)) < CALLS / 3
    if sys.version_info < (3, 12):  # a later Python may keep its chunks
        assert most_faults(many_calls) > CALLS / 3


def test_it_gives_and_raises_what_the_work_does() -> None:
    def divided(one: int, *, by: int) -> float:
        """A quotient."""
        return one / by

    roomy = with_room(divided)
    assert roomy(6, by=3) == 2
    assert (roomy.__name__, roomy.__doc__) == ("divided", "A quotient.")
    try:
        roomy(1, by=0)
    except ZeroDivisionError:
        return
    raise AssertionError("nothing was raised")
