"""What holds for every answer, whatever view gave it."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from . import access
from .access import Visitor
from .posting import NotSent
from .views.typed import NotTaken, not_taken

# What curators and administrators do; their other pages are those of everybody.
GUARDED = ("/curation/", "/admin/")


def keep_pages_private(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What a signed-in person or a guest sees stays in no cache: "back" must not show it to the next at a shared
    computer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        visitor = Visitor.of(request)
        if (visitor.user or visitor.guest_hashes) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


def ask_for_second_factor(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Leads curators and administrators to setting it up before they decide anything."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        asks = request.path_info.startswith(GUARDED) and access.needs_second_factor(request.user)
        if asks and not is_mfa_enabled(request.user):
            messages.warning(request, "編集と運営の画面には、二段階認証が要ります。先に設定してください。")
            return redirect("mfa_activate_totp")
        return get_response(request)

    return answer


class AnswersInWords:
    """What a view raises because it could not be done is answered with a page that says why, and what to do:
    a mail that could not be sent (its code or link would be waited for in vain), a form that could not be taken (with
    what was typed)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        match exception:
            case NotSent():
                return render(request, "account/mail_not_sent.html", {"section": "account"}, status=503)
            case NotTaken():
                return not_taken(request, exception)
            case _:
                return None
