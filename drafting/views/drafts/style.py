"""The style of one draft: every part as its assembly has it or of the draft's own, with the paper beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from drafting import bridge
from drafting.actions.style_proposals import Proposal, Subject, proposals_of, propose_style
from drafting.compose.style import base_layer
from drafting.intake.draft_file import DraftFile
from drafting.models import Assembly
from drafting.style_controls import Below, StyleControls
from drafting.style_proposal_form import StyleProposalForm
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
            return _saved(request, desk, changed, redirect(_address(draft_id, controls.pressed_part())))
    else:
        desk = desk_to_see(request, draft_id)
        controls = controls_of(desk.file, desk.reading.assembly)
    context = {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}
    context |= {"controls": controls, "base": base_version(request, desk)}
    return render(request, "drafts/style.html", context, status=200 if controls.is_valid() else 422)


def _saved(request: HttpRequest, desk: Desk, changed: DraftFile, then: HttpResponse) -> HttpResponse:
    """HTMX leaves the fields as they are.  Where somebody else's change was taken in they would not say it, and the
    next change would take it back unseen: the page is made anew."""
    base, before = base_version(request, desk).number, desk.version.number
    response = save(request, desk, changed, then)
    is_overtaken = before > base or desk.version.number > before + 1
    if response is then and is_overtaken and request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return response


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What the draft changed of its style, offered as the assembly's; nothing else of the draft goes with it."""
    desk = desk_to_edit(request, draft_id)
    controls = controls_of(desk.file, desk.reading.assembly)
    if desk.reading.assembly is None or not controls.own_parts or desk.user is None:
        messages.error(request, "提案できる直しがありません。議会を選び、様式を直してから提案してください。")
        return redirect("draft_style", draft_id)
    subject = Subject(desk.reading.assembly, desk.file.kind, desk.file.proposer)
    form = StyleProposalForm(request.POST or None, controls=controls.own_parts)
    if form.is_valid() and _proposed(form, subject, desk):
        messages.success(request, "提案しました。ライブラリの編集者が確かめて、公開するかどうかを決めます。")
        return redirect("draft_style_propose", draft_id)
    earlier = proposals_of(desk.user).filter(entry__slug=subject.slug).prefetch_related("decisions")
    context = {"desk": desk, "draft": desk.draft, "section": "drafts", "form": form, "subject": subject}
    context |= {"earlier": earlier, "problems": problems_of(form)}
    return render(request, "drafts/style_propose.html", context, status=422 if form.errors else 200)


def _proposed(form: StyleProposalForm, subject: Subject, desk: Desk) -> bool:
    style = {key: value for key, value in desk.file.style.items() if key in form.chosen}
    proposal = Proposal(style, form.seen, form.cleaned_data["url"], form.cleaned_data["read_on"])
    assert desk.user is not None
    try:
        propose_style(subject, proposal, desk.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def problems_of(form: StyleProposalForm) -> list[tuple[str, str]]:
    """(id of the field, message) for the summary of errors."""
    return [
        (form[name].id_for_label if name in form.fields else "proposal-form", str(message))
        for name, many in form.errors.items()
        for message in many
    ]


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
