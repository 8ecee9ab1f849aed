"""Fixtures for all tests: the library of this release, the cast."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from drafting.actions.release import load_fixtures

pytest_plugins = ["tests.people", "tests.world"]
LIBRARY_FILE = pytest.StashKey[Path]()


def pytest_configure() -> None:
    # WhiteNoise warns when there is no such folder; tests collect no static files.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    pytestconfig: pytest.Config,
) -> None:
    """The library of this release once, for all tests: reading it takes longer than most of them."""
    path = pytestconfig.stash[LIBRARY_FILE] = tmp_path_factory.mktemp("library") / "db.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as file:
        load_fixtures()
        connection.connection.backup(file)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """A test outside a transaction leaves empty tables; for the next one the library is back."""
    yield
    mark = item.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction"):
        with closing(sqlite3.connect(item.config.stash[LIBRARY_FILE])) as file:
            file.backup(connection.connection)


@pytest.fixture
def library(db: None) -> None:
    """The library of this release."""
