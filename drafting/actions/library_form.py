"""Whether the content of a library item can be read, filled and printed at all; it knows no rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from drafting.compose.content import PartialDate, Wording
from drafting.compose.kinds import Strength
from drafting.compose.wording import UNKNOWN, Words, fill
from drafting.intake.refusal import Refusal, shown
from drafting.intake.style_layer import read_layer

MOST_OF_A_SLUG = 80
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_SOME_DRAFT = Words(UNKNOWN, UNKNOWN, UNKNOWN, "国", "wareki", PartialDate(2026, 12, 10))
# Columns that hold variants by period, and the texts of each.
VARIANTS = {"passages": ("plain", "polite"), "texts": tuple(strength.value for strength in Strength)}
DATES = ("date", "as_of", "event_date")
DAYS = ("next_review", "read_on")
# What the value of a house style's key rests on: the page that the row names, or nobody's word yet.
BASES = ("sourced", "assumed")


def problems_of(slug: str, columns: Mapping[str, Any]) -> list[str]:
    """Everything that would stop a page or a paper later, in words for whoever makes the release."""
    return [
        *_of_slug(slug),
        *(problem for name, texts in VARIANTS.items() for problem in _of_variants(name, columns.get(name), texts)),
        *_of_template("cite_as", columns.get("cite_as", "")),
        *_of_dates(columns),
        *_of_style(columns.get("style", {})),
        *_of_bases(columns.get("style", {}), columns.get("keys", {})),
    ]


def _of_slug(slug: str) -> Iterator[str]:
    if not _SLUG.fullmatch(slug) or len(slug) > MOST_OF_A_SLUG:
        yield f"識別名は英小文字・数字・ハイフンで{MOST_OF_A_SLUG}字までです"


def _of_variants(name: str, variants: Any, texts: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(variants or [], list):
        yield f"{name}: 並びではありません"
        return
    for at, variant in enumerate(variants or []):
        path = f"{name}[{at}]"
        if not isinstance(variant, dict):
            yield f"{path}: キーのまとまりではありません"
            continue
        yield from _of_variant(path, variant, texts)


def _of_variant(path: str, variant: dict[str, Any], texts: tuple[str, ...]) -> Iterator[str]:
    for key in sorted(set(variant) - {"from", "until", "cites", *texts}):
        yield f"{path}.{key}: 使えない項目"
    for key in ("from", "until"):
        yield from _of_date(f"{path}.{key}", variant.get(key, ""), date.fromisoformat)
    for key in texts:
        if variant.get(key):
            yield from _of_template(f"{path}.{key}", variant[key])
        else:
            yield f"{path}.{key}: 文がありません"


def _of_template(path: str, text: Any) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{path}: 文字列ではありません"
        return
    for placeholder in _PLACEHOLDER.findall(text):
        try:
            fill(Wording(placeholder, template=True), _SOME_DRAFT)
        except ValueError:
            yield f"{path}: 「{placeholder}」は使えません"
    if set(_PLACEHOLDER.sub("", text)) & {"{", "}"}:
        yield f"{path}: 「{{」と「}}」が対になっていません"


def _of_dates(columns: Mapping[str, Any]) -> Iterator[str]:
    for name in DATES:
        yield from _of_date(name, columns.get(name, ""), PartialDate.parse)
    for name in DAYS:
        yield from _of_date(name, columns.get(name, ""), date.fromisoformat)


def _of_date(path: str, text: Any, parse: Any) -> Iterator[str]:
    try:
        parse(text) if text else None
    except (TypeError, ValueError):
        yield f"{path}: 「{shown(text)}」は日付として読めません"


def _of_style(style: Any) -> Iterator[str]:
    try:
        read_layer(style)
    except Refusal as refusal:
        yield from (problem.message for problem in refusal.problems)


def _of_bases(style: Any, bases: Any) -> Iterator[str]:
    """Every key of a house style says what it rests on, so that nothing assumed passes for an assembly's own rule."""
    if not isinstance(style, dict) or not isinstance(bases, dict):
        yield "keys: キーのまとまりではありません"
        return
    for key in style:
        if key not in bases:
            yield f"keys.{shown(key)}: 根拠がありません（sourced か assumed）"
    for key, basis in bases.items():
        if key not in style:
            yield f"keys.{shown(key)}: style にない項目です"
        elif basis not in BASES:
            yield f"keys.{shown(key)}: 「{shown(basis)}」ではなく sourced か assumed です"
