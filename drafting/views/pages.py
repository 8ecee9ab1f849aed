"""The first page, the pages about this site, and the pages for what went wrong."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from drafting import access, bridge
from drafting.actions.sample import sample_file
from drafting.guide import guide
from drafting.models import Draft, DraftingGroup, User
from drafting.models.stamp import Stamp, library_stamp
from drafting.papers import paper_of

from .attention import attention
from .left_to_check import left_to_check
from .lent import DeadLink
from .typed import typed_texts

log = logging.getLogger(__name__)
A_PAGE = 20
# Composing a draft takes about ten milliseconds the first time: enough for the newest, too much for all.
CHECKED = 10
COVER = "表紙"


@dataclass(frozen=True)
class DraftRow:
    """A draft in one's list.  `findings` None: not counted; `corrections`: of library texts that it uses."""

    draft: Draft
    kind: str
    assembly: str
    saved: str
    findings: int | None
    corrections: int = 0


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return _my_drafts(request, request.user)
    held = access.guest_drafts_held(access.Visitor.of(request))
    return render(request, "pages/welcome.html", {"held": held, "purposes": bridge.purposes()})


def _my_drafts(request: HttpRequest, user: User) -> HttpResponse:
    groups = list(access.groups_of(user))
    drafts, shown = _of_whom(access.drafts_visible_to(user), groups, request.GET.get("of", ""))
    page = _page_of(drafts, request.GET.get("page"))
    stamp = library_stamp()
    left = left_to_check(list(page)[:CHECKED] if page.number == 1 else [], stamp)
    asked = attention(
        user, {draft.pk: left[draft.pk] for draft in page if draft.pk in left and _is_whole(draft)}, stamp
    )
    rows = [_row(draft, left, asked.corrected[draft.pk]) for draft in page]
    is_first = page.number == 1 and not shown
    discarded = access.drafts_discarded_by(user).count()
    held = access.guest_drafts_held(access.Visitor.of(request))
    context = {"page": page, "rows": rows, "discarded": discarded, "held": held, "section": "drafts"}
    return render(
        request,
        "pages/drafts.html",
        context | {"groups": groups, "shown": shown, "attention": asked if is_first else None},
    )


def _page_of(drafts: QuerySet[Draft], number: str | None) -> Page[Draft]:
    """Sorted by their keys alone: with every draft's text in hand that takes ten times as long."""
    page: Page[Any] = Paginator(drafts.values_list("pk", flat=True), A_PAGE).get_page(number)
    listed = Draft.objects.select_related("current", "group").in_bulk(list(page))
    page.object_list = [listed[pk] for pk in page if pk in listed]
    return page


def _of_whom(drafts: QuerySet[Draft], groups: list[DraftingGroup], whose: str) -> tuple[QuerySet[Draft], str]:
    """All, one's own, or one group's; a group that is none of one's own shows all."""
    if whose == "mine":
        return drafts.filter(group=None), whose
    if any(str(group.pk) == whose for group in groups):
        return drafts.filter(group=int(whose)), whose
    return drafts, ""


@require_safe
@cache_control(public=True, max_age=3600)
def sample_page(request: HttpRequest) -> HttpResponse:
    """A true page of the program's own: the letter of the sample draft."""
    return HttpResponse(_sample_page(timezone.localdate(), library_stamp()), content_type="image/png")


@require_safe
def user_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/guide.html", {"guide": guide(), "section": "guide"})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_safe
def sources_note(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/sources_note.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    page = "lent/dead_link.html" if isinstance(exception, DeadLink) else "404.html"
    return render(request, page, {"typed": typed_texts(request)}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"typed": typed_texts(request)}, status=403)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read.  Without the request: who signed in is not asked of it, nor of the database."""
    return HttpResponse(render_to_string("400.html"), status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """Without the database, which may be what failed.  The number stands in the log beside the traceback."""
    number = f"E-{timezone.localtime():%m%d-%H%M}-{get_random_string(4, '0123456789')}"
    log.error("%s", number)
    return HttpResponse(render_to_string("500.html", {"number": number}), status=500)


def saved_words(moment: datetime) -> str:
    """きょう 10:42, きのう 18:05, 11月18日, 2025年11月18日."""
    local, today = timezone.localtime(moment), timezone.localdate()
    match (today - local.date()).days:
        case 0:
            return f"きょう {local.hour}:{local:%M} "
        case 1:
            return f"きのう {local.hour}:{local:%M} "
    day = f"{local.month}月{local.day}日"
    return day if local.year == today.year else f"{local.year}年{day}"


def _row(draft: Draft, left: dict[UUID, Counter[str]], corrections: int) -> DraftRow:
    assembly = str(draft.content.get("assembly") or "")
    return DraftRow(
        draft=draft,
        kind=draft.kind.label,
        assembly=f"{assembly}議会" if assembly else "議会は未定",
        saved=saved_words(draft.updated_at),
        findings=left[draft.pk]["all"] if draft.pk in left else None,
        corrections=corrections,
    )


def _is_whole(draft: Draft) -> bool:
    """What is still being begun is not called incomplete."""
    return bool(draft.content.get("body") and draft.content.get("demands"))


@lru_cache(maxsize=8)
def _sample_page(today: date, stamp: Stamp) -> bytes:
    """The first page after the cover."""
    paper = paper_of(bridge.content_of(sample_file(today), today))
    sheets = paper.document.sheets
    labels = [sheets[at].label for at in paper.made.sheet_of_page]
    number = next((number for number, label in enumerate(labels, start=1) if label != COVER), 1)
    return paper.page(number) or b""
