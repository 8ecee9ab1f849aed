"""One draft for many assemblies, made in the background (一括作成): the run, and what became of each assembly."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from .assemblies import Assembly
from .drafts import Draft, DraftVersion

KEPT_FOR = timedelta(days=14)


def _until() -> datetime:
    return timezone.now() + KEPT_FOR


def _folder() -> str:
    return secrets.token_hex(16)


class PaperRun(models.Model):
    """Of one version of a draft.  Its files lie in a folder of their own, and go when `kept_until` has passed."""

    class State(models.TextChoices):
        WAITING = "waiting", "順番を待っています"
        RUNNING = "running", "作っています"
        STOPPED = "stopped", "止めました"
        FAILED = "failed", "途中で止まりました"
        DONE = "done", "できました"

        @property
        def is_active(self) -> bool:
            return self in (self.WAITING, self.RUNNING)

        @property
        def can_go_on(self) -> bool:
            return self in (self.STOPPED, self.FAILED)

    class Formats(models.TextChoices):
        BOTH = "docx,pdf", "WordとPDF"
        DOCX = "docx", "Wordだけ"
        PDF = "pdf", "PDFだけ"

    ACTIVE = [State.WAITING.value, State.RUNNING.value]

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="runs", verbose_name="下書き")
    version = models.ForeignKey(DraftVersion, models.CASCADE, related_name="+", verbose_name="下書きの版")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="始めた人"
    )
    formats = models.CharField("形式", max_length=8, choices=Formats.choices, default=Formats.BOTH)
    state = models.CharField("状態", max_length=7, choices=State.choices, default=State.WAITING)
    asked_to_stop = models.BooleanField("止めるように言われた", default=False)
    failure = models.TextField("止まった理由", blank=True)
    folder = models.CharField("フォルダ", max_length=32, unique=True, default=_folder, editable=False)
    packed_bytes = models.PositiveBigIntegerField("ZIPの大きさ", default=0)
    # Texts that follow the calendar follow this day, whenever a paper is made.
    day = models.DateField("作る日", default=timezone.localdate)
    started_at = models.DateTimeField("始めた日時", auto_now_add=True)
    ended_at = models.DateTimeField("終わった日時", null=True)
    kept_until = models.DateTimeField("残す期限", default=_until)

    class Meta:
        verbose_name = verbose_name_plural = "一括作成"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="drafting_run_one_at_a_time",
                violation_error_message="この文書の一括作成は、もう始まっています。",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "stopped", "failed", "done"]),
                name="drafting_run_state",
            ),
            models.CheckConstraint(
                condition=models.Q(formats__in=["docx,pdf", "docx", "pdf"]), name="drafting_run_formats"
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed") ^ models.Q(failure=""), name="drafting_run_failure_told"
            ),
        ]

    def __str__(self) -> str:
        return f"一括作成 {self.pk}"

    @property
    def current_state(self) -> State:
        return self.State(self.state)

    @property
    def format_names(self) -> list[str]:
        return self.formats.split(",")


class AssemblyPaper(models.Model):
    """One assembly of a run.  `outcome`: what the contents list says of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "まだ"
        MADE = "made", "できました"
        FAILED = "failed", "作れませんでした"

    run = models.ForeignKey(PaperRun, models.CASCADE, related_name="papers", verbose_name="一括作成")
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+", verbose_name="議会")
    state = models.CharField("状態", max_length=7, choices=State.choices, default=State.WAITING)
    failure = models.TextField("作れなかった理由", blank=True)
    outcome: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("結果", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "議会ごとの紙面"
        ordering = ["run", "assembly__code"]
        constraints = [
            models.UniqueConstraint(fields=["run", "assembly"], name="drafting_assembly_paper_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "made", "failed"]), name="drafting_assembly_paper_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed") ^ models.Q(failure=""), name="drafting_assembly_paper_failure_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.assembly_id}"
