"""点検 and 書き出し.  An export is never blocked and never half-succeeds: bytes, or a page that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from drafting.actions import drafts as actions
from drafting.checks import Finding, Severity
from drafting.intake.draft_file import to_bytes
from drafting.intake.edit import BlockGone, place_of
from drafting.render.figure_docx import WORD
from drafting.whole_file import name_from

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


@dataclass(frozen=True)
class Shown:
    """A finding with the place that it is about, in words and as a link."""

    finding: Finding
    place: str
    url: str


@open_to_guests
@require_safe
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    context = stage_context(desk, "draft_check") | {"findings": _shown(desk), "counts": _counts(desk)}
    return render(request, "drafts/check.html", context)


@open_to_guests
@require_safe
def export(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    sheets = "と".join(dict.fromkeys(sheet.label for sheet in desk.paper.document.sheets))
    context = stage_context(desk, "draft_export") | {"sheets_label": sheets, "counts": _counts(desk)}
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


def _counts(desk: Desk) -> list[tuple[Severity, int]]:
    findings = desk.paper.findings
    counted = [(severity, sum(1 for f in findings if f.severity is severity)) for severity in Severity]
    return [(severity, count) for severity, count in counted if count]


def _shown(desk: Desk) -> list[Shown]:
    return [Shown(finding, *_place(desk, finding.where)) for finding in desk.paper.findings]


PLACES = {
    "title": ("件名", "draft_kind"),
    "assembly": ("議会", "draft_kind"),
    "kind": ("文書の種類", "draft_kind"),
    "body": ("本文", "draft_text"),
    "preamble": ("書き出し", "draft_text"),
    "reasons": ("提案理由", "draft_demands"),
    "summary": ("趣旨", "draft_demands"),
    "lead": ("記の前の文", "draft_demands"),
    "demands": ("記", "draft_demands"),
    "addressees": ("宛先", "draft_demands"),
    "signatories": ("提出者", "draft_demands"),
    "date": ("日付", "draft_demands"),
    "letter_date": ("意見書の日付", "draft_demands"),
    "presiding_officer": ("議長", "draft_demands"),
    "bill_number": ("番号", "draft_demands"),
    "article": ("会議規則の条", "draft_demands"),
    "supporters_required": ("賛成者", "draft_demands"),
}


def _place(desk: Desk, where: str) -> tuple[str, str]:
    """Where a finding leads: the stage, and the block or field on it."""
    pk = desk.draft.pk
    try:
        place = place_of(desk.file, where) + 1
    except BlockGone:
        field = where.removeprefix("style.").partition("[")[0]
        label, stage = PLACES.get(field, ("様式", "draft_kind"))
        return label, reverse(stage, args=[pk]) + f"#id_{field}"
    if any(demand.id == where for demand in desk.file.demands):
        return f"記の{place}", reverse("draft_demands", args=[pk]) + f"#{where}"
    return f"本文 {place}番目の段落", reverse("draft_text", args=[pk]) + f"?open={where}#{where}"
