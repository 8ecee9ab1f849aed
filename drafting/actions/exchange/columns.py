"""The library as tables: for each kind its sheet, its columns and the further sheets of its lists.

It knows no file format.  The keys are those of the fixtures (fixtures/README.md), the labels those of the models.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from django.db import models

from drafting.actions.release import FILES
from drafting.compose.style import KEYS
from drafting.models import EDITION_OF, EntryKind
from drafting.style_words import BASES, PART_LABELS

Choices = tuple[tuple[str, str], ...]


class Holds(Enum):
    TEXT = auto()
    DAY = auto()  # known to the year, the month or the day
    FULL_DAY = auto()
    CHOICE = auto()
    FLAG = auto()
    WHOLE = auto()
    NUMBER = auto()  # or words, where a table has no figure
    JSON = auto()
    SLUG = auto()
    SLUGS = auto()
    LINES = auto()

    @property
    def is_list(self) -> bool:
        return self in (Holds.SLUGS, Holds.LINES)


@dataclass(frozen=True)
class Column:
    """`optional`: an object may leave it out.  `template`: `compose` fills its braces.  `names`: of which kinds."""

    key: str
    label: str
    holds: Holds = Holds.TEXT
    required: bool = False
    optional: bool = False
    template: bool = False
    choices: Choices = ()
    names: tuple[EntryKind, ...] = ()


@dataclass(frozen=True)
class Rows:
    """A list of objects inside an item; on a sheet of its own, one line an object."""

    key: str
    sheet: str
    columns: tuple[Column, ...]
    required: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """What of an item it holds.  A style and the grounds of its keys are two objects, but one list to a reader."""
        return ("style", "keys") if self.key == "style" else (self.key,)


@dataclass(frozen=True)
class Table:
    """Everything about one kind.  `order`: the keys as a fixture file has them."""

    kind: EntryKind
    file: str
    columns: tuple[Column, ...]
    rows: tuple[Rows, ...]
    order: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.kind.label

    @property
    def keys(self) -> tuple[str, ...]:
        return ("slug", *self.order)

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)


# As in fixtures/README.md; a question mark where an object may leave the key out.
_KEYS = {
    EntryKind.THEME: "title summary order",
    EntryKind.SOURCE: (
        "title issuer type date date_note? law_number? egov_law_id? egov_verified? url? locator cite_as note verified"
    ),
    EntryKind.FACT: ("statement themes values as_of event_date status status_note correction? next_review citations"),
    EntryKind.QUOTATION: "text speaker date source locator kind compared note",
    EntryKind.ARGUMENT: (
        "theme title claim reasoning tier parent? facts sources quotations opposing passages curator_note"
    ),
    EntryKind.DEMAND: "theme title texts addressees arguments note",
    EntryKind.ADDRESSEE: "office order branch",
    EntryKind.TERM: "title reading definition",
    EntryKind.ADVICE: "title text as_of facts note",
    EntryKind.NOTE: "title kind text about",
    EntryKind.FIGURE: "title chart unit series facts note",
    EntryKind.HOUSE_STYLE: "title? assembly assembly_type kind proposer style keys url read_on",
    EntryKind.READY_SET: "title summary subject order opening arguments demands",
}
_ONE, _SEVERAL = Holds.SLUG, Holds.SLUGS
_NAMES = {
    "theme": Column("theme", "テーマ", _ONE, required=True, names=(EntryKind.THEME,)),
    "themes": Column("themes", "テーマ", _SEVERAL, required=True, names=(EntryKind.THEME,)),
    "parent": Column("parent", "上の論点", _ONE, names=(EntryKind.ARGUMENT,)),
    "source": Column("source", "出典", _ONE, required=True, names=(EntryKind.SOURCE,)),
    "facts": Column("facts", "事実・データ", _SEVERAL, names=(EntryKind.FACT,)),
    "sources": Column("sources", "出典", _SEVERAL, names=(EntryKind.SOURCE,)),
    "quotations": Column("quotations", "引用", _SEVERAL, names=(EntryKind.QUOTATION,)),
    "arguments": Column("arguments", "論点", _SEVERAL, names=(EntryKind.ARGUMENT,)),
    "demands": Column("demands", "記の文", _SEVERAL, required=True, names=(EntryKind.DEMAND,)),
    "about": Column("about", "対象の項目", _SEVERAL, required=True, names=tuple(EntryKind)),
    "addressees": Column("addressees", "ふさわしい宛先", Holds.LINES),
}
_DAYS = {"date": Holds.DAY, "as_of": Holds.DAY, "event_date": Holds.DAY}
_DAYS |= {"next_review": Holds.FULL_DAY, "read_on": Holds.FULL_DAY}
_TEMPLATES = ("cite_as",)
# Two of the statuses have the same word on the screens; here one must be told from the other.
_TOLD_APART = {"disputed": "要確認（食い違い）", "unverified": "要確認（未確認）"}
_PERIOD = (Column("from", "いつから", Holds.FULL_DAY), Column("until", "いつまで", Holds.FULL_DAY))
_BACKING = (EntryKind.FACT, EntryKind.SOURCE, EntryKind.QUOTATION)


def _text(key: str, label: str, **more: Any) -> Column:
    return Column(key, label, required=True, **more)


_ROWS = {
    "values": Rows(
        "values",
        "値",
        (Column("label", "項目"), _text("value", "値"), Column("unit", "単位"), Column("denominator", "母数")),
    ),
    "citations": Rows(
        "citations",
        "事実の出典",
        (replace(_NAMES["source"], label="出典の識別名"), Column("locator", "箇所")),
        required=True,
    ),
    "opposing": Rows(
        "opposing",
        "反対の意見",
        (
            _text("slug", "反対の意見の識別名"),
            _text("claim", "反対の意見"),
            _text("reply", "答え"),
            Column("written_here", "ここで書いた", Holds.FLAG),
        ),
    ),
    "passages": Rows(
        "passages",
        "そのまま使える文",
        (
            *_PERIOD,
            _text("plain", "である調の文", template=True),
            _text("polite", "です・ます調の文", template=True),
            Column("cites", "裏付け", Holds.SLUGS, names=_BACKING),
        ),
        required=True,
    ),
    "texts": Rows(
        "texts",
        "記の文の言い方",
        (
            *_PERIOD,
            _text("strong", "はっきり", template=True),
            _text("standard", "ふつう", template=True),
            _text("soft", "やわらかく", template=True),
        ),
        required=True,
    ),
    "series": Rows(
        "series",
        "系列",
        (
            _text("label", "項目"),
            Column("value", "値", Holds.NUMBER, required=True),
            Column("date", "時点", Holds.DAY, optional=True),
            Column("denominator", "母数", optional=True),
        ),
        required=True,
    ),
    "style": Rows(
        "style",
        "様式の項目",
        (
            Column(
                "key", "様式の項目", Holds.CHOICE, required=True, choices=tuple((key, PART_LABELS[key]) for key in KEYS)
            ),
            Column("value", "値", Holds.JSON, optional=True),
            Column("basis", "根拠", Holds.CHOICE, optional=True, choices=tuple(BASES.items())),
        ),
    ),
}


def _table(kind: EntryKind) -> Table:
    optional = {key.rstrip("?"): key.endswith("?") for key in _KEYS[kind].split()}
    rows = tuple(_ROWS[key] for key in optional if key in _ROWS)
    flat = [key for key in optional if key not in {key for one in rows for key in one.keys}]
    columns = (_SLUG, *(_whether_needed(_column(kind, key), optional[key]) for key in flat))
    return Table(kind, FILES[kind], columns, rows, tuple(optional))


def _whether_needed(column: Column, optional: bool) -> Column:
    """A title may be blank in the table, since not every kind has one; a kind that has one needs it."""
    return replace(column, optional=optional, required=column.required or (column.key == "title" and not optional))


def _column(kind: EntryKind, key: str) -> Column:
    if key in _NAMES:
        return _NAMES[key]
    field = EDITION_OF[kind]._meta.get_field(key)
    assert isinstance(field, models.Field)
    choices = tuple((str(value), _TOLD_APART.get(value, str(label))) for value, label in field.choices or ())
    required = not field.blank and not field.has_default()
    return Column(key, str(field.verbose_name), _holds(field, key), required, False, key in _TEMPLATES, choices)


def _holds(field: models.Field[Any, Any], key: str) -> Holds:
    if field.choices:
        return Holds.CHOICE
    if isinstance(field, models.BooleanField):
        return Holds.FLAG
    if isinstance(field, models.PositiveIntegerField):
        return Holds.WHOLE
    return _DAYS.get(key, Holds.TEXT)


_SLUG = Column("slug", "識別名", required=True)
TABLES: dict[EntryKind, Table] = {kind: _table(kind) for kind in FILES}


def spread(rows: Rows, raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The objects of a list as lines of its sheet."""
    if rows.key != "style":
        return list(raw.get(rows.key) or [])
    style, grounds = raw.get("style") or {}, raw.get("keys") or {}
    both = dict.fromkeys([*style, *grounds])
    return [
        {"key": key}
        | ({"value": style[key]} if key in style else {})
        | ({"basis": grounds[key]} if key in grounds else {})
        for key in both
    ]


def gather(rows: Rows, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The other way round: what of the item the lines of its sheet are."""
    if rows.key != "style":
        return {rows.key: lines}
    return {
        "style": {line["key"]: line["value"] for line in lines if "value" in line},
        "keys": {line["key"]: line["basis"] for line in lines if "basis" in line},
    }


def references(table: Table, raw: Mapping[str, Any]) -> Iterator[tuple[str, str, tuple[EntryKind, ...]]]:
    """Every slug that an item names: where, which, and of which kinds it may be."""
    for column in table.columns:
        yield from _named(column, raw.get(column.key), column.key)
    for rows in table.rows:
        for at, line in enumerate(spread(rows, raw)):
            for column in rows.columns:
                yield from _named(column, line.get(column.key), f"{rows.key}.{at}.{column.key}")


def _named(column: Column, value: Any, path: str) -> Iterator[tuple[str, str, tuple[EntryKind, ...]]]:
    if column.names and value:
        yield from ((path, slug, column.names) for slug in (value if column.holds.is_list else [value]))
