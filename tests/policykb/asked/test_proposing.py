"""Words for the vocabulary, proposed from what was searched in vain and then opened; in force once staff take them."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from documents.models import Change, SearchLogLine, WordPair
from policykb.answers import search
from policykb.asked.counting import Asked
from policykb.asked.proposing import propose_words
from tasks.indexing import index_facts, index_tasks
from tasks.models import Task
from tests.factories import make_agency, make_target, make_task, make_term

pytestmark = pytest.mark.django_db
LIST = "/admin/documents/wordpair/"


@pytest.fixture
def task() -> Task:
    """A task about 固体废物 by its title, that also speaks of 循环利用."""
    task = make_task(title="处置固体废物", body="提高循环利用水平，给予奖励。")
    task.topics.add(make_term("固体废物", synonyms=["固废"]), make_term("循环利用"))
    index_tasks([task])
    return task


def opened(query: str, record: int, days: int = 3, kind: str = "task", full: int = 0) -> None:
    """The hit was opened from the page of this query on so many days."""
    for day in range(days):
        SearchLogLine.objects.create(
            day=date(2026, 12, 1) + timedelta(day), key=Asked(query, 0, 0).key, query=query, full=full, partial=1,
            opened=kind, record=record, times=2,
        )  # fmt: skip


def proposed() -> set[tuple[str, str]]:
    return set(WordPair.objects.filter(state="proposed").values_list("typed", "official"))


def test_a_word_that_stands_nowhere_is_paired_with_the_topic_of_what_was_opened(task: Task) -> None:
    opened("破烂 奖励", task.pk)
    assert propose_words() == 1
    pair = WordPair.objects.get()
    assert (pair.typed, pair.official, pair.state, pair.kind) == ("破烂", "固体废物", "proposed", "everyday")
    assert pair.note == "“破烂 奖励”没有全含的结果；3 天里 6 次点开“处置固体废物”"
    assert Change.objects.filter(model="documents.wordpair", kind="created", cause="registry").count() == 1


def test_a_target_speaks_of_what_its_task_does(task: Task) -> None:
    target = make_target(task.document, task=task)
    index_facts(task.document)
    opened("scrap", target.pk, kind="target")
    assert propose_words() == 1
    assert WordPair.objects.get().kind == "english"


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        ("破烂", {"days": 2}),
        ("破烂", {"full": 1}),
        ("破烂", {"kind": "document"}),
        ("破烂 固废", {}),  # what was opened is named already
        ("奖励", {}),  # every word stands somewhere
        ("破烂 曲棍球 冰球", {}),  # which of the words is meant is not clear
        ("20301", {}),
        ("青海省能源局", {}),
    ],
)
def test_what_is_not_proposed(task: Task, query: str, changes: dict[str, Any]) -> None:
    make_agency()
    opened(query, task.pk, **changes)
    assert propose_words() == 0 and proposed() == set()


def test_what_was_decided_once_is_not_proposed_again(task: Task) -> None:
    opened("破烂", task.pk)
    WordPair.objects.create(typed="破烂", official="固体废物", state="declined")
    assert propose_words() == 0


def test_without_a_topic_in_the_title_all_are_proposed(task: Task) -> None:
    other = make_task(title="办好此事", body="提高水平。")
    other.topics.add(*task.topics.all())
    index_tasks([other])
    opened("破烂", other.pk)
    assert (propose_words(), propose_words()) == (2, 0)
    assert proposed() == {("破烂", "固体废物"), ("破烂", "循环利用")}


def test_staff_take_or_decline_and_it_is_in_force_at_once(admin_client: Client, task: Task) -> None:
    opened("破烂", task.pk)
    told = StringIO()
    call_command("propose_words", stdout=told)
    assert told.getvalue() == "1 pair of words proposed.\n"
    pair = WordPair.objects.get()
    page = admin_client.get(f"{LIST}?state__exact=proposed").content.decode()
    assert "采用所选词对" in page and pair.note in page
    assert not search("破烂").complete
    for action, state, found in (("take", "in-use", True), ("decline", "declined", False)):
        page = admin_client.post(LIST, {"action": action, "_selected_action": [pair.pk]}, follow=True).content.decode()
        pair.refresh_from_db()
        assert pair.state == state and "1 个词对已记为" in page
        assert bool(search("破烂").complete) is found
    assert pair.history.count() == 3
