"""Groups that write together (会派 or 市民団体) and who belongs to them."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords


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
