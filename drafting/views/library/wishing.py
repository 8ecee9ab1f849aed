"""Readers tell the curators what the library lacks, signed in or not; nothing is kept of who they are."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from drafting.form_fields import asked, passage
from drafting.models import Wish
from drafting.views.sent_by_anybody import TRAP, SentByAnybody, has_had_enough


class WishForm(SentByAnybody):
    """`asked`: the words that found nothing."""

    text = asked(
        passage("入れてほしいこと", required=True, rows=6, help_text="例：認知症の人の暗証番号についての論点"),
        "入れてほしいことを書いてください。",
    )
    asked = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest) -> HttpResponse:
    searched = request.GET.get("q", "").strip()[:100]
    form = WishForm(request.POST if request.method == "POST" else None, initial={"asked": searched})
    if not (form.is_bound and form.is_valid()):
        return _form(request, form, 422 if form.is_bound else 200)
    if not form.cleaned_data[TRAP]:
        if has_had_enough(request):
            return _form(request, form, 429)
        Wish.objects.create(asked=form.cleaned_data["asked"], text=form.cleaned_data["text"])
    messages.success(request, "編集者に伝えました。資料で確かめられたものから、ライブラリに加えます。")
    return redirect("library")


def _form(request: HttpRequest, form: WishForm, status: int) -> HttpResponse:
    context = {"form": form, "has_had_enough": status == 429, "section": "library"}
    return render(request, "library/wish.html", context, status=status)
