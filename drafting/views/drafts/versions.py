"""これまでの文: the versions of a draft by day and person, each as paper, what differs between two, and back to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from drafting.actions import drafts as actions
from drafting.forms import VersionNameForm
from drafting.intake.comparing import changes
from drafting.models import DraftVersion, Export
from drafting.views.typed import NotTaken

from .desk import Desk, desk_to_edit, desk_to_see
from .export import exported_file
from .saving import save, whole_number
from .visitors import open_to_guests

A_PAGE = 200


@dataclass
class Stretch:
    """A version with the autosaves of the same person that led to it."""

    version: DraftVersion
    on_the_way: list[DraftVersion] = field(default_factory=list)


@open_to_guests
@require_safe
def versions(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    before = whole_number(request.GET.get("before"))
    found = _listed(desk)
    found = found.filter(number__lt=before) if before else found
    page = list(found[: A_PAGE + 1])
    context = _context(desk) | {
        "days": list(_by_day(page[:A_PAGE])),
        "older": page[A_PAGE - 1].number if len(page) > A_PAGE else None,
    }
    return render(request, "drafts/versions.html", context)


@open_to_guests
@require_safe
def version(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """One version as it printed, with what can be done with it."""
    desk = desk_to_see(request, draft_id)
    shown = _version(desk, number)
    name = getattr(shown, "naming", None)
    context = _context(desk) | {
        "shown": shown,
        "then": _as_it_was(desk, shown),
        "form": VersionNameForm(initial={"name": str(name) if name else ""}),
        "others": _listed(desk).exclude(number=number)[:A_PAGE],
    }
    return render(request, "drafts/version.html", context)


@open_to_guests
@require_safe
def compare(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What differs between two versions: the older on the left hand whichever was named first."""
    desk = desk_to_see(request, draft_id)
    named = [whole_number(request.GET.get(key)) for key in ("from", "to")]
    first, last = sorted(desk.version.number if number is None else number for number in named)
    old, new = _version(desk, first), _version(desk, last)
    context = _context(desk) | {
        "old": old,
        "new": new,
        "changes": changes(actions.file_of(old), actions.file_of(new)),
        "choices": _listed(desk)[:A_PAGE],
    }
    return render(request, "drafts/compare.html", context)


@open_to_guests
@require_safe
def download(request: HttpRequest, draft_id: UUID, number: int, export_format: str) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    return exported_file(request, _as_it_was(desk, _version(desk, number)), export_format)


@open_to_guests
@require_POST
def name_version(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    shown = _version(desk, number)
    form = VersionNameForm(request.POST)
    if "seen" not in request.POST:
        raise NotTaken("どの名前を見て変えたのかが、送られたものから分かりませんでした。名前は変えていません。")
    if not form.is_valid():
        raise NotTaken(" ".join(str(error) for error in form.errors["name"]))
    named = form.cleaned_data["name"]
    try:
        actions.name_version(shown, named, desk.user, request.POST["seen"])
    except ValidationError as error:
        raise NotTaken(error.messages[0]) from None
    messages.success(request, f"「{named}」と名前を付けました。" if named else "名前を外しました。")
    return redirect("draft_version", draft_id, number)


@open_to_guests
@require_POST
def restore_version(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    desk = desk_to_edit(request, draft_id)
    version = get_object_or_404(desk.draft.versions, number=number)
    then = redirect("draft", draft_id)
    # On a page that somebody's change has overtaken since, that change is brought together with this one.
    response = save(request, desk, actions.file_of(version), then, cause=DraftVersion.Cause.RESTORED)
    if response is then:
        messages.success(request, f"第{number}版の文に戻しました。戻す前の文も「これまでの文」にあります。")
    return response


def _context(desk: Desk) -> dict[str, object]:
    return {"desk": desk, "draft": desk.draft, "version": desk.version, "section": "drafts"}


def _listed(desk: Desk) -> QuerySet[DraftVersion]:
    """Without their texts, which are long."""
    exported = Exists(Export.objects.filter(version=OuterRef("pk")))
    found = desk.draft.versions.select_related("author", "naming", "suggestion__author").annotate(exported=exported)
    return found.defer("content").order_by("-number")


def _version(desk: Desk, number: int) -> DraftVersion:
    found = desk.draft.versions.select_related("author", "naming").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _as_it_was(desk: Desk, shown: DraftVersion) -> Desk:
    """The draft with that version as its present one; only here, never saved."""
    draft = copy(desk.draft)
    draft.current = shown
    return Desk(draft, desk.user, may_edit=False)


def _by_day(found: Iterable[DraftVersion]) -> Iterator[tuple[date, list[Stretch]]]:
    for day, of_day in groupby(found, key=lambda one: timezone.localdate(one.made_at)):
        yield day, list(_stretches(of_day))


def _stretches(found: Iterable[DraftVersion]) -> Iterator[Stretch]:
    """Newest first: an autosave that the same person followed up hides behind what it led to."""
    stretch: Stretch | None = None
    for one in found:
        if stretch and _is_on_the_way(one) and one.author_id == stretch.version.author_id:
            stretch.on_the_way.append(one)
            continue
        if stretch:
            yield stretch
        stretch = Stretch(one)
    if stretch:
        yield stretch


def _is_on_the_way(one: DraftVersion) -> bool:
    named = getattr(one, "naming", None) is not None
    return one.cause == DraftVersion.Cause.AUTOSAVED and not named and not getattr(one, "exported", False)
