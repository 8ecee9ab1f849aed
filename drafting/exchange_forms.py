"""Forms of the export and the import of the library; what a file holds is judged elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .actions.exchange import MOST_BYTES
from .form_fields import passage
from .models import EntryKind

XLSX, JSON, CSV = "xlsx", "json", "csv"


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label="形式",
        choices=[
            (XLSX, "Excel（XLSX）　表で直して、また読み込めます"),
            (JSON, "JSON　配布版と同じ形です"),
            (CSV, "CSV　種類ごとに1つのファイルです"),
        ],
        widget=forms.RadioSelect,
        initial=XLSX,
    )
    kind = forms.MultipleChoiceField(
        label="書き出す種類",
        choices=EntryKind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=EntryKind.values,
        error_messages={"required": "種類を1つ以上選んでください。"},
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label="読み込むファイル（.xlsx、.json、.csv）",
        help_text="ここで書き出した形のファイルです。選んでも、まだ何も変わりません。まず違いをお見せします。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refused before it is read; the reading has the same limit for those who come another way."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(f"ファイルが大きすぎます。{MOST_BYTES // 1024**2}MBまでです。", code="size")
        return file


class ConfirmForm(forms.Form):
    """`shown`: the digest of the differences that were on the screen."""

    reason = passage(
        "変えた理由",
        required=True,
        rows=3,
        help_text="何を、何によって改めたか。公開する人と、後の編集者が読みます。すべての項目に付きます。",
    )
    shown = forms.CharField(widget=forms.HiddenInput)
