"""The assemblies (議会) of the 1,741 municipalities and 47 prefectures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from drafting.compose import content
from drafting.compose.kinds import AssemblyType

from .search import words


class AssemblyQuerySet(models.QuerySet["Assembly"]):
    def matching(self, query: str) -> AssemblyQuerySet:
        """By any part of name, prefecture, kana or code; every word has to occur.

        A whole name comes first: 津市 before 沼津市."""
        query = query.replace("議会", "").strip()
        found = self
        for word in words(query):
            found = found.filter(search_text__contains=word)
        whole = models.Q(name=query) | models.Q(full_name=query) | models.Q(kana=query)
        return found.order_by(models.Case(models.When(whole, then=0), default=1), "code")

    def named(self, name: str) -> AssemblyQuerySet:
        """All that a draft file could mean by this name: full name, bare name, or six-digit code."""
        name = name.strip().removesuffix("議会")
        return self.filter(models.Q(full_name=name) | models.Q(name=name) | models.Q(code=name))


class Assembly(models.Model):
    code = models.CharField("団体コード", max_length=6, unique=True)
    prefecture = models.CharField("都道府県", max_length=4)
    name = models.CharField("名称", max_length=20)
    full_name = models.CharField("都道府県からの名称", max_length=24, unique=True)
    kana = models.CharField("読み", max_length=60)
    type = models.CharField("種別", max_length=16, choices=[(t.value, t.label) for t in AssemblyType])
    search_text = models.CharField("検索用", max_length=200, editable=False)
    history = HistoricalRecords(verbose_name="履歴", excluded_fields=["search_text"])

    objects: ClassVar[AssemblyQuerySet] = AssemblyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "議会"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type__in=[t.value for t in AssemblyType]), name="drafting_assembly_type"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}議会"

    @property
    def value(self) -> content.Assembly:
        """As the pure core knows it."""
        return content.Assembly(self.name, self.prefecture, AssemblyType(self.type), self.code)
