"""What staff read on the desk's lists and forms: plain words, and the time of the clock on the wall."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from documents.admin import records
from documents.models import Correction
from policykb.access.rights import EDITOR, make_groups
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.editing.forms import save

pytestmark = pytest.mark.django_db


def test_corrections_are_read_in_plain_words_and_found_by_date(admin_client):
    duty, target = make_duty(), make_target()
    other = make_agency("青海省商务厅")
    save(admin_client, duty, agency=other.pk)
    save(admin_client, target, deadline="2029-12-31")
    document = make_document(title="发文机关改过的文件")
    values = {"issuances-TOTAL_FORMS": 1, "issuances-0-agency": other.pk, "issuances-0-order": 0}
    save(admin_client, document, **values)
    Correction.objects.filter(object_id=target.pk, field="deadline").update(
        corrected_at=datetime(2026, 3, 4, 16, 15, tzinfo=UTC)
    )
    url = reverse("admin:documents_correction_changelist")
    page = admin_client.get(url).content.decode()
    form = reverse("admin:tasks_responsibility_change", args=[duty.pk])
    assert f'<a href="{form}">责任“牵头 青海省商务厅”</a>' in page and "发文机关改过的文件" in page
    for words in ("机构", "青海省能源局", "青海省商务厅", "期限", "2030-12-31", "2029-12-31", "2026-03-05 00:15"):
        assert words in page
    assert "公文 | 历史" not in page and "agency_id" not in page
    kind = ContentType.objects.get_for_model(target)
    that_day = {"corrected_at__year": 2026, "corrected_at__month": 3, "corrected_at__day": 5}
    for condition in (that_day, {"kind": kind.pk}):
        page = admin_client.get(url, condition).content.decode()
        assert "指标“绿电占比达到60%”" in page and "责任“牵头" not in page
    assert admin_client.get(url, {"kind": "nix"}).status_code == 200


@pytest.mark.parametrize("make", [make_duty, make_target, make_deadline, make_agency, make_document])
def test_lists_say_when_each_was_last_changed(admin_client, make):
    record = make()
    type(record).history.filter(id=record.pk).update(history_date=datetime(2026, 3, 4, 16, 15, tzinfo=UTC))
    if hasattr(record, "updated_at"):
        type(record).objects.update(updated_at=datetime(2026, 3, 4, 16, 15, tzinfo=UTC))
    page = admin_client.get(reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_changelist")).content.decode()
    assert "更新时间" in page and ("2026-03-05 00:15" in page or "2026年3月5日 00:15" in page)


def test_the_form_names_the_day_of_the_clock_on_the_wall(admin_client):
    task = make_task(title="发展风电")
    save(admin_client, task, title="发展光伏")
    task.corrections.update(corrected_at=datetime(2026, 11, 29, 16, 15, tzinfo=UTC))
    page = admin_client.get(reverse("admin:tasks_task_change", args=[task.pk])).content.decode()
    assert "人工更正（admin，2026-11-30，" in page


def test_what_withdraws_is_not_called_deleting(admin_client):
    task, term = make_task(), make_term()
    pages = [
        admin_client.get(reverse(f"admin:{name}_change", args=[record.pk])).content.decode()
        for name, record in (("tasks_task", task), ("documents_term", term))
    ]
    assert ['class="deletelink">撤除<' in page for page in pages] == [True, False]
    assert ['class="deletelink">删除<' in page for page in pages] == [False, True]


def test_a_duty_twice_is_refused_in_plain_words(admin_client):
    duty = make_duty()
    added = {"TOTAL_FORMS": 2, "1-role": "support", "1-agency": duty.agency_id, "1-basis": "explicit"}
    response = save(admin_client, duty.task, **{f"responsibilities-{name}": value for name, value in added.items()})
    page = response.content.decode()
    assert "机构重复，每行须不同" in page and "agency的" not in page


def test_rights_are_told_in_the_words_of_the_site_and_none_is_lost(admin_client):
    make_groups(Group, Permission)
    group = Group.objects.get(name=EDITOR)
    url = reverse("admin:auth_group_change", args=[group.pk])
    page = admin_client.get(url)
    assert "文件：新增" in page.content.decode() and "待核对：公开文件" in page.content.decode()
    assert "Can add" not in page.content.decode()
    before = set(group.permissions.values_list("pk", flat=True))
    chosen = [getattr(right, "pk", right) for right in page.context["adminform"].form["permissions"].value()]
    admin_client.post(url, {"name": group.name, "permissions": chosen})
    assert set(group.permissions.values_list("pk", flat=True)) == before


def test_what_is_withdrawn_from_a_list_is_not_called_deleted(admin_client, monkeypatch):
    tasks = [make_task() for _ in range(3)]
    url = reverse("admin:tasks_task_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [task.pk for task in tasks], "post": "yes"}
    monkeypatch.setattr(records, "MOST_AT_ONCE", 2)
    assert "选了 3 条，一次最多 2 条" in admin_client.post(url, chosen, follow=True).content.decode()
    monkeypatch.setattr(records, "MOST_AT_ONCE", 3)
    page = admin_client.post(url, chosen, follow=True).content.decode()
    assert "已撤除 3 条记录，可以恢复" in page and "成功删除" not in page


def test_the_tasks_of_a_term_that_goes_are_counted_and_not_listed(admin_client):
    term = make_term()
    for _ in range(3):
        make_task().topics.add(term)
    page = admin_client.get(reverse("admin:documents_term_delete", args=[term.pk])).content.decode()
    assert "标有它的任务（不再标）: 3" in page and "object (" not in page


def test_a_correction_is_called_by_its_column(admin_client):
    task = make_task()
    save(admin_client, task, title="新")
    assert str(task.corrections.get()).endswith("：标题")


@pytest.mark.parametrize("page", ["documents_correction", "documents_change", "documents_document", "tasks_task"])
def test_lists_open_with_numbers_beside_their_filters(admin_client, page):
    save(admin_client, make_task(), title="新")
    response = admin_client.get(reverse(f"admin:{page}_changelist"), {"_facets": "True"})
    assert response.status_code == 200 and 'alt="Search"' not in response.content.decode()
