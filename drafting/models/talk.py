"""What people say about the blocks of a draft: comments, and other words that somebody suggests."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .drafts import Draft, DraftVersion


class Comment(models.Model):
    """`block` is the id of a block in the draft file; one that is gone may come back, so its comments stay.
    `joined_into` is the block that took it in, where what was said stands until then.

    An answer belongs to a comment (`about`) and has no state of its own."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="comments", verbose_name="下書き")
    block = models.CharField("段落", max_length=80)
    joined_into = models.CharField("つないだ段落", max_length=80, blank=True)
    about = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="答えたコメント"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments", verbose_name="書いた人"
    )
    text = models.TextField("コメント")
    made_at = models.DateTimeField("日時", auto_now_add=True)
    settled_at = models.DateTimeField("済んだ日時", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="済みにした人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "コメント"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["draft", "block"], name="drafting_comment_block")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about=None) | models.Q(settled_at=None), name="drafting_comment_answer_unsettled"
            ),
        ]

    def __str__(self) -> str:
        return f"コメント {self.pk}"

    @property
    def answer_name(self) -> str:
        """Of the form in which it is answered."""
        return f"answer-{self.pk}"


class Suggestion(models.Model):
    """Other words for a block.  `read_text` is what stood there when they were suggested."""

    class State(models.TextChoices):
        OPEN = "open", "提案中"
        TAKEN = "taken", "取り入れた"
        DECLINED = "declined", "見送った"
        WITHDRAWN = "withdrawn", "取り下げた"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="suggestions", verbose_name="下書き")
    block = models.CharField("段落", max_length=80)
    joined_into = models.CharField("つないだ段落", max_length=80, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="suggestions", verbose_name="提案した人"
    )
    read_text = models.TextField("提案のときの文")
    text = models.TextField("提案する文")
    reason = models.TextField("理由", blank=True)
    made_at = models.DateTimeField("日時", auto_now_add=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="決めた人"
    )
    decided_at = models.DateTimeField("決めた日時", null=True, blank=True)
    answer = models.TextField("決めた理由", blank=True)
    version = models.OneToOneField(
        DraftVersion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggestion",
        verbose_name="取り入れた版",
    )

    class Meta:
        verbose_name = verbose_name_plural = "言い換えの提案"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["draft", "block"], name="drafting_suggestion_block")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "taken", "declined", "withdrawn"]),
                name="drafting_suggestion_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at=None)
                | (~models.Q(state="open") & models.Q(decided_at__isnull=False)),
                name="drafting_suggestion_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"提案 {self.pk}（{self.get_state_display()}）"
