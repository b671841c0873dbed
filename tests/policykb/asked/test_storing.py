"""Counts as lines of the log: added up, without a change that anything would notice, deleted in time."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from documents.models import SearchLogLine
from documents.records.writing import state
from policykb.asked import storing
from policykb.asked.counting import Asked, Opened
from policykb.asked.storing import forget_lines, store
from tasks.indexing import index_tasks
from tasks.models import Task
from tests.factories import make_task

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
WIND = Asked("风电", 2, 1)


@pytest.fixture
def task() -> Task:
    task = make_task()
    index_tasks([task])
    return task


def lines() -> set[tuple[object, ...]]:
    return set(SearchLogLine.objects.values_list("day", "query", "full", "partial", "opened", "record", "times"))


def test_counts_add_up_by_day_and_what_was_found_last_is_told(task: Task) -> None:
    before = state()
    store({(MONDAY, WIND): 2, (TUESDAY, WIND): 1, (TUESDAY, Asked("光伏", 0, 5)): 1})
    store({(TUESDAY, Asked("风电", 3, 0)): 4})
    assert lines() == {
        (MONDAY, "风电", 2, 1, "", 0, 2),
        (TUESDAY, "风电", 3, 0, "", 0, 5),
        (TUESDAY, "光伏", 0, 5, "", 0, 1),
    }
    assert state() == before, "kept pages stay"


def test_an_opening_stands_with_its_question(task: Task) -> None:
    store({(MONDAY, WIND): 1})
    store({(TUESDAY, Opened(WIND.key, "task", task.pk)): 1})
    store({(TUESDAY, Opened(WIND.key, "task", task.pk)): 2, (TUESDAY, Asked("风电", 4, 0)): 1})
    assert (TUESDAY, "风电", 4, 0, "task", task.pk, 3) in lines()


def test_what_no_page_offered_is_left_out(task: Task) -> None:
    store({(MONDAY, WIND): 1})
    store({
        (MONDAY, Opened("0" * 10, "task", task.pk)): 1,
        (MONDAY, Opened(WIND.key, "task", task.pk + 1)): 1,
        (MONDAY, Opened(WIND.key, "agency", task.pk)): 1,
    })  # fmt: skip
    assert lines() == {(MONDAY, "风电", 2, 1, "", 0, 1)}


def test_a_day_has_only_so_many_lines(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "MOST_A_DAY", 2)
    store({(MONDAY, Asked(str(number), 0, 0)): 1 for number in range(3)})
    store({(MONDAY, Asked("0", 0, 0)): 1, (TUESDAY, WIND): 1})
    assert sorted(SearchLogLine.objects.values_list("query", "times")) == [("0", 2), ("1", 1), ("风电", 1)]


def test_questions_over_all_days(task: Task) -> None:
    store({(MONDAY, WIND): 2, (TUESDAY, Asked("风电", 0, 7)): 1, (MONDAY, Asked("光伏", 1, 0)): 9})
    store({(TUESDAY, Opened(WIND.key, "task", task.pk)): 3})
    told = SearchLogLine.objects.by_question().order_by("-asked")
    assert [(line.query, line.asked, line.days, line.full, line.openings) for line in told] == [
        ("光伏", 9, 1, 1, 0),
        ("风电", 3, 2, 0, 3),
    ]


@pytest.mark.parametrize(("days", "left"), [(90, 2), (1, 1), (0, 0)])
def test_lines_are_deleted_when_their_time_is_over(settings: Any, task: Task, days: int, left: int) -> None:
    settings.SEARCH_LOG_DAYS = days
    store({(MONDAY, WIND): 1, (TUESDAY, WIND): 1})
    before = state()
    assert forget_lines(TUESDAY) == 2 - left == 2 - SearchLogLine.objects.count()
    assert state() == before


def test_the_command_deletes_them(task: Task) -> None:
    store({(MONDAY, WIND): 1})
    told = StringIO()
    call_command("forget_searches", stdout=told)
    assert told.getvalue() == "1 line deleted.\n" and not SearchLogLine.objects.exists()
