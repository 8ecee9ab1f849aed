"""A block of a draft file and the library's edition behind it, as one value of the pure core."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from drafting.compose import content as core
from drafting.compose.kinds import Register, Strength
from drafting.compose.wording import Words, fill, variant_on
from drafting.intake.draft_file import (
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
)
from drafting.models import (
    ArgumentEdition,
    DemandEdition,
    Edition,
    QuotationEdition,
)
from drafting.models.shelf import Shelf

Variant = tuple[core.Period, dict[str, str]]
_TIME_PASSED = re.compile(r"\{years_since:[^{}]*\}")


_SPAN = r"(?:\d+年)?(?:\d+か月)?"


def body_block(entry: BodyEntry, file: DraftFile, shelf: Shelf, words: Words, day: date) -> core.BodyBlock:
    match entry:
        case ArgumentEntry():
            return passage(entry, file, shelf, words, day)
        case OwnEntry():
            facts, sources = shelf.backing(entry.cites)
            own = tuple(_own_source(source) for source in entry.sources)
            return core.Passage(entry.id, core.Wording(entry.text), facts=facts, sources=sources + own)
        case QuotationEntry():
            return _quotation(entry, shelf)


def passage(entry: ArgumentEntry, file: DraftFile, shelf: Shelf, words: Words, day: date) -> core.Passage:
    edition = shelf.edition(entry.argument, entry.version)
    own = tuple(_own_source(source) for source in entry.sources)
    if not isinstance(edition, ArgumentEdition):
        origin = core.Origin(entry.argument, entry.version or 0, entry.argument, known=False)
        facts, sources = shelf.backing(entry.cites)
        return core.Passage(entry.id, core.Wording(entry.text or ""), origin, facts=facts, sources=sources + own)
    register = entry.register or file.register
    variants = passages_of(edition)
    said = _variant_said(entry.text, _in_season(variants, day), [register.value, *Register], words)
    period, texts = said[0] if said else _variant_for(variants, day)
    edited = entry.text is not None and not said
    wording = _wording(entry.text, texts[said[1] if said else register.value], words)
    facts, sources = shelf.backing([*texts["cites"].split(), *entry.cites])
    return core.Passage(
        entry.id,
        wording,
        _origin(edition, shelf, edited=edited),
        letter_wording=None if edited else core.Wording(texts["plain"], template=True),
        spoken_wording=None if edited else core.Wording(texts["polite"], template=True),
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


def demand_block(entry: DemandEntry, shelf: Shelf, words: Words, day: date) -> core.Demand:
    items = tuple(core.DemandItem(item.id, item.text) for item in entry.items)
    if entry.demand is None:
        return core.Demand(entry.id, core.Wording(entry.text or ""), strength=entry.strength, items=items)
    edition = shelf.edition(entry.demand, entry.version)
    if not isinstance(edition, DemandEdition):
        origin = core.Origin(entry.demand, entry.version or 0, entry.demand, known=False)
        return core.Demand(entry.id, core.Wording(entry.text or ""), origin, entry.strength, items=items)
    variants = texts_of(edition)
    said = _variant_said(entry.text, _in_season(variants, day), [entry.strength.value, *Strength], words)
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


def _in_season(variants: list[Variant], day: date) -> list[Variant]:
    """Those of that day first: two periods may share a text."""
    return sorted(variants, key=lambda variant: not variant[0].contains(day))


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
    newer = newest > edition.number
    return core.Origin(
        entry.slug, edition.number, title, edited=edited, retired=retired, newer=newer, newest=newest if newer else 0
    )


def _own_source(source: OwnSource) -> core.CitedSource:
    return core.CitedSource(title=source.title, issuer=source.issuer, date=source.date, url=source.url)
