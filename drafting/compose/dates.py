"""Dates on paper: 和暦 with 元年, 西暦 or both, to the precision that is known.  It knows no style and no draft."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from .content import PartialDate


class Era(NamedTuple):
    name: str
    first_day: date


# 改元の日: 元号を改める政令 (平成31年政令第143号, 昭和64年政令第1号), 大正15年・明治45年の改元の詔書.
# 明治 counts from the first day of 慶応4年, to which the edict of 1868 made it run back.
ERAS = (
    Era("令和", date(2019, 5, 1)),
    Era("平成", date(1989, 1, 8)),
    Era("昭和", date(1926, 12, 25)),
    Era("大正", date(1912, 7, 30)),
    Era("明治", date(1868, 1, 25)),
)
BLANK = "　　"
# The words of a source are quoted with the years that it names.
_QUOTED = re.compile("(「(?:[^「」]|「[^「」]*」)*」|『[^『』]*』|https?://[!-~]+)")
_GREGORIAN = re.compile(r"(?<![0-9.,])(\d{4})年(?!度)(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def in_calendar(when: PartialDate, calendar: str = "wareki") -> str:
    """To the precision that is known, for running text: 令和8年12月."""
    if not when.year:
        return ""
    month = f"{when.month}月" if when.month else ""
    day = f"{when.day}日" if when.day else ""
    return _year(when, calendar) + month + day


def dated_in(text: str, calendar: str) -> str:
    """A text of the library whose dates stand as 2024年12月2日, with those dates as the draft's calendar has them.

    The library's facts and claims are read on the screen, and carry no placeholders as its passages do.  A year alone
    in which the era changed stays: which of the two names it bears depends on the month."""
    parts = _QUOTED.split(text)
    parts[::2] = [_GREGORIAN.sub(lambda match: _in_calendar(match, calendar), part) for part in parts[::2]]
    return "".join(parts)


def _in_calendar(match: re.Match[str], calendar: str) -> str:
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None and year in {era.first_day.year for era in ERAS}:
        return match[0]
    try:
        return in_calendar(PartialDate.parse("-".join(f"{part:02d}" for part in (year, month, day) if part)), calendar)
    except ValueError:
        return match[0]


def dateline(when: PartialDate, calendar: str = "wareki") -> str:
    """As a line of its own, with blanks to be filled in by hand: 令和8年12月　　日."""
    month, day = (part or BLANK for part in (when.month, when.day))
    return f"{_year(when, calendar)}{month}月{day}日"


def months_between(earlier: PartialDate, later: PartialDate) -> int:
    """Whole months; a day counts only where both dates are known to the day."""
    years = (later.year or 0) - (earlier.year or 0)
    if not (earlier.month and later.month):
        return years * 12
    unfinished = bool(earlier.day and later.day and later.day < earlier.day)
    return years * 12 + later.month - earlier.month - unfinished


def span(months: int) -> str:
    """2年, 1年11か月, 5か月."""
    years, rest = divmod(max(months, 0), 12)
    return (f"{years}年" if years else "") + (f"{rest}か月" if rest or not years else "")


def _year(when: PartialDate, calendar: str) -> str:
    western = f"{when.year or BLANK * 2}年"
    era = _wareki_year(when)
    if calendar == "seireki" or not era:
        return western
    return f"{era}（{western}）" if calendar == "both" else era


def _wareki_year(when: PartialDate) -> str:
    """Empty before 明治; a blank of the present era where the year is not known."""
    if not when.first_day:
        return f"{ERAS[0].name}{BLANK}年"
    # A month in which the era changes takes the era of its first day, unless the day says otherwise.
    for era in ERAS:
        if era.first_day <= when.first_day:
            year = when.first_day.year - era.first_day.year + 1
            return f"{era.name}{'元' if year == 1 else year}年"
    return ""
