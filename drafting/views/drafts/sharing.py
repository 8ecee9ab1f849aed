"""Lending a draft out: links by which somebody without an account may read it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from drafting.actions import sharing as actions
from drafting.models import LentLink, SharedLink
from drafting.together_forms import ShareForm

from .desk import Desk, desk_to_edit


@login_required
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.lend(desk.draft, form.cleaned_data["label"], int(form.cleaned_data["days"]), desk.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "リンクを作りました。渡す相手にだけ伝えてください。")
            return redirect("draft_share", draft_id)
    links = [(link, address_of(request, "shared", link)) for link in SharedLink.live().filter(draft=desk.draft)]
    context = _context(desk) | {"form": form, "links": links}
    return render(request, "drafts/share.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end_share(request: HttpRequest, draft_id: UUID, link_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    actions.take_back(get_object_or_404(SharedLink, draft=desk.draft, pk=link_id))
    messages.success(request, "リンクを取り消しました。もう開けません。")
    return redirect("draft_share", draft_id)


def _context(desk: Desk) -> dict[str, object]:
    return {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}


def address_of(request: HttpRequest, name: str, link: LentLink) -> str:
    return request.build_absolute_uri(reverse(name, args=[link.token]))
