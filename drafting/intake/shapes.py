"""What each key of a draft file may hold, as one table: the reader and the JSON Schema are two readings of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ..compose.kinds import Asks, Citations, Kind, Proposer, Register, Role, Strength
from ..compose.style import KEYS, Key

# Controls, lone surrogates and noncharacters cannot stand in XML, hence in no DOCX; the marks of writing
# direction would let a name read otherwise than it is.  Written so that Python and ECMAScript read it alike.
UNPRINTABLE = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
SLUG = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
# Word keeps 40 characters of a bookmark's name; the program puts a prefix before it.
BLOCK_ID = r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}"
DATE = r"(?:[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)?"
# Anything else (javascript:) must not become a link in the preview.
URL = r"(?:https?://[^\s\"<>]+)?"
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Words:
    """A text; `lines`: may hold line breaks."""

    lines: bool = False

    @property
    def refused(self) -> re.Pattern[str]:
        return re.compile(f"[{UNPRINTABLE}]" if self.lines else f"[{UNPRINTABLE}\\u000a\\u000d\\u2028\\u2029]")


@dataclass(frozen=True)
class Matching:
    """A text of a fixed form; `allowed` says it in words."""

    pattern: str
    allowed: str


@dataclass(frozen=True)
class Day:
    """A date as PartialDate.parse takes it."""


@dataclass(frozen=True)
class Number:
    low: float
    high: float
    whole: bool = True


@dataclass(frozen=True)
class Flag:
    """true or false."""


@dataclass(frozen=True)
class Choice:
    values: tuple[str, ...]


@dataclass(frozen=True)
class Nullable:
    shape: Shape


@dataclass(frozen=True)
class Listed:
    shape: Shape


@dataclass(frozen=True)
class Pair:
    """A list of exactly two: [content, heading]."""

    first: Shape
    second: Shape


@dataclass(frozen=True)
class Record:
    keys: Mapping[str, Shape]
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class Variants:
    """A record whose shape is told by the first of the named keys that it carries; the last one is for the rest."""

    by_key: tuple[tuple[str, Record], ...]


@dataclass(frozen=True)
class ShortOrRecord:
    """A record, or a bare text which stands for its one required key."""

    record: Record

    @property
    def key(self) -> str:
        return self.record.required[0]


Shape: TypeAlias = (
    Words | Matching | Day | Number | Flag | Choice | Nullable | Listed | Pair | Record | Variants | ShortOrRecord
)


def _one_of(values: Iterable[StrEnum]) -> Choice:
    return Choice(tuple(member.value for member in values))


def _of_key(name: str, key: Key) -> Shape:
    shape = _of_type(name, key)
    return Nullable(shape) if key.nullable else shape


def _of_type(name: str, key: Key) -> Shape:
    words: Shape = Choice(key.choices) if key.choices else LINE
    match key.type:
        case "string":
            return words
        case "boolean":
            return Flag()
        case "number":
            return Number(0, 1000)
        case "list":
            return Listed(words)
        case "sections":
            return Listed(Pair(words, LINE))
        case "page":
            return PAGE
    raise ValueError(f"no shape for {name}: {key.type}")


LINE = Words()
TEXT = Words(lines=True)
SLUGGED = Matching(SLUG, "英数字とハイフンの名（例：a-jisshitsu-gimuka）")
NAMED = Matching(BLOCK_ID, "英数字とハイフンで32文字まで（例：b1）")
LINK = Matching(URL, "http:// か https:// で始まるアドレス、または空")
VERSION = Number(1, LARGEST)

MARGINS = Record(dict.fromkeys(("top", "right", "bottom", "left"), Number(0, 140, whole=False)))
PAGE = Record(
    {
        "chars_per_line": Number(5, 100),
        "lines_per_page": Number(5, 100),
        "font_size_pt": Number(5, 72, whole=False),
        "margins": MARGINS,
        "vertical": Flag(),
    }
)
STYLE = Record({name: _of_key(name, key) for name, key in KEYS.items()})

SIGNATORY = Record(
    {
        "role": _one_of(Role),
        **dict.fromkeys(("name", "title", "organisation", "address"), LINE),
        "others": Number(0, LARGEST),
    },
    required=("role", "name"),
)
OWN_SOURCE = Record({"title": LINE, "issuer": LINE, "date": Day(), "url": LINK}, required=("title",))
_BACKING: dict[str, Shape] = {"cites": Listed(SLUGGED), "sources": Listed(OWN_SOURCE)}
_PINNED: dict[str, Shape] = {"version": VERSION, "text": TEXT}
ARGUMENT = Record(
    {"id": NAMED, "argument": SLUGGED, "register": _one_of(Register), **_PINNED, **_BACKING},
    required=("argument",),
)
QUOTATION = Record({"id": NAMED, "quotation": SLUGGED, **_PINNED}, required=("quotation",))
OWN = Record({"id": NAMED, "text": TEXT, **_BACKING}, required=("text",))
_DEMAND: dict[str, Shape] = {
    "id": NAMED,
    "strength": _one_of(Strength),
    "text": TEXT,
    "items": Listed(Record({"id": NAMED, "text": TEXT}, required=("text",))),
}
LIBRARY_DEMAND = Record({"demand": SLUGGED, "version": VERSION, **_DEMAND}, required=("demand",))
OWN_DEMAND = Record(_DEMAND, required=("text",))
ADDRESSEE = Record({"office": LINE, "name": LINE}, required=("office",))

DRAFT = Record(
    {
        "format": Choice(("ikensho-draft/1",)),
        "kind": _one_of(Kind),
        "proposer": _one_of(Proposer),
        **dict.fromkeys(("assembly", "bill_number", "title"), LINE),
        **dict.fromkeys(("date", "letter_date"), Day()),
        "register": _one_of(Register),
        "signatories": Listed(SIGNATORY),
        "presiding_officer": LINE,
        **dict.fromkeys(("summary", "reasons", "preamble"), TEXT),
        "body": Listed(Variants((("argument", ARGUMENT), ("quotation", QUOTATION), ("text", OWN)))),
        "lead": TEXT,
        "demands": Listed(Variants((("demand", LIBRARY_DEMAND), ("text", OWN_DEMAND)))),
        "asks": _one_of(Asks),
        "addressees": Listed(ShortOrRecord(ADDRESSEE)),
        "citations": _one_of(Citations),
        "style": STYLE,
    },
    required=("format", "kind", "assembly", "title", "body"),
)
