"""The library beside a draft: what can be added, found by theme and by words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from drafting.models import Edition, EntryKind, QuotationEdition, QuotationKind, ThemeEdition
from drafting.models.finding import Hit, arguments_by_theme, hits, matching, ranked, themes

from .desk import Desk

ADDABLE = {"argument": "論点", "quotation": "引用", "demand": "記の文"}
A_PAGE = 20


@dataclass
class ShelfView:
    """What the drawer shows.  `used`: slugs that the draft holds already, each with the id of its block."""

    query: str
    kind: str
    theme: str
    themes: list[tuple[ThemeEdition, int]]
    counts: dict[str, int]
    page: Page[Edition]
    hits: list[Hit]
    used: dict[str, str]
    kinds: dict[str, str]


def search_shelf(request: HttpRequest, desk: Desk, *, default_kind: str = "argument") -> ShelfView:
    query = search_words(request, "q")[:100]
    theme = request.GET.get("theme", "")
    kind = request.GET.get("kind", default_kind)
    kind = kind if kind in ADDABLE else default_kind
    found = ranked(_suitable(matching(query, ADDABLE, theme)), query)
    counts = {one: sum(1 for edition in found if edition.entry.kind == one) for one in ADDABLE}
    page = Paginator([e for e in found if e.entry.kind == kind], A_PAGE).get_page(request.GET.get("page"))
    by_theme = arguments_by_theme()
    return ShelfView(
        query=query,
        kind=kind,
        theme=theme,
        themes=[(one, by_theme[one.entry.slug]) for one in themes()],
        counts=counts,
        page=page,
        hits=hits(page.object_list),
        used=used_by(desk),
        kinds=ADDABLE,
    )


def search_words(request: HttpRequest, name: str) -> str:
    """Without characters that cannot be printed: PostgreSQL refuses some of them."""
    return "".join(c for c in request.GET.get(name, "") if c.isprintable() or c == "　").strip()


def used_by(desk: Desk) -> dict[str, str]:
    content = desk.reading.content
    return {block.origin.slug: block.id for block in (*content.body, *content.demands) if block.origin}


def _suitable(found: Iterable[Edition]) -> list[Edition]:
    """Without quotations that may not be printed as such: only words verified as 原文のまま are."""
    editions = list(found)
    asked = [edition.pk for edition in editions if edition.entry.kind == EntryKind.QUOTATION]
    if not asked:
        return editions
    verbatim = set(
        QuotationEdition.objects.filter(pk__in=asked, kind=QuotationKind.VERBATIM).values_list("pk", flat=True)
    )
    return [e for e in editions if e.entry.kind != EntryKind.QUOTATION or e.pk in verbatim]
