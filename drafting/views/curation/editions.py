"""One edition: what it changes, its form, and its steps to publication or back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.actions import curation
from drafting.curation_forms import EditionForms
from drafting.form_fields import passage
from drafting.models import Edition, Entry, EntryKind, State
from drafting.models.finding import published
from drafting.models.risk import risks, titles, titles_of_entries

from . import style_desk
from .comparing import compare, slugs_in
from .desk import curator_of, curators_only, edition_of, entry_named, is_alone, kind_of, library, step, who_publishes

CONFIRMED = {
    EntryKind.FACT: ("出典の原本を見ました", "値・単位・時点が同じです", "論点の文と食い違いません"),
    EntryKind.SOURCE: ("出典の原本を見ました", "題名・発行者・日付が同じです"),
    EntryKind.QUOTATION: ("出典の原本を見ました", "一字一句が同じです"),
}
CONFIRMED_OF_OTHERS = ("文の違いをすべて読みました", "挙げた事実・出典と食い違いません")


class PublishForm(forms.Form):
    """What the second person confirms to have done."""

    def __init__(self, *args: Any, kind: EntryKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, words in enumerate(CONFIRMED.get(kind, CONFIRMED_OF_OTHERS)):
            missing = {"required": "確かめてから、印を付けてください。"}
            self.fields[f"c{number}"] = forms.BooleanField(label=words, error_messages=missing)


class ReasonForm(forms.Form):
    reason = passage("理由", required=True, rows=4)


@curators_only
@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    entry = entry_named(slug)
    return _page(request, entry, edition_of(entry, number))


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    entry = entry_named(slug)
    edition = edition_of(entry, number)
    if edition.state != State.WRITING:
        messages.error(request, f"第{number}版は{edition.state_word}なので、直せません。")
        return redirect("curation_edition", slug, number)
    content = curation.content_of(edition)
    forms_of = _forms(request, kind_of(entry), content, edition.reason)
    refused: list[str] = []
    if forms_of.is_bound and forms_of.is_valid():
        try:
            based_on = request.POST.get("based_on", "")
            curation.save_edition(edition, forms_of.read(), forms_of.reason, curator_of(request), based_on)
        except ValidationError as error:
            refused = _in_words(error)
        else:
            messages.success(request, "保存しました。公開中の版との違いを確かめて、公開待ちにしてください。")
            return redirect("curation_edition", slug, number)
    return _form(request, forms_of, refused, {"entry": entry, "edition": edition, "content": content})


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """The first edition of a new item; its slug never changes after."""
    if kind not in EntryKind.values:
        raise Http404
    entry_kind, slug = EntryKind(kind), request.POST.get("slug", "").strip()
    forms_of = _forms(request, entry_kind, {}, "")
    refused: list[str] = []
    if forms_of.is_bound and forms_of.is_valid():
        try:
            content = forms_of.read() | {"slug": slug}
            edition = curation.start_item(entry_kind, content, forms_of.reason, curator_of(request))
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, "保存しました。")
            return redirect("curation_edition", slug, edition.number)
    return _form(request, forms_of, refused, {"slug": slug, "kind": entry_kind})


@curators_only
@require_POST
def submit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    edition, by = edition_of(entry_named(slug), number), curator_of(request)
    done = f"公開待ちにしました。{who_publishes(by)}"
    return step(request, lambda: curation.submit(edition, by), done, "curation_edition", slug, number)


@curators_only
@require_POST
def publish_edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    entry = entry_named(slug)
    edition, by = edition_of(entry, number), curator_of(request)
    form = PublishForm(request.POST, kind=kind_of(entry))
    if not form.is_valid():
        return _page(request, entry, edition, publish_form=form)
    done = f"第{number}版を公開しました。"
    return step(request, lambda: curation.publish(edition, by), done, "curation_edition", slug, number)


@curators_only
@require_POST
def send_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _with_reason(request, slug, number, curation.send_back, "執筆中に戻しました。")


@curators_only
@require_POST
def decline(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _with_reason(request, slug, number, curation.decline, "提案を採らないことにしました。")


@curators_only
@require_POST
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _with_reason(request, slug, number, curation.drop, "この版を書くのをやめました。経緯に残っています。")


def _with_reason(request: HttpRequest, slug: str, number: int, take: Any, done: str) -> HttpResponse:
    entry = entry_named(slug)
    edition, by = edition_of(entry, number), curator_of(request)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, edition, reason_form=form)
    reason = form.cleaned_data["reason"]
    return step(request, lambda: take(edition, by, reason), done, "curation_edition", slug, number)


def _page(
    request: HttpRequest,
    entry: Entry,
    edition: Edition,
    publish_form: PublishForm | None = None,
    reason_form: ReasonForm | None = None,
) -> HttpResponse:
    kind, by = kind_of(entry), curator_of(request)
    base = _base_of(entry, edition)
    old, new = (curation.content_of(one) if one else None for one in (base, edition))
    context = {
        "entry": entry,
        "edition": edition,
        "title": titles([edition])[edition.pk],
        "base": base,
        "comparison": compare(kind, old, new or {}, titles_of_entries(slugs_in(old, new))),
        "decisions": edition.decisions.select_related("by"),
        "risk": risks([entry.pk], timezone.localdate())[entry.pk],
        "is_own": edition.author_id == by.pk,
        "is_alone": is_alone(by),
        "is_stale": _is_stale(entry, edition),
        "is_proposal": edition.is_proposal,
        "publish_form": publish_form or PublishForm(kind=kind),
        "reason_form": reason_form or ReasonForm(),
        "section": "curation",
    }
    is_refused = any(form is not None and form.errors for form in (publish_form, reason_form))
    return render(request, "curation/edition.html", context, status=422 if is_refused else 200)


def _forms(request: HttpRequest, kind: EntryKind, content: dict[str, Any], reason: str) -> EditionForms:
    posted = _posted(request)
    style = style_desk.controls_of(content, posted) if kind is EntryKind.HOUSE_STYLE else None
    return EditionForms(kind, content, reason, library(), posted, style)


def _form(request: HttpRequest, forms_of: EditionForms, refused: list[str], given: dict[str, Any]) -> HttpResponse:
    problems = forms_of.problems if forms_of.is_bound else []
    named = sorted(slugs_in(given.get("content")))
    titles_of = titles_of_entries(named)
    context = given | {
        "forms": forms_of,
        "problems": problems,
        "refused": refused,
        "offered": _offered(forms_of.kind),
        "named": [(slug, titles_of[slug]) for slug in named if slug in titles_of],
        "section": "curation",
    }
    template = "curation/edit.html"
    if forms_of.style:
        sample = style_desk.sample_of(given.get("content") or {}, _posted(request), forms_of.style)
        mark = style_desk.mark_of(given.get("content") or {}, _posted(request))
        context |= {"sample": sample, "bases": style_desk.BASES, "shown_for": mark}
        template = "curation/edit_style.html"
    return render(request, template, context, status=422 if problems or refused else 200)


def _offered(kind: EntryKind) -> dict[str, list[tuple[str, str]]]:
    """Slugs and titles that the browser offers where one item is named."""
    kinds = {
        EntryKind.ARGUMENT: EntryKind.ARGUMENT,
        EntryKind.FACT: EntryKind.SOURCE,
        EntryKind.QUOTATION: EntryKind.SOURCE,
        EntryKind.READY_SET: EntryKind.ARGUMENT,
    }
    if kind not in kinds:
        return {}
    rows = published(kinds[kind]).order_by("entry__slug").values_list("entry__slug", "title")
    return {kinds[kind].value: list(rows)}


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _in_words(error: ValidationError) -> list[str]:
    if getattr(error, "code", None) == "conflict":
        return [f"{error.messages[0]}もう一度保存すると、あなたの内容に置き換わります。"]
    return error.messages


def _base_of(entry: Entry, edition: Edition) -> Edition | None:
    """With what to compare: of an edition on its way, what is published; of one in the history, the one before it."""
    if edition.state in curation.OPEN:
        return entry.published
    before: Edition | None = entry.editions.filter(number__lt=edition.number).order_by("-number").first()
    if before:
        before.entry = entry
    return before


def _is_stale(entry: Entry, edition: Edition) -> bool:
    """Another edition was published after this one was begun."""
    shown = entry.published
    return bool(
        shown and shown.published_at and edition.state in curation.OPEN and shown.published_at > edition.created_at
    )
