"""What was decided on an edition, by whom and why: kept beside it, since a published edition is never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .library import Edition
from .people import gone_person


class Decision(models.Model):
    """Append-only: nothing here offers to change or delete one."""

    class What(models.TextChoices):
        STARTED = "started", "書きはじめた"
        TAKEN_OVER = "taken_over", "引き継いで直した"
        SUBMITTED = "submitted", "公開待ちにした"
        SENT_BACK = "sent_back", "理由を付けて戻した"
        PUBLISHED = "published", "公開した"
        DECLINED = "declined", "採らなかった"
        DROPPED = "dropped", "書くのをやめた"
        RETIRED = "retired", "取り下げた"
        CHECKED = "checked", "確かめた"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="decisions", verbose_name="版")
    what = models.CharField("したこと", max_length=10, choices=What.choices)
    reason = models.TextField("理由", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET(gone_person), null=True, related_name="+", verbose_name="した人"
    )
    made_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "編集の経緯"
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.get_what_display()}"
