"""Staff at work: what they change is locked, seen at once, and stays."""

import pytest
from django.urls import reverse

from documents.models import (
    Origin,
    Standing,
)
from documents.records.locks import accept
from documents.records.reconcile import Changes, reconcile
from policykb.answers import search
from tasks.models import Citation, Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
)
from tests.policykb.editing.forms import form_of, make_pattern, save

pytestmark = pytest.mark.django_db


def test_saving_an_unchanged_form_locks_nothing(admin_client):
    task = make_task()
    make_duty(task)
    make_target(task.document, task=task)
    make_deadline(task.document, task=task)
    assert save(admin_client, task).status_code == 302
    assert not task.corrections.exists()
    assert not task.responsibilities.get().corrections.exists()
    assert not task.targets.get().corrections.exists()


def test_a_corrected_title_is_locked_and_searchable(admin_client, admin_user):
    task = make_task(title="优化绿电供应模式")
    assert save(admin_client, task, title="健全储能容量电价").status_code == 302
    correction = task.corrections.get()
    assert (correction.field, correction.before, correction.corrected_by) == ("title", "优化绿电供应模式", admin_user)
    hits = search("储能容量电价", kinds=["task"]).hits
    assert [hit.record.pk for hit in hits] == [task.pk]
    assert "健全储能容量电价" in admin_client.get(task.get_absolute_url()).content.decode()


def test_a_duty_moved_to_another_agency_stays_moved(admin_client):
    duty = make_duty(agency=make_agency("青海省商务厅"))
    right = make_agency("青海省能源局")
    response = save(admin_client, duty.task, **{"responsibilities-0-agency": right.pk})
    assert response.status_code == 302
    duty.refresh_from_db()
    assert (duty.agency, duty.corrections.get().field) == (right, "agency_id")


def test_deleting_withdraws(admin_client):
    duty = make_duty()
    save(admin_client, duty.task, **{"responsibilities-0-DELETE": "on"})
    duty.refresh_from_db()
    assert duty.standing == Standing.WITHDRAWN
    assert not duty.task.responsibilities.current().exists()


def test_a_duty_added_by_hand_survives_extraction(admin_client):
    task, agency = make_task(), make_agency()
    response = save(
        admin_client,
        task,
        **{
            "responsibilities-TOTAL_FORMS": 1,
            "responsibilities-0-role": "support",
            "responsibilities-0-agency": agency.pk,
            "responsibilities-0-basis": "explicit",
        },
    )
    assert response.status_code == 302, response.context["errors"]
    duty = task.responsibilities.get()
    assert duty.origin == Origin.PERSON
    changes = Changes()
    reconcile(type(duty), {1: duty}, {}, changes)
    assert not changes


def test_a_target_and_a_deadline_are_added_to_a_task_by_hand(admin_client):
    task = make_task()
    target = {"TOTAL_FORMS": 1, "0-indicator": "装机", "0-value": "500", "0-unit": "万千瓦"}
    deadline = {"TOTAL_FORMS": 1, "0-due_on": "2030-12-31", "0-precision": "year"}
    values = {f"targets-{name}": value for name, value in target.items()}
    values |= {f"deadlines-{name}": value for name, value in deadline.items()}
    assert save(admin_client, task, **values).status_code == 302
    for record in (task.targets.get(), task.deadlines.get()):
        assert (record.document, record.origin) == (task.document, Origin.PERSON)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"responsibilities-0-basis": "inherited"}, "依据为“承前”时须写明承自哪项任务"),
        ({"targets-0-value_high": "1"}, "上限值不能小于指标值"),
        ({"targets-0-precision": ""}, "期限与期限精度须同时填写"),
        ({"deadlines-0-due_on": "", "deadlines-0-precision": ""}, "最后期限、例行与期限长短至少填一项"),
    ],
)
def test_wrong_values_get_a_sentence_and_nothing_is_saved(admin_client, changes, sentence):
    task = make_task()
    make_duty(task)
    make_target(task.document, task=task)
    make_deadline(task.document, task=task)
    response = save(admin_client, task, title="不应保存", **changes)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Task.objects.get(pk=task.pk).title != "不应保存"


def test_a_hidden_document_leaves_search(admin_client):
    task = make_task(title="建设抽水蓄能电站")
    save(admin_client, task, title="建设抽水蓄能电站群")
    assert search("抽水蓄能", kinds=["task"]).total == 1
    values = form_of(admin_client, task.document)
    del values["is_published"]
    url = reverse("admin:documents_document_change", args=[task.document.pk])
    assert admin_client.post(url, values).status_code == 302
    assert search("抽水蓄能", kinds=["task"]).total == 0


@pytest.mark.parametrize("model", ["document", "agency", "agencypattern", "region", "term", "sourcenote", "correction"])
def test_lists_of_documents_open(admin_client, model):
    make_document(), make_agency()
    assert admin_client.get(reverse(f"admin:documents_{model}_changelist"), {"q": "青海"}).status_code == 200


@pytest.mark.parametrize("model", ["task", "responsibility", "target", "deadline", "citation"])
def test_lists_of_tasks_open(admin_client, model):
    make_duty()
    assert admin_client.get(reverse(f"admin:tasks_{model}_changelist")).status_code == 200


def test_line_ends_of_a_browser_are_no_change(admin_client):
    task = make_task(body="第一行\n第二行 ")
    save(admin_client, task, body="第一行\r\n第二行 ")
    assert not task.corrections.exists()


def test_a_duty_taken_out_can_be_put_back(admin_client):
    duty = make_duty()
    save(admin_client, duty.task, **{"responsibilities-0-DELETE": "on"})
    added = {"TOTAL_FORMS": 1, "0-role": "support", "0-agency": duty.agency_id, "0-basis": "explicit"}
    response = save(admin_client, duty.task, **{f"responsibilities-{name}": value for name, value in added.items()})
    assert response.status_code == 302, response.context["errors"]
    duty.refresh_from_db()
    assert (duty.standing, duty.origin, duty.role) == (Standing.CURRENT, Origin.PERSON, "support")


def test_every_field_that_extraction_sets_is_locked(admin_client):
    duty = make_duty(as_written="省能源局")
    save(admin_client, duty.task, **{"responsibilities-0-as_written": "省能源局等"})
    assert [correction.field for correction in duty.corrections.all()] == ["as_written"]


def test_a_day_is_locked_with_its_precision(admin_client):
    deadline = make_deadline(make_document())
    deadline.task = make_task(deadline.document)
    deadline.save()
    save(admin_client, deadline.task, **{"deadlines-0-due_on": "2029-12-31"})
    assert {"due_on", "precision", "recurrence", "term_count"} <= set(deadline.locked_fields())
    deadline.refresh_from_db()
    changes = Changes()
    wanted = {"due_on": None, "precision": "", "recurrence": "yearly"}
    reconcile(type(deadline), {1: deadline}, {1: wanted}, changes)
    deadline.refresh_from_db()
    assert (str(deadline.due_on), deadline.precision) == ("2029-12-31", "year")
    accept(deadline.corrections.get(field="due_on"))
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.recurrence, deadline.corrections.count()) == (None, "yearly", 0)


def test_a_citation_is_edited_like_any_record(admin_client):
    citation = Citation.objects.create(document=make_document(), title="某意见")
    assert save(admin_client, citation, title="某某意见").status_code == 302
    assert citation.corrections.get().field == "title"
    url = reverse("admin:tasks_citation_history", args=[citation.pk])
    assert "<ins>某</ins>" in admin_client.get(url).content.decode()


def test_a_checked_task_leads_to_the_next(admin_client):
    first = make_task(order=1)
    second = make_task(first.document, order=2)
    response = save(admin_client, first, _reviewed="核对完毕，下一条")
    assert response.url == reverse("admin:tasks_task_change", args=[second.pk])
    first.refresh_from_db()
    assert (first.review_state, first.corrections.count()) == ("reviewed", 0)
    assert "本文件的任务都已核对" in admin_client.get(save(admin_client, second, _reviewed="x").url).content.decode()


def test_withdrawing_says_what_it_does_and_restoring_is_at_hand(admin_client):
    duty = make_duty()
    task = duty.task
    url = reverse("admin:tasks_task_delete", args=[task.pk])
    page = admin_client.get(url).content.decode()
    assert "可以随时恢复" in page and "Task_topics" not in page
    assert "已撤除，可以恢复" in admin_client.post(url, {"post": "yes"}, follow=True).content.decode()
    task.refresh_from_db()
    assert task.standing == Standing.WITHDRAWN
    form = reverse("admin:tasks_task_change", args=[task.pk])
    assert 'name="_restore"' in admin_client.get(form).content.decode()
    save(admin_client, task, _restore="恢复")
    task.refresh_from_db()
    assert (task.standing, duty.task.responsibilities.current().count()) == (Standing.CURRENT, 1)


def test_records_are_withdrawn_and_restored_in_bulk(admin_client):
    tasks = [make_task(), make_task()]
    url = reverse("admin:tasks_task_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [task.pk for task in tasks]}
    assert "撤除以下 2 条记录" in admin_client.post(url, chosen).content.decode()
    admin_client.post(url, chosen | {"post": "yes"})
    assert not Task.objects.current().exists()
    admin_client.post(url, chosen | {"action": "restore_selected"})
    assert Task.objects.current().count() == 2


def test_the_form_says_where_each_value_comes_from(admin_client):
    task = make_task(title="发展风电")
    save(admin_client, task, title="发展光伏")
    page = admin_client.get(reverse("admin:tasks_task_change", args=[task.pk])).content.decode()
    assert "人工更正（admin，" in page and "原提取值：发展风电）" in page and "程序提取" in page


def test_what_readers_cannot_see_has_no_link(admin_client):
    shown, hidden = make_task(), make_task(make_document(is_published=False))
    pages = [admin_client.get(reverse("admin:tasks_task_change", args=[task.pk])) for task in (shown, hidden)]
    assert ["在站点上查看" in page.content.decode() for page in pages] == [True, False]


def test_nothing_of_djangos_is_left_in_english(admin_client):
    index = admin_client.get("/admin/").content.decode()
    page = save(admin_client, make_task(), number="（一）" * 30).content.decode()
    assert "Model name" not in index and "<title>有错误：" in page


@pytest.mark.parametrize(
    ("official", "names"),
    [("{省}能源局", "能源局"), ("{region}能源局{", "能源局"), ("{region}能源局", "能源{region}局")],
)
def test_a_pattern_with_unknown_marks_is_refused(admin_client, official, names):
    response = save(admin_client, make_pattern(), official=official, names=names)
    assert "花括号只能是" in response.content.decode()
