"""Saving from a screen: every path has the version check, and two people's changes are brought together or shown."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render

from drafting.actions import drafts as actions
from drafting.intake.draft_file import DraftFile, to_json
from drafting.intake.refusal import Refusal
from drafting.models import Draft, DraftVersion
from drafting.render.fonts import missing_glyphs, said_of_missing
from drafting.templatetags.drafting_ui import saved_at
from drafting.views.typed import NotTaken, aimed

from .choices import choices_of
from .desk import Desk
from .others import taken_in, who_changed

NO_VERSION = "どの文を見て直したのかが、送られたものから分かりませんでした。今の文を開き、見比べてから直してください。"


def conflict_page(request: HttpRequest, desk: Desk, conflict: actions.Conflict) -> HttpResponse:
    """Both texts of each place, to choose from."""
    theirs = _overtaker(desk, conflict)
    other = theirs.author
    context = {
        "desk": desk,
        "draft": desk.draft,
        "section": "drafts",
        "other": other,
        "is_own": other is not None and other == desk.user,
        "saved": theirs,
        "current": conflict.current,
        "choices": choices_of(conflict.clashes, conflict.mine, actions.file_of(conflict.current)),
        "mine": json.dumps(to_json(conflict.mine), ensure_ascii=False),
        "base": conflict.base,
    }
    return aimed(render(request, "drafts/conflict.html", context, status=409), "#main")


def _overtaker(desk: Desk, conflict: actions.Conflict) -> DraftVersion:
    return who_changed(desk.draft, conflict.base, {clash.unit for clash in conflict.clashes}, conflict.current)


def whole_number(text: str | None) -> int | None:
    """A number as forms and addresses carry it, from 0; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def base_version(request: HttpRequest, desk: Desk) -> DraftVersion:
    """The version that the page showed when its form was filled in.

    A form that names none, or one that never was, might overwrite what nobody has seen: NotTaken."""
    if request.method != "POST":
        return desk.version
    return version_named(desk, request.POST.get("version"))


def version_named(desk: Desk, text: str | None) -> DraftVersion:
    number = whole_number(text)
    if number == desk.version.number:
        return desk.version
    known = number is not None and 0 < number < desk.version.number
    found = desk.draft.versions.as_of(number) if known and number else None
    if found is None:
        raise NotTaken(NO_VERSION)
    return found


def base_file(request: HttpRequest, desk: Desk) -> DraftFile:
    """What the writer saw; changes are made to that, so that a merge can tell them from other people's."""
    version = base_version(request, desk)
    return desk.file if version == desk.version else actions.file_of(version)


def save(
    request: HttpRequest,
    desk: Desk,
    file: DraftFile,
    then: HttpResponse,
    *,
    base: DraftVersion | None = None,
    cause: str = DraftVersion.Cause.SAVED,
    quietly: bool = False,
) -> HttpResponse:
    """Saves, and answers with `then`; or with the page on which two people's changes are chosen from.

    `base`: what the change was made to, if that is not what the page showed; `quietly`: the page that follows says
    by itself what became of other people's changes."""
    based_on = (base or base_version(request, desk)).number
    if "autosave" in request.POST:
        cause = DraftVersion.Cause.AUTOSAVED
    try:
        desk.draft.current = actions.save_draft(desk.draft.pk, file, desk.user, based_on, cause)
    except actions.Conflict as conflict:
        return _overtaken(request, desk, conflict)
    except (ValidationError, Refusal) as error:
        return _refused(request, desk, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    except Draft.DoesNotExist:  # erased in this very moment
        raise Http404 from None
    if "autosave" in request.POST:
        return _as_json(request, desk, based_on)
    if not quietly and (told := taken_in(desk.draft, based_on, desk.version, desk.user)):
        messages.info(request, told)
    return then


def _as_json(request: HttpRequest, desk: Desk, based_on: int) -> HttpResponse:
    """For whoever is still typing: at once, without the page; the paper is asked for afterwards.

    `others`: somebody saved meanwhile, so that a form which says the whole file must be shown anew."""
    return JsonResponse(
        {
            "version": desk.version.number,
            "saved": f"{saved_at(desk.version.made_at)} に保存しました",
            "fields": dict(_worded_anew(request.POST, actions.file_of(desk.version))),
            "others": desk.version.number > based_on + 1,
            "unprintable": dict(_unprintable(request.POST)),
        }
    )


def _worded_anew(posted: QueryDict, file: DraftFile) -> Iterator[tuple[str, str]]:
    """Demands that another strength or date says in other words of the library than those on the screen."""
    for demand in file.demands:
        name = f"d-{demand.id}-text"
        typed = posted.get(name)
        if typed is not None and " ".join(typed.split()) != " ".join((demand.text or "").split()):
            yield name, demand.text or ""


def _unprintable(posted: QueryDict) -> Iterator[tuple[str, str]]:
    """What is said of characters and forms that no font of the paper has, by the field that they stand in."""
    for name in posted:
        missing = missing_glyphs("".join(map(str, posted.getlist(name))))
        if missing and name != "csrfmiddlewaretoken":
            yield name, "".join(said_of_missing(missing))


def _refused(request: HttpRequest, desk: Desk, reason: str) -> HttpResponse:
    if "autosave" in request.POST:
        return render(request, "drafts/_not_saved.html", {"reason": reason}, status=422)
    messages.error(request, reason)
    return redirect("draft", desk.draft.pk)


def _overtaken(request: HttpRequest, desk: Desk, conflict: actions.Conflict) -> HttpResponse:
    """The page with both texts; while somebody is typing only a note beside the text, which stays on the screen."""
    if "autosave" in request.POST:
        other = _overtaker(desk, conflict).author
        button = "直し終える" if "do" in request.POST else "保存して紙面を見る"
        context = {"other": other, "is_own": other is not None and other == desk.user, "button": button}
        return render(request, "drafts/_overtaken.html", context, status=409)
    return conflict_page(request, desk, conflict)
