"""The library beside a draft: what can be added, found by theme and by words, and what adding it would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from drafting import bridge
from drafting.checks.redating import in_one_calendar
from drafting.checks.style import BOTH_CALENDARS
from drafting.compose.content import Period, Wording
from drafting.compose.kinds import FactStatus, Register, Strength
from drafting.compose.measuring import lines_taken
from drafting.compose.setting import Setting
from drafting.compose.wording import fill, variant_on
from drafting.models import (
    ArgumentEdition,
    DemandEdition,
    Edition,
    EntryKind,
    FactEdition,
    QuotationEdition,
    QuotationKind,
    ThemeEdition,
)
from drafting.models.browsing import shown
from drafting.models.finding import Hit, arguments_by_theme, hits, themes
from drafting.models.near import Answer, look_for, related_numbers
from drafting.models.synonyms import related
from drafting.views.procedure import Pointer, heard_in, pointers

from .desk import Desk

ADDABLE = {"argument": "論点", "fact": "事実", "quotation": "引用", "demand": "記の文"}
OF_THE_BODY = ("argument", "fact", "quotation")
A_PAGE = 20
START = "start"


@dataclass(frozen=True)
class Offer:
    """One found thing, and what adding it would do.

    `fits`: whether it has words for the day of the letter; None where words have no season.  `text`: what would stand
    in the letter, "" where it can only back a paragraph; `used`: the id of the block that has it already."""

    hit: Hit
    text: str
    lines: int
    fits: bool | None
    used: str

    @property
    def is_fact(self) -> bool:
        return self.hit.kind == EntryKind.FACT


@dataclass
class ShelfView:
    """What the drawer shows.  `after`: the place in the text; `behind`: the open paragraph, which a fact can back;
    `pointers`: where the program deals with what was typed; `related`: words from which a search may go on."""

    query: str
    kind: str
    theme: str
    themes: list[tuple[ThemeEdition, int]]
    counts: dict[str, int]
    page: Page[Edition]
    offers: list[Offer]
    kinds: dict[str, str]
    after: str
    places: list[tuple[str, str]]
    answer: Answer
    pointers: list[Pointer]
    related: list[tuple[str, int]]
    behind: str = ""

    @property
    def is_asked(self) -> bool:
        return bool(self.query or self.theme or self.page.number > 1)

    @property
    def place(self) -> str:
        """4番目の段落のあと"""
        return dict(self.places)[self.after]

    @property
    def theme_title(self) -> str:
        return next((theme.title for theme, _ in self.themes if theme.entry.slug == self.theme), "")


def search_shelf(
    request: HttpRequest,
    desk: Desk,
    *,
    default_kind: str = "argument",
    kinds: Iterable[str] = tuple(ADDABLE),
    a_page: int = A_PAGE,
) -> ShelfView:
    kinds = tuple(kinds)
    query = search_words(request, "q")[:100]
    theme = request.GET.get("theme", "")
    kind = request.GET.get("kind", default_kind)
    kind = kind if kind in kinds else default_kind
    answer = look_for(query, kinds, theme, heard_in(query))
    found = _suitable(answer.editions)
    counts = {one: sum(1 for edition in found if edition.entry.kind == one) for one in kinds}
    page = Paginator([e for e in found if e.entry.kind == kind], a_page).get_page(request.GET.get("page"))
    by_theme = arguments_by_theme()
    open_id = request.GET.get("open", "")
    places = list(_places(desk))
    return ShelfView(
        query=query,
        kind=kind,
        theme=theme,
        themes=[(one, by_theme[one.entry.slug]) for one in themes()],
        counts=counts,
        page=page,
        offers=_offers(desk, hits(page.object_list), kind),
        kinds={one: ADDABLE[one] for one in kinds},
        after=_chosen(places, request.GET.get("after", ""), open_id),
        places=places,
        answer=answer,
        pointers=pointers(query, desk.draft),
        related=related_numbers(related(query)) if answer.near else [],
        behind=open_id if any(entry.id == open_id for entry in desk.file.body) else "",
    )


def search_words(request: HttpRequest, name: str) -> str:
    """Without characters that cannot be printed: PostgreSQL refuses some of them."""
    return "".join(c for c in request.GET.get(name, "") if c.isprintable() or c == "　").strip()


def used_by(desk: Desk) -> dict[str, str]:
    """Slugs that the draft holds already, or cites, each with the id of its block."""
    cited = {slug: entry.id for entry in desk.file.body for slug in getattr(entry, "cites", ())}
    content = desk.reading.content
    return cited | {block.origin.slug: block.id for block in (*content.body, *content.demands) if block.origin}


def letter_sentence(fact: FactEdition, reading: bridge.Reading) -> str:
    """A fact's statement as it can stand in this letter, its years in the letter's calendar; "" where it cannot.

    Statements are written in である, so that a letter in です・ます takes them only as backing; so do facts on which
    sources disagree or which nobody has compared."""
    settled = fact.status in (FactStatus.CURRENT, FactStatus.HISTORICAL)
    if not settled or reading.file.register is not Register.PLAIN or not fact.statement.endswith("。"):
        return ""
    return in_one_calendar(fact.statement, reading.content.style.date_calendar, BOTH_CALENDARS)


def _offers(desk: Desk, found: list[Hit], kind: str) -> list[Offer]:
    used = used_by(desk)
    texts = dict(_texts(desk, [hit.slug for hit in found], kind))
    return [
        Offer(hit, text, _measured(desk, text), fits, used.get(hit.slug, ""))
        for hit in found
        for text, fits in [texts.get(hit.slug, (hit.text, None))]
    ]


def _texts(desk: Desk, slugs: list[str], kind: str) -> Iterator[tuple[str, tuple[str, bool | None]]]:
    """For each slug the words that would be added, and whether they are of the day."""
    tables: dict[str, type[Edition]] = {"argument": ArgumentEdition, "demand": DemandEdition, "fact": FactEdition}
    if table := tables.get(kind):
        for row in shown(table).filter(entry__slug__in=slugs):
            yield row.entry.slug, _text(desk, row)


def _text(desk: Desk, row: Edition) -> tuple[str, bool | None]:
    reading = desk.reading
    if isinstance(row, FactEdition):
        return letter_sentence(row, reading), None
    variants, key = _variants(row, reading.file.register)
    said = variant_on(variants, reading.content.calendar_day)
    texts: Mapping[str, str] = said or (variants[-1][1] if variants else {})
    return fill(Wording(texts.get(key, ""), template=True), reading.words), said is not None


def _variants(row: Edition, register: Register) -> tuple[list[tuple[Period, dict[str, str]]], str]:
    if isinstance(row, ArgumentEdition):
        return bridge.passages_of(row), register.value
    return (bridge.texts_of(row) if isinstance(row, DemandEdition) else []), Strength.STANDARD.value


def _measured(desk: Desk, text: str) -> int:
    """Lines on this assembly's grid."""
    setting = Setting(desk.reading.content)
    return lines_taken(setting.text(text), desk.paper.document.page.chars_per_line)


def _places(desk: Desk) -> Iterator[tuple[str, str]]:
    yield START, "本文の最初"
    for number, entry in enumerate(desk.file.body, start=1):
        yield entry.id, f"{number}番目の段落のあと"


def _chosen(places: list[tuple[str, str]], *wanted: str) -> str:
    """The first of the wanted places that exists; the end of the text."""
    known = dict(places)
    return next((place for place in wanted if place in known), places[-1][0])


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
