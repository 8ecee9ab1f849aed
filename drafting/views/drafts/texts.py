"""Stage 3: the text in blocks, the paper beside it.  Every button is a plain POST; HTMX only spares the reload."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drafting import bridge
from drafting.compose import content as core
from drafting.compose.content import PartialDate
from drafting.compose.differences import Piece, differences
from drafting.compose.kinds import Citations, Register
from drafting.compose.wording import fill
from drafting.forms import BlockForm, OwnParagraphForm, TextSettingsForm
from drafting.intake import edit
from drafting.intake.draft_file import (
    ArgumentEntry,
    BodyEntry,
    DemandEntry,
    DraftFile,
    OwnEntry,
    OwnSource,
    QuotationEntry,
)
from drafting.models import Entry, EntryKind

from .desk import Desk, desk_to_edit, desk_to_see, stage_context
from .paper import paper_context
from .saving import base_file, base_version, save, whole_number
from .shelf import search_shelf
from .stepping import DEEDS, asked_back, done_of, saved_with_a_way_back
from .visitors import open_to_guests


@dataclass
class BlockView:
    """A block as the screen shows it."""

    number: int
    entry: BodyEntry
    block: core.BodyBlock
    text: str
    form: BlockForm | None = None
    library_text: str = ""
    is_first: bool = False
    is_last: bool = False

    @property
    def origin(self) -> core.Origin | None:
        return self.block.origin

    @property
    def look(self) -> str:
        """ライブラリ, ライブラリ・直しあり, 自分の文, 引用."""
        if isinstance(self.block, core.Quotation):
            return "quotation"
        if self.origin is None:
            return "own"
        return "edited" if self.origin.edited else "library"

    @property
    def source_count(self) -> int:
        return len(self.block.sources)

    @property
    def newest(self) -> str:
        """The moment of the newest fact behind the block."""
        if isinstance(self.block, core.Quotation):
            return ""
        return max((fact.as_of.iso for fact in self.block.facts), default="")

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return differences(self.library_text, self.text)


@open_to_guests
@require_safe
def compose_text(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    open_id = request.GET.get("open", "") if desk.may_edit else ""
    return _screen(request, desk, open_id)


@open_to_guests
@require_POST
def block(request: HttpRequest, draft_id: UUID, block: str) -> HttpResponse:
    """One button of a block: up, down, to (a place), out, text, revert, split, join."""
    desk = desk_to_edit(request, draft_id)
    base = base_file(request, desk)
    try:
        entry = edit.block_of(base, block)
    except edit.BlockGone:
        raise Http404 from None
    deed = request.POST.get("do", "")
    if deed == "text" and isinstance(entry, ArgumentEntry | OwnEntry):
        return _save_text(request, desk, base, entry)
    changed = _changed(base, block, deed, request.POST)
    stays_open = deed in ("revert", "split", "join")
    then = asked_back(request) or _back(draft_id, block if stays_open else "", block)
    before = desk.version.number
    response = save(request, desk, changed, then)
    return saved_with_a_way_back(request, desk, response, before, deed) if deed in DEEDS else response


@open_to_guests
@require_POST
def add(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Adds an argument, a quotation or a demand of the library, or an empty paragraph of one's own."""
    desk = desk_to_edit(request, draft_id)
    base = base_file(request, desk)
    if "own" in request.POST:
        changed = edit.add_body(base, OwnEntry(id="", text=""))
        return save(request, desk, changed, _back(draft_id, changed.body[-1].id, changed.body[-1].id))
    slug, kind = _asked(request.POST)
    if not Entry.objects.filter(slug=slug, kind=kind, published__isnull=False, retired_at=None).exists():
        raise Http404
    changed, block_id = _with_entry(base, kind, slug)
    return save(request, desk, changed, asked_back(request) or _to_block(draft_id, kind, block_id))


@open_to_guests
@require_POST
def settings(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Register, notes and opening paragraph; another register says the library's untouched texts anew."""
    desk = desk_to_edit(request, draft_id)
    base = base_file(request, desk)
    form = TextSettingsForm(request.POST)
    if not form.is_valid():
        return _screen(request, desk, "", settings_form=form, status=422)
    changed = replace(
        base,
        register=Register(form.cleaned_data["register"]),
        citations=Citations(form.cleaned_data["citations"]),
        preamble=form.cleaned_data["preamble"],
    )
    if changed.register is not base.register:
        changed = bridge.moved_to(base, changed)
    return save(request, desk, changed, redirect("draft_text", draft_id))


def _save_text(request: HttpRequest, desk: Desk, base: DraftFile, entry: ArgumentEntry | OwnEntry) -> HttpResponse:
    form_class = OwnParagraphForm if isinstance(entry, OwnEntry) else BlockForm
    form = form_class(request.POST)
    if not form.is_valid():
        return _screen(request, desk, entry.id, form=form, status=422)
    changed = edit.put(base, _with_text(entry, form.cleaned_data))
    still_open = "autosave" in request.POST
    return save(request, desk, changed, _back(desk.draft.pk, entry.id if still_open else "", entry.id))


def _with_text(entry: ArgumentEntry | OwnEntry, typed: dict[str, Any]) -> BodyEntry:
    if isinstance(entry, ArgumentEntry):
        return replace(entry, text=typed["text"])
    sources = entry.sources[1:]
    if typed.get("source_title"):
        date = PartialDate.parse(typed["source_date"])
        sources = (OwnSource(typed["source_title"], typed["source_issuer"], date, typed["source_url"]), *sources)
    return replace(entry, text=typed["text"], sources=sources)


def _changed(base: DraftFile, block_id: str, deed: str, posted: Any) -> DraftFile:
    place = edit.place_of(base, block_id)
    is_body = any(entry.id == block_id for entry in base.body)
    match deed:
        case "up":
            return edit.move(base, block_id, place - 1)
        case "down":
            return edit.move(base, block_id, place + 1)
        case "to" if (to := whole_number(posted.get("place"))) is not None:
            return edit.move(base, block_id, to)
        case "out":
            return edit.remove(base, block_id)
        case "revert":
            return _reverted(base, block_id)
        case "split" if is_body and (at := whole_number(posted.get("at"))) is not None:
            return edit.split(base, block_id, at)
        case "join" if is_body:
            return edit.join_with_next(base, block_id)
        case _:
            raise Http404


def _reverted(base: DraftFile, block_id: str) -> DraftFile:
    """The library's words of the version that the block is pinned to."""
    entry = edit.block_of(base, block_id)
    if not isinstance(entry, ArgumentEntry | DemandEntry):
        return base
    return bridge.pinned(bridge.read(edit.put(base, replace(entry, text=None))))


def _asked(posted: Any) -> tuple[str, str]:
    for kind in (EntryKind.ARGUMENT, EntryKind.QUOTATION, EntryKind.DEMAND):
        if slug := posted.get(kind.value):
            return str(slug), kind.value
    raise Http404


def _with_entry(base: DraftFile, kind: str, slug: str) -> tuple[DraftFile, str]:
    if kind == EntryKind.DEMAND:
        changed = edit.add_demand(base, DemandEntry(id="", demand=slug))
        return changed, changed.demands[-1].id
    entry: BodyEntry = ArgumentEntry("", slug) if kind == EntryKind.ARGUMENT else QuotationEntry("", slug)
    changed = edit.add_body(base, entry)
    return changed, changed.body[-1].id


def _to_block(draft_id: UUID, kind: str, block_id: str) -> HttpResponseRedirect:
    if kind == EntryKind.DEMAND:
        return HttpResponseRedirect(reverse("draft_demands", args=[draft_id]) + f"#{block_id}")
    return _back(draft_id, "", block_id)


def _back(draft_id: UUID, open_id: str, block_id: str) -> HttpResponseRedirect:
    query = f"?open={open_id}" if open_id else ""
    return HttpResponseRedirect(reverse("draft_text", args=[draft_id]) + query + f"#{block_id}")


def _screen(
    request: HttpRequest,
    desk: Desk,
    open_id: str,
    *,
    form: BlockForm | None = None,
    settings_form: TextSettingsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    file = desk.file
    initial = {"register": file.register, "citations": file.citations, "preamble": file.preamble}
    shelf = search_shelf(request, desk) if "add" in request.GET else None
    context = stage_context(desk, "draft_text") | {
        "blocks": _blocks(desk, open_id, form),
        "open_id": open_id,
        "settings_form": settings_form or TextSettingsForm(initial=initial),
        "shelf": shelf,
        "saved": desk.version,
        "base": base_version(request, desk),
        "done": done_of(request, desk),
        "unsaved": form is not None or settings_form is not None,
    }
    if not shelf:
        context |= paper_context(desk, open_id)
    return render(request, "drafts/text.html", context, status=status)


def _blocks(desk: Desk, open_id: str, form: BlockForm | None) -> list[BlockView]:
    reading = desk.reading
    views = []
    for number, (entry, block) in enumerate(zip(desk.file.body, reading.content.body, strict=True), start=1):
        text = block.text if isinstance(block, core.Quotation) else fill(block.wording, reading.words)
        view = BlockView(number, entry, block, text, is_first=number == 1, is_last=number == len(desk.file.body))
        if entry.id == open_id and isinstance(entry, ArgumentEntry | OwnEntry):
            view.form = form or _form_of(entry, text)
        if view.look == "edited":
            view.library_text = bridge.library_text(reading, entry)
        views.append(view)
    return views


def _form_of(entry: ArgumentEntry | OwnEntry, text: str) -> BlockForm:
    if isinstance(entry, ArgumentEntry):
        return BlockForm(initial={"text": text})
    source = entry.sources[0] if entry.sources else OwnSource("")
    initial = {
        "text": text,
        "source_title": source.title,
        "source_issuer": source.issuer,
        "source_date": source.date.iso,
        "source_url": source.url,
    }
    return OwnParagraphForm(initial=initial)
