"""The library as one draft needs it, fetched at once: a handful of queries however long the draft is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from django.db.models import F, Q

from drafting.compose.content import CitedFact, CitedSource, PartialDate
from drafting.compose.kinds import FactStatus

from .editions import ArgumentEdition, DemandEdition, FactEdition, QuotationEdition, SourceEdition, SourceType
from .library import Edition, Entry, EntryKind, Link, State

E = TypeVar("E", bound=Edition)
Wanted = dict[str, set[int]]  # slug -> versions; the published one comes in any case


@dataclass
class Shelf:
    entries: dict[str, Entry] = field(default_factory=dict)
    editions: dict[tuple[str, int], Edition] = field(default_factory=dict)
    facts: dict[str, CitedFact] = field(default_factory=dict)
    sources: dict[str, CitedSource] = field(default_factory=dict)
    source_of_quotation: dict[str, str] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)  # slug of a fact or source -> pk of the edition read
    _citations: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def with_blocks(cls, wanted: Wanted, cites: Iterable[str] = ()) -> Shelf:
        """The blocks named by `wanted`, and whatever they and `cites` cite.

        In no order where none is needed, and nothing asked about nothing: Django takes as long to put a query
        together as SQLite to answer it."""
        shelf = cls()
        slugs = set(wanted) | set(cites)
        shelf._fetch_entries(slugs)
        kinds = {shelf.entries[slug].kind for slug in shelf.entries}
        if EntryKind.ARGUMENT in kinds:
            shelf._fetch(ArgumentEdition, wanted)
        if EntryKind.DEMAND in kinds:
            shelf._fetch(DemandEdition, wanted)
        if EntryKind.QUOTATION in kinds:
            shelf._fetch(QuotationEdition, wanted)
        shelf._fetch_backing(set(cites))
        return shelf

    def edition(self, slug: str, version: int | None) -> Edition | None:
        """The version asked for, or the published one when none is asked for; None if this library lacks it."""
        entry = self.entries.get(slug)
        if entry is None or entry.published is None:
            return None
        return self.editions.get((slug, version if version is not None else entry.published.number))

    def backing(self, slugs: Iterable[str]) -> tuple[tuple[CitedFact, ...], tuple[CitedSource, ...]]:
        """Facts, and the sources that a note prints, in the order in which `slugs` names them; each once."""
        slugs = list(dict.fromkeys(slugs))
        facts = [self.facts[slug] for slug in slugs if slug in self.facts]
        sources: list[CitedSource] = []
        for slug in slugs:
            sources += self.facts[slug].sources if slug in self.facts else self._sources_named(slug)
        # A source cited at a place needs no second note that names it as a whole.
        placed = {source.slug for source in sources if source.locator}
        return tuple(facts), tuple(dict.fromkeys(s for s in sources if s.locator or s.slug not in placed))

    def _sources_named(self, slug: str) -> list[CitedSource]:
        source = self.sources.get(self.source_of_quotation.get(slug, slug))
        return [source] if source else []

    def _fetch_entries(self, slugs: set[str]) -> None:
        found = Entry.objects.filter(slug__in=slugs).select_related("published").order_by() if slugs else ()
        self.entries |= {entry.slug: entry for entry in found}

    def _fetch(self, table: type[Edition], wanted: Wanted) -> None:
        versions = {number for numbers in wanted.values() for number in numbers}
        asked = Q(number__in=versions) | Q(pk=F("entry__published_id"))
        # Never one that waits: a file that names its number must not bring it out of the house.
        found = table.objects.filter(asked, entry__slug__in=list(wanted), state__in=State.frozen())
        for edition in found.select_related("entry").order_by():
            self.editions[edition.entry.slug, edition.number] = edition

    def _fetch_backing(self, cites: set[str]) -> None:
        quotations = {edition.entry.slug for edition in self.editions.values() if isinstance(edition, QuotationEdition)}
        read = [edition.pk for edition in self.editions.values()]
        roles = ("cite", "fact", "source", "quotation")
        named = Link.objects.filter(edition__in=read, role__in=roles).order_by() if read else Link.objects.none()
        slugs = cites | set(named.values_list("entry__slug", flat=True))
        self._fetch_facts(slugs)
        self._fetch_sources_of_quotations(slugs | quotations)
        self._fetch_sources(slugs | set(self.source_of_quotation.values()))
        self.facts = {slug: self._with_sources(slug, fact) for slug, fact in self.facts.items()}

    def _fetch_facts(self, slugs: set[str]) -> None:
        for edition in _published(FactEdition, slugs):
            slug = edition.entry.slug
            self.used[slug] = edition.pk
            self.facts[slug] = cited_fact(edition)
        if not self.facts:
            return
        read = [self.used[slug] for slug in self.facts]
        citations = Link.objects.filter(edition__in=read, role="citation").order_by("position")
        for slug, source, locator in citations.values_list("edition__entry__slug", "entry__slug", "locator"):
            self._citations[slug].append((source, locator))
            slugs.add(source)

    def _fetch_sources_of_quotations(self, slugs: set[str]) -> None:
        if not slugs:
            return
        of_quotations = Link.objects.filter(edition__entry__kind=EntryKind.QUOTATION, role="source")
        links = of_quotations.filter(edition__entry__slug__in=slugs, edition=F("edition__entry__published"))
        found = links.order_by("position").values_list("edition__entry__slug", "entry__slug")
        self.source_of_quotation |= dict(found)

    def _fetch_sources(self, slugs: set[str]) -> None:
        for edition in _published(SourceEdition, slugs):
            self.used[edition.entry.slug] = edition.pk
            self.sources[edition.entry.slug] = cited_source(edition)

    def _with_sources(self, slug: str, fact: CitedFact) -> CitedFact:
        named = [(self.sources[source], locator) for source, locator in self._citations[slug] if source in self.sources]
        return replace(fact, sources=tuple(replace(source, locator=locator) for source, locator in named))


def _published(table: type[E], slugs: set[str]) -> Iterable[E]:
    if not slugs:
        return ()
    found = table.objects.filter(entry__slug__in=slugs, pk=F("entry__published_id"))
    return found.select_related("entry").order_by()


def cited_fact(edition: FactEdition) -> CitedFact:
    return CitedFact(
        slug=edition.entry.slug,
        statement=edition.statement,
        status=FactStatus(edition.status),
        as_of=PartialDate.parse(edition.as_of or edition.event_date),
        next_review=date.fromisoformat(edition.next_review) if edition.next_review else None,
        values=tuple(str(one["value"]) for one in edition.values if one.get("value")),
    )


def cited_source(edition: SourceEdition) -> CitedSource:
    return CitedSource(
        slug=edition.entry.slug,
        title=edition.title,
        issuer=edition.issuer,
        date=PartialDate.parse(edition.date),
        url=edition.url,
        cite_as=edition.cite_as,
        type=SourceType(edition.type).label,
    )
