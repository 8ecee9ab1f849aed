"""What every page knows."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .accounts import passkeys_work
from .actions.notices import unread
from .models import User


def site(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    counted = SimpleLazyObject(lambda: unread(user)) if isinstance(user, User) else 0
    return {
        "demo": settings.DEMO,
        "mails": settings.SENDS_MAIL,
        "unread_notices": counted,
        "passkeys_work": passkeys_work(request),
        "may_sign_up": SimpleLazyObject(lambda: get_adapter(request).is_open_for_signup(request)),
    }
