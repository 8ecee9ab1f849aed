"""Lending a draft out: links to read it, and links by which groups say how they stand to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from drafting.actions import agreements
from drafting.actions import sharing as actions
from drafting.compose.japanese import width
from drafting.models import AgreementLink, LentLink, SharedLink, User
from drafting.together_forms import AskGroupForm, ShareForm

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
    links = [(link, _address(request, "shared", link)) for link in SharedLink.live().filter(draft=desk.draft)]
    context = _context(desk) | {"form": form, "links": links}
    return render(request, "drafts/share.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def end_share(request: HttpRequest, draft_id: UUID, link_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    actions.take_back(get_object_or_404(SharedLink, draft=desk.draft, pk=link_id))
    messages.success(request, "リンクを取り消しました。もう開けません。")
    return redirect("draft_share", draft_id)


@login_required
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """How the groups stand, what they could agree on, and the links that ask them."""
    desk = desk_to_edit(request, draft_id)
    form = AskGroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_group(desk.draft, form.cleaned_data["group_name"], int(form.cleaned_data["days"]), desk.user)
        except ValidationError as error:
            form.add_error("group_name", error)
        else:
            messages.success(request, "リンクを作りました。その会派にだけ伝えてください。")
            return redirect("draft_agreement", draft_id)
    return _agreement_page(request, desk, form)


@login_required
@require_POST
def end_agreement_link(request: HttpRequest, draft_id: UUID, link_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    link = get_object_or_404(AgreementLink, draft=desk.draft, pk=link_id)
    actions.take_back(link)
    messages.success(request, f"「{link}」のリンクを取り消しました。この会派の答えは、数えなくなります。")
    return redirect("draft_agreement", draft_id)


@login_required
@require_POST
def show_marks(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    agreements.show_marks(desk.draft, shown := "show" in request.POST)
    told = "互いの答えを見せることにしました。" if shown else "互いの答えを見せないことにしました。"
    messages.success(request, told + "どの会派の画面にも、そのことが出ます。")
    return redirect("draft_agreement", draft_id)


@login_required
@require_POST
def copy_agreed(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    assert isinstance(desk.user, User)
    made = agreements.agreed_copy(desk.draft, desk.user, desk.draft.group)
    messages.success(request, "どの会派も「否」としなかった文だけで、写しを作りました。元の文書はそのままです。")
    return redirect("draft", made.pk)


def _agreement_page(request: HttpRequest, desk: Desk, form: AskGroupForm) -> HttpResponse:
    table = agreements.table_of(desk.draft, desk.file)
    blocks = {block.id: block for block in table.blocks}
    result = table.result
    links = AgreementLink.objects.filter(draft=desk.draft, withdrawn_at=None)
    context = _context(desk) | {
        "form": form,
        "links": [(link, _address(request, "agree", link)) for link in links],
        "table": table,
        "lost": [blocks[block] for block in result.lost],
        "lost_lines": sum(_lines(blocks[block].text, desk) for block in result.lost),
        "conditions": [(blocks[mark.block], mark) for mark in result.conditions],
        "changes": [(blocks[change.block], change) for change in result.changes],
        "unanswered": [(group, len(missing)) for group, missing in result.unanswered.items() if missing],
        "shows_marks": agreements.shows_marks(desk.draft),
    }
    return render(request, "drafts/agreement.html", context, status=422 if form.is_bound else 200)


def _lines(text: str, desk: Desk) -> int:
    """On the grid of the paper, the first line one character in."""
    a_line = desk.reading.content.style.page.chars_per_line
    return sum(max(1, -(-int(width(part) + 1) // a_line)) for part in text.splitlines() or [""])


def _context(desk: Desk) -> dict[str, object]:
    return {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}


def _address(request: HttpRequest, name: str, link: LentLink) -> str:
    return request.build_absolute_uri(reverse(name, args=[link.token]))
