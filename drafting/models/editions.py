"""What an edition of each kind holds: its columns, the entries that it names, what search reads of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from drafting.compose.kinds import AssemblyType, Branch, FactStatus, Kind, Proposer

from .assemblies import Assembly
from .library import Edition, EntryKind


def _choices(enum: Any) -> list[tuple[str, str]]:
    """Plain strings: an enum member would write its import path into the migration."""
    return [(member.value, member.label) for member in enum]


def _one_of(column: str, enum: Any, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": [m.value for m in enum]}), name=name)


class SourceType(models.TextChoices):
    LAW = "law", "法律"
    CABINET_ORDER = "cabinet_order", "政令"
    MINISTERIAL_ORDINANCE = "ministerial_ordinance", "省令"
    CABINET_DECISION = "cabinet_decision", "閣議決定"
    DIET = "diet", "国会会議録"
    COURT = "court", "裁判"
    COUNCIL_REPORT = "council_report", "審議会・検討会"
    GOVERNMENT_DOC = "government_doc", "行政資料"
    PRESS_CONFERENCE = "press_conference", "記者会見"
    SURVEY = "survey", "調査"
    NGO = "ngo", "団体"
    BAR_ASSOCIATION = "bar_association", "弁護士会"
    ACADEMIC = "academic", "学術"
    NEWS = "news", "報道"
    SEED = "seed", "底本"


class QuotationKind(models.TextChoices):
    VERBATIM = "verbatim", "原文のまま"
    SHORT_PHRASE = "short_phrase", "短い語句"
    QUESTION = "question", "質問"
    SURVEY_OPTION = "survey_option", "調査の選択肢"
    LIST = "list", "一覧"
    VARIANT = "variant", "異なる引用"
    DUPLICATE = "duplicate", "重複"


class Tier(models.TextChoices):
    CORE = "core", "中心"
    SUB = "sub", "補う論点"


class NoteKind(models.TextChoices):
    CORRECTION = "correction", "訂正"
    TENSION = "tension", "食い違い"


class ThemeEdition(Edition):
    KIND = EntryKind.THEME
    CONTENT = ("title", "summary", "order")
    SEARCHED = ("title", "summary")

    summary = models.TextField("あらまし", blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "テーマ"


class SourceEdition(Edition):
    KIND = EntryKind.SOURCE
    CONTENT = (
        *("title", "issuer", "type", "date", "date_note", "law_number", "egov_law_id", "egov_verified"),
        *("url", "locator", "cite_as", "note", "verified"),
    )
    SEARCHED = ("title", "issuer", "law_number", "locator", "note")

    issuer = models.CharField("発行者", max_length=200, blank=True)
    type = models.CharField("種類", max_length=24, choices=SourceType.choices)
    date = models.CharField("日付", max_length=10, blank=True)
    date_note = models.CharField("日付の注", max_length=200, blank=True)
    law_number = models.CharField("法令番号", max_length=120, blank=True)
    egov_law_id = models.CharField("e-Gov法令ID", max_length=20, blank=True)
    egov_verified = models.BooleanField("e-Gov法令IDを確かめた", default=False)
    url = models.TextField("URL", blank=True)
    locator = models.TextField("箇所", blank=True)
    cite_as = models.TextField("注の書き方", blank=True)
    note = models.TextField("確かめ方", blank=True)
    verified = models.BooleanField("書誌を確かめた", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "出典"
        constraints: ClassVar[list[models.BaseConstraint]] = [_one_of("type", SourceType, "drafting_source_type")]


class FactEdition(Edition):
    KIND = EntryKind.FACT
    CONTENT = ("statement", "values", "as_of", "event_date", "status", "status_note", "correction", "next_review")
    NAMES = {"themes": "theme", "citations": "citation"}
    SEARCHED = ("statement", "status_note")

    statement = models.TextField("内容")
    values = models.JSONField("値", default=list, blank=True)
    as_of = models.CharField("時点", max_length=10, blank=True)
    event_date = models.CharField("出来事の日", max_length=10, blank=True)
    status = models.CharField("状態の評価", max_length=12, choices=_choices(FactStatus))
    status_note = models.TextField("その後", blank=True)
    correction = models.TextField("底本の記述との違い", blank=True)
    next_review = models.CharField("次の見直し", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事実・データ"
        constraints: ClassVar[list[models.BaseConstraint]] = [_one_of("status", FactStatus, "drafting_fact_status")]


class QuotationEdition(Edition):
    KIND = EntryKind.QUOTATION
    CONTENT = ("text", "speaker", "date", "locator", "kind", "compared", "note")
    NAMES = {"source": "source"}
    SEARCHED = ("text", "speaker")

    text = models.TextField("原文")
    speaker = models.CharField("話者・文書", max_length=200, blank=True)
    date = models.CharField("日付", max_length=10, blank=True)
    locator = models.TextField("箇所", blank=True)
    kind = models.CharField("引用の種類", max_length=16, choices=QuotationKind.choices)
    compared = models.BooleanField("記録と照合した", default=False)
    note = models.TextField("注", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "引用"
        constraints: ClassVar[list[models.BaseConstraint]] = [_one_of("kind", QuotationKind, "drafting_quotation_kind")]


class ArgumentEdition(Edition):
    KIND = EntryKind.ARGUMENT
    CONTENT = ("title", "claim", "reasoning", "tier", "opposing", "passages", "curator_note")
    NAMES = {
        "theme": "theme",
        "parent": "parent",
        "facts": "fact",
        "sources": "source",
        "quotations": "quotation",
    }
    SEARCHED = ("title", "claim", "reasoning", "passages", "opposing")

    claim = models.TextField("主張")
    reasoning = models.TextField("理由")
    tier = models.CharField("位置付け", max_length=4, choices=Tier.choices, default=Tier.CORE)
    opposing = models.JSONField("反対の意見と答え", default=list, blank=True)
    passages = models.JSONField("そのまま使える文", default=list, blank=True)
    curator_note = models.TextField("編集者への注意", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "論点"
        constraints: ClassVar[list[models.BaseConstraint]] = [_one_of("tier", Tier, "drafting_argument_tier")]


class DemandEdition(Edition):
    KIND = EntryKind.DEMAND
    CONTENT = ("title", "texts", "addressees", "note")
    NAMES = {"theme": "theme", "arguments": "argument"}
    SEARCHED = ("title", "texts")

    texts = models.JSONField("記の文", default=list, blank=True)
    addressees = models.JSONField("ふさわしい宛先", default=list, blank=True)
    note = models.TextField("注", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "記の文"


class AddresseeEdition(Edition):
    KIND = EntryKind.ADDRESSEE
    CONTENT = ("office", "order", "branch")
    SEARCHED = ("office",)

    office = models.CharField("職", max_length=60)
    order = models.PositiveIntegerField("並び順")
    branch = models.CharField("国会・関係行政庁", max_length=10, choices=_choices(Branch))

    class Meta:
        verbose_name = verbose_name_plural = "宛先"
        constraints: ClassVar[list[models.BaseConstraint]] = [_one_of("branch", Branch, "drafting_addressee_branch")]


class TermEdition(Edition):
    KIND = EntryKind.TERM
    CONTENT = ("title", "reading", "definition")
    SEARCHED = ("title", "reading", "definition")

    reading = models.CharField("読み", max_length=120, blank=True)
    definition = models.TextField("意味")

    class Meta:
        verbose_name = verbose_name_plural = "用語"


class AdviceEdition(Edition):
    KIND = EntryKind.ADVICE
    CONTENT = ("title", "text", "as_of", "note")
    NAMES = {"facts": "fact"}
    SEARCHED = ("title", "text")

    text = models.TextField("内容")
    as_of = models.CharField("時点", max_length=10, blank=True)
    note = models.TextField("注", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "手続の案内"


class NoteEdition(Edition):
    KIND = EntryKind.NOTE
    CONTENT = ("title", "kind", "text")
    NAMES = {"about": "about"}
    SEARCHED = ("title", "text")

    kind = models.CharField("種類", max_length=10, choices=NoteKind.choices)
    text = models.TextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "編集者の覚書"


class FigureEdition(Edition):
    KIND = EntryKind.FIGURE
    CONTENT = ("title", "chart", "unit", "series", "note")
    NAMES = {"facts": "fact"}
    SEARCHED = ("title", "note")

    chart = models.CharField("図の種類", max_length=12)
    unit = models.CharField("単位", max_length=12, blank=True)
    series = models.JSONField("系列", default=list)
    note = models.TextField("注", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "図表"


class HouseStyleEdition(Edition):
    """The form of an assembly, or of a type, for one kind and proposer.  `keys`: each key `sourced` or `assumed`."""

    KIND = EntryKind.HOUSE_STYLE
    CONTENT = ("title", "assembly", "assembly_type", "kind", "proposer", "style", "keys", "url", "read_on")
    SEARCHED = ("title",)

    assembly = models.CharField("団体コード", max_length=6, blank=True)
    assembly_type = models.CharField("種別", max_length=16, choices=_choices(AssemblyType), blank=True)
    kind = models.CharField("文書の種類", max_length=12, choices=_choices(Kind))
    proposer = models.CharField("提出者の別", max_length=10, choices=_choices(Proposer), blank=True)
    style = models.JSONField("様式", default=dict)
    keys = models.JSONField("各項目の根拠", default=dict, blank=True)
    url = models.TextField("URL", blank=True)
    read_on = models.CharField("読んだ日", max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "様式"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(assembly="") ^ models.Q(assembly_type=""), name="drafting_house_style_one_subject"
            ),
        ]

    @property
    def subject(self) -> Assembly | None:
        return Assembly.objects.filter(code=self.assembly).first() if self.assembly else None


class ReadySetEdition(Edition):
    """Arguments and demands that make one letter for one purpose, in the order in which it reads well.

    `subject` is the title without the kind's word; `opening` the first paragraph of a letter or 決議."""

    KIND = EntryKind.READY_SET
    CONTENT = ("title", "summary", "subject", "order", "opening")
    NAMES = {"arguments": "argument", "demands": "demand"}
    SEARCHED = ("title", "summary", "subject")

    summary = models.TextField("目的のあらまし")
    subject = models.CharField("件名（種類の語を除く）", max_length=120)
    order = models.PositiveIntegerField("並び順", default=0)
    opening = models.TextField("書き出し（である調）", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "目的別の組"


EDITION_OF: dict[EntryKind, type[Edition]] = {
    cls.KIND: cls
    for cls in (
        ThemeEdition,
        SourceEdition,
        FactEdition,
        QuotationEdition,
        ArgumentEdition,
        DemandEdition,
        AddresseeEdition,
        TermEdition,
        AdviceEdition,
        NoteEdition,
        FigureEdition,
        HouseStyleEdition,
        ReadySetEdition,
    )
}
