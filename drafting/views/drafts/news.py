"""What others saved since a screen was shown: asked for every few seconds, so it reads little and lays out nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from drafting.actions import drafts as actions
from drafting.intake.merge import changed_units
from drafting.models import DraftVersion
from drafting.templatetags.drafting_ui import saved_at

from .desk import Desk, desk_to_see
from .saving import whole_number
from .visitors import open_to_guests

# Whoever left a screen open for days is told of the newest; all stand under これまでの文.
_MOST = 60


@dataclass
class News:
    """One person's changes: when the last was made, and which places they concern."""

    version: DraftVersion
    places: set[str] = field(default_factory=set)


@open_to_guests
@require_safe
def news(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """`since`: the version on the screen; `own`: those that the screen itself saved."""
    desk = desk_to_see(request, draft_id)
    since = whole_number(request.GET.get("since"))
    own = {whole_number(number) for number in request.GET.get("own", "").split(",")}
    if since is None or desk.version.number in own | {since}:
        found: Iterable[News] = ()
    else:
        found = _news_since(desk, since, own)
    said = "".join(_said(one, desk) for one in found)
    return JsonResponse({"version": desk.version.number, "said": said})


def _news_since(desk: Desk, since: int, own: set[int | None]) -> Iterable[News]:
    by_person: dict[int | None, News] = {}
    for before, after in _steps(desk, since):
        if after.number in own:
            continue
        one = by_person.setdefault(after.author_id, News(after))
        one.version = after
        one.places |= set(changed_units(actions.file_of(before), actions.file_of(after)))
    return [one for one in by_person.values() if one.places]


def _steps(desk: Desk, since: int) -> Iterator[tuple[DraftVersion, DraftVersion]]:
    rows = desk.draft.versions.filter(number__gte=since).select_related("author").order_by("-number")[: _MOST + 1]
    return pairwise(reversed(rows))


def _said(one: News, desk: Desk) -> str:
    author = one.version.author
    who = "あなたが別の画面で" if author and author == desk.user else f"{author}さんが" if author else "ほかの人が"
    return f"{who} {saved_at(one.version.made_at)} に{len(one.places)}か所を直しました。"
