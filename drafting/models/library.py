"""The library: an Entry for each thing that can be cited, and its append-only Editions, typed by kind.

One mechanism for all kinds: an entry has a slug and a published edition; an edition has a number, a state and its
content; a Link says which other entries an edition names.  A published edition is never changed (save, update and
delete refuse; triggers in the database back them, see freezing.py), and only actions/library.py publishes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from .search import normalised


class EntryKind(models.TextChoices):
    THEME = "theme", "テーマ"
    SOURCE = "source", "出典"
    FACT = "fact", "事実・データ"
    QUOTATION = "quotation", "引用"
    ARGUMENT = "argument", "論点"
    DEMAND = "demand", "記の文"
    ADDRESSEE = "addressee", "宛先"
    TERM = "term", "用語"
    ADVICE = "advice", "手続の案内"
    NOTE = "note", "編集者の覚書"
    FIGURE = "figure", "図表"
    HOUSE_STYLE = "house_style", "様式"
    READY_SET = "ready_set", "目的別の組"


class State(models.TextChoices):
    WRITING = "writing", "執筆中"
    WAITING = "waiting", "公開待ち"
    PUBLISHED = "published", "公開"
    WITHDRAWN = "withdrawn", "取下げ"

    @classmethod
    def frozen(cls) -> tuple[str, ...]:
        return (cls.PUBLISHED.value, cls.WITHDRAWN.value)


class Entry(models.Model):
    """A thing that can be cited, under a slug that never changes.  `released_hash`: of what a release last brought."""

    slug = models.SlugField("識別名", max_length=80, unique=True)
    kind = models.CharField("種類", max_length=12, choices=EntryKind.choices)
    published = models.ForeignKey(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公開中の版"
    )
    retired_at = models.DateTimeField("取り下げた日時", null=True, blank=True)
    released_hash = models.CharField("配布版の照合値", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ライブラリの項目"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EntryKind.values), name="drafting_entry_kind"),
        ]

    def __str__(self) -> str:
        return self.slug


class FrozenError(ValidationError):
    """Somebody tried to change or delete an edition that was published."""

    def __init__(self) -> None:
        super().__init__("公開した版は変えられません。新しい版を作ってください。", code="frozen")


class EditionQuerySet(models.QuerySet[Any]):
    """Refuses what would change a published edition behind save()."""

    MAY_CHANGE = frozenset({"author", "checked_by", "checked_at"})

    def update(self, **values: Any) -> int:
        if "state" in values or (set(values) - self.MAY_CHANGE and self._frozen().exists()):
            raise FrozenError
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self._frozen().exists():
            raise FrozenError
        return super().delete()

    def enter(self, state: State, **stamps: Any) -> int:
        """For actions/library.py alone: the next state, with who and when.  No way leads back from 公開 and 取下げ."""
        if state != State.WITHDRAWN and self._frozen().exists():
            raise FrozenError
        return super().update(state=state, **stamps)

    def _frozen(self) -> EditionQuerySet:
        return self.filter(state__in=State.frozen())


class Edition(models.Model):
    """One version of an entry.  The typed tables below hold what is particular to a kind."""

    class Origin(models.TextChoices):
        RELEASE = "release", "配布版"
        HERE = "here", "この場所で作成"
        MEMBER = "member", "利用者の提案"

    KIND: ClassVar[EntryKind]
    # Keys of a fixture object that are columns, and keys that are slugs of other entries: key -> role of the Link.
    CONTENT: ClassVar[tuple[str, ...]] = ()
    NAMES: ClassVar[dict[str, str]] = {}
    SEARCHED: ClassVar[tuple[str, ...]] = ()

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="editions", verbose_name="項目")
    number = models.PositiveIntegerField("版")
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WRITING)
    origin = models.CharField("由来", max_length=8, choices=Origin.choices, default=Origin.HERE)
    title = models.CharField("見出し", max_length=300, blank=True)
    reason = models.TextField("変えた理由", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="作った人"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="公開した人"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="確かめた人"
    )
    created_at = models.DateTimeField("作った日時", auto_now_add=True)
    published_at = models.DateTimeField("公開した日時", null=True, blank=True)
    checked_at = models.DateTimeField("確かめた日時", null=True, blank=True)
    content_hash = models.CharField("照合値", max_length=64, editable=False)
    search_text = models.TextField("検索用", editable=False, blank=True)

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "版"
        ordering = ["entry", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="drafting_edition_number"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="drafting_edition_state"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.entry.slug}（第{self.number}版）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses whatever is published or withdrawn, or would become so here."""
        if self.state in State.frozen() or is_frozen(self.pk):
            raise FrozenError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if is_frozen(self.pk):
            raise FrozenError
        return super().delete(*args, **kwargs)

    @property
    def state_word(self) -> str:
        """取下げ is what readers never saw: a published edition that another took the place of was not taken back."""
        is_replaced = self.state == State.WITHDRAWN and self.published_at is not None
        return "前の版" if is_replaced else self.get_state_display()

    @property
    def is_proposal(self) -> bool:
        """Nobody here is writing it: it is published or not taken, and goes back to no writer's desk."""
        return self.origin in (self.Origin.RELEASE, self.Origin.MEMBER)

    @property
    def is_unchecked(self) -> bool:
        """Came with a release and no curator here has looked at it: 配布版・未確認."""
        return self.origin == self.Origin.RELEASE and self.checked_at is None

    @property
    def is_published_alone(self) -> bool:
        """By its own author, because there was no second curator."""
        return self.author_id is not None and self.author_id == self.published_by_id


def is_frozen(*editions: int | None) -> bool:
    keys = [edition for edition in editions if edition is not None]
    return Edition.objects.filter(pk__in=keys, state__in=State.frozen()).exists()


class LinkQuerySet(models.QuerySet["Link"]):
    """What a published edition names is part of it."""

    def update(self, **values: Any) -> int:
        self._refuse_frozen()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete()

    def bulk_create(self, objs: Iterable[Link], *args: Any, **kwargs: Any) -> list[Link]:
        links = list(objs)
        if is_frozen(*{link.edition_id for link in links}):
            raise FrozenError
        return super().bulk_create(links, *args, **kwargs)

    def _refuse_frozen(self) -> None:
        if self.filter(edition__state__in=State.frozen()).exists():
            raise FrozenError


class Link(models.Model):
    """An edition names another entry: the fact behind an argument, the source of a citation and where in it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="links", verbose_name="版")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="named_by", verbose_name="名指す項目")
    role = models.CharField("役割", max_length=12)
    locator = models.CharField("箇所", max_length=300, blank=True)
    position = models.PositiveIntegerField("順")

    objects: ClassVar[LinkQuerySet] = LinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "結び付き"
        ordering = ["edition", "role", "position"]

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.entry_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def _refuse_frozen(self) -> None:
        """Asks for the stored edition too: a link must not move away from a published one either."""
        stored = Link.objects.filter(pk=self.pk).values_list("edition_id", flat=True).first()
        if is_frozen(self.edition_id, stored):
            raise FrozenError


def content_hash(content: dict[str, Any]) -> str:
    """Of an item's content in canonical form; the same content has the same hash everywhere."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def search_text(*texts: str) -> str:
    return "\n".join(normalised(text) for text in texts if text)
