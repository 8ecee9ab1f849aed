"""The style of one draft: every part as its assembly has it or of the draft's own, with the paper beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from drafting import bridge
from drafting.compose.style import base_layer
from drafting.intake.draft_file import DraftFile
from drafting.models import Assembly
from drafting.style_controls import Below, StyleControls
from drafting.views.styles import basis_of

from .desk import Desk, desk_to_edit, desk_to_see
from .saving import base_file, base_version, save
from .visitors import open_to_guests


@open_to_guests
@require_http_methods(["GET", "POST"])
def style(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One form, sent whole at each change; what differs from the assembly's style becomes the draft's own."""
    if request.method == "POST":
        desk = desk_to_edit(request, draft_id)
        base = base_file(request, desk)
        controls = controls_of(base, _assembly(desk, base), request.POST)
        if controls.is_valid():
            changed = bridge.moved_to(base, replace(base, style=controls.layer))
            return save(request, desk, changed, redirect(_address(draft_id, controls.pressed_part())))
    else:
        desk = desk_to_see(request, draft_id)
        controls = controls_of(desk.file, desk.reading.assembly)
    context = {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}
    context |= {"controls": controls, "base": base_version(request, desk)}
    return render(request, "drafts/style.html", context, status=200 if controls.is_valid() else 422)


def controls_of(file: DraftFile, assembly: Assembly | None, posted: QueryDict | None = None) -> StyleControls:
    """Over the style that the file's assembly has."""
    rows = bridge.house_styles(assembly, file.kind, file.proposer)
    grounds = bridge.explained(rows, file.kind, file.proposer)
    layers = [base_layer(file.kind, file.proposer), *(row.style for row in rows)]
    return StyleControls(file.kind, layers, in_words(grounds), file.style, posted)


def in_words(grounds: Mapping[str, bridge.Grounds]) -> dict[str, Below]:
    return {part: Below(one.value, basis_of(one)) for part, one in grounds.items()}


def _assembly(desk: Desk, file: DraftFile) -> Assembly | None:
    return desk.reading.assembly if file is desk.file else bridge.assembly_named(file.assembly)


def _address(draft_id: UUID, part: str) -> str:
    place = f"#s-{part.replace('.', '-')}" if part else ""
    return reverse("draft_style", args=[draft_id]) + place
