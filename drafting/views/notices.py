"""お知らせ: what others did on one's drafts and groups; it shows no text of a draft."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drafting import access
from drafting.actions import notices as actions
from drafting.models import User

A_PAGE = 30


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Of drafts that one may not see any more only that something was done is told."""
    assert isinstance(request.user, User)
    found = request.user.notices.select_related("draft__current", "group", "by")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    named = [notice.draft_id for notice in page if notice.draft_id]
    visible = set(access.drafts_visible_to(request.user).filter(pk__in=named).values_list("pk", flat=True))
    context = {"page": page, "visible": visible, "by_mail": settings.SENDS_MAIL, "section": "notices"}
    return render(request, "notices/notices.html", context)


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    actions.mark_read(request.user)
    return redirect("notices")


@login_required
@require_POST
def by_mail(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    request.user.notices_by_mail = "wish" in request.POST
    request.user.save(update_fields=["notices_by_mail"])
    wished = request.user.notices_by_mail
    messages.success(request, "メールでもお知らせします。" if wished else "メールではお知らせしません。")
    return redirect("notices")
