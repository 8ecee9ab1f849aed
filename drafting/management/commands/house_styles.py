"""Prints every published house style of an assembly or type: what of it was read, where and when, what is assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand
from django.db.models import F

from drafting.compose.kinds import AssemblyType, Kind, Proposer
from drafting.compose.style import PAGE_KEYS
from drafting.models import Assembly, HouseStyleEdition

HEADINGS = ("議会", "文書", "提出者", "出典あり", "推定", "推定の項目", "URL", "確認日")
LEAST_SOURCED = 3


class Command(BaseCommand):
    help = "登録されている様式を、出典のある項目・推定の項目・URL・確認日とともに一覧にします。"

    def handle(self, *args: Any, **options: Any) -> None:
        rows = HouseStyleEdition.objects.filter(entry__published=F("pk"), entry__retired_at=None)
        names = dict(Assembly.objects.values_list("code", "full_name"))
        ordered = sorted(rows, key=lambda row: (row.assembly, row.assembly_type, row.kind, row.proposer))
        for line in _columns([HEADINGS, *(_cells(row, names) for row in ordered)]):
            self.stdout.write(line)
        assemblies = {row.assembly for row in ordered if row.assembly and count(row, "sourced") >= LEAST_SOURCED}
        self.stdout.write(f"様式 {len(ordered)}件、出典のある項目が{LEAST_SOURCED}つ以上ある議会 {len(assemblies)}。")


def count(row: HouseStyleEdition, basis: str) -> int:
    """The page counts once for each of its own keys: 白川町's rule says four."""
    own = Counter(row.keys.values())[basis]
    return own - 1 + len(set(row.style["page"]) & set(PAGE_KEYS)) if row.keys.get("page") == basis else own


def _cells(row: HouseStyleEdition, names: dict[str, str]) -> tuple[str, ...]:
    subject = names.get(row.assembly, row.assembly) if row.assembly else AssemblyType(row.assembly_type).label
    assumed = " ".join(key for key, basis in row.keys.items() if basis == "assumed")
    counts = (str(count(row, basis)) for basis in ("sourced", "assumed"))
    proposer = Proposer(row.proposer).label if row.proposer else "―"
    return subject, Kind(row.kind).label, proposer, *counts, assumed or "―", row.url, row.read_on


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    listed = list(rows)
    widths = [max(map(_width, column)) for column in zip(*listed, strict=True)]
    for row in listed:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """In the columns of a terminal."""
    return sum(2 if east_asian_width(char) in "FWA" else 1 for char in text)
