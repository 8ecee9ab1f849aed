"""How the groups stand to the blocks of a draft (会派間の合意)."""

from __future__ import annotations

from django.db import models

from drafting.compose.agreement import Stand

from .drafts import Draft
from .sharing import AgreementLink


class Agreement(models.Model):
    """What the writers of a draft decided about it: whether each group sees how the others stand."""

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="agreement", verbose_name="下書き")
    shows_marks = models.BooleanField("互いの答えを見せる", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "会派間の合意"

    def __str__(self) -> str:
        return "互いの答えを見せる" if self.shows_marks else "互いの答えを見せない"


class AgreementMark(models.Model):
    """A group's answer on one block, and which text it read (`text_hash`): another text was not answered.

    `read_text` is that text, to show what changed since; "" where it was not known any more."""

    link = models.ForeignKey(AgreementLink, models.CASCADE, related_name="marks", verbose_name="合意のリンク")
    block = models.CharField("段落", max_length=80)
    text_hash = models.CharField("読んだ文の照合値", max_length=64)
    read_text = models.TextField("読んだ文", blank=True)
    stand = models.CharField("答え", max_length=12, choices=[(stand.value, stand.label) for stand in Stand])
    reason = models.TextField("理由", blank=True)
    wording = models.TextField("望む文", blank=True)
    made_at = models.DateTimeField("日時", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "会派の答え"
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(fields=["link", "block"], name="drafting_agreement_mark_once"),
            models.CheckConstraint(
                condition=models.Q(stand__in=["for", "conditional", "against"]), name="drafting_agreement_mark_stand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link}: {self.get_stand_display()}"
