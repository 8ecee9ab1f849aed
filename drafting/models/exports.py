"""What was taken out of the house: which paper of which version of a draft, in which format, with which bytes."""

from django.conf import settings
from django.db import models

from .drafts import DraftVersion
from .library import Edition


class Export(models.Model):
    class Format(models.TextChoices):
        DOCX = "docx", "Word"
        PDF = "pdf", "PDF"
        TEXT = "text", "テキスト"
        DRAFT = "json", "下書きファイル"
        ZIP = "zip", "一式"

    version = models.ForeignKey(DraftVersion, models.CASCADE, related_name="exports", verbose_name="下書きの版")
    format = models.CharField("形式", max_length=5, choices=Format.choices)
    part = models.CharField("書類", max_length=20, blank=True)
    # Of the library, more than the version itself uses: the papers beside it tell facts that its text does not cite.
    uses = models.ManyToManyField(Edition, related_name="+", blank=True, verbose_name="控えたライブラリの版")
    sha256 = models.CharField("照合値", max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="書き出した人"
    )
    made_at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "書き出し"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.get_format_display()} {self.made_at:%Y-%m-%d %H:%M}"
