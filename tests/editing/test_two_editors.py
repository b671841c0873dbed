"""Two editors at once: the second is told, and nothing is overwritten."""

import pytest
from django.urls import reverse

from documents.models import (
    DocumentAgency,
)
from tasks.models import Task
from tests.editing.forms import EVERY_FORM, form_of, save
from tests.factories import (
    make_agency,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
)

pytestmark = pytest.mark.django_db


def test_the_second_of_two_editors_is_told(admin_client):
    task = make_task(title="旧标题")
    duty = make_duty(task)
    first, second = form_of(admin_client, task), form_of(admin_client, task)
    url = reverse("admin:tasks_task_change", args=[task.pk])
    assert admin_client.post(url, first | {"title": "第一人的标题"}).status_code == 302
    page = admin_client.post(url, second | {"responsibilities-0-role": "support"}).content.decode()
    assert "admin已于" in page and "您的修改没有保存" in page
    assert "“标题”现为：第一人的标题" in page
    duty.refresh_from_db()
    assert duty.role == "lead"
    assert Task.objects.get(pk=task.pk).title == "第一人的标题"


def test_a_duty_changed_elsewhere_makes_the_form_old(admin_client):
    duty = make_duty()
    old = form_of(admin_client, duty.task)
    duty.role = "support"
    duty.save()
    response = admin_client.post(reverse("admin:tasks_task_change", args=[duty.task_id]), old)
    assert "您的修改没有保存" in response.content.decode()


@pytest.mark.parametrize("version", ["", "nix"])
def test_a_form_without_its_version_is_refused(admin_client, version):
    task = make_task()
    assert save(admin_client, task, title="新标题", version=version).status_code == 200
    assert not task.corrections.exists()


@EVERY_FORM
def test_the_second_of_two_editors_is_told_in_every_form(admin_client, make, field, value):
    record = make()
    url = reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])
    first = second = form_of(admin_client, record)
    assert admin_client.post(url, first | {field: value}).status_code == 302
    page = admin_client.post(url, second).content.decode()
    assert "您的修改没有保存" in page and "现为：" in page
    record.refresh_from_db()
    assert getattr(record, field) == value


@pytest.mark.parametrize("change", ["duty", "new duty", "topic", "target"])
def test_what_belongs_to_a_task_counts_for_its_version(admin_client, change):
    task = make_task()
    duty, target = make_duty(task), make_target(task.document, task=task)
    old = form_of(admin_client, task)
    match change:
        case "duty":
            save(admin_client, task, **{"responsibilities-0-role": "implement"})
        case "new duty":
            make_duty(task, make_agency("青海省商务厅"))
        case "topic":
            task.topics.add(make_term())
        case "target":
            save(admin_client, task, **{"targets-0-unit": "个"})
    url = reverse("admin:tasks_task_change", args=[task.pk])
    stale = old | {"responsibilities-0-as_written": "不应保存", "targets-0-quote": "不应保存"}
    assert "您的修改没有保存" in admin_client.post(url, stale).content.decode()
    for record in (duty, target):
        record.refresh_from_db()
    assert "不应保存" not in (duty.as_written, target.quote)
    assert task.topics.count() == (change == "topic")


def test_names_and_issuers_count_for_the_version_of_their_form(admin_client):
    agency, document = make_agency(), make_document()
    forms = {record: form_of(admin_client, record) for record in (agency, document)}
    agency.names.create(name="省能源局")
    DocumentAgency.objects.create(document=document, agency=agency)
    for record, old in forms.items():
        url = reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_change", args=[record.pk])
        assert "您的修改没有保存" in admin_client.post(url, old).content.decode()
