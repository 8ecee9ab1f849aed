"""Links to a draft for people without an account: lent, and taken back."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drafting.models import AgreementLink, Draft, LentLink, SharedLink, User

MOST_OPEN = 20


@transaction.atomic
def lend(draft: Draft, label: str, days: int, by: User | None) -> SharedLink:
    _not_too_many(SharedLink, draft)
    until = timezone.localdate() + timedelta(days=days)
    return SharedLink.objects.create(draft=draft, label=label, until=until, made_by=by)


@transaction.atomic
def ask_group(draft: Draft, group_name: str, days: int, by: User | None) -> AgreementLink:
    """One open link for each group; what it has answered stays when its link is taken back."""
    _not_too_many(AgreementLink, draft)
    if AgreementLink.objects.filter(draft=draft, group_name=group_name, withdrawn_at=None).exists():
        raise ValidationError(f"「{group_name}」のリンクは、もうあります。", code="twice")
    until = timezone.localdate() + timedelta(days=days)
    return AgreementLink.objects.create(draft=draft, group_name=group_name, until=until, made_by=by)


def take_back(link: LentLink) -> None:
    type(link)._default_manager.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


def _not_too_many(table: type[LentLink], draft: Draft) -> None:
    Draft.objects.select_for_update().get(pk=draft.pk)
    if table.live().filter(draft=draft).count() >= MOST_OPEN:
        raise ValidationError(f"使えるリンクが{MOST_OPEN}件あります。要らないものを取り消してください。", code="many")
