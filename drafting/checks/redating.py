"""Relative dates as dates, and years said in the other calendar: what a mend of one click would write.

It guesses nothing: where the draft has no date, or a year has two eras, the words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..compose.content import DraftContent, PartialDate
from ..compose.dates import ERAS, in_calendar
from ..compose.stated import quotations_blanked

_YEARS = {"一昨年": -2, "昨年": -1, "去年": -1, "本年": 0, "今年": 0, "来年": 1, "再来年": 2}
_MONTHS = {"先月": -1, "今月": 0, "来月": 1}
_APRIL = 4
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WESTERN = re.compile("(?<![0-9])((?:1[89]|20)[0-9]{2})年(?!問題)(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")
_ERA = re.compile(f"({'|'.join(era.name for era in ERAS)})(元|[0-9]{{1,2}})年")


def absolute_dates(text: str, relative: re.Pattern[str], content: DraftContent) -> str:
    """昨年 → 令和7年, 本年度 → 令和8年度, by the date of the letter, else that of handing in."""
    when, calendar = content.letter_date or content.date, content.style.date_calendar
    return _replaced(text, relative, lambda match: _absolute(match.group(), when, calendar))


def in_one_calendar(text: str, calendar: str, left_alone: re.Pattern[str]) -> str:
    """2024年 → 令和6年, or the other way round; not where both are said, or a law's number has its era."""
    kept = [match.span() for match in left_alone.finditer(_folded(text))]
    pattern, said = (_WESTERN, _in_eras) if calendar == "wareki" else (_ERA, _western)

    def year(match: re.Match[str]) -> str:
        return "" if any(start <= match.start() < end for start, end in kept) else said(match)

    return _replaced(text, pattern, year)


def _replaced(text: str, pattern: re.Pattern[str], said: Callable[[re.Match[str]], str]) -> str:
    """Each match outside quotations; one for which `said` has no words stays."""
    for match in reversed([*pattern.finditer(_folded(text))]):
        if words := said(match):
            text = text[: match.start()] + words + text[match.end() :]
    return text


def _folded(text: str) -> str:
    """For searching: as long as the text, full-width digits and brackets as half-width."""
    return quotations_blanked(text).translate(_FULL_WIDTH)


def _absolute(word: str, when: PartialDate, calendar: str) -> str:
    if when.year is None:
        return ""
    if (years := _YEARS.get(word)) is not None:
        return in_calendar(PartialDate(when.year + years), calendar)
    if when.month is None:
        return ""
    if (years := _YEARS.get(word.removesuffix("度"))) is not None:
        began = when.year - (when.month < _APRIL)
        return in_calendar(PartialDate(began + years), "wareki" if calendar == "both" else calendar) + "度"
    if (months := _MONTHS.get(word)) is not None:
        years, month = divmod(when.month - 1 + months, 12)
        return in_calendar(PartialDate(when.year + years, month + 1), calendar)
    return ""


def _in_eras(match: re.Match[str]) -> str:
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = PartialDate.parse(PartialDate(year, month or 1, day or 1).iso)
    except ValueError:
        return ""
    last = PartialDate(year, month or 12, day or 28)
    eras = {in_calendar(when).partition("年")[0] for when in (first, last)}
    return in_calendar(PartialDate(year, month, day)) if len(eras) == 1 else ""


def _western(match: re.Match[str]) -> str:
    began = next(era.first_day.year for era in ERAS if era.name == match[1])
    return f"{began + (1 if match[2] == '元' else int(match[2])) - 1}年"
