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
from drafting.models.finding import SHOWN, Hit, arguments_by_theme, hits, themes
from drafting.models.narrowing import narrow
from drafting.models.near import Answer, look_for, related_numbers
from drafting.models.synonyms import related
from drafting.views.procedure import chapter_url, heard_in, pointers

from .choices import WORDS, Choices, Option, chosen_in
from .frame import draft_asked_for

A_PAGE = 20


@dataclass(frozen=True)
class Search:
    """What was asked for, and what was found of it.  `total`: of all kinds, the other choices standing."""

    query: str
    theme: ThemeEdition | None
    choices: Choices
    total: int
    page: Page[Edition]
    answer: Answer

    @property
    def marks(self) -> str:
        return self.answer.by

    @property
    def is_asked(self) -> bool:
        return bool(self.query or self.theme or any(self.choices.chosen.values()) or self.page.number > 1)

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
    known, draft = themes(), draft_asked_for(request)
    search = _search(request, known)
    by_theme = arguments_by_theme()
    context = {
        "search": search,
        "found": _found(search.page),
        "themes": [(theme, by_theme[theme.entry.slug]) for theme in known],
        "arguments": sum(by_theme.values()),
        "pointers": pointers(search.query, draft),
        "related": related_numbers(related(search.query)) if search.answer.near else [],
        "own_words": chapter_url("文をととのえる"),
        "draft": draft,
        "section": "library",
    }
    return render(request, "library/index.html", context)


def _search(request: HttpRequest, known: list[ThemeEdition]) -> Search:
    query = request.GET.get("q", "").strip()[:100]
    theme = next((one for one in known if one.entry.slug == request.GET.get("theme")), None)
    answer = look_for(query, SHOWN, theme.entry.slug if theme else "", heard_in(query))
    found = answer.editions
    chosen, today = chosen_in(request), timezone.localdate()
    narrowed = narrow(found, chosen, today)
    if chosen["kind"] and not narrowed.editions:
        chosen |= {"kind": ""}
        narrowed = narrow(found, chosen, today)
    page = Paginator(narrowed.editions, A_PAGE).get_page(request.GET.get("page"))
    return Search(query, theme, Choices(chosen, narrowed.counts), narrowed.without_kind, page, answer)


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
