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
from .export import export_page
from .visitors import open_to_guests

OVERTAKEN = "期限は、ほかの人が先に変えました。いま残っている期限を見てから、もう一度選んでください。"
UNKNOWN = (
    "どの期限を見て変えたのかが、送られたものから分かりませんでした。いまの期限を見てから、もう一度選んでください。"
)


@open_to_guests
@require_POST
def deadline(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Kept only if nobody else has entered another since the page was shown; else the page shows both."""
    desk = desk_to_edit(request, draft_id)
    form = DeadlineForm(request.POST, deadline=desk.draft.deadline)
    clears = "clear" in request.POST
    if not clears and not form.is_valid():
        return export_page(request, desk, deadline_form=form, status=422)
    wanted = None if clears else form.deadline
    if not form.is_as_seen or not actions.set_deadline(desk.draft.pk, wanted, desk.draft.deadline):
        messages.error(request, OVERTAKEN if form.names_what_was_seen else UNKNOWN)
        desk.draft.refresh_from_db(fields=["deadline"])
        both = DeadlineForm(request.POST, deadline=desk.draft.deadline)
        return export_page(request, desk, deadline_form=both, status=409)
    messages.success(request, "提出の期限を消しました。" if clears else "提出の期限を残しました。")
    return redirect("draft_export", draft_id)
