"""The way of an edition 執筆中 → 公開待ち → 公開 → 取下げ, step by step; every step refuses whoever may not take it.

Whoever last changed an edition is its author: so of what is published, two people have read every word.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from drafting import access
from drafting.models import EDITION_OF, Decision, Edition, Entry, EntryKind, Report, State, User

from . import library

What = Decision.What
OPEN = (State.WRITING.value, State.WAITING.value)
# Of these, an edition names one at most; the others are lists.
SINGLE = ("theme", "parent", "source")


def content_of(edition: Edition) -> dict[str, Any]:
    """An edition as the object of a fixture file that `item_from` reads."""
    cls = EDITION_OF[EntryKind(edition.entry.kind)]
    typed = edition if isinstance(edition, cls) else cls.objects.get(pk=edition.pk)
    named: dict[str, list[Any]] = {key: [] for key in cls.NAMES}
    keys = {role: key for key, role in cls.NAMES.items()}
    for role, slug, locator in edition.links.order_by("position", "pk").values_list("role", "entry__slug", "locator"):
        if role in keys:
            has_place = role == "citation" or locator
            named[keys[role]].append({"source": slug, "locator": locator} if has_place else slug)
    single = {key: (named[key][0] if named[key] else "") for key in named if key in SINGLE}
    return {"slug": edition.entry.slug, **{name: getattr(typed, name) for name in cls.CONTENT}, **named, **single}


def open_edition(entry: Entry) -> Edition | None:
    """The one edition that is being made here; a release's proposal may wait beside it."""
    return entry.editions.filter(state__in=OPEN, origin=Edition.Origin.HERE).order_by("-number").first()


@transaction.atomic
def start_edition(entry: Entry, by: User) -> Edition:
    """A copy of what is (or, if retired, was last) published, to be changed."""
    _require_curator(by)
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if open_edition(entry):
        raise ValidationError("この項目には、書きかけの版があります。その版を直してください。", code="open")
    if entry.published is None:
        raise ValidationError("公開した版がないので、写せません。", code="state")
    item = library.item_from(EntryKind(entry.kind), content_of(entry.published))
    return _decided(library.propose(item, by, "", state=State.WRITING), What.STARTED, by)


@transaction.atomic
def start_item(kind: EntryKind, content: dict[str, Any], reason: str, by: User) -> Edition:
    """The first edition of a new item."""
    _require_curator(by)
    if Entry.objects.filter(slug=content["slug"]).exists():
        raise ValidationError(f"「{content['slug']}」は、もう使われています。", code="slug")
    item = library.item_from(kind, content)
    return _decided(library.propose(item, by, reason, state=State.WRITING), What.STARTED, by)


@transaction.atomic
def save_edition(edition: Edition, content: dict[str, Any], reason: str, by: User, based_on: str) -> None:
    """Only 執筆中, and only on top of the text that the writer saw (`based_on`, its content hash)."""
    _require_curator(by)
    stored = _locked(edition, State.WRITING, "執筆中の版ではないので、直せません。")
    if stored.content_hash != based_on:
        raise ValidationError("書いている間に、ほかの編集者がこの版を保存しました。", code="conflict")
    kind = EntryKind(stored.entry.kind)
    item = library.item_from(kind, content | {"slug": stored.entry.slug})
    changed = item.hash != stored.content_hash
    if changed and stored.author_id != by.pk:
        _decided(stored, What.TAKEN_OVER, by)
    typed = EDITION_OF[kind].objects.select_related("entry", "author").get(pk=stored.pk)
    library.rewrite(typed, item, by if changed else typed.author, reason)


@transaction.atomic
def submit(edition: Edition, by: User) -> None:
    """執筆中 → 公開待ち."""
    _require_curator(by)
    stored = _locked(edition, State.WRITING, "執筆中の版ではありません。")
    if not stored.reason.strip():
        raise ValidationError("変えた理由を書いてから、公開待ちにしてください。", code="reason")
    published = stored.entry.published
    if published and published.content_hash == stored.content_hash and not stored.entry.retired_at:
        raise ValidationError("公開中の版と同じ内容です。直してから公開待ちにしてください。", code="same")
    _enter(stored, State.WAITING, What.SUBMITTED, by)


@transaction.atomic
def send_back(edition: Edition, by: User, reason: str) -> None:
    """公開待ち → 執筆中.  A proposal, of a release or of a member, has no writer here to send it back to."""
    _require_curator(by)
    stored = _locked(edition, State.WAITING, "公開待ちの版ではありません。")
    if stored.is_proposal:
        raise ValidationError("提案は、公開するか、採らないかを選んでください。", code="release")
    _enter(stored, State.WRITING, What.SENT_BACK, by, _required(reason))


@transaction.atomic
def publish(edition: Edition, by: User) -> None:
    """公開待ち → 公開; library.publish refuses the author, unless nobody else could."""
    _require_curator(by)
    library.publish(edition, by)
    _decided(edition, What.PUBLISHED, by)


@transaction.atomic
def decline(edition: Edition, by: User, reason: str) -> None:
    """A proposal is not taken; the next load of the same release does not bring its own again."""
    _require_curator(by)
    stored = _locked(edition, State.WAITING, "公開待ちの版ではありません。")
    if not stored.is_proposal:
        raise ValidationError("ここで作った版は、理由を付けて戻してください。", code="here")
    _enter(stored, State.WITHDRAWN, What.DECLINED, by, _required(reason))


@transaction.atomic
def drop(edition: Edition, by: User, reason: str) -> None:
    """An edition 執筆中 that nobody will finish; it stays in the history."""
    _require_curator(by)
    stored = _locked(edition, State.WRITING, "執筆中の版ではありません。")
    _enter(stored, State.WITHDRAWN, What.DROPPED, by, _required(reason))


@transaction.atomic
def retire(entry: Entry, by: User, reason: str) -> None:
    """公開 → 取下げ.  One curator may: what is wrong has to go at once.  It comes back as a new edition."""
    _require_curator(by)
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.published is None or entry.retired_at:
        raise ValidationError("公開中の項目ではありません。", code="state")
    reason = _required(reason)
    library.retire(entry)
    _decided(entry.published, What.RETIRED, by, reason)


@transaction.atomic
def check(entry: Entry, by: User) -> None:
    """「確かめた」 of what a release brought and nobody here has looked at yet."""
    _require_curator(by)
    published = entry.published
    if published is None or entry.retired_at or not published.is_unchecked:
        raise ValidationError("確かめていない公開中の版ではありません。", code="state")
    library.mark_checked(published, by)
    _decided(published, What.CHECKED, by)


def report(entry: Entry, text: str, source: str = "", reporter: User | None = None) -> Report:
    """A reader says that something is wrong; anybody may."""
    if entry.published is None or entry.retired_at:
        raise ValidationError("公開中の項目ではありません。", code="state")
    return Report.objects.create(
        entry=entry, edition=entry.published, text=_required(text), source=source, reporter=reporter
    )


@transaction.atomic
def answer_report(given: Report, by: User, answer: str) -> None:
    _require_curator(by)
    stored = Report.objects.select_for_update().get(pk=given.pk)
    if stored.state != Report.State.OPEN:
        raise ValidationError("この知らせには、もう答えています。", code="state")
    stored.state, stored.answer = Report.State.ANSWERED, _required(answer)
    stored.answered_by, stored.answered_at = by, timezone.now()
    stored.save()


def _require_curator(by: User) -> None:
    if not access.may_curate(by):
        raise PermissionDenied


def _required(reason: str) -> str:
    if not reason.strip():
        raise ValidationError("理由を書いてください。", code="reason")
    return reason.strip()


def _locked(edition: Edition, state: State, otherwise: str) -> Edition:
    """The stored row, kept from others until the step is taken; refused if it is in another state by now."""
    stored: Edition = Edition.objects.select_for_update(of=("self",)).select_related("entry").get(pk=edition.pk)
    if stored.state != state:
        raise ValidationError(otherwise, code="state")
    return stored


def _enter(edition: Edition, state: State, what: What, by: User, reason: str = "") -> None:
    Edition.objects.filter(pk=edition.pk).enter(state)
    _decided(edition, what, by, reason)


def _decided(edition: Edition, what: What, by: User, reason: str = "") -> Edition:
    Decision.objects.create(edition=edition, what=what, by=by, reason=reason)
    return edition
