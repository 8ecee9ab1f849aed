"""Adds from the library: an argument, a quotation, a demand, or a fact, as a sentence or behind a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from drafting import bridge
from drafting.intake import edit
from drafting.intake.draft_file import ArgumentEntry, BodyEntry, DemandEntry, DraftFile, OwnEntry, QuotationEntry
from drafting.models import Entry, EntryKind, FactEdition
from drafting.models.browsing import find

from .desk import Desk, desk_to_edit
from .saving import base_file, save
from .shelf import START, letter_sentence
from .stepping import asked_back
from .texts import back_to_text
from .visitors import open_to_guests

ADDED = (EntryKind.ARGUMENT, EntryKind.QUOTATION, EntryKind.DEMAND, EntryKind.FACT)


@dataclass(frozen=True)
class Asked:
    """`after`: a paragraph's id, START, or "" for the end; `behind`: the paragraph that a fact is to back."""

    kind: EntryKind
    slug: str
    after: str
    behind: str


@open_to_guests
@require_POST
def add(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Where it lands is chosen beside the button; a place that is gone meanwhile means the end."""
    desk = desk_to_edit(request, draft_id)
    base = base_file(request, desk)
    after = request.POST.get("after", "")
    if "own" in request.POST:
        changed, block_id = _with_paragraph(base, OwnEntry("", ""), after)
        return save(request, desk, changed, back_to_text(desk, block_id, block_id))
    asked = _asked(request.POST)
    if not Entry.objects.filter(slug=asked.slug, kind=asked.kind, published__isnull=False, retired_at=None).exists():
        raise Http404
    changed, block_id = _with(desk, base, asked)
    then = asked_back(request) or _to_block(desk, asked.kind, block_id)
    return save(request, desk, changed, then)


def _asked(posted: Any) -> Asked:
    for kind in ADDED:
        if slug := posted.get(kind.value):
            return Asked(kind, str(slug), posted.get("after", ""), posted.get("behind", ""))
    raise Http404


def _with(desk: Desk, base: DraftFile, asked: Asked) -> tuple[DraftFile, str]:
    match asked.kind:
        case EntryKind.DEMAND:
            changed = edit.add_demand(base, DemandEntry(id="", demand=asked.slug))
            return changed, changed.demands[-1].id
        case EntryKind.FACT if asked.behind:
            return _behind(base, asked), asked.behind
        case EntryKind.FACT:
            return _with_paragraph(base, _sentence(desk, asked.slug), asked.after)
        case EntryKind.QUOTATION:
            return _with_paragraph(base, QuotationEntry("", asked.slug), asked.after)
        case _:
            return _with_paragraph(base, ArgumentEntry("", asked.slug), asked.after)


def _behind(base: DraftFile, asked: Asked) -> DraftFile:
    try:
        return edit.cite(base, asked.behind, asked.slug)
    except edit.BlockGone:
        raise Http404 from None


def _sentence(desk: Desk, slug: str) -> OwnEntry:
    """The fact's own statement with the fact behind it; only where it can stand in a letter as it is."""
    fact = find(FactEdition, slug)
    text = letter_sentence(fact, bridge.read_stored(desk.file)) if fact else ""
    if not text:
        raise Http404
    return OwnEntry("", text, cites=(slug,))


def _with_paragraph(base: DraftFile, entry: BodyEntry, after: str) -> tuple[DraftFile, str]:
    places = {block.id: at + 1 for at, block in enumerate(base.body)} | {START: 0}
    at = places.get(after, len(base.body))
    changed = edit.add_body(base, entry, at)
    return changed, changed.body[at].id


def _to_block(desk: Desk, kind: EntryKind, block_id: str) -> HttpResponseRedirect:
    if kind == EntryKind.DEMAND:
        return HttpResponseRedirect(reverse("draft_demands", args=[desk.draft.pk]) + f"#{block_id}")
    return back_to_text(desk, "", block_id)
