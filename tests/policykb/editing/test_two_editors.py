"""Two editors at once: what does not clash is merged, what does waits for a choice, and no typed word is lost."""

import pytest
from django.urls import reverse

from documents.models import DocumentAgency, Standing
from documents.records.locks import withdraw
from documents.records.reconcile import Changes, update
from documents.records.writing import writing
from tasks.models import Target, Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_target,
    make_task,
    make_term,
)
from tests.policykb.editing.forms import EVERY_FORM, browser_of, form_of, save, send, sent_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    """Another editor's browser."""
    return browser_of("编辑乙")


def test_what_two_editors_changed_in_different_fields_is_merged(admin_client, other):
    task = make_task(title="旧标题", body="旧正文")
    values = form_of(admin_client, task)
    save(other, task, title="乙的标题")
    page, saved = send(admin_client, task, values | {"body": "甲的正文"})
    assert saved
    task.refresh_from_db()
    assert (task.title, task.body) == ("乙的标题", "甲的正文")
    assert "他人所改的也都保留了：“标题”（编辑乙，" in page.content.decode()
    locks = {name: str(lock.corrected_by) for name, lock in task.locked_fields().items()}
    assert locks == {"title": "编辑乙", "body": "admin"}


def test_what_both_changed_waits_for_a_choice_and_keeps_the_typed_words(admin_client, other):
    task = make_task(title="旧标题", body="旧正文")
    values = form_of(admin_client, task)
    save(other, task, title="乙的标题", body="乙的正文")
    page, saved = send(admin_client, task, values | {"title": "甲的标题"})
    assert not saved and Task.objects.get().title == "乙的标题"
    html = page.content.decode()
    assert 'value="甲的标题"' in html and "“标题”" in html and "用现有的（编辑乙，" in html
    assert "乙的标题" in html and "只有他人改了的，已照他人所改：“正文”（编辑乙，" in html


@pytest.mark.parametrize(("choice", "title"), [("mine", "甲的标题，再改"), ("now", "乙的标题")])
def test_once_chosen_it_is_saved(admin_client, other, choice, title):
    task = make_task(title="旧标题")
    values = form_of(admin_client, task)
    save(other, task, title="乙的标题")
    page, _ = send(admin_client, task, values | {"title": "甲的标题", "number": "（二）"})
    again = sent_again(page) | {"title": "甲的标题，再改", "title-choice": choice}
    assert send(admin_client, task, again)[1]
    task.refresh_from_db()
    assert (task.title, task.number) == (title, "（二）")
    lock = task.locked_fields()["title"]
    assert (lock.before, str(lock.corrected_by)) == ("旧标题", "admin" if choice == "mine" else "编辑乙")


def test_a_third_who_came_before_the_choice_is_no_less_heard(admin_client, other):
    task = make_task(title="旧标题")
    values = form_of(admin_client, task)
    save(other, task, title="乙的标题")
    page, _ = send(admin_client, task, values | {"title": "甲的标题"})
    save(other, task, title="乙的第二个标题")
    page, saved = send(admin_client, task, sent_again(page))
    assert not saved and "乙的第二个标题" in page.content.decode()


def test_the_program_that_came_between_counts_as_another(admin_client):
    task = make_task(title="旧标题", body="旧正文", responsibility_text="旧分工")
    values = form_of(admin_client, task)
    with writing():
        update(task, {"title": "新版标题", "body": "新版正文"}, Changes())
    page, saved = send(admin_client, task, values | {"title": "甲的标题", "responsibility_text": "甲的分工"})
    assert not saved and "“正文”（程序，" in page.content.decode()
    assert send(admin_client, task, sent_again(page))[1]
    task.refresh_from_db()
    assert (task.title, task.body, task.responsibility_text) == ("甲的标题", "新版正文", "甲的分工")
    assert {name: lock.before for name, lock in task.locked_fields().items()} == {
        "title": "新版标题",
        "responsibility_text": "旧分工",
    }


def test_a_record_taken_out_of_use_meanwhile_is_said_to_be(admin_client):
    task = make_task(body="旧正文")
    values = form_of(admin_client, task)
    withdraw(task)
    page, saved = send(admin_client, task, values | {"body": "甲的正文"})
    assert saved and "状态（现为人工撤除）" in page.content.decode()
    task.refresh_from_db()
    assert (task.body, task.standing) == ("甲的正文", Standing.WITHDRAWN)


def test_a_day_and_its_precision_are_one_value(admin_client, other):
    deadline = make_deadline(make_document())
    deadline.task = make_task(deadline.document)
    deadline.save()
    values = form_of(admin_client, deadline.task)
    save(other, deadline.task, **{"deadlines-0-precision": "plan_period"})
    page, saved = send(admin_client, deadline.task, values | {"deadlines-0-due_on": "2029-06-30"})
    (clash,) = page.context["merge"].clashes
    assert (saved, clash.mine, clash.now) == (False, "2029-06-30、年", "2030-12-31、规划期")


def test_an_unsound_value_stays_typed_beside_what_another_changed(admin_client, other):
    target = make_target(make_document())
    target.task = make_task(target.document)
    target.save()
    values = form_of(admin_client, target.task)
    save(other, target.task, **{"targets-0-unit": "个"})
    page, saved = send(admin_client, target.task, values | {"targets-0-value": "六十"})
    html = page.content.decode()
    assert not saved and 'value="六十"' in html and "只有他人改了的，已照他人所改：" in html
    assert send(admin_client, target.task, sent_again(page) | {"targets-0-value": "61"})[1]
    target = Target.objects.get()
    assert (target.value, target.unit) == (61, "个")


@pytest.mark.parametrize("version", ["", "nix", "[1]", '{"title": 1}', "[" * 100_000])
def test_a_form_without_its_version_overwrites_nothing_unasked(admin_client, version):
    task = make_task(title="旧标题")
    make_duty(task)
    assert save(admin_client, task, version=version).status_code == 302
    response = save(admin_client, task, title="新标题", version=version)
    assert [clash.label for clash in response.context["merge"].clashes] == ["“标题”"]
    assert not task.corrections.exists()


@EVERY_FORM
def test_every_form_keeps_what_another_changed(admin_client, other, make, field, value):
    record = make()
    untouched = form_of(admin_client, record)
    save(other, record, **{field: value})
    page, saved = send(admin_client, record, untouched)
    assert saved and "他人所改的也都保留了" in page.content.decode()
    record.refresh_from_db()
    assert getattr(record, field) == value


def test_topics_and_issuers_and_names_are_merged_too(admin_client, other):
    task, agency, document, term = make_task(), make_agency(), make_document(), make_term()
    forms = {record: form_of(admin_client, record) for record in (task, agency, document)}
    task.topics.add(term)
    agency.names.create(name="省能源局")
    DocumentAgency.objects.create(document=document, agency=agency)
    changes = {task: {"body": "甲的正文"}, agency: {"sort_key": 7}, document: {"genre": "方案"}}
    for record, old in forms.items():
        assert send(admin_client, record, old | changes[record])[1]
    assert (task.topics.get(), agency.names.get().name, document.issuances.get().agency) == (term, "省能源局", agency)


def test_going_back_to_a_version_is_refused_if_another_came_between(admin_client, other):
    task = make_task(title="旧标题")
    save(admin_client, task, title="新标题")
    url = reverse("admin:tasks_task_simple_history", args=[task.pk, task.history.last().pk])
    form = admin_client.get(url).context["adminform"].form
    save(other, task, title="乙的标题")
    values = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    page = admin_client.post(url, values).content.decode()
    assert "编辑乙已于" in page and Task.objects.get().title == "乙的标题"
