"""One's own account, the first administrator's way in, and what to do about a forgotten password.

Signing in and out and changing the password are allauth's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from drafting.actions import people
from drafting.models import FirstAdminLink, User
from drafting.sign_in_forms import AccountForm, FirstAdminForm


@login_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = AccountForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        people.change_account(request.user, form.cleaned_data["name"], form.cleaned_data["email"])
        messages.success(request, "保存しました。")
        return redirect("account")
    status = 422 if form.is_bound else 200
    return render(request, "account/account.html", {"form": form, "section": "account"}, status=status)


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def first_admin(request: HttpRequest, token: str) -> HttpResponse:
    """Name, address and password of the first administrator; the link works once, then this page says what to do."""
    if FirstAdminLink.find(token) is None:
        return _dead_link(request)
    form = FirstAdminForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = people.register_first_admin(token, given["name"], given["email"], given["password1"])
        except ValidationError:
            return _dead_link(request)
        login(request, user)
        messages.success(request, "管理者を登録しました。「運営」から、ほかの人の利用者登録ができます。")
        return redirect("home")
    return render(request, "account/first_admin.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """No mail is sent from here, so none is promised."""
    return render(request, "account/forgotten.html", {"section": "account"})


def _dead_link(request: HttpRequest) -> HttpResponse:
    has_admin = User.objects.filter(is_superuser=True, is_active=True).exists()
    return render(request, "account/dead_link.html", {"has_admin": has_admin}, status=410)
