"""render, check_draft, draft_schema: what they print, their exit status, and that a refusal writes nothing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from docx import Document as open_docx

from drafting.management.commands.render import FORMATS, write_whole
from tests.intake.drafts import FOLDER

pytestmark = pytest.mark.usefixtures("small_library")
ROOT = Path(__file__).resolve().parents[2]
Written = Callable[..., Path]

FINE: dict[str, Any] = {
    "format": "ikensho-draft/1",
    "kind": "opinion",
    "assembly": "東京都世田谷区",
    "bill_number": "3",
    "title": "健康保険証の復活を求める意見書",
    "date": "2026-12-10",
    "letter_date": "2026-12-11",
    "presiding_officer": "山田 太郎",
    "signatories": [{"role": "submitter", "name": "佐藤 一郎"}, {"role": "supporter", "name": "鈴木 花子"}],
    "body": [{"text": "高齢者の受診に支障が生じている。"}],
    "demands": [{"text": "健康保険証の発行を再開すること。"}],
    "addressees": ["衆議院議長", "参議院議長", "内閣総理大臣"],
}


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """The path of a draft file with these keys."""

    def write(**keys: Any) -> Path:
        path = tmp_path / "draft.json"
        path.write_text(json.dumps(FINE | keys, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def run(*command: Any) -> tuple[int, str, str]:
    """Exit status, output and errors, as the shell would see them."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*map(str, command), stdout=out, stderr=err)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue(), err.getvalue()
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), err.getvalue()


def render(file: Path, to: str, out: Path) -> tuple[int, str, str]:
    return run("render", file, "--to", to, "--out", out)


def text_in(to: str, path: Path) -> str:
    if to == "docx":
        return "\n".join(paragraph.text for paragraph in open_docx(str(path)).paragraphs)
    if to == "pdf":
        return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("to", sorted(FORMATS))
@pytest.mark.parametrize("name", ["opinion-setagaya", "petition-hara"])
def test_the_examples_are_rendered_in_every_format(name: str, to: str, tmp_path: Path) -> None:
    out = tmp_path / f"paper.{to}"
    assert render(FOLDER / f"{name}.json", to, out) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    text = text_in(to, out)
    for word in {"opinion-setagaya": ["世田谷区議会", "デジタル大臣"], "petition-hara": ["原村議会", "128名"]}[name]:
        assert word in text
    assert to == "html" or "{" not in text


def test_the_same_file_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    for to in sorted(FORMATS):
        for name in ("one", "two"):
            render(written(), to, tmp_path / name)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_the_ambiguous_assembly_is_refused_with_both_and_nothing_is_written(to: str, tmp_path: Path) -> None:
    out = tmp_path / "paper"
    out.write_bytes(b"as it was")
    status, printed, errors = render(FOLDER / "ambiguous-fuchu.json", to, out)
    assert (status, printed) == (2, "")
    assert "「東京都府中市」、「広島県府中市」" in errors
    assert "何も書き出していません" in errors
    assert out.read_bytes() == b"as it was"
    assert [path.name for path in tmp_path.iterdir()] == ["paper"]


UNREADABLE: list[tuple[str, dict[str, Any], str]] = [
    ("an unknown argument", {"body": [{"argument": "a-no-such"}]}, "body[0].argument"),
    ("an unknown quotation", {"body": [{"quotation": "q-no-such"}]}, "body[0].quotation"),
    ("an unknown demand", {"demands": [{"demand": "d-no-such"}]}, "demands[0].demand"),
    ("an unknown fact", {"body": [{"text": "文", "cites": ["f-no-such"]}]}, "body[0].cites[0]"),
    ("an unknown version", {"body": [{"argument": "x-argument", "version": 99}]}, "body[0].argument"),
    ("an unknown key", {"titel": "件名"}, "titel"),
    ("an unknown role", {"signatories": [{"role": "mover", "name": "某"}]}, "signatories[0].role"),
    ("an impossible date", {"date": "2026-02-30"}, "date"),
    ("an unknown assembly", {"assembly": "東京都どこか市"}, "assembly"),
    ("an unknown style", {"style": {"sael": "印"}}, "style.sael"),
    ("a grid wider than the page", {"style": {"page": {"chars_per_line": 60}}}, "style.page.chars_per_line"),
    ("a control character in the title", {"title": "件\x00名"}, "title"),
    ("a control character in the text", {"body": [{"text": "文\x1b[31m"}]}, "body[0].text"),
    ("a lone surrogate", {"reasons": "\ud800"}, "reasons"),
    ("a line break in a name", {"signatories": [{"role": "submitter", "name": "佐藤\n一郎"}]}, "signatories[0].name"),
    ("an office that is no text", {"addressees": [5]}, "addressees[0]"),
]


@pytest.mark.parametrize("command", ["render", "check_draft"])
@pytest.mark.parametrize(("keys", "path"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_is_refused_with_its_place(
    command: str, keys: dict[str, Any], path: str, tmp_path: Path
) -> None:
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(FINE | keys), encoding="utf-8")
    out = ["--to", "text", "--out", tmp_path / "paper.txt"] if command == "render" else []
    status, printed, errors = run(command, file, *out)
    assert (status, printed) == (2, "")
    assert f"- {path}: " in errors
    assert "書かれていたもの: " in errors
    assert "使えるもの: " in errors
    assert not any(ord(char) < 32 and char != "\n" for char in errors)
    assert not (tmp_path / "paper.txt").exists()


LONG = "健康保険証の復活を求める" * 42
PRINTED: list[tuple[str, dict[str, Any], str]] = [
    ("a title of 500 characters", {"title": LONG[:500]}, LONG[:500]),
    ("an empty body", {"body": [], "demands": []}, "健康保険証の復活を求める意見書"),
    ("200 paragraphs", {"body": [{"text": f"第{n}の段落。"} for n in range(200)]}, "第199の段落。"),
    ("an office that the library lacks", {"addressees": ["どこかの長"]}, "どこかの長"),
    ("nothing but the required keys", dict.fromkeys(("title", "assembly"), ""), "議会"),
    ("kanji of family registers", {"signatories": [{"role": "submitter", "name": "𠮷田 髙志"}]}, "𠮷田"),
    ("a paragraph of 20,000 characters", {"body": [{"text": "長い文。" * 5000}]}, "長い文。長い文。"),
]


@pytest.mark.parametrize("to", ["docx", "text"])
@pytest.mark.parametrize(("keys", "expected"), [row[1:] for row in PRINTED], ids=[row[0] for row in PRINTED])
def test_what_is_only_unusual_is_printed(
    keys: dict[str, Any], expected: str, to: str, written: Written, tmp_path: Path
) -> None:
    out = tmp_path / "paper"
    assert render(written(**keys), to, out)[0] == 0
    # A long title is broken into lines at its phrases.
    assert expected in text_in(to, out).replace("\n", "")


@pytest.mark.parametrize("keys", [PRINTED[0][1], PRINTED[1][1], PRINTED[2][1]], ids=["title", "empty", "200"])
def test_the_unusual_is_printed_as_pdf_too(keys: dict[str, Any], written: Written, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    assert render(written(**keys), "pdf", out)[0] == 0
    assert out.read_bytes().startswith(b"%PDF-")
    if len(keys.get("body", ())) == 200:
        assert "第199の段落。" in text_in("pdf", out)


def test_a_character_in_no_font_is_told_to_the_author(written: Written, tmp_path: Path) -> None:
    file = written(body=[{"text": "笑顔😀の文。"}])
    status, _, errors = render(file, "pdf", tmp_path / "paper.pdf")
    assert status == 0
    assert "「😀」の字がフォントにないため、紙面に印刷できません。" in errors
    status, printed, _ = run("check_draft", file)
    assert status == 1
    assert "直す　「😀」の字がフォントにないため、紙面に印刷できません。" in printed


def test_a_missing_file_is_a_fault_and_says_which(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.json"
    assert render(missing, "text", tmp_path / "out") == (3, "", f"{missing}: ファイルかフォルダがありません。")
    assert render(tmp_path, "text", tmp_path / "out") == (3, "", f"{tmp_path}: ファイルではなくフォルダです。")


def test_a_place_that_cannot_be_written_is_a_fault_and_says_which(written: Written, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert render(written(), "text", nowhere / "out.txt") == (3, "", f"{nowhere}: ファイルかフォルダがありません。")
    assert render(written(), "text", tmp_path) == (3, "", f"{tmp_path}: ファイルではなくフォルダです。")


def test_a_database_without_tables_is_a_fault_and_says_what_to_do(written: Written, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = in_shell(
        "render", written(), "--to", "text", "--out", out, DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3"
    )
    assert answer.returncode == 3
    assert "データベースを読めません" in answer.stderr
    assert "migrate" in answer.stderr
    assert not out.exists()


def in_shell(*command: Any, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, command)],
        cwd=ROOT,
        env=os.environ | {"SECRET_KEY": "only-for-tests"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_shell_sees_the_status_of_a_refusal(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_text("{", encoding="utf-8")
    answer = in_shell("render", file, "--to", "text", "--out", tmp_path / "out")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "JSONとして読めません" in answer.stderr
    assert not (tmp_path / "out").exists()


def test_a_fault_half_way_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk shows when the file is closed or moved; here the move fails."""
    path = tmp_path / "paper.docx"
    path.write_bytes(b"as it was")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "one", b"")
    (tmp_path / "two").write_bytes(b"")
    assert (tmp_path / "one").stat().st_mode == (tmp_path / "two").stat().st_mode


def test_a_docx_is_a_whole_package(written: Written, tmp_path: Path) -> None:
    render(written(), "docx", tmp_path / "paper.docx")
    with zipfile.ZipFile(tmp_path / "paper.docx") as package:
        assert package.testzip() is None


def test_a_check_that_finds_something_to_mend_has_status_1(written: Written) -> None:
    status, printed, errors = run("check_draft", written(title="", demands=[]))
    assert (status, errors) == (1, "")
    assert "直す　" in printed
    assert "場所: title" in printed


def test_a_check_that_finds_nothing_to_mend_has_status_0(written: Written) -> None:
    status, printed, errors = run("check_draft", written())
    assert (status, errors) == (0, "")
    assert "直す　" not in printed


def test_the_schema_is_json_and_names_the_required_keys() -> None:
    status, printed, _ = run("draft_schema")
    schema = json.loads(printed)
    assert status == 0
    assert sorted(schema["required"]) == ["assembly", "body", "format", "kind", "title"]
    assert set(FINE) <= set(schema["properties"])
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    status, _, errors = render(tmp_path / "nowhere", "odt", tmp_path / "out")
    assert status != 0
    assert "odt" in errors
