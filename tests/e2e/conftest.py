"""A browser, and the program as in use: gunicorn, the real settings, a database of its own with library and cast."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect

from drafting.actions.cast import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
COLLECT = "collectstatic --no-input --ignore *.map"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
# Milliseconds that a test waits for what must come: long, since a busy machine may be ten times as slow as a quiet one.
# A browser test says what happens, never how fast; that is measured in bin/bench.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
MakeFolder = Callable[[str], Path]
# Playwright runs an event loop in this thread; tests that come after in the same run use the database as before.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not Path(CHROMIUM).is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium: in CI the browser tests must run", pytrace=False)
        pytest.skip("no chromium (apt-get install chromium, or name one in CHROMIUM)")
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


def environment_of(folder: Path) -> dict[str, str]:
    """In which the program runs that keeps its things in this folder, and a worker beside it would."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    settings = {"VAR_DIR": str(folder), "SECRET_KEY": "only-for-tests", "DEMO": "1", "PYTHONPATH": str(ROOT)}
    return kept | settings | {"DJANGO_SETTINGS_MODULE": "drafting.settings"}


@pytest.fixture(scope="session")
def make_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MakeFolder:
    """make_folder(name): a folder of the program after its set-up; that is done once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    made = (base if worker_id == "master" else base.parent) / "set-up"

    def make(name: str) -> Path:
        with made.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                half = made.with_suffix(".half")
                shutil.rmtree(half, ignore_errors=True)
                half.mkdir()
                run_commands(environment_of(half), "migrate", "load_library", "load_cast", COLLECT)
                half.rename(made)
        return Path(shutil.copytree(made, tmp_path_factory.mktemp(name), dirs_exist_ok=True))

    return make


@pytest.fixture(scope="session")
def server_environment(make_folder: MakeFolder, browser_type_launch_args: dict[str, Any]) -> dict[str, str]:
    return environment_of(make_folder("var"))


@pytest.fixture(scope="session")
def server(server_environment: dict[str, str]) -> Iterator[str]:
    """The address of the running program."""
    with serving(server_environment) as address:
        yield address


def run_commands(environment: dict[str, str], *commands: str) -> str:
    """What they said."""
    said = ""
    for command in commands:
        arguments = [sys.executable, "manage.py", *command.split()]
        said += subprocess.run(
            arguments, cwd=ROOT, env=environment, check=True, capture_output=True, encoding="utf-8"
        ).stdout
    return said


def first_admin_path(environment: dict[str, str]) -> str:
    """Of the link that the start prints while there is no administrator."""
    said = run_commands(environment, "first_admin_link --base http://kobo")
    path = re.search(r"http://kobo(/first-admin/\S+)", said)
    assert path, said
    return path[1]


def register_administrator(page: Page, name: str, address: str, password: str) -> None:
    """On the page of that link."""
    page.get_by_label("名前").fill(name)
    page.get_by_label("メールアドレス").fill(address)
    for one in page.locator("input[type=password]").all():
        one.fill(password)
    page.get_by_role("button", name="登録").click()
    page.get_by_role("link", name=name).wait_for()


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    port = _free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    with (Path(environment["VAR_DIR"]) / "server.log").open("w") as log:
        process = subprocess.Popen(
            [*gunicorn, "drafting.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="session")
def base_url(server: str) -> str:
    return server


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], server: str) -> dict[str, Any]:
    return browser_context_args | {
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "viewport": {"width": 1280, "height": 900},
        "base_url": server,
    }


@pytest.fixture(scope="session")
def signed_in_state(browser: Browser, server: str) -> Any:
    """What the browser keeps after 佐藤 has signed in; once, since attempts are counted."""
    return kept_after_sign_in(browser, server)


def kept_after_sign_in(browser: Browser, server: str, person: str = "sato") -> Any:
    with browser.new_context(base_url=server, locale="ja-JP") as context:
        sign_in(context.new_page(), person)
        return context.storage_state()


# The windows in which people write: a PC, a tablet, and the PC at 200 % zoom, whose pixels are then twice as large.
WINDOWS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "device_scale_factor": 2, "has_touch": True},
    "at 200 %": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}


class Watch:
    """What a page did that it must not do: requests to other hosts, errors in the console."""

    def __init__(self) -> None:
        self.elsewhere: list[str] = []
        self.console: list[str] = []
        self.expected: tuple[str, ...] = ()

    def over(self, context: BrowserContext, server: str) -> None:
        host = urlsplit(server).netloc

        def route(one: Route) -> None:
            if urlsplit(one.request.url).netloc == host:
                one.continue_()
            else:
                self.elsewhere.append(one.request.url)
                one.abort()

        context.set_default_timeout(PATIENCE)
        context.route("**/*", route)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.console.append(str(error.error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(word in message.text for word in self.expected):
            self.console.append(message.text)

    def check(self) -> None:
        assert self.elsewhere == []
        assert self.console == []


@pytest.fixture
def watch(server: str) -> Iterator[Watch]:
    """Every context of a test is under it; at the test's end nothing may have happened."""
    watch = Watch()
    yield watch
    watch.check()


@pytest.fixture
def context(context: BrowserContext, watch: Watch, server: str) -> BrowserContext:
    watch.over(context, server)
    return context


@pytest.fixture
def sato(browser: Browser, browser_context_args: dict[str, Any], signed_in_state: Any, watch: Watch) -> Iterator[Page]:
    """A page on which 佐藤 has signed in."""
    with browser.new_context(**browser_context_args, storage_state=signed_in_state) as context:
        watch.over(context, browser_context_args["base_url"])
        yield context.new_page()


NAMES = {"sato": "佐藤 一郎", "suzuki": "鈴木 花子", "kato": "加藤 次郎", "mori": "森 由美"}


def sign_in(page: Page, person: str = "sato") -> None:
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill(f"{person}@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.get_by_role("link", name=NAMES[person]).wait_for()


def open_file(page: Page, path: Path) -> str:
    """Opens a draft file as a new draft; gives its address."""
    page.goto("/drafts/open/")
    page.get_by_label("下書きファイル").set_input_files(path)
    page.get_by_role("button", name="このファイルから始める").click()
    page.get_by_role("heading", name="この文書を").wait_for()
    return urlsplit(page.url).path


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "the server did not start"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not answer")
