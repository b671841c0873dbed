"""Two editors in the tables of one form: rows are merged one by one."""

import pytest

from documents.models import Origin, Standing
from documents.records.locks import withdraw
from tasks.models import Responsibility
from tests.factories import make_agency, make_document, make_duty, make_target, make_task
from tests.policykb.editing.forms import browser_of, form_of, save, send, sent_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    """Another editor's browser."""
    return browser_of("编辑乙")


def test_rows_are_merged_one_by_one(admin_client, other):
    task = make_task()
    first, second = make_duty(task), make_duty(task, make_agency("青海省商务厅"), order=1)
    values = form_of(admin_client, task)
    save(other, task, **{"responsibilities-0-role": "support", "responsibilities-0-as_written": "省能源办"})
    mine = {"responsibilities-0-as_written": "省能源局等", "responsibilities-1-role": "implement"}
    page, saved = send(admin_client, task, values | mine)
    assert not saved
    assert [clash.name for clash in page.context["merge"].clashes] == ["responsibilities-0-as_written-choice"]
    assert "的“角色”（编辑乙，" in page.content.decode()
    assert send(admin_client, task, sent_again(page))[1]
    for duty in (first, second):
        duty.refresh_from_db()
    assert (first.role, first.as_written, second.role) == ("support", "省能源局等", "implement")
    assert {name: str(lock.corrected_by) for name, lock in first.locked_fields().items()} == {
        "role": "编辑乙",
        "as_written": "admin",
    }


def test_a_row_added_by_another_stands_beside_ones_own(admin_client, other):
    task, agencies = make_task(), [make_agency("青海省商务厅"), make_agency("青海省财政厅")]
    values = form_of(admin_client, task)
    added = [
        {"TOTAL_FORMS": 1, "0-role": "support", "0-agency": agency.pk, "0-basis": "explicit"} for agency in agencies
    ]
    theirs, mine = ({f"responsibilities-{name}": value for name, value in row.items()} for row in added)
    save(other, task, **theirs)
    page, saved = send(admin_client, task, values | mine)
    assert saved and "新增的责任“配合 青海省商务厅”（编辑乙，" in page.content.decode()
    assert {duty.agency for duty in task.responsibilities.current()} == set(agencies)


def test_a_row_that_another_took_out_stays_out_or_is_added_anew(admin_client, other):
    task = make_task()
    untouched, touched = make_target(task.document, task=task, order=1), make_target(task.document, task=task, order=2)
    values = form_of(admin_client, task)
    save(other, task, **{"targets-0-DELETE": "on", "targets-1-DELETE": "on"})
    page, saved = send(admin_client, task, values | {"targets-1-value": "75"})
    html = page.content.decode()
    assert not saved and 'value="75"' in html and "已撤除，不再加入" in html and "已撤除（编辑乙，" in html
    assert page.context["merge"].clashes[0].name == "targets-0-DELETE-choice"
    assert send(admin_client, task, sent_again(page) | {"targets-0-DELETE-choice": "now"})[1]
    assert not task.targets.current().exists()
    assert send(admin_client, task, sent_again(page))[1]
    target = task.targets.current().get()
    assert (target.value, target.origin, target.pk in (untouched.pk, touched.pk)) == (75, Origin.PERSON, False)


def test_a_duty_that_another_took_out_comes_back_with_the_typed_words(admin_client):
    duty = make_duty()
    values = form_of(admin_client, duty.task)
    withdraw(duty)
    page, saved = send(admin_client, duty.task, values | {"responsibilities-0-role": "support"})
    assert not saved
    assert send(admin_client, duty.task, sent_again(page))[1]
    duty = Responsibility.objects.get()
    assert (duty.standing, duty.role, duty.as_written) == (Standing.CURRENT, "support", "省能源局")


@pytest.mark.parametrize(("choice", "standing"), [("mine", Standing.WITHDRAWN), ("now", Standing.CURRENT)])
def test_taking_out_a_row_that_another_changed_is_asked_about(admin_client, other, choice, standing):
    target = make_target(make_document())
    target.task = make_task(target.document)
    target.save()
    values = form_of(admin_client, target.task)
    save(other, target.task, **{"targets-0-value": "80"})
    page, saved = send(admin_client, target.task, values | {"targets-0-DELETE": "on"})
    assert not saved and "留下，“指标值”为：80" in page.content.decode()
    assert send(admin_client, target.task, sent_again(page) | {"targets-0-DELETE-choice": choice})[1]
    target.refresh_from_db()
    assert (target.standing, target.value) == (standing, 80)
