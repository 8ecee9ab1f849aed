"""Who belongs to a group: roles, leaving, being taken out, handing the group over."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting import access
from drafting.actions import groups as actions
from drafting.group_forms import HandOverForm, InvitationForm, RoleForm
from drafting.models import Invitation, Membership

Role = Membership.Role
A_PAGE = 50
ORDER = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate((Role.ADMIN, Role.EDITOR, Role.READER))),
    output_field=IntegerField(),
)


@login_required
@require_safe
def people(request: HttpRequest, group_id: int) -> HttpResponse:
    return people_page(request, access.place_in(request.user, group_id), InvitationForm(mails=settings.SENDS_MAIL))


def people_page(request: HttpRequest, place: Membership, form: InvitationForm) -> HttpResponse:
    """Addresses are shown to nobody; open invitations to whoever may hand them out."""
    keeps = place.role == Role.ADMIN
    members = place.group.membership_set.select_related("user").order_by(ORDER, "user__name", "pk")
    context = {
        "place": place,
        "group": place.group,
        "page": Paginator(members, A_PAGE).get_page(request.GET.get("page")),
        "keeps": keeps,
        "roles": Role.choices,
        "form": form,
        "invitations": _with_links(request, place) if keeps else [],
        "section": "groups",
    }
    return render(request, "groups/people.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def change_role(request: HttpRequest, group_id: int, member_id: int) -> HttpResponse:
    group = access.place_to_keep(request.user, group_id).group
    member = get_object_or_404(Membership, group=group, pk=member_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        _done_or_told(
            request, lambda: actions.change_role(member, role), f"{member.user}さんを「{role.label}」にしました。"
        )
    else:
        messages.error(request, "役割を選んでください。")
    return redirect("group_people" if _still_keeps(request, group_id) else "group", group_id)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, group_id: int, member_id: int) -> HttpResponse:
    group = access.place_to_keep(request.user, group_id).group
    member = get_object_or_404(Membership.objects.select_related("user"), group=group, pk=member_id)
    if request.method == "POST":
        _done_or_told(request, lambda: actions.leave(member), f"{member.user}さんを外しました。")
        return redirect("group_people", group_id)
    return render(request, "groups/remove.html", {"group": group, "member": member, "section": "groups"})


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, group_id: int) -> HttpResponse:
    place = access.place_in(request.user, group_id)
    if request.method == "POST":
        if _done_or_told(request, lambda: actions.leave(place), f"「{place.group}」から抜けました。"):
            return redirect("groups")
        return redirect("group_leave", group_id)
    others = place.group.membership_set.exclude(pk=place.pk)
    is_last = place.role == Role.ADMIN and not others.filter(role=Role.ADMIN).exists()
    context = {"group": place.group, "is_last": is_last, "others": others.count(), "section": "groups"}
    return render(request, "groups/leave.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, group_id: int) -> HttpResponse:
    place = access.place_to_keep(request.user, group_id)
    others = place.group.membership_set.exclude(pk=place.pk).select_related("user").order_by("user__name", "pk")
    form = HandOverForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        to: Membership = form.cleaned_data["to"]
        said = f"{to.user}さんに引き継ぎました。あなたは「編集」です。"
        _done_or_told(request, lambda: actions.hand_over(place, to), said)
        return redirect("account_close") if is_closing(request) else redirect("group", group_id)
    context = {"group": place.group, "others": others.count(), "form": form, "section": "groups"}
    return render(request, "groups/hand_over.html", context, status=422 if form.is_bound else 200)


def is_closing(request: HttpRequest) -> bool:
    """Somebody who is ending his account goes on with that."""
    return "closing" in request.GET


def _with_links(request: HttpRequest, place: Membership) -> list[tuple[Invitation, str]]:
    open_ones = Invitation.live().filter(group=place.group)
    return [(one, request.build_absolute_uri(reverse("join_link", args=[one.token]))) for one in open_ones]


def _done_or_told(request: HttpRequest, action: Callable[[], object], said: str) -> bool:
    try:
        action()
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return False
    messages.success(request, said)
    return True


def _still_keeps(request: HttpRequest, group_id: int) -> bool:
    """Whoever gave up his own role is not sent back to a page that is for keepers."""
    return access.place_in(request.user, group_id).role == Role.ADMIN
