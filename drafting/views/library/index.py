"""Finding in the library: by words, narrowed by theme, kind, status and age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from drafting.models import Edition, EntryKind, ThemeEdition
from drafting.models.browsing import facts_behind
from drafting.models.finding import (
    LONGEST,
    SHORTEST,
    SHOWN,
    Hit,
    arguments_by_theme,
    hits,
    matching,
    numbers,
    parted,
    ranked,
    themes,
)
from drafting.models.narrowing import narrow
from drafting.models.search import words

from .choices import WORDS, Choices, Option, chosen_in
from .frame import draft_asked_for

A_PAGE = 20


@dataclass(frozen=True)
class Search:
    """What was asked for, and what was found of it.  `total`: of all kinds, the other choices standing; `found_by`: the
    words by which it was found, where nothing holds those that were asked for."""

    query: str
    theme: ThemeEdition | None
    choices: Choices
    total: int
    page: Page[Edition]
    found_by: str = ""

    @property
    def marks(self) -> str:
        return self.found_by or self.query

    @property
    def kind(self) -> str:
        return self.choices.chosen["kind"]

    @property
    def kinds(self) -> list[Option]:
        return self.choices.kinds


@dataclass(frozen=True)
class Found:
    """A hit as a row of the list."""

    hit: Hit
    url: str
    word: str
    facts: int


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    known = themes()
    search = _search(request, known)
    by_theme = arguments_by_theme()
    context = {
        "search": search,
        "found": _found(search.page),
        "themes": [(theme, by_theme[theme.entry.slug]) for theme in known],
        "arguments": sum(by_theme.values()),
        "shorter": None if search.total else _shorter(search.query),
        "draft": draft_asked_for(request),
        "section": "library",
    }
    return render(request, "library/index.html", context)


def _search(request: HttpRequest, known: list[ThemeEdition]) -> Search:
    query = request.GET.get("q", "").strip()[:100]
    theme = next((one for one in known if one.entry.slug == request.GET.get("theme")), None)
    found, found_by = _all_of(query, theme.entry.slug if theme else "")
    chosen, today = chosen_in(request), timezone.localdate()
    narrowed = narrow(found, chosen, today)
    if chosen["kind"] and not narrowed.editions:
        chosen |= {"kind": ""}
        narrowed = narrow(found, chosen, today)
    page = Paginator(narrowed.editions, A_PAGE).get_page(request.GET.get("page"))
    return Search(query, theme, Choices(chosen, narrowed.counts), narrowed.without_kind, page, found_by)


def _all_of(query: str, theme: str) -> tuple[list[Edition], str]:
    """What the query finds; where that is nothing, what its words find in parts, and those parts."""
    needed = ["title", "entry__slug", "entry__kind", *(["search_text"] if words(query) else [])]
    found = ranked(matching(query, SHOWN, theme).only(*needed), query)
    parts = "" if found else parted(query)
    return (ranked(matching(parts, SHOWN, theme).only(*needed), parts), parts) if parts else (found, "")


def _found(editions: Iterable[Edition]) -> list[Found]:
    listed = hits(editions)
    facts = facts_behind(hit.slug for hit in listed if hit.kind == EntryKind.ARGUMENT)
    return [Found(hit, _url(hit), WORDS[hit.kind], facts[hit.slug]) for hit in listed]


def _url(hit: Hit) -> str:
    """Of its page; terms and advice stand on one page each."""
    pages = {EntryKind.TERM: "terms", EntryKind.ADVICE: "advice"}
    if hit.kind in pages:
        return f"{reverse(pages[hit.kind])}#{hit.slug}"
    return reverse(hit.kind.value, args=[hit.slug])


def _shorter(query: str) -> tuple[str, int] | None:
    """The longest beginning of the query, of two characters or more, that has hits; and how many."""
    beginnings = [query[:length].strip() for length in range(min(len(query), LONGEST) - 1, SHORTEST - 1, -1)]
    usable = [word for word in dict.fromkeys(beginnings) if len(word) >= SHORTEST and words(word)]
    if not usable:
        return None
    return next(((word, count) for word, count in zip(usable, numbers(usable), strict=True) if count), None)
