"""A run in the background: what it makes, how it stops and goes on, what it leaves behind, who may have how many."""

from __future__ import annotations

import io
import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from drafting.actions.cast import Cast
from drafting.actions.guests import start_guest_draft
from drafting.actions.leaving import close_account
from drafting.actions.sample import sample_file
from drafting.bridge import assemblies_meant
from drafting.compose.kinds import Kind
from drafting.models import Assembly, AssemblyPaper, Draft, Entry, EntryKind, HouseStyleEdition, PaperRun
from drafting.runs import background, ordering
from drafting.runs.background import Work, keep_house, make_papers, take_up_again, tidy_up
from drafting.runs.store import Store
from tests.people import Starts
from tests.render.office import validated

ROOT = Path(__file__).resolve().parents[2]
State = PaperRun.State
NAGANO = ("長野県長野市", "長野県松本市", "長野県原村")


@pytest.fixture
def draft(cast: Cast, starts: Starts) -> Iterator[Draft]:
    yield starts(cast.sato, cast.group)
    for run in PaperRun.objects.all():
        ordering.remove(run)


@pytest.fixture
def run(draft: Draft, cast: Cast) -> PaperRun:
    return started(draft, cast)


def started(draft: Draft, cast: Cast, *words: str, formats: str = "docx") -> PaperRun:
    assert draft.current is not None
    return ordering.start(draft.current, assemblies_meant(words or NAGANO), formats, cast.sato)


def work() -> None:
    """All that waits for a worker, in this process."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.call(*waiting.args_kwargs["args"], **waiting.args_kwargs["kwargs"])
        waiting.delete()


def now(run: PaperRun) -> PaperRun:
    return PaperRun.objects.get(pk=run.pk)


def packed(run: PaperRun) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(Store(run.folder).packed.read_bytes()))


def files(run: PaperRun) -> set[str]:
    return {path.name for path in Store(run.folder).path.iterdir()} - {"lock"}


def states(run: PaperRun) -> list[str]:
    return list(run.papers.order_by("assembly__code").values_list("state", flat=True))


def test_a_run_ends_as_one_zip_with_the_contents_list(run: PaperRun) -> None:
    assert run.current_state is State.WAITING
    work()
    ended = now(run)
    assert ended.current_state is State.DONE
    assert states(run) == ["made"] * 3
    names = packed(run).namelist()
    assert names[-1] == "一覧.xlsx"
    assert [name[:13] for name in names[:-1]] == ["20201_長野市議会_健", "20202_松本市議会_健", "20363_原村議会_健康"]
    assert all(entry.flag_bits & 0x800 for entry in packed(run).infolist())
    assert packed(run).testzip() is None
    assert ended.packed_bytes == Store(run.folder).packed.stat().st_size
    assert files(run) == {"papers.zip"}


def test_nobody_else_on_the_machine_reads_what_a_run_left(run: PaperRun) -> None:
    work()
    assert stat.S_IMODE(Store(run.folder).path.stat().st_mode) == 0o700
    assert Store(run.folder).path.parent == settings.VAR / "exports"
    assert len(run.folder) == 32


def test_the_background_is_told_numbers_alone(run: PaperRun) -> None:
    assert [one.args_kwargs for one in DBTaskResult.objects.all()] == [{"args": [run.pk], "kwargs": {}}]


def test_the_papers_are_those_of_the_version_at_the_start(run: PaperRun, draft: Draft) -> None:
    assert run.version == draft.current
    work()
    book = load_workbook(io.BytesIO(packed(run).read("一覧.xlsx")))["一覧"]
    assert [row[4] for row in book.iter_rows(values_only=True)] == ["できたか", *["できました"] * 3]


def test_the_contents_list_is_a_workbook_without_fault(run: PaperRun, tmp_path: Path) -> None:
    work()
    path = tmp_path / "list.xlsx"
    path.write_bytes(packed(run).read("一覧.xlsx"))
    done = validated(path)
    assert done.stdout, done.stderr
    assert json.loads(done.stdout)["errors"] == []


def test_one_assembly_that_fails_is_told_and_stops_no_other(draft: Draft, cast: Cast, starts: Starts) -> None:
    """湧水町's petitions have no cover on which this draft wants its reasons."""
    petition = starts(cast.sato, kind=Kind.PETITION, signatories=(), style={"reasons_place": "cover"})
    run = started(petition, cast, "鹿児島県湧水町", "長野県長野市")
    work()
    assert now(run).current_state is State.DONE
    failed = run.papers.get(state="failed")
    assert str(failed.assembly) == "鹿児島県湧水町議会"
    assert "表紙がない様式では" in failed.failure
    assert [name[:5] for name in packed(run).namelist()] == ["20201", "一覧.xl"]


def test_those_that_failed_are_made_again_alone_and_all_come_in_one_zip(
    draft: Draft, cast: Cast, starts: Starts, monkeypatch: Any
) -> None:
    petition = starts(cast.sato, kind=Kind.PETITION, signatories=(), style={"reasons_place": "cover"})
    run = started(petition, cast, "鹿児島県湧水町", "長野県長野市")
    work()
    [made] = packed(run).namelist()[:-1]
    bytes_before = packed(run).read(made)
    again: list[str] = []
    after_one(monkeypatch, again, lambda: None)
    ordering.try_again(now(run))
    assert now(run).current_state is State.WAITING
    assert states(run) == ["made", "waiting"]
    work()
    # Still no cover: told again, and nothing of what was made is lost.
    assert [code[:5] for code in again] == ["46452"]
    assert states(run) == ["made", "failed"]
    assert "表紙がない様式では" in run.papers.get(state="failed").failure
    assert packed(run).read(made) == bytes_before
    assembly = run.papers.get(state="failed").assembly
    Entry.objects.filter(kind=EntryKind.HOUSE_STYLE, pk__in=styles_of(assembly)).update(retired_at=timezone.now())
    ordering.try_again(now(run))
    work()
    assert states(run) == ["made", "made"]
    assert [name[:5] for name in packed(run).namelist()] == ["20201", "46452", "一覧.xl"]
    assert files(run) == {"papers.zip"}


def styles_of(assembly: Assembly) -> Any:
    return HouseStyleEdition.objects.filter(assembly=assembly.code).values("entry")


def test_a_run_without_failures_or_at_work_is_not_tried_again(run: PaperRun) -> None:
    ordering.try_again(run)
    assert DBTaskResult.objects.count() == 1
    work()
    ordering.try_again(now(run))
    assert now(run).current_state is State.DONE


def test_stopping_keeps_what_is_made_and_going_on_makes_the_rest(run: PaperRun, monkeypatch: Any) -> None:
    made: list[str] = []
    after_one(monkeypatch, made, lambda: ordering.ask_to_stop(now(run)))
    work()
    assert now(run).current_state is State.STOPPED
    assert states(run) == ["made", "waiting", "waiting"]
    assert len(packed(run).namelist()) == 2
    ordering.go_on(now(run))
    assert now(run).current_state is State.WAITING
    work()
    assert now(run).current_state is State.DONE
    assert made == ["202011", "202029", "203637"]
    assert len(packed(run).namelist()) == 4


def after_one(monkeypatch: pytest.MonkeyPatch, made: list[str], do: Any) -> None:
    """The real work, and after the first paper something happens."""
    real = Work.make

    def make(self: Work, moving: Any, paper: AssemblyPaper) -> None:
        real(self, moving, paper)
        made.append(paper.assembly.code)
        if len(made) == 1:
            do()

    monkeypatch.setattr(Work, "make", make)


def test_one_that_waits_is_stopped_at_once(run: PaperRun) -> None:
    ordering.ask_to_stop(run)
    assert now(run).current_state is State.STOPPED
    work()
    assert now(run).current_state is State.STOPPED
    assert (states(run), now(run).packed_bytes) == (["waiting"] * 3, 0)


def test_a_worker_that_has_to_leave_hands_the_rest_to_the_next(run: PaperRun, monkeypatch: Any) -> None:
    made: list[str] = []
    after_one(monkeypatch, made, lambda: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        make_papers.call(run.pk)
        assert now(run).current_state is State.WAITING
        assert states(run) == ["made", "waiting", "waiting"]
        work()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert now(run).current_state is State.DONE
    assert len(made) == 3


def test_two_workers_never_make_the_same_run_at_once(run: PaperRun) -> None:
    with Store(run.folder).alone() as alone:
        assert alone
        assert Store(run.folder).is_worked_on
        make_papers.call(run.pk)
    assert not Store(run.folder).is_worked_on
    assert now(run).current_state is State.WAITING


def test_a_disk_without_room_stops_the_run_with_the_reason_and_it_can_go_on(run: PaperRun, monkeypatch: Any) -> None:
    """A real full disk needs one; what the system answers then is the same."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "put", full)
        work()
    assert (now(run).current_state, now(run).failure) == (State.FAILED, "空き容量がありません。")
    ordering.go_on(now(run))
    work()
    assert (now(run).current_state, now(run).failure) == (State.DONE, "")


def test_whatever_goes_wrong_nothing_of_it_is_stored_with_the_task(run: PaperRun, monkeypatch: Any) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("下書きの言葉")

    monkeypatch.setattr(background, "Moving", broken)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert now(run).failure == "思わぬ不具合で止まりました（RuntimeError）。"
    [result] = DBTaskResult.objects.all()
    assert (result.status, result.traceback) == ("SUCCESSFUL", "")


def test_a_run_that_is_removed_while_at_work_ends_quietly(run: PaperRun, monkeypatch: Any) -> None:
    folder = Store(run.folder).path
    after_one(monkeypatch, [], lambda: ordering.remove(now(run)))
    work()
    assert not folder.exists()
    assert not PaperRun.objects.exists()


def test_files_go_on_the_day_that_was_told(run: PaperRun, draft: Draft, cast: Cast) -> None:
    work()
    assert now(run).kept_until - timezone.now() > timedelta(days=13, hours=23)
    [later] = DBTaskResult.objects.all()
    assert later.task_name == "tidy_up"
    assert timedelta(days=13) < later.run_after - timezone.now() < timedelta(days=15)
    tidy_up.call()
    assert Store(run.folder).packed.exists()
    PaperRun.objects.filter(pk=run.pk).update(kept_until=timezone.now())
    tidy_up.call()
    assert not Store(run.folder).path.exists()
    assert not PaperRun.objects.exists()


def test_the_files_of_a_draft_that_was_deleted_go_too(run: PaperRun, draft: Draft) -> None:
    work()
    path = Store(run.folder).path
    Draft.objects.filter(pk=draft.pk).update(current=None)
    PaperRun.objects.all().delete()
    tidy_up.call()
    assert path.exists(), "one that was just made may be that of a run which is being started"
    os.utime(path, (0, 0))
    tidy_up.call()
    assert not path.exists()


@pytest.mark.parametrize("whose", ["draft", "account"])
def test_the_files_go_at_once_with_the_draft_or_the_account(
    whose: str, cast: Cast, starts: Starts, django_capture_on_commit_callbacks: Any
) -> None:
    own = starts(cast.tanaka)
    run = ordering.start(own.current, assemblies_meant(NAGANO[:1]), "docx", cast.tanaka)
    work()
    path = Store(run.folder).path
    assert files(run) == {"papers.zip"}
    with django_capture_on_commit_callbacks(execute=True):
        own.delete() if whose == "draft" else close_account(cast.tanaka)
        assert path.exists(), "nothing goes before the rows are gone for good"
    assert not PaperRun.objects.exists()
    assert not path.exists()


def test_a_draft_has_one_run_at_work(run: PaperRun, draft: Draft, cast: Cast) -> None:
    with pytest.raises(ValidationError, match="もう始まっています"):
        started(draft, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperRun.objects.create(draft=draft, version=run.version)
    work()
    assert started(draft, cast).pk != run.pk


def test_an_older_run_does_not_go_on_beside_another(run: PaperRun, draft: Draft, cast: Cast) -> None:
    ordering.ask_to_stop(run)
    started(draft, cast)
    with pytest.raises(ValidationError, match="別の一括作成が動いています"):
        ordering.go_on(now(run))
    assert now(run).current_state is State.STOPPED


def test_a_person_has_a_few_runs_at_work_and_keeps_a_few_more(draft: Draft, cast: Cast, starts: Starts) -> None:
    for _ in range(ordering.MOST_AT_WORK):
        started(starts(cast.sato), cast)
    with pytest.raises(ValidationError, match="3つまでです"):
        started(draft, cast)
    PaperRun.objects.update(state="done")
    for _ in range(ordering.MOST_KEPT - ordering.MOST_AT_WORK):
        ordering.ask_to_stop(started(draft, cast))
    with pytest.raises(ValidationError, match="10つまでです"):
        started(draft, cast)


def test_no_assembly_is_no_run(draft: Draft, cast: Cast) -> None:
    assert draft.current is not None
    with pytest.raises(ValidationError, match="1つ以上"):
        ordering.start(draft.current, [], "pdf", cast.sato)


@pytest.mark.parametrize(
    "values",
    [{"state": "running", "failure": "x"}, {"state": "failed"}, {"state": "lost"}, {"formats": "odt"}],
)
def test_the_database_refuses_what_makes_no_sense(values: dict[str, str], run: PaperRun) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperRun.objects.filter(pk=run.pk).update(**values)


def test_a_run_left_in_the_middle_is_taken_up_when_a_worker_starts(run: PaperRun) -> None:
    DBTaskResult.objects.all().delete()
    PaperRun.objects.update(state="running")
    take_up_again()
    work()
    assert now(run).current_state is State.DONE


def test_outside_the_main_thread_no_signal_is_touched(run: PaperRun) -> None:
    heard: list[bool] = []

    def listen() -> None:
        with background.told_to_leave() as leaving:
            heard.append(leaving.is_set())

    thread = threading.Thread(target=listen)
    thread.start()
    thread.join()
    assert heard == [False]


class Program:
    """The program with a database of its own, as in use: its commands and a real worker."""

    def __init__(self, folder: Path) -> None:
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "drafting.settings",
        }

    def python(self, code: str) -> str:
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "work", "--interval", "0.1", "--no-startup-delay"]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment)


PREPARE = """
from django.core.management import call_command
from django.utils import timezone
for command in ("migrate", "load_library"):
    call_command(command, verbosity=0)
from drafting.actions.cast import create_cast
from drafting.actions.drafts import start_draft
from drafting.actions.sample import sample_file
from drafting.bridge import assemblies_meant
from drafting.runs import ordering
cast = create_cast()
draft = start_draft(sample_file(timezone.localdate()), cast.sato)
ordering.start(draft.current, assemblies_meant(["長野県"]), "docx", cast.sato)
"""
LOOK = """
from drafting.models import AssemblyPaper, PaperRun
run = PaperRun.objects.get()
print(run.state, run.folder, AssemblyPaper.objects.filter(state="made").count())
"""


def test_after_its_worker_was_killed_a_run_goes_on_where_it_stood(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.python(PREPARE)
    folder = tmp_path / "exports"
    killed = program.worker()
    try:
        wait_for(lambda: len(list(folder.glob("*/*.docx"))) >= 3)
    finally:
        killed.kill()
        killed.wait()
    state, name, made = program.python(LOOK).split()
    assert (state, 0 < int(made) < 77) == ("running", True)
    kept = {path.name: path.stat().st_mtime_ns for path in (folder / name).glob("*.docx")}
    # The last one's row may not have been written yet; it may be made again.
    done = dict(sorted(kept.items())[: int(made)])
    seen = dict(done)
    packed = folder / name / "papers.zip"

    def ended() -> bool:
        for one in done:
            with suppress(FileNotFoundError):
                seen[one] = max(seen[one], (folder / name / one).stat().st_mtime_ns)
        return packed.exists()

    again = program.worker()
    try:
        wait_for(ended)
        wait_for(lambda: not list((folder / name).glob("*.docx")))
    finally:
        again.terminate()
        assert again.wait(20) == 0
    assert seen == done
    assert program.python(LOOK).split()[::2] == ["done", "77"]
    with zipfile.ZipFile(packed) as archive:
        assert len(archive.namelist()) == 78
        assert archive.testzip() is None


def wait_for(true: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_house_is_kept_daily_by_one_task_however_many_workers_start(starts: Starts, cast: Cast) -> None:
    guest = start_guest_draft(sample_file(timezone.localdate()))
    Draft.objects.filter(pk=guest.pk).update(guest_until=timezone.localdate() - timedelta(days=1))
    mine = starts(cast.sato)
    keep_house.call()
    keep_house.call()
    assert list(Draft.objects.all()) == [mine]
    (waiting,) = DBTaskResult.objects.filter(task_path=keep_house.module_path)
    assert timezone.now() + timedelta(hours=23) < waiting.run_after <= timezone.now() + timedelta(days=1)
