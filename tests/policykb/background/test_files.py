"""Files left to a worker: each stored once and deleted, or refused with a sentence; what failed is tried again."""

import os
import signal
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import OperationalError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import policykb.background.files
import policykb.workers
from documents.agencies import Gazetteer
from documents.models import Change, Document, StagedFile, Work
from policykb.background.resuming import own_name, put_back
from policykb.pipeline import Examination
from policykb.workers import Job
from tests.factories import make_agency
from tests.policykb.background.works import BROKEN, LEFT_TO_A_WORKER, begun, policy, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker() -> Any:
    """Works are left to a worker, which knows a small registry."""
    policykb.background.files.known_for.cache_clear()
    make_agency().names.create(name="省能源局")
    make_agency("青海省人民政府办公厅", kind="government")
    with LEFT_TO_A_WORKER:
        yield


def test_files_wait_are_stored_and_go() -> None:
    work = begun(BROKEN, count=3)
    assert (work.total, StagedFile.objects.count(), Document.objects.count()) == (4, 4, 0)
    work_off()
    work.refresh_from_db()
    assert (work.done, StagedFile.objects.count(), Document.objects.count()) == (4, 0, 3)
    assert work.finished_at
    refused, *stored = work.lines.all()
    assert (refused.name, refused.is_refused, refused.document) == (BROKEN, True, None)
    assert refused.said.endswith("。")
    assert [line.document.text.file_name for line in stored] == [line.name for line in stored]
    assert set(Change.objects.filter(model="documents.document").values_list("by__username", flat=True)) == {"编辑甲"}


def test_a_step_done_twice_changes_nothing() -> None:
    work = begun(count=1)
    work_off()
    DBTaskResult.objects.update(status=TaskResultStatus.READY)  # its worker died before it could say so
    work_off()
    work.refresh_from_db()
    assert (work.done, work.lines.count(), Document.objects.count()) == (1, 1, 1)


def test_killed_before_the_end_nothing_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is one transaction, the counting too; the step is put back and done."""
    work = begun(count=1)

    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(policykb.background.files, "count", die)
        work_off()
    work.refresh_from_db()
    assert (work.done, work.lines.count(), Document.objects.count(), StagedFile.objects.count()) == (0, 0, 0, 1)
    put_back(own_name())
    DBTaskResult.objects.update(run_after=work.started_at)  # a minute later
    work_off()
    work.refresh_from_db()
    assert (work.done, Document.objects.count()) == (1, 1)


def test_another_worker_may_have_been_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker taken for dead finds, at the end, that its file was taken."""
    work = begun(count=1)

    def meanwhile(job: Job, known: Any) -> Any:
        monkeypatch.undo()
        policykb.background.files.take_file.call(context, work.pk, StagedFile.objects.get().pk)
        return policykb.background.files.examined_apart(job, known)

    context: Any = type("Context", (), {"attempt": 1})
    monkeypatch.setattr(policykb.background.files, "examined_apart", meanwhile)
    work_off()
    work.refresh_from_db()
    assert (work.done, work.lines.count(), Document.objects.count()) == (1, 1, 1)


def test_a_database_that_fails_is_tried_again_and_a_mistake_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    work = begun(count=1)

    class Busy(Exception):
        sqlstate = "55P03"

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(policykb.background.files, "store_found", fail)
    error: Exception = OperationalError("locked")
    error.__cause__ = Busy()
    work_off()
    assert (work.lines.count(), StagedFile.objects.count()) == (0, 1)
    put_back(own_name())
    step = DBTaskResult.objects.get()
    assert (step.status, step.worker_ids) == (TaskResultStatus.READY, [])
    assert step.run_after > work.started_at
    error = ZeroDivisionError("by zero")
    DBTaskResult.objects.update(run_after=work.started_at)
    work_off()
    assert "ZeroDivisionError" in work.lines.get().said and work.lines.get().is_refused


def test_a_file_that_kills_its_workers_is_refused() -> None:
    work = begun(count=1)
    DBTaskResult.objects.update(worker_ids=["a", "b", "c"])
    work_off()
    assert work.lines.get().said == "入库中断了 3 次，请告知管理员。"
    assert not StagedFile.objects.exists()


@pytest.mark.parametrize("poison", [lambda *_: os.kill(os.getpid(), signal.SIGKILL), lambda *_: signal.pause()])
def test_a_file_kills_or_holds_up_only_the_process_that_reads_it(monkeypatch: pytest.MonkeyPatch, poison: Any) -> None:
    job = Job("毒.txt", "毒.txt", "", policy(1).encode())
    empty = Gazetteer([], [], [])
    assert isinstance(policykb.workers.alone(job, empty, seconds=60), Examination)
    monkeypatch.setattr(policykb.workers, "examine", poison)
    assert policykb.workers.alone(job, empty, seconds=1) is policykb.workers.DIED


def test_a_file_that_must_be_removed_meanwhile_does_not_hold_up_its_work() -> None:
    work = begun(count=1)
    StagedFile.objects.all().delete()
    work_off()
    assert Work.objects.get(pk=work.pk).finished_at


def test_without_the_setting_there_is_no_worker(settings: Any) -> None:
    settings.BACKGROUND = "request"
    with pytest.raises(CommandError, match="BACKGROUND=worker"):
        work_off()
