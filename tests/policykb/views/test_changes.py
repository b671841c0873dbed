"""What changed lately: on the page for readers, in their feed, and in the list for staff."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from documents.models import Agency, Change, Document
from documents.records.locks import withdraw
from documents.records.saving import save
from documents.records.writing import tell, writing
from policykb.editing.merging import merge
from policykb.editing.renaming import rename
from policykb.pipeline import gazetteer, ingest
from tests.factories import make_agency, make_document, make_duty, make_target, make_task, make_term
from tests.policykb.markup import words_of
from tests.policykb.views.test_versions import NEWER, TEXT

pytestmark = pytest.mark.django_db


def page(client: Client, query: str = "") -> str:
    response = client.get(f"/changes/{query}")
    assert response.status_code == 200
    return response.content.decode()


def change(record: Any, *fields: str, by: Any = None, cause: str = "edit", kind: str = "updated") -> None:
    with writing(by, cause):
        tell(record, kind, fields)


@pytest.fixture
def staff() -> Any:
    return get_user_model().objects.create_user("李编辑", is_staff=True)


def test_a_new_document_and_its_new_text(client: Client) -> None:
    make_agency().names.create(name="省能源局")
    ingest(TEXT.encode(), "旧.txt", gazetteer())
    assert "<p>入库。</p>" in page(client)
    Change.objects.update(at=timezone.now() - timedelta(days=2))
    document, _ = ingest(NEWER.encode(), "新.txt", gazetteer())
    text = page(client)
    assert "有新版本；新增 1 项任务、1 项责任；更新 " in text and text.count("<h2>") == 2
    added = document.tasks.get(title="发展储能")
    assert f'<a href="{added.get_absolute_url()}">（二）发展储能</a>' in text
    assert "（二）发展储能：新增" in words_of(text)
    assert "更新成文日期" in text and "更新条号" in text and f"{document.get_absolute_url()}versions/" in text


def test_an_edit_is_told_by_its_fields_without_its_editor(client: Client, staff: Any) -> None:
    duty = make_duty(make_task(number="（二）", title="发展风电"))
    Change.objects.all().delete()
    change(duty.task, "title", "body", by=staff)
    change(duty, "agency_id", by=staff)
    text = page(client)
    assert "（二）发展风电：更新标题、正文；责任“牵头 青海省能源局”更新机构" in words_of(text)
    assert "人工更正" in text and "李编辑" not in text


def test_what_says_nothing_to_a_reader_is_no_news(client: Client, staff: Any) -> None:
    task = make_task()
    Change.objects.all().delete()
    change(task, "start", "end", "order", by=staff)
    change(task, "review_state", by=staff)
    change(task.document, "slug", by=staff)
    assert "近来没有变动" in page(client)
    change(task, "start", "body")
    assert "更新正文" in page(client)


def test_nothing_of_what_readers_cannot_see(client: Client) -> None:
    hidden, gone = make_document(title="隐藏的文件", is_published=False), make_document(title="撤除的文件")
    unseen = make_agency("隐藏的机构")
    make_duty(make_task(hidden, title="隐藏的任务"), unseen)
    withdraw(gone)
    for query in ("", f"?document={hidden.slug}", f"?document={gone.slug}"):
        response = client.get(f"/changes/{query}")
        assert response.status_code == (404 if query else 200)
        assert "隐藏的" not in response.content.decode() and "撤除的文件" not in response.content.decode()
    assert "隐藏的" not in client.get("/changes/feed.atom").content.decode()
    hidden.is_published = True
    with writing():
        save(hidden, ["is_published"])
        tell(hidden, "updated", ["is_published"])
    assert "隐藏的任务" in page(client) and "隐藏的机构" in page(client)


def test_what_the_law_removes_is_not_named(client: Client) -> None:
    task = make_task(title="不再说的话")
    Change.objects.all().delete()
    change(task, kind="removed", cause="removal")
    assert "不再说的话" not in page(client)


def test_agencies_that_are_renamed_or_merged(client: Client) -> None:
    agency, other = make_agency(), make_agency("省能源办", is_reviewed=False)
    make_duty(agency=agency), make_duty(agency=other)
    Change.objects.all().delete()
    rename(agency, "青海省能源和矿业局", None)
    assert "更新名称" in page(client) and "青海省能源和矿业局" in page(client)
    merge(other, Agency.objects.get(pk=agency.pk))
    assert "并入或分出其他写法" in page(client)


def test_one_document_alone_and_all_its_lines(client: Client) -> None:
    document, other = make_document(), make_document(title="别的文件")
    tasks = [make_task(document, title=f"任务{number}") for number in range(30)]
    another = make_task(other)
    Change.objects.all().delete()
    for number, task in enumerate(tasks):
        change(task, "body" if number % 2 else "title")
    change(another, "body")
    text = page(client)
    assert "别的文件" in text and "共 30 处" in text and text.count("更新") < 30
    text = page(client, f"?document={document.slug}")
    assert "别的文件" not in text and all(f"任务{number}</a>" in text for number in range(30))


def test_it_goes_on_over_pages_in_bounded_queries(
    client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(45):
        task = make_task(make_document(title=f"文件{number}号"))
        change(make_target(task.document, task=task), "unit")
    with django_assert_max_num_queries(8):
        assert "文件44号" in page(client)
    last = page(client, "?page=3")
    assert "文件0号" in last and "文件44号" not in last
    assert page(client, "?page=nix")


def test_very_many_changes_are_cut(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.views.changes.MOST", 3)
    for number in range(5):
        change(make_document(title=f"文件{number}号"), "genre")
    text = page(client)
    assert "文件4号" in text and "文件2号" not in text


def test_what_readers_cannot_see_takes_no_place(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.views.changes.MOST", 3)
    change(make_document(title="可见的文件"), "genre")
    hidden = make_document(title="隐藏的文件", is_published=False)
    for _ in range(5):
        change(hidden, "genre")
    assert "可见的文件" in page(client)


def test_the_feed_says_the_same(client: Client) -> None:
    document = make_document(title="甲 & 乙的方案")
    change(make_task(document, title="发展风电"), "body")
    response = client.get("/changes/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(response.content).findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title") for entry in entries] == ["《甲 & 乙的方案》入库；新增 1 项任务"]
    assert client.get(f"/changes/feed.atom?document={document.slug}").status_code == 200


@pytest.mark.parametrize("path", ["/", "/about/"])
def test_the_site_leads_there(client: Client, path: str) -> None:
    assert 'href="/changes/"' in client.get(path).content.decode()


LIST = "/admin/documents/change/"


def test_staff_see_who_changed_what_this_week(admin_client: Client, staff: Any) -> None:
    task = make_task(make_document(title="青海省方案"), title="发展风电")
    Change.objects.update(at=timezone.now() - timedelta(days=30))
    change(task, "title", "agency_id", "nix", by=staff)
    task.topics.add(make_term())
    change(task, "topics", by=staff, cause="review")
    change(Document.objects.get(), "issuing_agencies")
    week = {"at__gte": f"{timezone.localtime() - timedelta(days=7):%Y-%m-%d 00:00:00%z}"}  # as the filter writes it
    response = admin_client.get(LIST, week)
    text = response.content.decode()
    assert response.context["cl"].result_count == 4  # the term among them
    assert "李编辑" in text and "程序" in text and "标题、agency_id、nix" in text
    assert "专题" in text and "发文机关" in text and "青海省方案" in text
    assert f'<a href="/admin/tasks/task/{task.pk}/change/">' in text
    for query, count in (
        ({"cause__exact": "review"}, 1),
        ({"by__id__exact": staff.pk}, 2),
        ({"model": "tasks.task"}, 2),
        ({"document_id": task.document_id, "kind__exact": "updated"}, 3),
    ):
        found = admin_client.get(LIST, week | query)
        assert found.context["cl"].result_count == count, query


def test_the_list_is_only_read_by_those_who_may_see_documents(admin_client: Client, client: Client, staff: Any) -> None:
    made = make_document()
    pk = Change.objects.get(object_id=made.pk, model="documents.document").pk
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(f"{LIST}{pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(staff)
    assert client.get(LIST).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_document"))
    assert client.get(LIST).status_code == 200
    assert "变动" in client.get("/admin/").content.decode()


def test_the_list_takes_as_many_queries_whatever_it_shows(
    admin_client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(40):
        change(make_task(), "title")
    with django_assert_max_num_queries(14):
        admin_client.get(LIST)
