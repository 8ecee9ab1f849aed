"""The day on which a draft must be handed in, as its writers entered it; nothing is computed from rules."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from drafting.actions import drafts as actions
from drafting.export_forms import DeadlineForm

from .desk import desk_to_edit
from .visitors import open_to_guests


@open_to_guests
@require_POST
def deadline(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    form = DeadlineForm(request.POST)
    if "clear" in request.POST:
        actions.set_deadline(desk.draft, None)
        messages.success(request, "提出の期限を消しました。")
    elif form.is_valid():
        actions.set_deadline(desk.draft, form.deadline)
        messages.success(request, "提出の期限を残しました。")
    else:
        said = "".join(
            f"{form.fields[name].label}：{''.join(map(str, errors))}" for name, errors in form.errors.items()
        )
        messages.error(request, f"期限は変えていません。{said}")
    return redirect("draft_export", draft_id)
