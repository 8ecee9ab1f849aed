"""Runs started, stopped, taken up again and removed; the work itself is the background's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from drafting.models import Assembly, AssemblyPaper, DraftVersion, Export, PaperRun, User
from drafting.models.runs import KEPT_FOR

from .background import make_papers
from .store import Store

State = PaperRun.State
MOST_AT_WORK = 3
MOST_KEPT = 10


def start(version: DraftVersion, assemblies: Sequence[Assembly], formats: str, by: User) -> PaperRun:
    """ValidationError where nothing was chosen, the draft has a run at work, or the person has too many."""
    if not assemblies:
        raise ValidationError("議会を1つ以上選んでください。")
    _refuse_too_many(by)
    try:
        with transaction.atomic():
            run = PaperRun.objects.create(draft=version.draft, version=version, formats=formats, started_by=by)
            papers = [AssemblyPaper(run=run, assembly=assembly) for assembly in assemblies]
            AssemblyPaper.objects.bulk_create(papers, batch_size=500)
            make_papers.enqueue(run.pk)
    except IntegrityError as error:
        raise ValidationError(
            "この文書の一括作成は、もう始まっています。終わるか、止めてからにしてください。"
        ) from error
    return run


def ask_to_stop(run: PaperRun) -> None:
    """One that waits stops at once; one at work after the paper in hand."""
    own = PaperRun.objects.filter(pk=run.pk)
    if not own.filter(state=State.WAITING).update(state=State.STOPPED, ended_at=timezone.now()):
        own.filter(state=State.RUNNING).update(asked_to_stop=True)
    # The one at work sees the wish; where it was killed, and for what is made so far, another has to come.
    make_papers.enqueue(run.pk)


def go_on(run: PaperRun) -> None:
    """Where it stood: what is made already is not made again."""
    values = {"state": State.WAITING, "failure": "", "asked_to_stop": False, "ended_at": None}
    kept_until = timezone.now() + KEPT_FOR
    resting = Q(state__in=[one for one in State if one.can_go_on])
    left_alone = Q(state=State.RUNNING) if not Store(run.folder).is_worked_on else Q(pk=None)
    try:
        with transaction.atomic():
            own = PaperRun.objects.filter(resting | left_alone, pk=run.pk)
            if own.update(**values, kept_until=kept_until):
                make_papers.enqueue(run.pk)
    except IntegrityError as error:
        raise ValidationError("この文書の別の一括作成が動いています。終わってからにしてください。") from error


def try_again(run: PaperRun) -> None:
    """Those that could not be made, once more: a house style may have been put right since.  The rest stays made."""
    values = {"state": State.WAITING, "failure": "", "asked_to_stop": False, "ended_at": None}
    try:
        with transaction.atomic():
            own = PaperRun.objects.filter(pk=run.pk, state=State.DONE, papers__state=AssemblyPaper.State.FAILED)
            if PaperRun.objects.filter(pk__in=own.values("pk")).update(**values, kept_until=timezone.now() + KEPT_FOR):
                failed = AssemblyPaper.objects.filter(run=run, state=AssemblyPaper.State.FAILED)
                failed.update(state=AssemblyPaper.State.WAITING, failure="", outcome={})
                make_papers.enqueue(run.pk)
    except IntegrityError as error:
        raise ValidationError("この文書の別の一括作成が動いています。終わってからにしてください。") from error


def record_fetched(run: PaperRun, by: User | None) -> None:
    """As for every export: which version left the house."""
    with Store(run.folder).packed.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    Export.objects.create(version=run.version, format="zip", sha256=digest, made_by=by)


def remove(run: PaperRun) -> None:
    """The one at work finds it gone and ends."""
    run.delete()
    Store(run.folder).remove()


def _refuse_too_many(by: User) -> None:
    own = PaperRun.objects.filter(started_by=by)
    if own.filter(state__in=PaperRun.ACTIVE).count() >= MOST_AT_WORK:
        raise ValidationError(f"一度に動かせる一括作成は{MOST_AT_WORK}つまでです。どれかが終わるまでお待ちください。")
    if own.count() >= MOST_KEPT:
        raise ValidationError(f"残しておける一括作成は{MOST_KEPT}つまでです。いらないものを消してください。")
