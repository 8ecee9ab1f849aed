"""The contents page of a draft, copies, and putting away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drafting import access
from drafting.actions import drafts as actions
from drafting.models import Draft, User

from .desk import STAGES, Desk, desk_to_edit, desk_to_see
from .talk import open_counts
from .visitors import after_start, begin_draft, open_to_guests


@open_to_guests
@require_safe
def contents(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    states = _states(desk)
    stages = [{"url": url, "name": name, "state": states[url]} for url, name in STAGES]
    here = next((url for url, _ in STAGES if states[url] in NOT_YET), "draft_check")
    context = {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}
    context |= {"stages": stages, "here": here, "may_give": access.may_give_away(request.user, desk.draft)}
    context["talked"] = sum(open_counts(desk.draft).values())
    return render(request, "drafts/contents.html", context)


A_PAGE = 50
NOT_YET = ("まだ選んでいません", "まだ文がありません", "まだ書いていません")


@open_to_guests
@require_POST
def copy(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    made = begin_draft(request, actions.file_of(desk.draft))
    messages.success(request, "写しを作りました。元の文書はそのままです。")
    return redirect(after_start(made, "draft"), made.pk)


@open_to_guests
@require_POST
def discard_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    if desk.draft.guest_until:
        # Nobody would have a list from which to bring it back.
        return redirect("draft_erase", draft_id)
    actions.discard(desk.draft)
    messages.success(request, f"「{desk.draft.title}」をしまいました。「しまった文書」から戻せます。")
    return redirect("home")


@login_required
@require_safe
def discarded(request: HttpRequest) -> HttpResponse:
    found = access.drafts_discarded_by(request.user).order_by("-discarded_at", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "drafts/discarded.html", {"drafts": page, "page": page, "section": "drafts"})


@login_required
@require_POST
def bring_back_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft: Draft | None = access.drafts_discarded_by(request.user).filter(pk=draft_id).first()
    if draft is None or not isinstance(request.user, User):
        raise Http404
    actions.bring_back(draft)
    messages.success(request, f"「{draft.title}」を戻しました。")
    return redirect("draft", draft_id)


def _states(desk: Desk) -> dict[str, str]:
    """The state of each stage in words."""
    content = desk.reading.content
    assembly = desk.reading.assembly
    arguments = sum(1 for block in content.body if block.origin is not None)
    findings = len(desk.findings)
    exported = desk.draft.versions.filter(exports__isnull=False).exists()
    return {
        "draft_kind": f"{content.kind.label}、{assembly.value.assembly_name}" if assembly else "まだ選んでいません",
        "draft_arguments": f"{arguments}件" if arguments else "まだ選んでいません",
        "draft_text": f"{len(content.body)}段落、{desk.paper.made.fit}" if content.body else "まだ文がありません",
        "draft_demands": f"記 {len(content.demands)}件" if content.demands else "まだ書いていません",
        "draft_check": f"{findings}件" if findings else "残っていることはありません",
        "draft_export": "書き出しました" if exported else "まだ書き出していません",
    }
