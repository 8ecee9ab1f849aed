"""Tells people in the program what others did, and by mail those who wish it; never a word of a draft's text."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from drafting.access import WRITERS
from drafting.models import Draft, DraftingGroup, Notice, User
from drafting.posting import NotSent, post

# Older ones that were read say nothing to anybody any more.
KEPT_DAYS = 180


def tell(
    people: Iterable[User],
    kind: Notice.Kind,
    *,
    by: User | None = None,
    draft: Draft | None = None,
    group: DraftingGroup | None = None,
    block: str = "",
    by_name: str = "",
) -> None:
    """Everybody once, and nobody of what he did himself."""
    told = {person.pk: person for person in people if person.is_active and person != by}
    Notice.objects.bulk_create(
        Notice(to=person, kind=kind, draft=draft, group=group, block=block, by=by, by_name=by_name)
        for person in told.values()
    )
    if settings.SENDS_MAIL:
        for person in told.values():
            if person.notices_by_mail:
                # The worker sends it: a slow mail server must keep no page waiting.
                mail_notice.enqueue(person.pk)


@task()
def mail_notice(user_id: int) -> None:
    """That there is something to read, if that is still wished.  What cannot be sent still stands in the program."""
    if person := User.objects.filter(pk=user_id, is_active=True, notices_by_mail=True).first():
        text = render_to_string("notices/mail.txt")
        with suppress(NotSent):
            post("意見書工房からのお知らせ", text, person.email)


def writers_of(draft: Draft) -> list[User]:
    """Whose draft it is, or who writes in the group's name."""
    if draft.owner is not None:
        return [draft.owner]
    return list(User.objects.filter(membership__group=draft.group_id, membership__role__in=WRITERS))


def mark_read(user: User) -> None:
    user.notices.filter(read_at=None).update(read_at=timezone.now())


def mark_seen(user: User, draft: Draft, kind: Notice.Kind) -> None:
    """What a notice tells of was looked at in its own place."""
    user.notices.filter(draft=draft, kind=kind, read_at=None).update(read_at=timezone.now())


def unread(user: User) -> int:
    return user.notices.filter(read_at=None).count()


def forget_old() -> None:
    limit = timezone.now() - timedelta(days=KEPT_DAYS)
    Notice.objects.filter(read_at__lt=limit).delete()
