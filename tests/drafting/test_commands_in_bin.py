"""The scripts in bin/, as far as they go before they set anything up."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELL = ["bin/_setup", "bin/run", "bin/test", "bin/manage", ".ci/run"]


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("script", SHELL)
def test_a_shell_script_is_well_formed(script: str) -> None:
    assert run("bash", "-n", script).stderr == ""


@pytest.mark.parametrize("script", [*SHELL[1:], "bin/bench", "bin/make-assemblies", "bin/_beside"])
def test_a_command_can_be_called_by_its_name(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_an_unknown_argument_is_answered_with_the_usage() -> None:
    answer = run("bin/run", "--demmo")
    assert answer.returncode == 2
    assert "分からない指定です: --demmo" in answer.stderr
    assert "使い方: bin/run [--demo]" in answer.stderr


def test_the_usage_can_be_asked_for_from_any_folder(tmp_path: Path) -> None:
    answer = run(str(ROOT / "bin/run"), "--help", cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "HOST" in answer.stdout


def test_a_port_in_use_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = run("bin/run", PORT=port, HOST="127.0.0.1", VAR_DIR=str(tmp_path / "var"))
    assert answer.returncode == 1
    assert f"ポート {port} は、ほかのプログラムが使っています" in answer.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("setting", "answer"),
    [
        ({"PORT": "eighty"}, "1 から 65535 までの数"),
        ({"PORT": "65536"}, "1 から 65535 までの数"),
        ({"PORT": "-1"}, "1 から 65535 までの数"),
        ({"HOST": "192.0.2.1"}, "HOST=192.0.2.1 では待ち受けられません"),
    ],
)
def test_an_address_that_cannot_be_listened_on_is_told(setting: dict[str, str], answer: str, tmp_path: Path) -> None:
    result = run("bin/run", **{"HOST": "127.0.0.1", "PORT": "8000", "VAR_DIR": str(tmp_path / "var")} | setting)
    assert result.returncode == 1
    assert answer in result.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.skipif(not Path("/usr/bin/dpkg-query").exists(), reason="dpkg-query がありません（Debian 以外）")
def test_only_packages_that_are_not_installed_are_asked_for() -> None:
    answer = run("bash", "-c", "source bin/_setup; missing_packages dpkg no-such-package-as-this")
    assert answer.stdout.split() == ["no-such-package-as-this"]


def test_an_unknown_bench_is_answered_with_those_that_exist() -> None:
    answer = run("bin/bench", "no-such-case")
    assert answer.returncode == 1
    assert "no such case; there are: " in answer.stderr


BESIDE = [sys.executable, str(ROOT / "bin/_beside")]
# Says its number, and stays.
STAYS = ["bash", "-c", 'echo $$ >>"$0"; exec sleep 60']


def until(true: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def numbers(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def lives(number: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return False


def parent_of(command: list[str]) -> subprocess.Popen[bytes]:
    """A process that starts the command beside itself and then is a sleep, as bin/run becomes the server."""
    script = '"$@" & exec sleep 60'
    return subprocess.Popen(["bash", "-c", script, "bash", *command], start_new_session=True, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_runs_beside_the_server_ends_with_it_however_it_ends(number: int, tmp_path: Path) -> None:
    said = tmp_path / "said"
    with parent_of([*BESIDE, *STAYS, str(said)]) as server:
        until(lambda: numbers(said))
        server.send_signal(number)
    until(lambda: not lives(numbers(said)[0]))


def test_ctrl_c_ends_what_runs_beside_the_server(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with parent_of([*BESIDE, *STAYS, str(said)]) as server:
        until(lambda: numbers(said))
        os.killpg(server.pid, signal.SIGINT)
    until(lambda: not lives(numbers(said)[0]))


def test_what_runs_beside_the_server_is_started_again_when_it_dies(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with subprocess.Popen([*BESIDE, *STAYS, str(said)], stderr=subprocess.PIPE, text=True) as beside:
        until(lambda: numbers(said))
        os.kill(numbers(said)[0], signal.SIGKILL)
        until(lambda: len(numbers(said)) == 2)
        beside.terminate()
        assert "裏で動くプログラムが止まりました" in beside.communicate()[1]
    assert not any(lives(one) for one in numbers(said))


def test_what_runs_beside_the_server_does_not_outlive_a_watcher_that_is_killed(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with subprocess.Popen([*BESIDE, *STAYS, str(said)]) as beside:
        until(lambda: numbers(said))
        beside.kill()
    until(lambda: not lives(numbers(said)[0]))


def test_the_start_serves_with_a_worker_beside_the_server(tmp_path: Path) -> None:
    """bin/run's own last two steps, with a Python that notes how it is called instead of serving."""
    said, python = tmp_path / "said", tmp_path / "python"
    python.write_text(
        f"""#!/usr/bin/env bash
case "$*" in
  *_beside*) exec {sys.executable} "$@" ;;
  *) echo "$@" >>{said}; exec sleep 60 ;;
esac
"""
    )
    python.chmod(0o755)
    functions = (ROOT / "bin/run").read_text().removesuffix('main "$@"\n').replace("${BASH_SOURCE[0]}", "bin/run")
    steps = f"{functions}\nHOST=127.0.0.1 PORT=1 PYTHON={python}; work_in_background; serve"
    with subprocess.Popen(["bash", "-c", steps], cwd=ROOT, start_new_session=True) as server:
        until(lambda: said.exists() and len(said.read_text().splitlines()) == 2)
        called = sorted(said.read_text().splitlines())
        server.terminate()
    assert called[0].startswith("-m gunicorn drafting.wsgi:application")
    assert called[1] == f"{ROOT}/manage.py work"
