"""Words of the page 書き出す: a deadline and how far it is off, the speed carried along in an address."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

from drafting.export_forms import PackageForm

register = template.Library()
WEEKDAYS = "月火水木金土日"


@register.filter
def until(deadline: datetime) -> str:
    """12月1日（火）17時; the end of a day bears no time, another year than this one is named."""
    local = timezone.localtime(deadline)
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    clock = "" if (local.hour, local.minute) == (23, 59) else f"{local.hour}時"
    minutes = f"{local.minute}分" if clock and local.minute else ""
    return f"{year}{local.month}月{local.day}日（{WEEKDAYS[local.weekday()]}）{clock}{minutes}"


@register.filter
def days_left(deadline: datetime) -> str:
    days = (timezone.localtime(deadline).date() - timezone.localdate()).days
    own = "ご自身で入力した期限です。"
    if deadline < timezone.now():
        past = f"{-days}日前に過ぎました" if days else "きょう過ぎました"
        return f"この期限は、{past}。{own}"
    return f"あと{days}日。{own}" if days else f"きょうです。{own}"


@register.filter
def speed_query(form: PackageForm) -> str:
    """What a link to a single paper carries along; nothing where all is as it is by itself."""
    options = form.options
    given = {"speed": (options.chars_per_minute, 300), "signature_sheets": (options.signature_sheets, 1)}
    changed = [f"{name}={value}" for name, (value, default) in given.items() if value != default]
    return f"?{'&'.join(changed)}" if changed else ""
