"""How urgent it is to look at an item: in how many papers it is, how late its review, how weak its sources.

Only numbers of drafts, never whose: a draft is political opinion.  A fixed number of queries however many items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from .drafts import Draft, DraftUse
from .editions import FactEdition, QuotationEdition, SourceEdition, SourceType
from .library import Edition, Entry, EntryKind, Link

# What binds or records by office can hardly be wrong; what was counted or advised may be superseded; what was reported,
# or told by a party to the dispute, is the first to turn out wrong.
TIERS: dict[int, tuple[SourceType, ...]] = {
    1: (
        *(SourceType.LAW, SourceType.CABINET_ORDER, SourceType.MINISTERIAL_ORDINANCE, SourceType.CABINET_DECISION),
        *(SourceType.DIET, SourceType.COURT, SourceType.GOVERNMENT_DOC),
    ),
    2: (
        *(SourceType.COUNCIL_REPORT, SourceType.SURVEY, SourceType.ACADEMIC, SourceType.BAR_ASSOCIATION),
        SourceType.PRESS_CONFERENCE,
    ),
    3: (SourceType.NEWS, SourceType.NGO, SourceType.SEED),
}
TIER_OF = {source_type.value: tier for tier, types in TIERS.items() for source_type in types}
WITHOUT_SOURCE = 2


@dataclass(frozen=True)
class Risk:
    drafts: int = 0
    exported: int = 0
    days_overdue: int = 0
    tier: int = WITHOUT_SOURCE

    @property
    def score(self) -> int:
        """In use × overdue × tier; one is added so that what nobody uses yet still has an order of its own."""
        return (1 + self.drafts) * (1 + self.days_overdue) * self.tier


def risks(entries: Collection[int], today: date) -> dict[int, Risk]:
    """The risk of each entry, by its key."""
    now = DraftUse.objects.filter(version__in=Draft.objects.filter(discarded_at=None).values("current"))
    drafts, exported = _drafts(now, entries), _drafts(DraftUse.objects.filter(version__exports__isnull=False), entries)
    overdue, tiers = _days_overdue(entries, today), _tiers(entries)
    return {
        entry: Risk(
            drafts.get(entry, 0), exported.get(entry, 0), overdue.get(entry, 0), tiers.get(entry, WITHOUT_SOURCE)
        )
        for entry in entries
    }


def _drafts(uses: object, entries: Collection[int]) -> dict[int, int]:
    """How many drafts use any edition of each entry."""
    assert hasattr(uses, "filter")
    counted = uses.filter(edition__entry__in=entries).values("edition__entry").order_by()
    return dict(counted.annotate(n=Count("version__draft", distinct=True)).values_list("edition__entry", "n"))


def _days_overdue(entries: Collection[int], today: date) -> dict[int, int]:
    rows = FactEdition.objects.filter(pk=F("entry__published_id"), entry__in=entries).exclude(next_review="")
    return {
        entry: max(0, (today - date.fromisoformat(day)).days)
        for entry, day in rows.values_list("entry_id", "next_review")
    }


def _tiers(entries: Collection[int]) -> dict[int, int]:
    """By the best source that an item names itself; a source, by what it is."""
    found: dict[int, list[int]] = defaultdict(list)
    links = Link.objects.filter(
        edition=F("edition__entry__published_id"), edition__entry__in=entries, role__in=("citation", "source")
    )
    rows = list(links.values_list("edition__entry", "entry"))
    sources = SourceEdition.objects.filter(pk=F("entry__published_id"))
    types = dict(sources.filter(entry__in={*entries, *(to for _, to in rows)}).values_list("entry_id", "type"))
    for entry, source in [*rows, *((entry, entry) for entry in entries)]:
        if source in types:
            found[entry].append(TIER_OF[types[source]])
    return {entry: min(tiers) for entry, tiers in found.items()}


def titles(editions: Collection[Edition]) -> dict[int, str]:
    """What to call each edition in a list: kinds without a heading by their words.  At most three queries."""
    named = {edition.pk: edition.title or edition.entry.slug for edition in editions}
    untitled = [edition.pk for edition in editions if not edition.title]
    for table, column in ((FactEdition, "statement"), (QuotationEdition, "text")):
        named |= dict(table.objects.filter(pk__in=untitled).values_list("pk", column)) if untitled else {}
    offices = [edition.pk for edition in editions if edition.entry.kind == EntryKind.ADDRESSEE]
    if offices:
        named |= dict(Edition.objects.filter(pk__in=offices).values_list("pk", "addresseeedition__office"))
    return named


def titles_of_entries(slugs: Collection[str]) -> dict[str, str]:
    """By slug, of what each entry now publishes; one that publishes nothing is called by its slug."""
    entries = list(Entry.objects.filter(slug__in=slugs).select_related("published"))
    shown = [entry.published for entry in entries if entry.published]
    for edition, entry in zip(shown, [entry for entry in entries if entry.published], strict=True):
        edition.entry = entry
    named = titles(shown)
    return {entry.slug: named.get(entry.published_id or 0, entry.slug) for entry in entries}
