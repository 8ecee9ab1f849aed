"""Every URL of the site for every person, made from the URL list: a URL without a line in access_table.py fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from drafting.models import Entry
from tests.world import World

from .access_table import LOGIN, PEOPLE, TABLE, Answers, Line


def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, set[str], str]]:
    """(name, parameters, route) of every URL outside the admin, which has a rule of its own."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield one.name or "", set(one.pattern.converters) | set(one.pattern.regex.groupindex), route
        elif one.namespace != "admin":
            for name, more, full in walk(one.url_patterns, route):
                yield name, more | set(one.pattern.converters), full


URLS = {name: (parameters, route) for name, parameters, route in walk(get_resolver().url_patterns)}


def address(name: str, line: Line, world: World) -> str:
    parameters, _ = URLS[name]
    args = dict(line.args)
    if kind := args.get("kind") if "slug" in parameters and "slug" not in args else None:
        args["slug"] = Entry.objects.filter(kind=kind, published__isnull=False, retired_at=None)[0].slug
    if args.get("draft_id") == "discarded":
        args["draft_id"] = world["discarded"]
    for one, attribute in (("token", "token"), ("link_id", "pk")):
        if (lent := world.get(args.get(one, ""))) is not None:
            args[one] = getattr(lent, attribute)
    return reverse(name, kwargs={one: args.get(one, world.get(one)) for one in parameters})


def asked(client: Client, way: str, path: str, sends: dict[str, Any]) -> int | str:
    """The status, and nothing of it lasts: the next person finds the same world."""
    cache.clear()
    with transaction.atomic():
        response = client.get(path) if way == "get" else client.post(path, sends)
        transaction.set_rollback(True)
    leads_to_login = response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL))
    return LOGIN if leads_to_login else response.status_code


def test_every_url_has_a_line_and_every_line_a_url() -> None:
    missing = [f"{name} ({route})" for name, (_, route) in URLS.items() if name not in TABLE]
    assert not missing, f"who may use it? Add a line to TABLE in tests/web/access_table.py for: {', '.join(missing)}"
    assert set(TABLE) - set(URLS) == set(), "lines in tests/web/access_table.py for which there is no URL"


def test_every_url_has_a_name() -> None:
    assert [route for name, _, route in walk(get_resolver().url_patterns) if not name] == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("name", sorted(set(TABLE) & set(URLS)))
def test_everybody_gets_the_answer_of_the_table(name: str, clients: dict[str, Client], world: World) -> None:
    line = TABLE[name]
    path = address(name, line, world)
    wrong = []
    for way, answers, other in (("get", line.get, line.post), ("post", line.post, line.get)):
        for person, client in clients.items():
            expected = answers[person] if answers else _not_there(other, person)
            got = asked(client, way, path, line.sends) if expected else expected
            if got != expected:
                wrong.append(f"{way.upper()} {path} by {person}: {got}, the table says {expected}")
    assert wrong == []


def _not_there(other: Answers | None, person: str) -> int | None:
    """A way that a URL does not have is refused to those who have the other; the rest is not asked."""
    return 405 if other and other[person] not in (403, 404, LOGIN) else None


def admin_paths() -> list[str]:
    """Every address of the admin but its own door and the two that hold nothing of anybody."""
    patterns = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "admin").url_patterns
    return [
        reverse(f"admin:{name}", args=[_admin_value(one) for one in parameters] or [1] * route.count("([^/]+)"))
        for name, parameters, route in walk(patterns)
        if name not in ("", "login", "logout", "jsi18n")
    ]


def _admin_value(parameter: str) -> str:
    return "drafting" if parameter == "app_label" else "1"


def test_nobody_but_staff_comes_into_the_admin(clients: dict[str, Client]) -> None:
    paths = admin_paths()
    assert len(paths) > 50
    for person in set(PEOPLE) - {"administrator"}:
        for path in paths:
            response = clients[person].get(path)
            assert response.status_code == 302, (person, path)
            assert response["Location"].startswith(reverse("admin:login")), (person, path)
