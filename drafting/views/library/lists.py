"""The library's lists: all facts, the most in need of a look first; advice on procedures; the glossary."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from drafting.models import AdviceEdition, EntryKind, FactEdition, TermEdition, ThemeEdition
from drafting.models.browsing import shown, sourced
from drafting.models.finding import numbers_by_theme, themes
from drafting.models.narrowing import ages, is_overdue, narrow

from .choices import Choices, chosen_in

A_PAGE = 40
# What a curator writes in the note of advice that came to nothing, and under all that still stands.
NO_LONGER = "もう当てはまらない"
CAUTION = "手続は変わることがある。必ず市区町村又は加入している保険者の最新の案内で確かめること。"


@require_safe
def facts(request: HttpRequest) -> HttpResponse:
    """Overdue first, then the oldest."""
    known, today = themes(), timezone.localdate()
    by_theme = numbers_by_theme(EntryKind.FACT)
    theme = next((one for one in known if one.entry.slug == request.GET.get("theme")), None)
    chosen = chosen_in(request) | {"kind": ""}
    narrowed = narrow(list(_in_theme(theme)), chosen, today)
    listed = sorted(narrowed.editions, key=lambda one: _in_need(one, today))
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "choices": Choices(chosen, narrowed.counts),
        "facts": sourced(list(page.object_list), "citation"),
        "page": page,
        "theme": theme,
        "is_asked": bool(theme or any(chosen.values()) or page.number > 1),
        "themes": [(one, by_theme[one.entry.slug]) for one in known],
        "every": shown(FactEdition).count(),
        "section": "library",
    }
    return render(request, "library/facts.html", context)


@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    listed = [
        (one, one.note.replace(CAUTION, ""), "1" not in ages(one.as_of, today))
        for one in sorted(shown(AdviceEdition), key=lambda one: one.entry_id)
    ]
    context = {
        "advice": [row for row in listed if NO_LONGER not in row[0].note],
        "no_longer": [row for row in listed if NO_LONGER in row[0].note],
        "section": "library",
    }
    return render(request, "library/advice.html", context)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    found = sorted(shown(TermEdition), key=lambda term: term.reading or term.title)
    return render(request, "library/terms.html", {"terms": found, "section": "library"})


def _in_theme(theme: ThemeEdition | None) -> QuerySet[FactEdition]:
    every = shown(FactEdition)
    return every.filter(links__role="theme", links__entry=theme.entry_id) if theme else every


def _in_need(fact: FactEdition, today: date) -> tuple[bool, str, str]:
    is_late = is_overdue(fact.next_review, today)
    return not is_late, fact.next_review if is_late else "", fact.as_of or fact.event_date
