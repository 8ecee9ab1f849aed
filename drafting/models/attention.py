"""What a writer should look at first among many drafts: read from what is stored, a few rows of each sort.

No paper is composed for it, and it knows no words of a screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from .corrected_facts import corrected_facts
from .dismissals import Dismissal
from .drafts import Draft, DraftUse
from .exports import Export
from .library import Edition, EntryKind, State
from .notices import Notice
from .people import User
from .stamp import Stamp
from .talk import Suggestion

# Of each sort no more than these are shown; of the index no more than these rows are looked through.
FEW, MOST = 3, 60
SOON = timedelta(days=14)
# Their words are pinned in a draft; facts are always read as they are published now (corrected_facts.py).
PINNED = (EntryKind.ARGUMENT, EntryKind.QUOTATION, EntryKind.DEMAND)
LET_STAND = {False: "origin-newer", True: "origin-retired"}  # by whether it was taken back


@dataclass
class Correction:
    """Words of the library that drafts still hold as they were: corrected since, or taken back.

    Or a fact (then without `block`) behind words that nobody looked at since.  `draft` and `block` say where to begin;
    `drafts`: those that hold them, `at_least` where not all were looked at."""

    title: str
    is_retired: bool
    draft: Draft
    block: str
    is_demand: bool
    drafts: set[UUID]
    at_least: bool = False
    is_fact: bool = False


@dataclass(frozen=True)
class Waiting:
    """A draft with so many things that wait in it."""

    draft: Draft
    count: int


@dataclass(frozen=True)
class _Use:
    draft: UUID
    entry: int
    slug: str
    number: int
    title: str
    since: datetime | None
    is_retired: bool


def corrections(drafts: QuerySet[Draft], stamp: Stamp) -> list[Correction]:
    """The longest corrected first.  What a writer let stand since then is left out.  Three queries."""
    uses = _outdated(drafts, stamp)
    if not uses:
        return []
    keys = {use.draft for use in uses}
    listed = {draft.pk: draft for draft in Draft.objects.filter(pk__in=keys).select_related("current", "group")}
    decided = _let_stand(keys)
    found: dict[int, Correction] = {}
    for use in uses:
        for block, is_demand in _places(listed[use.draft], use):
            if _is_decided(decided.get((use.draft, block, LET_STAND[use.is_retired])), use.since):
                continue
            first = Correction(use.title, use.is_retired, listed[use.draft], block, is_demand, set(), len(uses) == MOST)
            found.setdefault(use.entry, first).drafts.add(use.draft)
    return list(found.values())


def facts(drafts: QuerySet[Draft], stamp: Stamp) -> list[Correction]:
    """Corrected facts behind words that were not looked at since: each once, whatever drafts it stands in."""
    found: dict[int, Correction] = {}
    rows = corrected_facts(drafts, stamp)
    for one in rows:
        title = one.now.statement
        first = Correction(title, one.is_retired, one.draft, "", False, set(), len(rows) == MOST, is_fact=True)
        found.setdefault(one.now.entry_id, first).drafts.add(one.draft.pk)
    return list(found.values())


def suggested(drafts: QuerySet[Draft], user: User) -> list[Waiting]:
    """Other people's suggestions that wait for a decision."""
    rows = Suggestion.objects.filter(draft__in=_keys(drafts), state=Suggestion.State.OPEN).exclude(author=user)
    return _waiting(rows, Count("pk"))


def answered(drafts: QuerySet[Draft], user: User) -> list[Waiting]:
    """How many groups answered on 会派間の合意 since this person last looked."""
    rows = Notice.objects.filter(to=user, read_at=None, kind=Notice.Kind.MARKED, draft__in=_keys(drafts))
    return _waiting(rows, Count("by_name", distinct=True))


def near_deadlines(drafts: QuerySet[Draft], now: datetime) -> list[Draft]:
    """The nearest first.  A draft whose present text was taken out is as good as handed in."""
    taken_out = Export.objects.filter(version=OuterRef("current"))
    near = drafts.filter(deadline__gte=now, deadline__lte=now + SOON).exclude(Exists(taken_out))
    return list(near.select_related("current", "group").order_by("deadline")[:FEW])


def _outdated(drafts: QuerySet[Draft], stamp: Stamp) -> list[_Use]:
    changed = _changed_words(stamp)
    if not changed:
        return []
    current = drafts.order_by().values("current")
    columns = (
        *("version__draft", "edition__entry", "edition__entry__slug", "edition__number", "edition__title"),
        *("edition__entry__published__published_at", "edition__entry__retired_at"),
    )
    found = DraftUse.objects.filter(version__in=current, edition__in=changed).values_list(*columns)
    oldest = found.order_by("edition__entry__retired_at", "edition__entry__published__published_at", "-version")
    return [
        _Use(draft, entry, slug, number, title or slug, retired or published, retired is not None)
        for draft, entry, slug, number, title, published, retired in oldest[:MOST]
    ]


@lru_cache(maxsize=2)
def _changed_words(stamp: Stamp) -> tuple[int, ...]:
    """Editions that are not what the library says now.  Looked for once for all: they are few, and uses are many."""
    is_former = Q(state__in=State.frozen()) & ~Q(entry__published=F("pk"))
    found = Edition.objects.filter(Q(entry__retired_at__isnull=False) | is_former, entry__kind__in=PINNED)
    return tuple(found.order_by().values_list("pk", flat=True))


def _let_stand(drafts: Iterable[UUID]) -> dict[tuple[UUID, str, str], datetime]:
    rows = Dismissal.objects.filter(draft__in=drafts, code__in=LET_STAND.values(), taken_up_at=None)
    return {(one.draft_id, one.place, one.code): one.made_at for one in rows}


def _is_decided(decided: datetime | None, since: datetime | None) -> bool:
    """A text that was corrected once more asks once more."""
    return decided is not None and (since is None or decided >= since)


def _places(draft: Draft, use: _Use) -> list[tuple[str, bool]]:
    """The blocks that hold these words, and whether they are demands."""
    named = [(entry, False) for entry in draft.content.get("body", ())]
    named += [(entry, True) for entry in draft.content.get("demands", ())]
    return [
        (str(entry["id"]), is_demand)
        for entry, is_demand in named
        if use.slug in (entry.get("argument"), entry.get("quotation"), entry.get("demand"))
        and entry.get("version") == use.number
    ]


def _waiting(rows: QuerySet[Suggestion] | QuerySet[Notice], counted: Count) -> list[Waiting]:
    """By draft, what has waited longest first; two queries."""
    grouped = rows.order_by().values("draft").annotate(waiting=counted, since=Min("made_at")).order_by("since")[:FEW]
    counts = {row["draft"]: row["waiting"] for row in grouped}
    if not counts:
        return []
    drafts = {draft.pk: draft for draft in Draft.objects.filter(pk__in=counts).select_related("current", "group")}
    return [Waiting(drafts[draft], count) for draft, count in counts.items()]


def _keys(drafts: QuerySet[Draft]) -> QuerySet[Draft, UUID]:
    return drafts.order_by().values_list("pk", flat=True)
