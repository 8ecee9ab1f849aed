"""Inviting into a group, and coming in by the link."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting import access
from drafting.actions import groups as actions
from drafting.group_forms import InvitationForm
from drafting.models import Invitation, Membership, User
from drafting.posting import NotSent, post

from .people import people_page


@login_required
@require_POST
def invite(request: HttpRequest, group_id: int) -> HttpResponse:
    place = access.place_to_keep(request.user, group_id)
    form = InvitationForm(request.POST, mails=settings.SENDS_MAIL)
    if not form.is_valid():
        return people_page(request, place, form)
    email = form.cleaned_data.get("email", "")
    try:
        made = actions.invite(place.group, form.cleaned_data["role"], place.user, email)
    except ValidationError as error:
        form.add_error(None, error)
        return people_page(request, place, form)
    if email and not _sent(request, made):
        messages.error(request, "メールを送れませんでした。下のリンクを写して、別の方法で渡してください。")
    else:
        messages.success(
            request, f"{email} に招待を送りました。" if email else "招待のリンクを作りました。下から写せます。"
        )
    return redirect(reverse("group_people", args=[group_id]) + "#invitations")


@login_required
@require_POST
def withdraw(request: HttpRequest, group_id: int, invitation_id: UUID) -> HttpResponse:
    place = access.place_to_keep(request.user, group_id)
    actions.withdraw(get_object_or_404(Invitation, group=place.group, pk=invitation_id))
    messages.success(request, "招待を取り消しました。そのリンクは、もう使えません。")
    return redirect(reverse("group_people", args=[group_id]) + "#invitations")


@never_cache
@require_safe
def join_link(request: HttpRequest, token: str) -> HttpResponse:
    """Keeps the invitation in the session: from here on its link is in no address, no log and no referrer."""
    invitation = Invitation.find(token)
    if invitation is None and isinstance(request.user, User) and (own := Invitation.group_behind(token, request.user)):
        messages.info(request, f"「{own}」には、もう入っています。")
        return redirect("group", own.pk)
    if invitation is None:
        return render(request, "groups/dead_link.html", {"section": "groups"}, status=410)
    request.session[access.INVITATION] = str(invitation.pk)
    return redirect("join")


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Says who invites where and as what, to whoever came by the link."""
    invitation = access.invitation_kept(request)
    if invitation is None:
        return render(request, "groups/dead_link.html", {"section": "groups"}, status=410)
    user = request.user
    if request.method == "POST" and isinstance(user, User):
        return _joined(request, invitation, user)
    is_in = isinstance(user, User) and Membership.objects.filter(group=invitation.group, user=user).exists()
    context = {
        "invitation": invitation,
        "is_in": is_in,
        # Whose address it is stays untold: the link may have been passed on.
        "is_sent_elsewhere": isinstance(user, User) and invitation.email.lower() not in ("", user.email.lower()),
        "section": "groups",
    }
    return render(request, "groups/join.html", context)


def _joined(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    try:
        place = actions.join(invitation.pk, user)
    except ValidationError:
        return render(request, "groups/dead_link.html", {"section": "groups"}, status=410)
    request.session.pop(access.INVITATION, None)
    messages.success(request, f"「{place.group}」に入りました。役割は「{place.get_role_display()}」です。")
    return redirect("group", place.group_id)


def _sent(request: HttpRequest, invitation: Invitation) -> bool:
    """Nothing of what the group writes stands in it."""
    link = request.build_absolute_uri(reverse("join_link", args=[invitation.token]))
    text = render_to_string("groups/mail/invitation.txt", {"invitation": invitation, "link": link})
    subject = f"「{invitation.group}」への招待（意見書工房）"
    try:
        post(subject, text, invitation.email)
    except NotSent:
        return False
    return True
