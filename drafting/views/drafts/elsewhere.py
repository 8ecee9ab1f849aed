"""ほかの議会のために写す: choose the assembly, then read what the copy says otherwise.  The original stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from drafting import bridge, style_words
from drafting.actions import drafts as actions
from drafting.forms import ElsewhereForm
from drafting.intake.comparing import FIELDS
from drafting.intake.draft_file import DraftFile
from drafting.intake.edit import ids_of, place_of
from drafting.intake.refusal import Refusal

from .desk import Desk, desk_to_see
from .saving import whole_number
from .visitors import begin_draft, open_to_guests

# The stage on which a field is typed, where that is not 記・宛先・提出者.
STAGE_OF = {"title": "draft_kind", "preamble": "draft_text"}


@dataclass(frozen=True)
class Place:
    """Where a word of the old assembly still stands, as a link."""

    word: str
    label: str
    url: str


@open_to_guests
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    posted = request.POST.copy() if request.method == "POST" else None
    if posted is not None and (picked := posted.get("pick")):
        posted["assembly"] = picked
    form = ElsewhereForm(posted, home=desk.file.assembly)
    if posted is not None and form.is_valid() and "copy" in posted:
        try:
            made = begin_draft(request, _copied(form, desk.file))
        except Refusal as refusal:
            form.add_error("assembly", " ".join(problem.message for problem in refusal.problems))
        else:
            copied_from = f"?of={desk.draft.pk}&version={desk.version.number}"
            return redirect(reverse("draft_copied", args=[made.pk]) + copied_from)
    context = {"desk": desk, "draft": desk.draft, "form": form, "found": form.found, "section": "drafts"}
    return render(request, "drafts/elsewhere.html", context, status=422 if form.errors else 200)


@open_to_guests
@require_safe
def copied(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What the copy, as it was begun, says otherwise than the version of which it was made."""
    desk, original = desk_to_see(request, draft_id), _original(request)
    number = whole_number(request.GET.get("version")) or original.version.number
    old = original.draft.versions.as_of(number)
    new = desk.draft.versions.as_of(1)
    if old is None or new is None:
        raise Http404
    new_file = actions.file_of(new)
    told = bridge.told(actions.file_of(old), new_file)
    context = {
        "desk": desk,
        "draft": desk.draft,
        "original": original.draft,
        "old_assembly": actions.file_of(old).assembly,
        "new_assembly": new_file.assembly,
        "told": told,
        "style": [
            (style_words.PART_LABELS.get(one.part, one.part), _said(one.part, one.before), _said(one.part, one.after))
            for one in told.style
        ],
        "places": list(_places(desk, new_file, told)),
        "section": "drafts",
    }
    return render(request, "drafts/copied.html", context)


def _copied(form: ElsewhereForm, file: DraftFile) -> DraftFile:
    assert form.found is not None
    return bridge.copied_for(file, form.found)


def _original(request: HttpRequest) -> Desk:
    try:
        return desk_to_see(request, UUID(request.GET.get("of", "")))
    except ValueError:
        raise Http404 from None


def _said(part: str, value: object) -> str:
    return style_words.said(part, value) or "（なし）"


def _places(desk: Desk, file: DraftFile, told: bridge.Elsewhere) -> Iterator[Place]:
    for one in told.standing:
        if one.where not in ids_of(file):
            stage = (
                "draft_kind" if one.where == "title" else "draft_text" if one.where == "preamble" else "draft_demands"
            )
            yield Place(one.word, FIELDS[one.where], reverse(stage, args=[desk.draft.pk]) + f"#id_{one.where}")
            continue
        is_demand = any(demand.id == one.where for demand in file.demands)
        place = place_of(file, one.where) + 1
        page = reverse("draft_demands" if is_demand else "draft_text", args=[desk.draft.pk])
        query = "" if is_demand else f"?open={one.where}"
        yield Place(one.word, f"記の{place}" if is_demand else f"{place}番目の段落", f"{page}{query}#{one.where}")
