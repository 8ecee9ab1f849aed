"""会派間の合意, as those who write see it: how the groups stand, and what makes their answers text."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.actions import agreeing as deeds
from drafting.actions import agreements, notices
from drafting.actions import sharing as actions
from drafting.actions.drafts import name_version
from drafting.intake import edit
from drafting.intake.draft_file import DemandEntry, DraftFile
from drafting.models import AgreementLink, DraftVersion, Notice, User
from drafting.together_forms import AskGroupForm

from .agreement_rows import page_of
from .desk import Desk, desk_to_edit
from .saving import base_file, base_version, save
from .sharing import address_of
from .stepping import done_of, saved_with_a_way_back
from .texts import back_to_text

Cause = DraftVersion.Cause
CHANGED = "この画面を開いたあとで、会派の答えか文が変わりました。今のものを見て、もう一度決めてください。"


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
    if desk.user:
        notices.mark_seen(desk.user, desk.draft, Notice.Kind.MARKED)
    return _page(request, desk, form)


@login_required
@require_safe
def summary(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """On one sheet, for those who meet about it: every block against every group, then the reasons."""
    desk = desk_to_edit(request, draft_id)
    context = _context(desk) | {"page": page_of(desk), "day": timezone.localdate()}
    return render(request, "drafts/agreement_summary.html", context)


@login_required
@require_POST
def change(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One block: out, in the words that a group wished (reword), or the writers' own to be changed (own)."""
    desk = desk_to_edit(request, draft_id)
    block, deed = request.POST.get("block", ""), request.POST.get("do", "")
    try:
        changed = _changed(request, desk, base_file(request, desk), block, deed)
    except edit.BlockGone:
        changed = None
    if changed is None:
        messages.error(request, CHANGED)
        return redirect("draft_agreement", draft_id)
    if deed == "own":
        return save(request, desk, changed, _to_be_written(desk, block), cause=Cause.AGREED)
    before, then = desk.version.number, _back(draft_id, block)
    response = save(request, desk, changed, then, cause=Cause.AGREED)
    return saved_with_a_way_back(request, desk, response, before, deed)


@login_required
@require_POST
def adopt(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The text that nobody refuses becomes the text of this draft; only what the page said would go."""
    desk = desk_to_edit(request, draft_id)
    lost = agreements.table_of(desk.draft, desk.file).result.lost
    if not lost or set(request.POST.getlist("lost")) != set(lost):
        messages.error(request, CHANGED)
        return redirect("draft_agreement", draft_id)
    before, then = desk.version.number, _back(draft_id)
    agreed = deeds.without(base_file(request, desk), lost)
    response = save(request, desk, agreed, then, cause=Cause.AGREED)
    if response is then and desk.version.number != before:
        name_version(desk.version, deeds.NAME, desk.user)
    return saved_with_a_way_back(request, desk, response, before, "agreed")


@login_required
@require_POST
def copy_agreed(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    assert isinstance(desk.user, User)
    made = deeds.agreed_copy(desk.draft, desk.user, desk.draft.group)
    messages.success(request, "どの会派も「否」としなかった文だけで、写しを作りました。元の文書はそのままです。")
    return redirect("draft", made.pk)


@login_required
@require_POST
def end_link(request: HttpRequest, draft_id: UUID, link_id: UUID) -> HttpResponse:
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


def _changed(request: HttpRequest, desk: Desk, base: DraftFile, block: str, deed: str) -> DraftFile | None:
    """None where the group wishes other words by now than those that the page showed."""
    match deed:
        case "out":
            return edit.remove(base, block)
        case "own":
            return deeds.as_own(base, block)
        case "reword":
            marks = agreements.table_of(desk.draft, desk.file).marks
            mark = marks.get((request.POST.get("group", ""), block))
            seen = mark and mark.wording and agreements.text_hash(mark.wording) == request.POST.get("seen", "")
            return deeds.reworded(base, block, mark.wording) if mark and seen else None
        case _:
            raise Http404


def _to_be_written(desk: Desk, block: str) -> HttpResponseRedirect:
    """Where the words of the block can be changed."""
    if isinstance(edit.block_of(desk.file, block), DemandEntry):
        return HttpResponseRedirect(reverse("draft_demands", args=[desk.draft.pk]) + f"#{block}")
    return back_to_text(desk, block, block)


def _back(draft_id: UUID, block: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("draft_agreement", args=[draft_id]) + f"#stand-{block}" * bool(block))


def _page(request: HttpRequest, desk: Desk, form: AskGroupForm) -> HttpResponse:
    links = AgreementLink.objects.filter(draft=desk.draft, withdrawn_at=None)
    context = _context(desk) | {
        "form": form,
        "links": [(link, address_of(request, "agree", link)) for link in links],
        "page": page_of(desk),
        "shows_marks": agreements.shows_marks(desk.draft),
        "base": base_version(request, desk),
        "done": done_of(request, desk),
        "agreed_before": deeds.agreed_before(desk.draft, desk.file),
    }
    return render(request, "drafts/agreement.html", context, status=422 if form.is_bound else 200)


def _context(desk: Desk) -> dict[str, object]:
    return {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}
