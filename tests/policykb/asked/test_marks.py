"""From the page of hits to the page that is opened: both counted, both kept, nothing of it in an address."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import Error
from django.test import Client

from documents.models import SearchLogLine
from policykb.asked import counting, writer
from policykb.asked.counting import Asked, Opened, asked
from tasks.indexing import index_facts, index_tasks
from tasks.models import Task
from tests.factories import make_agency, make_document, make_duty, make_task
from tests.policykb.test_memory import KEEPING, ROOMS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counting_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The log is on, and nothing is written but by the test."""
    settings.SEARCH_LOG_DAYS = 90
    monkeypatch.setattr(writer, "begin", lambda: None)
    monkeypatch.setattr(writer.connections, "close_all", lambda: None)
    counting.TALLY.take()
    yield
    counting.TALLY.take()


@pytest.fixture
def task() -> Task:
    task = make_task(make_document(slug="测"), title="发展风电", body="建设基地。")
    index_tasks([task])
    return task


def counted() -> dict[Asked | Opened, int]:
    return {what: times for (_, what), times in counting.TALLY.take().items()}


def mark_of(task: Task, text: str = "风电") -> str:
    question = Asked(text, 1, 0)
    return f"from=q{question.key}-task-{task.pk}"


def test_a_question_and_what_is_opened_of_it_are_counted(client: Client, task: Task) -> None:
    html = client.get("/search/?q=风电").content.decode()
    assert f'<a href="{task.get_absolute_url()}?{mark_of(task)}">' in html
    assert client.get(f"{task.get_absolute_url()}?{mark_of(task)}").status_code == 200
    question = Asked("风电", 1, 0)
    assert counted() == {question: 1, Opened(question.key, "task", task.pk): 1}


def test_what_is_named_and_what_answers_is_counted_too(client: Client, task: Task) -> None:
    duty = make_duty(task, make_agency())
    index_facts(task.document)
    index_tasks([task])
    html = client.get("/search/?q=青海省能源局").content.decode()
    question = asked("青海省能源局", 0, 0)
    assert question and f"?from=q{question.key}-agency-{duty.agency_id}" in html
    html = client.get("/search/?q=发展风电由谁牵头").content.decode()
    question = asked("发展风电由谁牵头", 0, 0)
    answer = html.partition('<section class="answer"')[2].partition("</section>")[0]
    assert question and f"?from=q{question.key}-task-{task.pk}" in answer


def test_the_page_opened_is_the_page_without_the_mark(client: Client, task: Task) -> None:
    url = task.get_absolute_url()
    plain, marked = client.get(f"{url}?a=1&b=2"), client.get(f"{url}?a=1&{mark_of(task)}&b=2")
    assert marked.wsgi_request.GET.dict() == {"a": "1", "b": "2"}
    assert marked.wsgi_request.get_full_path() == plain.wsgi_request.get_full_path()
    assert marked.content == plain.content and "from=q" not in marked.content.decode()


@KEEPING
def test_kept_pages_are_counted_and_stay_kept(client: Client, task: Task, django_assert_num_queries: object) -> None:
    for room in ROOMS:
        caches[room].clear()
    client.get("/search/?q=风电")
    client.get(task.get_absolute_url())
    with django_assert_num_queries(2):  # type: ignore[operator]  # each asks for the state alone
        client.get("/search/?q=风电")
        client.get(f"{task.get_absolute_url()}?{mark_of(task)}")
    question = Asked("风电", 1, 0)
    assert counted() == {question: 2, Opened(question.key, "task", task.pk): 1}


@pytest.mark.parametrize("query", ["q=风电&page=2", "q=风电&region=630000", "q=13912345678", "q=", ""])
def test_what_is_no_question_of_its_own_is_not_counted(client: Client, task: Task, query: str) -> None:
    html = client.get(f"/search/?{query}").content.decode()
    assert counted() == {}
    assert ("from=q" in html) == ("风电" in query), "a hit is counted on every page of hits"


def test_staff_robots_and_heads_are_not_counted(admin_client: Client, client: Client, task: Task) -> None:
    opened = f"{task.get_absolute_url()}?{mark_of(task)}"
    for path in ("/search/?q=风电", opened):
        admin_client.get(path)
        client.head(path)
        client.get(path, headers={"Sec-Purpose": "prefetch"})
    client.get(f"/tasks/无/1/?{mark_of(task)}")
    assert counted() == {}


@pytest.mark.parametrize("value", ["", "q", "q0-task-1", "q0123456789-note-1", "q0123456789-task-" + "9" * 19, "%00"])
def test_what_is_no_mark_is_left_in_the_address(client: Client, task: Task, value: str) -> None:
    response = client.get(f"{task.get_absolute_url()}?from={value}")
    assert response.status_code == 200 and "from" in response.wsgi_request.GET
    assert counted() == {}


def test_nothing_is_marked_where_the_log_is_off(client: Client, task: Task, settings: Any) -> None:
    settings.SEARCH_LOG_DAYS = 0
    assert "from=q" not in client.get("/search/?q=风电").content.decode()
    client.get(f"{task.get_absolute_url()}?{mark_of(task)}")
    assert counted() == {}


def test_a_round_writes_what_was_counted(client: Client, task: Task) -> None:
    client.get("/search/?q=风电")
    client.get(f"{task.get_absolute_url()}?{mark_of(task)}")
    assert writer.write_round(is_first=True, today=writer.timezone.localdate())
    assert set(SearchLogLine.objects.values_list("query", "opened", "times")) == {("风电", "", 1), ("风电", "task", 1)}


def test_a_database_that_cannot_be_written_costs_the_counts_alone(
    client: Client, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(counts: object) -> None:
        raise Error("locked")

    client.get("/search/?q=风电")
    monkeypatch.setattr(writer, "store", refuse)
    assert not writer.write_round(is_first=False, today=writer.timezone.localdate())
    assert counted() == {}


def test_rounds_go_on_and_tidy_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[bool] = []
    monkeypatch.setattr(writer, "write_round", lambda *, is_first, today: rounds.append(is_first) or len(rounds) > 1)

    def wait(seconds: float) -> None:
        if len(rounds) == 4:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        writer.run(wait)
    assert rounds == [True, True, False, False], "tried again where it failed"


def test_readers_are_told_what_is_counted(client: Client, settings: Any) -> None:
    assert "保存 90 天。不记是谁、从哪里、几点检索的" in client.get("/about/").content.decode()
    settings.SEARCH_LOG_DAYS = 0
    assert "检索记录" not in client.get("/about/").content.decode()
