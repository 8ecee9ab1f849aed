"""Groups that write together (会派 or 市民団体), who belongs to them, and who is invited."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from .people import User, gone_person


class DraftingGroup(models.Model):
    class Kind(models.TextChoices):
        CAUCUS = "caucus", "会派"
        CITIZENS = "citizens", "市民団体"

    name = models.CharField("名称", max_length=120)
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", verbose_name="所属する人")
    history = HistoricalRecords(verbose_name="履歴")

    class Meta:
        verbose_name = verbose_name_plural = "会派・市民団体"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["caucus", "citizens"]), name="drafting_group_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        ADMIN = "admin", "管理者"
        EDITOR = "editor", "編集"
        READER = "reader", "閲覧"

    group = models.ForeignKey(DraftingGroup, models.CASCADE, verbose_name="会派・市民団体")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="人")
    role = models.CharField("役割", max_length=10, choices=Role.choices)
    history = HistoricalRecords(verbose_name="履歴")

    class Meta:
        verbose_name = verbose_name_plural = "所属"
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="drafting_membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=["admin", "editor", "reader"]), name="drafting_membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.user}（{self.get_role_display()}）"


class Invitation(models.Model):
    """One seat in a group.  The link is this row's id, signed: it can be shown again to whoever may hand it out, and
    is dead once the row is used, withdrawn or past its day."""

    LIFE = timedelta(days=7)
    _signer = signing.Signer(salt="drafting.invitation", sep=".")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(DraftingGroup, models.CASCADE, related_name="invitations", verbose_name="会派・市民団体")
    role = models.CharField("役割", max_length=10, choices=Membership.Role.choices)
    email = models.EmailField("送り先", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET(gone_person), null=True, related_name="+", verbose_name="招いた人"
    )
    made_at = models.DateTimeField("日時", auto_now_add=True)
    expires_at = models.DateTimeField("期限")
    used_at = models.DateTimeField("使われた日時", null=True, blank=True)
    withdrawn_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "招待"
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=["admin", "editor", "reader"]), name="drafting_invitation_role"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(withdrawn_at=None), name="drafting_invitation_one_end"
            ),
            # To whom it went is needed no longer than it is open.
            models.CheckConstraint(
                condition=models.Q(email="") | models.Q(used_at=None, withdrawn_at=None),
                name="drafting_invitation_email_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}（{self.get_role_display()}）"

    @property
    def token(self) -> str:
        return self._signer.sign(self.pk.hex)

    @classmethod
    def find(cls, token: str) -> Invitation | None:
        """The one that may still be used."""
        try:
            return cls.live().filter(pk=uuid.UUID(cls._signer.unsign(token))).first()
        except (signing.BadSignature, ValueError):
            return None

    @classmethod
    def group_behind(cls, token: str, user: User) -> DraftingGroup | None:
        """Of whoever belongs to it, also behind a link that is used up: people press a link in a mail again."""
        try:
            key = uuid.UUID(cls._signer.unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        return DraftingGroup.objects.filter(invitations=key, members=user).first()

    @classmethod
    def live(cls) -> models.QuerySet[Invitation]:
        open_ones = cls.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
        return open_ones.select_related("group", "made_by")
