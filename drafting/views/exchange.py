"""The curators' screens for files: the library written out, a file looked at, taken in as one batch, and undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from drafting.actions import exchange
from drafting.exchange_forms import CSV, JSON, ConfirmForm, ExportForm, ImportForm
from drafting.models import EntryKind, ImportBatch, User
from drafting.models.risk import titles_of_entries

from .curation.desk import curator_of, curators_only, who_publishes

PROBLEMS_SHOWN = 100
CHANGES_A_PAGE = 30
BATCHES_A_PAGE = 20
EDITIONS_A_PAGE = 100
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


@curators_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    exchange.forget_old_previews()
    return _index(request, ImportForm())


@curators_only
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    form = ExportForm(request.GET)
    if not form.is_valid():
        return _index(request, ImportForm(), export_form=form, status=422)
    kinds = [kind for kind in EntryKind if kind in form.cleaned_data["kind"]]
    try:
        content, extension = _written(kinds, form.cleaned_data["format"])
    except ValidationError as error:
        form.add_error("format", error)
        return _index(request, ImportForm(), export_form=form, status=422)
    name = f"library-{timezone.localdate():%Y%m%d}.{extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[extension], headers=headers)


@curators_only
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A file that can be taken goes on to its preview; one that cannot is told in full, and nothing is kept."""
    exchange.forget_old_previews()
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _index(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        batch = exchange.preview(file.read(), file.name, curator_of(request))
    except exchange.Refused as refused:
        return _index(request, form, problems=refused.problems, file_name=file.name, status=422)
    except exchange.Unreadable as error:
        form.add_error("file", error)
        return _index(request, form, status=422)
    return redirect("exchange_batch", batch.pk)


@curators_only
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = _batch(batch_id)
    if found.state == ImportBatch.State.PREVIEW:
        return _preview(request, _own_preview(batch_id, curator_of(request)))
    editions = found.editions.select_related("edition__entry")
    page = Paginator(editions, EDITIONS_A_PAGE).get_page(request.GET.get("page"))
    can_be_undone = found.state == ImportBatch.State.CONFIRMED and any(
        one.edition and not one.why_it_stays for one in editions
    )
    named = titles_of_entries([one.slug for one in page])
    rows = [(one, named.get(one.slug, one.slug)) for one in page]
    context = {"batch": found, "page": page, "rows": rows, "can_be_undone": can_be_undone, "section": "curation"}
    return render(request, "exchange/batch.html", context)


@curators_only
@require_POST
def confirm(request: HttpRequest, batch_id: int) -> HttpResponse:
    curator = curator_of(request)
    found = _own_preview(batch_id, curator)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _preview(request, found, form)
    try:
        count = exchange.confirm(found, curator, form.cleaned_data["reason"], form.cleaned_data["shown"])
    except exchange.Refused:
        return _preview(request, found)
    except ValidationError as error:
        form.add_error(None, error)
        return _preview(request, found, form)
    messages.success(request, f"{count}件を読み込み、公開待ちにしました。{who_publishes(curator)}")
    return redirect("exchange_batch", found.pk)


@curators_only
@require_POST
def throw_away(request: HttpRequest, batch_id: int) -> HttpResponse:
    exchange.throw_away(_own_preview(batch_id, curator_of(request)))
    messages.success(request, "読み込みをやめました。何も変わっていません。")
    return redirect("exchange")


@curators_only
@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = _batch(batch_id)
    try:
        undone = exchange.undo(found, curator_of(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("exchange_batch", found.pk)
    stay = f"{len(undone.stay)}件は残っています。理由は下の表にあります。" if undone.stay else ""
    messages.success(request, f"読み込みを取り消し、{undone.taken_back}件を消しました。{stay}")
    return redirect("exchange_batch", found.pk)


def _index(
    request: HttpRequest,
    form: ImportForm,
    *,
    export_form: ExportForm | None = None,
    problems: list[exchange.Problem] | None = None,
    file_name: str = "",
    status: int = 200,
) -> HttpResponse:
    page = Paginator(_batches(curator_of(request)), BATCHES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "export_form": export_form or ExportForm(),
        "file_name": file_name,
        "page": page,
        "section": "curation",
        **_shown(problems or []),
    }
    return render(request, "exchange/index.html", context, status=status)


def _preview(request: HttpRequest, found: ImportBatch, form: ConfirmForm | None = None) -> HttpResponse:
    """What it would do now.  The library may have changed since the file was sent, even so that it no longer fits."""
    context: dict[str, Any] = {"batch": found, "section": "curation"}
    try:
        plan = exchange.plan_for(found)
    except exchange.Refused as refused:
        return render(request, "exchange/preview.html", context | _shown(refused.problems), status=422)
    page = Paginator(plan.changes, CHANGES_A_PAGE).get_page(request.GET.get("page"))
    form = form or ConfirmForm()
    context |= {"plan": plan, "page": page, "form": form, "who_publishes": who_publishes(curator_of(request))}
    return render(request, "exchange/preview.html", context, status=422 if form.errors else 200)


def _shown(problems: list[exchange.Problem]) -> dict[str, Any]:
    return {
        "problems": problems[:PROBLEMS_SHOWN],
        "count": len(problems),
        "rest": max(0, len(problems) - PROBLEMS_SHOWN),
    }


def _batches(curator: User) -> Any:
    """Everybody's that were taken in; previews only one's own."""
    rows = ImportBatch.objects.defer("content").select_related("made_by")
    return rows.exclude(state=ImportBatch.State.PREVIEW) | rows.filter(made_by=curator)


def _batch(batch_id: int) -> ImportBatch:
    found = ImportBatch.objects.select_related("made_by", "undone_by").filter(pk=batch_id).first()
    if found is None:
        raise Http404
    return found


def _own_preview(batch_id: int, curator: User) -> ImportBatch:
    """A preview belongs to who sent the file: he becomes the author of what it brings."""
    found = _batch(batch_id)
    fresh = timezone.now() - found.made_at < ImportBatch.PREVIEW_LIFE
    if found.state != ImportBatch.State.PREVIEW or found.made_by_id != curator.pk or not fresh:
        raise Http404
    return found


def _written(kinds: list[EntryKind], form: str) -> tuple[bytes, str]:
    """The file, and what its name ends in."""
    if form == JSON:
        return exchange.to_json(kinds), "json"
    if form == CSV:
        return (exchange.to_csv(kinds[0]), "csv") if len(kinds) == 1 else (exchange.to_zip(kinds), "zip")
    return exchange.to_xlsx(kinds), "xlsx"
