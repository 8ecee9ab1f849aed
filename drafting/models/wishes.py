"""What readers looked for in the library and did not find, and would have there.  Nothing says who they are."""

from __future__ import annotations

from django.db import models


class Wish(models.Model):
    asked = models.CharField("さがした言葉", max_length=100, blank=True)
    text = models.TextField("入れてほしいこと", max_length=2000)
    created_at = models.DateTimeField("届いた日時", auto_now_add=True)
    settled_at = models.DateTimeField("済みにした日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "入れてほしいこと"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
