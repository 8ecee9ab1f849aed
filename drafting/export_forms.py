"""Forms of 書き出す: which papers, how fast they are read, until when they must be handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from .compose.package import PackageOptions, Part
from .form_fields import whole

SPEED = range(100, 1001)
SHEETS = range(1, 101)


class PackageForm(forms.Form):
    """Comes in the address, so that the choice can be kept as a bookmark."""

    part = forms.MultipleChoiceField(
        label="入れるもの", error_messages={"required": "書類を1つ以上選んでください。"}, choices=()
    )
    speed = whole("1分に読む字数", SPEED[0], SPEED[-1])
    signature_sheets = whole("署名用紙の枚数", SHEETS[0], SHEETS[-1])

    def __init__(self, query: Any, parts: Sequence[tuple[Part, str]]) -> None:
        super().__init__(query)
        field = self.fields["part"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(part.value, label) for part, label in parts]

    @property
    def options(self) -> PackageOptions:
        """What can be read of the numbers; the rest is as it is by itself."""
        self.is_valid()
        speed, sheets = (self.cleaned_data.get(name) for name in ("speed", "signature_sheets"))
        return PackageOptions(chars_per_minute=speed or 300, signature_sheets=sheets or 1)

    @property
    def chosen(self) -> list[Part]:
        return [Part(one) for one in self.cleaned_data["part"]]


class DeadlineForm(forms.Form):
    day = forms.DateField(label="日", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label="時刻", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False)

    def __init__(self, data: Any = None, *, deadline: datetime | None = None) -> None:
        local = timezone.localtime(deadline) if deadline else None
        super().__init__(data, initial={"day": local.date(), "at": local.time()} if local else {})
        # What the page says stands now; it comes back with the form.
        self.seen = deadline.isoformat() if deadline else "none"

    @property
    def names_what_was_seen(self) -> bool:
        return bool(self.data.get("seen"))

    @property
    def is_as_seen(self) -> bool:
        return self.data.get("seen") == self.seen

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError("年を確かめてください。2000年から2100年までの日を書けます。")
        return day

    @property
    def deadline(self) -> datetime:
        """Without a time, the end of the day."""
        day, at = self.cleaned_data["day"], self.cleaned_data.get("at") or time(23, 59)
        return timezone.make_aware(datetime.combine(day, at))
