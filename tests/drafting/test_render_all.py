"""render_all: the files and their names, the contents list, refusals that write nothing, one that fails among many."""

from __future__ import annotations

import io
import json
import os
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx
from openpyxl import load_workbook

from drafting.actions.sample import sample_file
from drafting.bridge import Moving, StyleKnown
from drafting.models import Assembly
from drafting.runs.contents_list import Line, contents_list
from drafting.runs.making import Outcome, file_name, make
from drafting.runs.pool import in_turn
from tests.drafting.test_commands import run

pytestmark = pytest.mark.usefixtures("library")
PETITION = Path(__file__).parents[1] / "drafts" / "petition-hara.json"
TITLE = "健康保険証の復活を求める意見書の提出を求める請願書"


def render_all(out: Path, *, assemblies: str, to: str = "text", file: Path = PETITION, more: Any = ()) -> Any:
    return run("render_all", file, "--assemblies", assemblies, "--to", to, "--out", out, *more)


def rows(folder: Path) -> list[dict[str, str]]:
    lines = list(load_workbook(folder / "一覧.xlsx")["一覧"].iter_rows(values_only=True))
    return [{str(name): str(value or "") for name, value in zip(lines[0], line, strict=True)} for line in lines[1:]]


def test_each_assembly_gets_its_paper_in_each_format_and_the_list_names_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, said, errors = render_all(out, assemblies="長野県長野市,長野県原村,長野県議会", to="docx,pdf")
    assert (status, errors) == (0, "")
    assert said == f"3議会分（6ファイル）と一覧.xlsxを書き出しました: {out}\n"
    names = [f"20000_長野県議会_{TITLE}", f"20201_長野市議会_{TITLE}", f"20363_原村議会_{TITLE}"]
    expected = {"一覧.xlsx", *(f"{name}.{suffix}" for name in names for suffix in ("docx", "pdf"))}
    assert {path.name for path in out.iterdir()} == expected
    assert (out / f"{names[0]}.pdf").read_bytes().startswith(b"%PDF-")
    text = "\n".join(paragraph.text for paragraph in open_docx(str(out / f"{names[1]}.docx")).paragraphs)
    assert "長野市議会議長" in text
    assert "加藤 進" not in text
    listed = rows(out)
    assert [row["団体コード"] for row in listed] == ["200000", "202011", "203637"]
    assert (
        listed[1]
        | {
            "議会": "長野市議会",
            "できたか": "できました",
            "様式": "一般の様式",
            "空けてあるところ": "紹介議員",
            "Wordのファイル": f"{names[1]}.docx",
            "PDFのファイル": f"{names[1]}.pdf",
        }
        == listed[1]
    )
    assert listed[1]["点検"].startswith("直す 1件")
    assert listed[2]["空けてあるところ"] == ""


def test_the_words_that_its_style_has_for_the_deadline_stand_in_the_list(tmp_path: Path) -> None:
    render_all(tmp_path / "out", assemblies="京都府木津川市,長野県長野市")
    notes = [row["締切（議会の言葉。日付は計算していません）"] for row in rows(tmp_path / "out")]
    assert notes[0] == ""
    assert notes[1] == "定例会前の議会運営委員会の前日まで"


def test_the_bytes_are_the_same_on_any_number_of_processes(tmp_path: Path) -> None:
    for processes in (1, 2, 3):
        status, *_ = render_all(
            tmp_path / str(processes), assemblies="佐賀県", to="text,docx", more=("--processes", processes)
        )
        assert status == 0
    one, two, three = ({p.name: p.read_bytes() for p in (tmp_path / str(n)).iterdir()} for n in (1, 2, 3))
    assert len(one) == 41
    assert one == two == three


def test_one_that_fails_is_named_and_stops_no_other(tmp_path: Path) -> None:
    """湧水町's petitions have no cover on which this draft wants its reasons."""
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(json.loads(PETITION.read_text()) | {"style": {"reasons_place": "cover"}}))
    out = tmp_path / "out"
    status, said, errors = render_all(out, file=file, assemblies="鹿児島県湧水町,長野県長野市,長野県原村")
    assert status == 3
    assert said.startswith("2議会分（2ファイル）")
    assert "1議会分は作れませんでした" in errors
    assert sorted(path.name[:5] for path in out.iterdir()) == ["20201", "20363", "一覧.xl"]
    failed = rows(out)[-1]
    assert failed["議会"] == "湧水町議会"
    assert "表紙がない様式では、提案理由を表紙に置けません" in failed["できたか"]
    assert failed["テキストのファイル"] == ""


def test_a_list_of_names_can_stand_in_a_file(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("\ufeff長野県長野市\r\n長野県原村\n\n", encoding="utf-8")
    assert render_all(tmp_path / "out", assemblies=f"@{names},202029")[1].startswith("3議会分")
    assert render_all(tmp_path / "other", assemblies="@nowhere") == (3, "", "nowhere: ファイルかフォルダがありません。")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"assemblies": "長野県,府中市,なし市"}, ("「府中市」は2つあります", "「なし市」にあたる議会は見つかりません")),
        ({"assemblies": " , "}, ("議会が書かれていません",)),
        ({"assemblies": "長野県", "to": "docx,odt"}, ("odt は使えません", "docx、pdf、html、text")),
        ({"assemblies": "長野県", "to": ","}, ("（空） は使えません",)),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_written(
    options: dict[str, str], words: tuple[str, ...], tmp_path: Path
) -> None:
    status, said, errors = render_all(tmp_path / "out", **options)
    assert (status, said) == (2, "")
    assert "何も書き出していません" in errors
    assert all(word in errors for word in words)
    assert not (tmp_path / "out").exists()


def test_a_draft_that_cannot_be_read_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(json.loads(PETITION.read_text()) | {"body": [{"argument": "a-nai"}]}))
    status, _, errors = render_all(tmp_path / "out", file=file, assemblies="長野県")
    assert status == 2
    assert "body[0].argument" in errors
    assert not (tmp_path / "out").exists()


def test_files_that_are_there_are_not_replaced_unless_asked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    render_all(out, assemblies="長野県長野市")
    edited = out / f"20201_長野市議会_{TITLE}.txt"
    edited.write_text("議会事務局で直したもの")
    status, _, errors = render_all(out, assemblies="長野県")
    assert status == 2
    assert f"同じ名前のファイルが2件あります（{edited.name} など）" in errors
    assert edited.read_text() == "議会事務局で直したもの"
    assert len(list(out.iterdir())) == 2
    assert render_all(out, assemblies="長野県長野市", more=("--overwrite",))[0] == 0
    assert edited.read_text() != "議会事務局で直したもの"


def test_a_folder_that_cannot_be_made_is_a_fault_and_says_which(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "out"
    assert render_all(nowhere, assemblies="長野県") == (3, "", f"{nowhere}: ファイルかフォルダがありません。")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("意見書", "20201_長野市議会_意見書.docx"),
        ('復活を/求める:"意見書"?', "20201_長野市議会_復活を＿求める＿＿意見書＿＿.docx"),
        ("題" * 200, f"20201_長野市議会_{'題' * 60}.docx"),
        ("", "20201_長野市議会_文書.docx"),
        (" . ", "20201_長野市議会_文書.docx"),
    ],
)
def test_a_name_opens_on_windows(title: str, name: str) -> None:
    assembly = Assembly.objects.get(full_name="長野県長野市")
    assert file_name(assembly, title, "docx") == name
    assert len(name.encode()) < 255


def test_what_was_not_made_yet_and_what_looks_like_a_formula_stand_in_the_list() -> None:
    assembly = Assembly.objects.get(full_name="長野県長野市")
    lines = [Line(assembly, None), Line(assembly, Outcome(StyleKnown.GENERAL, deadline_note="=1+1"))]
    sheet = load_workbook(io.BytesIO(contents_list(lines, "題", ["pdf"])))["一覧"]
    assert [sheet.cell(2, 5).value, sheet.cell(2, 11).value] == ["まだ", None]
    assert (sheet.cell(3, 10).value, sheet.cell(3, 10).data_type) == ("=1+1", "s")


def test_a_fault_of_the_program_is_told_without_the_drafts_words() -> None:
    """A style that no reading lets through brings the core to raise."""
    moving = Moving(replace(sample_file(date(2026, 11, 24)), style={"letter_order": ["世田谷区の言葉"]}))
    outcome, files = make(moving, Assembly.objects.get(full_name="長野県長野市"), ["text"])
    assert files == {}
    assert outcome.failure.startswith("思わぬ不具合で作れませんでした（")
    assert "世田谷" not in outcome.failure


def _die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_process_that_is_killed_is_told_and_ends_nothing_else() -> None:
    assert list(in_turn(_die_at_three, [1, 2], 2, lost=-1)) == [1, 2]
    done = list(in_turn(_die_at_three, range(6), 2, lost=-1))
    assert len(done) == 6
    assert done[3] == -1
