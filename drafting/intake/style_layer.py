"""A layer of a house style checked key by key, and the grid against the sheet; for draft files and HouseStyle rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..compose.style import Layer, Margins, Page, Style, resolve
from .reading import read_shape
from .refusal import Problem, Refusal
from .shapes import STYLE

# 42 characters of 11 pt are 162.98 mm in 163; what a councils' rule rounds must pass.
TOLERANCE_MM = 0.5


@dataclass(frozen=True)
class Clash:
    """Two keys whose values cannot both hold; the first is the one to change."""

    keys: tuple[str, str]
    holds: Callable[[Style], bool]
    reason: str


CLASHES = (
    Clash(
        ("reasons_place", "cover"),
        lambda style: style.reasons_place == "cover" and style.cover == "none",
        "表紙がない様式では、提案理由を表紙に置けません",
    ),
    Clash(
        ("introducers_min", "introducers_max"),
        lambda style: (style.introducers_min or 0) > (style.introducers_max or 1000),
        "紹介議員の最少が、最多を上回っています",
    ),
    Clash(
        ("numerals", "page"),
        lambda style: style.numerals == "kanji" and not style.page.vertical,
        "漢数字は、縦書きの様式でだけ使えます",
    ),
)


def read_layer(value: object, path: str = "style") -> dict[str, Any]:
    """The layer, or a Refusal with every problem in it."""
    problems: list[Problem] = []
    layer = read_shape(STYLE, value, path, problems)
    problems += grid_problems(page_of(layer), f"{path}.page")
    if not problems:
        problems += _senseless(layer, path)
    if problems:
        raise Refusal(problems)
    return dict(layer)


def style_problems(style: Style, own: Layer, path: str = "style") -> Iterator[Problem]:
    """What of a resolved style makes no sense because of the keys that a draft adds to its assembly's."""
    if "page" in own:
        yield from grid_problems(style.page, f"{path}.page")
    yield from (_clash(clash, path, style) for clash in CLASHES if {*clash.keys} & {*own} and clash.holds(style))


def _senseless(layer: Layer, path: str) -> Iterator[Problem]:
    """Of one layer alone.  Whether the paper is vertical may stand in a layer below it."""
    if layer.get("letter_order") == []:
        yield Problem(
            f"{path}.letter_order", "0件の並び", "1つ以上", f"「{path}.letter_order」が空です。紙に何も出ません。"
        )
    alone = [clash for clash in CLASHES if {*clash.keys} <= {*layer} and "page" not in clash.keys]
    if alone:
        style = resolve([layer])
        yield from (_clash(clash, path, style) for clash in alone if clash.holds(style))


def _clash(clash: Clash, path: str, style: Style) -> Problem:
    name, other = (f"{path}.{key}" for key in clash.keys)
    message = f"「{name}」は「{other}」と合いません。{clash.reason}。"
    return Problem(name, str(getattr(style, clash.keys[0])), clash.reason, message)


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
