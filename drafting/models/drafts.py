"""Drafts.  A version IS a draft file; a small index says which library editions each version uses."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from drafting.compose.kinds import Kind

from .groups import DraftingGroup
from .library import Edition, FrozenError
from .people import gone_person


class Draft(models.Model):
    """Belongs to a person, a group, or a guest (who holds an unguessable link, stored hashed)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="drafts", verbose_name="持ち主"
    )
    group = models.ForeignKey(
        DraftingGroup, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="会派・市民団体"
    )
    guest_hash = models.CharField("お試しの照合値", max_length=64, blank=True)
    guest_until = models.DateField("お試しの最終日", null=True, blank=True)
    # RESTRICT, not PROTECT: a draft that is deleted as a whole (with its owner) takes its versions with it.
    current = models.OneToOneField(
        "DraftVersion", models.RESTRICT, null=True, related_name="+", editable=False, verbose_name="今の版"
    )
    created_at = models.DateTimeField("作った日時", auto_now_add=True)
    updated_at = models.DateTimeField("直した日時", auto_now=True)
    discarded_at = models.DateTimeField("しまった日時", null=True, blank=True)
    deadline = models.DateTimeField("提出の期限", null=True, blank=True)  # as somebody entered it; never computed

    class Meta:
        verbose_name = verbose_name_plural = "下書き"
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["-updated_at"], name="drafting_draft_recent")]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(owner__isnull=False, group__isnull=True, guest_hash="")
                    | models.Q(owner__isnull=True, group__isnull=False, guest_hash="")
                    | (models.Q(owner__isnull=True, group__isnull=True) & ~models.Q(guest_hash=""))
                ),
                name="drafting_draft_one_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(guest_hash="", guest_until=None)
                | (~models.Q(guest_hash="") & models.Q(guest_until__isnull=False)),
                name="drafting_draft_guest_ends",
            ),
            models.UniqueConstraint(
                fields=["guest_hash"], condition=~models.Q(guest_hash=""), name="drafting_draft_guest_link"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> dict[str, Any]:
        return self.current.content if self.current else {}

    @property
    def title(self) -> str:
        return str(self.content.get("title") or "（件名なし）")

    @property
    def kind(self) -> Kind:
        return Kind(self.content["kind"])


class DraftVersionQuerySet(models.QuerySet["DraftVersion"]):
    def update(self, **values: Any) -> int:
        raise FrozenError

    def delete(self) -> tuple[int, dict[str, int]]:
        """A draft goes as a whole, with its versions; single ones go by `thin` alone."""
        raise FrozenError

    def thin(self) -> int:
        """For actions/thinning.py alone, which says which ones nobody will miss."""
        return super().delete()[1].get("drafting.DraftVersion", 0)

    def as_of(self, number: int) -> DraftVersion | None:
        """Version `number`, or the newest one before it where it was thinned out."""
        return self.filter(number__lte=number).order_by("-number").first()


class DraftVersion(models.Model):
    """Append-only.  `content` is the draft file; `cause` says why there is a version."""

    class Cause(models.TextChoices):
        STARTED = "started", "作りはじめ"
        SAVED = "saved", "保存"
        AUTOSAVED = "autosaved", "途中の保存"
        EXPORTED = "exported", "書き出し"
        RESTORED = "restored", "前の文に戻した"
        OPENED = "opened", "ファイルから"
        SUGGESTED = "suggested", "提案を取り入れた"
        UNDONE = "undone", "元に戻した"
        REDONE = "redone", "やり直した"
        AGREED = "agreed", "会派の答えに合わせた"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="versions", verbose_name="下書き")
    number = models.PositiveIntegerField("版")
    content = models.JSONField("内容")
    content_hash = models.CharField("照合値", max_length=64)
    cause = models.CharField("きっかけ", max_length=10, choices=Cause.choices, default=Cause.SAVED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET(gone_person),
        null=True,
        blank=True,
        related_name="+",
        verbose_name="直した人",
    )
    made_at = models.DateTimeField("日時", auto_now_add=True)
    uses = models.ManyToManyField(Edition, through="DraftUse", related_name="used_by", verbose_name="使っている版")

    objects: ClassVar[DraftVersionQuerySet] = DraftVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "下書きの版"
        ordering = ["draft", "-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="drafting_version_number")]

    def __str__(self) -> str:
        return f"第{self.number}版"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise FrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenError


class VersionName(models.Model):
    """What somebody called a version (提出版): it is kept for good, and found by that name."""

    version = models.OneToOneField(DraftVersion, models.CASCADE, related_name="naming", verbose_name="下書きの版")
    name = models.CharField("名前", max_length=60)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="付けた人"
    )
    given_at = models.DateTimeField("付けた日時", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "版の名前"

    def __str__(self) -> str:
        return self.name


class DraftUse(models.Model):
    """Which library editions a version uses: for recall and for numbers of use, never for showing whose."""

    version = models.ForeignKey(DraftVersion, models.CASCADE, verbose_name="下書きの版")
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name="ライブラリの版")

    class Meta:
        verbose_name = verbose_name_plural = "使用"
        constraints = [models.UniqueConstraint(fields=["version", "edition"], name="drafting_use_once")]

    def __str__(self) -> str:
        return f"{self.version_id} → {self.edition_id}"
