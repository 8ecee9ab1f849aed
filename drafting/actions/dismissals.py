"""Findings that a writer lets stand: kept with their reason, and shown again when what they concern changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drafting.checks import Finding
from drafting.intake.draft_file import DraftFile
from drafting.intake.places import concerned
from drafting.models import Dismissal, Draft, User
from drafting.models.corrected_facts import LOOKED_AT, CorrectedFact


@dataclass(frozen=True)
class Sorted:
    """`left`: those still to be looked at, each under its key; `let_stand`: those that somebody decided on."""

    left: dict[str, Finding]
    let_stand: tuple[Dismissal, ...]


def key_of(file: DraftFile, finding: Finding) -> str:
    """The same finding about the same words has the same key, today and after any save that leaves them alone."""
    parts = (finding.code, finding.where, finding.quote or finding.message, concerned(file, finding.where))
    return sha256("\0".join(parts).encode()).hexdigest()


def sort_out(file: DraftFile, findings: Iterable[Finding], dismissals: Iterable[Dismissal]) -> Sorted:
    found = {key_of(file, finding): finding for finding in findings}
    standing = tuple(one for one in dismissals if one.concerned in found)
    decided = {one.concerned for one in standing}
    return Sorted({key: finding for key, finding in found.items() if key not in decided}, standing)


@transaction.atomic
def let_stand(draft: Draft, key: str, finding: Finding, reason: str, by: User | None) -> Dismissal:
    """A reason for a finding that was taken up again takes the place of the former one.

    ValidationError where somebody's reason stands: two people who decide at once must not overwrite each other."""
    Draft.objects.select_for_update().get(pk=draft.pk)
    first = Dismissal.objects.filter(draft=draft, concerned=key, taken_up_at=None).first()
    if first is not None:
        raise ValidationError(already(first), code="already")
    values = {
        "code": finding.code,
        "place": finding.where,
        "message": finding.message,
        "reason": reason,
        "made_by": by,
        "taken_up_at": None,
    }
    dismissal, _ = Dismissal.objects.update_or_create(draft=draft, concerned=key, defaults=values)
    return dismissal


def looked_at_fact(draft: Draft, fact: CorrectedFact, by: User) -> None:
    """Words that stand on a corrected fact stay as they are; said by edition, so that the next correction asks anew."""
    concerned = sha256(f"{LOOKED_AT}\0{fact.now.pk}\0{fact.since.isoformat()}".encode()).hexdigest()
    values = {
        "code": LOOKED_AT,
        "place": fact.now.entry.slug,
        "message": f"事実が改められました：{fact.now.statement}",
        "reason": "今の値を見て、文はそのままにしました。",
        "made_by": by,
        "taken_up_at": None,
    }
    Dismissal.objects.update_or_create(draft=draft, concerned=concerned, defaults=values)


def already(first: Dismissal) -> str:
    who = f"{first.made_by}さん" if first.made_by else "ほかの人"
    return f"{who}が、先に「{first.reason}」という理由でそのままにしています。あなたの理由は残していません。"


def take_up_again(draft: Draft, dismissal_id: int) -> None:
    """It is found again; the reason is kept, should somebody ask later."""
    Dismissal.objects.filter(draft=draft, pk=dismissal_id).update(taken_up_at=timezone.now())


def standing(draft: Draft) -> list[Dismissal]:
    return list(Dismissal.objects.filter(draft=draft, taken_up_at=None).select_related("made_by"))
