"""Every page that an address of the access table gives, by axe: a new page is looked at without anybody thinking of it.

What the test client gets is what the browser shows: the world of the access table, with no server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from tests.web.access_table import TABLE
from tests.web.test_access_matrix import address
from tests.world import World

from .test_accessibility import RULES, sideways

SITE = "http://localhost"
# What answers with a page: as asked for, or saying what is wrong.  403 and 404 look the same everywhere.
PAGES = (200, 409, 410, 422)
# Addresses that give a file, a picture, or to a script a few words or a part of a page.
NO_PAGES = {
    *("figure_file", "account_download", "draft_download", "draft_version_download", "draft_part", "draft_package"),
    *("sample_page", "shared_page", "agree_page", "draft_page", "draft_picture"),
    *("draft_news", "draft_counts", "draft_beside", "assemblies"),
}


def cases() -> Iterator[tuple[str, str, str]]:
    """(name, way, who) for each kind of answer that an address gives; of those who get it, the first."""
    for name, line in sorted(TABLE.items()):
        for way, answers in (("get", line.get), ("post", line.post)):
            first = {status: person for person, status in reversed((answers or {}).items())}
            yield from ((name, way, first[status]) for status in PAGES if status in first and name not in NO_PAGES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Of a site that is nowhere: no program needs to run for it."""
    with browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo") as context:
        yield context.new_page()


CASES = list(cases())
# Tests to share out among processes; one for each page would make the world a hundred times.
PARTS = 12


def show(page: Page, client: Client, path: str, given: Any) -> None:
    """The answer as the page of this address, with its style sheets and scripts; pictures of the paper are left out."""
    cache.clear()

    def answer(route: Route) -> None:
        rest = route.request.url.removeprefix(SITE)
        if rest == path:
            route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.content)
        elif rest.startswith(settings.STATIC_URL):
            file = client.get(rest)
            route.fulfill(status=file.status_code, headers=dict(file.headers), body=b"".join(file.streaming_content))
        else:
            route.abort()

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(SITE + path)


def faults(page: Page, where: str) -> list[str]:
    page.set_viewport_size({"width": 1280, "height": 900})
    found = Axe().run(page, options=RULES).response["violations"]
    wrong = [f"{where}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    page.set_viewport_size({"width": 640, "height": 900})
    return wrong + sideways(page, where)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing(part: int, clients: dict[str, Client], world: World, page: Page) -> None:
    wrong = []
    for name, way, person in CASES[part::PARTS]:
        line, client = TABLE[name], clients[person]
        path = address(name, line, world)
        first = client.get(path) if way == "get" else client.post(path, line.sends)
        assert first["Content-Type"].startswith("text/html"), f"{name}: not a page? Then it stands in NO_PAGES"
        show(page, client, path, first)
        where = f"{way} {path} by {person}"
        wrong += faults(page, where)
        if (heads := page.get_by_role("heading", level=1).count()) != 1:
            wrong.append(f"{where}: {heads} headings of the first level")
    assert wrong == []


def test_axe_finds_nothing_where_somebody_is_refused(clients: dict[str, Client], world: World, page: Page) -> None:
    group = f"/groups/{world['group_id']}/"
    asked = {
        "a page for others": (clients["reader"], "get", f"/drafts/{world['draft_id']}/share/", 403),
        "a form that a script may have sent": (_wary(clients["owner"]), "post", f"{group}name/", 403),
        "a draft of others": (clients["outsider"], "get", f"/drafts/{world['draft_id']}/", 404),
        "a link that is over": (clients["anonymous"], "get", "/shared/chigau/", 404),
        "another that is over": (clients["anonymous"], "get", "/agree/chigau/", 404),
    }
    wrong = []
    for where, (client, way, path, status) in asked.items():
        first = client.get(path) if way == "get" else client.post(path, {"name": "新しい名"})
        assert first.status_code == status, where
        show(page, client, path, first)
        wrong += faults(page, where)
    assert wrong == []


def _wary(client: Client) -> Client:
    """The same person, whose forms are looked at for the mark against forgery."""
    wary = Client(enforce_csrf_checks=True)
    wary.cookies = client.cookies
    return wary


def test_faults_are_found_here_too(clients: dict[str, Client], page: Page) -> None:
    client = clients["owner"]
    given = client.get("/drafts/new/")
    given.content = given.content.replace(b"</main>", b"<img src='/nothing.png'></main>")
    show(page, client, "/drafts/new/", given)
    assert any("image-alt" in one for one in faults(page, "spoilt"))
