"""Fills the library's placeholders and those of a style's texts.  It knows nothing of blocks or sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from .content import Assembly, DraftContent, PartialDate, Period, Wording
from .dates import in_calendar, months_between, span

UNKNOWN = "○○"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_STYLE_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MONTH = re.compile(r"\d{4}-\d{2}")
T = TypeVar("T")


@dataclass(frozen=True)
class Words:
    """What the placeholders stand for in one draft."""

    residents: str
    here: str
    assembly: str
    state: str
    calendar: str
    day: PartialDate


def words_of(content: DraftContent) -> Words:
    residents, here, assembly = local_words(content.assembly)
    today = PartialDate(content.today.year, content.today.month, content.today.day)
    return Words(
        residents=residents,
        here=here,
        assembly=assembly,
        state=content.style.state,
        calendar=content.style.date_calendar,
        day=content.letter_date or content.date or today,
    )


def local_words(assembly: Assembly | None) -> tuple[str, str, str]:
    """区民, 本区, 世田谷区議会."""
    if assembly is None:
        return UNKNOWN, UNKNOWN, f"{UNKNOWN}議会"
    return f"{assembly.unit}民", f"本{assembly.unit}", assembly.assembly_name


def fill(wording: Wording, words: Words) -> str:
    """A writer's braces stay as typed; in a template of the library an unknown placeholder is a ValueError."""
    if not wording.template:
        return wording.text
    return _PLACEHOLDER.sub(lambda match: _filled(match[1], words), wording.text)


def fill_style(template: str, words: Words, **values: str) -> str:
    """A text of a style, which assemblies and authors write too: braces that mean nothing here stay as they are."""
    known = {"assembly": words.assembly, "state": words.state, "residents": words.residents, "here": words.here}
    known |= values
    return _STYLE_PLACEHOLDER.sub(lambda match: known.get(match[1], match[0]), template)


def variant_on(variants: Iterable[tuple[Period, T]], day: date) -> T | None:
    """The first variant that makes sense on the day of the letter."""
    return next((variant for period, variant in variants if period.contains(day)), None)


def _filled(placeholder: str, words: Words) -> str:
    name, _, argument = placeholder.partition(":")
    local = {"residents": words.residents, "here": words.here, "assembly": words.assembly, "state": words.state}
    if placeholder in local:
        return local[placeholder]
    if argument and name == "date":
        return in_calendar(PartialDate.parse(argument), words.calendar)
    if _MONTH.match(argument) and name == "month":
        return in_calendar(PartialDate.parse(argument[:7]), words.calendar)
    if argument and name == "years_since":
        return span(months_between(PartialDate.parse(argument), words.day))
    raise ValueError(f"unknown placeholder {{{placeholder}}}")
