"""Drafts of people without an account: begun, taken into an account, gone as told.  It knows no requests.

The link's token is made from the secret key and the draft's own id, 256 bits: whoever works on the draft can be shown
it again, while the database, which holds its hash alone, gives it to nobody.
"""

from __future__ import annotations

import base64
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from drafting.access import guest_hash
from drafting.intake.draft_file import DraftFile
from drafting.models import Draft, DraftVersion, User

from .drafts import append_first


@transaction.atomic
def start_guest_draft(file: DraftFile, cause: str = DraftVersion.Cause.STARTED) -> Draft:
    draft = Draft(guest_until=timezone.localdate() + timedelta(days=settings.GUEST_DAYS))
    draft.guest_hash = guest_hash(_token(draft.pk))
    draft.save()
    append_first(draft, file, None, cause)
    return draft


def token_of(draft: Draft) -> str | None:
    """None once the secret key was changed: the link that was noted down still works, but cannot be shown again."""
    token = _token(draft.pk)
    return token if guest_hash(token) == draft.guest_hash else None


@transaction.atomic
def take_into_account(draft: Draft, by: User) -> None:
    """From now on the draft is that person's alone, and the link leads nowhere."""
    taken = Draft.objects.filter(pk=draft.pk, guest_hash=draft.guest_hash).exclude(guest_hash="")
    if not taken.update(owner=by, guest_hash="", guest_until=None):
        raise ValidationError("この下書きは、もうほかの人の下書きになっています。", code="taken")


@transaction.atomic
def erase_guest_draft(draft: Draft) -> None:
    """With all its versions, exports and the index of what they use: a draft goes as a whole.

    One that was taken into an account meanwhile stays."""
    for kept in Draft.objects.select_for_update().filter(pk=draft.pk).exclude(guest_hash=""):
        kept.delete()


def erase_expired() -> int:
    """Those whose last day is over, each on its own, so that one that cannot be erased does not keep the others."""
    expired = Draft.objects.exclude(guest_hash="").filter(guest_until__lt=timezone.localdate())
    for draft in (found := list(expired)):
        erase_guest_draft(draft)
    return len(found)


def _token(draft_id: UUID) -> str:
    digest = salted_hmac("drafting.guest_link", str(draft_id), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
