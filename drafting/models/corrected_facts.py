"""Facts that the library corrected, or took back, after a draft took them: what they said then, and what they say now.

A draft pins no facts: its paper cites each as it is published now.  But what its writer wrote from a fact stands as it
was written.  What a fact said then is told by the last version before the correction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Case, DateTimeField, F, OuterRef, QuerySet, Subquery, Value, When

from .dismissals import Dismissal
from .drafts import Draft, DraftUse, DraftVersion
from .editions import FactEdition
from .library import Entry, EntryKind, Link
from .stamp import Stamp

# Of the index no more than these rows are looked through.
MOST = 60
LOOKED_AT = "fact-newer"
# What the writer may have written from it.  Another day of review changes no text.
_TOLD = ("statement", "values", "as_of", "event_date", "status")
_Key = tuple[UUID, int]


@dataclass(frozen=True)
class CorrectedFact:
    """`blocks`: those whose words are still the same as then.  `now` is what was taken back, where that was all."""

    draft: Draft
    then: FactEdition
    now: FactEdition
    since: datetime
    is_retired: bool
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class _Change:
    slug: str
    since: datetime
    is_retired: bool


def corrected_facts(drafts: QuerySet[Draft], stamp: Stamp) -> list[CorrectedFact]:
    """The newest correction first.  What a writer looked at since is left out.  Nine queries; none where nothing was
    corrected."""
    changes = _changes(stamp)
    before = _last_before(drafts, changes) if changes else {}
    decided = _looked_at({draft for draft, _ in before})
    asked = {key: pk for key, pk in before.items() if not _is_decided(decided, key, changes[key[1]])}
    return list(_compared(asked, changes)) if asked else []


@lru_cache(maxsize=2)
def _changes(stamp: Stamp) -> Mapping[int, _Change]:
    """By entry.  A newer edition that tells the same hides no correction before it."""
    several = defaultdict[int, list[FactEdition]](list)
    editions = FactEdition.objects.filter(entry__in=_with_several(), published_at__isnull=False)
    for edition in editions.select_related("entry").order_by("number"):
        several[edition.entry_id].append(edition)
    found = {entry: _change(told) for entry, told in several.items()}
    return {entry: change for entry, change in found.items() if change}


def _with_several() -> QuerySet[Entry]:
    facts = Entry.objects.filter(kind=EntryKind.FACT)
    return facts.filter(retired_at__isnull=False) | facts.filter(published__number__gt=1)


def _change(editions: list[FactEdition]) -> _Change | None:
    entry = editions[-1].entry
    if entry.retired_at is not None:
        return _Change(entry.slug, entry.retired_at, True)
    pairs = pairwise(editions)
    days = [new.published_at for old, new in pairs if told_by(old) != told_by(new) and new.published_at]
    return _Change(entry.slug, days[-1], False) if days else None


def told_by(fact: FactEdition) -> tuple[Any, ...]:
    return tuple(getattr(fact, name) for name in _TOLD)


def _last_before(drafts: QuerySet[Draft], changes: Mapping[int, _Change]) -> dict[_Key, int]:
    """For each draft and fact that it uses, the last version before the correction."""
    whens = [When(edition__entry=entry, then=Value(change.since)) for entry, change in changes.items()]
    since = Case(*whens, output_field=DateTimeField())
    uses = DraftUse.objects.filter(version__in=drafts.order_by().values("current"), edition__entry__in=list(changes))
    older = uses.annotate(since=since).filter(since__gt=F("version__draft__created_at")).order_by("-since", "-version")
    newest = list(older.values_list("pk", flat=True)[:MOST])
    former = DraftVersion.objects.filter(draft=OuterRef("version__draft"), made_at__lt=OuterRef("since"))
    before = Subquery(former.order_by("-number").values("pk")[:1])
    rows = DraftUse.objects.filter(pk__in=newest).annotate(since=since, before=before).order_by("-since", "-version")
    found = rows.values_list("version__draft", "edition__entry", "before") if newest else ()
    return {(draft, entry): pk for draft, entry, pk in found if pk}


def _looked_at(drafts: Iterable[UUID]) -> Mapping[tuple[UUID, str], datetime]:
    rows = Dismissal.objects.filter(draft__in=drafts, code=LOOKED_AT, taken_up_at=None) if drafts else ()
    return {(one.draft_id, one.place): one.made_at for one in rows}


def _is_decided(decided: Mapping[tuple[UUID, str], datetime], key: _Key, change: _Change) -> bool:
    at = decided.get((key[0], change.slug))
    return at is not None and at >= change.since


def _compared(asked: Mapping[_Key, int], changes: Mapping[int, _Change]) -> Iterator[CorrectedFact]:
    """Where a fact was taken, is another now, and what was written with it still stands."""
    used = _facts_of(asked.values(), {entry for _, entry in asked})
    versions = DraftVersion.objects.in_bulk(list(set(asked.values())))
    drafts = Draft.objects.filter(pk__in={draft for draft, _ in asked}).select_related("current", "group")
    listed = {draft.pk: draft for draft in drafts}
    published = {one.entry_id: one for one in _published({entry for _, entry in asked})}
    behind = _cited_by_passages({entry for _, entry in asked})
    for (draft, entry), pk in asked.items():
        then, now, change = used.get((pk, entry)), published.get(entry), changes[entry]
        if then is None or now is None or not (change.is_retired or told_by(then) != told_by(now)):
            continue
        blocks = _still_said(versions[pk].content, listed[draft].content, change.slug, behind[entry])
        if blocks:
            yield CorrectedFact(listed[draft], then, now, change.since, change.is_retired, blocks)


def _facts_of(versions: Iterable[int], entries: Iterable[int]) -> dict[tuple[int, int], FactEdition]:
    uses = DraftUse.objects.filter(version__in=set(versions), edition__entry__in=entries)
    pairs = list(uses.values_list("version", "edition"))
    editions = FactEdition.objects.select_related("entry").in_bulk({edition for _, edition in pairs})
    return {(version, editions[pk].entry_id): editions[pk] for version, pk in pairs if pk in editions}


def _published(entries: Iterable[int]) -> QuerySet[FactEdition]:
    return FactEdition.objects.filter(entry__in=entries, pk=F("entry__published_id")).select_related("entry").order_by()


def _cited_by_passages(entries: Iterable[int]) -> Mapping[int, set[tuple[str, int]]]:
    """By fact, the passages (slug and number) that cite it."""
    found = defaultdict[int, set[tuple[str, int]]](set)
    rows = Link.objects.filter(entry__in=entries, role="cite", edition__entry__kind=EntryKind.ARGUMENT).order_by()
    for entry, slug, number in rows.values_list("entry", "edition__entry__slug", "edition__number"):
        found[entry].add((slug, number))
    return found


def _still_said(
    then: Mapping[str, Any], now: Mapping[str, Any], slug: str, passages: set[tuple[str, int]]
) -> tuple[str, ...]:
    """The blocks that stood on the fact, and say the same today."""
    written = {one["id"]: one for one in then.get("body", ()) if _stands_on(one, slug, passages)}
    present = [one for one in now.get("body", ()) if _stands_on(one, slug, passages)]
    same = (one for one in present if one["id"] in written and one.get("text") == written[one["id"]].get("text"))
    return tuple(str(one["id"]) for one in same)


def _stands_on(block: Mapping[str, Any], slug: str, passages: set[tuple[str, int]]) -> bool:
    return slug in block.get("cites", ()) or (block.get("argument"), block.get("version")) in passages
