"""A layer of a house style checked key by key, and the grid against the sheet; for draft files and HouseStyle rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..compose.style import Margins, Page, resolve
from .reading import read_shape
from .refusal import Problem, Refusal
from .shapes import STYLE

# 42 characters of 11 pt are 162.98 mm in 163; what a councils' rule rounds must pass.
TOLERANCE_MM = 0.5


def read_layer(value: object, path: str = "style") -> dict[str, Any]:
    """The layer, or a Refusal with every problem in it."""
    problems: list[Problem] = []
    layer = read_shape(STYLE, value, path, problems)
    problems += grid_problems(page_of(layer), f"{path}.page")
    if problems:
        raise Refusal(problems)
    return dict(layer)


def page_of(layer: object) -> Page | None:
    """The page of one layer over the base style; None where it says nothing of it, or nothing that can be read.

    A layer is judged alone, so that the same file is refused or taken whichever assembly it is for."""
    given = layer.get("page") if isinstance(layer, Mapping) else None
    if not given or None in _leaves(given):
        return None
    return resolve([{"page": given}]).page


def grid_problems(page: Page | None, path: str = "page") -> Iterator[Problem]:
    """What of a resolved page does not fit on an A4 sheet."""
    if page is None:
        return
    along, across = page.text_width_mm, page.text_height_mm
    if page.vertical:
        along, across = across, along
    yield from _too_long(page.chars_per_line, "字", page, along, f"{path}.chars_per_line")
    yield from _too_long(page.lines_per_page, "行", page, across, f"{path}.lines_per_page")


def _too_long(count: int, unit: str, page: Page, room: float, path: str) -> Iterator[Problem]:
    needed = count * page.font_size_mm
    if needed <= room + TOLERANCE_MM:
        return
    fits = max(0, int((room + TOLERANCE_MM) / page.font_size_mm))
    message = (
        f"「{path}」の{count}{unit}は紙に入りません（{page.font_size_pt:g}ポイントで{needed:.0f}mm、"
        f"余白を除いた幅は{room:.0f}mm）。{fits}{unit}以下にするか、文字か余白を小さくしてください。"
    )
    yield Problem(path, str(count), f"{fits}以下（余白 {_margins(page.margins)}mm）", message)


def _margins(margins: Margins) -> str:
    return f"上{margins.top:g} 右{margins.right:g} 下{margins.bottom:g} 左{margins.left:g}"


def _leaves(given: Mapping[str, Any]) -> list[object]:
    inner = given.get("margins", {})
    return [*given.values(), *(inner.values() if isinstance(inner, Mapping) else ())]
