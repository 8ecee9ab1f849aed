"""Finds what is published in the library: by words, kind and theme, all kinds in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, F, Q, QuerySet

from .editions import (
    AdviceEdition,
    ArgumentEdition,
    DemandEdition,
    FactEdition,
    FigureEdition,
    QuotationEdition,
    SourceEdition,
    TermEdition,
    ThemeEdition,
    Tier,
)
from .library import Edition, EntryKind, Link
from .search import words
from .synonyms import said_otherwise
from .word_index import holding

TABLES: dict[EntryKind, type[Edition]] = {
    EntryKind.ARGUMENT: ArgumentEdition,
    EntryKind.FACT: FactEdition,
    EntryKind.QUOTATION: QuotationEdition,
    EntryKind.DEMAND: DemandEdition,
    EntryKind.FIGURE: FigureEdition,
    EntryKind.SOURCE: SourceEdition,
    EntryKind.ADVICE: AdviceEdition,
    EntryKind.TERM: TermEdition,
}
# In this order at equal rank; what readers look for first comes first.
SHOWN = tuple(TABLES)
# How near to the top a word stands in the lines of an item's search_text (see SEARCHED in editions.py): a title before
# a sentence, a sentence before the rest.  A fact has no title and a quotation's is its speaker: their sentence comes
# first.  That of a source says what it is and not what stands in it.
NEARNESS = {
    EntryKind.ARGUMENT: (0, 1),
    EntryKind.FACT: (1,),
    EntryKind.QUOTATION: (1,),
    EntryKind.SOURCE: (1,),
}
FAR = 2


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
    return numbers_by_theme(EntryKind.ARGUMENT)


def numbers_by_theme(kind: EntryKind) -> Counter[str]:
    """How many published items of a kind each theme has."""
    links = Link.objects.filter(role="theme", edition__in=published(kind))
    return Counter(links.values_list("entry__slug", flat=True))


def matching(query: str, kinds: Iterable[str] = SHOWN, theme: str = "") -> QuerySet[Edition]:
    """Every word of the query, or what means the same, occurs somewhere in the item's text, in whatever spelling."""
    found = published().filter(asked_for(query), entry__kind__in=list(kinds))
    if theme:
        found = found.filter(links__role="theme", links__entry__slug=theme)
    return found.select_related("entry")


def numbers(queries: Sequence[str]) -> list[int]:
    """How many items each query of at least one word finds; one query to the database."""
    counts = {f"n{at}": Count("pk", filter=asked_for(query)) for at, query in enumerate(queries)}
    found = published().filter(entry__kind__in=SHOWN).aggregate(**counts)
    return [found[name] for name in counts]


def ranked(found: Iterable[Edition], query: str) -> list[Edition]:
    """The nearest first, then what has the very words, by kind, core arguments first, as the library lists them."""
    asked, listed = [said_otherwise(word) for word in words(query)], list(found)
    core = set(
        ArgumentEdition.objects.filter(pk__in=[e.pk for e in listed], tier=Tier.CORE).values_list("pk", flat=True)
    )

    def rank(edition: Edition) -> tuple[int, int, int, int, bool, int]:
        kind = EntryKind(edition.entry.kind)
        line = _line(edition, asked)
        other = sum(1 for ways in asked if ways[0] not in edition.search_text)
        return _nearness(kind, line), other, SHOWN.index(kind), line, edition.pk not in core, edition.entry_id

    return sorted(listed, key=rank)


def hits(editions: Iterable[Edition]) -> list[Hit]:
    """The typed rows behind these editions as Hits, in the same order; one query a kind and two for the themes."""
    listed = list(editions)
    typed: dict[int, Edition] = {}
    for kind in {EntryKind(edition.entry.kind) for edition in listed}:
        keys = [edition.pk for edition in listed if edition.entry.kind == kind]
        typed |= {row.pk: row for row in TABLES[kind].objects.filter(pk__in=keys).select_related("entry")}
    named = _themes_of(typed)
    return [_hit(typed[edition.pk], tuple(named.get(edition.pk, ()))) for edition in listed]


def asked_for(query: str) -> Q:
    """For the published editions that hold each word in one of the ways in which it is said."""
    ways = [said_otherwise(word) for word in words(query)]
    found = holding(one[0] for one in ways if len(one) == 1)
    for one in ways:
        if len(one) > 1:
            found &= reduce(or_, (holding([word]) for word in one))
    return found


def _line(edition: Edition, asked: list[tuple[str, ...]]) -> int:
    """The first line, from 0, at which all the words have occurred; 0 when nothing is asked for."""
    if not asked:
        return 0
    missing = set(asked)
    for number, line in enumerate(edition.search_text.split("\n", FAR)[:FAR]):
        missing -= {ways for ways in missing if any(word in line for word in ways)}
        if not missing:
            return number
    return FAR


def _nearness(kind: EntryKind, line: int) -> int:
    lines = NEARNESS.get(kind, (0,))
    return lines[line] if line < len(lines) else FAR


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
        case _:
            return _plain_hit(edition, kind, slug, unchecked)


def _plain_hit(edition: Edition, kind: EntryKind, slug: str, unchecked: bool) -> Hit:
    """Of what stands beside the arguments and belongs to no theme."""
    match edition:
        case SourceEdition():
            return Hit(kind, slug, edition.title, edition.issuer, when=edition.date, unchecked=unchecked)
        case FigureEdition():
            return Hit(kind, slug, edition.title, edition.note, unchecked=unchecked)
        case AdviceEdition():
            return Hit(kind, slug, edition.title, edition.text, when=edition.as_of, unchecked=unchecked)
        case TermEdition():
            return Hit(kind, slug, edition.title, edition.definition, unchecked=unchecked)
        case _:
            raise TypeError(edition)
