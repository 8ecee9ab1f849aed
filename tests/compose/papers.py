"""Contents for the tests of compose, built by hand, and the words that a block prints.  Touches no database."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from drafting.compose.composer import compose
from drafting.compose.content import (
    Addressee,
    Assembly,
    CitedSource,
    Demand,
    DraftContent,
    Origin,
    PartialDate,
    Passage,
    Quotation,
    Signatory,
    Wording,
)
from drafting.compose.document import (
    AddresseeList,
    Block,
    Dateline,
    DemandList,
    Document,
    Heading,
    Issuer,
    ListItem,
    NoteList,
    NumberLine,
    Paragraph,
    PresidingOfficer,
    QuotedText,
    Sheet,
    SheetRole,
    SignatoryLine,
    SignatoryList,
    Title,
)
from drafting.compose.kinds import AssemblyType, Kind, Proposer, Register, Role
from drafting.compose.style import base_layer, resolve

SETAGAYA = Assembly("世田谷区", "東京都", AssemblyType.SPECIAL_WARD)
HARA = Assembly("原村", "長野県", AssemblyType.VILLAGE)
SAGA = Assembly("佐賀県", "佐賀県", AssemblyType.PREFECTURE)
TITLE = "健康保険証の復活を求める意見書"
LAW = CitedSource(slug="s-bango", cite_as="番号法（平成25年法律第27号）", locator="第16条の2")
REPORT = CitedSource(title="調査(第2回)", issuer="厚生労働省", date=PartialDate(2026, 9))
SIGNED = (
    Signatory(Role.SUBMITTER, "佐藤 一郎"),
    Signatory(Role.SUPPORTER, "鈴木 花子"),
    Signatory(Role.SUPPORTER, "𠮷田 髙志"),
)
PETITIONER = Signatory(Role.PETITIONER, "田中 光子", "代表", "原村の医療を考える会", "長野県諏訪郡原村1-2(3)", 128)
INTRODUCER = Signatory(Role.INTRODUCING_MEMBER, "加藤 進")
OFFICES = tuple(Addressee(office) for office in ("衆議院議長", "参議院議長", "内閣総理大臣"))
B = TypeVar("B", bound=Block)


def content(kind: Kind = Kind.OPINION, *, style: dict[str, Any] | None = None, **values: Any) -> DraftContent:
    proposer = values.pop("proposer", Proposer.MEMBERS)
    register = Register.PLAIN if kind.is_bill else Register.POLITE
    given: dict[str, Any] = {"assembly": SETAGAYA, "title": TITLE, "today": date(2026, 11, 22), "register": register}
    layers = [base_layer(kind, proposer), style or {}]
    return DraftContent(kind=kind, proposer=proposer, style=resolve(layers), **given | values)


def petition(**values: Any) -> DraftContent:
    given = {
        "assembly": HARA,
        "title": "健康保険証の復活を求める意見書の提出を求める請願書",
        "signatories": (INTRODUCER, PETITIONER),
        "body": (own("理由である。"),),
        "demands": wanted("復活させること。"),
    }
    return content(values.pop("kind", Kind.PETITION), **given | values)


def own(text: str, id: str = "b1", sources: tuple[CitedSource, ...] = ()) -> Passage:
    return Passage(id, Wording(text), sources=sources)


def said(text: str, sources: tuple[CitedSource, ...] = ()) -> Quotation:
    return Quotation("q1", text, "河野太郎", Origin("q-1", 1), sources)


def wanted(*texts: str) -> tuple[Demand, ...]:
    return tuple(Demand(f"d{number}", Wording(text)) for number, text in enumerate(texts, 1))


def sheet(document: Document, role: SheetRole) -> Sheet:
    (found,) = [sheet for sheet in document.sheets if sheet.role is role]
    return found


def cover(given: DraftContent) -> Sheet:
    return sheet(compose(given), SheetRole.COVER)


def letter(given: DraftContent) -> Sheet:
    """The main sheet of any kind."""
    return next(sheet for sheet in compose(given).sheets if sheet.role in (SheetRole.LETTER, SheetRole.PETITION))


def attachment(given: DraftContent) -> Sheet:
    return sheet(compose(given), SheetRole.ATTACHMENT)


def only(sheet: Sheet, kind: type[B]) -> B:
    (found,) = every(sheet, kind)
    return found


def every(sheet: Sheet, kind: type[B]) -> list[B]:
    return [block for block in sheet.blocks if isinstance(block, kind)]


def texts(sheet: Sheet) -> list[str]:
    """All that prints, block by block, its parts joined by |."""
    return ["|".join(part for part in words(block) if part.strip()) for block in sheet.blocks]


def paragraphs(sheet: Sheet) -> list[str]:
    return [block.text for block in every(sheet, Paragraph)]


def words(block: Block) -> Iterable[str]:  # noqa: C901 (one case a block)
    match block:
        case NumberLine(text) | Dateline(text) | Title(text) | Paragraph(text) | Heading(text):
            return (text,)
        case QuotedText():
            return (block.text, block.attribution)
        case DemandList(items):
            return [part for item in items for part in _of_item(item)]
        case PresidingOfficer():
            return (block.office, block.name, block.honorific)
        case SignatoryList(lines):
            return [part for line in lines for part in _of_line(line)]
        case Issuer():
            return block.lines
        case AddresseeList():
            parts = [part for line in block.lines for part in (line.office, line.name, line.honorific)]
            return [block.label, *parts, block.each]
        case NoteList():
            return [block.heading, *(f"{note.number} {note.text}" for note in block.notes)]


def _of_item(item: ListItem) -> list[str]:
    return [item.number, item.text, *(part for below in item.items for part in _of_item(below))]


def _of_line(line: SignatoryLine) -> list[str]:
    return [line.label, *line.above, line.title, line.name, line.seal]
