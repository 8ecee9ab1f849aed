"""Writes of an import: kept for the preview, confirmed as one batch, undone as one batch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drafting.actions.library import propose
from drafting.models import Decision, Edition, Entry, ImportBatch, ImportBatchEdition, User

from .plan import Change, Plan, plan_of


@dataclass(frozen=True)
class Undone:
    """How many editions were taken back, and which stay, each with its reason."""

    taken_back: int
    stay: list[ImportBatchEdition]


def preview(content: bytes, file_name: str, by: User) -> ImportBatch:
    """The file kept here until it is confirmed, a day at most; Unreadable or Refused, and nothing kept.

    It stays on the server: what is confirmed is then what was shown, whatever the browser sends."""
    plan = plan_of(content, file_name)
    return ImportBatch.objects.create(
        made_by=by,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        plan=plan.digest,
    )


def plan_for(batch: ImportBatch) -> Plan:
    """What it would do now; the library may have changed since the preview."""
    return plan_of(bytes(batch.content or b""), batch.file_name)


@transaction.atomic
def confirm(batch: ImportBatch, by: User, reason: str, shown: str) -> int:
    """Every change becomes an edition 公開待ち; all of them or none.  `shown`: the digest of the plan that was read."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != ImportBatch.State.PREVIEW or batch.made_by_id != by.pk:
        raise ValidationError("この読み込みは、もう確定しています。", code="state")
    plan = plan_for(batch)
    if shown != plan.digest:
        raise ValidationError("見ている間にライブラリが変わりました。もう一度、違いを確かめてください。", code="stale")
    _make_entries(plan)
    for change in plan.changes:
        _propose(batch, change, by, reason)
    batch.state, batch.content, batch.reason = ImportBatch.State.CONFIRMED, None, reason
    batch.confirmed_at = timezone.now()
    batch.save(update_fields=["state", "content", "reason", "confirmed_at"])
    return len(plan.changes)


@transaction.atomic
def undo(batch: ImportBatch, by: User) -> Undone:
    """Takes back every edition of the batch that nobody has published, declined or rewritten since."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state != ImportBatch.State.CONFIRMED:
        raise ValidationError("取り消せる読み込みではありません。", code="state")
    made = list(batch.editions.select_related("edition").filter(edition__isnull=False))
    keys = [one.edition_id for one in made if not one.why_it_stays]
    open_ones = Edition.objects.select_for_update().filter(pk__in=keys)
    entries = set(open_ones.values_list("entry_id", flat=True))
    open_ones.delete()
    _drop_empty(entries)
    batch.state, batch.undone_at, batch.undone_by = ImportBatch.State.UNDONE, timezone.now(), by
    batch.save(update_fields=["state", "undone_at", "undone_by"])
    return Undone(len(keys), [one for one in made if one.why_it_stays])


def throw_away(batch: ImportBatch) -> None:
    """A preview that nobody wants; a confirmed batch stays on record."""
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.PREVIEW).delete()


def forget_old_previews() -> None:
    ImportBatch.objects.filter(
        state=ImportBatch.State.PREVIEW, made_at__lt=timezone.now() - ImportBatch.PREVIEW_LIFE
    ).delete()


def _propose(batch: ImportBatch, change: Change, by: User, reason: str) -> None:
    edition = propose(change.taken.item, by, reason)
    Decision.objects.create(
        edition=edition, what=Decision.What.SUBMITTED, by=by, reason=f"ファイルの読み込み（{batch.file_name}）"
    )
    ImportBatchEdition.objects.create(
        batch=batch, edition=edition, slug=change.slug, number=edition.number, content_hash=edition.content_hash
    )


def _make_entries(plan: Plan) -> None:
    """All of them first: new items may name each other."""
    known = set(Entry.objects.filter(slug__in=[change.slug for change in plan.changes]).values_list("slug", flat=True))
    Entry.objects.bulk_create(
        Entry(slug=change.slug, kind=change.taken.item.kind) for change in plan.changes if change.slug not in known
    )


def _drop_empty(entries: set[int]) -> None:
    """Entries that were new in the batch, so that a later import may use the slug for another kind."""
    Entry.objects.filter(pk__in=entries, editions=None, named_by=None).delete()
