"""Two servers over one database: limits on attempts hold for both, and two people who leave at once do so in turn."""

from __future__ import annotations

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

import pytest

from drafting.actions.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
GROUP = "/groups/1/"


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
