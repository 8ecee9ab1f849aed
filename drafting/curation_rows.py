"""Fields and row forms of the library's editing screen: slugs, days, and one row of each list that an edition holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .compose.content import PartialDate, Wording
from .compose.kinds import Strength
from .compose.wording import UNKNOWN, Words, fill
from .form_fields import Text, clean_partial_date, line, passage
from .models import EntryKind

ANY_KIND: tuple[EntryKind, ...] = tuple(EntryKind)
CITABLE = (EntryKind.FACT, EntryKind.SOURCE, EntryKind.QUOTATION)
A_SLUG_A_LINE = "識別名を1行に1つ入れます。"
_SOME_DAY = Words(UNKNOWN, UNKNOWN, UNKNOWN, "国", "wareki", PartialDate(2026, 12, 10))


class PartialDateField(Text):
    def clean(self, value: Any) -> str:
        return clean_partial_date(str(super().clean(value)))


class DayField(Text):
    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        try:
            return date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            raise ValidationError("日付は 2026-09-30 の形で入れてください。") from None


class TemplateField(Text):
    """A text with words for compose to fill in: {residents}, {date:2022-10-13}; only those that it knows."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            fill(Wording(text, template=True), _SOME_DAY)
        except ValueError:
            raise ValidationError(
                "｛ ｝の中の語を確かめてください。例：{residents}、{here}、{date:2022-10-13}", code="placeholder"
            ) from None
        return text


class SlugsField(Text):
    """Other entries by their slugs; refused where one does not exist or is of another kind."""

    known: Mapping[str, str] = {}

    def __init__(self, label: str, kinds: Collection[EntryKind], *, single: bool = False, **given: Any) -> None:
        self.kinds, self.single = kinds, single
        # The screen offers the slugs of that kind with their titles: see edit.html.
        offered = {"list": f"slugs-{next(iter(kinds)).value}", "autocomplete": "off"}
        widget = forms.TextInput(attrs=offered) if single else forms.Textarea(attrs={"rows": 3})
        given = {"help_text": "" if single else A_SLUG_A_LINE} | given
        super().__init__(label=label, required=given.pop("required", False), max_length=20_000, widget=widget, **given)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        slugs = list(dict.fromkeys(re.split(r"[\s,、]+", super().clean(value).strip())))
        slugs = [slug for slug in slugs if slug]
        problems = [problem for slug in slugs if (problem := self._problem(slug))]
        if self.single and len(slugs) > 1:
            problems.append("1つだけ入れてください。")
        if problems:
            raise ValidationError(problems)
        return (slugs[0] if slugs else "") if self.single else slugs

    def _problem(self, slug: str) -> str:
        if slug not in self.known:
            return f"「{slug}」という項目はありません。"
        if self.known[slug] not in self.kinds:
            return f"「{slug}」は{EntryKind(self.known[slug]).label}です。ここには使えません。"
        return ""


def day(label: str, *, help_text: str = "例：2026-09-30") -> DayField:
    return DayField(label=label, required=False, max_length=10, help_text=help_text)


def partial_date(label: str) -> PartialDateField:
    return PartialDateField(
        label=label, required=False, max_length=10, help_text="2026、2026-09、2026-09-30 のどれかの形で入れます。"
    )


def template(label: str, *, rows: int = 5, required: bool = True, help_text: str = "") -> TemplateField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TemplateField(label=label, required=required, max_length=20_000, widget=widget, help_text=help_text)


class Row(forms.Form):
    """One member of a list.  `OMITTED`: keys that are left out of it when they are blank."""

    OMITTED: tuple[str, ...] = ()

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, SlugsField):
                field.known = known

    @classmethod
    def initial_of(cls, member: Any) -> dict[str, Any]:
        return dict(member)

    def member(self) -> Any:
        """As the column holds it."""
        given = {name: self.cleaned_data[name] for name in self.fields if name != "DELETE"}
        return {name: value for name, value in given.items() if value != "" or name not in self.OMITTED}


class PeriodRow(Row):
    """Texts for the letters of a period; `from` is no name for a Python attribute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = day("この日の文書から", help_text="例：2025-12-02。空けておくと、いつからでも使えます。")
        last = day("この日の文書まで", help_text="空けておくと、いつまでも使えます。")
        self.fields = {"from": first, "until": last, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("from") and cleaned.get("until") and cleaned["from"] > cleaned["until"]:
            self.add_error("until", "終わりの日が、始まりの日より前です。")
        return cleaned


class PassageRow(PeriodRow):
    plain = template("である調の文")
    polite = template("です・ます調の文")
    cites = SlugsField("文を裏付ける事実・出典・引用", CITABLE)


class DemandTextRow(PeriodRow):
    strong = template(Strength.STRONG.label, rows=3)
    standard = template(Strength.STANDARD.label, rows=3)
    soft = template(Strength.SOFT.label, rows=3)


class ValueRow(Row):
    label = line("何の値か")
    value = line("値", help_text="半角の数字で入れます。例：4.29", required=True, most=40)
    unit = line("単位", most=20)
    denominator = line("分母・範囲")


class CitationRow(Row):
    source = SlugsField("出典の識別名", (EntryKind.SOURCE,), single=True, required=True)
    locator = line("箇所", help_text="例：3ページ")


class OpposingRow(Row):
    slug = forms.RegexField(
        r"^[a-z0-9-]*$", label="識別名", required=False, max_length=80, help_text="英小文字と数字で。例：o-22"
    )
    claim = passage("反対の意見", help_text="その意見の人が言うとおりに書きます。", required=True)
    reply = passage("答え", required=True)
    written_here = forms.BooleanField(label="もとの資料にはなく、ここで書いた", required=False)


class SeriesRow(Row):
    OMITTED = ("date", "denominator")

    label = line("項目", required=True)
    value = line("値", required=True, help_text="図にする数は半角で。表では文も書けます。", most=500)
    date = partial_date("時点")
    denominator = line("分母・範囲")

    def clean_value(self) -> int | float | str:
        text = str(self.cleaned_data["value"]).strip()
        if re.fullmatch(r"-?\d+", text):
            return int(text)
        return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


# The lists of each column (or, for citations, of each key of NAMES).
ROWS: dict[str, type[Row]] = {
    "values": ValueRow,
    "citations": CitationRow,
    "passages": PassageRow,
    "opposing": OpposingRow,
    "texts": DemandTextRow,
    "series": SeriesRow,
}
