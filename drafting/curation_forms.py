"""The editing screen of a library item: its columns, its lists, what it names; an edition becomes forms and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseFormSet, BoundField, formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict

from .curation_rows import A_SLUG_A_LINE, ANY_KIND, ROWS, SlugsField, TemplateField, day, partial_date
from .form_fields import Text, line, passage
from .models import EDITION_OF, EntryKind
from .style_controls import StyleControls

DATES = ("date", "as_of", "event_date")
DAYS = ("next_review", "read_on")
SHORT_TEXTS = ("url", "locator", "cite_as", "date_note")
MOST_ROWS = 200
# The list of which at least one row is needed.
NEEDED_LIST = "citations"
HINTS = {
    "next_review": "編集者がもう一度確かめる日。例：2027-01-31。変わることのない出来事だけ、空けておきます。",
    "cite_as": "注に印刷する言葉です。日付は {date:2022-10-28} のように書きます。",
    "claim": "一文で。",
    "subject": "「意見書」などの語の前まで。例：健康保険証の復活を求める",
    "addressees": "職名を1行に1つ、慣例の順に入れます。",
    "status_note": "読む人に、その後どうなったかを伝えます。",
    "assembly": "議会の様式なら6桁の団体コード。種別の様式なら空けておきます。",
}
# What each key of NAMES may name, and what it is called.
NAMED: dict[str, tuple[str, tuple[EntryKind, ...]]] = {
    "theme": ("テーマ", (EntryKind.THEME,)),
    "themes": ("テーマ", (EntryKind.THEME,)),
    "parent": ("もとの論点", (EntryKind.ARGUMENT,)),
    "facts": ("事実・データ", (EntryKind.FACT,)),
    "sources": ("出典", (EntryKind.SOURCE,)),
    "source": ("出典", (EntryKind.SOURCE,)),
    "quotations": ("引用", (EntryKind.QUOTATION,)),
    "arguments": ("論点", (EntryKind.ARGUMENT,)),
    "demands": ("記の文", (EntryKind.DEMAND,)),
    "about": ("関係する項目", ANY_KIND),
    "citations": ("出典と箇所", (EntryKind.SOURCE,)),
}
ONE = ("theme", "parent", "source")
NEEDED = ("source",)
MORE = {
    "values": "値を加える",
    "citations": "出典を加える",
    "passages": "別の時期の文を加える",
    "opposing": "反対の意見を加える",
    "texts": "別の時期の文を加える",
    "series": "項目を加える",
}


@dataclass(frozen=True)
class Library:
    """What forms must know of the rest of the library."""

    kinds: Mapping[str, str] = field(default_factory=dict)  # slug -> kind, of every entry
    offices: Sequence[str] = ()
    themes: Sequence[tuple[str, str]] = ()  # slug, title


@dataclass(frozen=True)
class Part:
    """One field, or one list of rows, in the order of the screen."""

    label: str
    field: BoundField | None = None
    formset: BaseFormSet[Any] | None = None
    more: str = ""
    style: StyleControls | None = None


class OfficesField(Text):
    """The addressees that suit a demand, by office, as the library lists them."""

    offices: Sequence[str] = ()

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        named = [one.strip() for one in str(super().clean(value)).splitlines() if one.strip()]
        if unknown := [one for one in named if one not in self.offices]:
            raise ValidationError([f"「{one}」という宛先はライブラリにありません。" for one in unknown])
        return named


class ThemesField(forms.MultipleChoiceField):
    """Boxes to tick; those that were ticked before keep their order."""

    before: Sequence[str] = ()

    def clean(self, value: Any) -> list[str]:
        ticked = super().clean(value)
        return sorted(ticked, key=lambda slug: self.before.index(slug) if slug in self.before else len(self.before))


class ContentForm(forms.Form):
    """The columns of a kind that are no lists, what it names, and the reason for the change."""

    def __init__(self, *args: Any, kind: EntryKind, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cls = EDITION_OF[kind]
        for name in (*cls.CONTENT, *cls.NAMES):
            if name not in ROWS and name not in ("style", "keys"):
                self.fields[name] = _name_field(name) if name in cls.NAMES else _column_field(cls, name)
        self.fields["reason"] = passage(
            "変えた理由",
            required=True,
            rows=3,
            help_text="何を、何によって改めたか。公開する人と、後の編集者が読みます。",
        )
        for given in self.fields.values():
            self._tell(given, library)

    def _tell(self, given: forms.Field, library: Library) -> None:
        """A field what it must know of the rest of the library."""
        match given:
            case SlugsField():
                given.known = library.kinds
            case OfficesField():
                given.offices = library.offices
            case ThemesField():
                given.choices, given.before = list(library.themes), self.initial.get("themes") or []
            case forms.ChoiceField() if given is self.fields.get("theme"):
                given.choices = [("", "選んでください"), *library.themes]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "event_date" in self.fields and not self.errors and not (cleaned["as_of"] or cleaned["event_date"]):
            self.add_error("as_of", "時点か、出来事の日の、どちらかを入れてください。")
        if "assembly_type" in self.fields and bool(cleaned.get("assembly")) == bool(cleaned.get("assembly_type")):
            self.add_error("assembly", "団体コードと種別の、どちらか一方を入れてください。")
        return cleaned


class EditionForms:
    """All the forms of one edition: shown, checked, and read back as the object of a fixture file."""

    def __init__(
        self,
        kind: EntryKind,
        content: Mapping[str, Any],
        reason: str,
        library: Library,
        posted: QueryDict | None = None,
        style: StyleControls | None = None,
    ) -> None:
        self.kind, self.style = kind, style
        cls = EDITION_OF[kind]
        self.names = (*cls.CONTENT, *cls.NAMES)
        initial = {**content, "reason": reason}
        # Another row, a row moved, or only a look at the paper: nothing is judged or saved yet.
        self.more = str(posted.get("more", "")) if posted else ""
        self.only_looks = bool(self.more or (posted and (posted.get("look") or posted.get("press"))))
        posted = _with_one_more(posted, self.more) if posted else None
        self.content = ContentForm(posted, prefix="c", initial=initial, kind=kind, library=library)
        self.rows = {
            name: _formset(name, _members(name, content), posted, library) for name in self.names if name in ROWS
        }
        self.is_bound = posted is not None
        if self.only_looks:
            self._unjudged()

    @property
    def parts(self) -> Iterator[Part]:
        cls = EDITION_OF[self.kind]
        for name in (*self.names, "reason"):
            if name == "style" and self.style:
                yield Part("様式", style=self.style)
            elif name in self.rows:
                label = NAMED[name][0] if name in NAMED else str(cls._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                yield Part(label, formset=self.rows[name], more=MORE[name])
            elif name in self.content.fields:
                yield Part(str(self.content[name].label), field=self.content[name])

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, message) for the summary of errors, in the order of the screen."""
        found: list[tuple[str, str]] = []
        for part in self.parts:
            if part.field is not None:
                found += _said_of([part.field])
            elif part.formset is not None:
                for number, form in enumerate(part.formset.forms, start=1):
                    found += _said_of(form, f"{part.label}　{number}　")
                found += [(f"rows-{part.formset.prefix}", str(one)) for one in part.formset.non_form_errors()]
        return found + (self.style.problems if self.style else [])

    def is_valid(self) -> bool:
        if self.only_looks:
            return False
        judged = [self.content.is_valid(), *(formset.is_valid() for formset in self.rows.values())]
        return all(judged) and (self.style is None or self.style.is_valid())

    @property
    def reason(self) -> str:
        return str(self.content.cleaned_data["reason"])

    def read(self) -> dict[str, Any]:
        """The content as it was typed."""
        content = {name: value for name, value in self.content.cleaned_data.items() if name != "reason"}
        members = {name: _read(formset) for name, formset in self.rows.items()}
        if self.style:
            content |= {"style": self.style.layer, "keys": self.style.keys}
        return content | members

    def _unjudged(self) -> None:
        """Another row was asked for: what is not finished yet is no mistake."""
        self.content._errors = ErrorDict()  # type: ignore[attr-defined]
        for formset in self.rows.values():
            formset._errors, formset._non_form_errors = [], formset.error_class()  # type: ignore[attr-defined]
            for form in formset.forms:
                form._errors = ErrorDict()


class RowFormSet(BaseFormSet):  # type: ignore[type-arg]
    """The rows of one list."""

    name = ""

    def add_fields(self, form: Any, index: Any) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "この行を外す"
        form.may_stay_empty = form.empty_permitted and not (self.name == NEEDED_LIST and index == 0)

    def clean(self) -> None:
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        if self.name == NEEDED_LIST and not kept:
            raise ValidationError("出典を1つ以上入れてください。")


def _formset(name: str, members: list[Any], posted: QueryDict | None, library: Library) -> BaseFormSet[Any]:
    row = ROWS[name]
    bound = type("Rows", (RowFormSet,), {"name": name})
    extra = 0 if members else 1
    made = formset_factory(row, formset=bound, extra=extra, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    initial = [row.initial_of(member) for member in members]
    return made(posted, prefix=name, initial=initial, form_kwargs={"known": library.kinds})


def _said_of(fields: Iterable[BoundField], where: str = "") -> list[tuple[str, str]]:
    return [(one.id_for_label or one.auto_id, f"{where}{one.label}：{error}") for one in fields for error in one.errors]


def _members(name: str, content: Mapping[str, Any]) -> list[Any]:
    return list(content.get(name) or [])


def _read(formset: BaseFormSet[Any]) -> list[Any]:
    return [form.member() for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]


def _with_one_more(posted: QueryDict, name: str) -> QueryDict:
    total = posted.get(f"{name}-TOTAL_FORMS", "")
    if not name or not total.isdecimal():
        return posted
    changed = posted.copy()
    changed[f"{name}-TOTAL_FORMS"] = str(min(int(total) + 1, MOST_ROWS))
    return changed


def _name_field(name: str) -> forms.Field:
    label, kinds = NAMED[name]
    if name == "theme":
        return forms.ChoiceField(label=label)
    if name == "themes":
        return ThemesField(label=label, widget=forms.CheckboxSelectMultiple, required=False)
    hint = "識別名を入れます。" if name in ONE else A_SLUG_A_LINE
    return SlugsField(label, kinds, single=name in ONE, required=name in NEEDED, help_text=hint)


def _column_field(cls: Any, name: str) -> forms.Field:
    column = cls._meta.get_field(name)
    label, required, hint = str(column.verbose_name), name == "title" or not column.blank, HINTS.get(name, "")
    if name in DATES:
        return partial_date(label)
    if name in DAYS:
        return day(label, help_text=hint or "例：2026-09-30")
    if isinstance(column, models.JSONField):
        return OfficesField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 6}), help_text=hint)
    if column.choices:
        blank = [] if required else [("", "（なし）")]
        return forms.ChoiceField(label=label, choices=[*blank, *column.choices], required=required, help_text=hint)
    return _plain_field(column, label, required=required, hint=hint)


def _plain_field(column: Any, label: str, *, required: bool, hint: str) -> forms.Field:
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(label=label, required=False, help_text=hint)
    if isinstance(column, models.PositiveIntegerField):
        return forms.IntegerField(label=label, min_value=0, max_value=100_000, required=required, help_text=hint)
    if column.name == "cite_as":
        return TemplateField(
            label=label, required=False, max_length=2000, help_text=hint, widget=forms.Textarea(attrs={"rows": 2})
        )
    if isinstance(column, models.TextField):
        return passage(label, required=required, help_text=hint, rows=2 if column.name in SHORT_TEXTS else 5)
    return line(label, required=required, help_text=hint, most=column.max_length)
