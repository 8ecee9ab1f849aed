"""A draft file resolved against the library: every slug found, every text in place, or a Refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F
from django.utils import timezone

from drafting.compose import content as core
from drafting.compose.kinds import Asks, Branch, Kind, Proposer
from drafting.compose.wording import Words, words_of
from drafting.intake.draft_file import (
    ArgumentEntry,
    DraftFile,
    QuotationEntry,
)
from drafting.intake.refusal import Problem, Refusal
from drafting.intake.style_layer import style_problems
from drafting.models import (
    AddresseeEdition,
    ArgumentEdition,
    Assembly,
    DemandEdition,
    Edition,
    EntryKind,
    QuotationEdition,
)
from drafting.models.shelf import Shelf, Wanted

from .blocks import body_block, demand_block
from .houses import HousesOf, assembly_named, house_styles, style_of

CITABLE = (EntryKind.FACT, EntryKind.QUOTATION, EntryKind.SOURCE)


@dataclass(frozen=True)
class _Named:
    """A block's library entry, as a draft file names it; `text` None: the library has to give the words."""

    slug: str
    version: int | None
    text: str | None
    table: type[Edition]
    path: str


@dataclass(frozen=True)
class Reading:
    """A draft file, the library as it needs it, and the content that both give."""

    file: DraftFile
    content: core.DraftContent
    shelf: Shelf
    assembly: Assembly | None

    @property
    def words(self) -> Words:
        return words_of(self.content)


@dataclass(frozen=True)
class Stock:
    """What reading a draft file takes from the database, whichever its assembly; one serves for many assemblies."""

    shelf: Shelf
    branches: Mapping[str, Branch]
    houses_of: HousesOf = house_styles

    @classmethod
    def of(cls, file: DraftFile, houses_of: HousesOf = house_styles) -> Stock:
        offices = [entry.office for entry in file.addressees]
        published = AddresseeEdition.objects.filter(office__in=offices, entry__published=F("pk")).order_by()
        rows = published.values_list("office", "branch") if offices else ()
        branches = {office: Branch(branch) for office, branch in rows}
        return cls(Shelf.with_blocks(_wanted(file), _cites(file)), branches, houses_of)


def content_of(file: DraftFile, today: date | None = None) -> core.DraftContent:
    return read(file, today).content


def read(file: DraftFile, today: date | None = None) -> Reading:
    """Refusal names every slug that this library lacks and for which the file brings no text, and every key of
    the draft's own style that makes no sense over its assembly's."""
    return read_over(Stock.of(file), assembly_named(file.assembly), file, today)


def read_over(stock: Stock, assembly: Assembly | None, file: DraftFile, today: date | None = None) -> Reading:
    """As `read`, without asking the database: `assembly` stands for the one that the file names."""
    shelf = stock.shelf
    content = _frame(file, assembly, stock, today or timezone.localdate())
    problems = [*_unknown(file, shelf), *style_problems(content.style, file.style)]
    if problems:
        raise Refusal(problems)
    words = words_of(content)
    day = content.calendar_day
    content = replace(
        content,
        body=tuple(body_block(entry, file, shelf, words, day) for entry in file.body),
        demands=tuple(demand_block(entry, shelf, words, day) for entry in file.demands),
    )
    return Reading(file, content, shelf, assembly)


def read_stored(file: DraftFile, today: date | None = None) -> Reading:
    """A draft that was in order when it was saved: it opens even if its assembly's style changed under its own keys.

    The paper then follows the assembly's style alone; the draft's own keys stay in the file."""
    try:
        return read(file, today)
    except Refusal:
        return replace(read(replace(file, style={}), today), file=file)


def _frame(file: DraftFile, assembly: Assembly | None, stock: Stock, today: date) -> core.DraftContent:
    """All of the content but the blocks that come from the library."""
    letter_style = None
    if not file.kind.is_bill and file.asks is Asks.OPINION:
        page = {"page": file.style.get("page", {})}
        letter_style = style_of(assembly, Kind.OPINION, Proposer.MEMBERS, page, stock.houses_of)
    return core.DraftContent(
        kind=file.kind,
        assembly=assembly.value if assembly else None,
        title=file.title,
        style=style_of(assembly, file.kind, file.proposer, file.style, stock.houses_of),
        today=today,
        proposer=file.proposer,
        bill_number=file.bill_number,
        date=file.date,
        letter_date=file.letter_date,
        register=file.register,
        signatories=file.signatories,
        presiding_officer=file.presiding_officer,
        summary=file.summary,
        reasons=file.reasons,
        preamble=file.preamble,
        lead=file.lead,
        asks=file.asks,
        addressees=_addressees(file, stock),
        citations=file.citations,
        letter_style=letter_style,
    )


def _addressees(file: DraftFile, stock: Stock) -> tuple[core.Addressee, ...]:
    branches = stock.branches
    return tuple(core.Addressee(entry.office, entry.name, branches.get(entry.office)) for entry in file.addressees)


def _wanted(file: DraftFile) -> Wanted:
    wanted: Wanted = {}
    for named in _named_blocks(file):
        wanted.setdefault(named.slug, set()).update({named.version} if named.version is not None else set())
    return wanted


def _named_blocks(file: DraftFile) -> Iterator[_Named]:
    for at, entry in enumerate(file.body):
        if isinstance(entry, ArgumentEntry):
            yield _Named(entry.argument, entry.version, entry.text, ArgumentEdition, f"body[{at}].argument")
        elif isinstance(entry, QuotationEntry):
            yield _Named(entry.quotation, entry.version, entry.text, QuotationEdition, f"body[{at}].quotation")
    for at, demand in enumerate(file.demands):
        if demand.demand is not None:
            yield _Named(demand.demand, demand.version, demand.text, DemandEdition, f"demands[{at}].demand")


def _cites(file: DraftFile) -> set[str]:
    return {slug for entry in file.body if not isinstance(entry, QuotationEntry) for slug in entry.cites}


def _unknown(file: DraftFile, shelf: Shelf) -> Iterator[Problem]:
    for named in _named_blocks(file):
        if named.text is None and not _has_text(shelf.edition(named.slug, named.version), named.table):
            asked = named.slug if named.version is None else f"{named.slug} 第{named.version}版"
            what = named.table.KIND.label
            message = (
                f"{named.path}: 「{asked}」の{what}の文はこのライブラリにありません。"
                "識別名と版を確かめるか、text に文を書いてください。"
            )
            yield Problem(named.path, asked, f"ライブラリにある{what}の識別名と版", message)
    for at, entry in enumerate(file.body):
        for place, slug in enumerate(() if isinstance(entry, QuotationEntry) else entry.cites):
            if slug not in shelf.entries or shelf.entries[slug].kind not in CITABLE:
                path = f"body[{at}].cites[{place}]"
                message = (
                    f"{path}: 「{slug}」は、このライブラリの事実・引用・出典にありません。"
                    "sources に出典を書いてください。"
                )
                yield Problem(path, slug, "ライブラリにある事実・引用・出典の識別名", message)


def _has_text(edition: Edition | None, table: type[Edition]) -> bool:
    """Of the kind that was meant; an argument may be in the library before its passages are."""
    match edition:
        case ArgumentEdition():
            return table is ArgumentEdition and bool(edition.passages)
        case DemandEdition():
            return table is DemandEdition and bool(edition.texts)
        case _:
            return edition is not None and isinstance(edition, table)
