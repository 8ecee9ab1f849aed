"""The choices by which the library's lists are narrowed: their words, and what each would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest

from drafting.models import EntryKind
from drafting.models.finding import SHOWN
from drafting.models.narrowing import AGES, REVIEWS, STATUSES

WORDS = {
    EntryKind.ARGUMENT: "論点",
    EntryKind.FACT: "事実",
    EntryKind.QUOTATION: "引用",
    EntryKind.DEMAND: "記の文",
    EntryKind.FIGURE: "図表",
    EntryKind.SOURCE: "出典",
    EntryKind.ADVICE: "案内",
    EntryKind.TERM: "用語",
}
OPTIONS: dict[str, dict[str, str]] = {
    "kind": {kind.value: WORDS[kind] for kind in SHOWN},
    "status": STATUSES,
    "age": AGES,
    "review": REVIEWS,
}


class Option(NamedTuple):
    value: str
    word: str
    number: int


@dataclass(frozen=True)
class Choices:
    """What the reader chose of each facet, and how many items each option would leave."""

    chosen: dict[str, str]
    counts: dict[str, Counter[str]]

    def options(self, facet: str) -> list[Option]:
        """Those that would leave something, and the chosen one."""
        every = (Option(value, word, self.counts[facet][value]) for value, word in OPTIONS[facet].items())
        return [one for one in every if one.number or one.value == self.chosen[facet]]

    @property
    def kinds(self) -> list[Option]:
        return self.options("kind")

    @property
    def statuses(self) -> list[Option]:
        return self.options("status")

    @property
    def ages(self) -> list[Option]:
        return self.options("age")

    @property
    def reviews(self) -> list[Option]:
        return self.options("review")

    @property
    def is_narrowed(self) -> bool:
        """Otherwise than by kind."""
        return any(option for facet, option in self.chosen.items() if facet != "kind")


def chosen_in(request: HttpRequest) -> dict[str, str]:
    """What is no option is passed over."""
    asked = {facet: request.GET.get(facet, "") for facet in OPTIONS}
    return {facet: option if option in OPTIONS[facet] else "" for facet, option in asked.items()}
