"""Forms of stage 4: demands, addressees, people, dates, and what else stands on the paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from .compose.content import PartialDate
from .compose.kinds import Asks, Kind, Strength
from .form_fields import choices, line, passage, whole

REIWA = 2018  # 令和1年 is 2019


class DemandForm(forms.Form):
    """One of the demands on stage 4; `strength` only where the library knows several."""

    text = passage("記", required=False, rows=2)
    strength = forms.ChoiceField(label="言い方", choices=choices(Strength), required=False)
    items = passage("細目", help_text="1行に1つ入れます。紙面では（1）（2）…が付きます。", rows=2)

    def clean_items(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["items"]).splitlines() if line.strip()]


class AddresseesForm(forms.Form):
    offices = forms.MultipleChoiceField(label="宛先", required=False, widget=forms.CheckboxSelectMultiple)
    others = passage("ほかの宛先", help_text="1行に1つ入れてください。国会と関係行政庁に限ります。", rows=2)

    def __init__(self, *args: Any, offices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["offices"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(office, office) for office in offices]

    def clean_others(self) -> list[str]:
        lines = [name.strip() for name in str(self.cleaned_data["others"]).splitlines()]
        if any(len(name) > 60 for name in lines):
            raise ValidationError("1つの宛先は60文字までです。1行に1つ入れてください。")
        return [name for name in lines if name]


class PersonForm(forms.Form):
    name = line("氏名", most=80)


class ChairForm(PersonForm):
    """The chair of a committee, whose title prints before the name."""

    title = line("職名", help_text="例：議会運営委員長", most=80)


class PetitionerForm(PersonForm):
    organisation = line("団体名", most=120)
    title = line("肩書", help_text="例：代表", most=80)
    address = line("住所", help_text="番地まで入れます。", most=200)
    others = whole("ほかに署名した人の数", 0, 9_999_999)

    def clean_others(self) -> int:
        return self.cleaned_data["others"] or 0


class NamesForm(forms.Form):
    """Many people at once, one name a line, as pasted from a list."""

    names = passage(
        "まとめて入れる",
        help_text="1行に1人ずつ、氏名だけを入れます。名簿から貼り付けられます。下の「保存して紙面を見る」を押すと入ります。",
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Half a list is nothing to save: this field waits for a button.
        self.fields["names"].widget.attrs["data-by-button"] = ""

    def clean_names(self) -> list[str]:
        names = [line.strip() for line in str(self.cleaned_data["names"]).splitlines() if line.strip()]
        for number, name in enumerate(names, start=1):
            if len(name) > 80:
                raise ValidationError(f"{number}人目の氏名が80文字を超えています。1行に1人ずつ入れてください。")
        if len(names) > 1000:
            raise ValidationError("一度に入れられるのは1000人までです。")
        return names


PersonFormSet: type[BaseFormSet[PersonForm]] = formset_factory(PersonForm, extra=0, absolute_max=2100, max_num=2000)
ChairFormSet: type[BaseFormSet[ChairForm]] = formset_factory(ChairForm, extra=0, absolute_max=50, max_num=20)
PetitionerFormSet: type[BaseFormSet[PetitionerForm]] = formset_factory(
    PetitionerForm, extra=0, absolute_max=2100, max_num=2000
)


class ReiwaDateForm(forms.Form):
    """令和[ ]年[ ]月[ ]日, any of them blank from the right; `cleaned_data["iso"]` is what a draft file holds."""

    year = whole("令和の年", 1, 99)
    month = whole("月", 1, 12)
    day = whole("日", 1, 31)

    @classmethod
    def initial_of(cls, when: PartialDate) -> dict[str, int | None]:
        return {"year": when.year - REIWA if when.year else None, "month": when.month, "day": when.day}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        year, month, day = (cleaned.get(part) for part in ("year", "month", "day"))
        if (month and not year) or (day and not month):
            raise ValidationError("年、月、日の順に入れてください。分からないところは右から空けておきます。")
        parts = [f"{year + REIWA:04d}"] if year else []
        parts += [f"{part:02d}" for part in (month, day) if part]
        try:
            cleaned["iso"] = PartialDate.parse("-".join(parts)).iso
        except ValueError:
            raise ValidationError(f"令和{year}年{month}月{day}日という日はありません。") from None
        return cleaned


class PaperForm(forms.Form):
    """What else stands on the paper, by kind."""

    article = line("会議規則の条", help_text="例：第14条第1項。空けておくと、紙面でも空きになります。", most=40)
    bill_number = line("議案の番号", help_text="空けておくと、紙面でも空きになります。", most=20)
    presiding_officer = line("議長の氏名", help_text="空けておくと、紙面でも空きになります。", most=80)
    summary = passage("趣旨", help_text="求めることを短く書きます。", rows=3)
    reasons = passage("提案理由", help_text="様式が提案理由を載せるときに印刷されます。", rows=3)
    lead = passage("記の前の文", help_text="空けておくと、様式の文が入ります。", rows=2)
    asks = forms.ChoiceField(
        label="何を求めますか",
        choices=[(Asks.OPINION.value, "国に意見書を出すこと"), (Asks.OWN.value, "議会や自治体が自ら行うこと")],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("summary", "asks") if kind.is_bill else ("article", "bill_number", "reasons"):
            del self.fields[name]
