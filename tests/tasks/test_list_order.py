"""Any stretch of a list is that of the whole list in order, however the tasks are spread over documents and days."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from documents.models import Document
from documents.tag_sets.current import current_sets
from tasks import list_order
from tasks.list_order import TaskList, newest_documents, next_days
from tasks.models import Task
from tests.factories import make_deadline, make_document, make_task

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


@pytest.fixture
def tasks():
    """Some tasks of documents of the same day, other days and no day, due on days past and to come, or on none."""
    days = [date(2025, 9, 1), None, date(2026, 3, 1), date(2025, 9, 1), None]
    found = []
    for number, day in enumerate(days):
        document = make_document(issued_on=day)
        for place in range(4):
            task = make_task(document, order=10 - place)
            found.append(task)
            if (number + place) % 3:
                make_deadline(document, task=task, due_on=TODAY + timedelta(days=30 * (number - place)))
    return found


def by_document(task):
    day = task.document.issued_on
    return (day is None, -day.toordinal() if day else 0, task.document_id, task.order, task.pk)


def by_day(task):
    day = min((each.due_on for each in task.deadlines.all()), default=None)
    return (day is None, bool(day and day < TODAY), day or TODAY, task.document_id, task.order, task.pk)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(st.data())
def test_a_stretch_of_a_list_is_that_of_the_whole(tasks, data):
    sets = current_sets()
    chosen = data.draw(st.sets(st.sampled_from(tasks), min_size=1))
    keys, first = (
        BitMap(task.pk for task in chosen),
        data.draw(st.lists(st.sampled_from(sorted(chosen, key=id)), unique=True)),
    )
    groups, order = data.draw(
        st.sampled_from([(newest_documents, by_document), (partial(next_days, today=TODAY), by_day)])
    )
    rest = sorted((task for task in chosen if task not in first), key=order)
    whole = [task.pk for task in [*first, *rest]]
    listed = TaskList(keys, sets, partial(groups, sets), [task.pk for task in first])
    start, stop = data.draw(st.integers(0, 25)), data.draw(st.integers(0, 25))
    assert len(listed) == len(whole)
    assert list(listed[start:stop]) == whole[start:stop]
    assert list(listed[:]) == whole


def test_of_a_large_day_only_the_documents_are_read_that_the_stretch_touches(tasks, monkeypatch):
    monkeypatch.setattr(list_order, "LARGE", 2)
    sets = current_sets()
    listed = TaskList(sets.of("task").every, sets, partial(next_days, sets, TODAY))
    whole = [task.pk for task in sorted(tasks, key=by_day)]
    read = []
    monkeypatch.setattr(list_order, "in_place", lambda groups: read.extend(groups) or in_place(groups))
    assert list(listed[17:19]) == whole[17:19]
    assert len(BitMap.union(*read)) <= 8


in_place = list_order.in_place


def test_a_list_of_many_is_read_in_runs_of_one_query(tasks, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(list_order, "READ", 8)
    sets = current_sets()
    listed = TaskList(sets.of("task").every, sets, partial(newest_documents, sets))
    with django_assert_num_queries(3):
        assert list(listed[:]) == [task.pk for task in sorted(tasks, key=by_document)]


def test_a_place_beyond_the_list_is_empty():
    sets = current_sets()
    listed = TaskList(BitMap(), sets, partial(newest_documents, sets))
    assert (len(listed), list(listed[0:20]), Task.objects.count(), Document.objects.count()) == (0, [], 0, 0)
