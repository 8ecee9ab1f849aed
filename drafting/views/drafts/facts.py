"""改められた事実: facts that a draft took and the library corrected since, beside the words that stand on them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from drafting.actions.dismissals import looked_at_fact
from drafting.compose.differences import Piece, differences
from drafting.intake.blocks import NamedBlock, named_blocks
from drafting.models import Draft
from drafting.models.corrected_facts import CorrectedFact, corrected_facts
from drafting.models.stamp import library_stamp
from drafting.templatetags.library_text import filled_plainly
from drafting.views.typed import NotTaken

from .desk import Desk, desk_to_see

ONCE_MORE = "この事実は、ご覧になったあとで、もう一度改められました。今の値を見てから決めてください。"


@dataclass(frozen=True)
class Shown:
    """`pieces`: what it says now, as differences from what it said when it was taken."""

    fact: CorrectedFact
    pieces: tuple[Piece, ...]
    blocks: list[NamedBlock]


@login_required
@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """GET: by whoever may read.  POST: the words stay as they are, says one who may write, having seen this edition."""
    desk = desk_to_see(request, draft_id)
    found = corrected_facts(Draft.objects.filter(pk=desk.draft.pk), library_stamp())
    if request.method == "POST":
        return _look_at(request, desk, found)
    context = {"desk": desk, "draft": desk.draft, "section": "drafts", "facts": [_shown(desk, one) for one in found]}
    return render(request, "drafts/facts.html", context)


def _look_at(request: HttpRequest, desk: Desk, found: list[CorrectedFact]) -> HttpResponse:
    if not desk.may_edit or desk.user is None:
        raise PermissionDenied
    one = next((one for one in found if one.now.entry.slug == request.POST.get("fact")), None)
    if one is None:
        messages.info(request, "この事実は、もう確かめてあります。")
    elif request.POST.get("seen") != str(one.now.pk):
        raise NotTaken(ONCE_MORE)
    else:
        looked_at_fact(desk.draft, one, desk.user)
        messages.success(request, "文はそのままにしました。")
    return redirect("draft_facts", desk.draft.pk)


def _shown(desk: Desk, one: CorrectedFact) -> Shown:
    then, now = filled_plainly(one.then.statement), filled_plainly(one.now.statement)
    return Shown(one, differences(then, now), [block for block in named_blocks(desk.file) if block.id in one.blocks])
