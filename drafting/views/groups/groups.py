"""My groups, starting one, a group's own page, its name, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting import access
from drafting.actions import groups as actions
from drafting.group_forms import GroupForm
from drafting.models import Draft, DraftingGroup, Membership, User

from .people import is_closing

A_PAGE = 20


@login_required
@require_safe
def my_groups(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    places = Membership.objects.filter(user=request.user).select_related("group").order_by("group__name", "pk")
    written = Count("group__drafts", filter=Q(group__drafts__discarded_at=None), distinct=True)
    page = Paginator(places.annotate(written=written), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/groups.html", {"page": page, "section": "groups"})


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        group = actions.start_group(form.cleaned_data["name"], form.cleaned_data["kind"], request.user)
        messages.success(request, f"「{group}」を作りました。いっしょに書く人を招いてください。")
        return redirect("group_people", group.pk)
    context = {"form": form, "section": "groups"}
    return render(request, "groups/new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    """What the group writes; its people have a page of their own, since there may be hundreds."""
    place = access.place_in(request.user, group_id)
    drafts = _drafts(place.group).select_related("current")
    page = Paginator(drafts, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "group": place.group,
        "page": page,
        "people": place.group.membership_set.count(),
        "writes": place.role in access.WRITERS,
        "keeps": place.role == Membership.Role.ADMIN,
        "section": "groups",
    }
    return render(request, "groups/group.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, group_id: int) -> HttpResponse:
    group = access.place_to_keep(request.user, group_id).group
    form = GroupForm(request.POST or None, initial={"name": group.name, "kind": group.kind})
    if request.method == "POST" and form.is_valid():
        actions.rename_group(group, form.cleaned_data["name"], form.cleaned_data["kind"])
        messages.success(request, "名称を改めました。")
        return redirect("group", group_id)
    context = {"form": form, "group": group, "earlier": _earlier_names(group), "section": "groups"}
    return render(request, "groups/rename.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, group_id: int) -> HttpResponse:
    """Everything that goes with it is told before the button."""
    place = access.place_to_keep(request.user, group_id)
    if request.method == "POST":
        try:
            actions.end_group(place.group, place.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("group_end", group_id)
        messages.success(request, f"「{place.group}」を終えました。")
        return redirect("account_close") if is_closing(request) else redirect("groups")
    context = {
        "group": place.group,
        "open": _drafts(place.group).count(),
        "put_away": Draft.objects.filter(group=place.group, discarded_at__isnull=False).count(),
        "people": place.group.membership_set.count(),
        "section": "groups",
    }
    return render(request, "groups/end.html", context)


@login_required
@require_POST
def put_all_away(request: HttpRequest, group_id: int) -> HttpResponse:
    group = access.place_to_keep(request.user, group_id).group
    count = actions.put_all_away(group)
    messages.success(request, f"{count}件の文書をしまいました。「しまった文書」から戻せます。")
    at = reverse("group_end", args=[group_id])
    return redirect(f"{at}?closing=1" if is_closing(request) else at)


def _drafts(group: DraftingGroup) -> QuerySet[Draft]:
    return Draft.objects.filter(group=group, discarded_at=None)


def _earlier_names(group: DraftingGroup) -> list[str]:
    names = dict.fromkeys(group.history.order_by("-history_date").values_list("name", flat=True))
    return [name for name in names if name != group.name][:20]
