"""話し合い: what people say about each block of a draft, and other words that they suggest for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.actions import talk as actions
from drafting.actions.drafts import Conflict
from drafting.intake.blocks import named_blocks
from drafting.models import Comment, Draft, Suggestion, User
from drafting.together_forms import CommentForm, DeclineForm, SuggestionForm
from drafting.views.typed import NotTaken

from .desk import Desk, desk_to_edit, desk_to_see
from .saving import base_file, base_version
from .spoken import decline_name, named, spoken_of


@login_required
@require_safe
def talk(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    return _page(request, desk_to_see(request, draft_id))


@login_required
@require_POST
def add_comment(request: HttpRequest, draft_id: UUID, block: str) -> HttpResponse:
    """On a block that was taken out meanwhile, too: it then stands with what was said about blocks that are gone."""
    desk = desk_to_see(request, draft_id)
    if named(desk.file, block) is None and named(base_file(request, desk), block) is None:
        raise Http404
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, wrong=block, form=form)
    actions.comment(desk.draft, block, form.cleaned_data["text"], _user(desk))
    messages.success(request, "コメントを書きました。")
    return _back(draft_id, block)


@login_required
@require_POST
def answer(request: HttpRequest, draft_id: UUID, comment_id: int) -> HttpResponse:
    desk = desk_to_see(request, draft_id)
    about = get_object_or_404(desk.draft.comments, pk=comment_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, wrong=about.answer_name, form=form)
    actions.answer(about, form.cleaned_data["text"], _user(desk))
    messages.success(request, "答えを書きました。")
    return _back_to(desk, about)


@login_required
@require_POST
def settle(request: HttpRequest, draft_id: UUID, comment_id: int) -> HttpResponse:
    """By who wrote it or who may edit the draft; open again by the same people."""
    desk = desk_to_see(request, draft_id)
    about = get_object_or_404(desk.draft.comments, pk=comment_id, about=None)
    if not (desk.may_edit or about.author_id == _user(desk).pk):
        raise PermissionDenied
    if "reopen" in request.POST:
        actions.reopen(about)
    else:
        actions.settle(about, _user(desk))
        messages.success(request, "済みにしました。「済んだ話」から見られます。")
    return _back_to(desk, about)


@login_required
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, draft_id: UUID, block: str) -> HttpResponse:
    """Made to what stood on the page: whoever decides is told if the block was changed since."""
    desk = desk_to_see(request, draft_id)
    seen = base_file(request, desk)
    one = named(seen, block)
    if one is None:
        raise Http404
    if named(desk.file, block) is None:
        raise NotTaken("この段落は、ほかの人が外しました。提案は送っていません。")
    form = SuggestionForm(request.POST or None, initial={"text": one.text})
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            actions.suggest(desk.draft, block, typed["text"], typed["reason"], _user(desk), base_version(request, desk))
        except ValidationError as error:
            form.add_error("text", error)
        else:
            messages.success(request, "提案しました。取り入れるかどうかは、書く人が決めます。")
            return _back(draft_id, block)
    context = {"desk": desk, "draft": desk.draft, "one": one, "form": form, "section": "drafts"}
    context["base"] = base_version(request, desk)
    return render(request, "drafts/suggest.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def decide(request: HttpRequest, draft_id: UUID, suggestion_id: int) -> HttpResponse:
    """take, decline: by who may edit; withdraw: by who suggested."""
    deed = request.POST.get("do", "")
    desk = (desk_to_see if deed == "withdraw" else desk_to_edit)(request, draft_id)
    suggestion = get_object_or_404(desk.draft.suggestions, pk=suggestion_id)
    deeds: dict[str, Callable[[HttpRequest, Desk, Suggestion], HttpResponse | None]] = {
        "take": _take,
        "decline": _decline,
        "withdraw": _withdraw,
    }
    if deed not in deeds:
        raise Http404
    try:
        return deeds[deed](request, desk, suggestion) or _back_to(desk, suggestion)
    except Conflict:
        messages.error(request, "この段落は、いま別の人が直しました。違いを見て、もう一度決めてください。")
    except ValidationError as error:
        # With a reason that was typed, which must not be lost.
        raise NotTaken(error.messages[0]) from None
    return _back_to(desk, suggestion)


def open_counts(draft: Draft, blocks: Container[str] = ()) -> dict[str, int]:
    """For each of these blocks, how many comments and suggestions are still open; one query."""
    said = ("block", "joined_into")
    comments = draft.comments.filter(about=None, settled_at=None).order_by().values_list(*said)
    suggestions = draft.suggestions.filter(state=Suggestion.State.OPEN).order_by().values_list(*said)
    rows = comments.union(suggestions, all=True)
    return dict(Counter(actions.place_of(block, joined_into, blocks) for block, joined_into in rows))


def _take(request: HttpRequest, desk: Desk, suggestion: Suggestion) -> None:
    actions.take(suggestion, _user(desk), base_version(request, desk).number)
    messages.success(request, "提案を取り入れました。前の文は「これまでの文」にあります。")


def _decline(request: HttpRequest, desk: Desk, suggestion: Suggestion) -> HttpResponse | None:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, wrong=decline_name(suggestion), form=form)
    actions.decline(suggestion, _user(desk), form.cleaned_data["answer"])
    messages.success(request, "提案を見送りました。")
    return None


def _withdraw(request: HttpRequest, desk: Desk, suggestion: Suggestion) -> None:
    if suggestion.author_id != _user(desk).pk:
        raise PermissionDenied
    actions.withdraw(suggestion)
    messages.success(request, "提案を取り下げました。")


def _page(
    request: HttpRequest, desk: Desk, *, wrong: str = "", form: CommentForm | DeclineForm | None = None
) -> HttpResponse:
    """`wrong`: the form, by its name, that could not be taken; what was typed stands in it."""
    spoken = spoken_of(desk)
    context = {
        "desk": desk,
        "draft": desk.draft,
        "version": desk.version,
        "here": [one for one in spoken if one.block],
        "gone": [one for one in spoken if not one.block],
        "wrong": wrong,
        "form": form,
        "section": "drafts",
    }
    return render(request, "drafts/talk.html", context, status=422 if form else 200)


def _user(desk: Desk) -> User:
    assert desk.user is not None
    return desk.user


def _back_to(desk: Desk, said: Comment | Suggestion) -> HttpResponse:
    blocks = {block.id for block in named_blocks(desk.file)}
    return _back(desk.draft.pk, actions.place_of(said.block, said.joined_into, blocks))


def _back(draft_id: UUID, block: str) -> HttpResponse:
    return redirect(reverse("draft_talk", args=[draft_id]) + f"#talk-{block}")
