"""What an import would do: which items are new or changed, word by word, and which are as they stand."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from drafting.compose.differences import Piece, differences
from drafting.models import Edition, Entry, State
from drafting.models.library import content_hash

from .cells import as_text
from .checking import Taken, read
from .columns import TABLES, Table, spread
from .items import Raw

# Comparing takes time as the square of the length; beyond this both texts are shown whole.
LONGEST_COMPARED = 8_000
_NAMING = ("title", "office", "statement", "text", "slug")


@dataclass(frozen=True)
class Field:
    """A place of an item that changes, as the curator reads it."""

    label: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        if len(self.before) + len(self.after) > LONGEST_COMPARED:
            both = (Piece("del", self.before), Piece("ins", self.after))
            return tuple(piece for piece in both if piece.text)
        return differences(self.before, self.after)


@dataclass(frozen=True)
class Change:
    """An item that would get a new edition.  `notes`: what the curator should know before."""

    taken: Taken
    notes: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.taken.item.slug

    @property
    def kind(self) -> str:
        return str(self.taken.item.kind.label)

    @property
    def is_new(self) -> bool:
        return self.taken.before is None

    @property
    def name(self) -> str:
        raw = self.taken.raw
        text = next(str(raw[key]) for key in _NAMING if raw.get(key))
        return text if len(text) <= 60 else text[:60] + "…"

    @cached_property
    def fields(self) -> list[Field]:
        table = TABLES[self.taken.item.kind]
        before, after = dict(_texts(table, self.taken.before or {})), dict(_texts(table, self.taken.raw))
        keys = [*after, *(key for key in before if key not in after)]
        return [
            Field(key, before.get(key, ""), after.get(key, ""))
            for key in keys
            if before.get(key, "") != after.get(key, "")
        ]


@dataclass(frozen=True)
class Plan:
    """`waiting`: items that already wait for publication exactly so; they are not proposed twice."""

    changes: Sequence[Change]
    unchanged: int
    waiting: int
    digest: str

    @property
    def added(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def renewed(self) -> int:
        return len(self.changes) - self.added


def plan_of(content: bytes, file_name: str) -> Plan:
    """Raises what `read` raises; writes nothing."""
    taken = read(content, file_name)
    changed = [one for one in taken if one.is_changed]
    slugs = [one.item.slug for one in changed]
    waiting, writing = _open(slugs, State.WAITING), _open(slugs, State.WRITING)
    retired = set(Entry.objects.filter(slug__in=slugs, retired_at__isnull=False).values_list("slug", flat=True))
    fresh = [one for one in changed if one.item.hash not in waiting.get(one.item.slug, ())]
    changes = [Change(one, tuple(_notes(one.item.slug, waiting, writing, retired))) for one in fresh]
    return Plan(changes, len(taken) - len(changed), len(changed) - len(fresh), _digest(changes))


def _open(slugs: list[str], state: State) -> dict[str, set[str]]:
    """By slug, the content of the editions that are in this state."""
    found: dict[str, set[str]] = {}
    editions = Edition.objects.filter(entry__slug__in=slugs, state=state)
    for slug, digest in editions.values_list("entry__slug", "content_hash"):
        found.setdefault(slug, set()).add(digest)
    return found


def _notes(slug: str, waiting: Container[str], writing: Container[str], retired: Container[str]) -> Iterator[str]:
    if slug in waiting:
        yield "ほかにも、公開待ちの版があります。"
    if slug in writing:
        yield "ほかに、書きかけの版があります。"
    if slug in retired:
        yield "取り下げた項目です。公開すると、また使えるようになります。"


def _digest(changes: list[Change]) -> str:
    """Of what was shown: from which content to which."""
    return content_hash({change.slug: [change.taken.before, change.taken.item.hash] for change in changes})


def _texts(table: Table, raw: Raw) -> Iterator[tuple[str, str]]:
    """Every place of an item with its text, under a label that says where it is."""
    for column in table.columns:
        if column.key != "slug":
            yield column.label, as_text(column, raw.get(column.key))
    for rows in table.rows:
        for at, line in enumerate(spread(rows, raw), start=1):
            for column in rows.columns:
                if column.key in line:
                    yield f"{_row_name(rows.sheet, at, line)}：{column.label}", as_text(column, line[column.key])


def _row_name(sheet: str, at: int, line: dict[str, Any]) -> str:
    return f"様式「{line['key']}」" if "key" in line else f"{sheet} {at}"
