"""The library's figures as values to be drawn, with the facts behind them.  It knows no SVG and no pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafting.compose.content import PartialDate
from drafting.compose.figures import Chart, Figure, Point
from drafting.compose.kinds import FactStatus

from .browsing import Sourced, shown, sourced
from .editions import FactEdition, FigureEdition, SourceEdition
from .library import Link

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True)
class ShownFigure:
    figure: Figure
    facts: tuple[Sourced[FactEdition], ...]

    @property
    def sources(self) -> list[SourceEdition]:
        """Of all its facts, each once; where in them, the facts say."""
        return list(dict.fromkeys(cited.source for fact in self.facts for cited in fact.citations))


def figures_on(facts: Iterable[FactEdition]) -> list[FigureEdition]:
    """The figures that rest on one of these facts; one query."""
    entries = [fact.entry_id for fact in facts]
    links = Link.objects.filter(role="fact", entry__in=entries)
    return list(shown(FigureEdition).filter(pk__in=links.values("edition")).order_by("entry"))


def shown_figures(editions: Sequence[FigureEdition]) -> list[ShownFigure]:
    """Each with the facts that it names and their sources; four queries however many there are, none for none."""
    if not editions:
        return []
    links = Link.objects.filter(edition__in=[edition.pk for edition in editions], role="fact")
    named = list(links.order_by("position").values_list("edition_id", "entry_id"))
    facts = list(shown(FactEdition).filter(entry__in={entry for _, entry in named}))
    by_entry = {one.edition.entry_id: one for one in sourced(facts, "citation")}
    behind = {
        edition.pk: tuple(by_entry[entry] for key, entry in named if key == edition.pk and entry in by_entry)
        for edition in editions
    }
    return [ShownFigure(figure_of(edition, behind[edition.pk]), behind[edition.pk]) for edition in editions]


def figure_of(edition: FigureEdition, facts: Iterable[Sourced[FactEdition]]) -> Figure:
    """A value is of today if one of the facts still is and nothing newer stands in the figure."""
    facts = list(facts)
    still_holds = any(one.edition.status == FactStatus.CURRENT for one in facts)
    newest = max((str(raw.get("date", "")) for raw in edition.series), default="")
    published = _published(one.edition for one in facts)
    points = tuple(
        Point(
            label=str(raw["label"]),
            value=raw["value"],
            when=PartialDate.parse(str(raw.get("date", ""))),
            denominator=str(raw.get("denominator", "")),
            is_current=still_holds and raw.get("date", "") == newest,
            published=published.get(raw["value"], ""),
        )
        for raw in edition.series
    )
    return Figure(edition.entry.slug, edition.title, Chart(edition.chart), edition.unit, points, edition.note)


def _published(facts: Iterable[FactEdition]) -> dict[float | str, str]:
    """The numbers of these facts as they were published, by their value; of 4.6 and 4.60 the more exact one."""
    said = (str(one.get("value", "")) for fact in facts for one in fact.values)
    return {float(number): number for number in sorted(said, key=len) if _NUMBER.fullmatch(number)}
