"""Figure -> SVG without script or style, the same on screen, in PDF and, through PDF, as a picture.  It knows no rows.

Lengths along are percentages and lengths down are in em, so that a chart grows and narrows with its page while its
words keep their size: there is no viewBox.  Colours: grey for the past, the key colour for what holds now (design.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, tostring

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from ..compose.content import PartialDate
from ..compose.figures import Chart, Figure, Point
from .fonts import BODY, font_configuration
from .to_images import page_image

INK, FAINT, RULE, GRID = "#1a1a1a", "#595959", "#666666", "#cccccc"
PAST, CURRENT = "#8c8c8c", "#0017c1"
# On paper: as wide as the text of the usual grid, its letters a little smaller than those of the text.
PAPER_WIDTH, PAPER_LETTER = 616, 14
BARS = 76  # % of the width; the values stand to the right of the bars
LEFT, RIGHT = 9, 93  # % of the width, between which a line runs
TOP, FOOT = 2.5, 16.5  # em, of 100 and of 0


@dataclass(frozen=True)
class _Axis:
    """Months from the first point to the last, across the width."""

    first: int
    last: int

    def x(self, when: PartialDate) -> float:
        return LEFT + (RIGHT - LEFT) * (_months(when) - self.first) / max(self.last - self.first, 1)

    def years(self) -> Iterator[PartialDate]:
        for year in range(-(-self.first // 12), self.last // 12 + 1):
            yield PartialDate(year, 1)


def to_svg(figure: Figure, *, on_paper: bool = False) -> str:
    """ValueError for a comparison or a chronology: those are words."""
    root = on_a_page(figure) if on_paper else _drawn(figure, _on_screen(figure))
    for place, (name, words) in enumerate({"title": figure.title, "desc": _in_words(figure)}.items()):
        root.insert(place, _named(name, words, f"{figure.slug}-{name}"))
    return tostring(root, encoding="unicode")


def on_a_page(figure: Figure, width: float = PAPER_WIDTH) -> Element:
    """The chart of the paper, `width` pixels wide, for whoever has a place for it; it has no name there yet."""
    root = _drawn(figure, _on_paper(figure, width))
    for element in root.iter("text"):
        element.attrib.pop("font-weight", None)  # the paper has no bold, and a false one is ugly
    return root


def in_a_text(figure: Figure) -> Element:
    """The chart of the screen, named by its words: unlike that of to_svg it may stand twice on a page."""
    named = {"aria-label": alternative(figure)}
    return _drawn(figure, {k: v for k, v in _on_screen(figure).items() if k != "aria-labelledby"} | named)


def alternative(figure: Figure) -> str:
    """What the picture shows, for who cannot see it."""
    return f"{figure.title}。{_in_words(figure)}"


@lru_cache(maxsize=64)
def to_png(figure: Figure, *, dpi: int = 200) -> bytes:
    """The chart of the paper as a picture, for Word."""
    return page_image(to_pdf(figure), 1, dpi=dpi, grey=False)


def to_pdf(figure: Figure) -> bytes:
    """One page as large as the chart."""
    size = f"@page {{ size: {PAPER_WIDTH}px {_height(figure) * PAPER_LETTER:.0f}px; margin: 0 }}"
    page = f"<style>{size} body {{ margin: 0 }} svg {{ display: block }}</style>{to_svg(figure, on_paper=True)}"
    html = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=()))
    pdf: bytes = html.write_pdf(font_config=font_configuration())
    return pdf


def _drawn(figure: Figure, frame: dict[str, str]) -> Element:
    if not figure.is_drawn:
        raise ValueError(figure.chart)
    root = Element("svg", {"role": "img", "fill": INK} | frame)
    root.extend((_bars if figure.chart is Chart.BAR else _lines)(figure))
    return root


def _on_screen(figure: Figure) -> dict[str, str]:
    """The page's own letters, and no namespace: it stands within HTML."""
    named = {"aria-labelledby": f"{figure.slug}-title {figure.slug}-desc"}
    return named | {"class": "figure", "width": "100%", "height": f"{_height(figure):g}em"}


def _on_paper(figure: Figure, width: float) -> dict[str, str]:
    size = {"width": f"{width:g}", "height": f"{_height(figure) * PAPER_LETTER:g}"}
    return size | {"font-size": str(PAPER_LETTER), "font-family": BODY.family}


def _height(figure: Figure) -> float:
    if figure.chart is Chart.BAR:
        return _head(figure) + 4 * len(figure.points)
    return FOOT + 2.5 + 1.75 * len(figure.series)


def _head(figure: Figure) -> float:
    """Room for the word at the 100 % line."""
    return 1.75 if figure.is_share else 0


def _in_words(figure: Figure) -> str:
    return "。".join(f"{point.label}は{figure.written(point)}" for point in figure.points) + "。"


# --- bars -----------------------------------------------------------------------------------------------------------


def _bars(figure: Figure) -> Iterator[Element]:
    head, whole = _head(figure), _height(figure)
    most = 100.0 if figure.is_share else max((point.number for point in figure.points), default=0) or 1.0
    if figure.is_share:
        yield _text("100％", x=f"{BARS}%", y="1.1em", fill=FAINT, text_anchor="middle")
        yield _line((BARS, 1.5), (BARS, whole), GRID, dashed=True)
    for number, point in enumerate(figure.points):
        yield from _bar(figure, point, head + 4 * number, BARS * min(point.number / most, 1.0))
    yield _line((0, head), (0, whole), RULE)


def _bar(figure: Figure, point: Point, top: float, end: float) -> Iterator[Element]:
    value, y = figure.written(point), top + 1.6
    yield _text(point.label, x="0.25em", y=f"{top + 1.2:g}em")
    # White under the value, where the 100 % line would run through it.
    yield _rect(end, y, _width(value) + 0.75, "#ffffff", wide="em")
    yield _rect(0, y, end, CURRENT if point.is_current else PAST)
    weight = {"font_weight": "700"} if point.is_current else {}
    yield _text(value, x=f"{end:.2f}%", y=f"{y + 1.1:g}em", dx="0.5em", **weight)


# --- lines ----------------------------------------------------------------------------------------------------------


def _lines(figure: Figure) -> Iterator[Element]:
    months = [_months(point.when) for point in figure.points]
    axis = _Axis(min(months), max(months))
    most = 100.0 if figure.is_share else max(point.number for point in figure.points) or 1.0
    yield from _grid(figure, axis, most)
    for number, run in enumerate(figure.series):
        yield from _run(run, axis, most)
        yield from _values(figure, run, axis, most)
        yield from _legend(run, FOOT + 3.25 + 1.75 * number)


def _grid(figure: Figure, axis: _Axis, most: float) -> Iterator[Element]:
    for part in (0.0, 0.5, 1.0):
        y = _y(part)
        yield _line((LEFT, y), (100, y), RULE if part == 0 else GRID, dashed=part == 1)
        label = figure.written(Point("", int(most * part) if float(most * part).is_integer() else most * part))
        yield _text(label, x=f"{LEFT}%", y=f"{y + 0.35:g}em", dx="-0.5em", fill=FAINT, text_anchor="end")
    for year in axis.years():
        yield _line((axis.x(year), FOOT), (axis.x(year), FOOT + 0.4), RULE)
        yield _text(f"{year.year}年", x=f"{axis.x(year):.2f}%", y=f"{FOOT + 1.5:g}em", fill=FAINT, text_anchor="middle")


def _run(run: tuple[Point, ...], axis: _Axis, most: float) -> Iterator[Element]:
    """The points of one denominator, joined."""
    places = [(axis.x(point.when), _y(point.number / most)) for point in run]
    for start, end in pairwise(places):
        yield _line(start, end, _colour(run), wide=True)
    for x, y in places:
        yield _dot(f"{x:.2f}%", y, run)


def _values(figure: Figure, run: tuple[Point, ...], axis: _Axis, most: float) -> Iterator[Element]:
    """At the two ends, and out of the way of the next run; the table under the chart has them all."""
    is_first, is_last = run[0] == figure.points[0], run[-1] == figure.points[-1]
    above, below, beside = ("0", -0.7, "middle"), ("0", 1.4, "middle"), ("-0.6em", 0.35, "end")
    ends = {run[-1]: above if is_last else below, run[0]: above if is_first else beside}
    for point, (dx, dy, anchor) in ends.items():
        y = _y(point.number / most) + dy
        yield _text(figure.written(point), x=f"{axis.x(point.when):.2f}%", y=f"{y:.2f}em", dx=dx, text_anchor=anchor)


def _legend(run: tuple[Point, ...], y: float) -> Iterator[Element]:
    doubt = "（要確認）" if all("要確認" in point.label for point in run) else ""
    yield _dot("0.75em", y - 0.35, run)
    yield _text(f"分母：{run[0].denominator or '記載なし'}{doubt}", x="1.75em", y=f"{y:g}em")


def _dot(x: str, y: float, run: tuple[Point, ...]) -> Element:
    """Filled for what holds now, hollow for the past: not by colour alone."""
    fill = CURRENT if _colour(run) == CURRENT else "#ffffff"
    place = {"cx": x, "cy": f"{y:.2f}em", "r": "0.25em"}
    return Element("circle", place | {"fill": fill, "stroke": _colour(run), "stroke-width": "2"})


def _colour(run: tuple[Point, ...]) -> str:
    return CURRENT if any(point.is_current for point in run) else PAST


def _y(part: float) -> float:
    return FOOT - (FOOT - TOP) * part


def _months(when: PartialDate) -> int:
    return (when.year or 0) * 12 + (when.month or 1) - 1


# --- elements -------------------------------------------------------------------------------------------------------


def _named(tag: str, words: str, identity: str) -> Element:
    element = Element(tag, {"id": identity})
    element.text = words
    return element


def _text(words: str, **attributes: str) -> Element:
    element = Element("text", {name.replace("_", "-"): value for name, value in attributes.items()})
    element.text = words
    return element


def _rect(x: float, y: float, width: float, fill: str, *, wide: str = "%") -> Element:
    return Element(
        "rect", {"x": f"{x:.2f}%", "y": f"{y:g}em", "width": f"{width:.2f}{wide}", "height": "1.5em", "fill": fill}
    )


def _line(
    start: tuple[float, float], end: tuple[float, float], stroke: str, *, dashed: bool = False, wide: bool = False
) -> Element:
    (x1, y1), (x2, y2) = start, end
    ends: dict[str, Any] = {"x1": f"{x1:.2f}%", "y1": f"{y1:.2f}em", "x2": f"{x2:.2f}%", "y2": f"{y2:.2f}em"}
    dashes = {"stroke-dasharray": "3 4"} if dashed else {}
    return Element("line", ends | dashes | {"stroke": stroke, "stroke-width": "2" if wide else "1"})


def _width(words: str) -> float:
    """In em, roughly."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in words)
