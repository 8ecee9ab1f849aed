"""What readers report as wrong in the library.  Who reports anonymously leaves no trace but the words."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .library import Edition, Entry


class Report(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "答えていない"
        ANSWERED = "answered", "答えた"

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="reports", verbose_name="項目")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name="見ていた版")
    text = models.TextField("誤りと思うところ", max_length=2000)
    source = models.CharField("根拠になる資料", max_length=500, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="知らせた人"
    )
    created_at = models.DateTimeField("知らせた日時", auto_now_add=True)
    state = models.CharField("状態", max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField("どうしたか", blank=True, max_length=2000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="答えた人"
    )
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "読んだ人からの知らせ"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["open", "answered"]), name="drafting_report_state"),
        ]

    def __str__(self) -> str:
        return f"{self.entry.slug} {self.created_at:%Y-%m-%d}"
