"""Two editions side by side: long texts word by word, the rest as a table.  It asks no rows; titles are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from drafting.compose.content import PartialDate
from drafting.compose.dates import in_calendar
from drafting.compose.differences import Piece, differences
from drafting.compose.style import parts_in
from drafting.curation_forms import DATES, DAYS, NAMED
from drafting.curation_rows import ROWS, Row, SlugsField
from drafting.models import EDITION_OF, EntryKind
from drafting.style_words import BASES, PART_LABELS, said

Content = Mapping[str, Any]
PERIODS = ("passages", "texts")
HEADINGS = {
    "values": "値",
    "passages": "そのまま使える文",
    "opposing": "反対の意見と答え",
    "texts": "記の文",
    "series": "系列",
}


@dataclass(frozen=True)
class Part:
    """A leaf of an edition's content, in words.  `lines`: of a list, its members."""

    label: str
    lines: tuple[str, ...]
    is_long: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class TextDifference:
    label: str
    pieces: tuple[Piece, ...]
    is_changed: bool


@dataclass(frozen=True)
class FieldDifference:
    """Each side as its lines, with whether the other side lacks it."""

    label: str
    old: tuple[tuple[str, bool], ...]
    new: tuple[tuple[str, bool], ...]
    is_changed: bool


@dataclass(frozen=True)
class Comparison:
    texts: tuple[TextDifference, ...]
    fields: tuple[FieldDifference, ...]

    @property
    def changed_texts(self) -> list[TextDifference]:
        return [one for one in self.texts if one.is_changed]

    @property
    def same_texts(self) -> list[TextDifference]:
        return [one for one in self.texts if not one.is_changed]

    @property
    def changed_fields(self) -> list[FieldDifference]:
        return [one for one in self.fields if one.is_changed]

    @property
    def same_fields(self) -> list[FieldDifference]:
        return [one for one in self.fields if not one.is_changed and one.new]


def compare(kind: EntryKind, old: Content | None, new: Content, titles: Mapping[str, str]) -> Comparison:
    before = dict(_parts(kind, old, new, titles)) if old is not None else {}
    after = dict(_parts(kind, new, old or {}, titles))
    keys = [*after, *(key for key in before if key not in after)]
    none = Part("", ())
    texts, fields = [], []
    for key in keys:
        was, now = before.get(key, none), after.get(key, none)
        label = now.label or was.label
        if now.is_long or was.is_long:
            texts.append(TextDifference(label, differences(was.text, now.text), was.text != now.text))
        else:
            fields.append(_field(label, was.lines, now.lines))
    shown = [one for one in texts if one.pieces]
    return Comparison(tuple(shown), tuple(one for one in fields if one.old or one.new))


def slugs_in(*contents: Content | None) -> set[str]:
    """Every other item that these contents name: what `titles` must know."""
    found: set[str] = set()
    for content in contents:
        for name in NAMED:
            named = (content or {}).get(name) or []
            for one in [named] if isinstance(named, str) else named:
                found.add(one["source"] if isinstance(one, dict) else one)
        found |= {slug for one in (content or {}).get("passages") or [] for slug in one.get("cites", [])}
    return found


def _field(label: str, old: tuple[str, ...], new: tuple[str, ...]) -> FieldDifference:
    gone = tuple((one, one not in new) for one in old)
    came = tuple((one, one not in old) for one in new)
    return FieldDifference(label, gone, came, old != new)


def _parts(kind: EntryKind, content: Content, other: Content, titles: Mapping[str, str]) -> Iterator[tuple[str, Part]]:
    cls = EDITION_OF[kind]
    for name in (*cls.CONTENT, *cls.NAMES):
        if name == "style":
            yield from _style_rows(content)
        elif name in ROWS:
            yield from _rows(name, content, other, titles)
        elif name in cls.NAMES:
            slugs = content.get(name) or []
            named = [slugs] if isinstance(slugs, str) else slugs
            yield name, Part(NAMED[name][0], tuple(_called(str(slug), titles) for slug in named))
        elif name != "keys":
            column: Any = cls._meta.get_field(name)
            yield name, _column(column, content.get(name))


def _column(column: Any, value: Any) -> Part:
    label = str(column.verbose_name)
    if column.choices:
        return Part(label, _lines(dict(column.choices).get(value, value)))
    if column.name in (*DATES, *DAYS):
        return Part(label, _lines(_in_words(value)))
    is_text = column.get_internal_type() == "TextField" and column.name not in ("url", "locator")
    return Part(label, _lines(value), is_long=is_text)


def _rows(name: str, content: Content, other: Content, titles: Mapping[str, str]) -> Iterator[tuple[str, Part]]:
    members = content.get(name) or []
    if name == "citations":
        places = ["　".join(filter(None, [_called(one["source"], titles), one["locator"]])) for one in members]
        yield name, Part(NAMED[name][0], tuple(places))
        return
    for (key, call), member in zip(_keys(name, members, other.get(name) or []), members, strict=True):
        heading = f"{HEADINGS[name]}（{call}）　"
        if name in PERIODS:
            yield f"{name}/{key}/period", Part(f"{HEADINGS[name]}の時期", (call,))
        for leaf, part in _row(ROWS[name], member, titles):
            yield f"{name}/{key}/{leaf}", Part(f"{heading}{part.label}", part.lines, part.is_long)


def _keys(name: str, members: list[Content], others: list[Content]) -> Iterator[tuple[str, str]]:
    """(key, what it is called): rows of the same name belong together; of the rest, those at the same place."""
    mine, theirs = (Counter(_call(name, one) for one in rows) for rows in (members, others))
    place = 0
    for number, member in enumerate(members, start=1):
        call = _call(name, member)
        if call and mine[call] == 1 == theirs[call]:
            yield f"={call}", call
        else:
            place += 1
            yield str(place), call or str(number)


def _row(row: type[Row], member: Content, titles: Mapping[str, str]) -> Iterator[tuple[str, Part]]:
    for key, field in row.base_fields.items():
        value = member.get(key)
        if isinstance(field, SlugsField):
            yield key, Part(str(field.label), tuple(_called(slug, titles) for slug in value or []))
        else:
            is_long = isinstance(field.widget, forms.Textarea)
            yield key, Part(str(field.label), _lines(value), is_long)


def _style_rows(content: Content) -> Iterator[tuple[str, Part]]:
    bases = content.get("keys") or {}
    for part, value in parts_in(content.get("style") or {}):
        basis = BASES.get(bases.get(part.partition(".")[0], ""), "")
        yield f"style/{part}", Part(PART_LABELS.get(part, part), (f"{said(part, value)}（{basis}）",))


def _call(name: str, member: Content) -> str:
    if name in PERIODS:
        start, end = (_in_words(member.get(key, "")) for key in ("from", "until"))
        return (f"{start}から" if start else "") + (f"{end}まで" if end else "") or "いつでも"
    return str(member.get("slug") or member.get("label") or "")


def _called(slug: str, titles: Mapping[str, str]) -> str:
    title = titles.get(slug, "")
    return f"{title[:40]}{'…' if len(title) > 40 else ''}（{slug}）" if title and title != slug else slug


def _lines(value: Any) -> tuple[str, ...]:
    if value is None or value == "" or value == []:
        return ()
    if isinstance(value, bool):
        return ("はい" if value else "いいえ",)
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _in_words(day: str) -> str:
    try:
        return in_calendar(PartialDate.parse(day), "seireki") if day else ""
    except ValueError:
        return day
