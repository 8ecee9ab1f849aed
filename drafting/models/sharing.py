"""Links that let somebody without an account at one draft: to read it, or to say how a group stands to it.

The link is the row's id, signed: whoever made it can be shown it again, while the database gives it to nobody.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone

from .drafts import Draft


class LentLink(models.Model):
    """Dead once it is withdrawn or its last day is over."""

    LIFE = timedelta(days=30)
    SALT: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="%(class)ss", verbose_name="下書き")
    until = models.DateField("最終日")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="作った人"
    )
    made_at = models.DateTimeField("日時", auto_now_add=True)
    withdrawn_at = models.DateTimeField("取り消した日時", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def token(self) -> str:
        return self._signer().sign(self.pk.hex)

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None and self.until >= timezone.localdate()

    @classmethod
    def find(cls, token: str) -> Self | None:
        """The one that still opens a draft which has not been put away."""
        try:
            key = uuid.UUID(cls._signer().unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        return cls.live().filter(pk=key, draft__discarded_at=None).select_related("draft__current").first()

    @classmethod
    def live(cls) -> models.QuerySet[Self]:
        return cls._default_manager.filter(withdrawn_at=None, until__gte=timezone.localdate())

    @classmethod
    def _signer(cls) -> signing.Signer:
        return signing.Signer(salt=cls.SALT, sep=".")


class SharedLink(LentLink):
    """Shows the paper as it now is, without what is personal on it; nothing can be changed through it."""

    SALT = "drafting.shared_link"

    label = models.CharField("だれに渡すか", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "見せるリンク"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.label or "見せるリンク"


class AgreementLink(LentLink):
    """For one group, by the name under which the writers of the draft know it."""

    SALT = "drafting.agreement_link"

    group_name = models.CharField("会派の名称", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "合意のリンク"
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "group_name"],
                condition=models.Q(withdrawn_at=None),
                name="drafting_agreement_link_once",
            ),
        ]

    def __str__(self) -> str:
        return self.group_name


LENT: tuple[type[LentLink], ...] = (SharedLink, AgreementLink)
