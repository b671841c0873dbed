"""Calendars of deadlines, read back by icalendar and held against the words of RFC 5545 by the test's own reading."""

import re
from datetime import date
from typing import Any

import icalendar
import pytest
from django.test import Client

from documents.models import Agency, Change, Document, Installation
from policykb.views import agencies
from tasks.models import Deadline
from tests.factories import changed, make_agency, make_deadline, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
LINE = re.compile(r"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"]*\"|[^\";:,]+)(,(\"[^\"]*\"|[^\";:,]+))*)*:.*")


@pytest.fixture
def agency() -> Agency:
    return make_agency()


def calendar_of(client: Client, agency: Agency) -> bytes:
    return client.get(f"{agency.get_absolute_url()}deadlines.ics").content


def events_of(client: Client, agency: Agency) -> list[Any]:
    return icalendar.Calendar.from_ical(calendar_of(client, agency)).walk("VEVENT")


def lines_of(body: bytes) -> list[str]:
    """The unfolded lines, each checked against the grammar (RFC 5545, 3.1)."""
    assert body.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n|\r(?!\n)", body)
    folded = body.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in folded)
    for line in folded:
        line.decode()  # no character is torn apart
    lines = body.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert all(LINE.fullmatch(line) and not CONTROL.search(line) for line in lines)
    return lines


def check(body: bytes) -> None:
    """What RFC 5545 asks of a calendar and of its events (3.4, 3.6.1)."""
    lines, stack = lines_of(body), list[dict[str, list[str]]]()
    uids = []
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in lines:
        name, value = re.split(r"[;:]", line, maxsplit=1)
        if name == "BEGIN":
            stack.append({"": [value], "components": []})
        elif name == "END":
            component = stack.pop()
            assert component[""] == [value]
            if stack:
                stack[-1]["components"].append(value)
            if value == "VCALENDAR":
                assert len(component["VERSION"]) == len(component["PRODID"]) == 1 and component["components"]
            if value == "VEVENT":
                for once in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "URL"):
                    assert len(component[once]) == 1, once
                assert re.fullmatch(r"VALUE=DATE:\d{8}", component["DTSTART"][0])
                assert re.fullmatch(r"\d{8}T\d{6}Z", component["DTSTAMP"][0])
                assert component["SEQUENCE"][0].isdecimal()
                uids += component["UID"]
        else:
            stack[-1].setdefault(name, []).append(value)
    assert len(uids) == len(set(uids))


def test_a_calendar_keeps_the_rules(client: Client, agency: Agency) -> None:
    check(calendar_of(client, agency))  # without an event
    document = make_document(title="很长的标题；有,逗号\\与反斜线" * 6)
    task = make_duty(make_task(document, title="换\x0b行\x01；,\\n" * 20), agency).task
    make_deadline(document, task=task, recurrence="monthly", due_on=date(2026, 4, 5), precision="day", quote="每月5日")
    make_deadline(document, task=task)
    make_target(document, task=task, deadline=date(2027, 6, 30), quote="甲\x02乙\x85丙")
    make_target(document, deadline=date(2099, 12, 31))
    body = calendar_of(client, agency)
    check(body)
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert len(events) == 4
    assert events[0]["summary"].startswith("（一）换\n行；,\\n")
    assert "甲乙\n丙" in events[2]["description"]


def test_a_recurring_duty_keeps_its_written_day(client: Client, agency: Agency) -> None:
    document = make_document(issued_on=date(2026, 3, 5))
    task = make_duty(make_task(document), agency).task
    make_deadline(document, task=task, recurrence="yearly", due_on=date(2026, 12, 10), precision="day")
    (event,) = events_of(client, agency)
    assert event.start == date(2026, 12, 10)
    assert event["rrule"].to_ical() == b"FREQ=YEARLY;INTERVAL=1;BYMONTHDAY=10;BYMONTH=12"
    assert "未写月日" not in event["description"]


def test_a_series_stays_where_it_began(client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(issued_on=date(2025, 9, 1))
    task = make_duty(make_task(document), agency).task
    make_deadline(document, task=task, recurrence="monthly", due_on=None, precision="", quote="每月")
    bodies = set()
    for today in (date(2026, 1, 15), date(2026, 11, 30)):
        monkeypatch.setattr(agencies.timezone, "localdate", lambda today=today: today)
        bodies.add(calendar_of(client, agency))
    assert len(bodies) == 1
    (event,) = icalendar.Calendar.from_ical(bodies.pop()).walk("VEVENT")
    assert event.start == date(2025, 9, 30) and "原文未写月日" in event["description"]


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_the_ends_of_the_calendar_are_days(client: Client, agency: Agency, day: date) -> None:
    document = make_document(issued_on=day)
    task = make_duty(make_task(document), agency).task
    make_deadline(document, task=task, due_on=day, precision="day")
    make_deadline(document, task=task, due_on=None, precision="", recurrence="yearly", quote="每年")
    body = calendar_of(client, agency)
    check(body)
    assert f"DTSTART;VALUE=DATE:{day.year:04}{day.month:02}{day.day:02}\r\n".encode() in body


def test_no_two_installations_share_a_name(client: Client, agency: Agency) -> None:
    task = make_duty(make_task(), agency).task
    make_deadline(task.document, task=task)
    (first,) = events_of(client, agency)
    assert events_of(client, agency)[0]["uid"] == first["uid"]
    Installation.objects.all().delete()  # as if it had been set up elsewhere
    assert events_of(client, agency)[0]["uid"] != first["uid"]


def change_deadline(task: Any) -> None:
    deadline = task.deadlines.get()
    deadline.due_on = date(2029, 6, 30)
    changed(deadline)


def change_target(task: Any) -> None:
    target = task.targets.get()
    target.indicator = "新能源占比"
    changed(target)


def change_role(task: Any) -> None:
    duty = task.responsibilities.get()
    duty.role = "support"
    changed(duty)


def change_task(task: Any) -> None:
    task.title = "新标题"
    changed(task)


def change_document(task: Any) -> None:
    document = Document.objects.get(pk=task.document_id)
    document.document_number = "青测发〔2026〕9号"
    changed(document)


def withdraw_target(task: Any) -> None:
    target = task.targets.get()
    target.standing = "withdrawn"
    changed(target)


CHANGES = [change_deadline, change_target, change_role, change_task, change_document, withdraw_target]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_a_new_revision_of_the_same_event(client: Client, agency: Agency, change: Any) -> None:
    task = make_duty(make_task(), agency).task
    make_deadline(task.document, task=task)
    make_target(task.document, task=task)
    (before,) = events_of(client, agency)
    # the stamps have whole seconds: set the clock of what is stored back by an hour, not the test's
    Change.objects.update(at="2020-01-01T00:00:00Z")
    type(task).objects.update(updated_at="2020-01-01T00:00:00Z")
    Document.objects.update(updated_at="2020-01-01T00:00:00Z")
    (old,) = events_of(client, agency)
    change(task)
    after = {event["uid"]: event for event in events_of(client, agency)}[before["uid"]]
    assert after["sequence"] > old["sequence"] == before["sequence"]
    assert after["dtstamp"].dt > old["dtstamp"].dt and after["last-modified"].dt > old["last-modified"].dt


def test_what_is_withdrawn_or_hidden_drops_out(client: Client, agency: Agency) -> None:
    task, other = (make_duty(make_task(), agency).task for _ in range(2))
    deadline = make_deadline(task.document, task=task)
    make_deadline(other.document, task=other)
    assert len(events_of(client, agency)) == 2
    deadline.standing = "withdrawn"
    changed(deadline)
    assert len(events_of(client, agency)) == 1
    Document.objects.filter(pk=other.document_id).update(is_published=False)
    assert events_of(client, agency) == []


def test_a_task_has_one_event_a_day(client: Client, agency: Agency) -> None:
    task = make_duty(make_task(), agency).task
    make_deadline(task.document, task=task, quote="到2030年")
    make_target(task.document, task=task, quote="绿电占比达到60%")
    moved = make_target(task.document, task=task, quote="风电达到100%")
    make_deadline(task.document, task=task, due_on=date(2027, 12, 31), quote="到2027年")
    first, second = events_of(client, agency)
    assert (first.start, second.start) == (date(2030, 12, 31), date(2027, 12, 31))
    for words in ("本机构：牵头", "到2030年", "绿电占比达到60%", "风电达到100%", "原文只写到年"):
        assert words in first["description"]
    moved.deadline = date(2028, 12, 31)
    changed(moved)
    uids = {event.start.year: event["uid"] for event in events_of(client, agency)}
    assert uids[2030] == first["uid"] and uids[2027] == second["uid"] and len(uids) == 3
    Deadline.objects.filter(quote="到2030年").update(standing="withdrawn")
    assert len({event["uid"] for event in events_of(client, agency)}) == 3


def test_goals_of_the_whole_document_say_so(client: Client, agency: Agency) -> None:
    document = make_duty(make_task(make_document(title="青海省方案")), agency).task.document
    make_target(document, quote="全省达到60%")
    make_target(document, quote="全省达到70%")
    make_target(document, deadline=date(2019, 12, 31), quote="早已过去")
    make_target(make_document(), quote="别的文件")
    (event,) = events_of(client, agency)
    assert event["summary"] == "青海省方案（文件总体目标，未分到单位）"
    assert "全省达到60%" in event["description"] and "全省达到70%" in event["description"]
    assert "本机构" not in event["description"]


def test_the_file_is_called_by_its_agency(client: Client, agency: Agency) -> None:
    disposition = client.get(f"{agency.get_absolute_url()}deadlines.ics")["Content-Disposition"]
    name = "%E9%9D%92%E6%B5%B7%E7%9C%81%E8%83%BD%E6%BA%90%E5%B1%80-%E6%9C%9F%E9%99%90.ics"  # 青海省能源局-期限
    assert disposition == f"attachment; filename*=utf-8''{name}"


def test_the_number_of_queries_does_not_grow(
    client: Client, agency: Agency, django_assert_max_num_queries: Any
) -> None:
    for size in (2, 30):
        for _ in range(size):
            task = make_duty(make_task(), agency).task
            make_deadline(task.document, task=task)
            make_target(task.document)
        with django_assert_max_num_queries(22):
            assert len(events_of(client, agency)) >= size
