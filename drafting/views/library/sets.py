"""The ready sets: what each brings, to be read before one begins with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drafting import bridge


@require_safe
def ready_sets(request: HttpRequest) -> HttpResponse:
    return render(request, "library/sets.html", {"sets": bridge.ready_sets(), "section": "library"})
