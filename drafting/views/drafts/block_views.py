"""A paragraph as the composer shows it: origin, differences, what was found in it; open, it is a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.forms import BaseFormSet

from drafting import bridge
from drafting.checks import Finding
from drafting.compose import content as core
from drafting.compose.content import PartialDate
from drafting.compose.differences import Piece, differences
from drafting.compose.wording import fill
from drafting.forms import BlockForm, SourceForm, SourceFormSet
from drafting.intake.draft_file import ArgumentEntry, BodyEntry, OwnEntry, OwnSource
from drafting.intake.edit import ids_of

from .desk import Desk
from .talk import open_counts

NEWER = "origin-newer"
_SENTENCE_END = re.compile(r"。[」』）)]*\s*|\n+")
Written = ArgumentEntry | OwnEntry


class OpenForms:
    """The open paragraph: its text and the sources of the writer's own."""

    def __init__(self, entry: Written, posted: Mapping[str, Any] | None = None, text: str = "") -> None:
        self.entry = entry
        self.text = BlockForm(posted, initial={"text": text})
        # A request that brings no sources at all leaves them as they are.
        brings = posted is not None and "source-TOTAL_FORMS" in posted
        rows = [
            {"title": one.title, "issuer": one.issuer, "date": one.date.iso, "url": one.url} for one in entry.sources
        ]
        self.sources: BaseFormSet[SourceForm] = SourceFormSet(
            posted if brings else None, prefix="source", initial=[*rows, {}]
        )

    def is_valid(self) -> bool:
        return all([self.text.is_valid(), not self.sources.is_bound or self.sources.is_valid()])

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, message)."""
        forms = [self.text, *(self.sources.forms if self.sources.is_bound else [])]
        found = [(form[name].id_for_label, str(m)) for form in forms for name, ms in form.errors.items() for m in ms]
        return found + [("sources", str(error)) for error in self._formset_errors()]

    def entry_typed(self, without_source: int | None = None) -> Written:
        sources = self.entry.sources
        if self.sources.is_bound:
            sources = tuple(self._sources_typed(without_source))
        return replace(self.entry, text=self.text.cleaned_data["text"], sources=sources)

    def _sources_typed(self, without: int | None) -> Iterator[OwnSource]:
        for number, form in enumerate(self.sources.forms):
            typed = form.cleaned_data
            if typed.get("title") and number != without:
                yield OwnSource(typed["title"], typed["issuer"], PartialDate.parse(typed["date"]), typed["url"])

    def _formset_errors(self) -> list[str]:
        return [str(error) for error in self.sources.non_form_errors()] if self.sources.is_bound else []


@dataclass
class BlockView:
    """`change`: what the library's newer version says otherwise, as differences; `why`: what its curators say of it."""

    number: int
    entry: BodyEntry
    block: core.BodyBlock
    text: str
    findings: dict[str, Finding] = field(default_factory=dict)
    forms: OpenForms | None = None
    library_text: str = ""
    change: tuple[Piece, ...] = ()
    why: str = ""
    is_first: bool = False
    is_last: bool = False
    joins: bool = False
    talked: int = 0

    @property
    def origin(self) -> core.Origin | None:
        return self.block.origin

    @property
    def look(self) -> str:
        """ライブラリ, ライブラリ・直しあり, 自分の文, 引用."""
        if isinstance(self.block, core.Quotation):
            return "quotation"
        if self.origin is None:
            return "own"
        return "edited" if self.origin.edited else "library"

    @property
    def facts(self) -> tuple[core.CitedFact, ...]:
        return () if isinstance(self.block, core.Quotation) else self.block.facts

    @property
    def source_count(self) -> int:
        return len(self.block.sources)

    @property
    def newest(self) -> str:
        """The moment of the newest fact behind the block."""
        return max((fact.as_of.iso for fact in self.facts), default="")

    @property
    def marks(self) -> list[Finding]:
        """What was found in this paragraph, but for the newer version, which has a place of its own."""
        return [finding for finding in self.findings.values() if finding.code != NEWER]

    @property
    def newer_key(self) -> str:
        return next((key for key, finding in self.findings.items() if finding.code == NEWER), "")

    @property
    def is_changed(self) -> bool:
        """The newer version has other words here, and not only another title or other reasons."""
        return any(piece.change for piece in self.change)

    @property
    def shows_sources(self) -> bool:
        """Where the writer has put something behind the paragraph, or must."""
        unsourced = any(finding.code == "figure-without-source" for finding in self.marks)
        own = isinstance(self.entry, Written) and bool(self.entry.sources or self.entry.cites)
        return unsourced or own or bool(self.forms and self.forms.problems)

    def between(self, span: str) -> str:
        """The sentence that a finding leads to: 12-30 in the address."""
        start, _, end = span.partition("-")
        return self.text[int(start) : int(end)] if start.isdecimal() and end.isdecimal() else ""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return differences(self.library_text, self.text)

    @cached_property
    def split_places(self) -> list[tuple[int, str]]:
        """(where a sentence begins, the sentence), but for the first."""
        starts = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        ends = [*starts[1:], len(self.text)]
        return [(a, self.text[a:b]) for a, b in zip(starts, ends, strict=True) if self.text[a:b].strip()]


def block_views(desk: Desk, open_id: str, forms: OpenForms | None) -> list[BlockView]:
    reading = desk.reading
    pairs = list(zip(desk.file.body, reading.content.body, strict=True))
    views = [_view(desk, number, entry, block) for number, (entry, block) in enumerate(pairs, start=1)]
    talked = open_counts(desk.draft, ids_of(desk.file))
    for at, view in enumerate(views):
        view.talked = talked.get(view.entry.id, 0)
        view.is_first, view.is_last = at == 0, at == len(views) - 1
        view.joins = not view.is_last and view.look != "quotation" and views[at + 1].look != "quotation"
        if view.entry.id == open_id and isinstance(view.entry, Written):
            view.forms = forms or OpenForms(view.entry, text=view.text)
    return views


def _view(desk: Desk, number: int, entry: BodyEntry, block: core.BodyBlock) -> BlockView:
    reading = desk.reading
    text = block.text if isinstance(block, core.Quotation) else fill(block.wording, reading.words)
    findings = {key: finding for key, finding in desk.findings.items() if finding.where == entry.id}
    view = BlockView(number, entry, block, text, findings)
    if view.look == "edited":
        view.library_text = bridge.library_text(reading, entry)
    if view.newer_key:
        view.change = differences(bridge.library_text(reading, entry), bridge.library_text(reading, entry, newest=True))
        newest = reading.shelf.entries[view.block.origin.slug].published if view.block.origin else None
        view.why = newest.reason if newest else ""
    return view
