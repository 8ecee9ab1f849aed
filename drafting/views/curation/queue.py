"""The curators' queue: what waits, is due for review, was reported, is being written; riskiest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from drafting.models import Edition, Entry, FactEdition, Report, State, User, Wish
from drafting.models.finding import published
from drafting.models.risk import Risk, risks, titles

from .desk import curator_of, curators_only, is_alone

# A curator has this long to look before the day of the review comes.
AHEAD = timedelta(days=30)
AT_FIRST = 5
WISHES = "wishes"
A_PAGE = 20


@dataclass(frozen=True)
class Row:
    """One piece of work.  `due`: the day of the next review; `report`: what a reader said."""

    edition: Edition
    risk: Risk
    due: date | None = None
    report: Report | None = None
    title: str = ""

    @property
    def entry(self) -> Entry:
        return self.edition.entry

    @property
    def days_late(self) -> int:
        """Negative while there is time."""
        return (timezone.localdate() - self.due).days if self.due else 0

    @property
    def days_ahead(self) -> int:
        return -self.days_late


@dataclass(frozen=True)
class Work:
    """A kind of work: the editions, or the reports, that ask for it; in no order yet."""

    name: str
    heading: str
    pick: str
    asks: QuerySet[Any]

    def rows(self) -> list[tuple[Edition, Report | None]]:
        return [(one.edition, one) if isinstance(one, Report) else (one, None) for one in self.asks]


@dataclass(frozen=True)
class Section:
    name: str
    heading: str
    count: int
    page: Page[Row]

    @property
    def rest(self) -> int:
        return self.count - len(self.page)


@curators_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    works = [_waiting(), _due(today), _reported(), _writing(), _unchecked()]
    chosen = next((one for one in works if one.name == request.GET.get("section")), None)
    are_wishes_chosen = request.GET.get("section") == WISHES
    shown = [] if are_wishes_chosen else [chosen] if chosen else works[:-1]
    by = curator_of(request)
    sections = _sections(shown, today, A_PAGE if chosen else AT_FIRST, request.GET.get("page") if chosen else None)
    others = (
        row.edition.pk for one, rows in sections for row in rows if one.name == "waiting" and not _is_own(row, by)
    )
    picks = [(one.name, one.pick, one.asks.count()) for one in works]
    wish_count = Wish.objects.filter(settled_at=None).count()
    context = {
        "picks": [*picks[:-1], (WISHES, "入れてほしいこと", wish_count), picks[-1]],
        "chosen": chosen.name if chosen else WISHES if are_wishes_chosen else "",
        "sections": sections,
        "next_to_check": next(others, None),
        "me": by,
        "is_alone": is_alone(by),
        "wishes": Wish.objects.filter(settled_at=None)[:A_PAGE],
        "wish_count": wish_count,
        "settled_wishes": Wish.objects.exclude(settled_at=None).order_by("-settled_at")[:A_PAGE],
        "section": "curation",
    }
    return render(request, "curation/queue.html", context)


def _waiting() -> Work:
    found = Edition.objects.filter(state=State.WAITING).select_related("entry__published", "author")
    return Work("waiting", "公開を待つもの", "公開を待つもの", found)


def _due(today: date) -> Work:
    """Facts whose review is due, or will be soon."""
    found = FactEdition.objects.filter(pk=F("entry__published_id"), entry__retired_at=None).exclude(next_review="")
    due = found.filter(next_review__lte=(today + AHEAD).isoformat()).select_related("entry")
    return Work("due", "見直しの期限", "見直しの期限", due)


def _reported() -> Work:
    found = Report.objects.filter(state=Report.State.OPEN).select_related("edition__entry", "reporter")
    return Work("reports", "読んだ人からの知らせ", "誤りの知らせ", found)


def _writing() -> Work:
    found = Edition.objects.filter(state=State.WRITING).select_related("entry__published", "author")
    return Work("writing", "執筆中", "執筆中", found)


def _unchecked() -> Work:
    """配布版・未確認: came with a release, and nobody here has looked.  Hundreds at first: not on the first page."""
    found = published().filter(origin=Edition.Origin.RELEASE, checked_at=None)
    found = found.select_related("entry").defer("search_text")
    return Work("unchecked", "配布版のまま、確かめていないもの", "確かめていないもの", found)


def _sections(shown: list[Work], today: date, a_page: int, number: str | None) -> list[tuple[Section, list[Row]]]:
    """Of all the work only the rows on the screen are given their titles."""
    asked = [(work, work.rows()) for work in shown]
    risk = risks({edition.entry_id for _, rows in asked for edition, _ in rows}, today)
    sections = [_section(work, rows, risk, a_page, number) for work, rows in asked]
    named = titles([row.edition for section in sections for row in section.page])
    return [(one, [replace(row, title=named[row.edition.pk]) for row in one.page]) for one in sections]


def _section(
    work: Work, found: list[tuple[Edition, Report | None]], risk: dict[int, Risk], a_page: int, number: str | None
) -> Section:
    rows = [Row(edition, risk[edition.entry_id], _due_day(edition), report) for edition, report in found]
    rows.sort(key=lambda row: (-row.risk.score, row.due or date.max, row.edition.created_at))
    page: Page[Row] = Paginator(rows, a_page).get_page(number)
    return Section(work.name, work.heading, len(rows), page)


def _is_own(row: Row, by: User) -> bool:
    return row.edition.author_id == by.pk


def _due_day(edition: Edition) -> date | None:
    return date.fromisoformat(edition.next_review) if isinstance(edition, FactEdition) else None
