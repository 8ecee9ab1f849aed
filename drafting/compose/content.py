"""What compose() takes: one draft with every library text resolved, as frozen values.  It knows no rows and no JSON."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from .kinds import (
    Asks,
    AssemblyType,
    Branch,
    Citations,
    FactStatus,
    Kind,
    Proposer,
    Register,
    Role,
    Strength,
)
from .style import Style

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, the month or the day; with no year it is a blank."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From "", "2026", "2026-12" or "2026-12-10"; ValueError for anything else, impossible days included."""
        if not text:
            return cls()
        match = _PARTIAL.match(text)
        if not match:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        datetime.date(*(1 if part is None else part for part in (year, month, day)))
        return cls(year, month, day)

    @property
    def iso(self) -> str:
        parts = [f"{self.year:04d}"] if self.year else []
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def first_day(self) -> datetime.date | None:
        return datetime.date(self.year, self.month or 1, self.day or 1) if self.year else None

    def __bool__(self) -> bool:
        return self.year is not None


@dataclass(frozen=True)
class Assembly:
    """An assembly: `name` is the municipality's (世田谷区) or the prefecture's own (長野県).

    `successor`: the full name of the one into which it merged, on `dissolved_on` (ISO)."""

    name: str
    prefecture: str
    type: AssemblyType
    code: str = ""
    successor: str = ""
    dissolved_on: str = ""

    @property
    def full_name(self) -> str:
        """As draft files name it: 東京都世田谷区; a prefecture by its name alone."""
        return self.name if self.type is AssemblyType.PREFECTURE else self.prefecture + self.name

    @property
    def assembly_name(self) -> str:
        """世田谷区議会, 長野県議会; never a prefecture before a municipality."""
        return f"{self.name}議会"

    @property
    def unit(self) -> str:
        """The last character of the name: 都 道 府 県 市 区 町 村."""
        return self.name[-1:]


@dataclass(frozen=True)
class Period:
    """The days of the letter on which a text makes sense; both ends included, None is open."""

    start: datetime.date | None = None
    end: datetime.date | None = None

    def contains(self, day: datetime.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Wording:
    """A text; `template`: its braces are the library's ({here}, {date:…}) and get filled; a writer's are left alone."""

    text: str
    template: bool = False


@dataclass(frozen=True)
class CitedSource:
    """What a note prints.  `cite_as` is a template of the library's; without it title, issuer and date are joined.

    `type` in Japanese (法律, 調査); "" for one that the author typed."""

    slug: str = ""
    title: str = ""
    issuer: str = ""
    date: PartialDate = PartialDate()
    locator: str = ""
    url: str = ""
    cite_as: str = ""
    type: str = ""


@dataclass(frozen=True)
class CitedFact:
    slug: str
    statement: str
    status: FactStatus
    as_of: PartialDate = PartialDate()
    next_review: datetime.date | None = None
    values: tuple[str, ...] = ()
    sources: tuple[CitedSource, ...] = ()


@dataclass(frozen=True)
class Origin:
    """Where a block's text came from.  `known`: this library holds that version; `edited`: by the writer; `newest`: the
    number of the library's newest version, where that is another."""

    slug: str
    version: int
    title: str = ""
    edited: bool = False
    known: bool = True
    retired: bool = False
    newer: bool = False
    newest: int = 0


@dataclass(frozen=True)
class Passage:
    """A paragraph of the letter.  `letter_wording` is what the letter attached to a petition says instead;
    `spoken_wording` what is said of it in the chamber, in the polite register.  Both None where a writer edited."""

    id: str
    wording: Wording
    origin: Origin | None = None
    letter_wording: Wording | None = None
    spoken_wording: Wording | None = None
    period: Period = Period()
    facts: tuple[CitedFact, ...] = ()
    sources: tuple[CitedSource, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """Words of a primary public source, printed as a quotation."""

    id: str
    text: str
    speaker: str
    origin: Origin
    sources: tuple[CitedSource, ...] = ()


BodyBlock = Passage | Quotation


@dataclass(frozen=True)
class DemandItem:
    id: str
    text: str


@dataclass(frozen=True)
class Demand:
    id: str
    wording: Wording
    origin: Origin | None = None
    strength: Strength = Strength.STANDARD
    period: Period = Period()
    items: tuple[DemandItem, ...] = ()


@dataclass(frozen=True)
class Signatory:
    """`others`: how many sign besides this person (外551名)."""

    role: Role
    name: str
    title: str = ""
    organisation: str = ""
    address: str = ""
    others: int = 0


@dataclass(frozen=True)
class Addressee:
    """`branch` None: an office that the library does not know."""

    office: str
    name: str = ""
    branch: Branch | None = None


@dataclass(frozen=True)
class DraftContent:
    kind: Kind
    assembly: Assembly | None
    title: str
    style: Style
    today: datetime.date
    proposer: Proposer = Proposer.MEMBERS
    bill_number: str = ""
    date: PartialDate = PartialDate()
    letter_date: PartialDate = PartialDate()
    register: Register = Register.PLAIN
    signatories: tuple[Signatory, ...] = ()
    presiding_officer: str = ""
    summary: str = ""
    reasons: str = ""
    preamble: str = ""
    body: tuple[BodyBlock, ...] = ()
    lead: str = ""
    demands: tuple[Demand, ...] = ()
    asks: Asks = Asks.OPINION
    addressees: tuple[Addressee, ...] = ()
    citations: Citations = Citations.NONE
    letter_style: Style | None = field(default=None)

    @property
    def calendar_day(self) -> datetime.date:
        """The day by which variants of text are chosen: the letter's date, else that of handing in, else today."""
        return self.letter_date.first_day or self.date.first_day or self.today

    def signed_by(self, role: Role) -> tuple[Signatory, ...]:
        return tuple(person for person in self.signatories if person.role is role)
