"""話し合い: what people say about each block of a draft, and other words that they suggest for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.actions import talk as actions
from drafting.actions.drafts import Conflict, file_of
from drafting.compose.differences import Piece, differences
from drafting.intake.blocks import NamedBlock, named_blocks
from drafting.intake.draft_file import DraftFile
from drafting.intake.suggested import Way
from drafting.models import Comment, Draft, Suggestion, User
from drafting.together_forms import CommentForm, DeclineForm, SuggestionForm
from drafting.views.typed import NotTaken

from .desk import Desk, desk_to_edit, desk_to_see
from .saving import base_file, base_version

# How many versions back the words of a block that is gone are looked for.
REACH = 100


@dataclass(frozen=True)
class Suggested:
    """`pieces`: what taking it would change, in the block `at`; where it cannot be taken, how it differs from the
    words that it was made for.  `since`: how those changed after it was made; `meant`: how it differs from them."""

    suggestion: Suggestion
    way: Way
    pieces: tuple[Piece, ...]
    at: NamedBlock | None = None
    since: tuple[Piece, ...] = ()
    meant: tuple[Piece, ...] = ()

    @property
    def may_be_taken(self) -> bool:
        return self.at is not None

    @property
    def is_part(self) -> bool:
        """Of a block that was divided, or joined to another."""
        return self.at is not None and self.at.id != self.suggestion.block

    @property
    def replaces(self) -> bool:
        """What stands there now goes, with whatever somebody changed in it."""
        return self.way is Way.INSTEAD

    @property
    def decline_name(self) -> str:
        return _decline_name(self.suggestion)


@dataclass
class Spoken:
    """One block with all that was said about it; `block` None: it is not in the text any more, and `last_text` is what
    it said."""

    block: NamedBlock | None
    id: str
    last_text: str = ""
    comments: list[Comment] = field(default_factory=list)
    settled: list[Comment] = field(default_factory=list)
    suggestions: list[Suggested] = field(default_factory=list)
    decided: list[Suggestion] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        return not (self.comments or self.settled or self.suggestions or self.decided)

    @property
    def past(self) -> int:
        return len(self.settled) + len(self.decided)

    @property
    def may_be_suggested(self) -> bool:
        return self.block is not None and not hasattr(self.block.entry, "quotation")


@login_required
@require_safe
def talk(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    return _page(request, desk_to_see(request, draft_id))


@login_required
@require_POST
def add_comment(request: HttpRequest, draft_id: UUID, block: str) -> HttpResponse:
    """On a block that was taken out meanwhile, too: it then stands with what was said about blocks that are gone."""
    desk = desk_to_see(request, draft_id)
    if _named(desk.file, block) is None and _named(base_file(request, desk), block) is None:
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
    named = _named(seen, block)
    if named is None:
        raise Http404
    if _named(desk.file, block) is None:
        raise NotTaken("この段落は、ほかの人が外しました。提案は送っていません。")
    form = SuggestionForm(request.POST or None, initial={"text": named.text})
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data
            actions.suggest(desk.draft, block, typed["text"], typed["reason"], _user(desk), base_version(request, desk))
        except ValidationError as error:
            form.add_error("text", error)
        else:
            messages.success(request, "提案しました。取り入れるかどうかは、書く人が決めます。")
            return _back(draft_id, block)
    context = {"desk": desk, "draft": desk.draft, "one": named, "form": form, "section": "drafts"}
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
        return _page(request, desk, wrong=_decline_name(suggestion), form=form)
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
    spoken = _spoken(desk)
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


def _spoken(desk: Desk) -> list[Spoken]:
    """The blocks in order, then those that are not in the text any more, if something was said about them."""
    here = {block.id: Spoken(block, block.id) for block in named_blocks(desk.file)}
    spoken = dict(here)
    comments = desk.draft.comments.filter(about=None).select_related("author", "settled_by")
    for comment in comments.prefetch_related("answers__author"):
        place = actions.place_of(comment.block, comment.joined_into, here)
        one = spoken.setdefault(place, Spoken(None, place))
        (one.settled if comment.settled_at else one.comments).append(comment)
    shown = ~Q(state=Suggestion.State.WITHDRAWN)
    for suggestion in desk.draft.suggestions.filter(shown).select_related("author", "decided_by"):
        place = actions.place_of(suggestion.block, suggestion.joined_into, here)
        one = spoken.setdefault(place, Spoken(None, place))
        if suggestion.state == Suggestion.State.OPEN:
            one.suggestions.append(_suggested(suggestion, desk.file))
        else:
            one.decided.append(suggestion)
    _remember(desk.draft, [one for one in spoken.values() if not one.block])
    return list(spoken.values())


def _remember(draft: Draft, gone: list[Spoken]) -> None:
    """What stood in the blocks that are gone, if that is not too long ago."""
    left = {one.id: one for one in gone}
    for version in draft.versions.order_by("-number")[:REACH].iterator(chunk_size=10) if left else ():
        for block in named_blocks(file_of(version)):
            if block.id in left:
                left.pop(block.id).last_text = block.text
        if not left:
            return


def _suggested(suggestion: Suggestion, file: DraftFile) -> Suggested:
    read, said = suggestion.read_text, suggestion.text
    place = actions.place_for(suggestion, file)
    if place is None or place.way is Way.NOT:
        return Suggested(suggestion, Way.NOT, differences(read, said))
    pieces, at = differences(place.now, place.text), _named(file, place.block)
    if place.way is Way.AS_IT_WAS or place.block != suggestion.block:
        return Suggested(suggestion, place.way, pieces, at)
    return Suggested(suggestion, place.way, pieces, at, differences(read, place.now), differences(read, said))


def _decline_name(suggestion: Suggestion) -> str:
    """Of the form in which it is declined."""
    return f"decline-{suggestion.pk}"


def _named(file: DraftFile, block: str) -> NamedBlock | None:
    return next((one for one in named_blocks(file) if one.id == block), None)


def _user(desk: Desk) -> User:
    assert desk.user is not None
    return desk.user


def _back_to(desk: Desk, said: Comment | Suggestion) -> HttpResponse:
    blocks = {block.id for block in named_blocks(desk.file)}
    return _back(desk.draft.pk, actions.place_of(said.block, said.joined_into, blocks))


def _back(draft_id: UUID, block: str) -> HttpResponse:
    return redirect(reverse("draft_talk", args=[draft_id]) + f"#talk-{block}")
