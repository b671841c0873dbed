"""Times said without a day, and days of what recurs, on the pages and for machines."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.tag_sets.current import current_sets
from policykb.insight.agency_scope import AgencyScope
from policykb.insight.agency_times import times_of
from policykb.pipeline import ingest
from tasks.models import Task
from tests.factories import changed, make_agency, make_deadline, make_document, make_duty, make_region, make_task

pytestmark = pytest.mark.django_db
DERIVED = {
    "due_on": date(2026, 4, 4),
    "precision": "day",
    "term_count": 30,
    "term_unit": "day",
    "term_anchor": "printed",
    "rule": "印发日期2026年3月5日起30日",
    "quote": "印发后30日内",
}
OPEN = {"due_on": None, "precision": "", "term_count": 5, "term_unit": "year", "term_anchor": "none", "quote": "5年内"}
YEARLY = {"due_on": date(2026, 12, 10), "precision": "day", "recurrence": "yearly", "in_month": 12, "on_day": 10}


@pytest.fixture
def task(db: None) -> Task:
    """A task with a term of either sort and a yearly duty."""
    document = make_document(source="印发后30日内报送，5年内建成，每年12月10日前总结。")
    task = make_task(document)
    make_duty(task)
    for order, (values, start) in enumerate(((DERIVED, 0), (OPEN, 10))):
        make_deadline(document, task=task, order=order, start=start, end=start + len(values["quote"]), **values)
    make_deadline(document, task=task, order=2, start=16, end=25, quote="每年12月10日前", **YEARLY)
    return task


def test_the_task_says_how_a_day_was_got(client: Client, task: Task) -> None:
    page = client.get(task.get_absolute_url()).content.decode()
    assert "2026年4月4日前（印发日期2026年3月5日起30日）" in page
    assert "5年内（原文未写起算日）" in page
    assert "每年12月10日" in page


@pytest.mark.parametrize("name", ["documents:detail", "tasks:list"])
def test_notes_and_lists_say_it_too(client: Client, task: Task, name: str) -> None:
    page = client.get(reverse(name, args=[task.document.slug] if name == "documents:detail" else [])).content.decode()
    assert "2026年4月4日前（印发日期2026年3月5日起30日）" in page
    assert "5年内（原文未写起算日）" in page


def test_an_agency_is_told_of_terms_after_the_days(client: Client, task: Task) -> None:
    agency = task.responsibilities.get().agency
    due = times_of(AgencyScope.of(agency), (), date(2026, 3, 20)).ahead
    assert [(entry.recurrence, entry.day, entry.rule) for entry in due] == [
        ("", date(2026, 4, 4), "印发日期2026年3月5日起30日"),
        ("每年12月10日", date(2026, 12, 10), ""),
        ("", None, ""),
    ]
    for address in ("agencies:detail", "agencies:brief"):
        assert "5年内（原文未写起算日）" in client.get(reverse(address, args=[agency.slug])).content.decode()


def test_yearly_days_come_in_their_order(task: Task) -> None:
    agency = make_agency("青海省财政厅")
    for month in (12, 1, None):
        other = make_task(task.document)
        make_duty(other, agency)
        values = {"recurrence": "yearly", "in_month": month, "on_day": month and 15}
        make_deadline(task.document, task=other, due_on=None, precision="", **values)
    due = times_of(AgencyScope.of(agency), (), date(2026, 11, 20)).ahead
    assert [entry.day for entry in due] == [date(2026, 12, 15), date(2027, 1, 15), None]


def test_a_first_day_of_many_is_no_year_to_filter_by(client: Client, task: Task) -> None:
    task.deadlines.exclude(recurrence="yearly").delete()
    changed(task)
    assert list(current_sets().of("task")["y2026"]) == []
    assert list(current_sets().of("task")["yrecurring"]) == [task.pk]
    assert list(current_sets().of("task")["unone"]) == [task.pk]


def test_machines_get_the_same_of_a_file_and_of_the_rows(client: Client, registry: Any) -> None:
    make_region()
    text = "青海省某方案\n一、任务\n（一）建设。印发后30日内报送，5年内建成，每五年评估一次。\n2026年3月5日\n"
    document, _ = ingest(text.encode(), "甲.txt", registry)
    rows = client.get(reverse("api:document", args=[document.slug])).json()["deadlines"]
    assert [(row["due_on"], row["recurrence"], row["term"], row["rule"]) for row in rows] == [
        (
            "2026-04-04",
            None,
            {"count": 30, "unit": "day", "anchor": "printed", "words": "印发后30日内"},
            "未见印发日期，成文日期2026年3月5日起30日",
        ),
        (None, None, {"count": 5, "unit": "year", "anchor": "none", "words": "5年内"}, None),
        (None, "every-5-years", None, None),
    ]
