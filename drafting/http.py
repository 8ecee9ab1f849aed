"""Request types with what the middleware adds, so that views read `request.user` with its true type."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import User


class Request(HttpRequest):
    """Any request; `user` may be anonymous."""

    htmx: HtmxDetails


class SignedInRequest(Request):
    """A request behind `login_required`."""

    user: User
