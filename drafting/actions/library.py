"""Writes to the library: a release is loaded, an edition is proposed, published, checked, retired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from drafting.models import EDITION_OF, Edition, Entry, EntryKind, Link, State, User, word_index
from drafting.models.library import content_hash, search_text

from .library_form import problems_of

Named = tuple[str, str]  # slug, locator
# Keys within a passage, a demand's text or an opposing claim that a search for a year would otherwise find.
UNSEEN = {"slug", "from", "until", "cites"}


@dataclass(frozen=True)
class Item:
    """One thing of a release, in canonical form: every column present, every named entry as (slug, locator)."""

    kind: EntryKind
    slug: str
    columns: dict[str, Any]
    names: dict[str, tuple[Named, ...]] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        return content_hash({"columns": self.columns, "names": self.names})


@dataclass
class LoadReport:
    """How many items a load added, renewed, kept beside a local change, left retired, or found unchanged."""

    added: int = 0
    renewed: int = 0
    proposed: int = 0
    retired: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return (
            f"新しい項目 {self.added}件、新しい版 {self.renewed}件、公開待ち {self.proposed}件、"
            f"取下げのまま {self.retired}件、変わりなし {self.unchanged}件"
        )


def item_from(kind: EntryKind, raw: Mapping[str, Any]) -> Item:
    """From an object of a fixture file; ValidationError names a key that does not belong there."""
    cls = EDITION_OF[kind]
    slug = str(raw.get("slug", ""))
    unknown = set(raw) - {"slug"} - set(cls.CONTENT) - set(cls.NAMES)
    if not slug or unknown:
        raise ValidationError(f"{kind.value} {slug or '（識別名なし）'}: 使えない項目 {'、'.join(sorted(unknown))}")
    columns = {name: raw.get(name, _default(cls, name)) for name in cls.CONTENT}
    if problems := [f"{slug}: {problem}" for problem in problems_of(slug, columns)]:
        raise ValidationError(problems)
    names = {role: tuple(_named(raw.get(key))) for key, role in cls.NAMES.items()}
    if cited := _cited_in_passages(columns.get("passages")):
        names["cite"] = cited
    return Item(kind, slug, columns, {role: named for role, named in names.items() if named})


@transaction.atomic
def load_release(items: Iterable[Item]) -> LoadReport:
    """Brings a release in and destroys nothing curated here; ValidationError, and no write, on a dangling name.

    Untouched here: a new published edition.  Changed here: both kept, the release's as a proposal in the queue.
    Retired here: stays retired.  Same as the last release: no write at all.
    """
    listed = list(items)
    by_slug = {item.slug: item for item in listed}
    entries = {entry.slug: entry for entry in Entry.objects.select_related("published")}
    _refuse_repeated(listed)
    _refuse_other_kind(listed, entries)
    _refuse_dangling(by_slug, entries)
    fresh = [Entry(slug=item.slug, kind=item.kind) for item in by_slug.values() if item.slug not in entries]
    known = set(entries)
    entries |= {entry.slug: entry for entry in Entry.objects.bulk_create(fresh)}
    report = LoadReport()
    for item in by_slug.values():
        _load_one(item, entries[item.slug], entries, report, is_new=item.slug not in known)
    word_index.catch_up()
    return report


def propose(
    item: Item, author: User, reason: str, *, origin: str = Edition.Origin.HERE, state: State = State.WAITING
) -> Edition:
    """A new edition 公開待ち (or 執筆中) of an entry (made if it does not exist yet)."""
    with transaction.atomic():
        entry, _ = Entry.objects.get_or_create(slug=item.slug, defaults={"kind": item.kind})
        entries = _named_entries(item)
        return _write(item, entry, entries, state=state, origin=origin, author=author, reason=reason)


def rewrite(edition: Edition, item: Item, author: User | None, reason: str) -> None:
    """An edition 執筆中 with other content and reason; who wrote it last is its author."""
    edition.author, edition.reason = author, reason
    Link.objects.filter(edition=edition.pk).delete()
    _fill(edition, item, _named_entries(item))


def _named_entries(item: Item) -> dict[str, Entry]:
    """The entries that an item names, and its own; refused if one is missing or of another kind than the item's."""
    named = {slug for group in item.names.values() for slug, _ in group}
    entries = {entry.slug: entry for entry in Entry.objects.filter(slug__in=named | {item.slug})}
    _refuse_other_kind([item], entries)
    _refuse_dangling({item.slug: item}, entries)
    return entries


@transaction.atomic
def publish(edition: Edition, by: User) -> None:
    """Makes an edition 公開待ち the published one.

    One's own only where nobody else could; `is_published_alone` then says so for good."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != State.WAITING:
        raise ValidationError("公開待ちの版ではありません。", code="state")
    if edition.author_id == by.pk and _other_curators(by).exists():
        raise ValidationError("自分で作った版は、ほかの編集者が公開します。", code="own")
    now = timezone.now()
    entry = Entry.objects.select_for_update().get(pk=edition.entry_id)
    _withdraw(entry)
    Edition.objects.filter(pk=edition.pk).enter(
        State.PUBLISHED, published_by=by, published_at=now, checked_by=by, checked_at=now
    )
    entry.published_id, entry.retired_at = edition.pk, None
    entry.save(update_fields=["published", "retired_at"])
    word_index.catch_up()


@transaction.atomic
def retire(entry: Entry) -> None:
    """取下げ: no longer offered; drafts that use it keep it, and a release does not bring it back."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    _withdraw(entry)
    entry.retired_at = timezone.now()
    entry.save(update_fields=["retired_at"])
    word_index.catch_up()


def mark_checked(edition: Edition, by: User) -> None:
    """A curator here has looked at an edition that came with a release."""
    Edition.objects.filter(pk=edition.pk).update(checked_by=by, checked_at=timezone.now())


def _load_one(item: Item, entry: Entry, entries: Mapping[str, Entry], report: LoadReport, *, is_new: bool) -> None:
    if entry.released_hash == item.hash:
        report.unchanged += 1
        return
    published = entry.published
    was, entry.released_hash = entry.released_hash, item.hash
    if published is not None and published.content_hash == item.hash:
        report.unchanged += 1
    elif entry.retired_at:
        report.retired += 1
    elif published is None or published.content_hash == was:
        _publish_release(item, entry, entries)
        report.added += is_new
        report.renewed += not is_new
    else:
        _write(item, entry, entries, state=State.WAITING, reason="配布版の更新（ここで直した版があります）")
        report.proposed += 1
    entry.save(update_fields=["released_hash", "published"])


def _publish_release(item: Item, entry: Entry, entries: Mapping[str, Entry]) -> None:
    _withdraw(entry)
    entry.published = _write(item, entry, entries, state=State.PUBLISHED, reason="配布版")


def _withdraw(entry: Entry) -> None:
    if entry.published_id:
        Edition.objects.filter(pk=entry.published_id).enter(State.WITHDRAWN)


def _write(
    item: Item,
    entry: Entry,
    entries: Mapping[str, Entry],
    *,
    state: State,
    reason: str,
    origin: str = Edition.Origin.RELEASE,
    author: User | None = None,
) -> Edition:
    """The edition's row, with its links, before it is frozen."""
    cls = EDITION_OF[item.kind]
    last = entry.editions.order_by("-number").values_list("number", flat=True).first() or 0
    edition = cls(entry=entry, number=last + 1, state=State.WRITING, origin=origin, author=author, reason=reason)
    _fill(edition, item, entries)
    stamp = {"published_at": timezone.now()} if state == State.PUBLISHED else {}
    Edition.objects.filter(pk=edition.pk).enter(state, **stamp)
    return Edition.objects.get(pk=edition.pk)


def _fill(edition: Edition, item: Item, entries: Mapping[str, Entry]) -> None:
    """The item's content and names into the row of an edition 執筆中, saved."""
    for column, value in item.columns.items():
        setattr(edition, column, value)
    edition.content_hash = item.hash
    edition.search_text = search_text(*(_flat(item.columns[column]) for column in edition.SEARCHED))
    _refuse_invalid(edition)
    edition.save()
    Link.objects.bulk_create(
        Link(edition_id=edition.pk, entry=entries[slug], role=role, locator=locator, position=position)
        for role, named in item.names.items()
        for position, (slug, locator) in enumerate(named)
    )


def _refuse_invalid(edition: Edition) -> None:
    try:
        edition.full_clean(exclude=["entry", "author"], validate_unique=False)
    except ValidationError as error:
        slug, found = edition.entry.slug, error.message_dict.items()
        raise ValidationError([f"{slug} {column}: {line}" for column, lines in found for line in lines]) from error


def _refuse_repeated(items: Iterable[Item]) -> None:
    times = Counter(item.slug for item in items)
    if repeated := [slug for slug, number in times.items() if number > 1]:
        raise ValidationError([f"{slug}: 同じ識別名の項目が二つ以上あります" for slug in repeated])


def _refuse_other_kind(items: Iterable[Item], entries: Mapping[str, Entry]) -> None:
    """A slug never changes what it stands for."""
    problems = [
        f"{item.slug}: {EntryKind(entries[item.slug].kind).label}の識別名です（{item.kind.label}には使えません）"
        for item in items
        if item.slug in entries and entries[item.slug].kind != item.kind
    ]
    if problems:
        raise ValidationError(problems)


def _refuse_dangling(items: Mapping[str, Item], entries: Mapping[str, Entry]) -> None:
    problems = [
        f"{item.slug}: 「{slug}」がありません"
        for item in items.values()
        for named in item.names.values()
        for slug, _ in named
        if slug not in items and slug not in entries
    ]
    if problems:
        raise ValidationError(problems)


def _other_curators(user: User) -> Any:
    return User.objects.filter(is_active=True, is_curator=True).exclude(pk=user.pk)


def _default(cls: type[Edition], column: str) -> Any:
    default = getattr(cls(), column)
    return "" if default is None else default


def _named(value: Any) -> Iterable[Named]:
    """A slug, a list of slugs, or a list of {"source": slug, "locator": …}."""
    if not value:
        return []
    several = value if isinstance(value, list) else [value]
    return [(str(v.get("source", "")), v.get("locator", "")) if isinstance(v, dict) else (str(v), "") for v in several]


def _cited_in_passages(passages: Any) -> tuple[Named, ...]:
    slugs = [slug for passage in passages or [] for slug in passage.get("cites", [])]
    return tuple((slug, "") for slug in dict.fromkeys(slugs))


def _flat(value: Any) -> str:
    """All the text in a column that a reader sees, lists and objects included."""
    if isinstance(value, dict):
        return "\n".join(_flat(v) for key, v in value.items() if key not in UNSEEN)
    if isinstance(value, list):
        return "\n".join(_flat(v) for v in value)
    return value if isinstance(value, str) else ""
