"""Which papers go with a document (一式), what each is called, and which kinds of document have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..backing import Backing
from ..content import DraftContent
from ..document import Document
from ..kinds import Kind


class Part(StrEnum):
    """In the order in which a package holds them."""

    DOCUMENT = "document"
    SPEECH = "speech"
    DEBATE = "debate"
    QA = "qa"
    SIGNATURES = "signatures"
    SOURCES = "sources"
    EVIDENCE = "evidence"
    PER_ADDRESSEE = "per_addressee"
    COVER_NOTE = "cover_note"


@dataclass(frozen=True)
class PackageOptions:
    """`chars_per_minute`: how fast a speech is read; `signature_sheets`: how many forms, their rows numbered on;
    `enclosed`: the papers that a covering note lists, with their pages."""

    chars_per_minute: int = 300
    signature_sheets: int = 1
    enclosed: tuple[tuple[str, int], ...] = ()


Layout = Callable[[DraftContent, Backing, PackageOptions], Document]


def label_of(part: Part, kind: Kind) -> str:
    """What the paper is called."""
    speeches = {Kind.PETITION: "請願の趣旨説明", Kind.APPEAL: "口頭陳情の原稿"}
    documents = {Kind.OPINION: "意見書案", Kind.RESOLUTION: "決議案"}
    return {
        Part.DOCUMENT: documents.get(kind, kind.label),
        Part.SPEECH: speeches.get(kind, "提案理由説明"),
        Part.DEBATE: "賛成討論",
        Part.QA: "想定問答",
        Part.SIGNATURES: "署名用紙",
        Part.SOURCES: "出典一覧",
        Part.EVIDENCE: "資料集",
        Part.PER_ADDRESSEE: "宛先ごとの意見書",
        Part.COVER_NOTE: "送付状",
    }[part]


def parts_of(content: DraftContent, backing: Backing) -> tuple[Part, ...]:
    """Those that make sense for this document: signatures are gathered for citizens' papers, a letter goes out to each
    addressee of a bill, nobody debates an appeal, and without an argument there is nothing to be asked."""
    return tuple(part for part in Part if part not in _SUITS or _SUITS[part](content, backing))


_SUITS: dict[Part, Callable[[DraftContent, Backing], bool]] = {
    Part.DEBATE: lambda content, _: content.kind is not Kind.APPEAL,
    Part.QA: lambda _, backing: bool(backing.objections),
    Part.SIGNATURES: lambda content, _: not content.kind.is_bill,
    Part.PER_ADDRESSEE: lambda content, _: content.kind is Kind.OPINION and bool(content.addressees),
}
