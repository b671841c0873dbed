"""Atom feeds, held against the words of RFC 4287, and what comes first in them."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.models import Change, Document, Installation
from documents.records.writing import writing
from tasks.models import Task
from tests.factories import changed, make_agency, make_deadline, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/documents.atom", "/feeds/all.atom", "/tasks/feed.atom", "/agencies/青海省能源局/feed.atom"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ("id", "title", "updated")


def feed_of(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200 and response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries_of(client: Client, path: str) -> list[tuple[str, str, datetime]]:
    """The title, name and time of each entry, in order."""
    return [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}id"), time_of(entry))
        for entry in feed_of(client, path).findall(f"{ATOM}entry")
    ]


def time_of(element: Any, name: str = "updated") -> datetime:
    words = element.findtext(f"{ATOM}{name}")
    assert TIME.fullmatch(words)
    return datetime.fromisoformat(words)


def check(feed: Any) -> None:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2, 4.2.6)."""
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}author/{ATOM}name")
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ONCE:
            assert len(element.findall(f"{ATOM}{name}")) == 1 and element.findtext(f"{ATOM}{name}").strip(), name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        links = [(link.get("rel"), link.get("href")) for link in element.findall(f"{ATOM}link")]
        assert [rel for rel, _ in links].count("alternate") == 1
        assert all(href.isascii() and href.startswith("http://testserver/") for _, href in links)
        for summary in element.findall(f"{ATOM}summary"):
            assert summary.get("type") == "html"
            ElementTree.fromstring(f"<div>{summary.text}</div>")
        if (published := element.find(f"{ATOM}published")) is not None:
            assert TIME.fullmatch(published.text) and time_of(element, "published") <= time_of(element)
    times = [time_of(entry) for entry in feed.findall(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)
    assert not times or time_of(feed) == times[0]
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


@pytest.fixture
def tasks() -> list[Task]:
    """Three tasks of one agency, the last of them the newest, all of long ago."""
    found = []
    for number in range(3):
        task = make_task(make_document(title=f"方案{number}"), title=f"任务{number}", number=f"{number}.")
        make_duty(task, make_agency())
        make_deadline(task.document, task=task)
        make_target(task.document, task=task)
        found.append(task)
    for number, task in enumerate(found):
        age(task, timezone.now() - timedelta(days=30 - number))
    return found


def age(task: Task, at: datetime) -> None:
    """Set the clock of a task and of all that belongs to it."""
    Change.objects.filter(document_id=task.document_id).update(at=at)
    Task.objects.filter(pk=task.pk).update(updated_at=at)
    Document.objects.filter(pk=task.document_id).update(updated_at=at, ingested_at=at)


@pytest.mark.parametrize("path", [*FEEDS, "/tasks/feed.atom?q=%0b%00&role=lead"])
def test_a_feed_keeps_the_rules(client: Client, path: str) -> None:
    make_agency()
    check(feed_of(client, path))  # without an entry
    document = make_document(title="甲\x0b<乙>&amp;\x01", document_number="")
    for number in range(3):
        task = make_task(document, title="换\x0b行\x1f", responsibility_text="（省能源局<b>\x0c&负责）")
        make_target(document, task=task, indicator="<i>\x02", deadline=None, precision="")
        make_deadline(document, task=task)
        make_duty(task, make_agency(), role="support" if number else "lead")
    check(feed_of(client, path))


def test_an_empty_feed_does_not_change(client: Client) -> None:
    assert feed_of(client, "/tasks/feed.atom").findall(f"{ATOM}entry") == []
    assert client.get("/tasks/feed.atom").content == client.get("/tasks/feed.atom").content
    assert time_of(feed_of(client, "/tasks/feed.atom")).date() == Installation.this().made_at.date()


def change_role(task: Task) -> None:
    duty = task.responsibilities.get()
    duty.role = "implement"
    changed(duty)


def change_day(task: Task) -> None:
    deadline = task.deadlines.get()
    deadline.due_on = deadline.due_on.replace(year=2031)
    changed(deadline)


def change_target(task: Task) -> None:
    target = task.targets.get()
    target.value = 70
    changed(target)


def withdraw_target(task: Task) -> None:
    target = task.targets.get()
    target.standing = "withdrawn"
    changed(target)


def change_task(task: Task) -> None:
    task.body = "改过。"
    changed(task)


@pytest.mark.parametrize("path", ["/tasks/feed.atom", "/feeds/all.atom", "/agencies/青海省能源局/feed.atom"])
@pytest.mark.parametrize("change", [change_role, change_day, change_target, withdraw_target, change_task])
def test_what_changed_comes_first(client: Client, tasks: list[Task], path: str, change: Any) -> None:
    def task_entries() -> list[tuple[str, str, datetime]]:
        return [entry for entry in entries_of(client, path) if "任务" in entry[0]]

    before = task_entries()
    assert [title[:5] for title, _, _ in before] == ["2. 任务", "1. 任务", "0. 任务"]
    change(Task.objects.get(pk=tasks[0].pk))
    after = task_entries()
    assert [name for _, name, _ in after] == [before[2][1], before[0][1], before[1][1]]
    assert after[0][2] > before[0][2] and after[1:] == before[:2]


def test_the_summary_tells_what_holds_now(client: Client, tasks: list[Task]) -> None:
    change_role(tasks[0])
    summary = feed_of(client, "/tasks/feed.atom").findtext(f".//{ATOM}summary")
    assert summary == ("<p>落实：青海省能源局</p><p>指标：绿电占比 60% 2030年</p><p>期限：2030年（本条写明）</p>")


def test_the_feed_of_all_holds_documents_and_tasks(client: Client, tasks: list[Task]) -> None:
    titles = [title for title, _, _ in entries_of(client, "/feeds/all.atom")]
    assert {"方案2", "方案1", "方案0"} < set(titles) and len(titles) == 6
    assert "/feeds/all.atom" in client.get("/about/").content.decode()


def test_brackets_in_titles_have_one_width(client: Client) -> None:
    make_task(number="(八)", title="发展风电")
    assert entries_of(client, "/tasks/feed.atom")[0][0].startswith("（八）发展风电（青测发")


def test_names_stay_when_the_site_moves(client: Client, tasks: list[Task], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    here, there = [
        client.get("/tasks/feed.atom", headers={"host": host}).content for host in ("a.example", "b.example")
    ]
    assert re.findall(rb"<id>(.*?)</id>", here) == re.findall(rb"<id>(.*?)</id>", there)


def test_the_file_is_called_by_what_it_holds(client: Client) -> None:
    disposition = client.get("/tasks/feed.atom")["Content-Disposition"]
    assert disposition.startswith("inline; filename*=utf-8''") and disposition.endswith(".atom")


@pytest.mark.parametrize("path", FEEDS)
def test_the_number_of_queries_does_not_grow(client: Client, tasks: list[Task], path: str) -> None:
    numbers = []
    for _ in range(2):
        client.get(path)  # gives the installation its key, and reads the sets as they are after the change
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        numbers.append(len(queries))
        with writing():
            for _ in range(60):
                make_duty(make_task(), make_agency())
    assert numbers[0] == numbers[1] <= 25


def test_no_bodies_are_missing_where_some_are_named(client: Client) -> None:
    """An article names its body in its sentence; it has no clause that lists bodies."""
    named = make_task(key="1", responsibility_text="")
    make_duty(named, make_agency("青海省财政厅"))
    make_task(named.document, key="2", responsibility_text="")
    entries = {
        entry.find(f"{ATOM}link").get("href")[-3:]: entry for entry in feed_of(client, FEEDS[2]).iter(f"{ATOM}entry")
    }
    said = {place: entry.find(f"{ATOM}summary").text for place, entry in entries.items()}
    assert "牵头：青海省财政厅" in said["/1/"] and "原文未列单位" not in said["/1/"]
    assert "原文未列单位" in said["/2/"]
