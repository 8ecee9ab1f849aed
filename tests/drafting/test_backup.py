"""A copy of everything in one file, made while the program runs, from which all comes back."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(var: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    settings = {"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "drafting.settings", "PYTHONUTF8": "1"}
    arguments = [sys.executable, "manage.py", *command]
    return subprocess.run(
        arguments, cwd=ROOT, env=kept | settings | environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a person who has a second factor, and its key in a file."""
    folder = tmp_path_factory.mktemp("var")
    assert run(folder, "migrate", "--verbosity", "0").returncode == 0
    add = (
        "from drafting.models import User; from allauth.mfa.totp.internal.auth import TOTP;"
        "TOTP.activate(User.objects.create_user('a@b.jp', 'x', name='控えの人'), 'JBSWY3DPEHPK3PXP')"
    )
    assert run(folder, "shell", "-c", add).returncode == 0
    return folder


@pytest.fixture
def writer(var: Path) -> Iterator[None]:
    """Somebody who writes all the time."""
    stop = threading.Event()

    def write() -> None:
        rows = sqlite3.connect(var / "db.sqlite3", timeout=20)
        while not stop.wait(0.01):
            with rows:
                rows.execute("UPDATE drafting_user SET name = name || '。', email = email || 'p'")
            with rows:
                rows.execute("UPDATE drafting_user SET name = '控えの人', email = 'a@b.jp'")
        rows.close()

    thread = threading.Thread(target=write)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.mark.usefixtures("writer")
def test_everything_comes_back_from_a_copy_made_while_others_write(var: Path, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "hikae.tar.gz", tmp_path / "var"
    made = run(var, "backup", str(file))
    assert made.returncode == 0, made.stderr
    assert "控えを作りました" in made.stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    elsewhere.mkdir()
    with tarfile.open(file) as archive:
        assert sorted(archive.getnames()) == ["db.sqlite3", "secret_key"]
        # Debian 12's Python 3.11.2 does not know the filter yet.
        archive.extractall(elsewhere, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    assert (elsewhere / "secret_key").read_text() == (var / "secret_key").read_text()
    read = (
        "from drafting.models import User; from allauth.mfa.models import Authenticator;"
        "from drafting.sealing import unseal; user = User.objects.get();"
        "print(unseal(Authenticator.objects.get().data['secret']), user.name.count('。') == user.email.count('jpp'))"
    )
    assert run(elsewhere, "shell", "-c", read).stdout.split()[-2:] == ["JBSWY3DPEHPK3PXP", "True"]
    assert triggers(elsewhere) == triggers(var) != []


def triggers(var: Path) -> list[tuple[str]]:
    rows = sqlite3.connect(var / "db.sqlite3")
    try:
        return rows.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchall()
    finally:
        rows.close()


def test_nothing_is_written_over_and_a_fault_leaves_nothing_behind(var: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("前の控え")
    refused = run(var, "backup", str(taken))
    assert refused.returncode != 0
    assert "同じ名前のファイルがあります" in refused.stderr
    assert taken.read_text() == "前の控え"
    nowhere = run(var, "backup", str(tmp_path / "no" / "where"))
    assert "ファイルかフォルダがありません" in nowhere.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_key_that_comes_from_the_environment_stays_out_and_that_is_said(var: Path, tmp_path: Path) -> None:
    file = tmp_path / "hikae.tar.gz"
    assert "SECRET_KEY は環境変数にある" in run(var, "backup", str(file), SECRET_KEY="another").stdout
    with tarfile.open(file) as archive:
        assert archive.getnames() == ["db.sqlite3"]
