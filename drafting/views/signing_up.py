"""The page on which somebody who signs up enters the code of the mail, and has an account."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drafting import signing_up
from drafting.actions import people
from drafting.sign_in_forms import MailCodeForm
from drafting.signing_up import Waiting


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Of somebody who signs up; else allauth's, on which people with an account confirm another address."""
    waiting = signing_up.waiting_in(request)
    if waiting is None or request.user.is_authenticated:
        answer: HttpResponse = allauth.email_verification_sent(request)
        return answer
    if not get_adapter(request).is_open_for_signup(request):
        signing_up.forget(request)
        return render(request, "account/signup_closed.html")
    if waiting.is_too_old:
        return _from_the_start(request, waiting, "15分が過ぎました。お手数ですが、もう一度登録してください。")
    if request.POST.get("action") == "resend" and waiting.may_ask_again:
        return _send_again(request, waiting)
    form = MailCodeForm(request.POST or None, code=waiting.code, email=waiting.email)
    if request.method == "POST" and form.is_valid():
        return _come_in(request, waiting)
    if request.method == "POST":
        waiting.wrong += 1
        signing_up.keep(request, waiting)
        if waiting.is_guessed_at:
            return _from_the_start(request, waiting, "番号が続けて違いました。お手数ですが、もう一度登録してください。")
    context = {
        "email": waiting.email,
        "verify_form": form,
        "can_resend": waiting.may_ask_again,
        "again_url": _sign_up_url(waiting),
    }
    return render(request, "account/confirm_email_verification_code.html", context)


def _come_in(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    signing_up.forget(request)
    try:
        user = people.register(waiting.name, waiting.email, waiting.password)
    except IntegrityError:
        # On another device, a moment ago; he holds the address, so he may know.
        messages.info(request, "もう登録されています。ログインしてください。")
        return redirect("account_login")
    answer: HttpResponse = perform_login(request, user, redirect_url=waiting.leads_to or None, signup=True)
    return answer


def _send_again(request: HttpRequest, waiting: Waiting) -> HttpResponse:
    waiting.resent += 1
    if signing_up.send_mail(request, waiting):
        messages.success(request, "メールをもう一度送りました。新しい番号を入れてください。")
    else:
        messages.error(request, "メールは、いま送ったところです。少し待っても届かなければ、もう一度押してください。")
    return redirect("account_email_verification_sent")


def _from_the_start(request: HttpRequest, waiting: Waiting, why: str) -> HttpResponse:
    signing_up.forget(request)
    messages.error(request, why)
    return redirect(_sign_up_url(waiting))


def _sign_up_url(waiting: Waiting) -> str:
    query = QueryDict(mutable=True)
    if waiting.leads_to:
        query["next"] = waiting.leads_to
    return reverse("account_signup") + (f"?{query.urlencode()}" if query else "")
