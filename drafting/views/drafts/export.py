"""書き出す: the papers that go with a draft, one by one or as one ZIP.

An export is never blocked and never half-succeeds: bytes, or a page that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from drafting import bridge
from drafting.actions.exports import Exported, record_exports
from drafting.compose.package import Part, Speech, label_of, questions_of, shorter_speeches, whole_speech
from drafting.compose.package.speech import opening
from drafting.compose.package.spoken import minutes_in
from drafting.export_forms import DeadlineForm, PackageForm
from drafting.intake.draft_file import to_bytes
from drafting.package import FORMATS as PART_FORMATS
from drafting.package import Package, available, zipped
from drafting.render.figure_docx import WORD
from drafting.whole_file import name_from

from .checking import counts
from .counting import Counted, count, known
from .desk import Desk, desk_to_see, stage_context
from .visitors import open_to_guests

ZIP = "application/zip"


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
# Sent when a letter has been passed, or needed by few: there, but not chosen at first.
NOT_AT_FIRST = (Part.DEBATE, Part.PER_ADDRESSEE)


@dataclass(frozen=True)
class Row:
    """A paper on the screen; its pages are counted one by one, what is spoken and asked is known at once."""

    part: Part
    label: str
    chosen: bool
    pages: int | None = None
    minutes: int = 0
    questions: int = 0
    speech: Speech | None = None
    shorter: tuple[Cut, ...] = ()


@dataclass(frozen=True)
class Cut:
    """A speech cut to some minutes."""

    key: str
    label: str
    speech: Speech
    left_out: tuple[str, ...]


@open_to_guests
@require_safe
def export(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    return export_page(request, desk_to_see(request, draft_id))


@open_to_guests
@require_safe
def count_pages(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """For the page that is already shown: the pages of one paper, or else all rows anew as far as they are known."""
    return export_page(request, desk_to_see(request, draft_id), "drafts/_export_counts.html")


@open_to_guests
@require_safe
def package(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Those chosen; all where the bare address is asked for."""
    desk = desk_to_see(request, draft_id)
    backing = bridge.backing_of(desk.reading)
    form = _form(request, desk, available(desk.reading.content, backing))
    if not form.is_valid():
        return export_page(request, desk, status=422)
    made = Package(desk.reading.content, backing, form.options, form.chosen)
    files = list(made.files(str(desk.draft.pk)))
    whole = zipped(files)
    _record(desk, [Exported(file.part, file.format, file.content) for file in files] + [Exported("", "zip", whole)])
    return _attachment(request, desk, whole, ZIP, f"{name_from(desk.draft.title)}_一式.zip")


@open_to_guests
@require_safe
def part(request: HttpRequest, draft_id: UUID, key: str, export_format: str) -> HttpResponse:
    """One paper alone: speech, speech-3, qa."""
    desk = desk_to_see(request, draft_id)
    backing = bridge.backing_of(desk.reading)
    options = _form(request, desk, available(desk.reading.content, backing)).options
    paper = Package(desk.reading.content, backing, options).paper(key)
    if paper is None or export_format not in PART_FORMATS:
        raise Http404
    document_id = str(desk.draft.pk) if paper.part is Part.DOCUMENT else ""
    exported = PART_FORMATS[export_format](paper.paper, document_id)
    _record(desk, [Exported(paper.part, export_format, exported)])
    name = paper.file_name(desk.draft.title, export_format)
    return _attachment(request, desk, exported, FORMATS[export_format].content_type, name)


@open_to_guests
@require_safe
def download(request: HttpRequest, draft_id: UUID, export_format: str) -> HttpResponse:
    """The document itself, or the draft as a file."""
    return exported_file(request, desk_to_see(request, draft_id), export_format)


def exported_file(request: HttpRequest, desk: Desk, export_format: str) -> HttpResponse:
    """As a download, noted with the version that it was made of."""
    chosen = FORMATS.get(export_format)
    if chosen is None:
        raise Http404
    exported = chosen.make(desk)
    paper = "" if export_format == "json" else Part.DOCUMENT.value
    _record(desk, [Exported(paper, export_format, exported)])
    return _attachment(request, desk, exported, chosen.content_type, f"{name_from(desk.draft.title)}.{chosen.suffix}")


def export_page(
    request: HttpRequest,
    desk: Desk,
    template: str = "drafts/export.html",
    *,
    deadline_form: DeadlineForm | None = None,
    status: int = 200,
) -> HttpResponse:
    backing = bridge.backing_of(desk.reading)
    parts = available(desk.reading.content, backing)
    form = _form(request, desk, parts)
    made = Package(desk.reading.content, backing, form.options)
    asked = request.GET.get("count", "")
    counted = count(made, asked) if asked else known(made)
    chosen = set(request.GET.getlist("part")) or {part.value for part in parts if part not in NOT_AT_FIRST}
    context: dict[str, Any] = stage_context(desk, "draft_export") | {
        "counts": counts(desk),
        "form": form,
        "rows": [_row(desk, made, part, part in chosen, counted) for part in parts],
        "asked": asked if asked in parts else "",
        "left": [(part, _label(desk, part)) for part in counted.left],
        "refused": status == 422 and deadline_form is None,
        "signatures": Part.SIGNATURES in parts,
        "deadline_form": deadline_form or DeadlineForm(deadline=desk.draft.deadline),
    }
    return render(request, template, context, status=status)


def _form(request: HttpRequest, desk: Desk, parts: tuple[Part, ...]) -> PackageForm:
    kind = desk.reading.content.kind
    initial = {"speed": "300", "signature_sheets": "1"}
    query = request.GET.copy()
    if not query:
        query.setlist("part", list(parts))
    for name, value in initial.items():
        query.setdefault(name, value)
    return PackageForm(query, [(part, label_of(part, kind)) for part in parts])


def _row(desk: Desk, made: Package, part: Part, chosen: bool, counted: Counted) -> Row:
    speech = whole_speech(made.content, made.options) if part is Part.SPEECH else None
    return Row(
        part,
        _label(desk, part),
        chosen,
        pages=counted.pages.get(part),
        questions=len(questions_of(made.backing)) if part is Part.QA else 0,
        minutes=speech.minutes if speech else _minutes(made, part),
        speech=speech,
        shorter=tuple(_cuts(made)) if part is Part.SPEECH else (),
    )


def _minutes(made: Package, part: Part) -> int:
    if part is not Part.DEBATE:
        return 0
    (paper,) = made.papers_of(part)
    return minutes_in(paper.paper.document, made.options.chars_per_minute)


def _cuts(made: Package) -> Iterator[Cut]:
    for speech in shorter_speeches(made.content, made.backing, made.options):
        paper = made.speech_paper(speech)
        yield Cut(paper.key, paper.label, speech, tuple(opening(made.content, at) for at in speech.left_out))


def _label(desk: Desk, part: Part) -> str:
    if part is Part.DOCUMENT:
        return "と".join(dict.fromkeys(sheet.label for sheet in desk.paper.document.sheets))
    each = "（各通）" if part is Part.PER_ADDRESSEE else ""
    return label_of(part, desk.reading.content.kind) + each


def _record(desk: Desk, exported: list[Exported]) -> None:
    record_exports(desk.version, desk.reading, exported, desk.user)


def _attachment(request: HttpRequest, desk: Desk, content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    if (asked := request.GET.get("asked", "")).isalnum():
        page = reverse("draft_export", args=[desk.draft.pk])
        # By this the page knows that the file has come, and stops saying that it is being made.
        response.set_cookie("exported", asked[:20], max_age=60, path=page, samesite="Lax")
    return response
