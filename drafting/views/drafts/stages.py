"""Stages 1, 2 and 4: kind and assembly, choosing arguments, demands with addressees and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from drafting import access, bridge
from drafting.compose.kinds import Kind, Proposer
from drafting.compose.style import Layer
from drafting.forms import KindAndAssemblyForm, StartForm
from drafting.intake.draft_file import AddresseeEntry, DraftFile, default_register
from drafting.models import Assembly
from drafting.views.styles import panel_of

from .desk import Desk, desk_to_edit, desk_to_see, stage_context
from .giving import group_chosen, groups_to_choose_from
from .people import PeopleStage
from .saving import base_file, base_version, save
from .shelf import search_shelf, search_words
from .stepping import done_of, step_told
from .visitors import after_start, begin_draft, open_to_guests

# As many drafts as are offered for copying where a new one begins.
RECENT = 5


@open_to_guests
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Stage 1 of a draft that does not exist yet; it comes into being when the style is chosen."""
    sets = {one.slug: one for one in bridge.ready_sets()}
    form = _start_form(request, sets)
    if request.method == "POST" and "start" in request.POST and form.is_valid():
        chosen = sets.get(form.cleaned_data["ready_set"])
        file = _with_stage_one(DraftFile(Kind.OPINION, "", ""), form, sets=sets.values(), chosen=chosen)
        file = bridge.filled(file, chosen) if chosen else replace(file, addressees=_usual_addressees(file.kind))
        draft = begin_draft(request, file, group=group_chosen(request))
        return redirect(after_start(draft, "draft_text" if chosen else "draft_arguments"), draft.pk)
    recent = access.drafts_visible_to(access.Visitor.of(request))[:RECENT]
    whose = {"groups": groups_to_choose_from(request), "whose": group_chosen(request)}
    return _stage_one(request, form, whose | {"section": "drafts", "sets": sets.values(), "recent": recent})


@open_to_guests
@require_http_methods(["GET", "POST"])
def kind_and_assembly(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Stage 1 of a draft: another assembly or kind says the library's untouched texts anew, in its words."""
    desk = desk_to_see(request, draft_id)
    file = desk.file
    initial = {"kind": file.kind, "proposer": file.proposer, "assembly": file.assembly, "title": file.title}
    form = KindAndAssemblyForm(_typed(request), initial=initial)
    if request.method == "POST" and "start" in request.POST:
        desk = desk_to_edit(request, draft_id)
        if form.is_valid():
            base = base_file(request, desk)
            changed = bridge.moved_to(base, _with_stage_one(base, form, sets=bridge.ready_sets()))
            return save(request, desk, changed, redirect("draft", draft_id))
    return _stage_one(request, form, stage_context(desk, "draft_kind") | {"base": base_version(request, desk)})


@open_to_guests
@require_safe
def assemblies(request: HttpRequest) -> HttpResponse:
    """Assemblies that match what was typed so far, as a list to pick from."""
    query = search_words(request, "assembly")[:40]
    found = Assembly.objects.matching(query)[:12] if query else []
    return render(request, "drafts/_assemblies.html", {"found": found, "query": query})


@open_to_guests
@require_safe
def choose_arguments(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Stage 2: the library by theme and search; adding goes to `add`, taking out to the block itself."""
    desk = desk_to_see(request, draft_id)
    shelf = search_shelf(request, desk, default_kind="argument")
    context = stage_context(desk, "draft_arguments") | {"shelf": shelf, "done": done_of(request, desk)}
    return render(request, "drafts/arguments.html", context)


@open_to_guests
@require_http_methods(["GET", "POST"])
def demands_and_people(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Stage 4 is one form: demands, addressees, people, dates.  A button in a row saves the rest as well."""
    if request.method == "POST":
        desk = desk_to_edit(request, draft_id)
        base = base_file(request, desk)
        stage = PeopleStage(base, desk.reading if base is desk.file else bridge.read(base), request.POST)
        if stage.is_valid():
            return save(request, desk, stage.changed(), redirect(stage.goes_to(draft_id)))
    else:
        desk = desk_to_see(request, draft_id)
        stage = PeopleStage(desk.file, desk.reading, more=request.GET.get("more", ""))
    context = stage_context(desk, "draft_demands") | {
        "stage": stage,
        "base": base_version(request, desk),
        "saved": desk.version,
        "step": step_told(request, desk),
        "unsaved": request.method == "POST",
    }
    if "add" in request.GET:
        context["shelf"] = search_shelf(request, desk, default_kind="demand", kinds=("demand",), a_page=200)
    return render(request, "drafts/demands.html", context, status=422 if request.method == "POST" else 200)


def _start_form(request: HttpRequest, sets: Mapping[str, bridge.ReadySet]) -> StartForm:
    """With the set that the address names chosen already."""
    asked = sets.get(request.GET.get("set", ""))
    title = asked.title(Kind.OPINION) if asked else bridge.title_for(bridge.USUAL_SUBJECT, Kind.OPINION)
    initial = {"kind": "opinion", "proposer": "members", "title": title, "ready_set": asked.slug if asked else ""}
    return StartForm(_typed(request), initial=initial, sets=[(one.slug, one.edition.title) for one in sets.values()])


def _stage_one(request: HttpRequest, form: KindAndAssemblyForm, context: dict[str, object]) -> HttpResponse:
    """With the style of the assembly beside the form as soon as there is one."""
    starts = "start" in request.POST
    if not form.is_bound:
        named = str(form.initial.get("assembly") or "")
        form.found = Assembly.objects.named(named).first() if named else None
    elif not form.is_valid() and not starts:
        # Only looking for an assembly: what else is missing is not said yet.
        for name in set(form.errors) - {"assembly"}:
            del form.errors[name]
    chosen = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else form.initial
    kind, proposer = Kind(chosen.get("kind") or "opinion"), Proposer(chosen.get("proposer") or "members")
    own = _own_style(context.get("desk"), kind, proposer, form.found)
    context |= {
        "form": form,
        "assembly": form.found,
        "panel": panel_of(form.found, kind, proposer, own) if form.found else None,
        "kind": kind,
        "suffixes": {one: bridge.title_for("", one) for one in Kind},
        "usual_subject": bridge.USUAL_SUBJECT,
    }
    return render(request, "drafts/kind.html", context, status=422 if starts and form.errors else 200)


def _own_style(desk: object, kind: Kind, proposer: Proposer, assembly: Assembly | None) -> Layer:
    """The draft's own keys, while the form says what the draft says."""
    if not isinstance(desk, Desk) or desk.file.assembly != (assembly.full_name if assembly else ""):
        return {}
    return desk.file.style if (kind, proposer) == (desk.file.kind, desk.file.proposer) else {}


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was posted; a candidate that was picked stands in for the name that was typed."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if picked := typed.get("pick"):
        typed["assembly"] = picked
    return typed


def _with_stage_one(
    file: DraftFile,
    form: KindAndAssemblyForm,
    *,
    sets: Iterable[bridge.ReadySet],
    chosen: bridge.ReadySet | None = None,
) -> DraftFile:
    kind, proposer = Kind(form.cleaned_data["kind"]), Proposer(form.cleaned_data["proposer"])
    register = file.register if kind is file.kind and file.assembly else default_register(kind)
    subjects = [bridge.USUAL_SUBJECT, *(one.edition.subject for one in sets)]
    return replace(
        file,
        kind=kind,
        proposer=proposer if kind.is_bill else Proposer.MEMBERS,
        assembly=form.cleaned_data["assembly"],
        title=_retitled(form.cleaned_data["title"], kind, subjects, chosen.edition.subject if chosen else None),
        register=register,
    )


def _retitled(title: str, kind: Kind, subjects: Iterable[str], chosen: str | None) -> str:
    """A proposed title that nobody edited goes with the kind, and with the set that was chosen."""
    for subject in subjects:
        if any(title == bridge.title_for(subject, one) for one in Kind):
            return bridge.title_for(chosen or subject, kind)
    return title


def _usual_addressees(kind: Kind) -> tuple[AddresseeEntry, ...]:
    if kind is Kind.RESOLUTION:
        return ()
    return tuple(AddresseeEntry(office) for office in bridge.usual_offices())
