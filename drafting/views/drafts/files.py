"""A draft file opened as a draft: everything that is wrong with it is said, with its place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from drafting.forms import DraftFileForm
from drafting.intake import from_file
from drafting.intake.refusal import Problem, Refusal
from drafting.models import DraftVersion

from .visitors import after_start, begin_draft, open_to_guests


@open_to_guests
@require_http_methods(["GET", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    form = DraftFileForm(request.POST, request.FILES) if request.method == "POST" else DraftFileForm()
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            file = from_file.read(form.cleaned_data["file"].read())
            draft = begin_draft(request, file, DraftVersion.Cause.OPENED)
        except Refusal as refusal:
            problems = refusal.problems
        else:
            messages.success(request, "ファイルから新しい下書きを作りました。")
            return redirect(after_start(draft, "draft"), draft.pk)
    context = {"form": form, "problems": problems[:50], "rest": max(0, len(problems) - 50), "section": "drafts"}
    status = 422 if request.method == "POST" else 200
    return render(request, "drafts/open.html", context, status=status)
