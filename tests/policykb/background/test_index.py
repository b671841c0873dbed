"""The search index written again in steps that wait: each goes on where the one before ended."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

import documents.search.sources
import policykb.background.beginning
from documents.models import SearchEntry, Work
from documents.search import sources
from policykb.background.beginning import begin_index
from policykb.background.index import index_some
from tests.factories import make_task
from tests.policykb.background.works import LEFT_TO_A_WORKER, somebody, work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some records without entries; a step takes two of them."""
    for number in range(5):
        make_task(key=f"1.{number + 1}")
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(sources, "BATCH", 2)


def visible() -> int:
    return sum(source.count() for source in sources.entry_sources())


def test_a_worker_writes_it_step_by_step() -> None:
    with LEFT_TO_A_WORKER:
        work = begin_index(somebody())
        assert work and not SearchEntry.objects.exists()
        work_off()
        work.refresh_from_db()
    assert (work.done, work.total, SearchEntry.objects.count()) == (visible(),) * 3
    assert work.finished_at
    assert DBTaskResult.objects.count() > 3


def test_a_step_done_twice_goes_on_once() -> None:
    with LEFT_TO_A_WORKER:
        work = begin_index(somebody())
        assert work
        for _ in range(2):
            index_some.call(work.pk, 0, 0, 0)
        assert DBTaskResult.objects.count() == 2  # the first, which waits still, and the next
        work_off()
        work.refresh_from_db()
    assert work.done == visible()


def test_without_a_worker_it_is_done_in_the_request_if_it_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    work = begin_index(somebody())
    assert work
    work.refresh_from_db()
    assert work.finished_at and SearchEntry.objects.count() == visible()
    monkeypatch.setattr(policykb.background.beginning, "MOST_WITHIN", visible() - 1)
    assert begin_index(somebody()) is None
    assert Work.objects.count() == 1


def test_entries_of_records_that_are_gone_go_too() -> None:
    gone: Any = SearchEntry(kind="task", object_id=10**9, document_id=1)
    gone.save()
    written, removed = documents.search.sources.rebuild()
    assert (written, removed) == (visible(), 1)
