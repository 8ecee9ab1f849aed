"""Fixtures for all tests: the library of this release, the cast."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from drafting.actions.release import load_fixtures
from drafting.models import Entry

pytest_plugins = ["tests.people"]


def pytest_configure() -> None:
    # WhiteNoise warns when there is no such folder; tests collect no static files.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The library of this release once, for all tests: reading it takes longer than most of them."""
    with django_db_blocker.unblock():
        load_fixtures()


@pytest.fixture
def library(db: None) -> None:
    """The library, brought back after a test with a live server, which empties the tables."""
    if not Entry.objects.exists():
        load_fixtures()
