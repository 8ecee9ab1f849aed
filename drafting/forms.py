"""Forms of the drafting stages but the fourth (people_forms).

They check what was typed; what it means for the draft is done by the views."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from .compose.japanese import without_forms
from .compose.kinds import Citations, Kind, Proposer, Register
from .form_fields import Text, asked, choices, clean_partial_date, line, passage
from .intake.from_file import MOST_BYTES
from .intake.shapes import URL
from .models import Assembly


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
        name = without_forms(self.cleaned_data["assembly"])
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
