"""The library: finding in it, and a page for each thing that can be cited.  Everybody may read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from drafting import access, bridge
from drafting.models import (
    AddresseeEdition,
    ArgumentEdition,
    DemandEdition,
    Draft,
    Edition,
    EntryKind,
    FactEdition,
    QuotationEdition,
    QuotationKind,
    SourceEdition,
    TermEdition,
    ThemeEdition,
    User,
)
from drafting.models.browsing import E, Sourced, facts_behind, find, named_by, naming, shown, sourced
from drafting.models.finding import SHOWN, Hit, arguments_by_theme, hits, matching, ranked, themes

A_PAGE = 20
RECENT = 5
WORDS = {
    EntryKind.ARGUMENT: "論点",
    EntryKind.FACT: "事実",
    EntryKind.QUOTATION: "引用",
    EntryKind.DEMAND: "記の文",
    EntryKind.SOURCE: "出典",
    EntryKind.TERM: "用語",
}


@dataclass(frozen=True)
class Search:
    """What was asked for, and what was found of it."""

    query: str
    theme: ThemeEdition | None
    kind: str
    counts: Counter[str]
    page: Page[Edition]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Those that were found, with their words and numbers."""
        return [(kind.value, WORDS[kind], self.counts[kind.value]) for kind in SHOWN if self.counts[kind.value]]


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
        "draft": _draft_asked_for(request),
        "section": "library",
    }
    return render(request, "library/index.html", context)


@require_safe
def argument(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(ArgumentEdition, slug)
    variants = bridge.passages_of(edition)
    today = timezone.localdate()
    facts = sourced(named_by(edition, ("fact",), FactEdition), "citation")
    context = _page(request, edition, "argument") | {
        "theme": next(iter(named_by(edition, ("theme",), ThemeEdition)), None),
        "parent": next(iter(named_by(edition, ("parent",), ArgumentEdition)), None),
        "passages": [(period, texts, period.contains(today)) for period, texts in variants],
        "suits_today": any(period.contains(today) for period, _ in variants),
        "facts": facts,
        "next_review": _next_review(facts),
        "quotations": sourced(named_by(edition, ("quotation",), QuotationEdition), "source"),
        "sources": named_by(edition, ("source",), SourceEdition),
        "demands": naming(edition.entry, ("argument",), DemandEdition),
    }
    return render(request, "library/argument.html", context)


@require_safe
def fact(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(FactEdition, slug)
    context = _page(request, edition) | {
        "citations": sourced([edition], "citation")[0].citations,
        "themes": named_by(edition, ("theme",), ThemeEdition),
        "arguments": naming(edition.entry, ("fact", "cite"), ArgumentEdition),
    }
    return render(request, "library/fact.html", context)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(SourceEdition, slug)
    context = _page(request, edition) | {
        "can_be_opened": edition.url.startswith(("https://", "http://")),
        "facts": naming(edition.entry, ("citation",), FactEdition),
        "quotations": naming(edition.entry, ("source",), QuotationEdition),
        "arguments": naming(edition.entry, ("source", "cite"), ArgumentEdition),
    }
    return render(request, "library/source.html", context)


@require_safe
def demand(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(DemandEdition, slug)
    today = timezone.localdate()
    known = set(shown(AddresseeEdition).values_list("office", flat=True))
    context = _page(request, edition, "demand") | {
        "theme": next(iter(named_by(edition, ("theme",), ThemeEdition)), None),
        "texts": [(period, texts, period.contains(today)) for period, texts in bridge.texts_of(edition)],
        "offices": [office for office in edition.addressees if office in known],
        "arguments": named_by(edition, ("argument",), ArgumentEdition),
    }
    return render(request, "library/demand.html", context)


@require_safe
def quotation(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(QuotationEdition, slug)
    is_verbatim = edition.kind == QuotationKind.VERBATIM
    context = _page(request, edition, "quotation" if is_verbatim else "") | {
        "is_verbatim": is_verbatim,
        "citations": sourced([edition], "source")[0].citations,
        "arguments": naming(edition.entry, ("quotation", "cite"), ArgumentEdition),
    }
    return render(request, "library/quotation.html", context)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    found = sorted(shown(TermEdition), key=lambda term: term.reading or term.title)
    return render(request, "library/terms.html", {"terms": found, "section": "library"})


def _search(request: HttpRequest, known: list[ThemeEdition]) -> Search:
    query = request.GET.get("q", "").strip()[:100]
    theme = next((one for one in known if one.entry.slug == request.GET.get("theme")), None)
    matched = matching(query, SHOWN, theme.entry.slug if theme else "")
    found = ranked(matched.only("title", "entry__slug", "entry__kind"), query)
    counts = Counter(edition.entry.kind for edition in found)
    kind = request.GET.get("kind", "")
    kind = kind if counts[kind] else ""
    listed = [edition for edition in found if kind in ("", edition.entry.kind)]
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    return Search(query, theme, kind, counts, page)


def _found(editions: Iterable[Edition]) -> list[Found]:
    listed = hits(editions)
    facts = facts_behind(hit.slug for hit in listed if hit.kind == EntryKind.ARGUMENT)
    return [Found(hit, _url(hit), WORDS[hit.kind], facts[hit.slug]) for hit in listed]


def _url(hit: Hit) -> str:
    if hit.kind == EntryKind.TERM:
        return f"{reverse('terms')}#{hit.slug}"
    return reverse(hit.kind.value, args=[hit.slug])


def _shorter(query: str) -> tuple[str, int] | None:
    """The longest beginning of the query, of two characters or more, that has hits; and how many."""
    for length in range(min(len(query), 20) - 1, 1, -1):
        word = query[:length].strip()
        if len(word) > 1 and (count := matching(word).count()):
            return word, count
    return None


def _find(table: type[E], slug: str) -> E:
    edition = find(table, slug)
    if edition is None:
        raise Http404
    return edition


def _page(request: HttpRequest, edition: Edition, addable: str = "") -> dict[str, object]:
    """What the page of every item knows.  `addable`: the field under which a draft takes it, if it does."""
    draft = _draft_asked_for(request) if addable else None
    return {
        "edition": edition,
        "addable": addable,
        "draft": draft,
        "drafts": [] if draft or not addable else _drafts_to_add_to(request),
        "section": "library",
    }


def _draft_asked_for(request: HttpRequest) -> Draft | None:
    """The draft from which the reader came, if he may write it; anything else is passed over."""
    try:
        draft_id = UUID(request.GET.get("draft", ""))
    except ValueError:
        return None
    draft = access.drafts_visible_to(request.user).filter(pk=draft_id).first()
    return draft if draft and access.may_edit(request.user, draft) else None


def _drafts_to_add_to(request: HttpRequest) -> list[Draft]:
    if not isinstance(request.user, User):
        return []
    groups = set(access.groups_to_write_for(request.user).values_list("pk", flat=True))
    recent = access.drafts_visible_to(request.user)[: 4 * RECENT]
    return [one for one in recent if one.owner_id == request.user.pk or one.group_id in groups][:RECENT]


def _next_review(facts: list[Sourced[FactEdition]]) -> str:
    return min((one.edition.next_review for one in facts if one.edition.next_review), default="")
