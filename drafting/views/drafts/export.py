"""書き出し.  An export is never blocked and never half-succeeds: bytes, or a page that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drafting.actions import drafts as actions
from drafting.intake.draft_file import to_bytes
from drafting.render.figure_docx import WORD
from drafting.whole_file import name_from

from .checking import counts
from .desk import Desk, desk_to_see, stage_context
from .visitors import open_to_guests


@dataclass(frozen=True)
class ExportFormat:
    label: str
    suffix: str
    content_type: str
    make: Callable[[Desk], bytes]


FORMATS = {
    "docx": ExportFormat("Word", "docx", WORD, lambda desk: desk.paper.docx(str(desk.draft.pk))),
    "pdf": ExportFormat("PDF", "pdf", "application/pdf", lambda desk: desk.paper.pdf),
    "text": ExportFormat("テキスト", "txt", "text/plain; charset=utf-8", lambda desk: desk.paper.text.encode()),
    "json": ExportFormat("下書きファイル", "json", "application/json", lambda desk: to_bytes(desk.file)),
}


@open_to_guests
@require_safe
def export(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    sheets = "と".join(dict.fromkeys(sheet.label for sheet in desk.paper.document.sheets))
    context = stage_context(desk, "draft_export") | {"sheets_label": sheets, "counts": counts(desk)}
    return render(request, "drafts/export.html", context)


@open_to_guests
@require_safe
def download(request: HttpRequest, draft_id: UUID, export_format: str) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    chosen = FORMATS.get(export_format)
    if chosen is None:
        raise Http404
    exported = chosen.make(desk)
    actions.record_export(desk.version, export_format, exported, desk.user)
    response = HttpResponse(exported, content_type=chosen.content_type)
    name = quote(f"{name_from(desk.draft.title)}.{chosen.suffix}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response
