"""元に戻す and やり直す in the head of the composer; the page then says what was taken back, and where it stands."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from drafting.actions import drafts as actions
from drafting.actions import undo
from drafting.actions.undo import Stepped
from drafting.intake.edit import ids_of

from .desk import Desk, desk_to_edit
from .saving import conflict_page
from .stepping import STEPPED, asked_back, told
from .visitors import open_to_guests

DEEDS = {"undo": undo.undo, "redo": undo.redo}

NOTHING = "元に戻すものも、やり直すものもありません。"


@open_to_guests
@require_POST
def step(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One's own last step is taken back, or brought again; the page then stands at the place that changed."""
    desk = desk_to_edit(request, draft_id)
    take = DEEDS.get(request.POST.get("do", ""))
    if take is None:
        raise Http404
    try:
        stepped = take(draft_id, desk.user)
    except actions.Conflict as conflict:
        # Somebody changed the same place since: the writer chooses, as between any two changes.
        return conflict_page(request, desk, conflict)
    if stepped is None:
        messages.info(request, NOTHING)
    return HttpResponseRedirect(_place(request, desk, stepped))


def _place(request: HttpRequest, desk: Desk, stepped: Stepped | None) -> str:
    """The page where the button stood, and what it says; by default the text, open where the writer was writing."""
    opened = request.POST.get("open", "")
    blocks = ids_of(actions.file_of(stepped.version) if stepped else desk.file)
    address = reverse("draft_text", args=[desk.draft.pk])
    if asked := asked_back(request):
        address = asked["Location"]
    elif opened in blocks:
        address += f"?open={opened}"
    if stepped:
        address = told(address, STEPPED, stepped.version.number)
    place = next((unit for unit in (stepped.units if stepped else ()) if unit in blocks), opened)
    return address.partition("#")[0] + (f"#{place}" if place in blocks else "")
