"""What the library's pages read: one published item, what it names, what names it.  A fixed number of queries each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import F, QuerySet

from .drafts import Draft, DraftUse
from .editions import SourceEdition
from .library import Edition, Entry, Link

E = TypeVar("E", bound=Edition)


@dataclass(frozen=True)
class Cited:
    """A source, and where in it."""

    source: SourceEdition
    locator: str


@dataclass(frozen=True)
class Sourced(Generic[E]):
    """A fact or a quotation with the places that bear it out."""

    edition: E
    citations: tuple[Cited, ...]


def shown(table: type[E]) -> QuerySet[Any]:
    """The editions of a kind that readers see: published, and the entry not retired."""
    rows = table.objects.filter(pk=F("entry__published_id"), entry__retired_at=None)
    return rows.select_related("entry")


def find(table: type[E], slug: str) -> E | None:
    found: E | None = shown(table).filter(entry__slug=slug).first()
    return found


def named_by(edition: Edition, roles: Iterable[str], table: type[E]) -> list[E]:
    """The items of a kind that an edition names, in the order in which it does, each once."""
    links = Link.objects.filter(edition=edition.pk, role__in=list(roles)).order_by("position", "pk")
    order = dict.fromkeys(links.values_list("entry_id", flat=True))
    found = {row.entry_id: row for row in shown(table).filter(entry__in=list(order))}
    return [found[entry] for entry in order if entry in found]


def naming(entry: Entry, roles: Iterable[str], table: type[E]) -> list[E]:
    """The items of a kind that name this one."""
    return naming_any([entry], roles, table)


def naming_any(entries: Iterable[Entry], roles: Iterable[str], table: type[E]) -> list[E]:
    """The items of a kind that name one of these, each once, as the library lists them."""
    links = Link.objects.filter(entry__in=[entry.pk for entry in entries], role__in=list(roles))
    return list(shown(table).filter(pk__in=links.values("edition_id")).order_by("entry_id"))


def sourced(editions: Sequence[E], role: str) -> list[Sourced[E]]:
    """Each edition with what it cites under `role`; two queries however many there are."""
    links = Link.objects.filter(edition__in=[edition.pk for edition in editions], role=role)
    rows = list(links.order_by("position").values_list("edition_id", "entry_id", "locator"))
    sources = {row.entry_id: row for row in shown(SourceEdition).filter(entry__in={entry for _, entry, _ in rows})}
    cited: dict[int, list[Cited]] = defaultdict(list)
    for edition, entry, locator in rows:
        if entry in sources:
            cited[edition].append(Cited(sources[entry], locator))
    return [Sourced(edition, tuple(cited[edition.pk])) for edition in editions]


def facts_behind(slugs: Iterable[str]) -> Counter[str]:
    """How many facts the published editions of these entries name."""
    links = Link.objects.filter(role="fact", edition__entry__slug__in=list(slugs))
    published = links.filter(edition=F("edition__entry__published_id"))
    return Counter(published.values_list("edition__entry__slug", flat=True))


def editions_so_far(entry: Entry) -> list[Edition]:
    """Those that were ever published, the newest first."""
    return list(Edition.objects.filter(entry=entry, published_at__isnull=False).order_by("-number"))


def drafts_using(entry: Entry) -> int:
    """How many drafts hold it now, in any edition; never whose: a draft is political opinion."""
    now = Draft.objects.filter(discarded_at=None).values("current")
    uses = DraftUse.objects.filter(edition__entry=entry, version__in=now)
    return uses.values("version__draft").distinct().count()
