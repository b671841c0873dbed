"""What subscribers see of records that change: events that keep their names; withdrawn ones that are cancelled."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from documents.models import Agency, Change, Document, Installation, Section
from documents.records.locks import restore, withdraw
from policykb.editing.removing import remove_document
from policykb.pipeline import gazetteer, ingest
from tasks.models import Deadline, DeadlineParty, Target
from tests.factories import (
    changed,
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
    told,
)
from tests.policykb.calendars import ReadEvent, fetch, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return make_agency()


def task_of(agency: Agency, document: Document | None = None, **values: object) -> Any:
    """A task that the agency leads."""
    return make_duty(make_task(document, **values), agency).task


def path_of(agency: Agency) -> str:
    return f"{agency.get_absolute_url()}deadlines.ics"


def paths_of(task: Any) -> list[str]:
    """The calendars that a task of 青海省能源局 about 绿电直连 is in."""
    lists = ("", "?agency=青海省能源局&role=lead", "?topic=绿电直连", f"?document={task.document.slug}")
    return [
        path_of(Agency.objects.get(name="青海省能源局")),
        f"{task.document.get_absolute_url()}deadlines.ics",
        "/topics/绿电直连/deadlines.ics",
        "/calendar.ics",
        *(f"/tasks/calendar.ics{query}" for query in lists),
    ]


def by_uid(events: list[ReadEvent]) -> dict[str, ReadEvent]:
    return {event.uid: event for event in events}


# What changes is a new revision of the same event


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
    withdraw(task.targets.get())


CHANGES = [change_deadline, change_target, change_role, change_task, change_document, withdraw_target]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_a_new_revision_of_the_same_event(client: Client, agency: Agency, change: Any) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task)
    make_target(task.document, task=task)
    (before,) = fetch(client, path_of(agency))
    # the stamps have whole seconds: set the clock of what is stored back by an hour, not the test's
    Change.objects.update(at="2020-01-01T00:00:00Z")
    type(task).objects.update(updated_at="2020-01-01T00:00:00Z")
    Document.objects.update(updated_at="2020-01-01T00:00:00Z")
    client.cookies["sessionid"] = "fresh"
    (old,) = fetch(client, path_of(agency) + "?remind=1")
    change(task)
    after = by_uid(fetch(client, path_of(agency)))[before.uid]
    assert not after.is_cancelled
    assert after.sequence > old.sequence == before.sequence
    assert after.stamp > old.stamp


def test_a_moved_date_moves_its_event(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task)
    (before,) = fetch(client, path_of(agency))
    change_deadline(task)
    (after,) = fetch(client, path_of(agency))
    assert (before.uid, before.day, after.day) == (after.uid, date(2030, 12, 31), date(2029, 6, 30))


def test_no_two_installations_share_a_name(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task)
    (first,) = fetch(client, path_of(agency))
    Installation.objects.all().delete()  # as if it had been set up elsewhere
    (second,) = fetch(client, path_of(agency) + "?remind=1")
    assert first.uid != second.uid


# What is withdrawn is cancelled, wherever it was


def hide(task: Any) -> None:
    document = Document.objects.get(pk=task.document_id)
    document.is_published = False
    changed(document)


def supersede(task: Any) -> None:
    deadline = task.deadlines.get()
    deadline.standing = "superseded"
    changed(deadline)


ENDS = {
    "the deadline": lambda task: withdraw(task.deadlines.get()),
    "a new text": supersede,
    "the task": lambda task: withdraw(type(task).objects.get(pk=task.pk)),
    "the document": lambda task: withdraw(Document.objects.get(pk=task.document_id)),
    "hidden": hide,
}


@pytest.mark.parametrize("end", ENDS)
def test_what_is_withdrawn_is_cancelled_in_every_calendar(client: Client, agency: Agency, end: str) -> None:
    task = task_of(agency, title="建设风电基地")
    task.topics.add(make_term())
    make_deadline(task.document, task=task, due_on=date(2029, 6, 30), precision="day", quote="限期之前")
    before = {path: fetch(client, path) for path in paths_of(task)}
    ENDS[end](task)
    for path, (old,) in before.items():
        (event,) = fetch(client, path)
        assert event.uid == old.uid and event.is_cancelled and event.sequence > old.sequence, path
        assert "已撤回" in event.title and "限期之前" not in event.words


@pytest.mark.parametrize("end", ["the document", "hidden"])
def test_nothing_of_a_hidden_document_is_told(client: Client, agency: Agency, end: str) -> None:
    task = task_of(agency, title="建设风电基地")
    task.topics.add(make_term())
    make_deadline(task.document, task=task, due_on=date(2029, 6, 30), precision="day", quote="限期之前")
    paths = paths_of(task)
    ENDS[end](task)
    make_deadline(task.document, task=task, due_on=date(2028, 6, 30), precision="day")  # after it was hidden
    for path in paths:
        (event,) = fetch(client, path)
        assert (event.title, event.url, event.recurs) == ("已撤回", "", False), path
        assert event.day != date(2029, 6, 30)
        body = client.get(path).content.decode().replace("\r\n ", "")
        assert not any(words in body for words in ("建设风电基地", "限期之前", task.document.title, "20290630")), path


def test_what_a_document_set_that_has_ended_is_cancelled(client: Client, agency: Agency) -> None:
    task = task_of(agency, title="建设风电基地")
    make_deadline(task.document, task=task, due_on=date(2029, 6, 30), precision="day", quote="限期之前")
    (old,) = fetch(client, path_of(agency))
    document = Document.objects.get(pk=task.document_id)
    document.validity = "repealed"
    changed(document)
    (event,) = fetch(client, path_of(agency))
    assert event.uid == old.uid and event.is_cancelled and event.sequence > old.sequence
    assert event.title.startswith("文件已废止或失效：") and "限期之前" not in event.words
    document.validity = "in-force"
    changed(document)
    (again,) = fetch(client, path_of(agency))
    assert not again.is_cancelled and again.sequence >= event.sequence


def test_what_was_never_shown_is_not_cancelled(client: Client, agency: Agency) -> None:
    make_deadline(task=task_of(agency), due_on=date(2029, 6, 30), precision="day")
    draft = make_document(is_published=False)
    make_deadline(draft, task=task_of(agency, draft), quote="草稿")
    assert len(fetch(client, path_of(agency))) == len(fetch(client, "/calendar.ics")) == 1
    assert client.get(f"{draft.get_absolute_url()}deadlines.ics").status_code == 404
    assert client.get(f"/tasks/calendar.ics?document={draft.slug}").status_code == 400


def test_what_comes_back_stands_again(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    deadline = make_deadline(task.document, task=task)
    (first,) = fetch(client, path_of(agency))
    withdraw(deadline)
    (second,) = fetch(client, path_of(agency))
    restore(deadline)
    (third,) = fetch(client, path_of(agency))
    assert first.uid == second.uid == third.uid
    assert [event.is_cancelled for event in (first, second, third)] == [False, True, False]
    assert first.sequence < second.sequence < third.sequence


def test_a_new_text_with_the_same_date_keeps_the_event(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task, quote="到2030年")
    (before,) = fetch(client, path_of(agency))
    supersede(task)
    make_deadline(task.document, task=task, quote="2030年底前")
    (after,) = fetch(client, path_of(agency))
    assert (after.uid, after.status) == (before.uid, "CONFIRMED") and "2030年底前" in after.words


@pytest.mark.parametrize("field", ["agency", "standing", "role"])
def test_a_duty_that_goes_to_another_is_cancelled_for_the_first(client: Client, agency: Agency, field: str) -> None:
    other, task = make_agency("青海省水利厅"), task_of(agency, title="建设风电基地")
    make_deadline(task.document, task=task)
    leading = f"/tasks/calendar.ics?agency={agency.slug}&role=lead"
    (before,) = fetch(client, leading)
    duty = task.responsibilities.get()
    match field:
        case "agency":
            duty.agency = other
        case "role":
            duty.role = "support"
        case "standing":
            duty.standing = "withdrawn"
    changed(duty)
    (after,) = fetch(client, leading)
    assert (after.uid, after.status, after.title[:4]) == (before.uid, "CANCELLED", "已撤回：")
    (own,) = fetch(client, path_of(agency))
    assert own.is_cancelled == (field != "role")
    if field == "agency":
        (moved,) = fetch(client, path_of(other))
        assert (moved.uid, moved.status) == (before.uid, "CONFIRMED")


def test_a_date_that_leaves_the_years_of_a_list_is_cancelled_there(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task)
    make_deadline(task.document, task=task, due_on=date(2027, 12, 31))
    first = task.deadlines.first()
    (before,) = fetch(client, "/tasks/calendar.ics?year=2030")
    first.due_on = date(2031, 12, 31)
    changed(first)
    (after,) = fetch(client, "/tasks/calendar.ics?year=2030")
    (later,) = fetch(client, "/tasks/calendar.ics?year=2031")
    assert (after.uid, after.status) == (before.uid, "CANCELLED")
    assert (later.uid, later.status) == (before.uid, "CONFIRMED")


def test_a_topic_that_a_person_took_away_cancels_there(client: Client, agency: Agency) -> None:
    task, topic = task_of(agency), make_term()
    task.topics.add(topic)
    make_deadline(task.document, task=task)
    (before,) = fetch(client, "/topics/绿电直连/deadlines.ics")
    task.topics.remove(topic)
    changed(task)
    Change.objects.filter(kind="updated").update(fields=["topics"])
    (after,) = fetch(client, "/topics/绿电直连/deadlines.ics")
    assert (after.uid, after.status) == (before.uid, "CANCELLED")


def test_a_removed_document_leaves_nothing(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    task.topics.add(make_term())
    make_deadline(task.document, task=task)
    paths = paths_of(task)
    assert all(len(fetch(client, path)) == 1 for path in paths)
    remove_document(task.document, "依法移除", "甲")
    assert {path: fetch(client, path) for path in paths} == {path: [] for path in paths}
    assert client.get(f"{task.document.get_absolute_url()}calendar/").status_code == 404


def test_cancelled_events_go_after_two_years(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    withdraw(make_deadline(task.document, task=task))
    make_deadline(task.document, task=task, due_on=date(2040, 12, 31))
    assert len(fetch(client, path_of(agency))) == 2
    Change.objects.update(at="2020-01-01T00:00:00Z")
    type(task).objects.update(updated_at="2020-01-01T00:00:00Z")
    Document.objects.update(updated_at="2020-01-01T00:00:00Z")
    assert len(fetch(client, path_of(agency) + "?remind=1")) == 1


POLICY = """青海省人民政府办公厅关于印发青海省督办测试方案的通知
青政办〔2026〕91号

各市、自治州人民政府，省政府各委、办、局：
《青海省督办测试方案》已经省政府同意，现印发给你们，请认真贯彻执行。

青海省人民政府办公厅
2026年3月5日

青海省督办测试方案

一、重点任务
（一）报送总结。每年12月10日前报送年度总结。（省能源局牵头）
（二）建设平台。2027年6月30日前完成平台建设，覆盖率达到90%。（省能源局牵头）
（三）完成整改。2027年5月底前完成整改。（省能源局牵头）
"""


def test_new_texts_of_a_document_move_and_cancel_its_events(client: Client, agency: Agency) -> None:
    agency.names.create(name="省能源局")  # type: ignore[attr-defined]
    later = POLICY.replace("2027年6月30日", "2028年6月30日")
    shorter = later.replace("（三）完成整改。2027年5月底前完成整改。（省能源局牵头）\n", "")
    seen = []
    whole = POLICY.replace("完成整改。（", "全面完成整改。（")
    for number, text in enumerate((POLICY, POLICY, later, shorter, whole)):
        ingest(text.encode(), f"{number}.txt", gazetteer())
        seen.append(by_uid(fetch(client, path_of(agency))))
    first, again, moved, dropped, back = seen
    assert first == again and first.keys() == moved.keys() == dropped.keys() == back.keys()
    yearly, rectified, built = sorted(first, key=lambda uid: (not first[uid].recurs, first[uid].day))
    assert [first[uid].day for uid in (yearly, rectified, built)] == [
        date(2026, 12, 10), date(2027, 5, 31), date(2027, 6, 30)
    ]  # fmt: skip
    assert moved[built].day == date(2028, 6, 30) and not any(event.is_cancelled for event in moved.values())
    assert dropped[rectified].is_cancelled and not dropped[built].is_cancelled
    assert back[built].day == date(2027, 6, 30) and not any(event.is_cancelled for event in back.values())
    for uid in first:
        assert first[uid].sequence < moved[uid].sequence < dropped[uid].sequence < back[uid].sequence


# Several on one day


def test_a_place_has_one_event_a_day(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task, quote="到2030年")
    make_target(task.document, task=task, quote="绿电占比达到60%")
    make_target(task.document, task=task, quote="风电达到100%")
    make_deadline(task.document, task=task, due_on=date(2027, 12, 31), quote="到2027年")
    second, first = fetch(client, path_of(agency))
    assert (first.day, second.day) == (date(2030, 12, 31), date(2027, 12, 31))
    for words in ("本机构：牵头", "到2030年", "绿电占比达到60%", "风电达到100%", "原文只写到年", "本条写明"):
        assert words in first.words


def test_one_that_joins_another_day_is_cancelled_there_and_the_oldest_leads(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    oldest = make_target(task.document, task=task, quote="绿电占比达到60%")
    later = make_deadline(task.document, task=task, due_on=date(2027, 12, 31), precision="day")
    two = by_uid(fetch(client, path_of(agency)))
    later.due_on = oldest.deadline
    changed(later)
    events = by_uid(fetch(client, path_of(agency)))
    assert events.keys() == two.keys()
    (one,) = standing(list(events.values()))
    assert (one.day, two[one.uid].day) == (date(2030, 12, 31), date(2030, 12, 31))
    assert all(event.sequence > two[uid].sequence for uid, event in events.items())
    later.due_on = date(2027, 12, 31)
    changed(later)
    assert {uid: event.day for uid, event in by_uid(standing(fetch(client, path_of(agency)))).items()} == {
        uid: event.day for uid, event in two.items()
    }


def test_the_event_outlives_the_record_that_named_it(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    oldest = make_deadline(task.document, task=task, quote="到2030年")
    (alone,) = fetch(client, path_of(agency))
    make_target(task.document, task=task, quote="绿电占比达到60%")
    (together,) = fetch(client, path_of(agency))
    withdraw(oldest)
    (left,) = fetch(client, path_of(agency))
    assert alone.uid == together.uid == left.uid and alone.sequence < together.sequence < left.sequence
    assert "到2030年" not in left.words and "绿电占比达到60%" in left.words


def test_what_never_was_an_event_is_not_cancelled(client: Client, agency: Agency) -> None:
    task = task_of(agency)
    make_deadline(task.document, task=task)
    second = make_target(task.document, task=task)
    withdraw(second)
    assert len(fetch(client, path_of(agency))) == 1


# What is nobody's


def test_aims_of_a_whole_document_say_so(client: Client, agency: Agency) -> None:
    document = task_of(agency, make_document(title="青海省方案")).document
    make_target(document, quote="全省达到60%")
    make_target(document, quote="全省达到70%")
    make_target(make_document(), quote="别的文件")
    (event,) = fetch(client, path_of(agency))
    assert event.title == "《青海省方案》总体目标，原文未分到单位"
    assert "全省达到60%" in event.words and "全省达到70%" in event.words
    assert "本机构" not in event.words


def make_section(document: Document, key: str, title: str) -> Section:
    return Section.objects.create(document=document, key=key, number="一、", title=title, level=1, order=1)


def test_the_date_of_a_part_reaches_those_who_have_items_in_it(client: Client, agency: Agency) -> None:
    document, other = make_document(), make_agency("青海省水利厅")
    task_of(agency, document, key="1.1")
    task_of(other, document, key="11.1").topics.add(make_term())
    part = make_section(document, "1", "2027年重点任务")
    deadline = make_deadline(document, section=part, reaches=True, due_on=date(2027, 12, 31), quote="2027年")
    (event,) = fetch(client, path_of(agency))
    assert event.day == date(2027, 12, 31) and event.title == f"一、2027年重点任务（{document.document_number}）"
    assert fetch(client, path_of(other)) == fetch(client, "/topics/绿电直连/deadlines.ics") == []
    assert [each.uid for each in fetch(client, f"/tasks/calendar.ics?agency={agency.slug}")] == [event.uid]
    withdraw(deadline)
    (gone,) = fetch(client, path_of(agency))
    assert (gone.uid, gone.status) == (event.uid, "CANCELLED")


def make_party(deadline: Deadline, **values: object) -> DeadlineParty:
    return told(DeadlineParty.objects.create(document=deadline.document, deadline=deadline, **values))


def test_a_yearly_report_is_theirs_whom_it_names(client: Client, agency: Agency) -> None:
    document, receiver, other = (
        make_document(title="青海省方案"),
        make_agency("青海省司法厅"),
        make_agency("青海省水利厅"),
    )
    make_duty(task_of(agency, document), other, role="support")
    report = make_deadline(document, recurrence="year_end", due_on=None, precision="", quote="每年年底")
    leads = make_party(report, role="acts", group="leads", as_written="牵头部门")
    make_party(report, role="receives", agency=receiver, as_written="省司法厅")
    make_target(document)  # which is no aim of the receiver's, who has no task here
    assert len(fetch(client, path_of(receiver))) == 1
    for named in (agency, receiver):
        event = fetch(client, path_of(named))[0]
        assert event.title == "《青海省方案》例行工作" and event.recurs
        assert "承办：牵头部门" in event.words and "接收：省司法厅" in event.words
    assert [each.recurs for each in fetch(client, path_of(other))] == [False]
    withdraw(leads)
    gone = fetch(client, path_of(agency))[-1]
    assert (gone.uid, gone.status) == (event.uid, "CANCELLED") and gone.sequence > event.sequence
    assert not fetch(client, path_of(receiver))[0].is_cancelled


def test_what_returns_and_names_nobody_is_nobodys(client: Client, agency: Agency) -> None:
    document = task_of(agency, make_document(title="青海省方案")).document
    make_deadline(document, recurrence="year_end", due_on=None, precision="", quote="每年年底")
    assert fetch(client, path_of(agency)) == []
    (event,) = fetch(client, f"{document.get_absolute_url()}deadlines.ics")
    assert event.title == "《青海省方案》例行工作，原文未分到单位"


def test_a_series_stays_where_it_began(client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(issued_on=date(2025, 9, 1))
    make_deadline(document, task=task_of(agency, document), recurrence="monthly", due_on=None, precision="")
    bodies = set()
    for today in (date(2026, 1, 15), date(2026, 11, 30)):
        monkeypatch.setattr("policykb.views.calendars.timezone.localdate", lambda *_, today=today: today)
        bodies.add(client.get(path_of(agency)).content)
    assert len(bodies) == 1
    (event,) = fetch(client, path_of(agency))
    assert event.day == date(2025, 9, 30) and event.recurs and "原文未写月日" in event.words


def test_a_month_that_is_printed_is_not_said_to_be_missing(client: Client, agency: Agency) -> None:
    document = make_document()
    printed = {"recurrence": "yearly", "in_month": 3, "due_on": None, "precision": "", "quote": "每年3月底前"}
    make_deadline(document, task=task_of(agency, document), **printed)
    (event,) = fetch(client, path_of(agency))
    assert "原文未写日，按月末列出" in event.words and "原文未写月日" not in event.words


# However many there are


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: Any) -> None:
    agency, topic = make_agency(), make_term()
    for size in (2, 30):
        for _ in range(size):
            task = task_of(agency, title="")
            task.topics.add(topic)
            make_deadline(task.document, task=task)
            make_target(task.document)
            withdraw(make_deadline(task.document, task=task, due_on=date(2027, 6, 30)))
        for path in paths_of(task):
            with django_assert_max_num_queries(45):
                client.get(path)


def test_a_calendar_has_room_for_so_many_and_says_so(
    client: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("items", "events"):
        monkeypatch.setattr(f"policykb.machines.calendars.{module}.MOST", 3)
    task = task_of(agency)
    for year in range(2020, 2040):
        make_deadline(make_task(task.document).document, task=task_of(agency), due_on=date(year, 12, 31))
    make_deadline(task.document, task=task, recurrence="yearly", due_on=None, precision="")
    monkeypatch.setattr("policykb.views.calendars.timezone.localdate", lambda *_: date(2030, 2, 3))
    events = fetch(client, path_of(agency))
    assert [event.day.year for event in events] == [2025, 2030, 2031]
    assert "最多列离本月最近" in client.get(path_of(agency)).content.decode().replace("\r\n ", "")


def test_nothing_unread_is_read(client: Client, agency: Agency) -> None:
    """A target without a day, and a term whose start is not known, fall due on no day."""
    task = task_of(agency)
    make_target(task.document, task=task, deadline=None, precision="")
    make_deadline(
        task.document, task=task, due_on=None, precision="", term_count=3, term_unit="year", term_anchor="none"
    )
    assert fetch(client, path_of(agency)) == []
    assert Target.objects.count() == Deadline.objects.count() == 1
