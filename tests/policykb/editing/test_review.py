"""The review list: what waits for a person, and what becomes of each decision."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from documents.models import SourceNote
from documents.records.locks import lock
from documents.records.reconcile import propose
from policykb.answers import search
from policykb.editing.review import ReviewGroup, counts
from policykb.editing.scope import Scope
from policykb.editing.traces import columns
from tasks.indexing import index_tasks
from tasks.models import Task
from tests.factories import make_agency, make_deadline, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db

LIST = "/admin/documents/review/"


def decide(client, key, action, **values):
    """The page after a decision."""
    response = client.post(reverse("admin:documents_review_decide"), {"key": key, "action": action, **values})
    return response if response.status_code == 403 else client.get(response.url).content.decode()


def test_the_next_item_is_the_one_to_go_on_with(admin_client):
    document = make_document()
    first, second = make_note(document=document), make_note(document=document)
    page = admin_client.get(LIST).content.decode()
    assert f'name="next" value="note-{second.pk}"' in page
    url = reverse("admin:documents_review_decide")
    values = {"key": f"note-{first.pk}", "action": "done", "seen": "open", "next": f"note-{second.pk}"}
    assert admin_client.post(url, values).url == f"{LIST}#note-{second.pk}"


def make_note(**overrides):
    values = {"kind": "unread_clause", "message": "责任分工未读出", "quote": "由有关方面负责"} | overrides
    return SourceNote.objects.create(document=values.pop("document", None) or make_document(), **values)


def make_proposal(record=None, field="title", **values):
    record = record or make_task(title="人工标题")
    lock(record, {field: values.get("before", "原标题")}, None)
    correction = record.corrections.get(field=field)
    propose(correction, getattr(record, field), values.get("proposed", "新标题"))
    return correction


def test_everything_that_waits_is_listed_and_counted(admin_client):
    make_duty(agency=make_agency("省某办", is_reviewed=False), as_written="省某办")
    make_agency("无人提及", is_reviewed=False)
    make_proposal()
    make_note()
    make_note(kind="unknown_agency", message="机构未识别", quote="省某办")
    make_note(kind="uncertain_place", message="位置存疑")
    make_note(kind="dropped", message="其上的人工更正随之停用", quote="")
    assert list(counts().values()) == [0, 0, 0, 1, 1, 1, 1, 0, 1, 0]
    page = admin_client.get(LIST).content.decode()
    places = [page.index(words) for words in (">省某办<", "原标题", "随之停用", "由有关方面负责", "位置存疑")]
    assert places == sorted(places)
    front = admin_client.get("/admin/").content.decode()
    assert "待核对 4 条" in front and "原文情况备查 1 处" in front


def test_it_is_narrowed_by_document_and_kind(admin_client):
    document = make_document(title="只看这一件")
    make_note(document=document, quote="这一件的话")
    make_note(quote="另一件的话")
    make_proposal(make_target(document, indicator="人工指标"), "indicator", before="旧指标", proposed="新指标")
    make_proposal()
    page = admin_client.get(LIST, {"document": document.pk}).content.decode()
    assert "这一件的话" in page and "另一件的话" not in page
    assert counts(Scope(document.pk))[ReviewGroup.PROPOSAL] == 1
    page = admin_client.get(LIST, {"kind": "proposal"}).content.decode()
    assert "这一件的话" not in page and "人工标题" in page
    assert admin_client.get(LIST, {"kind": "nix", "document": "x", "page": "y"}).status_code == 200


def test_an_accepted_value_replaces_the_persons(admin_client):
    correction = make_proposal()
    page = decide(admin_client, f"proposal-{correction.pk}", "accept", seen="新标题")
    task = correction.record
    task.refresh_from_db()
    assert (task.title, task.corrections.count()) == ("新标题", 0)
    assert "已采纳新提取值" in page
    assert "已经处理过" in decide(admin_client, f"proposal-{correction.pk}", "accept", seen="新标题")


def test_a_value_that_nobody_saw_is_not_accepted(admin_client):
    correction = make_proposal()
    propose(correction, "人工标题", "更新的标题")
    assert "内容已经变化" in decide(admin_client, f"proposal-{correction.pk}", "accept", seen="新标题")
    correction.refresh_from_db()
    assert correction.has_proposal


def test_a_kept_value_is_not_asked_about_again(admin_client):
    correction = make_proposal()
    decide(admin_client, f"proposal-{correction.pk}", "keep", seen="新标题")
    correction.refresh_from_db()
    assert not propose(correction, "人工标题", "新标题")
    assert correction.record.title == "人工标题"


def test_notes_are_done_with_or_dismissed_with_a_reason(admin_client):
    note = make_note()
    assert "请写明" in decide(admin_client, f"note-{note.pk}", "dismiss", seen="open")
    decide(admin_client, f"note-{note.pk}", "dismiss", seen="open", reason="原文如此")
    note.refresh_from_db()
    assert (note.state, note.reason) == (SourceNote.State.DISMISSED, "原文如此")
    assert "已经处理过" in decide(admin_client, f"note-{note.pk}", "done", seen="open")


def test_an_agency_is_confirmed(admin_client):
    agency = make_agency("省某办", is_reviewed=False)
    duty = make_duty(agency=agency, as_written="省某办")
    note = make_note(document=duty.task.document, kind="unknown_agency", quote="省某办")
    decide(admin_client, f"agency-{agency.pk}", "confirm", seen="省某办")
    agency.refresh_from_db()
    note.refresh_from_db()
    assert (agency.is_reviewed, note.state) == (True, SourceNote.State.DONE)


def undo(client, page):
    """Press the button in the message."""
    word = re.search(r'name="undo" value="([^"]+)"', page)[1]
    response = client.post(reverse("admin:documents_review_undo"), {"undo": word, "kind": "proposal"})
    return response if response.status_code == 403 else client.get(response.url).content.decode()


@pytest.mark.parametrize(("action", "reason"), [("done", ""), ("dismiss", "原文如此")])
def test_a_decision_about_a_note_is_undone_from_its_message(admin_client, action, reason):
    task = make_task(start=0, end=9)
    note = make_note(document=task.document, start=3, end=5)
    page = decide(admin_client, f"note-{note.pk}", action, seen="open", reason=reason)
    link = reverse("admin:tasks_task_change", args=[task.pk])
    assert f'<a href="{link}">责任分工未读出（{task.document.name}' in page
    assert "已撤销，这一条重新待核对" in undo(admin_client, page)
    note.refresh_from_db()
    assert (note.state, note.reason) == (SourceNote.State.OPEN, "")
    assert "不能撤销" in undo(admin_client, page)


def test_a_confirmed_agency_waits_again(admin_client):
    agency = make_agency("省某办", is_reviewed=False)
    duty = make_duty(agency=agency, as_written="省某办")
    note = make_note(document=duty.task.document, kind="unknown_agency", quote="省某办")
    page = decide(admin_client, f"agency-{agency.pk}", "confirm", seen="省某办")
    assert f'<a href="{reverse("admin:documents_agency_change", args=[agency.pk])}">省某办</a>' in page
    undo(admin_client, page)
    agency.refresh_from_db()
    note.refresh_from_db()
    assert (agency.is_reviewed, note.state, note.reason) == (False, SourceNote.State.OPEN, "")


@pytest.mark.parametrize("action", ["accept", "keep"])
def test_a_decided_proposal_waits_again(admin_client, admin_user, action):
    correction = make_proposal(make_task(title="建设抽水蓄能"), proposed="养殖三文鱼")
    before = columns(correction)
    index_tasks([correction.record])
    page = decide(admin_client, f"proposal-{correction.pk}", action, seen="养殖三文鱼")
    task = correction.record
    assert f'<a href="{reverse("admin:tasks_task_change", args=[task.pk])}">' in page
    undo(admin_client, page)
    task.refresh_from_db()
    assert (task.title, columns(task.corrections.get())) == ("建设抽水蓄能", before)
    assert [search(title, kinds=["task"]).total for title in ("抽水蓄能", "三文鱼")] == [1, 0]


def test_what_was_accepted_together_is_undone_together(admin_client):
    deadline = make_deadline()
    lock(deadline, {"due_on": date(2029, 12, 31)}, None)
    locks = deadline.locked_fields()
    for field, value in {"due_on": None, "precision": "", "recurrence": "yearly"}.items():
        propose(locks[field], getattr(deadline, field), value)
    page = decide(admin_client, f"proposal-{locks['due_on'].pk}", "accept", seen="（空）")
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.recurrence) == (None, "yearly")
    undo(admin_client, page)
    deadline.refresh_from_db()
    assert (str(deadline.due_on), deadline.precision, deadline.recurrence) == ("2030-12-31", "year", "")
    assert set(deadline.locked_fields()) == set(locks)


def test_what_was_changed_since_is_not_undone(admin_client):
    correction = make_proposal()
    task = correction.record
    page = decide(admin_client, f"proposal-{correction.pk}", "accept", seen="新标题")
    Task.objects.filter(pk=task.pk).update(title="又一个标题")
    assert "之后又有改动" in undo(admin_client, page)
    task.refresh_from_db()
    assert (task.title, task.corrections.count()) == ("又一个标题", 0)


def test_only_who_may_decide_may_undo_and_nobody_by_a_word_of_his_own(admin_client, client):
    note = make_note()
    page = decide(admin_client, f"note-{note.pk}", "done", seen="open")
    reader = get_user_model().objects.create_user("访客", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_review"))
    client.force_login(reader)
    assert undo(client, page).status_code == 403
    for word in ("", "nix", "a:b:c"):
        response = admin_client.post(reverse("admin:documents_review_undo"), {"undo": word}, follow=True)
        assert "已经不能撤销" in response.content.decode()
    note.refresh_from_db()
    assert note.state == SourceNote.State.DONE


def test_days_are_those_of_the_clock_on_the_wall(admin_client):
    correction = make_proposal()
    correction.corrected_at = datetime(2026, 11, 29, 16, 15, tzinfo=UTC)
    correction.save()
    assert "于 2026-11-30更正" in admin_client.get(LIST).content.decode()


@pytest.mark.parametrize("key", ["", "note-", "note-x", "nix-1", "note-99999999999999999999", "note-0\0"])
def test_nonsense_decides_nothing(admin_client, key):
    assert "已经处理过" in decide(admin_client, key, "done", seen="open")


def test_strangers_see_nothing(client):
    assert client.get(LIST).status_code == 302
    client.force_login(get_user_model().objects.create_user("访客", is_staff=True))
    assert client.get(LIST).status_code == 403
    assert decide(client, "note-1", "done").status_code == 403
    assert "待核对" not in client.get("/admin/").content.decode()
