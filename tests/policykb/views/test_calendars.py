"""Calendars where people find them: their addresses, pages and reminders, and what a subscriber is spared."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from documents.models import Document, Relation, Term
from documents.records.locks import withdraw
from documents.records.writing import writing
from policykb.editing.renaming import rename
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.calendars import fetch, lines_of, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Any:
    """A task with a deadline, in a document with an aim."""
    document = make_document(title="青海省绿电方案", slug="绿电方案")
    task = make_duty(make_task(document, title="建设风电基地"), make_agency()).task
    task.topics.add(make_term())
    make_deadline(document, task=task, due_on=date(2027, 6, 30), precision="day", quote="2027年6月30日前")
    make_target(document)
    return task


FILES = {
    "/agencies/青海省能源局/": "/agencies/青海省能源局/deadlines.ics",
    "/documents/绿电方案/": "/documents/绿电方案/deadlines.ics",
    "/topics/绿电直连/": "/topics/绿电直连/deadlines.ics",
    "/tasks/?role=lead": "/tasks/calendar.ics?role=lead",
    "/": "/calendar.ics",
}


@pytest.mark.parametrize("page", FILES)
def test_every_calendar_is_found_where_people_are(client: Client, task: Any, page: str) -> None:
    link = FILES[page].replace("deadlines.ics", "calendar/").replace("calendar.ics", "calendar/")
    assert f'href="{client.get(link).wsgi_request.get_full_path()}"' in client.get(page).content.decode()
    (own, aim) = fetch(client, FILES[page])
    assert own.title == f"（一）建设风电基地（{task.document.document_number}）" and own.day == date(2027, 6, 30)
    assert aim.title == "《青海省绿电方案》总体目标，原文未分到单位"


@pytest.mark.parametrize("page", FILES)
def test_its_page_gives_the_address_with_the_reminders_chosen(client: Client, task: Any, page: str) -> None:
    link = FILES[page].replace("deadlines.ics", "calendar/").replace("calendar.ics", "calendar/")
    mark = "&" if "?" in link else "?"
    text = client.get(f"{link}{mark}remind=30&remind=7").content.decode()
    target = client.get(FILES[page]).wsgi_request.get_full_path()
    address = f"http://testserver{target}{mark}remind=7,30".replace("&", "&amp;")
    assert f'href="{address}"' in text and f'href="{address.replace("http:", "webcal:")}"' in text
    assert '<form class="reminders" method="get">' in text


def test_about_and_timeline_lead_to_the_calendar_of_the_site(client: Client, task: Any) -> None:
    for page in ("/about/", "/timeline/"):
        assert 'href="/calendar/"' in client.get(page).content.decode()


@pytest.mark.parametrize("written", ["7,30", "30，7", "7&remind=30", " 7 , 30 ", "7,7,30"])
def test_reminders_are_chosen_in_the_address(client: Client, task: Any, written: str) -> None:
    for event in fetch(client, f"/calendar.ics?remind={written}"):
        assert event.reminders == [timedelta(days=-7), timedelta(days=-30)]
    assert all(event.reminders == [] for event in fetch(client, "/calendar.ics?remind="))


@pytest.mark.parametrize("written", ["x", "-1", "367", "7,,x", "1.5", "1,2,3,4,5,6", "٣", "9" * 400, "7;30"])
@pytest.mark.parametrize("path", ["/calendar.ics", "/calendar/", "/agencies/青海省能源局/deadlines.ics"])
def test_wrong_reminders_are_refused_in_words(client: Client, task: Any, path: str, written: str) -> None:
    response = client.get(path, {"remind": written})
    assert response.status_code == 400
    assert "0 到 366 的整数，用逗号分开，最多 5 个" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("topik=绿电直连", "没有“topik”这个条件，只有 q、document、region"),
        ("agency=无此局", "本库没有“无此局”这个机构。"),
        ("year=x", "期限年份请写四位数字"),
    ],
)
def test_a_wrong_condition_is_refused(client: Client, task: Any, query: str, words: str) -> None:
    for path in ("/tasks/calendar.ics", "/tasks/calendar/"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 400 and words in response.content.decode()


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("q=风电", [2027, 2030]),
        ("q=水电站", []),
        ("year=2027", [2027]),
        ("year=2030", []),
        ("target=none", [2027, 2030]),
        ("region=青海&topic=绿电直连&order=deadline", [2027, 2030]),
        ("agency=省能源局&year=2027年", [2027]),
    ],
)
def test_a_list_has_a_calendar_under_any_conditions(client: Client, task: Any, query: str, years: list[int]) -> None:
    from documents.indexing import index_document
    from tasks.indexing import index_tasks

    index_document(task.document)
    index_tasks([task])
    assert [event.day.year for event in fetch(client, f"/tasks/calendar.ics?{query}")] == years


def test_a_subscriber_is_spared_what_he_has(client: Client, task: Any) -> None:
    first = client.get("/calendar.ics")
    tag, since = first["ETag"], first["Last-Modified"]
    assert client.get("/calendar.ics", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/calendar.ics", headers={"If-Modified-Since": since}).status_code == 304
    head = client.head("/calendar.ics")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)
    deadline = task.deadlines.get()
    deadline.due_on = date(2028, 6, 30)
    changed(deadline)
    again = client.get("/calendar.ics", headers={"If-None-Match": tag})
    assert again.status_code == 200 and again["ETag"] != tag
    make_document()
    assert client.get("/calendar.ics", headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_files_are_called_by_what_they_hold(client: Client, task: Any) -> None:
    for path, name in (
        ("/agencies/青海省能源局/deadlines.ics", "青海省能源局-期限.ics"),
        ("/tasks/calendar.ics?agency=青海省能源局&role=lead", "任务（青海省能源局、牵头）-期限.ics"),
        ("/calendar.ics", "政策知识库-期限.ics"),
    ):
        response = client.get(path)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        from urllib.parse import quote

        assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"


def test_a_calendar_says_what_is_in_it(client: Client, task: Any) -> None:
    lines = lines_of(client.get("/calendar.ics").content)
    (said,) = [line for line in lines if line.startswith("X-WR-CALDESC:")]
    for words in ("不作为任何单位的期限", "撤回的标为已取消", "年以来到期的", "不收完成情况"):
        assert words in said


# A subscription never breaks


def test_a_renamed_agency_keeps_its_calendars(client: Client, task: Any) -> None:
    before = fetch(client, "/agencies/青海省能源局/deadlines.ics")
    rename(task.responsibilities.get().agency, "青海省能源管理局", None)
    for path in ("/agencies/青海省能源局/deadlines.ics", "/tasks/calendar.ics?agency=青海省能源局"):
        assert [event.uid for event in fetch(client, path)] == [event.uid for event in before]


def test_a_document_at_another_address_keeps_its_calendars(client: Client, task: Any) -> None:
    document = Document.objects.get(pk=task.document_id)
    document.slug = "新址"
    changed(document)
    assert len(standing(fetch(client, "/documents/绿电方案/deadlines.ics"))) == 2


def test_a_renamed_topic_keeps_its_calendar(client: Client, task: Any) -> None:
    topic = Term.objects.get(name="绿电直连")
    topic.slug = topic.name = "绿电直供"
    changed(topic)
    assert len(standing(fetch(client, "/topics/绿电直连/deadlines.ics"))) == 2


def test_a_document_that_became_a_text_of_another_is_cancelled_there(client: Client, task: Any) -> None:
    known, folded = make_document(title="青海省绿电方案（正式）"), Document.objects.get(pk=task.document_id)
    other = make_task(known)
    make_deadline(known, task=other, due_on=date(2028, 6, 30), precision="day")
    with writing():
        folded.text = None
        folded.save()
        Relation.objects.create(document=folded, to=known, kind="version", is_decided=True)
        withdraw(folded)
    for path in ("/documents/绿电方案/deadlines.ics", "/tasks/calendar.ics?document=绿电方案"):
        events = fetch(client, path)
        assert [event.day for event in standing(events)] == [date(2028, 6, 30)]
        assert [event.title for event in events if event.is_cancelled] == ["已撤回", "已撤回"]


def test_a_hidden_document_takes_its_agency_with_it(client: Client, task: Any) -> None:
    document = Document.objects.get(pk=task.document_id)
    document.is_published = False
    changed(document)
    for path in ("/agencies/青海省能源局/deadlines.ics", "/documents/绿电方案/deadlines.ics"):
        response = client.get(path)
        assert response.status_code == 200 and "能源局" not in response.content.decode().replace("\r\n ", "")
        assert all(event.is_cancelled for event in fetch(client, path))
        assert client.get(path.replace("deadlines.ics", "calendar/")).status_code == 404


def test_nobody_has_a_calendar_who_was_never_there(client: Client) -> None:
    for kind in ("agencies", "documents", "topics"):
        for file in ("deadlines.ics", "calendar/"):
            assert client.get(f"/{kind}/无/{file}").status_code == 404
