"""Real workers, killed with SIGKILL while they work, and two at once: each file ends as one document, none is lost."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from documents.models import Document, DocumentVersion, StagedFile, Work, WorkLine
from tests.another_database import another_database
from tests.factories import make_agency
from tests.policykb.background.works import BROKEN, LEFT_TO_A_WORKER, begun

KILLS = int(os.environ.get("KILLS", "2"))  # KILLS=20 make test ARGS=tests/policykb/background/test_killed_workers.py
FILES, PATIENCE = 4 * KILLS + 1, 120


@contextmanager
def outside_memory(folder: Path) -> Iterator[None]:
    """Meanwhile the tests' database is one that other processes can open."""
    if connection.vendor == "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "another.sqlite3")])
    with another_database(folder):
        yield


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A worker of its own on the database that the tests use now."""
    own = connection.settings_dict
    url = f"sqlite:///{own['NAME']}"
    if connection.vendor == "postgresql":
        host = own["HOST"] or own["OPTIONS"].get("host", "")
        url = f"postgres://{own['USER']}:{own['PASSWORD']}@:{own['PORT']}/{own['NAME']}?host={host}"
    own_settings = {"DATABASE_URL": url, "BACKGROUND": "worker", "SECRET_KEY": "-", "ORIGINALS": str(folder)}
    return subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--batch"],
        cwd=settings.BASE_DIR,
        env=os.environ | own_settings | {"DJANGO_SETTINGS_MODULE": "policykb.settings"},
    )


def wait_for(done: int, work: Work, worker: subprocess.Popen[bytes]) -> None:
    """Until so many files are done, or the worker has ended."""
    end = time.monotonic() + PATIENCE
    while worker.poll() is None and Work.objects.get(pk=work.pk).done < done:
        assert time.monotonic() < end, "the worker does nothing"
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_workers_killed_at_any_point_lose_and_double_nothing(tmp_path: Path) -> None:
    chance = Random(16)
    with outside_memory(tmp_path), LEFT_TO_A_WORKER:
        make_agency("青海省人民政府办公厅", kind="government")
        work = begun(BROKEN, count=FILES)
        reached = []
        for number in range(KILLS):
            worker = start(tmp_path)
            wait_for(number * FILES // KILLS + 1, work, worker)
            time.sleep(chance.random() * 0.2)
            worker.kill()
            worker.wait()
            reached.append(Work.objects.get(pk=work.pk).done)
        assert reached == sorted(set(reached)) and reached[-1] <= FILES, "each was killed at work"
        assert [worker.wait(PATIENCE) for worker in [start(tmp_path), start(tmp_path)]] == [0, 0]
        assert_each_is_stored_once(work)
        takers = Counter(step.worker_ids[-1] for step in DBTaskResult.objects.all())
        assert len(takers) >= KILLS + 1, f"who did what: {takers}"
        print(f"{KILLS} kills, at {reached} of {FILES + 1} files; {again()} files begun again, none lost or doubled")


def again() -> int:
    """How many files more than one worker had in hand."""
    return sum(len(step.worker_ids) > 1 for step in DBTaskResult.objects.all())


def assert_each_is_stored_once(work: Work) -> None:
    work.refresh_from_db()
    assert (work.done, work.total, bool(work.finished_at)) == (FILES + 1, FILES + 1, True)
    assert not StagedFile.objects.exists()
    assert Counter(WorkLine.objects.values_list("name", flat=True)).most_common(1)[0][1] == 1
    assert Counter(WorkLine.objects.values_list("is_refused", flat=True)) == {False: FILES, True: 1}
    names = sorted(DocumentVersion.objects.values_list("file_name", flat=True))
    assert names == sorted(f"{number}.txt" for number in range(1, FILES + 1))
    assert Document.objects.count() == FILES
