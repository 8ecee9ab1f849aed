"""The program as it is with mail settings."""

from __future__ import annotations

from typing import Any

import pytest

from drafting.actions.cast import Cast
from drafting.actions.people import keep_one_address
from drafting.models import User


@pytest.fixture
def by_mail(settings: Any, cast: Cast) -> Any:
    """As with mail settings in the environment."""
    settings.SENDS_MAIL, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = "mandatory", True
    for user in User.objects.all():
        keep_one_address(user)
    return settings
