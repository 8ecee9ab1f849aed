"""Autosaves thinned with age.  What somebody named, exported or otherwise points to is never touched.

Kept are all of the last day, then the last of each hour for a week, then the last of each day; by each person apart, so
that nobody's last word of an hour or a day is lost.  Only autosaves go: what was saved by a press of a button stays,
and what stood right before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q
from django.utils import timezone

from drafting.models import Draft, DraftUse, DraftVersion

ALL_KEPT = timedelta(days=1)
HOURLY = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """`is_held`: something points to it (a name, an export, a run of papers, what comes later)."""

    number: int
    made_at: datetime
    author: int | None
    is_autosave: bool
    is_held: bool = False


def to_thin(steps: Iterable[Step], now: datetime) -> set[int]:
    """The numbers that may go.  Neither the first nor the last, and the last of each stretch of time stays."""
    ordered = sorted(steps, key=lambda step: step.number)
    last_of: dict[tuple[object, ...], int] = {}
    for step in ordered:
        last_of[_stretch(step, now)] = step.number
    kept = set(last_of.values()) | {step.number for step in (ordered[:1] + ordered[-1:])}
    # What stood before a deed of one press, or a going back, was promised to be found here.
    kept |= {step.number for step, following in pairwise(ordered) if not following.is_autosave}
    return {step.number for step in ordered if step.is_autosave and not step.is_held} - kept


def thin_drafts(now: datetime | None = None) -> int:
    """Draft by draft, each in a transaction of its own; gives how many versions went."""
    now = now or timezone.now()
    old = DraftVersion.objects.filter(cause=DraftVersion.Cause.AUTOSAVED, made_at__lte=now - ALL_KEPT)
    return sum(_thin_draft(draft_id, now) for draft_id in old.order_by().values_list("draft", flat=True).distinct())


@transaction.atomic
def _thin_draft(draft_id: UUID, now: datetime) -> int:
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        return 0
    held = set(draft.versions.filter(_pointed_to()).values_list("number", flat=True))
    rows = draft.versions.values_list("number", "made_at", "author", "cause")
    gone = to_thin((Step(*row[:3], row[3] == DraftVersion.Cause.AUTOSAVED, row[0] in held) for row in rows), now)
    return draft.versions.filter(number__in=gone).thin() if gone else 0


def _stretch(step: Step, now: datetime) -> tuple[object, ...]:
    """Steps of one stretch are told by the last of them."""
    age, local = now - step.made_at, timezone.localtime(step.made_at)
    if age < ALL_KEPT:
        return (step.number,)
    if age < HOURLY:
        return step.author, local.date(), local.hour
    return step.author, local.date()


def _pointed_to() -> Q:
    """Whether any row points to a version, whatever table it is of: one that is added later counts by itself."""
    found = Q(pk__in=[])
    for relation in DraftVersion._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not DraftUse:
            found |= Q(Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
    return found
