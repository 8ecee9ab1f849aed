"""package: what is in the ZIP, under which names, what is refused, and that a refusal writes nothing."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from drafting import bridge
from drafting.compose.package import Part
from drafting.intake import from_file
from drafting.models import Entry, EntryKind
from drafting.package import Package, PackedFile, zipped
from tests.drafting.test_commands import FINE, run
from tests.intake.drafts import FOLDER

pytestmark = pytest.mark.usefixtures("small_library")
SETAGAYA, HARA = FOLDER / "opinion-setagaya.json", FOLDER / "petition-hara.json"


def package_of(**keys: Any) -> Package:
    reading = bridge.read(from_file.read(json.dumps(FINE | keys).encode()))
    return Package(reading.content, bridge.backing_of(reading))


def names_in(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


@pytest.mark.parametrize("file", [SETAGAYA, HARA])
def test_each_paper_is_there_in_word_and_pdf_under_a_name_that_sorts(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "package.zip"
    assert run("package", file, "--out", out)[0] == 0
    names = names_in(out)
    assert names == sorted(names)
    assert {name[:-4] for name in names if name.endswith(".pdf")} == {n[:-5] for n in names if n.endswith(".docx")}
    labels = ["意見書案", "提案理由説明"] if file == SETAGAYA else ["請願書", "請願の趣旨説明"]
    assert [name.split("_")[1] for name in names[:4:2]] == labels


def test_the_same_draft_gives_the_same_bytes_marked_as_utf8(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert run("package", HARA, "--out", tmp_path / name, "--only", "speech,qa")[0] == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist())


def test_only_the_papers_named_are_in_it(tmp_path: Path) -> None:
    out = tmp_path / "package.zip"
    assert run("package", SETAGAYA, "--out", out, "--only", "qa, document")[0] == 0
    assert [name.split("_")[0] for name in names_in(out)] == ["01", "01", "04", "04"]


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--only", "poster", "使えるもの: この下書きから作れるもの: document（意見書案）、speech"),
        ("--only", "qa,signatures", "signatures"),
        ("--only", ",", "（空）"),
        ("--speed", "0", "100から1000まで"),
        ("--signature-sheets", "0", "1から100まで"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_written(option: str, value: str, told: str, tmp_path: Path) -> None:
    status, _, errors = run("package", SETAGAYA, "--out", tmp_path / "package.zip", option, value)
    assert (status, told in errors) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_refused_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text("{}", encoding="utf-8")
    assert run("package", tmp_path / "draft.json", "--out", tmp_path / "package.zip")[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["draft.json"]


def test_the_speed_changes_the_reading_time(tmp_path: Path) -> None:
    for speed in (130, 1000):
        run("package", SETAGAYA, "--out", tmp_path / f"{speed}.zip", "--only", "speech", "--speed", speed)
    slow, fast = ([n.split("_")[1] for n in names_in(tmp_path / f"{speed}.zip")] for speed in (130, 1000))
    assert fast == ["提案理由説明"] * 2
    assert set(slow) > set(fast)


def test_a_draft_without_arguments_has_no_questions() -> None:
    assert Part.QA not in package_of().parts
    assert Part.SPEECH in package_of().parts


def test_arguments_that_were_retired_or_come_from_elsewhere_are_in_the_papers() -> None:
    Entry.objects.filter(slug="x-argument").update(retired_at=timezone.now())
    package = package_of(
        body=[{"argument": "x-argument"}, {"argument": "a-nowhere", "version": 1, "text": "よその文。"}]
    )
    assert "よその文。" in package.papers[1].paper.text
    assert "求めてきました。" in package.papers[1].paper.text


def test_forty_arguments_make_papers_that_name_every_one_of_them() -> None:
    slugs = Entry.objects.filter(kind=EntryKind.ARGUMENT).exclude(slug__startswith="x-").values_list("slug", flat=True)
    package = package_of(body=[{"argument": slug} for slug in slugs.order_by("slug")[:40]])
    papers = {paper.key: paper for paper in package.papers}
    assert papers["qa"].questions == len(package.backing.objections)
    assert papers["qa"].paper.text.count("\n答　") == papers["qa"].questions > 30
    debate = papers["debate"].paper.text
    assert debate.count("第五に、") == 1
    assert all(argument.title in debate for argument in package.backing.arguments[5:])
    for limit in (3, 5):
        assert papers[f"speech-{limit}"].speech is not None
        assert papers[f"speech-{limit}"].speech.characters <= limit * 300


def test_names_open_on_windows_whatever_the_title_is() -> None:
    package = package_of(title='国民の声/「保険証」:*?"<>|を…' + "長" * 80)
    for file in package.files():
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', file.name)
        assert len(file.name) < 120
        assert len(file.name.encode()) < 255


def test_only_the_document_can_find_its_way_back() -> None:
    id_of = {file.name[:2]: _document_id(file) for file in package_of().files("here") if file.format == "docx"}
    assert id_of.pop("01") == "here"
    assert set(id_of.values()) == {""}


def _document_id(file: PackedFile) -> str:
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        found = re.search(r'document="([^"]*)"', archive.read("customXml/item2.xml").decode())
    assert found
    return found[1]


def test_a_package_of_nothing_is_an_empty_zip() -> None:
    assert zipfile.ZipFile(BytesIO(zipped([]))).namelist() == []
