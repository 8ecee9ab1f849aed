"""What the curators' screens share: the gate, and finding an item, an edition and its forms' surroundings."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from drafting import access
from drafting.curation_forms import Library
from drafting.models import AddresseeEdition, Edition, Entry, EntryKind, ThemeEdition, User
from drafting.models.browsing import shown

View = Callable[..., HttpResponse]


def curators_only(view: View) -> View:
    """404 for everybody else, whatever the method: administrators who are no curators included."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        access.require_curator(request.user)
        return view(request, *args, **kwargs)

    return never_cache(gated)


def curator_of(request: HttpRequest) -> User:
    return access.require_curator(request.user)


def entry_named(slug: str) -> Entry:
    entry = Entry.objects.select_related("published").filter(slug=slug).first()
    if entry is None:
        raise Http404
    return entry


def edition_of(entry: Entry, number: int) -> Edition:
    people = ("entry__published", "author", "published_by", "checked_by")
    edition: Edition | None = entry.editions.select_related(*people).filter(number=number).first()
    if edition is None:
        raise Http404
    return edition


def library() -> Library:
    offices = shown(AddresseeEdition).order_by("order").values_list("office", flat=True)
    themes = shown(ThemeEdition).order_by("order").values_list("entry__slug", "title")
    return Library(dict(Entry.objects.values_list("slug", "kind")), list(offices), list(themes))


def is_alone(by: User) -> bool:
    """No other curator could publish what this one writes."""
    return not User.objects.filter(is_active=True, is_curator=True).exclude(pk=by.pk).exists()


def who_publishes(by: User) -> str:
    if is_alone(by):
        return "ほかに編集者がいないため、違いを確かめて、自分で公開できます。"
    return "ほかの編集者が確かめて公開します。"


def kind_of(entry: Entry) -> EntryKind:
    return EntryKind(entry.kind)


def step(request: HttpRequest, take: Callable[[], object], done: str, goes_to: str, *args: object) -> HttpResponse:
    """Takes a step of the flow and goes on; a refused step says why, and nothing was written."""
    try:
        take()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)
    return redirect(goes_to, *args)
