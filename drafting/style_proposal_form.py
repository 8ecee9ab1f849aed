"""What a member tells when proposing a style: which parts, which of them were seen, on what page and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from .form_fields import line
from .style_controls import Control

WAYS = [("assumed", "提案する"), ("seen", "提案する（下のページで見た）"), ("no", "提案しない")]


class StyleProposalForm(forms.Form):
    url = line(
        "様式が分かるページのURL",
        help_text="議会の会議規則や、議会が公開している様式のページ。なければ空けておきます。",
        most=500,
    )
    read_on = line("そのページを見た日", help_text="例：2026-11-20", most=10)

    def __init__(self, *args: Any, controls: Sequence[Control], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.controls = {key: [one for one in controls if _key(one) == key] for key in map(_key, controls)}
        for key in self.controls:
            self.fields[f"k-{key}"] = forms.ChoiceField(choices=WAYS, initial="assumed", widget=forms.RadioSelect)

    @property
    def rows(self) -> list[tuple[forms.BoundField, str, str]]:
        """Of each key: its choice, its label, its value in words."""
        return [(self[f"k-{key}"], *_in_words(many)) for key, many in self.controls.items()]

    @property
    def chosen(self) -> list[str]:
        return [key for key in self.controls if self.cleaned_data[f"k-{key}"] != "no"]

    @property
    def seen(self) -> frozenset[str]:
        return frozenset(key for key in self.controls if self.cleaned_data[f"k-{key}"] == "seen")

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            URLValidator(["http", "https"])(url) if url else None
        except ValidationError:
            raise ValidationError("https:// か http:// で始まるURLを入れてください。") from None
        return url

    def clean_read_on(self) -> str:
        text = str(self.cleaned_data["read_on"]).strip()
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            raise ValidationError("日付は 2026-11-20 の形で入れてください。") from None
        if day and day > timezone.localdate():
            raise ValidationError("見た日が、まだ来ていません。")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if bool(cleaned["url"]) != bool(cleaned["read_on"]):
            missing = "read_on" if cleaned["url"] else "url"
            self.add_error(missing, "URLと見た日は、両方入れるか、両方空けておきます。")
        elif self.seen and not cleaned["url"]:
            self.add_error("url", "「下のページで見た」を選んだときは、ページのURLと見た日を入れてください。")
        elif not self.chosen:
            raise ValidationError("提案する項目を1つ以上選んでください。")
        return cleaned


def _key(control: Control) -> str:
    """The page is proposed as one."""
    return control.part.partition(".")[0]


def _in_words(controls: Sequence[Control]) -> tuple[str, str]:
    first = controls[0]
    if "." not in first.part:
        return first.label, first.value_words
    return "紙面", "、".join(f"{one.label} {one.value_words}" for one in controls)
