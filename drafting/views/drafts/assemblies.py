"""ほかの議会にも: assemblies chosen, a run started, watched, stopped, taken up, fetched and removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.bridge import Moving
from drafting.models import Assembly, PaperRun, User
from drafting.runs import ordering
from drafting.runs.store import Store
from drafting.whole_file import name_from

from .assembly_choice import AssemblyChoice, Foreseen
from .desk import Desk, desk_to_edit, desk_to_see

SHOWN_FAILURES = 50
# A worker looks every second; after this one says that none may be running.
SOON = timedelta(seconds=10)


@login_required
@require_http_methods(["GET", "POST"])
def assemblies(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_edit(request, draft_id) if request.method == "POST" else desk_to_see(request, draft_id)
    _not_a_guests(desk)
    form = AssemblyChoice(request.POST if request.method == "POST" else None, initial={"region": _region_of(desk)})
    starts = "start" in request.POST and form.is_valid() and _as_seen(form)
    if starts and (new := _started(desk, form)):
        return redirect("draft_run", draft_id, new.pk)
    context = _context(desk) | {"form": form, "runs": desk.draft.runs.annotate(**COUNTS)}
    if form.is_bound and form.is_valid():
        context["foreseen"] = Foreseen(Moving(desk.file), form.assemblies)
    return render(request, "runs/choose.html", context, status=422 if form.errors else 200)


COUNTS = {
    "chosen": Count("papers"),
    "made": Count("papers", filter=Q(papers__state="made")),
    "failed": Count("papers", filter=Q(papers__state="failed")),
}


@login_required
@require_safe
def run(request: HttpRequest, draft_id: UUID, run_id: int) -> HttpResponse:
    """The page, or for HTMX the part of it that changes."""
    desk = desk_to_see(request, draft_id)
    context = _context(desk) | _progress(_run_of(desk, run_id))
    of_htmx = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "runs/_progress.html" if of_htmx else "runs/run.html", context)


@login_required
@require_safe
def fetch(request: HttpRequest, draft_id: UUID, run_id: int) -> FileResponse:
    desk = desk_to_see(request, draft_id)
    found = _run_of(desk, run_id)
    packed = Store(found.folder).packed
    if not found.packed_bytes or not packed.is_file() or found.kept_until < timezone.now():
        raise Http404
    made = found.papers.filter(state="made").count()
    name = f"{name_from(str(found.version.content['title']))}_{made}議会.zip"
    ordering.record_fetched(found, desk.user)
    answer = FileResponse(packed.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def stop(request: HttpRequest, draft_id: UUID, run_id: int) -> HttpResponse:
    return _changed(request, draft_id, run_id, ordering.ask_to_stop)


@login_required
@require_POST
def go_on(request: HttpRequest, draft_id: UUID, run_id: int) -> HttpResponse:
    return _changed(request, draft_id, run_id, ordering.go_on)


@login_required
@require_POST
def try_again(request: HttpRequest, draft_id: UUID, run_id: int) -> HttpResponse:
    return _changed(request, draft_id, run_id, ordering.try_again)


@login_required
@require_POST
def remove(request: HttpRequest, draft_id: UUID, run_id: int) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    ordering.remove(_run_of(desk, run_id))
    messages.success(request, "一括作成を消しました。文書はそのままです。")
    return redirect("draft_assemblies", draft_id)


def _changed(request: HttpRequest, draft_id: UUID, run_id: int, change: Callable[[PaperRun], None]) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    try:
        change(_run_of(desk, run_id))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("draft_run", draft_id, run_id)


def _started(desk: Desk, form: AssemblyChoice) -> PaperRun | None:
    assert isinstance(desk.user, User)
    try:
        return ordering.start(desk.version, form.assemblies, form.cleaned_data["formats"], desk.user)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _as_seen(form: AssemblyChoice) -> bool:
    """Without having seen it, or where the choice was changed since, it is shown first."""
    return bool(form.cleaned_data["seen"] == form.mark)


def _run_of(desk: Desk, run_id: int) -> PaperRun:
    found = desk.draft.runs.select_related("version", "started_by").filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found


def _region_of(desk: Desk) -> str:
    home = Assembly.objects.named(desk.file.assembly).first() if desk.file.assembly else None
    return home.prefecture if home else ""


def _not_a_guests(desk: Desk) -> None:
    """What runs for hours and lies for days needs somebody to whom it belongs."""
    if desk.draft.guest_until is not None:
        raise Http404


def _context(desk: Desk) -> dict[str, Any]:
    return {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}


def _progress(found: PaperRun) -> dict[str, Any]:
    counts = found.papers.aggregate(
        chosen=Count("pk"), made=Count("pk", filter=Q(state="made")), failed=Count("pk", filter=Q(state="failed"))
    )
    state = found.current_state
    left_alone = state is PaperRun.State.RUNNING and not Store(found.folder).is_worked_on
    return counts | {
        "run": found,
        "state": state,
        "done": counts["made"] + counts["failed"],
        "left_alone": left_alone,
        "renews": state.is_active and not left_alone,
        "waits_long": state is PaperRun.State.WAITING and timezone.now() - found.started_at > SOON,
        "failures": found.papers.filter(state="failed").select_related("assembly")[:SHOWN_FAILURES],
        "more_failures": max(0, counts["failed"] - SHOWN_FAILURES),
    }
