"""What the background does: one run, assembly by assembly, until it is done, stopped, or the worker has to leave.

A task carries numbers alone and raises nothing: the worker stores what is raised, and the draft's words with it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import FrameType
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from drafting.actions.drafts import file_of
from drafting.actions.guests import erase_expired
from drafting.actions.notices import forget_old
from drafting.actions.thinning import thin_drafts
from drafting.bridge import Moving
from drafting.intake.refusal import Refusal
from drafting.models import AssemblyPaper, PaperRun
from drafting.models.runs import KEPT_FOR
from drafting.whole_file import in_words

from .contents_list import NAME, Line, contents_list
from .making import FORMATS, Outcome, file_name, make
from .store import Store, remove_strays

State = PaperRun.State
Paper = AssemblyPaper.State


@task()
def make_papers(run_id: int) -> None:
    run = PaperRun.objects.select_related("version").filter(pk=run_id).first()
    if run is None:
        return
    with Store(run.folder).alone() as alone, told_to_leave() as leaving:
        if alone:
            _guarded(Work(run, leaving))


@task()
def tidy_up() -> None:
    """Files go on the day that was told; what its draft took along goes too."""
    for run in PaperRun.objects.filter(kept_until__lte=timezone.now()):
        run.delete()
        Store(run.folder).remove()
    remove_strays(PaperRun.objects.values_list("folder", flat=True))


@receiver(post_delete, sender=PaperRun, dispatch_uid="files_of_a_run")
def files_go_with_the_run(sender: Any, instance: PaperRun, **rest: Any) -> None:
    """Whatever took it along: a draft, or an account with all its drafts.  What fails here, `tidy_up` finds."""
    transaction.on_commit(Store(instance.folder).remove)


@task()
def keep_house() -> None:
    """Once a day: what its owners were told would go goes.  One such task waits, however many workers start."""
    tidy_up.call()
    erase_expired()
    thin_drafts()
    forget_old()
    DBTaskResult.objects.filter(task_path=keep_house.module_path, status=TaskResultStatus.READY).delete()
    keep_house.using(run_after=timezone.now() + timedelta(days=1)).enqueue()


def take_up_again() -> None:
    """For a worker that starts: what one before it left in the middle.  Whoever comes second finds nothing to do."""
    for run_id in PaperRun.objects.filter(state__in=PaperRun.ACTIVE).values_list("pk", flat=True):
        make_papers.enqueue(run_id)


@contextmanager
def told_to_leave() -> Iterator[threading.Event]:
    """Set when this process is asked to end.  The worker's own answer comes first: it takes no further task."""
    leaving = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield leaving
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def leave(number: int, frame: FrameType | None) -> None:
        leaving.set()
        answer = before[signal.Signals(number)]
        if callable(answer):
            answer(number, frame)

    for number in before:
        signal.signal(number, leave)
    try:
        yield leaving
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)


class Work:
    """One run in the hands of one process."""

    def __init__(self, run: PaperRun, leaving: threading.Event) -> None:
        self.run = run
        self.leaving = leaving
        self.store = Store(run.folder)

    def go(self) -> None:
        if self.run.current_state.is_active:
            self.mark(state=State.RUNNING)
            self.end_as(self.each_paper())
        elif self.run.current_state.can_go_on and not self.run.packed_bytes:
            self.mark(packed_bytes=self.pack())

    def each_paper(self) -> State:
        """What state the run is in afterwards."""
        waiting = list(self.run.papers.filter(state=Paper.WAITING).select_related("assembly"))
        moving = Moving(file_of(self.run.version), self.run.day) if waiting else None
        for paper in waiting:
            if self.leaving.is_set():
                return State.WAITING
            if self.must_stop():
                return State.STOPPED
            assert moving is not None
            self.make(moving, paper)
        return State.DONE

    def must_stop(self) -> bool:
        """By somebody's wish, or because the run was removed with its draft."""
        wishes = PaperRun.objects.filter(pk=self.run.pk).values_list("asked_to_stop", flat=True)
        return True in wishes or not wishes

    def make(self, moving: Moving, paper: AssemblyPaper) -> None:
        """The files first: a row says 「できました」 only of files that stand."""
        outcome, files = make(moving, paper.assembly, self.run.format_names)
        for name, content in files.items():
            self.store.put(paper.assembly.code, FORMATS[name].suffix, content)
        state = Paper.FAILED if outcome.failure else Paper.MADE
        AssemblyPaper.objects.filter(pk=paper.pk).update(
            state=state, failure=outcome.failure, outcome=outcome.to_json()
        )

    def end_as(self, state: State) -> None:
        if state is State.WAITING:
            # The next worker goes on.
            self.mark(state=state)
            make_papers.enqueue(self.run.pk)
            return
        packed_bytes, kept_until = self.pack(), timezone.now() + KEPT_FOR
        self.mark(state=state, packed_bytes=packed_bytes, ended_at=timezone.now(), kept_until=kept_until)
        if state is State.DONE:
            self.store.forget_single_files()
        tidy_up.using(run_after=kept_until + timedelta(minutes=1)).enqueue()

    def pack(self) -> int:
        """What is made so far, with the contents list.  0: there is nothing."""
        papers = list(self.run.papers.select_related("assembly"))
        made = [paper.assembly for paper in papers if paper.state == Paper.MADE]
        title = str(self.run.version.content["title"])
        formats = self.run.format_names
        if all(paper.state == Paper.WAITING for paper in papers):
            return 0
        named = [
            (f"{assembly.code}.{FORMATS[name].suffix}", file_name(assembly, title, name))
            for assembly in made
            for name in formats
        ]
        lines = (Line(paper.assembly, _outcome(paper)) for paper in papers)
        return self.store.pack(named, {NAME: contents_list(lines, title, formats)})

    def mark(self, **values: Any) -> None:
        PaperRun.objects.filter(pk=self.run.pk).update(**values)


def _outcome(paper: AssemblyPaper) -> Outcome | None:
    return None if paper.state == Paper.WAITING else Outcome.from_json(paper.outcome, paper.failure)


def _guarded(work: Work) -> None:
    try:
        work.go()
        return
    except Refusal as refusal:
        failure = " ".join(problem.message for problem in refusal.problems)
    except OSError as error:
        failure = in_words(error)
    except DatabaseError as error:
        failure = f"データベースに書けませんでした（{type(error).__name__}）。"
    except Exception as error:
        failure = f"思わぬ不具合で止まりました（{type(error).__name__}）。"
    # Where not even that can be written, the run stands as left in the middle, and can be taken up again.
    with suppress(DatabaseError):
        work.mark(state=State.FAILED, failure=failure, ended_at=timezone.now())
