"""Writes to drafts: started, saved, put away, brought back, exported.  A version is a draft file, only ever added."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drafting import bridge
from drafting.intake import from_file
from drafting.intake.draft_file import DraftFile, to_json
from drafting.intake.merge import Clash, merge
from drafting.models import Draft, DraftingGroup, DraftUse, DraftVersion, User, VersionName
from drafting.models.library import content_hash

Cause = DraftVersion.Cause


class Conflict(ValidationError):
    """Two people changed the same place.

    `mine` was made from version `base`; `current` is what stands now; `clashes` are the places."""

    def __init__(self, mine: DraftFile, base: int, current: DraftVersion, clashes: tuple[Clash, ...]) -> None:
        super().__init__("2人の直しが重なりました。", code="conflict")
        self.mine = mine
        self.base = base
        self.current = current
        self.clashes = clashes


@transaction.atomic
def start_draft(file: DraftFile, owner: User, group: DraftingGroup | None = None, cause: str = Cause.STARTED) -> Draft:
    """A new draft of a person, or of a group for which this person may write."""
    draft = Draft.objects.create(owner=None if group else owner, group=group)
    append_first(draft, file, owner, cause)
    return draft


def append_first(draft: Draft, file: DraftFile, by: User | None, cause: str) -> None:
    append(draft, file, by, cause, number=1)


@transaction.atomic
def save_draft(
    draft_id: UUID, file: DraftFile, by: User | None, based_on: int, cause: str = Cause.SAVED
) -> DraftVersion:
    """A further version; the same content as now adds none.  `by` is None where a guest writes.

    If somebody saved since version `based_on`, both changes are brought together by block; Conflict, and no write,
    where both changed the same place."""
    draft, current = locked(draft_id)
    if current.number != based_on:
        base = draft.versions.as_of(based_on)
        if base is None or based_on > current.number:
            raise DraftVersion.DoesNotExist
        merged = merge(file_of(base), file, file_of(current))
        if merged.clashes:
            raise Conflict(file, based_on, current, merged.clashes)
        file = merged.file
    return append(draft, file, by, cause, number=current.number + 1)


@transaction.atomic
def name_version(version: DraftVersion, name: str, by: User | None, seen: str | None = None) -> None:
    """A name keeps the version for good; a blank one takes the name away.

    `seen`: the name on the page; ValidationError if somebody has given another since."""
    locked(version.draft_id)
    given = VersionName.objects.filter(version=version).select_related("given_by").first()
    now = given.name if given else ""
    if seen is not None and now not in (seen, name):
        who = f"{given.given_by}さん" if given and given.given_by else "ほかの人"
        deed = f"「{now}」と名前を付けています" if now else "名前を外しています"
        raise ValidationError(f"この版には、{who}が先に{deed}。名前は変えていません。", code="named")
    if name:
        VersionName.objects.update_or_create(version=version, defaults={"name": name, "given_by": by})
    else:
        VersionName.objects.filter(version=version).delete()


def discard(draft: Draft) -> None:
    """Put away, not deleted: it can be brought back."""
    Draft.objects.filter(pk=draft.pk).update(discarded_at=timezone.now())


def bring_back(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(discarded_at=None)


def set_deadline(draft_id: UUID, deadline: datetime | None, seen: datetime | None) -> bool:
    """What somebody entered, or nothing any more; not an edit of the text.

    False, and no write, if it is not the one that was `seen` any more."""
    return bool(Draft.objects.filter(pk=draft_id, deadline=seen).update(deadline=deadline))


def file_of(draft: Draft | DraftVersion) -> DraftFile:
    """The draft file that a draft is now, or that a version was."""
    return from_file.parse(draft.content)


def locked(draft_id: UUID) -> tuple[Draft, DraftVersion]:
    """As stored now, not as some caller read it earlier; nobody else saves until the transaction ends."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("current").get(pk=draft_id)
    assert draft.current is not None
    return draft, draft.current


def append(draft: Draft, file: DraftFile, by: User | None, cause: str, *, number: int) -> DraftVersion:
    """For a draft that is locked.  The same content as now adds nothing, unless a step back or forth was asked for."""
    reading = bridge.read(file)
    content = to_json(bridge.pinned(reading))
    from_file.parse(content)  # a Refusal now, and nothing written, rather than a draft that never opens again
    digest = content_hash(content)
    is_step = cause in (Cause.UNDONE, Cause.REDONE)
    if draft.current is not None and draft.current.content_hash == digest and not is_step:
        return draft.current
    version = DraftVersion.objects.create(
        draft=draft, number=number, content=content, content_hash=digest, cause=cause, author=by
    )
    uses = [DraftUse(version=version, edition_id=pk) for pk in bridge.editions_used(reading)]
    DraftUse.objects.bulk_create(uses)
    draft.current = version
    draft.save(update_fields=["current", "updated_at"])
    return version
