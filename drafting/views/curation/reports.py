"""Readers report what is wrong, signed in or not; curators answer.  No address of a reader is kept."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from drafting.actions import curation
from drafting.form_fields import asked, line, passage
from drafting.models import Entry, EntryKind, Report, User, Wish
from drafting.models.risk import risks, titles, titles_of_entries
from drafting.views.sent_by_anybody import TRAP, SentByAnybody, has_had_enough

from .desk import curator_of, curators_only, step
from .queue import WISHES

# What a reader can see; the others are curators' own, or stand on no page.
REPORTABLE = (
    *(EntryKind.ARGUMENT, EntryKind.FACT, EntryKind.SOURCE, EntryKind.DEMAND, EntryKind.QUOTATION),
    *(EntryKind.TERM, EntryKind.ADVICE, EntryKind.FIGURE),
)
LISTS = {EntryKind.TERM: "terms", EntryKind.ADVICE: "advice"}


class ReportForm(SentByAnybody):
    text = asked(
        passage(
            "どこが、どう違いますか",
            required=True,
            rows=6,
            help_text="例：数字が古い、日付が違う、リンク先にない、文が誤って読める",
        ),
        "どこがどう違うかを書いてください。",
    )
    source = line("正しい内容が分かる資料", help_text="題名やURLを、分かれば入れてください。", most=500)


class AnswerForm(forms.Form):
    answer = asked(
        passage("どうしたか", required=True, rows=4, help_text="例：第3版で改めた。原本と同じなので変えない。"),
        "どうしたかを書いてください。",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    entry = _reportable(slug)
    form = ReportForm(request.POST if request.method == "POST" else None)
    is_valid = form.is_bound and form.is_valid()
    if is_valid and not form.cleaned_data[TRAP] and has_had_enough(request):
        return _form(request, entry, form, status=429)
    if is_valid:
        if not form.cleaned_data[TRAP]:
            reporter = request.user if isinstance(request.user, User) else None
            curation.report(entry, form.cleaned_data["text"], form.cleaned_data["source"], reporter)
        messages.success(request, "お知らせを受け取りました。編集者が確かめます。")
        return redirect(page_of(entry))
    return _form(request, entry, form, status=422 if form.is_bound else 200)


@curators_only
@require_POST
def settle_wish(request: HttpRequest, wish_id: int) -> HttpResponse:
    """What a reader would have in the library is in it, or will not be; or it is to be looked at once more."""
    found = get_object_or_404(Wish, pk=wish_id)
    is_back = "back" in request.POST
    if is_back != (found.settled_at is None):
        found.settled_at = None if is_back else timezone.now()
        found.save(update_fields=["settled_at"])
    messages.success(request, "一覧に戻しました。" if is_back else "済みにしました。")
    return redirect(reverse("curation", query={"section": WISHES}))


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    people = ("entry__published", "edition__entry", "reporter", "answered_by")
    given = get_object_or_404(Report.objects.select_related(*people), pk=report_id)
    form, by = AnswerForm(request.POST if request.method == "POST" else None), curator_of(request)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["answer"]
        return step(request, lambda: curation.answer_report(given, by, words), "記しました。", "curation")
    context = {
        "report": given,
        "entry": given.entry,
        "title": titles([given.edition])[given.edition_id],
        "risk": risks([given.entry_id], timezone.localdate())[given.entry_id],
        "form": form,
        "section": "curation",
    }
    return render(request, "curation/report_answer.html", context, status=422 if form.is_bound else 200)


def page_of(entry: Entry) -> str:
    """Where a reader sees the item: on a page of its own, which bears the name of its kind, or in a list."""
    if entry.kind in LISTS:
        return reverse(LISTS[EntryKind(entry.kind)]) + f"#{entry.slug}"
    return reverse(entry.kind, args=[entry.slug])


def _reportable(slug: str) -> Entry:
    entry = Entry.objects.select_related("published").filter(slug=slug, retired_at=None, kind__in=REPORTABLE).first()
    if entry is None or entry.published is None:
        raise Http404
    return entry


def _form(request: HttpRequest, entry: Entry, form: ReportForm, status: int) -> HttpResponse:
    context = {
        "entry": entry,
        "title": titles_of_entries([entry.slug])[entry.slug],
        "back": page_of(entry),
        "form": form,
        "has_had_enough": status == 429,
        "section": "library",
    }
    return render(request, "curation/report.html", context, status=status)
