"""A file that waits in; its document, or the reason why there is none, out."""

import logging
from functools import lru_cache
from typing import Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskContext, task

from documents.agencies import Gazetteer
from documents.models import Change, StagedFile, Work, WorkLine
from documents.records.writing import writing
from documents.text import UnreadableSource
from policykb.editing.uploads import UploadOutcome, store_found
from policykb.failures.faults import FaultKind, fault_of
from policykb.pipeline import gazetteer
from policykb.workers import Answer, Job, alone
from policykb.workers import work as examined_here

logger = logging.getLogger(__name__)
MOST_TRIES: Final = 3  # a file in whose hands so many workers died is refused
SECONDS: Final = 300  # that the stages may take; the longest texts take some


@task(takes_context=True)
def take_file(context: TaskContext, work: int, pk: int) -> None:
    """Store a file that waits for a work, and delete it. Nothing if it has been stored."""
    file = StagedFile.objects.filter(pk=pk, work=work).select_related("work", "sent_by").first()
    if file is None:
        count(work)  # it may have had to be removed
        return
    if context.attempt > MOST_TRIES:
        refuse(file, f"入库中断了 {MOST_TRIES} 次，请告知管理员。")
        return
    known = known_for(work)
    answer = examined_apart(Job(file.name, file.name, "", bytes(file.data)), known)
    if isinstance(answer, UnreadableSource):
        refuse(file, answer.chinese)
        return
    try:
        with writing(file.sent_by, Change.Cause.INGEST):
            if is_taken(file):
                outcome = store_found(answer, known, file.sent_by, is_hidden=not file.work.publishes)
                close(file, outcome)
    except UnreadableSource as refusal:
        refuse(file, refusal.chinese)
    except Exception as error:
        fault = fault_of(error)
        if fault and fault.kind is not FaultKind.CONFLICT:
            raise  # it passes: the step is put back
        if fault is None:
            logger.exception("A file of work %s was refused: the program failed.", work)
        refuse(file, fault.chinese if fault else f"数据库不接受，或程序出错（{type(error).__name__}：{error}）。")


@lru_cache(maxsize=1)
def known_for(work: int) -> Gazetteer:
    """The agencies known when the work's first file was taken here."""
    return gazetteer()


def examined_apart(job: Job, known: Gazetteer) -> Answer:
    """What the stages find, in a process of its own, which a file may kill or hold up for `SECONDS` at most."""
    return examined_here(job, known) if connection.in_atomic_block else alone(job, known, SECONDS)


def is_taken(file: StagedFile) -> bool:
    """Take the file out of what waits, within a transaction; False if another worker was first."""
    return StagedFile.objects.filter(pk=file.pk).delete()[0] > 0


def refuse(file: StagedFile, why: str) -> None:
    """Take the file out, with the reason."""
    with writing(file.sent_by, Change.Cause.INGEST):
        if is_taken(file):
            close(file, UploadOutcome(file.name, refusal=why))


def close(file: StagedFile, outcome: UploadOutcome) -> None:
    """Write down what became of the file, and that one more is done."""
    WorkLine.objects.create(
        work=file.work,
        name=file.name,
        document=outcome.document,
        said=outcome.refusal or outcome.summary,
        is_refused=bool(outcome.refusal),
    )
    if outcome.document:
        said = f"入库：{outcome.summary}"
        LogEntry.objects.log_actions(
            file.sent_by_id, [outcome.document], CHANGE, change_message=said, single_object=True
        )
    count(file.work.pk)


def count(work: int) -> None:
    """Count what is done; where nothing waits any more the work has ended."""
    waiting = StagedFile.objects.filter(work=work).count()
    Work.objects.filter(pk=work).update(done=F("total") - waiting)
    if not waiting:
        Work.objects.filter(pk=work, finished_at=None).update(finished_at=timezone.now())
