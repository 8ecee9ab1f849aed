"""The pages: taking everything out, and ending the account with what follows told first."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from drafting.actions.leaving import close_account, leaving_of
from drafting.models import User
from drafting.sign_in_forms import LeavingForm

from .archive import zipped
from .sections import files_of


@login_required
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    return render(request, "my_data/my_data.html", {"leaving": leaving_of(request.user), "section": "account"})


@login_required
@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """Sent as it is made: the browser shows how far it is, and nothing waits in memory."""
    assert isinstance(request.user, User)
    response = StreamingHttpResponse(zipped(files_of(request.user)), content_type="application/zip")
    name = quote(f"意見書工房_自分の記録_{timezone.localdate():%Y%m%d}.zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = LeavingForm(request.POST or None, user=request.user)
    leaving = leaving_of(request.user)
    if request.method == "POST" and form.is_valid():
        try:
            close_account(request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("account_close")
        logout(request)
        return render(request, "my_data/closed.html", {"was_in_groups": leaving.groups > 0})
    context = {"form": form, "leaving": leaving, "section": "account"}
    return render(request, "my_data/close.html", context, status=422 if form.is_bound else 200)
