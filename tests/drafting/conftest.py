"""What the tests of the rows share: a small library beside the shipped one, and a second curator."""

from __future__ import annotations

import pytest

from drafting.models import User

from . import small


@pytest.fixture
def small_library(library: None) -> None:
    small.load()


@pytest.fixture
def second_curator(db: None) -> User:
    return User.objects.create_user("hara@example.jp", "kobo-no-tameshi-1", name="原 明", is_curator=True)
