"""Two servers over one database: limits on attempts hold for both, and what two people do at once is done in turn."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from drafting.actions.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
GROUP = "/groups/1/"
BLOCKS = ("one", "two", "three", "four")
ONE_DRAFT = f"""
import django
django.setup()
from drafting.actions.drafts import start_draft
from drafting.compose.kinds import Kind
from drafting.intake.draft_file import DraftFile, OwnEntry
from drafting.models import DraftingGroup, User
body = tuple(OwnEntry(block, "はじめの文。") for block in {BLOCKS})
group = DraftingGroup.objects.get()
file = DraftFile(Kind.OPINION, "", "同時に書く意見書", body=body)
start_draft(file, User.objects.get(email="sato@example.jp"), group)
"""


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Nowhere."""


class Visitor:
    """A browser without a screen, before one of the servers."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> tuple[int, str]:
        return self._open(path, None)

    def post(self, path: str, **sends: str) -> tuple[int, str]:
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "") or ""
        return self._open(path, urllib.parse.urlencode(sends | {"csrfmiddlewaretoken": token}).encode())

    def send(self, path: str, sends: dict[str, str]) -> int:
        """The status of the answer itself; where it leads is not opened."""
        token = next((one.value for one in self.cookies if one.name == "csrftoken"), "") or ""
        content = urllib.parse.urlencode(sends | {"csrfmiddlewaretoken": token}).encode()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), Stays())
        try:
            with opener.open(self.base + path, content, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.get("/accounts/login/")
        self.post("/accounts/login/", login=email, password=password)

    @property
    def is_in(self) -> bool:
        return "ログアウト" in self.get("/account/")[1]

    def _open(self, path: str, sends: bytes | None) -> tuple[int, str]:
        try:
            with self.opener.open(self.base + path, sends, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("two")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    environment = kept | {"VAR_DIR": str(folder), "SECRET_KEY": "only-for-tests", "DEMO": "1", "PYTHONPATH": str(ROOT)}
    environment["DJANGO_SETTINGS_MODULE"] = "drafting.settings"
    for command in ("migrate", "load_cast"):
        arguments = [sys.executable, "manage.py", command]
        subprocess.run(arguments, cwd=ROOT, env=environment, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", ONE_DRAFT], cwd=ROOT, env=environment, check=True, capture_output=True)
    ports = [_free_port(), _free_port()]
    running = [_start(port, environment, folder) for port in ports]
    try:
        for port, process in zip(ports, running, strict=True):
            _wait_for(port, process)
        yield (f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}")
    finally:
        for process in running:
            process.terminate()
            process.wait(10)


def _start(port: int, environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with (folder / f"{port}.log").open("w") as log:
        return subprocess.Popen([*gunicorn, "drafting.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=log)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server did not start"
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not answer")


def test_attempts_are_counted_over_both(servers: tuple[str, str]) -> None:
    # Three on each: too few for either alone.
    for attempt in range(6):
        Visitor(servers[attempt % 2]).sign_in("tanaka@example.jp", "chigau-aikotoba")
    for base in servers:
        visitor = Visitor(base)
        visitor.sign_in("tanaka@example.jp")
        assert not visitor.is_in
    other = Visitor(servers[0])
    other.sign_in("kato@example.jp")
    assert other.is_in


def test_two_keepers_who_leave_at_the_same_moment_do_not_leave_the_group_alone(servers: tuple[str, str]) -> None:
    sato, suzuki = Visitor(servers[0]), Visitor(servers[1])
    sato.sign_in("sato@example.jp")
    suzuki.sign_in("suzuki@example.jp")
    place = re.search(r"people/(\d+)/role/[^>]*>(?:(?!</form>).)*鈴木", sato.get(GROUP + "people/")[1], re.DOTALL)
    assert place
    sato.post(f"{GROUP}people/{place[1]}/role/", role="admin")
    for _ in range(3):
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda one: one.post(GROUP + "leave/"), (sato, suzuki)))
        left = [one.get(GROUP)[0] for one in (sato, suzuki)]
        assert sorted(left) == [200, 404]
        stays, gone = (sato, suzuki) if left[0] == 200 else (suzuki, sato)
        _comes_back(stays, gone)


def _comes_back(keeper: Visitor, gone: Visitor) -> None:
    assert "「管理者」" in keeper.get(GROUP)[1]
    _, page = keeper.post(GROUP + "invitations/", role="admin")
    link = re.search(r'value="https?://[^/]+(/join/[^"]+)"', page)
    assert link
    gone.get(link[1])
    gone.post("/join/")
    assert gone.get(GROUP)[0] == 200


@pytest.fixture
def four(servers: tuple[str, str]) -> list[Visitor]:
    """佐藤 and 鈴木, each before both servers."""
    visitors = [Visitor(base) for base in (*servers, *servers)]
    for at, visitor in enumerate(visitors):
        visitor.sign_in("sato@example.jp" if at % 2 else "suzuki@example.jp")
    return visitors


def draft_path(visitor: Visitor) -> str:
    found = re.search(r'href="(/drafts/[^"]+/)"[^>]*>同時に書く意見書', visitor.get(GROUP)[1])
    assert found
    return found[1]


def typed(visitor: Visitor, draft: str, block: str, text: str, version: int) -> tuple[int, str]:
    """As the composer saves while somebody is typing."""
    sends = {"do": "text", "text": text, "version": str(version), "autosave": "1"}
    return visitor.post(f"{draft}text/{block}/", **sends, **{"sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0"})


def file_of(visitor: Visitor, draft: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(visitor.get(f"{draft}export/json/")[1])
    return found


def newest(visitor: Visitor, draft: str) -> int:
    return int(json.loads(visitor.get(f"{draft}news/?since=1")[1])["version"])


def test_four_who_save_different_paragraphs_in_the_same_instant_lose_nothing(four: list[Visitor]) -> None:
    draft = draft_path(four[0])
    for attempt in range(5):
        start = newest(four[0], draft)
        texts = {block: f"{attempt}回目の{block}の文。" for block in BLOCKS}

        def save(one: tuple[Visitor, str], start: int = start, texts: dict[str, str] = texts) -> tuple[int, str]:
            return typed(one[0], draft, one[1], texts[one[1]], start)

        with ThreadPoolExecutor(4) as at_once:
            answers = list(at_once.map(save, zip(four, BLOCKS, strict=True)))
        assert [status for status, _ in answers] == [200] * 4
        # Each is a version of its own, one upon the other.
        assert sorted(json.loads(said)["version"] for _, said in answers) == [start + step for step in (1, 2, 3, 4)]
        assert {entry["id"]: entry["text"] for entry in file_of(four[0], draft)["body"]} == texts


def test_of_four_who_save_one_paragraph_in_the_same_instant_three_are_told(four: list[Visitor]) -> None:
    draft = draft_path(four[0])
    for attempt in range(5):
        start = newest(four[0], draft)
        texts = [f"{attempt}回目に{at}人目が書いた文。" for at in range(4)]

        def save(one: tuple[Visitor, str], start: int = start) -> tuple[int, str]:
            return typed(one[0], draft, "one", one[1], start)

        with ThreadPoolExecutor(4) as at_once:
            answers = list(at_once.map(save, zip(four, texts, strict=True)))
        assert sorted(status for status, _ in answers) == [200, 409, 409, 409]
        (winner,) = [at for at, (status, _) in enumerate(answers) if status == 200]
        assert file_of(four[0], draft)["body"][0]["text"] == texts[winner]
        assert newest(four[0], draft) == start + 1
        assert all("あなたの文はこの画面に残っています" in said for status, said in answers if status == 409)


def test_deeds_of_every_kind_at_once_end_in_no_error(four: list[Visitor]) -> None:
    """Added, moved, taken out, named and dated at the same moment by four people: each is answered, none with 500."""
    draft = draft_path(four[0])
    start = newest(four[0], draft)
    before = {entry["id"] for entry in file_of(four[0], draft)["body"]}
    deeds: list[tuple[str, dict[str, str]]] = [
        ("text/add/", {"own": "1", "version": str(start)}),
        ("text/two/", {"do": "up", "version": str(start)}),
        (
            "text/settings/",
            {"register": "polite", "citations": "none", "preamble": "はじめに。", "version": str(start)},
        ),
        ("versions/1/name/", {"name": "はじめの版", "seen": ""}),
        ("export/deadline/", {"day": "2030-01-02", "at": "17:00", "seen": "none"}),
        ("text/add/", {"own": "1", "version": str(start)}),
        ("text/four/", {"do": "out", "version": str(start)}),
        ("versions/1/restore/", {"version": str(start)}),
    ]
    with ThreadPoolExecutor(8) as at_once:
        answers = list(
            at_once.map(lambda one: one[0].send(f"{draft}{one[1][0]}", one[1][1]), zip(four * 2, deeds, strict=True))
        )
    assert all(status in (302, 409) for status in answers), answers
    added = {entry["id"] for entry in file_of(four[0], draft)["body"]} - before
    assert len(added) == sum(answers[at] == 302 for at in (0, 5))
