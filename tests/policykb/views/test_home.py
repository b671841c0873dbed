"""The home page: figures, what is due next, ways in."""

from datetime import date

import pytest
from django.test import Client

from documents.records.writing import writing
from policykb.insight.upcoming import sentence_of
from tasks.models import DeadlineParty
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.markup import on_one_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client whose today is 2026-11-20."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 20))
    return client


def test_an_empty_base_has_a_home(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "还没有文件" in page and "今天以后没有写明期限" in page


def test_figures_count_what_readers_may_see(client: Client) -> None:
    document, hidden = make_document(), make_document(is_published=False)
    for each in (document, hidden):
        task = make_task(each)
        make_duty(task)
        make_target(each, task=task)
        make_target(each, value=None, comparator="")
    figures = client.get("/").context["figures"]
    expected = {"documents": 1, "tasks": 1, "duties": 1, "agencies": 1, "targets": 2, "quantified": 1, "unassigned": 0}
    assert {name: figures[name] for name in expected} == expected


def test_recurring_duties_come_before_years(pages: Client) -> None:
    document = make_document(source="主管部门每年年底报送材料。")
    make_target(document)
    make_target(document, deadline=date(2025, 12, 31))
    task = make_task(document)
    make_duty(task, make_agency())
    make_deadline(
        document, task=task, due_on=None, precision="", recurrence="year_end", quote="每年年底", start=4, end=8
    )
    due = pages.get("/").context["due"]
    assert [(entry.recurrence, entry.day, entry.words) for entry in due] == [
        ("每年年底", date(2026, 12, 31), "主管部门每年年底报送材料"),
        ("", date(2030, 12, 31), "绿电占比达到60%"),
    ]
    page = pages.get("/").content.decode()
    assert "还有 41 天" in page and "青海省能源局" in page


def test_whom_the_sentence_names_is_told(pages: Client) -> None:
    document = make_document()
    yearly = make_deadline(document, due_on=None, precision="", recurrence="year_end", quote="每年年底")
    who = {"document": document, "deadline": yearly}
    DeadlineParty.objects.create(**who, role="acts", group="leads", as_written="牵头部门")
    DeadlineParty.objects.create(**who, role="receives", agency=make_agency("青海省财政厅"), as_written="省财政厅")
    page = on_one_line(pages.get("/").content.decode())
    assert "承办：牵头部门" in page and "接收：省财政厅" in page and "原文未列单位" not in page


def test_a_day_of_several_is_told_by_the_sentence_of_the_first(pages: Client) -> None:
    document = make_document(source="二、2027年重点任务\n")
    place = {"due_on": date(2027, 12, 31), "quote": "2027年", "start": 2, "end": 7}
    for _ in range(2):
        make_deadline(document, reaches=True, **place)
    (entry,) = pages.get("/").context["due"]
    assert (entry.count, entry.words) == (2, "二、2027年重点任务")


def test_a_sentence_too_long_is_not_quoted() -> None:
    class Item:
        start, end = 300, 302

    assert sentence_of(Item(), "长" * 600) == ""  # type: ignore[arg-type]


def test_ways_in(client: Client) -> None:
    task = make_task()
    make_duty(task)
    task.topics.add(make_term())
    page = client.get("/").content.decode()
    for words in ("青海省能源局", "绿电直连", task.document.title, "<option value="):
        assert words in page


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: object) -> None:
    for size in (5, 200):
        with writing():
            document = make_document()
            for number in range(size):
                task = make_task(document)
                make_duty(task, make_agency(f"青海省第{number % 30}局"))
                make_target(document, task=task)
                make_deadline(document, task=task, due_on=None, precision="", recurrence="yearly")
        client.get("/")  # the sets as they are after the change
        with django_assert_max_num_queries(25):  # type: ignore[operator]
            client.get("/")
