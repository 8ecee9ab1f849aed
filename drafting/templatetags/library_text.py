"""Library text on the screen: its placeholders filled for no assembly in particular, searched words marked."""

from __future__ import annotations

from collections.abc import Iterator

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from drafting.compose.content import PartialDate, Period, Wording
from drafting.compose.dates import in_calendar
from drafting.compose.figures import Figure, Point
from drafting.compose.japanese import grouped
from drafting.compose.wording import Words, fill
from drafting.models.search import normalised, words
from drafting.models.synonyms import said_otherwise
from drafting.render.figures import to_svg

register = template.Library()


@register.filter
def filled(text: str) -> str:
    """As a paper of today would say it."""
    return _filled(text, "wareki")


@register.filter
def filled_plainly(text: str) -> str:
    """With Gregorian dates, as the screen writes them."""
    return _filled(text, "seireki")


@register.filter
def marked(text: str, query: str) -> SafeString:
    """Every place that a word of the query finds, in whatever spelling or other words the text has it."""
    asked = [way for word in words(query) for way in said_otherwise(word)]
    if not asked:
        return conditional_escape(text)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, list(_places(text, asked)))))


register.filter("grouped", grouped)


@register.simple_tag(takes_context=True)
def choose(context: Context, facet: str, option: str) -> str:
    """This list with another choice of one facet, from its first page."""
    asked = context["request"].GET.copy()
    for name in (facet, "page"):
        asked.pop(name, None)
    if option:
        asked[facet] = option
    return f"?{asked.urlencode()}"


@register.filter
def drawn(figure: Figure) -> SafeString:
    """As SVG that stands within the page; every word in it is escaped by the tree that it is written from."""
    return mark_safe(to_svg(figure))


@register.filter
def written(point: Point, figure: Figure) -> str:
    return figure.written(point)


@register.filter
def in_words(period: Period) -> str:
    """2024年12月2日から2025年12月1日まで."""
    start = f"{_day(period.start)}から" if period.start else ""
    end = f"{_day(period.end)}まで" if period.end else ""
    return start + end or "制限なし"


def _day(day: object) -> str:
    return in_calendar(PartialDate.parse(str(day)), "seireki")


def _filled(text: str, calendar: str) -> str:
    today = PartialDate.parse(timezone.localdate().isoformat())
    local = Words("住民", "本市（区町村）", "本議会", "国", calendar, today)
    try:
        return fill(Wording(text, template=True), local)
    except ValueError:  # a brace that the library does not know: better seen as it is than a page that fails
        return text


def _places(text: str, asked: list[str]) -> Iterator[tuple[int, int]]:
    """From left to right, not overlapping; a place is where the text, from there on, begins with a word."""
    at = 0
    while at < len(text):
        end = next((end for word in asked if (end := _end_of(text, at, word))), 0)
        if end:
            yield at, end
        at = end or at + 1


def _end_of(text: str, start: int, word: str) -> int:
    """Where the word ends that begins at `start`; 0 if none does.  A word may be longer written (九十九 for 99)."""
    longest = min(len(text), start + 3 * len(word) + 6)
    if not normalised(text[start]) or not normalised(text[start:longest]).startswith(word):
        return 0
    return next((end for end in range(start + 1, longest + 1) if normalised(text[start:end]) == word), 0)


def _pieces(text: str, places: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in places:
        yield text[at:start]
        yield format_html("<mark>{}</mark>", text[start:end])
        at = end
    yield text[at:]
