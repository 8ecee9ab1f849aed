"""Where each key of a style comes from: which layer says it, on what it rests, where and when that was read.

It knows rows and layers; what a key is called on a screen it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from drafting.compose.kinds import Kind, Proposer
from drafting.compose.style import KEYS, MARGIN_KEYS, Layer, Style, base_layer, parts_in, resolve
from drafting.models import Assembly, HouseStyleEdition

from .houses import house_styles

# The page is laid over key by key, so each of its parts has grounds of its own.
PAGE_PARTS = (
    *("page.chars_per_line", "page.lines_per_page", "page.font_size_pt"),
    *(f"page.margins.{side}" for side in MARGIN_KEYS),
    "page.vertical",
)
PARTS = (*(key for key in KEYS if key != "page"), *PAGE_PARTS)


class Storey(StrEnum):
    """The layers of a style, lowest first."""

    BASE = "base"
    TYPE = "type"
    ASSEMBLY = "assembly"
    DRAFT = "draft"


@dataclass(frozen=True)
class Grounds:
    """One part of a style.  `basis`: `sourced` or `assumed` where a stored row says it, with its URL and day."""

    part: str
    value: Any
    storey: Storey = Storey.BASE
    basis: str = ""
    url: str = ""
    read_on: str = ""

    @property
    def is_sourced(self) -> bool:
        return self.basis == "sourced"


@dataclass(frozen=True)
class _Laid:
    """A layer with what its keys rest on."""

    storey: Storey
    layer: Layer
    bases: Mapping[str, str]
    url: str = ""
    read_on: str = ""


def explained_style(
    assembly: Assembly | None, kind: Kind, proposer: Proposer, own: Layer | None = None
) -> dict[str, Grounds]:
    """Every part of the style of a draft, with its grounds."""
    return explained(house_styles(assembly, kind, proposer), kind, proposer, own)


def explained(
    rows: Iterable[HouseStyleEdition], kind: Kind, proposer: Proposer, own: Layer | None = None
) -> dict[str, Grounds]:
    """The same over rows that were already read, the lowest first."""
    laid = [_Laid(Storey.BASE, base_layer(kind, proposer), {}), *map(_of_row, rows), _Laid(Storey.DRAFT, own or {}, {})]
    style = resolve([one.layer for one in laid])
    last: dict[str, _Laid] = {}
    for one in laid:
        if "closing_register" in one.layer and "closing" not in one.layer:
            last.pop("closing", None)
        last |= {part: one for part, _ in parts_in(one.layer)}
    return {part: _grounds(part, style, last.get(part)) for part in PARTS}


def part_of(style: Style, part: str) -> Any:
    """The value of a part in a resolved style, as JSON has it."""
    value: Any = style
    for name in part.split("."):
        value = getattr(value, name)
    return _plain(value)


def _of_row(row: HouseStyleEdition) -> _Laid:
    storey = Storey.ASSEMBLY if row.assembly else Storey.TYPE
    return _Laid(storey, row.style, row.keys, row.url, row.read_on)


def _grounds(part: str, style: Style, laid: _Laid | None) -> Grounds:
    value = part_of(style, part)
    if laid is None or laid.storey is Storey.BASE:
        return Grounds(part, value)
    basis = laid.bases.get(part.partition(".")[0], "")
    return Grounds(part, value, laid.storey, basis, laid.url, laid.read_on)


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
