"""Forms of the drafting stages.  They check what was typed; what it means for the draft is done by the views."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from .compose.content import PartialDate
from .compose.kinds import Asks, Citations, Kind, Proposer, Register, Strength
from .intake.from_file import MOST_BYTES
from .intake.shapes import UNPRINTABLE, URL
from .models import Assembly

_CONTROL = re.compile(f"[{UNPRINTABLE}]")
REIWA = 2018  # 令和1年 is 2019


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


class KindAndAssemblyForm(forms.Form):
    kind = forms.ChoiceField(
        label="何を作りますか", choices=choices(Kind), widget=forms.RadioSelect, initial=Kind.OPINION
    )
    proposer = forms.ChoiceField(
        label="だれが提出しますか",
        choices=[("members", "議員（提出者と賛成者）"), ("committee", "委員会（委員長）")],
        widget=forms.RadioSelect,
        required=False,
        initial=Proposer.MEMBERS,
    )
    assembly = asked(
        line("どの議会ですか", help_text="都道府県名から入れると確実です。例：東京都府中市", required=True, most=40),
        "どの議会に出すかを入れてください。",
    )
    title = asked(
        line("件名", help_text="「（案）」「の提出について」は様式が付けます。", required=True, most=500),
        "件名を入れてください。",
    )

    candidates: list[Assembly]
    found: Assembly | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = []

    def clean_assembly(self) -> str:
        """The full name; when the name could be several, the candidates are offered."""
        name = self.cleaned_data["assembly"]
        named = list(Assembly.objects.named(name))
        exact = [one for one in named if one.full_name == name.removesuffix("議会")] or named
        if len(exact) == 1:
            self.found = exact[0]
            return self.found.full_name
        self.candidates = exact or list(Assembly.objects.matching(name)[:8]) or Assembly.objects.near(name)
        if exact:
            raise ValidationError(f"「{name}」は{len(exact)}つあります。下から選んでください。", code="ambiguous")
        if self.candidates:
            raise ValidationError(f"「{name}」の議会は見つかりません。近い名前を下から選べます。", code="unknown")
        raise ValidationError(
            f"「{name}」の議会は見つかりません。市区町村名か都道府県名を確かめてください。", code="unknown"
        )

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"]).replace("\n", "")

    def clean_proposer(self) -> str:
        return self.cleaned_data["proposer"] or Proposer.MEMBERS.value


class ElsewhereForm(KindAndAssemblyForm):
    """The assembly for which a draft is copied."""

    def __init__(self, *args: Any, home: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = home
        for name in ("kind", "proposer", "title"):
            del self.fields[name]

    def clean_assembly(self) -> str:
        name = super().clean_assembly()
        if name == self.home:
            raise ValidationError(
                f"今の文書と同じ議会です。「{name}」のままの写しは、目次の「写しを作る」で作れます。", code="same"
            )
        return name


class StartForm(KindAndAssemblyForm):
    """Stage 1 of a draft that does not exist yet: empty, or with what a ready set brings."""

    ready_set = forms.ChoiceField(
        label="何から始めますか",
        required=False,
        help_text="目的を選ぶと、論点・記・宛先のそろった1枚の文書から始まります。あとで足すことも外すこともできます。",
    )

    def __init__(self, *args: Any, sets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ready_set"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "空の文書から"), *sets]


class TextSettingsForm(forms.Form):
    register = forms.ChoiceField(label="文体", choices=choices(Register), widget=forms.RadioSelect)
    citations = forms.ChoiceField(label="出典の注", choices=choices(Citations), widget=forms.RadioSelect)
    preamble = passage("書き出しの段落", help_text="本文の前に置く段落です。要らなければ空けておきます。", rows=3)


class BlockForm(forms.Form):
    text = asked(
        passage("文", required=True, rows=6),
        "文が空です。文を入れるか、「外す」で段落を外してください。",
    )


class SourceForm(forms.Form):
    """A source of the writer's own behind a paragraph."""

    title = line("出典の題名")
    issuer = line("発行者")
    date = line("日付", help_text="例：2026-09", most=10)
    url = line("URL", most=500)

    def clean_date(self) -> str:
        return clean_partial_date(self.cleaned_data["date"])

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not re.fullmatch(URL, url):
            raise ValidationError("URLは、http:// か https:// から、空白を入れずに入れてください。")
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        rest = [cleaned.get(name) for name in ("issuer", "date", "url")]
        if any(rest) and not cleaned.get("title"):
            self.add_error("title", "出典の題名を入れてください。")
        return cleaned


SourceFormSet: type[BaseFormSet[SourceForm]] = formset_factory(SourceForm, extra=0, absolute_max=60, max_num=50)


class LetStandForm(forms.Form):
    reason = Text(
        label="そのままにする理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "そのままにする理由を一言入れてください。"},
    )


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


class VersionNameForm(forms.Form):
    name = line("この版の名前", help_text="例：提出版。空けると、名前を外します。", most=60)

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).replace("\n", " ").strip()


class DraftFileForm(forms.Form):
    file = forms.FileField(label="下書きファイル（.json）", help_text="この工房で書き出した下書きファイルを選びます。")

    def clean_file(self) -> Any:
        """Refused before it is read; the reading has the same limit for those who come another way."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"ファイルが大きすぎます。{MOST_BYTES // 1024**2}MBまでです。", code="size")
        return file


def clean_partial_date(text: str) -> str:
    try:
        return PartialDate.parse(text.strip()).iso
    except ValueError:
        raise ValidationError("日付は 2026、2026-09、2026-09-30 のどれかの形で入れてください。") from None
