"""Works in the background as staff see them: how far, what became of each file, and only one's own."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from documents.models import Document, StagedFile, Work
from policykb.access.rights import EDITOR, REVIEWER, make_groups
from policykb.background.files import known_for, take_file
from policykb.editing.uploads import MOST_FILES, MOST_LEFT_TO_A_WORKER
from tests.factories import make_agency, make_task
from tests.policykb.background.works import BROKEN, LEFT_TO_A_WORKER, begun, files, somebody, work_off

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/documents/document/add/", "/admin/documents/work/"


@pytest.fixture(autouse=True)
def known() -> None:
    """A work of another test knew other agencies."""
    known_for.cache_clear()


def client_of(name: str, group: str) -> Client:
    user = somebody(name)
    make_groups(Group, Permission)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, work: Work) -> Any:
    return client.get(reverse("admin:documents_work_change", args=[work.pk]))


@LEFT_TO_A_WORKER
def test_many_files_are_left_to_a_worker_and_their_fate_is_shown() -> None:
    make_agency("青海省人民政府办公厅", kind="government")
    client = client_of("编辑甲", EDITOR)
    assert "超过 20 个时不预览，直接在后台入库" in client.get(ADD).content.decode()
    response = client.post(ADD, {"files": files(BROKEN, count=MOST_FILES)}, follow=True)
    page = response.content.decode()
    assert "等待中" in page and f"0 / {MOST_FILES + 1}" in page and response["Refresh"]
    work_off()
    response = page_of(client, Work.objects.get())
    page = response.content.decode()
    assert "已完成" in page and f"{MOST_FILES + 1} / {MOST_FILES + 1}" in page and "Refresh" not in response
    line = Work.objects.get().lines.exclude(document=None)[0]
    assert f'<a href="/admin/documents/document/{line.document_id}/change/">《{line.document}》</a>' in page
    assert not line.document.is_published, "an editor publishes nothing"
    assert BROKEN in page and "未入库" in page
    listed = client.get(LIST).content.decode()
    assert "文件入库" in listed and "编辑甲" in listed


@LEFT_TO_A_WORKER
def test_a_preview_is_for_few_and_the_bounds_are_said() -> None:
    client = client_of("编辑甲", EDITOR)
    client.post(ADD, {"files": files(count=2)})
    assert not Work.objects.exists() and StagedFile.objects.count() == 2
    response = client.post(ADD, {"files": files(count=MOST_LEFT_TO_A_WORKER + 1)})
    assert response.context["form"].errors["files"] == [f"一次最多上传 {MOST_LEFT_TO_A_WORKER} 个文件。"]


@LEFT_TO_A_WORKER
def test_who_began_a_work_sees_it_and_so_do_reviewers() -> None:
    work = begun(count=1)
    for name, group, sees in (("编辑甲", EDITOR, True), ("编辑乙", EDITOR, False), ("审核甲", REVIEWER, True)):
        client = client_of(name, group)
        assert (page_of(client, work).status_code == 200) == sees, name
        assert ("文件入库" in client.get(LIST).content.decode()) == sees
        preview = client.get(reverse("admin:documents_document_preview"), {"staged": StagedFile.objects.get().pk})
        assert preview.status_code == 302, "what waits for a worker is no preview"
    assert client_of("编辑甲", EDITOR).post(LIST + "index/").status_code == 403


def test_the_index_is_begun_with_a_button_of_reviewers() -> None:
    make_task()
    client = client_of("审核甲", REVIEWER)
    assert "重建检索索引" in client.get(LIST).content.decode()
    page = client.post(LIST + "index/", follow=True).content.decode()
    assert "重建检索索引" in page and "已完成" in page
    assert "重建检索索引</button>" not in client_of("编辑甲", EDITOR).get(LIST).content.decode()


def test_a_long_index_needs_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policykb.background.beginning.MOST_WITHIN", 0)
    make_task()
    page = client_of("审核甲", REVIEWER).post(LIST + "index/", follow=True).content.decode()
    assert "不能在一次请求里重建" in page and not Work.objects.exists()


@LEFT_TO_A_WORKER
def test_a_work_is_stopped_and_what_was_done_stays() -> None:
    make_agency("青海省人民政府办公厅", kind="government")
    client, work = client_of("编辑甲", EDITOR), begun(count=3)
    first = StagedFile.objects.order_by("pk")[0]
    take_file.func(SimpleNamespace(attempt=1), work.pk, first.pk)
    assert "停止</button>" in page_of(client, work).content.decode()
    assert client_of("编辑乙", EDITOR).post(f"{LIST}{work.pk}/stop/").status_code == 404
    page = client.post(f"{LIST}{work.pk}/stop/", follow=True).content.decode()
    assert "已停止，未入库。" in page and "停止</button>" not in page
    assert work.lines.filter(document=None).count() == 2 and not StagedFile.objects.exists()
    work_off()
    assert Document.objects.count() == 1
    page = client.post(f"{LIST}{work.pk}/stop/", follow=True).content.decode()
    assert "这项工作已经结束" in page and work.lines.count() == 3


@LEFT_TO_A_WORKER
def test_an_index_that_was_stopped_does_not_go_on() -> None:
    make_task()
    client = client_of("审核甲", REVIEWER)
    client.post(LIST + "index/")
    work = Work.objects.get()
    client.post(f"{LIST}{work.pk}/stop/")
    work_off()
    work.refresh_from_db()
    assert work.stopped_at and work.done == 0
