"""Reads the fixtures of a release from disk; what to do with them is decided in library.py."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from drafting.models import Assembly, EntryKind
from drafting.models.search import normalised

from .library import Item, LoadReport, item_from, load_release

FIXTURES = settings.ROOT / "fixtures"
# File (or folder of files) of each kind.
FILES = {
    EntryKind.THEME: "themes",
    EntryKind.SOURCE: "sources",
    EntryKind.FACT: "facts",
    EntryKind.QUOTATION: "quotations",
    EntryKind.ARGUMENT: "arguments",
    EntryKind.DEMAND: "demands",
    EntryKind.ADDRESSEE: "addressees",
    EntryKind.TERM: "terms",
    EntryKind.ADVICE: "advice",
    EntryKind.NOTE: "notes",
    EntryKind.FIGURE: "figures",
    EntryKind.HOUSE_STYLE: "house_styles",
    EntryKind.READY_SET: "sets",
}


@transaction.atomic
def load_fixtures(folder: Path = FIXTURES) -> tuple[LoadReport, int]:
    """The library and the assemblies of this release; gives the report and how many assemblies were written."""
    written = load_assemblies(folder / "assemblies.csv")
    items = list(items_in(folder / "library"))
    _refuse_unknown_assemblies(items)
    return load_release(items), written


def _refuse_unknown_assemblies(items: Iterable[Item]) -> None:
    """A style of a code that no assembly has would never be used, and nobody would see it."""
    codes = {item.slug: item.columns["assembly"] for item in items if item.kind is EntryKind.HOUSE_STYLE}
    known = set(Assembly.objects.filter(code__in=codes.values()).values_list("code", flat=True))
    if wrong := [f"{slug}: 「{code}」の議会はありません" for slug, code in codes.items() if code and code not in known]:
        raise ValidationError(wrong)


def items_in(folder: Path) -> Iterator[Item]:
    for kind, name in FILES.items():
        for path in [folder / f"{name}.json", *_by_theme(folder, name)]:
            if path.exists():
                yield from (item_from(kind, raw) for raw in _objects(path))


def _by_theme(folder: Path, name: str) -> list[Path]:
    """The files of a folder in the order of the themes, which is that of the library's pages."""
    found = sorted((folder / name).glob("*.json"))
    order = [str(raw["slug"]) for raw in _objects(folder / "themes.json")] if found else []
    return sorted(found, key=lambda path: order.index(path.stem) if path.stem in order else len(order))


def load_assemblies(path: Path) -> int:
    """Adds and renames; an assembly that a release no longer lists stays, since drafts may name it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [Assembly(**_assembly(row)) for row in csv.DictReader(file)]
    known = {assembly.code: assembly for assembly in Assembly.objects.all()}
    columns = ["prefecture", "name", "full_name", "kana", "type", "search_text"]
    fresh = [row for row in rows if row.code not in known]
    changed = []
    for row in rows:
        if (old := known.get(row.code)) and any(getattr(old, c) != getattr(row, c) for c in columns):
            row.pk = old.pk
            changed.append(row)
    Assembly.objects.bulk_create(fresh)
    Assembly.objects.bulk_update(changed, columns) if changed else None
    return len(fresh) + len(changed) + _mark_merged(path)


def _mark_merged(path: Path) -> int:
    """Those that merged away are marked, not deleted: columns merged_into (a code) and dissolved_on, where given."""
    with path.open(encoding="utf-8", newline="") as file:
        merged = [row for row in csv.DictReader(file) if row.get("merged_into")]
    known = {assembly.code: assembly for assembly in Assembly.objects.all()} if merged else {}
    marked = 0
    for row in merged:
        if row["merged_into"] not in known or not row.get("dissolved_on"):
            raise ValidationError(f"{row['code']}: 合併した先（{row['merged_into']}）か、合併した日がありません")
        into, day = known[row["merged_into"]].pk, date.fromisoformat(row["dissolved_on"])
        same = Assembly.objects.filter(code=row["code"]).exclude(merged_into=into, dissolved_on=day)
        marked += same.update(merged_into=into, dissolved_on=day)
    return marked


def _assembly(row: dict[str, str]) -> dict[str, str]:
    full = row["name"] if row["type"] == "prefecture" else row["prefecture"] + row["name"]
    search = " ".join(normalised(text) for text in (full, row["kana"], row["code"]))
    return {
        **{k: row[k] for k in ("code", "prefecture", "name", "kana", "type")},
        "full_name": full,
        "search_text": search,
    }


def _objects(path: Path) -> list[dict[str, object]]:
    try:
        objects = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValidationError(f"{path.name}: JSONとして読めません（{error}）") from error
    if not isinstance(objects, list):
        raise ValidationError(f"{path.name}: 項目の並びではありません")
    return objects
