"""Findings that a writer lets stand, with the reason; kept beside the draft, and never part of its text."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .drafts import Draft


class Dismissal(models.Model):
    """`concerned` is a digest of what the finding looked at: when that changes, the finding is shown again."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="dismissals", verbose_name="下書き")
    code = models.CharField("点検の種類", max_length=40)
    place = models.CharField("場所", max_length=60, blank=True)
    concerned = models.CharField("照合値", max_length=64)
    message = models.TextField("見つかったこと")
    reason = models.TextField("そのままにする理由", max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="決めた人"
    )
    made_at = models.DateTimeField("日時", auto_now=True)
    taken_up_at = models.DateTimeField("点検に戻した日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "そのままにしたもの"
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "concerned"], name="drafting_dismissal_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="drafting_dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}（{self.place}）"
