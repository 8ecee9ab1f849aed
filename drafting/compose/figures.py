"""A figure as a value: bars, lines, a comparison or a chronology.  It knows neither rows nor how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .content import PartialDate
from .japanese import grouped

UNKNOWN = PartialDate()


class Chart(StrEnum):
    BAR = "bar"
    LINE = "line"
    TABLE = "table"
    TIMELINE = "timeline"

    @property
    def is_drawn(self) -> bool:
        """The others are words, and stand in a table or a list."""
        return self in (Chart.BAR, Chart.LINE)


@dataclass(frozen=True)
class Point:
    """`value`: a number where the chart is drawn, else words.  `is_current`: not a value of the past.

    `published`: the number as its source has it: 4.60, which as a number is 4.6."""

    label: str
    value: float | str
    when: PartialDate = UNKNOWN
    denominator: str = ""
    is_current: bool = False
    published: str = ""

    @property
    def number(self) -> float:
        return self.value if isinstance(self.value, int | float) else 0.0

    @property
    def cells(self) -> list[tuple[str, str]]:
        """健康保険証：不要／マイナ保険証：必要, as (column, words)."""
        parts = (part.partition("：") for part in str(self.value).split("／"))
        return [(column, words) if colon else ("", column) for column, colon, words in parts]


@dataclass(frozen=True)
class Figure:
    slug: str
    title: str
    chart: Chart
    unit: str
    points: tuple[Point, ...]
    note: str = ""

    @property
    def is_drawn(self) -> bool:
        return self.chart.is_drawn

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "％")

    @property
    def series(self) -> list[tuple[Point, ...]]:
        """Runs of points with one denominator; what was counted in another way is never joined to them."""
        return [tuple(run) for _, run in groupby(self.points, key=lambda point: point.denominator)]

    @property
    def is_dated(self) -> bool:
        return any(point.when for point in self.points)

    @property
    def columns(self) -> list[str]:
        """The heads of a comparison."""
        return list(dict.fromkeys(column for point in self.points for column, _ in point.cells))

    def written(self, point: Point) -> str:
        """70.1％, 600,000,000件."""
        if isinstance(point.value, str):
            return point.value
        number = grouped(point.published) if point.published else f"{point.value:,}"
        return f"{number}{'％' if self.is_share else self.unit}"
