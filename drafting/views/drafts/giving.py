"""Whose a draft is: chosen as it begins, and changed later with what follows from it told first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from drafting import access
from drafting.actions import giving
from drafting.models import Draft, DraftingGroup, Membership, User

MINE = "mine"


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    follows: tuple[str, ...]


def groups_to_choose_from(request: HttpRequest) -> list[DraftingGroup]:
    return list(access.groups_to_write_for(request.user)) if isinstance(request.user, User) else []


def group_chosen(request: HttpRequest) -> DraftingGroup | None:
    """In whose name a new draft begins; None: one's own.  A group for which one may not write is not found."""
    chosen = request.POST.get("whose", request.GET.get("group", ""))
    if chosen in ("", MINE):
        return None
    found = next((group for group in groups_to_choose_from(request) if str(group.pk) == chosen), None)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft of one's own goes to a group, a group's to another or to oneself."""
    assert isinstance(request.user, User)
    draft = access.draft_to_see(access.Visitor.of(request), draft_id)
    if not access.may_give_away(request.user, draft):
        raise PermissionDenied
    choices = _choices(draft, request.user)
    chosen = request.POST.get("to", "")
    if request.method == "POST" and chosen in {choice.value for choice in choices}:
        return _given(request, draft, request.user, chosen)
    context = {"draft": draft, "choices": choices, "tried": request.method == "POST", "section": "drafts"}
    return render(request, "drafts/hand_over.html", context, status=422 if request.method == "POST" else 200)


def _given(request: HttpRequest, draft: Draft, user: User, chosen: str) -> HttpResponse:
    group = None if chosen == MINE else access.groups_to_write_for(user).get(pk=int(chosen))
    try:
        if group is None:
            giving.give_to_person(draft, user)
        else:
            giving.give_to_group(draft, group, user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("home")
    messages.success(request, f"「{group}」の下書きにしました。" if group else "自分の下書きに戻しました。")
    return redirect("draft", draft.pk)


def _choices(draft: Draft, user: User) -> list[Choice]:
    losing = _losing(draft, user)
    mine = [Choice(MINE, "自分の下書きに戻す", (*losing, "あなただけが開き、書けます。"))] if draft.group else []
    writers = Count("membership", filter=Q(membership__role__in=access.WRITERS), distinct=True)
    # Groups are found through one's own place in them; the people counted are all of theirs.
    groups = DraftingGroup.objects.filter(pk__in=access.groups_to_write_for(user))
    counted = groups.annotate(writers=writers, everybody=Count("membership", distinct=True)).order_by("name", "pk")
    return mine + [
        Choice(
            str(group.pk),
            f"「{group}」の下書きにする",
            (*losing, *_gaining(group.everybody, group.writers), "戻せるのは、この会の管理者です。"),
        )
        for group in counted
        if group.pk != draft.group_id
    ]


def _gaining(everybody: int, writers: int) -> tuple[str, ...]:
    return (f"会の{everybody}人が、これまでの文も含めて読めるようになります。", f"そのうち{writers}人が書けます。")


def _losing(draft: Draft, user: User) -> tuple[str, ...]:
    if draft.group is None:
        return ()
    others = Membership.objects.filter(group=draft.group).exclude(user=user).count()
    return (f"「{draft.group}」のほかの{others}人は、開けなくなります。",) if others else ()
