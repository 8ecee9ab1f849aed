"""Saving from a screen: every path has the version check, and two people's changes are brought together or shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from drafting.actions import drafts as actions
from drafting.intake.draft_file import DraftFile, to_json
from drafting.intake.edit import BlockGone, place_of
from drafting.intake.merge import Clash
from drafting.intake.refusal import Refusal
from drafting.models import DraftVersion
from drafting.style_words import all_said

from .desk import Desk

FIELDS = {
    "title": "件名",
    "assembly": "議会",
    "kind": "文書の種類",
    "signatories": "提出者",
    "addressees": "宛先",
    "date": "提出の日付",
    "letter_date": "意見書の日付",
    "preamble": "書き出し",
    "reasons": "提案理由",
    "summary": "趣旨",
    "lead": "記の前の文",
    "style": "様式",
}


@dataclass(frozen=True)
class Choice:
    unit: str
    label: str
    mine: str
    theirs: str


def conflict_context(
    request: HttpRequest, desk: Desk, mine: DraftFile, conflict: actions.Conflict
) -> dict[str, object]:
    theirs = actions.file_of(conflict.current)
    return {
        "desk": desk,
        "draft": desk.draft,
        "section": "drafts",
        "other": conflict.current.author,
        "current": conflict.current,
        "choices": [_choice(clash, mine, theirs) for clash in conflict.clashes],
        "mine": json.dumps(to_json(mine), ensure_ascii=False),
        "base": base_version(request, desk).number,
    }


def whole_number(text: str | None) -> int | None:
    """A number as forms and addresses carry it, from 0; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def base_version(request: HttpRequest, desk: Desk) -> DraftVersion:
    """The version that the page showed when its form was filled in; the present one if the form names none."""
    number = whole_number(request.POST.get("version"))
    if number is None or number == desk.version.number:
        return desk.version
    known = 0 < number < desk.version.number
    return (desk.draft.versions.as_of(number) if known else None) or desk.version


def base_file(request: HttpRequest, desk: Desk) -> DraftFile:
    """What the writer saw; changes are made to that, so that a merge can tell them from other people's."""
    version = base_version(request, desk)
    return desk.file if version == desk.version else actions.file_of(version)


def save(
    request: HttpRequest, desk: Desk, file: DraftFile, then: HttpResponse, *, base: DraftVersion | None = None
) -> HttpResponse:
    """Saves, and answers with `then`; or with the page on which two people's changes are chosen from.

    `base`: what the change was made to, if that is not what the page showed."""
    based_on = (base or base_version(request, desk)).number
    cause = DraftVersion.Cause.AUTOSAVED if "autosave" in request.POST else DraftVersion.Cause.SAVED
    try:
        desk.draft.current = actions.save_draft(desk.draft.pk, file, desk.user, based_on, cause)
    except actions.Conflict as conflict:
        return _overtaken(request, desk, file, conflict)
    except (ValidationError, Refusal) as error:
        messages.error(request, " ".join(error.messages if isinstance(error, ValidationError) else [str(error)]))
        return redirect("draft", desk.draft.pk)
    return then


def _overtaken(request: HttpRequest, desk: Desk, file: DraftFile, conflict: actions.Conflict) -> HttpResponse:
    """The page with both texts; while somebody is typing only a note beside the text, which stays on the screen."""
    if "autosave" in request.POST:
        context: dict[str, object] = {"other": conflict.current.author}
        return aimed(render(request, "drafts/_overtaken.html", context, status=409), "#open-errors")
    context = conflict_context(request, desk, file, conflict)
    return aimed(render(request, "drafts/conflict.html", context, status=409), "#main")


def aimed(response: HttpResponse, place: str) -> HttpResponse:
    """Tells HTMX to put this part of the answer into its like on the page, whatever the form's target is."""
    response["HX-Retarget"] = response["HX-Reselect"] = place
    response["HX-Reswap"] = "outerHTML"
    return response


def _choice(clash: Clash, mine: DraftFile, theirs: DraftFile) -> Choice:
    return Choice(clash.unit, _label(clash.unit, mine, theirs), _text(clash.mine), _text(clash.theirs))


def _label(unit: str, mine: DraftFile, theirs: DraftFile) -> str:
    if unit in FIELDS:
        return FIELDS[unit]
    for file in (theirs, mine):
        try:
            place = place_of(file, unit) + 1
        except BlockGone:
            continue
        return f"記の{place}" if any(demand.id == unit for demand in file.demands) else f"{place}番目の段落"
    return "この項目"


def _text(unit: Any) -> str:
    """A side of a clash in words."""
    if unit is None:
        return "（外しました）"
    if hasattr(unit, "text"):
        return unit.text or ""
    if isinstance(unit, Mapping):
        return all_said(unit) or "（議会の様式のとおり）"
    if isinstance(unit, tuple):
        return "、".join(getattr(one, "office", "") or getattr(one, "name", "") for one in unit) or "（なし）"
    return str(getattr(unit, "iso", unit)) or "（空き）"
