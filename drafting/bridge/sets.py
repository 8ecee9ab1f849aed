"""Ready sets: what the library puts together for one purpose, made into a draft file.  It saves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import F, QuerySet

from drafting.compose.kinds import Asks, Kind
from drafting.intake import edit
from drafting.intake.draft_file import AddresseeEntry, ArgumentEntry, DemandEntry, DraftFile
from drafting.models import DemandEdition, Edition, Entry, EntryKind, Link, ReadySetEdition

from .houses import offices_in_order

USUAL_SUBJECT = "健康保険証の復活を求める"
_TITLES = {
    Kind.OPINION: "{}意見書",
    Kind.RESOLUTION: "{}決議",
    Kind.PETITION: "{}意見書の提出を求める請願書",
    Kind.APPEAL: "{}意見書の提出を求める陳情書",
}


@dataclass(frozen=True)
class ReadySet:
    """A published set with what it names, in its order; what was retired since is left out."""

    edition: ReadySetEdition
    arguments: tuple[Edition, ...]
    demands: tuple[Edition, ...]

    @property
    def slug(self) -> str:
        return self.edition.entry.slug

    def title(self, kind: Kind) -> str:
        return title_for(self.edition.subject, kind)


def title_for(subject: str, kind: Kind) -> str:
    return _TITLES[kind].format(subject)


def ready_sets() -> list[ReadySet]:
    """All of them, in three queries."""
    editions = list(_published())
    links = Link.objects.filter(edition__in=editions, entry__published__isnull=False, entry__retired_at=None)
    named = list(links.order_by("position").select_related("entry__published__entry"))
    return [
        ReadySet(
            one,
            tuple(_named(named, one, EntryKind.ARGUMENT)),
            tuple(_named(named, one, EntryKind.DEMAND)),
        )
        for one in editions
    ]


def purposes() -> list[tuple[str, str]]:
    """Slug and title of each, in one query."""
    return [(one.entry.slug, one.title) for one in _published()]


def filled(file: DraftFile, one: ReadySet) -> DraftFile:
    """`file`, whose kind and register are chosen, with the set's paragraphs, demands and addressees."""
    # A petition opens with its 趣旨; an opening in its polite register would stand in the plain letter behind it too.
    file = replace(file, preamble=one.edition.opening if file.kind.is_bill else "")
    for argument in one.arguments:
        file = edit.add_body(file, ArgumentEntry("", argument.entry.slug))
    for demand in one.demands:
        file = edit.add_demand(file, DemandEntry("", demand.entry.slug))
    if not file.kind.is_bill and file.asks is Asks.OPINION:
        file = replace(file, summary=f"{one.edition.subject}意見書を、国会及び関係行政庁に提出してください。")
    return replace(file, addressees=_addressees(file.kind, one))


def _published() -> QuerySet[ReadySetEdition]:
    rows = ReadySetEdition.objects.filter(entry__published=F("pk"), entry__retired_at=None)
    return rows.select_related("entry").order_by("order", "entry__slug")


def _named(links: list[Link], one: ReadySetEdition, kind: EntryKind) -> Iterator[Edition]:
    for link in links:
        entry: Entry = link.entry
        if link.edition_id == one.pk and link.role == kind.value and entry.published is not None:
            yield entry.published


def _addressees(kind: Kind, one: ReadySet) -> tuple[AddresseeEntry, ...]:
    """Those whom the demands concern, in customary order; 決議 goes nowhere."""
    if kind is Kind.RESOLUTION:
        return ()
    rows = DemandEdition.objects.filter(pk__in=[demand.pk for demand in one.demands])
    named = {office for row in rows for office in row.addressees}
    return tuple(AddresseeEntry(office) for office in offices_in_order() if office in named)
