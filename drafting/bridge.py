"""The only bridge: draft files and rows on one side, the values of the pure core on the other.

`content_of` resolves a draft file against the library; `pinned` writes versions and full texts into it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from .compose import content as core
from .compose.kinds import Asks, Branch, Kind, Proposer, Register, Strength
from .compose.style import Layer, Style, base_layer, resolve
from .compose.wording import Words, fill, variant_on, words_of
from .intake.draft_file import ArgumentEntry, BodyEntry, DemandEntry, DraftFile, OwnEntry, OwnSource, QuotationEntry
from .intake.refusal import Problem, Refusal
from .intake.style_layer import style_problems
from .models import (
    AddresseeEdition,
    ArgumentEdition,
    Assembly,
    DemandEdition,
    Edition,
    EntryKind,
    HouseStyleEdition,
    QuotationEdition,
)
from .models.shelf import Shelf, Wanted

Variant = tuple[core.Period, dict[str, str]]
_TIME_PASSED = re.compile(r"\{years_since:[^{}]*\}")
_SPAN = r"(?:\d+年)?(?:\d+か月)?"
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


def content_of(file: DraftFile, today: date | None = None) -> core.DraftContent:
    return read(file, today).content


def read(file: DraftFile, today: date | None = None) -> Reading:
    """Refusal names every slug that this library lacks and for which the file brings no text, and every key of
    the draft's own style that makes no sense over its assembly's."""
    assembly = assembly_named(file.assembly)
    shelf = Shelf.with_blocks(_wanted(file), _cites(file))
    content = _frame(file, assembly, today or timezone.localdate())
    problems = [*_unknown(file, shelf), *style_problems(content.style, file.style)]
    if problems:
        raise Refusal(problems)
    words = words_of(content)
    day = content.calendar_day
    content = replace(
        content,
        body=tuple(_body_block(entry, file, shelf, words, day) for entry in file.body),
        demands=tuple(_demand(entry, shelf, words, day) for entry in file.demands),
    )
    return Reading(file, content, shelf, assembly)


def pinned(reading: Reading) -> DraftFile:
    """The file with the version and the full text of every library block: it renders the same anywhere, and later."""
    body = zip(reading.file.body, reading.content.body, strict=True)
    demands = zip(reading.file.demands, reading.content.demands, strict=True)
    return replace(
        reading.file,
        assembly=reading.assembly.full_name if reading.assembly else "",
        body=tuple(_pinned_entry(entry, block, reading) for entry, block in body),
        demands=tuple(_pinned_demand(entry, block, reading.words) for entry, block in demands),
    )


def moved_to(file: DraftFile, changed: DraftFile, today: date | None = None) -> DraftFile:
    """`changed` with its untouched library texts said anew: after another assembly, date, register or calendar.

    What the writer edited stays word for word."""
    before = read(file, today).content
    untouched = {block.id for block in (*before.body, *before.demands) if _untouched(block)}
    body = tuple(_said_anew(entry, file.register) if entry.id in untouched else entry for entry in changed.body)
    demands = tuple(replace(entry, text=None) if entry.id in untouched else entry for entry in changed.demands)
    return pinned(read(replace(changed, body=body, demands=demands), today))


def editions_used(reading: Reading) -> set[int]:
    """For the index of what a version uses: where used, recall."""
    shelf = reading.shelf
    blocks = {edition.pk for edition in shelf.editions.values() if _is_used(edition, reading.content)}
    cited = {fact.slug for block in reading.content.body if isinstance(block, core.Passage) for fact in block.facts}
    cited |= {source.slug for block in reading.content.body for source in block.sources}
    return blocks | {shelf.used[slug] for slug in cited if slug in shelf.used}


def assembly_named(name: str) -> Assembly | None:
    """The assembly that a draft file means; None for "".  Refusal when it is ambiguous or unknown."""
    if not name:
        return None
    found = list(Assembly.objects.named(name))
    exact = [assembly for assembly in found if assembly.full_name == name.removesuffix("議会")] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        candidates = "、".join(f"「{assembly.full_name}」" for assembly in exact)
        message = f"「{name}」は{len(exact)}つあります。都道府県から書いてください: {candidates}"
        raise Refusal([Problem("assembly", name, candidates, message)])
    allowed = "都道府県からの名称（例「東京都世田谷区」）、または6桁の団体コード"
    message = f"「{name}」の議会は見つかりません。{allowed}で書いてください。"
    raise Refusal([Problem("assembly", name, allowed, message)])


def style_of(assembly: Assembly | None, kind: Kind, proposer: Proposer, own: Layer | None = None) -> Style:
    """Base style, type of assembly, assembly, and the draft's own keys, laid over each other."""
    house = [row.style for row in house_styles(assembly, kind, proposer)]
    return resolve([base_layer(kind, proposer), *house, own or {}])


def house_styles(assembly: Assembly | None, kind: Kind, proposer: Proposer) -> list[HouseStyleEdition]:
    """Published rows that concern this assembly, its type's first."""
    if assembly is None:
        return []
    subject = Q(assembly=assembly.code) | Q(assembly_type=assembly.type)
    rows = HouseStyleEdition.objects.filter(subject, kind=kind.value, entry__published=F("pk"), entry__retired_at=None)
    suited = [row for row in rows if row.proposer in ("", proposer.value)]
    return sorted(suited, key=lambda row: (bool(row.assembly), bool(row.proposer)))


def _frame(file: DraftFile, assembly: Assembly | None, today: date) -> core.DraftContent:
    """All of the content but the blocks that come from the library."""
    letter_style = None
    if not file.kind.is_bill and file.asks is Asks.OPINION:
        letter_style = style_of(assembly, Kind.OPINION, Proposer.MEMBERS, {"page": file.style.get("page", {})})
    return core.DraftContent(
        kind=file.kind,
        assembly=assembly.value if assembly else None,
        title=file.title,
        style=style_of(assembly, file.kind, file.proposer, file.style),
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
        addressees=_addressees(file),
        citations=file.citations,
        letter_style=letter_style,
    )


def _addressees(file: DraftFile) -> tuple[core.Addressee, ...]:
    offices = [entry.office for entry in file.addressees]
    rows = AddresseeEdition.objects.filter(office__in=offices, entry__published=F("pk")) if offices else []
    branch = {row.office: Branch(row.branch) for row in rows}
    return tuple(core.Addressee(entry.office, entry.name, branch.get(entry.office)) for entry in file.addressees)


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


def _body_block(entry: BodyEntry, file: DraftFile, shelf: Shelf, words: Words, day: date) -> core.BodyBlock:
    match entry:
        case ArgumentEntry():
            return _passage(entry, file, shelf, words, day)
        case OwnEntry():
            facts, sources = shelf.backing(entry.cites)
            own = tuple(_own_source(source) for source in entry.sources)
            return core.Passage(entry.id, core.Wording(entry.text), facts=facts, sources=sources + own)
        case QuotationEntry():
            return _quotation(entry, shelf)


def _passage(entry: ArgumentEntry, file: DraftFile, shelf: Shelf, words: Words, day: date) -> core.Passage:
    edition = shelf.edition(entry.argument, entry.version)
    own = tuple(_own_source(source) for source in entry.sources)
    if not isinstance(edition, ArgumentEdition):
        origin = core.Origin(entry.argument, entry.version or 0, entry.argument, known=False)
        facts, sources = shelf.backing(entry.cites)
        return core.Passage(entry.id, core.Wording(entry.text or ""), origin, facts=facts, sources=sources + own)
    register = entry.register or file.register
    variants = passages_of(edition)
    said = _variant_said(entry.text, variants, [register.value, *Register], words)
    period, texts = said[0] if said else _variant_for(variants, day)
    edited = entry.text is not None and not said
    wording = _wording(entry.text, texts[said[1] if said else register.value], words)
    facts, sources = shelf.backing([*texts["cites"].split(), *entry.cites])
    return core.Passage(
        entry.id,
        wording,
        _origin(edition, shelf, edited=edited),
        letter_wording=None if edited else core.Wording(texts["plain"], template=True),
        period=period,
        facts=facts,
        sources=sources + own,
    )


def _quotation(entry: QuotationEntry, shelf: Shelf) -> core.Quotation:
    edition = shelf.edition(entry.quotation, entry.version)
    if not isinstance(edition, QuotationEdition):
        origin = core.Origin(entry.quotation, entry.version or 0, entry.quotation, known=False)
        return core.Quotation(entry.id, entry.text or "", "", origin)
    _, sources = shelf.backing([entry.quotation])
    located = tuple(replace(source, locator=edition.locator) for source in sources)
    text = edition.text if entry.text is None else entry.text
    # Words that differ from the record are printed as the file has them; a check asks to mend them.
    origin = _origin(edition, shelf, edited=text != edition.text)
    return core.Quotation(entry.id, text, edition.speaker, origin, located)


def _demand(entry: DemandEntry, shelf: Shelf, words: Words, day: date) -> core.Demand:
    items = tuple(core.DemandItem(item.id, item.text) for item in entry.items)
    if entry.demand is None:
        return core.Demand(entry.id, core.Wording(entry.text or ""), strength=entry.strength, items=items)
    edition = shelf.edition(entry.demand, entry.version)
    if not isinstance(edition, DemandEdition):
        origin = core.Origin(entry.demand, entry.version or 0, entry.demand, known=False)
        return core.Demand(entry.id, core.Wording(entry.text or ""), origin, entry.strength, items=items)
    variants = texts_of(edition)
    said = _variant_said(entry.text, variants, [entry.strength.value, *Strength], words)
    period, texts = said[0] if said else _variant_for(variants, day)
    edited = entry.text is not None and not said
    wording = _wording(entry.text, texts[said[1] if said else entry.strength.value], words)
    return core.Demand(entry.id, wording, _origin(edition, shelf, edited=edited), entry.strength, period, items)


def passages_of(edition: ArgumentEdition) -> list[Variant]:
    """Each passage with its period; `cites` joined by spaces."""
    return [
        (_period(one), {"plain": one["plain"], "polite": one["polite"], "cites": " ".join(one.get("cites", []))})
        for one in edition.passages
    ]


def texts_of(edition: DemandEdition) -> list[Variant]:
    return [(_period(one), {strength.value: one[strength.value] for strength in Strength}) for one in edition.texts]


def _period(one: dict[str, str]) -> core.Period:
    start, end = one.get("from"), one.get("until")
    return core.Period(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)


def _variant_for(variants: list[Variant], day: date) -> Variant:
    """The variant of that day; if none makes sense then, the last one, whose period lets a check say so."""
    fitting = variant_on([(variant[0], variant) for variant in variants], day)
    return fitting or (variants[-1] if variants else (core.Period(), defaultdict(str)))


def _variant_said(
    text: str | None, variants: list[Variant], keys: Sequence[str], words: Words
) -> tuple[Variant, str] | None:
    """Which variant, and which register or strength of it, a text is word for word; None if a writer changed it."""
    if text is None:
        return None
    for variant in variants:
        for key in keys:
            if text == variant[1][key] or _lasting(variant[1][key], words).fullmatch(text):
                return variant, key
    return None


def _lasting(template: str, words: Words) -> re.Pattern[str]:
    """What a template says in this draft on any day: in a draft without a date the time passed grows by itself."""
    parts = _TIME_PASSED.split(template)
    return re.compile(_SPAN.join(re.escape(fill(core.Wording(part, template=True), words)) for part in parts))


def _wording(text: str | None, template: str, words: Words) -> core.Wording:
    """The library's, unless the file brings words that are now others than the library's."""
    wording = core.Wording(template, template=True)
    return wording if text in (None, template, fill(wording, words)) else core.Wording(text or "")


def _origin(edition: Edition, shelf: Shelf, *, edited: bool = False) -> core.Origin:
    entry = shelf.entries[edition.entry.slug]
    newest = entry.published.number if entry.published else edition.number
    title = edition.title or str(edition)
    retired = entry.retired_at is not None
    return core.Origin(entry.slug, edition.number, title, edited=edited, retired=retired, newer=newest > edition.number)


def _own_source(source: OwnSource) -> core.CitedSource:
    return core.CitedSource(title=source.title, issuer=source.issuer, date=source.date, url=source.url)


def _pinned_entry(entry: BodyEntry, block: core.BodyBlock, reading: Reading) -> BodyEntry:
    match entry, block:
        case ArgumentEntry(), core.Passage(origin=core.Origin(known=True) as origin):
            register = entry.register or reading.file.register
            text = fill(block.wording, reading.words)
            return replace(entry, version=origin.version, register=register, text=text)
        case QuotationEntry(), core.Quotation(origin=core.Origin(known=True) as origin):
            return replace(entry, version=origin.version, text=block.text)
        case _:
            return entry


def _pinned_demand(entry: DemandEntry, block: core.Demand, words: Words) -> DemandEntry:
    if block.origin is None or not block.origin.known:
        return entry
    return replace(entry, version=block.origin.version, text=fill(block.wording, words))


def _untouched(block: core.BodyBlock | core.Demand) -> bool:
    return not isinstance(block, core.Quotation) and bool(
        block.origin and block.origin.known and not block.origin.edited
    )


def _said_anew(entry: BodyEntry, register: Register) -> BodyEntry:
    """Without its text, and without the register that it only shared with the whole draft."""
    if not isinstance(entry, ArgumentEntry):
        return entry
    return replace(entry, text=None, register=None if entry.register is register else entry.register)


def _is_used(edition: Edition, content: core.DraftContent) -> bool:
    blocks = (*content.body, *content.demands)
    return any(b.origin and (b.origin.slug, b.origin.version) == (edition.entry.slug, edition.number) for b in blocks)


# The demands that a letter of today usually makes; the offices that they concern are the usual addressees.
USUAL_DEMANDS = ("d-haishi-tekkai", "d-sentakusei", "d-shikakukakuninsho")


def usual_offices() -> list[str]:
    """The offices that the usual demands concern, in customary order."""
    rows = DemandEdition.objects.filter(entry__slug__in=USUAL_DEMANDS, entry__published=F("pk"))
    named = {office for row in rows for office in row.addressees}
    return [office for office in offices_in_order() if office in named]


def offices_in_order() -> list[str]:
    """All offices of the library, 国会 first, then 関係行政庁 in customary order."""
    rows = AddresseeEdition.objects.filter(entry__published=F("pk"), entry__retired_at=None)
    return list(rows.order_by("order").values_list("office", flat=True))


def library_text(reading: Reading, entry: BodyEntry) -> str:
    """What the library says where a writer edited: the pinned version's words for this draft; "" if it lacks them."""
    if not isinstance(entry, ArgumentEntry) or reading.shelf.edition(entry.argument, entry.version) is None:
        return ""
    day = reading.content.calendar_day
    block = _passage(replace(entry, text=None), reading.file, reading.shelf, reading.words, day)
    return fill(block.wording, reading.words)
