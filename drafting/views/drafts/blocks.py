"""The buttons of a paragraph: each is a plain POST that leads back to the text, and says what it did."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from drafting import bridge
from drafting.actions import drafts as actions
from drafting.actions import talk
from drafting.checks import Mend, Remedy
from drafting.intake import edit
from drafting.intake.draft_file import ArgumentEntry, DraftFile
from drafting.models import DraftVersion

from .block_views import OpenForms, Written
from .desk import Desk, desk_to_edit
from .saving import base_file, base_version, save, whole_number
from .stepping import DEEDS, asked_back, paragraph_place, saved_with_a_way_back
from .texts import back_to_text, screen
from .visitors import open_to_guests

# Deeds of the open paragraph: what is typed there is part of them.
TYPED = ("text", "paper", "more", "split", "split-at", "join", "unsource", "uncite")
# Before these, what is typed is saved as a step of its own, so that taking them back gives it back.
KEPT_FIRST = ("out", "revert")
STAYS_OPEN = ("paper", "more", "split", "split-at", "unsource", "uncite", "revert", "join")


@open_to_guests
@require_POST
def block(request: HttpRequest, draft_id: UUID, block: str) -> HttpResponse:
    """One button: up, down, to (a place), out, text, paper, revert, newer, adopt, split, join, those of its sources."""
    desk = desk_to_edit(request, draft_id)
    base = base_file(request, desk)
    try:
        entry = edit.block_of(base, block)
    except edit.BlockGone:
        raise Http404 from None
    deed, value = _deed(request.POST)
    forms = OpenForms(entry, request.POST) if isinstance(entry, Written) and "text" in request.POST else None
    if deed in TYPED and forms:
        return _typed(request, desk, base, forms, deed, value)
    if deed in KEPT_FIRST and forms and forms.is_valid():
        return _after_keeping(request, desk, edit.put(base, forms.entry_typed()), block, deed)
    return _saved(request, desk, _changed(base, block, deed, value), block, deed)


def _deed(posted: QueryDict) -> tuple[str, str]:
    for name in ("unsource", "uncite", "split-at"):
        if name in posted:
            return name, str(posted[name])
    deed = posted.get("do", "")
    return deed, str(posted.get({"to": "place", "split": "at"}.get(deed, ""), ""))


def _typed(request: HttpRequest, desk: Desk, base: DraftFile, forms: OpenForms, deed: str, value: str) -> HttpResponse:
    block_id = forms.entry.id
    if not forms.is_valid():
        return screen(request, desk, block_id, forms=forms, status=422)
    without = whole_number(value) if deed == "unsource" else None
    typed = edit.put(base, forms.entry_typed(without))
    changed = typed if deed in ("text", "paper", "more", "unsource") else _changed(typed, block_id, deed, value)
    if deed == "split" and len(changed.body) == len(typed.body):
        return save(request, desk, typed, back_to_text(desk, block_id, "split-places", "split"))
    return _saved(request, desk, changed, block_id, deed)


def _after_keeping(request: HttpRequest, desk: Desk, typed: DraftFile, block_id: str, deed: str) -> HttpResponse:
    then = back_to_text(desk, "", block_id)
    kept = save(request, desk, typed, then)
    if kept is not then:
        return kept
    file = actions.file_of(desk.version)
    return _saved(request, desk, _changed(file, block_id, deed, ""), block_id, deed, base=desk.version)


def _saved(
    request: HttpRequest, desk: Desk, changed: DraftFile, block_id: str, deed: str, *, base: DraftVersion | None = None
) -> HttpResponse:
    before = desk.version.number
    is_open = deed in STAYS_OPEN or "autosave" in request.POST
    elsewhere = asked_back(request)
    then = elsewhere or back_to_text(desk, block_id if is_open else "", _place(changed, block_id, deed))
    response = save(request, desk, changed, then, base=base or base_version(request, desk))
    if deed == "join":
        _carry_talk(request, desk, block_id)
    said = "split" if deed == "split-at" else deed
    if said not in DEEDS:
        return response
    at = None if elsewhere else paragraph_place(base_file(request, desk), block_id)
    return saved_with_a_way_back(request, desk, response, before, said, at)


def _carry_talk(request: HttpRequest, desk: Desk, block_id: str) -> None:
    """What was said about the paragraph that was taken in stands with the one that took it in."""
    now = {entry.id for entry in actions.file_of(desk.version).body}
    before = base_file(request, desk)
    for gone in before.body[edit.place_of(before, block_id) + 1 :][:1]:
        if gone.id not in now:
            talk.carry(desk.draft, gone.id, block_id)


def _place(changed: DraftFile, block_id: str, deed: str) -> str:
    """What the page scrolls to: the paragraph, or what says that it is gone; the paper for whoever asked for it."""
    if deed == "paper":
        return "paper"
    return block_id if any(entry.id == block_id for entry in changed.body) else "done"


def _changed(base: DraftFile, block_id: str, deed: str, value: str) -> DraftFile:
    place = edit.place_of(base, block_id)
    match deed:
        case "up":
            return edit.move(base, block_id, place - 1)
        case "down":
            return edit.move(base, block_id, place + 1)
        case "to" if (to := whole_number(value)) is not None:
            return edit.move(base, block_id, to)
        case "out":
            return edit.remove(base, block_id)
        case _ if any(entry.id == block_id for entry in base.body):
            return _changed_paragraph(base, block_id, deed, value)
        case "revert":
            return _proposed(base, block_id, Remedy.REVERT)
        case _:
            raise Http404


def _changed_paragraph(base: DraftFile, block_id: str, deed: str, value: str) -> DraftFile:
    match deed:
        case "revert":
            return _proposed(base, block_id, Remedy.REVERT)
        case "newer":
            return _proposed(base, block_id, Remedy.NEWER)
        case "adopt":
            return _adopted(base, block_id)
        case "split" | "split-at":
            return _divided(base, block_id, value)
        case "join":
            return edit.join_with_next(base, block_id, _behind(base))
        case "uncite":
            return edit.uncite(base, block_id, value)
        case _:
            raise Http404


def _divided(base: DraftFile, block_id: str, value: str) -> DraftFile:
    """Where the caret stood; else where the writer typed blank lines."""
    if value and whole_number(value) is None:
        raise Http404
    at, behind = whole_number(value) or 0, _behind(base)
    divided = edit.split(base, block_id, at, behind) if at else base
    return divided if divided is not base else edit.split_at_blank_lines(base, block_id, behind)


def _behind(base: DraftFile) -> dict[str, tuple[str, ...]]:
    return bridge.cited_by_library(bridge.read_stored(base))


def _proposed(base: DraftFile, block_id: str, remedy: Remedy) -> DraftFile:
    """The library's words of the version that the block is pinned to, or of the newest."""
    found = bridge.proposal(bridge.read_stored(base), Mend(remedy, block_id))
    return found.file if found else base


def _adopted(base: DraftFile, block_id: str) -> DraftFile:
    """The writer has taken in by hand what the newer version says: only the version that the block names changes."""
    entry = edit.block_of(base, block_id)
    found = bridge.proposal(bridge.read_stored(base), Mend(Remedy.NEWER, block_id))
    if found is None or not isinstance(entry, ArgumentEntry):
        return base
    newest = edit.block_of(found.file, block_id)
    assert isinstance(newest, ArgumentEntry)
    return edit.put(base, replace(entry, version=newest.version))
