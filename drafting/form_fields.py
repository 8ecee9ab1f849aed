"""Fields that the program's forms are made of, and what they say of what was typed.  It knows no form."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .compose.content import PartialDate
from .intake.shapes import UNPRINTABLE

_CONTROL = re.compile(f"[{UNPRINTABLE}]")


class Text(forms.CharField):
    """Words of a writer: line ends as one kind, no control characters (said with their place), nothing else changed."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(str(value or "").replace("\r\n", "\n").replace("\r", "\n")) or ""
        if found := _CONTROL.search(text):
            place = found.start() + 1
            raise ValidationError(
                f"{place}文字目に、印刷できない制御文字があります。消してから保存してください。", code="control"
            )
        return str(text)


def line(label: str, *, help_text: str = "", required: bool = False, most: int = 300) -> Text:
    return Text(label=label, required=required, max_length=most, help_text=help_text)


def asked(field: Text, words: str) -> Text:
    """The field, with what is said where it was left empty: which of them, and what to do."""
    field.error_messages["required"] = words
    return field


def passage(label: str, *, help_text: str = "", required: bool = False, rows: int = 4) -> Text:
    return Text(
        label=label,
        required=required,
        max_length=20_000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def choices(enum: Any, *kept: Any) -> list[tuple[str, str]]:
    return [(member.value, member.label) for member in enum if not kept or member in kept]


def whole(label: str, low: int, high: int) -> forms.IntegerField:
    """A whole number that may be left out; whatever else is typed, the bounds are said."""
    words = f"{label}は、{low}から{high}までの数で入れてください。"
    said = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    return forms.IntegerField(label=label, required=False, min_value=low, max_value=high, error_messages=said)


def clean_partial_date(text: str) -> str:
    try:
        return PartialDate.parse(text.strip()).iso
    except ValueError:
        raise ValidationError("日付は 2026、2026-09、2026-09-30 のどれかの形で入れてください。") from None
