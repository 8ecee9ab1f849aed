"""The published library as objects of the fixtures, and those as a JSON file.  It knows no other file format."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from drafting.models import EDITION_OF, Edition, EntryKind, Link
from drafting.models.browsing import shown

from .columns import TABLES, Holds, Table

Raw = dict[str, Any]


def published(kind: EntryKind, slugs: Iterable[str] | None = None) -> list[Raw]:
    """What readers see of a kind, in the order in which it came; two queries however many there are."""
    found = shown(EDITION_OF[kind]).order_by("entry_id")
    editions = list(found if slugs is None else found.filter(entry__slug__in=list(slugs)))
    return raws(kind, editions)


def raws(kind: EntryKind, editions: list[Any]) -> list[Raw]:
    """Editions of one kind as a fixture file writes them."""
    named: dict[int, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    links = Link.objects.filter(edition__in=[edition.pk for edition in editions]).order_by("position")
    for edition_id, role, slug, locator in links.values_list("edition_id", "role", "entry__slug", "locator"):
        named[edition_id][role].append((slug, locator))
    return [_raw(TABLES[kind], edition, named[edition.pk]) for edition in editions]


def to_json(kinds: Iterable[EntryKind]) -> bytes:
    """One object: under the name of each fixture file, what stands in it."""
    files: dict[str, list[Raw]] = {}
    for kind in kinds:
        for raw in published(kind):
            files.setdefault(_file(TABLES[kind], raw), []).append(raw)
    return (json.dumps(files, ensure_ascii=False, indent=2) + "\n").encode()


def _file(table: Table, raw: Raw) -> str:
    # Arguments lie in a folder, a file for each theme.
    return f"{table.file}/{raw['theme']}.json" if table.kind is EntryKind.ARGUMENT else f"{table.file}.json"


def _raw(table: Table, edition: Edition, named: dict[str, list[tuple[str, str]]]) -> Raw:
    raw: Raw = {"slug": edition.entry.slug}
    roles = EDITION_OF[table.kind].NAMES
    for key in table.order:
        value = _names(table, key, named[roles[key]]) if key in roles else getattr(edition, key)
        column = table.column(key)
        if value or not (column and column.optional):
            raw[key] = value
    return raw


def _names(table: Table, key: str, named: list[tuple[str, str]]) -> Any:
    """One slug, several, or several each with its place."""
    column = table.column(key)
    if column is None:
        return [{"source": slug, "locator": locator} for slug, locator in named]
    slugs = [slug for slug, _ in named]
    return slugs if column.holds is Holds.SLUGS else next(iter(slugs), "")
