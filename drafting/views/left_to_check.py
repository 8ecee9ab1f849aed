"""What 点検 leaves to be done in drafts of a list: counted once for a text, a library and a day, and kept by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from drafting import bridge
from drafting.actions.dismissals import key_of
from drafting.actions.drafts import file_of
from drafting.intake.refusal import Refusal
from drafting.models import Dismissal, Draft, DraftVersion
from drafting.models.stamp import Stamp
from drafting.papers import paper_of

from .attention import OVERDUE


def left_to_check(drafts: Iterable[Draft], stamp: Stamp) -> dict[UUID, Counter[str]]:
    """What 点検 finds in each that nobody let stand: how much in all, of each severity, and what is overdue."""
    today = timezone.localdate()
    found = {draft.pk: _found(draft, stamp, today) for draft in drafts}
    let_stand: dict[UUID, set[str]] = defaultdict(set)
    for key, concerned in Dismissal.objects.filter(draft__in=found, taken_up_at=None).values_list("draft", "concerned"):
        let_stand[key].add(concerned)
    return {pk: _counted(keys, let_stand[pk]) for pk, keys in found.items() if keys is not None}


def _counted(found: dict[str, tuple[str, str]], let_stand: set[str]) -> Counter[str]:
    left = [words for key, words in found.items() if key not in let_stand]
    overdue = sum(1 for _, code in left if code == OVERDUE)
    return Counter(severity for severity, _ in left) + Counter({"all": len(left), OVERDUE: overdue})


def _found(draft: Draft, stamp: Stamp, today: date) -> dict[str, tuple[str, str]] | None:
    version = draft.current
    return _findings(version.pk, version.content_hash, stamp, today) if version else None


@lru_cache(maxsize=512)
def _findings(version: int, content_hash: str, stamp: Stamp, today: date) -> dict[str, tuple[str, str]] | None:
    """Severity and code of what the check finds, by key."""
    try:
        file = file_of(DraftVersion.objects.get(pk=version))
        findings = paper_of(bridge.content_of(file, today)).findings
    except Refusal:  # the draft's own page says what it is
        return None
    return {key_of(file, finding): (finding.severity.value, finding.code) for finding in findings}
