"""Small pieces of the screens: icons, chips, dates and their distance.  They know no rows' queries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drafting.compose.content import PartialDate
from drafting.compose.dates import in_calendar

register = template.Library()
CHIPS = {
    "current": ("now", "check", "現在"),
    "historical": ("past", "clock", "過去の値"),
    "disputed": ("ask", "alert", "要確認"),
    "unverified": ("ask", "alert", "要確認"),
    "mend": ("bad", "stop", "直す"),
    "confirm": ("ask", "alert", "確かめる"),
    "notice": ("plain", "info", "お知らせ"),
}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    return format_html('<svg class="ico {}" aria-hidden="true"><use href="#i-{}"/></svg>', extra, name)


@register.simple_tag
def chip(status: str, word: str = "") -> SafeString:
    """A status with its icon and its word, never by colour alone."""
    look, sign, label = CHIPS[status]
    return format_html(
        '<span class="chip chip-{}"><svg class="ico" aria-hidden="true"><use href="#i-{}"/></svg>{}</span>',
        look,
        sign,
        word or label,
    )


@register.filter
def as_date(text: str) -> str:
    """2026-12-10 as 2026年12月10日, to the precision that it has."""
    return in_calendar(PartialDate.parse(text), "seireki") if text else ""


@register.filter
def as_wareki(text: str) -> str:
    return in_calendar(PartialDate.parse(text), "wareki") if text else ""


@register.filter
def ago(text: str) -> str:
    """How far a moment lies behind today: 3年前, 2か月前, 今月; how far ahead: 1か月後."""
    when = PartialDate.parse(text)
    if not when.year:
        return ""
    today = timezone.localdate()
    months = (today.year - when.year) * 12 + (today.month - when.month if when.month else 0)
    if months == 0:
        return "今月" if when.month else "今年"
    behind = abs(months)
    years, rest = divmod(behind, 12)
    span = (f"{years}年" if years else "") + (f"{rest}か月" if rest and when.month else "")
    return (span or f"{behind}か月") + ("前" if months > 0 else "後")


@register.filter
def overdue(text: str) -> bool:
    """Whether the day of the next review has passed."""
    return bool(text) and date.fromisoformat(text) < timezone.localdate()


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    return mapping.get(key)
