"""The first page, the pages about this site, and the pages for what went wrong."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from drafting import access, bridge
from drafting.actions.drafts import file_of
from drafting.actions.sample import sample_file
from drafting.guide import guide
from drafting.intake.refusal import Refusal
from drafting.models import Draft, DraftingGroup, DraftVersion, Edition, User
from drafting.papers import paper_of

log = logging.getLogger(__name__)
A_PAGE = 20
# Composing a draft takes about ten milliseconds the first time: enough for the newest, too much for all.
CHECKED = 10
COVER = "表紙"


@dataclass(frozen=True)
class DraftRow:
    """A draft in one's list.  `findings` None: not counted."""

    draft: Draft
    kind: str
    assembly: str
    saved: str
    findings: int | None


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        return _my_drafts(request, request.user)
    held = access.guest_drafts_held(access.Visitor.of(request))
    return render(request, "pages/welcome.html", {"held": held, "purposes": bridge.purposes()})


def _my_drafts(request: HttpRequest, user: User) -> HttpResponse:
    groups = list(access.groups_of(user))
    drafts, shown = _of_whom(access.drafts_visible_to(user), groups, request.GET.get("of", ""))
    page: Page[Draft] = Paginator(drafts, A_PAGE).get_page(request.GET.get("page"))
    newest, today = _newest_edition(), timezone.localdate()
    counted = CHECKED if page.number == 1 else 0
    rows = [
        _row(draft, _findings(draft.current_id, newest, today) if draft.current_id and place < counted else None)
        for place, draft in enumerate(page)
    ]
    discarded = access.drafts_discarded_by(user).count()
    held = access.guest_drafts_held(access.Visitor.of(request))
    context = {"page": page, "rows": rows, "discarded": discarded, "held": held, "section": "drafts"}
    return render(request, "pages/drafts.html", context | {"groups": groups, "shown": shown})


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
    return HttpResponse(_sample_page(timezone.localdate(), _newest_edition()), content_type="image/png")


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
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


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
            return f"きょう {local:%H:%M} "
        case 1:
            return f"きのう {local:%H:%M} "
    day = f"{local.month}月{local.day}日"
    return day if local.year == today.year else f"{local.year}年{day}"


def _row(draft: Draft, findings: int | None) -> DraftRow:
    assembly = str(draft.content.get("assembly") or "")
    return DraftRow(
        draft=draft,
        kind=draft.kind.label,
        assembly=f"{assembly}議会" if assembly else "議会は未定",
        saved=saved_words(draft.updated_at),
        findings=findings,
    )


def _newest_edition() -> int:
    """Grows with every change of the library: what is kept by it is made anew then."""
    newest: int | None = Edition.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


@lru_cache(maxsize=512)
def _findings(version: int, newest: int, today: date) -> int | None:
    """How much the check finds; kept by what it depends on: the text, the library and the day."""
    try:
        file = file_of(DraftVersion.objects.get(pk=version))
        return len(paper_of(bridge.content_of(file, today)).findings)
    except Refusal:  # the draft's own page says what it is
        return None


@lru_cache(maxsize=8)
def _sample_page(today: date, newest: int) -> bytes:
    """The first page after the cover."""
    paper = paper_of(bridge.content_of(sample_file(today), today))
    sheets = paper.document.sheets
    labels = [sheets[at].label for at in paper.made.sheet_of_page]
    number = next((number for number, label in enumerate(labels, start=1) if label != COVER), 1)
    return paper.page(number) or b""
