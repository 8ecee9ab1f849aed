"""A draft file (`ikensho-draft/1`) as frozen values, and back into JSON; it knows neither rows nor the library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..compose.content import PartialDate, Signatory
from ..compose.kinds import Asks, Citations, Kind, Proposer, Register, Strength

FORMAT = "ikensho-draft/1"
UNDATED = PartialDate()
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class OwnSource:
    """A source of the writer's own, not in the library."""

    title: str
    issuer: str = ""
    date: PartialDate = UNDATED
    url: str = ""


@dataclass(frozen=True)
class ArgumentEntry:
    """A passage of the library.  `version` None: the published one; `text` None: its wording as it is there."""

    id: str
    argument: str
    version: int | None = None
    register: Register | None = None
    text: str | None = None
    cites: tuple[str, ...] = ()
    sources: tuple[OwnSource, ...] = ()


@dataclass(frozen=True)
class OwnEntry:
    """A paragraph of the writer's own; `cites` are slugs of facts and sources which back it."""

    id: str
    text: str
    cites: tuple[str, ...] = ()
    sources: tuple[OwnSource, ...] = ()


@dataclass(frozen=True)
class QuotationEntry:
    id: str
    quotation: str
    version: int | None = None
    text: str | None = None


BodyEntry: TypeAlias = ArgumentEntry | OwnEntry | QuotationEntry


@dataclass(frozen=True)
class DemandItemEntry:
    id: str
    text: str


@dataclass(frozen=True)
class DemandEntry:
    """A demand of the library (`demand` is its slug) or of the writer's own (`demand` None, `text` given)."""

    id: str
    demand: str | None = None
    version: int | None = None
    strength: Strength = Strength.STANDARD
    text: str | None = None
    items: tuple[DemandItemEntry, ...] = ()


@dataclass(frozen=True)
class AddresseeEntry:
    office: str
    name: str = ""


@dataclass(frozen=True)
class DraftFile:
    """`style` is a layer for compose.style.resolve, already checked key by key when it came through from_file."""

    kind: Kind
    assembly: str
    title: str
    body: tuple[BodyEntry, ...] = ()
    proposer: Proposer = Proposer.MEMBERS
    bill_number: str = ""
    date: PartialDate = UNDATED
    letter_date: PartialDate = UNDATED
    register: Register = Register.PLAIN
    signatories: tuple[Signatory, ...] = ()
    presiding_officer: str = ""
    summary: str = ""
    reasons: str = ""
    preamble: str = ""
    lead: str = ""
    demands: tuple[DemandEntry, ...] = ()
    asks: Asks = Asks.OPINION
    addressees: tuple[AddresseeEntry, ...] = ()
    citations: Citations = Citations.NONE
    style: Mapping[str, Any] = field(default_factory=dict, hash=False)


def default_register(kind: Kind) -> Register:
    return Register.PLAIN if kind.is_bill else Register.POLITE


def to_json(draft: DraftFile) -> Json:
    """Every key, in the order of the contract; parse(to_json(draft)) == draft."""
    return {
        "format": FORMAT,
        "kind": draft.kind.value,
        "proposer": draft.proposer.value,
        "assembly": draft.assembly,
        "bill_number": draft.bill_number,
        "title": draft.title,
        "date": draft.date.iso,
        "letter_date": draft.letter_date.iso,
        "register": draft.register.value,
        "signatories": [_signatory(person) for person in draft.signatories],
        "presiding_officer": draft.presiding_officer,
        "summary": draft.summary,
        "reasons": draft.reasons,
        "preamble": draft.preamble,
        "body": [_body_entry(entry) for entry in draft.body],
        "lead": draft.lead,
        "demands": [_demand(entry) for entry in draft.demands],
        "asks": draft.asks.value,
        "addressees": [{"office": entry.office, "name": entry.name} for entry in draft.addressees],
        "citations": draft.citations.value,
        "style": dict(draft.style),
    }


def to_bytes(draft: DraftFile) -> bytes:
    """The file as it is downloaded."""
    return (json.dumps(to_json(draft), ensure_ascii=False, indent=2) + "\n").encode()


def _signatory(person: Signatory) -> Json:
    return {
        "role": person.role.value,
        "name": person.name,
        "title": person.title,
        "organisation": person.organisation,
        "address": person.address,
        "others": person.others,
    }


def _body_entry(entry: BodyEntry) -> Json:
    match entry:
        case ArgumentEntry():
            register = entry.register.value if entry.register else None
            named = {"id": entry.id, "argument": entry.argument, "version": entry.version, "register": register}
            return _given({**named, "text": entry.text}) | _backing(entry)
        case OwnEntry():
            return {"id": entry.id, "text": entry.text} | _backing(entry)
        case QuotationEntry():
            named = {"id": entry.id, "quotation": entry.quotation, "version": entry.version}
            return _given({**named, "text": entry.text})


def _backing(entry: ArgumentEntry | OwnEntry) -> Json:
    sources = [
        {"title": source.title, "issuer": source.issuer, "date": source.date.iso, "url": source.url}
        for source in entry.sources
    ]
    return ({"cites": list(entry.cites)} if entry.cites else {}) | ({"sources": sources} if sources else {})


def _demand(entry: DemandEntry) -> Json:
    named = {"id": entry.id, "demand": entry.demand, "version": entry.version, "strength": entry.strength.value}
    items = [{"id": item.id, "text": item.text} for item in entry.items]
    return _given({**named, "text": entry.text}) | ({"items": items} if items else {})


def _given(keys: Mapping[str, Any]) -> Json:
    return {key: value for key, value in keys.items() if value is not None}
