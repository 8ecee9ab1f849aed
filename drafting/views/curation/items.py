"""The list of all items, the page of one with its history, and the steps that concern an item as a whole."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from drafting.actions import curation
from drafting.models import Entry, EntryKind, NoteEdition
from drafting.models.browsing import naming_any
from drafting.models.risk import Risk, risks, titles, titles_of_entries
from drafting.models.search import words

from .comparing import compare, slugs_in
from .desk import curator_of, curators_only, entry_named, kind_of, step

A_PAGE = 50
SHOWN_STATES = {"published": "公開中", "retired": "取下げ", "unpublished": "公開したことがない"}


@curators_only
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    found = _asked_for(request).select_related("published").order_by("kind", "slug")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    editions = []
    for entry in page:
        if entry.published:
            entry.published.entry = entry
            editions.append(entry.published)
    named = titles(editions)
    context = {
        "page": page,
        "rows": [(entry, named.get(entry.published_id or 0, entry.slug)) for entry in page],
        "query": request.GET.get("q", ""),
        "kind": request.GET.get("kind", ""),
        "state": request.GET.get("state", ""),
        "kinds": EntryKind.choices,
        "states": SHOWN_STATES,
        "section": "curation",
    }
    return render(request, "curation/items.html", context)


@curators_only
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    entry = entry_named(slug)
    published = entry.published
    content = curation.content_of(published) if published else None
    history = list(
        entry.editions.select_related("author", "published_by", "checked_by").prefetch_related("decisions__by")
    )
    context = {
        "entry": entry,
        "edition": published,
        "title": titles_of_entries([slug])[slug],
        "content": compare(kind_of(entry), content, content, titles_of_entries(slugs_in(content))) if content else None,
        "history": history,
        "open": next((one for one in history if one.state in curation.OPEN and one.origin == one.Origin.HERE), None),
        "proposals": [one for one in history if one.state == "waiting" and one.is_proposal],
        "reports": entry.reports.select_related("reporter", "answered_by", "edition"),
        "risk": _risk(entry),
        # 訂正 and 食い違い that were noted on this item when the library was made.
        "remarks": naming_any([entry], ("about",), NoteEdition),
        "section": "curation",
    }
    return render(request, "curation/item.html", context)


@curators_only
@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    entry = entry_named(slug)
    try:
        edition = curation.start_edition(entry, curator_of(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("curation_item", slug)
    return redirect("curation_edit", slug, edition.number)


@curators_only
@require_POST
def check(request: HttpRequest, slug: str) -> HttpResponse:
    entry, by = entry_named(slug), curator_of(request)
    return step(request, lambda: curation.check(entry, by), "確かめたと記しました。", "curation_item", slug)


@curators_only
@require_POST
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    entry, by, reason = entry_named(slug), curator_of(request), request.POST.get("reason", "")
    done = "取り下げました。使っている文書は、そのまま残ります。"
    return step(request, lambda: curation.retire(entry, by, reason), done, "curation_item", slug)


def _asked_for(request: HttpRequest) -> QuerySet[Entry]:
    found = Entry.objects.all()
    if (kind := request.GET.get("kind")) in EntryKind.values:
        found = found.filter(kind=kind)
    match request.GET.get("state"):
        case "published":
            found = found.filter(published__isnull=False, retired_at=None)
        case "retired":
            found = found.filter(retired_at__isnull=False)
        case "unpublished":
            found = found.filter(published=None)
    asked = request.GET.get("q", "").strip()[:100]
    by_slug = found.filter(slug=asked)
    if asked and by_slug.exists():
        return by_slug
    for word in words(asked):
        found = found.filter(published__search_text__contains=word)
    return found


def _risk(entry: Entry) -> Risk:
    return risks([entry.pk], timezone.localdate())[entry.pk]
