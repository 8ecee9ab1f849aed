"""Small pieces of the screens: icons, chips, dates and their distance.  They know no rows' queries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from drafting.compose.content import PartialDate, Wording
from drafting.compose.dates import in_calendar
from drafting.compose.wording import Words, fill
from drafting.models import User
from drafting.models.finding import Hit
from drafting.render import fonts

register = template.Library()
EMPTY_HEAD = re.compile(r'<th( class="original")?></th>')
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
def said_of_missing(missing: frozenset[str]) -> list[str]:
    return fonts.said_of_missing(missing)


@register.filter
def fours(text: str) -> list[str]:
    """A long key as it is read and typed: in runs of four."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]


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


@register.filter
def control(field: Any, look: str = "") -> SafeString:
    """A form's control in the site's look, tied to its hint and its error for screen readers."""
    widget = field.field.widget
    classes = "form-select" if isinstance(widget, forms.Select) else "form-control"
    attrs: dict[str, Any] = {"class": classes}
    if look == "short":
        attrs = {"class": "form-control w-auto", "size": 3, "inputmode": "numeric"}
        field.field.widget.input_type = "text"
    if field.errors:
        attrs["class"] += " is-invalid"
        attrs |= {"aria-invalid": "true", "aria-describedby": _described_by(field)}
    return field.as_widget(attrs=attrs)  # type: ignore[no-any-return]


@register.filter
def saved_at(moment: datetime) -> str:
    """きょう 10:42, きのう 9:05, 11月18日 10:42, 2025年11月18日: as one says it."""
    local, today = timezone.localtime(moment), timezone.localdate()
    clock = f"{local.hour}:{local.minute:02d}"
    days = (today - local.date()).days
    if days in (0, 1):
        return ("きょう " if days == 0 else "きのう ") + clock
    year = "" if local.year == today.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {clock}"


@register.filter
def clock(moment: datetime) -> str:
    """9:05"""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02d}"


@register.filter
def kind_note(kind: str) -> str:
    """What a kind of document is, in a sentence."""
    return {
        "opinion": "議員が議会に提出し、可決されると国会や関係行政庁に送られます（地方自治法第99条）。",
        "petition": "どなたでも出せます。紹介議員が必要です（地方自治法第124条）。",
        "appeal": "どなたでも出せます。紹介議員は要りません。扱いは議会によって違います。",
        "resolution": "議会の意思を示す文書です。国会や行政庁には送られません。",
    }[kind]


@register.simple_tag
def query_with(request: HttpRequest, **changes: Any) -> str:
    """This page's address with some of its parameters changed; "" takes one out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value != "":
            query[name] = str(value)
    return f"{request.path}?{query.urlencode()}"


@register.filter
def person(user: User | None) -> str:
    """Who did it, by name; whoever left is a name no more."""
    return str(user) if user else "退会した人"


@register.filter
def san(user: User | None) -> str:
    """By name and さん; whoever left has neither."""
    return user.with_san if user else person(user)


@register.filter
def device(user_agent: str) -> str:
    """Windows の Edge: enough to know one's own again.  First the names that others carry too."""
    browsers = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    systems = {"iPad": "iPad", "iPhone": "iPhone", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac"}
    browser = next((name for mark, name in browsers.items() if mark in user_agent), "ブラウザー")
    system = next((name for mark, name in (systems | {"Linux": "Linux"}).items() if mark in user_agent), "")
    return f"{system} の {browser}" if system else browser


@register.filter
def at(items: Sequence[Any], place: int) -> Any:
    """The one at a place from 0."""
    return items[place]


@register.filter
def role_note(role: str) -> str:
    """What a role in a group lets one do."""
    return {
        "admin": "文書を読み、書き、人を招き、役割を決めます",
        "editor": "文書を読み、書きます",
        "reader": "文書を読みます",
    }[role]


@register.filter
def hit_url(hit: Hit) -> str:
    return reverse("terms") + f"#{hit.slug}" if hit.kind == "term" else reverse(hit.kind, args=[hit.slug])


@register.filter
def filled(text: str) -> str:
    """A text of the library as one reads it outside any draft: dates filled, local words general."""
    if "{" not in text:
        return text
    today = timezone.localdate()
    day = PartialDate(today.year, today.month, today.day)
    words = Words("住民", "本自治体", "本議会", "国", "wareki", day)
    return fill(Wording(text, template=True), words)


@register.filter
def no_empty_head(table: str) -> str:
    """A table of the admin with plain cells where Django has heads that name no column (axe: empty-table-header)."""
    return EMPTY_HEAD.sub(r"<td\1></td>", table)


def _described_by(field: Any) -> str:
    return " ".join([f"{field.auto_id}_helptext"] * bool(field.help_text) + [f"{field.auto_id}_error"])
