"""A form that could not be taken: why, and what was typed, shown back to be copied.  It keeps nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drafting.access import Visitor, draft_to_see

# What pages put into their forms themselves: nothing that anybody wrote.
_OF_THE_PAGE = {"csrfmiddlewaretoken", "version", "base", "seen", "next", "finding", "open", "login", "password"}
_SHORT = 12
_TEXTS = ("title", "summary", "reasons", "preamble", "lead")


class NotTaken(Exception):
    """A form that cannot be taken as it is: the draft stays, and what was typed is shown back with the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def not_taken(request: HttpRequest, refusal: NotTaken) -> HttpResponse:
    """While somebody is typing only a note beside the text, which stays on the screen."""
    if "autosave" in request.POST:
        return render(request, "drafts/_not_saved.html", {"reason": refusal.reason}, status=422)
    context: dict[str, Any] = {"reason": refusal.reason, "typed": typed_texts(request), "section": "drafts"}
    if request.resolver_match and "draft_id" in request.resolver_match.kwargs:
        context["draft"] = draft_to_see(Visitor.of(request), request.resolver_match.kwargs["draft_id"])
    return aimed(render(request, "drafts/not_taken.html", context, status=409), "#main")


def aimed(response: HttpResponse, place: str) -> HttpResponse:
    """Tells HTMX to put this part of the answer into its like on the page, whatever the form's target is."""
    response["HX-Retarget"] = response["HX-Reselect"] = place
    response["HX-Reswap"] = "outerHTML"
    return response


def typed_texts(request: HttpRequest) -> list[str]:
    """In the order of the form, each once.  Short words of the form itself (values of buttons and choices) stay out."""
    return list(dict.fromkeys(_texts(request)))


def _texts(request: HttpRequest) -> Iterator[str]:
    if request.method != "POST":
        return
    for name, values in request.POST.lists():
        if name == "mine":
            for value in values:
                yield from _of_a_file(value)
        elif name not in _OF_THE_PAGE and "password" not in name:
            yield from (value for value in values if _is_written(value))


def _is_written(value: str) -> bool:
    words = value.strip()
    return bool(words) and (not words.isascii() or len(words) > _SHORT)


def _of_a_file(text: str) -> Iterator[str]:
    """The texts of a draft file, however far it can be read."""
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(content, dict):
        return
    found: list[Any] = [content.get(name) for name in _TEXTS]
    for name in ("body", "demands"):
        entries = content.get(name)
        found += [one.get("text") for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    yield from (one for one in found if isinstance(one, str) and one.strip())
