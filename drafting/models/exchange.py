"""Imports into the library: the file while it is looked at, and then which editions it brought."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models

from .library import Edition, State


class ImportBatch(models.Model):
    """One file of one curator.  `content` only until it is confirmed; `plan`: of what the preview showed."""

    PREVIEW_LIFE = timedelta(days=1)

    class State(models.TextChoices):
        PREVIEW = "preview", "確認中"
        CONFIRMED = "confirmed", "読み込みずみ"
        UNDONE = "undone", "取り消しずみ"

    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PREVIEW)
    file_name = models.CharField("ファイル名", max_length=200)
    sha256 = models.CharField("照合値", max_length=64)
    content = models.BinaryField("ファイルの中身", null=True, editable=False)
    plan = models.CharField("示した違いの照合値", max_length=64, editable=False)
    reason = models.TextField("理由", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="読み込んだ人"
    )
    made_at = models.DateTimeField("日時", auto_now_add=True)
    confirmed_at = models.DateTimeField("確定した日時", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="取り消した人"
    )
    undone_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "読み込み"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["preview", "confirmed", "undone"]), name="drafting_import_state"
            ),
            # A file is kept for the preview and no longer.
            models.CheckConstraint(
                condition=models.Q(state="preview") ^ models.Q(content=None), name="drafting_import_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}（{self.made_at:%Y-%m-%d %H:%M}）"


class ImportBatchEdition(models.Model):
    """An edition that a batch brought, with the content that it had then; once it is undone, the edition is gone."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="editions", verbose_name="読み込み")
    edition = models.OneToOneField(
        Edition, models.SET_NULL, null=True, blank=True, related_name="import_batch_edition", verbose_name="版"
    )
    slug = models.CharField("識別名", max_length=80)
    number = models.PositiveIntegerField("版の番号")
    content_hash = models.CharField("読み込んだときの照合値", max_length=64, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "読み込んだ版"
        ordering = ["batch", "pk"]

    def __str__(self) -> str:
        return f"{self.slug}（第{self.number}版）"

    @property
    def why_it_stays(self) -> str:
        """Why an undo leaves it; empty where it can be taken back."""
        if self.edition is None:
            return ""
        if self.edition.published_at is not None:
            return "公開されたので、取り消せません。直すには、新しい版を作ってください。"
        if self.edition.state in State.frozen():
            return "採らないと決まったので、そのまま残ります。"
        if self.edition.content_hash != self.content_hash:
            return "読み込んだあとに書き直されたので、残します。"
        return ""
