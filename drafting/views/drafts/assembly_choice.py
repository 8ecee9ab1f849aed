"""The choice of assemblies on the screen: a region and types, or names, or both; what that choice would make."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from drafting.bridge import Moving, StyleKnown, assemblies_meant, words_in
from drafting.compose.kinds import AssemblyType
from drafting.form_fields import choices, passage
from drafting.intake.refusal import Refusal
from drafting.models import Assembly, PaperRun

EVERYWHERE = "全国"
TYPE_LABELS = {AssemblyType.PREFECTURE: "都道府県", AssemblyType.CITY: "市（指定都市のほか）"}
MUNICIPALITIES = [one.value for one in AssemblyType if one is not AssemblyType.PREFECTURE]


class AssemblyChoice(forms.Form):
    """`assemblies` after it is valid: each once, in the order of their codes."""

    region = forms.ChoiceField(label="どの地域ですか", required=False)
    types = forms.MultipleChoiceField(
        label="どの議会ですか",
        required=False,
        choices=[(one.value, TYPE_LABELS.get(one, one.label)) for one in AssemblyType],
        widget=forms.CheckboxSelectMultiple,
        initial=MUNICIPALITIES,
    )
    names = passage(
        "議会の名前",
        help_text="1行に1つ。表から貼り付けられます。「長野県の町村」のようにも書けます。",
        rows=4,
    )
    formats = forms.ChoiceField(
        label="どの形で作りますか",
        choices=choices(PaperRun.Formats),
        widget=forms.RadioSelect,
        initial=PaperRun.Formats.BOTH,
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assemblies: list[Assembly] = []
        prefectures = Assembly.objects.filter(type=AssemblyType.PREFECTURE).order_by("code")
        names = [(name, name) for name in prefectures.values_list("name", flat=True)]
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = [("", "選んでください"), (EVERYWHERE, EVERYWHERE), *names]

    def clean_formats(self) -> str:
        return str(self.cleaned_data.get("formats") or PaperRun.Formats.BOTH)

    def clean_names(self) -> str:
        try:
            self.assemblies += assemblies_meant(words_in(self.cleaned_data["names"]))
        except Refusal as refusal:
            raise ValidationError([problem.message for problem in refusal.problems]) from refusal
        return str(self.cleaned_data["names"])

    def clean(self) -> dict[str, Any]:
        region, types = self.cleaned_data.get("region"), self.cleaned_data.get("types")
        if region and not types and not self.errors:
            self.add_error("types", "どの議会かを1つ以上選んでください。")
        if region and types:
            found = Assembly.objects.standing().filter(type__in=types)
            self.assemblies += found if region == EVERYWHERE else found.filter(prefecture=region)
        self.assemblies = sorted(set(self.assemblies), key=lambda one: one.code)
        if not self.assemblies and not self.errors:
            word = (
                "そこにその議会はありません。選び直してください。"
                if region
                else "地域を選ぶか、議会の名前を書いてください。"
            )
            self.add_error("region", word)
        return self.cleaned_data

    @property
    def mark(self) -> str:
        """Changes with the choice: nobody starts another than he saw."""
        return sha256(" ".join(one.code for one in self.assemblies).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Foreseen:
    """What a choice would make, before anything is made."""

    moving: Moving
    assemblies: list[Assembly]

    @property
    def styles(self) -> list[tuple[StyleKnown, int]]:
        counted = Counter(self.moving.style_known(one) for one in self.assemblies)
        return [(style, counted[style]) for style in StyleKnown if counted[style]]

    @cached_property
    def by_prefecture(self) -> list[tuple[str, list[str]]]:
        names: dict[str, list[str]] = defaultdict(list)
        for one in self.assemblies:
            names[one.prefecture].append(one.value.assembly_name)
        return list(names.items())

    @property
    def others(self) -> int:
        """Those that are not the draft's own assembly."""
        return sum(1 for one in self.assemblies if one != self.moving.home)

    @property
    def local_words(self) -> list[tuple[str, int]]:
        """Words of the draft's own assembly that stay, and in how many papers."""
        counted = Counter(word for one in self.assemblies for word in self.moving.local_words_for(one))
        return counted.most_common()
