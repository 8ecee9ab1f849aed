"""A page for each thing that can be cited: what it says, what bears it out, what rests on it, its editions."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from drafting import bridge
from drafting.compose.figures import Chart
from drafting.models import (
    AddresseeEdition,
    ArgumentEdition,
    DemandEdition,
    Edition,
    FactEdition,
    FigureEdition,
    QuotationEdition,
    QuotationKind,
    SourceEdition,
    ThemeEdition,
)
from drafting.models.browsing import (
    E,
    Sourced,
    drafts_using,
    editions_so_far,
    find,
    named_by,
    naming,
    naming_any,
    shown,
    sourced,
)
from drafting.models.figures import figures_on, shown_figures
from drafting.render.figure_docx import WORD, figure_docx
from drafting.render.figures import to_pdf

from .frame import draft_asked_for, drafts_to_add_to

# Fewer drafts than these are not counted out: in a small town one would know whose they are.
FEW = 3


@require_safe
def argument(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(ArgumentEdition, slug)
    variants = bridge.passages_of(edition)
    today = timezone.localdate()
    facts = sourced(named_by(edition, ("fact",), FactEdition), "citation")
    context = _page(request, edition, "argument") | {
        "theme": next(iter(named_by(edition, ("theme",), ThemeEdition)), None),
        "parent": next(iter(named_by(edition, ("parent",), ArgumentEdition)), None),
        "passages": [(period, texts, period.contains(today)) for period, texts in variants],
        "suits_today": any(period.contains(today) for period, _ in variants),
        "facts": facts,
        "next_review": _next_review(facts),
        **_figures([one.edition for one in facts]),
        "quotations": sourced(named_by(edition, ("quotation",), QuotationEdition), "source"),
        "sources": named_by(edition, ("source",), SourceEdition),
        "demands": naming(edition.entry, ("argument",), DemandEdition),
    }
    return render(request, "library/argument.html", context)


@require_safe
def fact(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(FactEdition, slug)
    context = _page(request, edition) | {
        "citations": sourced([edition], "citation")[0].citations,
        "themes": named_by(edition, ("theme",), ThemeEdition),
        "figures": figures_on([edition]),
        "arguments": naming(edition.entry, ("fact", "cite"), ArgumentEdition),
    }
    return render(request, "library/fact.html", context)


@require_safe
def figure(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(FigureEdition, slug)
    one = shown_figures([edition])[0]
    facts = [fact.edition.entry for fact in one.facts]
    context = _page(request, edition) | {"one": one, "arguments": naming_any(facts, ("fact",), ArgumentEdition)}
    return render(request, "library/figure.html", context)


@require_safe
def figure_file(request: HttpRequest, slug: str, file_format: str) -> HttpResponse:
    """The chart of a figure as it stands on paper: PDF, or a Word file with its picture and its numbers."""
    one = shown_figures([_find(FigureEdition, slug)])[0]
    if not one.figure.is_drawn:
        raise Http404
    if file_format == "pdf":
        made, content_type = to_pdf(one.figure), "application/pdf"
    else:
        made, content_type = figure_docx(one.figure, tuple(source.title for source in one.sources)), WORD
    answer = HttpResponse(made, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{slug}.{file_format}"'
    return answer


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """With all that cites it; an argument may also do so through a fact or a quotation."""
    edition = _find(SourceEdition, slug)
    facts = naming(edition.entry, ("citation",), FactEdition)
    quotations = naming(edition.entry, ("source",), QuotationEdition)
    through = [one.entry for one in (*facts, *quotations)]
    arguments = naming(edition.entry, ("source", "cite"), ArgumentEdition)
    known = {one.pk for one in arguments}
    resting = [
        one for one in naming_any(through, ("fact", "quotation", "cite"), ArgumentEdition) if one.pk not in known
    ]
    context = _page(request, edition) | {
        "can_be_opened": edition.url.startswith(("https://", "http://")),
        "facts": facts,
        "quotations": quotations,
        "arguments": arguments,
        "resting": resting,
    }
    return render(request, "library/source.html", context)


@require_safe
def demand(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(DemandEdition, slug)
    today = timezone.localdate()
    known = set(shown(AddresseeEdition).values_list("office", flat=True))
    context = _page(request, edition, "demand") | {
        "theme": next(iter(named_by(edition, ("theme",), ThemeEdition)), None),
        "texts": [(period, texts, period.contains(today)) for period, texts in bridge.texts_of(edition)],
        "offices": [office for office in edition.addressees if office in known],
        "arguments": named_by(edition, ("argument",), ArgumentEdition),
    }
    return render(request, "library/demand.html", context)


@require_safe
def quotation(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _find(QuotationEdition, slug)
    is_verbatim = edition.kind == QuotationKind.VERBATIM
    context = _page(request, edition, "quotation" if is_verbatim else "") | {
        "is_verbatim": is_verbatim,
        "citations": sourced([edition], "source")[0].citations,
        "arguments": naming(edition.entry, ("quotation", "cite"), ArgumentEdition),
    }
    return render(request, "library/quotation.html", context)


def _find(table: type[E], slug: str) -> E:
    edition = find(table, slug)
    if edition is None:
        raise Http404
    return edition


def _page(request: HttpRequest, edition: Edition, addable: str = "") -> dict[str, object]:
    """What the page of every item knows.  `addable`: the field under which a draft takes it, if it does."""
    draft = draft_asked_for(request) if addable else None
    drafts = drafts_using(edition.entry)
    return {
        "edition": edition,
        "addable": addable,
        "draft": draft,
        "drafts": [] if draft or not addable else drafts_to_add_to(request),
        "editions": editions_so_far(edition.entry),
        "in_use": f"{drafts}件" if drafts >= FEW else f"{FEW}件未満",
        "section": "library",
    }


def _figures(facts: Sequence[FactEdition]) -> dict[str, object]:
    """Charts are drawn beside the argument; a comparison or a chronology has a page of its own."""
    editions = figures_on(facts)
    drawn = shown_figures([edition for edition in editions if Chart(edition.chart).is_drawn])
    return {"charts": drawn, "figures": [edition for edition in editions if not Chart(edition.chart).is_drawn]}


def _next_review(facts: list[Sourced[FactEdition]]) -> str:
    return min((one.edition.next_review for one in facts if one.edition.next_review), default="")
