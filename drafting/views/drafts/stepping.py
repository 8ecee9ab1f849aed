"""After a deed of one click: the page says what happened and offers to take it back, without a time limit."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from drafting.actions import drafts as actions
from drafting.intake import edit
from drafting.intake.draft_file import DraftFile
from drafting.intake.merge import changed_units
from drafting.models import DraftVersion

from .desk import Desk, desk_to_edit
from .saving import base_version, save, whole_number
from .undone import redone, undone
from .visitors import open_to_guests

STEPPED = "stepped"
KEPT = "前の文は「これまでの文」にあります。"
DEEDS = {
    "out": f"外しました。{KEPT}",
    "mend": "直しました。",
    "revert": f"元の文に戻しました。{KEPT}",
    "newer": f"新しい版の文にしました。{KEPT}",
    "split": "段落を2つに分けました。",
    "join": "次の段落とつなげました。",
    "reword": f"望む文に改めました。答えていた会派には、もう一度答えてもらいます。{KEPT}",
    "agreed": "どの会派も「否」としない文にしました。「合意した文」の名前で「これまでの文」にあります。",
    "back": "元に戻しました。",
}


@dataclass(frozen=True)
class Done:
    """What the page says.  `step`: the version that the deed made; None where there is nothing to take back.

    `at`: the place among the paragraphs (from 0) where it happened and is said; None: above them all."""

    said: str
    step: int | None
    at: int | None = None


@dataclass(frozen=True)
class StepTold:
    """A step back or forth in words, and the block where it shows; "" where that is on no screen of blocks."""

    said: str
    place: str
    is_demand: bool


def step_told(request: HttpRequest, desk: Desk) -> StepTold | None:
    """From the step's version and the one before it: nothing is kept of it but the number in the address."""
    number = whole_number(request.GET.get("step")) if request.GET.get("done") == STEPPED else None
    found = list(desk.draft.versions.filter(number__in=(number - 1, number)).order_by("number")) if number else []
    words = {DraftVersion.Cause.UNDONE.value: undone, DraftVersion.Cause.REDONE.value: redone}
    if len(found) != 2 or found[1].cause not in words:
        return None
    before, after = (actions.file_of(version) for version in found)
    place = next((unit for unit in changed_units(before, after) if unit in edit.ids_of(desk.file)), "")
    is_demand = any(entry.id == place for entry in desk.file.demands)
    return StepTold(words[found[1].cause](before, after), place, is_demand)


def done_of(request: HttpRequest, desk: Desk) -> Done | None:
    deed = request.GET.get("done", "")
    if deed not in DEEDS:
        return None
    step = whole_number(request.GET.get("step"))
    takes_back = desk.may_edit and step is not None and 1 < step <= desk.version.number
    return Done(DEEDS[deed], step if takes_back else None, whole_number(request.GET.get("at")))


def saved_with_a_way_back(
    request: HttpRequest, desk: Desk, response: HttpResponse, before: int, deed: str, at: int | None = None
) -> HttpResponse:
    """`response` of a save; where it made a version and leads on, the next page says the deed."""
    if isinstance(response, HttpResponseRedirect) and desk.version.number != before:
        response["Location"] = told(response["Location"], deed, desk.version.number, at)
    return response


def paragraph_place(file: DraftFile, block_id: str) -> int | None:
    """Its place among the paragraphs (from 0); what is none has none."""
    return next((at for at, entry in enumerate(file.body) if entry.id == block_id), None)


def told(address: str, deed: str, step: int | None = None, at: int | None = None) -> str:
    """The address of a page that says the deed; it opens where that is said, if that is among the paragraphs."""
    parts = urlsplit(address)
    old = [one for one in parts.query.split("&") if one and one.partition("=")[0] not in ("done", "step", "at")]
    new = urlencode({"done": deed} | ({"step": step} if step else {}) | ({} if at is None else {"at": at}))
    return urlunsplit(parts._replace(query="&".join([*old, new]), fragment=parts.fragment if at is None else "done"))


def asked_back(request: HttpRequest) -> HttpResponseRedirect | None:
    """Back to where the button stood, if it said so."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return HttpResponseRedirect(wanted) if is_ours else None


@open_to_guests
@require_POST
def take_back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What one step changed is as before it; what was changed since then elsewhere stays, by the same merge as ever."""
    desk = desk_to_edit(request, draft_id)
    step = base_version(request, desk).number
    then = asked_back(request) or HttpResponseRedirect(reverse("draft_text", args=[draft_id]))
    earlier = desk.draft.versions.filter(number=step - 1).first()
    if earlier is None:
        messages.error(request, "その前の文は、もう残っていないため、元に戻せません。いまの文は変わっていません。")
        return then
    then["Location"] = told(then["Location"], "back", at=whole_number(request.POST.get("at")))
    return save(request, desk, actions.file_of(earlier), then, quietly=True)
