"""What is told to people in the program (お知らせ); it holds no word of a draft's text."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .drafts import Draft
from .groups import DraftingGroup


class Notice(models.Model):
    class Kind(models.TextChoices):
        COMMENTED = "commented", "コメントしました"
        ANSWERED = "answered", "コメントに答えました"
        SUGGESTED = "suggested", "言い換えを提案しました"
        TAKEN = "taken", "提案を取り入れました"
        DECLINED = "declined", "提案を見送りました"
        JOINED = "joined", "会に入りました"
        HANDED_OVER = "handed_over", "下書きを渡しました"
        MARKED = "marked", "合意の画面で答えました"

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="知らせる人")
    kind = models.CharField("種類", max_length=12, choices=Kind.choices)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="下書き")
    group = models.ForeignKey(
        DraftingGroup, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="会派・市民団体"
    )
    block = models.CharField("段落", max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="した人"
    )
    # A group that answers through its link has no account.
    by_name = models.CharField("した会派", max_length=80, blank=True)
    made_at = models.DateTimeField("日時", auto_now_add=True)
    read_at = models.DateTimeField("読んだ日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "お知らせ"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["to", "read_at"], name="drafting_notice_unread")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        *("commented", "answered", "suggested", "taken", "declined"),
                        *("joined", "handed_over", "marked"),
                    ]
                ),
                name="drafting_notice_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
