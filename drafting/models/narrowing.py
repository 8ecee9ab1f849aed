"""Narrows what a search found: by kind, by a fact's status, by age, by what is due for review; and counts each choice.

It knows neither words nor screens.  Each narrowing is a facet with its options; an item that a facet says nothing of
(an argument has no status) is left out as soon as one is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic

from drafting.compose.kinds import FactStatus

from .browsing import E, shown
from .editions import AdviceEdition, FactEdition, QuotationEdition, SourceEdition

# As the screens say them: two of a fact's four states are one to a reader.
STATUSES = {"current": "現在", "historical": "過去の値", "ask": "要確認"}
AGES = {"1": "1年以内", "3": "3年以内", "older": "3年より前"}
REVIEWS = {"overdue": "見直しの時期を過ぎたもの"}
FACETS = ("kind", "status", "age", "review")

Options = Mapping[str, frozenset[str]]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Narrowed(Generic[E]):
    """`counts`: for each facet, how many items each option would leave, all other choices standing."""

    editions: list[E]
    counts: dict[str, Counter[str]]
    without_kind: int


def narrow(editions: Sequence[E], chosen: Mapping[str, str], today: date) -> Narrowed[E]:
    """In the order given; four queries however many items there are."""
    known = dated_options(today)
    options = [known.get(edition.pk, {}) | {"kind": frozenset([edition.entry.kind])} for edition in editions]
    left = [edition for edition, own in zip(editions, options, strict=True) if _fits(own, chosen)]
    counts = {facet: _count(options, chosen, facet) for facet in FACETS}
    return Narrowed(left, counts, counts["kind"].total())


def status_option(status: str) -> str:
    return "ask" if status in (FactStatus.DISPUTED, FactStatus.UNVERIFIED) else str(status)


def ages(when: str, today: date) -> frozenset[str]:
    """Which of AGES hold; a date known to the month counts from its first day, so that nothing looks fresher."""
    if not when:
        return NONE
    if when < _years_before(today, 3):
        return frozenset({"older"})
    return frozenset({"1", "3"}) if when >= _years_before(today, 1) else frozenset({"3"})


def is_overdue(next_review: str, today: date) -> bool:
    return bool(next_review) and next_review < today.isoformat()


def dated_options(today: date) -> dict[int, dict[str, frozenset[str]]]:
    """By edition, for the kinds that have a date."""
    options: dict[int, dict[str, frozenset[str]]] = {}
    facts = shown(FactEdition).values_list("pk", "as_of", "event_date", "status", "next_review")
    for key, as_of, event, status, review in facts:
        overdue = frozenset(REVIEWS) if is_overdue(review, today) else NONE
        status_options = frozenset([status_option(status)])
        options[key] = {"status": status_options, "age": ages(as_of or event, today), "review": overdue}
    for table, column in ((QuotationEdition, "date"), (SourceEdition, "date"), (AdviceEdition, "as_of")):
        options |= {key: {"age": ages(when, today)} for key, when in shown(table).values_list("pk", column)}
    return options


def _fits(options: Options, chosen: Mapping[str, str]) -> bool:
    return all(option in options.get(facet, NONE) for facet, option in chosen.items() if option)


def _count(listed: Iterable[Options], chosen: Mapping[str, str], facet: str) -> Counter[str]:
    others = {**chosen, facet: ""}
    return Counter(option for own in listed if _fits(own, others) for option in own.get(facet, NONE))


def _years_before(today: date, years: int) -> str:
    """As ISO text; 29 February becomes a day that sorts as 1 March does."""
    return f"{today.year - years:04d}{today.isoformat()[4:]}"
