"""The assemblies (議会) of the 1,741 municipalities and 47 prefectures."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from drafting.compose import content
from drafting.compose.japanese import without_forms
from drafting.compose.kinds import AssemblyType

from .search import words

PREFECTURES = re.compile(r"^(?:北海道|東京都|京都府|大阪府|.{2,3}県)")


class AssemblyQuerySet(models.QuerySet["Assembly"]):
    def standing(self) -> AssemblyQuerySet:
        """Without those that merged into another: to be found by their names, not to be offered."""
        return self.filter(merged_into=None)

    def matching(self, query: str) -> AssemblyQuerySet:
        """By any part of name, prefecture, kana or code; every word has to occur.

        A whole name comes first: 津市 before 沼津市."""
        query = without_forms(query).replace("議会", "").strip()
        found = self.standing()
        for word in words(query):
            found = found.filter(search_text__contains=word)
        whole = models.Q(name=query) | models.Q(full_name=query) | models.Q(kana=query)
        return found.order_by(models.Case(models.When(whole, then=0), default=1), "code")

    def named(self, name: str) -> AssemblyQuerySet:
        """All that a draft file could mean by this name: full name, bare name, or six-digit code."""
        name = without_forms(name).strip().removesuffix("議会")
        return self.filter(models.Q(full_name=name) | models.Q(name=name) | models.Q(code=name))

    def near(self, name: str, most: int = 3) -> list[Assembly]:
        """Those whose names look most like one that no assembly has; of its prefecture, if it names one."""
        name = without_forms(name).strip().removesuffix("議会")
        prefecture = next((p for p in PREFECTURES.findall(name[:4])), "")
        known = {one.full_name: one for one in self.standing().filter(prefecture__startswith=prefecture)}
        bare = {full.removeprefix(one.prefecture) or full: one for full, one in known.items()}
        wanted = name.removeprefix(prefecture) or name
        alike = get_close_matches(wanted, bare, n=most, cutoff=0.4 if prefecture else 0.6)
        return [bare[one] for one in alike]


class Assembly(models.Model):
    code = models.CharField("団体コード", max_length=6, unique=True)
    prefecture = models.CharField("都道府県", max_length=4)
    name = models.CharField("名称", max_length=20)
    full_name = models.CharField("都道府県からの名称", max_length=24, unique=True)
    kana = models.CharField("読み", max_length=60)
    type = models.CharField("種別", max_length=16, choices=[(t.value, t.label) for t in AssemblyType])
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_here",
        verbose_name="合併した先",
        help_text="合併でなくなった議会だけに入れます。使っている文書は、そのまま残ります。",
    )
    dissolved_on = models.DateField("合併した日", null=True, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(merged_into=None, dissolved_on=None)
                | models.Q(merged_into__isnull=False, dissolved_on__isnull=False),
                name="drafting_assembly_merged_on_a_day",
                violation_error_message="合併した先と合併した日は、両方入れるか、両方空けておきます。",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="drafting_assembly_not_into_itself",
                violation_error_message="合併した先に、その議会自身は選べません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}議会"

    @property
    def value(self) -> content.Assembly:
        """As the pure core knows it."""
        gone = self.dissolved_on.isoformat() if self.dissolved_on else ""
        successor = self.successor.full_name if self.successor else ""
        return content.Assembly(self.name, self.prefecture, AssemblyType(self.type), self.code, successor, gone)

    @property
    def successor(self) -> Assembly | None:
        """The assembly that stands today for one that merged away; followed as far as it goes, but never round."""
        seen, last = {self.pk}, self.merged_into
        while last and last.merged_into and last.pk not in seen:
            seen.add(last.pk)
            last = last.merged_into
        return last
