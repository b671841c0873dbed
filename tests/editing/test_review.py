"""The review list: what waits for a person, and what becomes of each decision."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from documents.editing import lock
from documents.models import SourceNote
from documents.reconcile import propose
from policykb.editing.review import Group, counts
from tests.factories import make_agency, make_document, make_duty, make_target, make_task

pytestmark = pytest.mark.django_db

LIST = "/admin/documents/review/"


def decide(client, key, action, **values):
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
    assert list(counts().values()) == [1, 1, 1, 1, 0]
    page = admin_client.get(LIST).content.decode()
    places = [page.index(words) for words in (">省某办<", "原标题", "由有关方面负责", "位置存疑")]
    assert places == sorted(places)
    assert "待核对 4 条" in admin_client.get("/admin/").content.decode()


def test_it_is_narrowed_by_document_and_kind(admin_client):
    document = make_document(title="只看这一件")
    make_note(document=document, quote="这一件的话")
    make_note(quote="另一件的话")
    make_proposal(make_target(document, indicator="人工指标"), "indicator", before="旧指标", proposed="新指标")
    make_proposal()
    page = admin_client.get(LIST, {"document": document.pk}).content.decode()
    assert "这一件的话" in page and "另一件的话" not in page
    assert counts(document.pk)[Group.PROPOSAL] == 1
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


@pytest.mark.parametrize("key", ["", "note-", "note-x", "nix-1", "note-99999999999999999999", "note-0\0"])
def test_nonsense_decides_nothing(admin_client, key):
    assert "已经处理过" in decide(admin_client, key, "done", seen="open")


def test_strangers_see_nothing(client):
    assert client.get(LIST).status_code == 302
    client.force_login(get_user_model().objects.create_user("访客", is_staff=True))
    assert client.get(LIST).status_code == 403
    assert decide(client, "note-1", "done").status_code == 403
    assert "待核对" not in client.get("/admin/").content.decode()
