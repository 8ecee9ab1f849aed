"""The scripts in bin/, as far as they go before they set anything up."""

import os
import socket
import subprocess
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


@pytest.mark.parametrize("script", [*SHELL[1:], "bin/bench", "bin/make-assemblies"])
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
