"""One's own account, its devices, the first administrator's way in, and help for those who cannot sign in.

Signing in, up and out, passwords and second factors are allauth's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.account.forms import default_token_generator
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from drafting import access
from drafting.actions import people
from drafting.models import FirstAdminLink, User
from drafting.sign_in_forms import AccountForm, FirstAdminForm

View = Callable[..., Any]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = AccountForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        people.rename(request.user, form.cleaned_data["name"])
        messages.success(request, "保存しました。")
        return redirect("account")
    context = {
        "form": form,
        "has_second_factor": is_mfa_enabled(request.user),
        "needs_second_factor": access.needs_second_factor(request.user),
        "section": "account",
    }
    return render(request, "account/account.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, and an end to all of it but here."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        people.end_other_sessions(request.user)
        update_session_auth_hash(request, request.user)
        UserSession.objects.filter(user=request.user).delete()
        UserSession.objects.create_from_request(request)
        messages.success(request, "ほかの端末では、もう一度ログインが要るようにしました。")
        return redirect("account_devices")
    sessions = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.created_at, reverse=True)
    return render(request, "account/devices.html", {"sessions": sessions, "section": "account"})


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
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        UserSession.objects.create_from_request(request)
        messages.success(request, "管理者を登録しました。「運営」から、ほかの人の利用者登録ができます。")
        return redirect("home")
    return render(request, "account/first_admin.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """By mail where mail works; else whom to ask, and no mail is promised."""
    if settings.SENDS_MAIL:
        answer: HttpResponse = allauth.password_reset(request)
        return answer
    return render(request, "account/forgotten.html", {"section": "account"})


def second_factor(request: HttpRequest) -> HttpResponse:
    """allauth's, but for somebody who waits here while his factor is taken away: the sign-in page would send him back
    to this one for ever.  He signs in anew."""
    answer: HttpResponse = allauth_mfa.authenticate(request)
    if answer.headers.get("Location") == reverse("account_login"):
        clear_login(request)
    return answer


def by_mail(view: View) -> View:
    """Pages that only make sense where mail works; elsewhere there are none."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.SENDS_MAIL:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def help_to_sign_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """An administrator makes a link by which somebody sets a new password, or takes a lost second factor away."""
    access.require_administrator(request.user)
    person = get_object_or_404(User, pk=user_id, is_active=True)
    context = {"person": person, "has_second_factor": is_mfa_enabled(person), "section": "account"}
    match request.POST.get("do", ""):
        case "link":
            context["link"] = request.build_absolute_uri(_reset_path(person))
        case "second-factor":
            people.take_second_factor_away(person)
            messages.success(request, f"{person}さんの二段階認証を外しました。本人が、もう一度設定します。")
            return redirect("help_to_sign_in", user_id)
    return render(request, "account/help_to_sign_in.html", context)


def _reset_path(person: User) -> str:
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


def _dead_link(request: HttpRequest) -> HttpResponse:
    has_admin = User.objects.filter(is_superuser=True, is_active=True).exists()
    return render(request, "account/dead_link.html", {"has_admin": has_admin}, status=410)
