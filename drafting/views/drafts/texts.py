"""Stage 3: the text in blocks, the paper beside it.  Every button is a plain POST; HTMX only spares the reload."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drafting import bridge
from drafting.compose.kinds import Citations, Register
from drafting.forms import TextSettingsForm

from .block_views import OpenForms, block_views
from .checking import shown
from .desk import Desk, desk_to_edit, desk_to_see, stage_context
from .paper import paper_context
from .saving import base_file, base_version, save
from .shelf import OF_THE_BODY, search_shelf
from .stepping import done_of, step_told
from .visitors import open_to_guests

# Letters on a paper of about five full pages.
LONG_PAPER = 8_000


@open_to_guests
@require_safe
def compose_text(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    open_id = request.GET.get("open", "") if desk.may_edit else ""
    return screen(request, desk, open_id)


@open_to_guests
@require_POST
def settings(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Register, notes and opening paragraph; another register says the library's untouched texts anew."""
    desk = desk_to_edit(request, draft_id)
    base = base_file(request, desk)
    form = TextSettingsForm(request.POST)
    if not form.is_valid():
        return screen(request, desk, "", settings_form=form, status=422)
    changed = replace(
        base,
        register=Register(form.cleaned_data["register"]),
        citations=Citations(form.cleaned_data["citations"]),
        preamble=form.cleaned_data["preamble"],
    )
    if changed.register is not base.register:
        changed = bridge.moved_to(base, changed)
    return save(request, desk, changed, redirect("draft_text", draft_id))


def _comes_later(request: HttpRequest, desk: Desk) -> bool:
    """Laying out many pages takes seconds: the text does not wait for them, unless the paper itself is asked for."""
    is_long = len(desk.paper.text) > LONG_PAPER
    return is_long and "paper" not in request.GET and desk.paper.known_pages is None


def back_to_text(desk: Desk, open_id: str, place: str, *shown: str) -> HttpResponseRedirect:
    """To a place of the text, with a paragraph open or none; `shown`: parts of the page that are asked for."""
    query = urlencode(({"open": open_id} if open_id else {}) | dict.fromkeys(shown, "1"))
    address = reverse("draft_text", args=[desk.draft.pk])
    return HttpResponseRedirect(address + f"?{query}" * bool(query) + f"#{place}" * bool(place))


def screen(
    request: HttpRequest,
    desk: Desk,
    open_id: str,
    *,
    forms: OpenForms | None = None,
    settings_form: TextSettingsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    file = desk.file
    initial = {"register": file.register, "citations": file.citations, "preamble": file.preamble}
    shelf = search_shelf(request, desk, kinds=OF_THE_BODY) if "add" in request.GET else None
    found = shown(desk) if "found" in request.GET and not shelf else None
    blocks = block_views(desk, open_id, forms)
    context = stage_context(desk, "draft_text") | {
        "blocks": blocks,
        "writes": any(block.forms for block in blocks),
        "open_id": open_id,
        "splits": "split" in request.GET,
        "sought": next((one.between(request.GET.get("find", "")) for one in blocks if one.forms), ""),
        "settings_form": settings_form or TextSettingsForm(initial=initial),
        "found": found,
        "shelf": shelf,
        "saved": desk.version,
        "base": base_version(request, desk),
        "done": done_of(request, desk),
        "step": step_told(request, desk),
        "unsaved": forms is not None or settings_form is not None,
    }
    if shelf is None and found is None:
        later = _comes_later(request, desk)
        context |= {"comes": True} if later else paper_context(desk, open_id)
    return render(request, "drafts/text.html", context, status=status)
