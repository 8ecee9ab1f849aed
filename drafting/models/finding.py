"""Finds what is published in the library: by words, kind and theme, all kinds in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from .editions import (
    ArgumentEdition,
    DemandEdition,
    FactEdition,
    QuotationEdition,
    SourceEdition,
    TermEdition,
    ThemeEdition,
    Tier,
)
from .library import Edition, EntryKind, Link
from .search import normalised, words

# In this order at equal rank; what readers look for first comes first.
SHOWN = (
    EntryKind.ARGUMENT,
    EntryKind.FACT,
    EntryKind.QUOTATION,
    EntryKind.DEMAND,
    EntryKind.SOURCE,
    EntryKind.TERM,
)
TABLES: dict[str, type[Edition]] = {
    EntryKind.ARGUMENT: ArgumentEdition,
    EntryKind.FACT: FactEdition,
    EntryKind.QUOTATION: QuotationEdition,
    EntryKind.DEMAND: DemandEdition,
    EntryKind.SOURCE: SourceEdition,
    EntryKind.TERM: TermEdition,
}


@dataclass(frozen=True)
class Hit:
    """One found thing, ready to be listed.  `when` is its as-of date or that of the event."""

    kind: EntryKind
    slug: str
    title: str
    text: str
    status: str = ""
    when: str = ""
    next_review: str = ""
    note: str = ""
    themes: tuple[str, ...] = ()
    unchecked: bool = False


def published(kind: EntryKind | None = None) -> QuerySet[Edition]:
    """The editions that readers see: published, and the entry not retired."""
    found = Edition.objects.filter(pk=F("entry__published_id"), entry__retired_at=None)
    return found.filter(entry__kind=kind) if kind else found


def themes() -> list[ThemeEdition]:
    rows = ThemeEdition.objects.filter(pk=F("entry__published_id"), entry__retired_at=None)
    return list(rows.select_related("entry").order_by("order"))


def arguments_by_theme() -> Counter[str]:
    """How many published arguments each theme has."""
    links = Link.objects.filter(role="theme", edition__in=published(EntryKind.ARGUMENT))
    return Counter(links.values_list("entry__slug", flat=True))


def matching(query: str, kinds: Iterable[str] = SHOWN, theme: str = "") -> QuerySet[Edition]:
    """Every word of the query occurs somewhere in the item's text, in whatever spelling (see search.normalised)."""
    found = published().filter(entry__kind__in=list(kinds))
    for word in words(query):
        found = found.filter(search_text__contains=word)
    if theme:
        found = found.filter(links__role="theme", links__entry__slug=theme)
    return found.select_related("entry")


def ranked(found: Iterable[Edition], query: str) -> list[Edition]:
    """Title hits first, then by kind, core arguments before others, then as the library lists them."""
    asked, listed = words(query), list(found)
    core = set(
        ArgumentEdition.objects.filter(pk__in=[e.pk for e in listed], tier=Tier.CORE).values_list("pk", flat=True)
    )

    def rank(edition: Edition) -> tuple[bool, int, bool, int]:
        in_title = bool(asked) and all(word in normalised(edition.title) for word in asked)
        return not in_title, SHOWN.index(EntryKind(edition.entry.kind)), edition.pk not in core, edition.entry_id

    return sorted(listed, key=rank)


def hits(editions: Iterable[Edition]) -> list[Hit]:
    """The typed rows behind these editions as Hits, in the same order; one query a kind and one for the themes."""
    listed = list(editions)
    typed: dict[int, Edition] = {}
    for kind in {edition.entry.kind for edition in listed}:
        keys = [edition.pk for edition in listed if edition.entry.kind == kind]
        typed |= {row.pk: row for row in TABLES[kind].objects.filter(pk__in=keys).select_related("entry")}
    named = _themes_of(typed)
    return [_hit(typed[edition.pk], tuple(named.get(edition.pk, ()))) for edition in listed]


def _themes_of(editions: dict[int, Edition]) -> dict[int, list[str]]:
    titles = {theme.entry.slug: theme.title for theme in themes()}
    named: dict[int, list[str]] = {}
    for edition_id, slug in Link.objects.filter(edition__in=list(editions), role="theme").values_list(
        "edition_id", "entry__slug"
    ):
        named.setdefault(edition_id, []).append(titles.get(slug, slug))
    return named


def _hit(edition: Edition, named: tuple[str, ...]) -> Hit:
    kind, slug, unchecked = EntryKind(edition.entry.kind), edition.entry.slug, edition.is_unchecked
    match edition:
        case ArgumentEdition():
            return Hit(kind, slug, edition.title, edition.claim, themes=named, unchecked=unchecked)
        case FactEdition():
            when = edition.as_of or edition.event_date
            review, note = edition.next_review, edition.status_note
            return Hit(kind, slug, "", edition.statement, edition.status, when, review, note, named, unchecked)
        case QuotationEdition():
            return Hit(kind, slug, edition.speaker, edition.text, when=edition.date, unchecked=unchecked)
        case DemandEdition():
            standard = edition.texts[-1]["standard"] if edition.texts else ""
            return Hit(kind, slug, edition.title, standard, themes=named, unchecked=unchecked)
        case SourceEdition():
            return Hit(kind, slug, edition.title, edition.issuer, when=edition.date, unchecked=unchecked)
        case TermEdition():
            return Hit(kind, slug, edition.title, edition.definition, unchecked=unchecked)
        case _:
            raise TypeError(edition)
