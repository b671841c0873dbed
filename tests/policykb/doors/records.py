"""Records added, withdrawn, deleted, restored and reverted."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

from documents.models import (
    Agency,
    AgencyPattern,
    LineName,
    Region,
    Term,
    WordPair,
)
from documents.records.locks import withdraw
from tasks.models import Target, Task
from tests.factories import (
    make_document,
    make_duty,
    make_region,
    make_task,
    make_term,
    told,
)
from tests.policykb.doors.door import add, door, url_of
from tests.policykb.editing.forms import revert, save


@door
def a_term_added(staff: Client) -> Iterator[Any]:
    yield None
    yield add(staff, Term, name="零碳园区", slug="零碳园区", synonyms="", is_topic="on"), "created"


@door
def a_pair_of_words_added(staff: Client) -> Iterator[Any]:
    yield None
    values = {"typed": "没电的牧区", "official": "偏远地区", "kind": "everyday", "weight": "", "state": "in-use"}
    yield add(staff, WordPair, **values), "created"


@door
def a_name_of_a_line_added(staff: Client) -> Iterator[Any]:
    yield None
    yield add(staff, LineName, line="生态环境", name="生环", kind="short"), "created"


@door
def an_agency_added(staff: Client) -> Iterator[Any]:
    region = make_region()
    yield None
    values = {"name": "青海省新局", "slug": "青海省新局", "kind": "agency", "region": region.pk, "sort_key": 1}
    yield add(staff, Agency, **values), "created"


@door
def a_region_added(staff: Client) -> Iterator[Any]:
    yield None
    values = {"code": "630900", "name": "新市", "short_name": "新", "level": "city", "names": "", "abbreviation": ""}
    yield add(staff, Region, **values), "created"


@door
def a_pattern_added(staff: Client) -> Iterator[Any]:
    yield None
    values = {"line": "氢能", "level": "province", "official": "{region}氢能局", "names": "氢能局", "kind": "agency"}
    yield add(staff, AgencyPattern, **values), "created"


@door
def a_task_added(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield "/tasks/"
    values = {"document": document.pk, "key": "9.9", "number": "（九）", "title": "新任务", "body": "做好新任务。"}
    yield add(staff, Task, **values), "created"


@door
def a_target_added(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield "/targets/"
    yield add(staff, Target, document=document.pk, indicator="装机", value="5", unit="个", quote="五个"), "created"


@door
def a_task_withdrawn(staff: Client) -> Iterator[Any]:
    task = make_task()
    yield task.get_absolute_url()
    staff.post(url_of("tasks_task_delete", task.pk), {"post": "yes"})
    yield task, "withdrawn"


@door
def a_document_withdrawn(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield "/documents/"
    staff.post(url_of("documents_document_delete", document.pk), {"post": "yes"})
    yield document, "withdrawn"


@door
def a_term_deleted(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    task.topics.add(term)
    told(task)
    yield "/topics/"
    pk = term.pk
    staff.post(url_of("documents_term_delete", pk), {"post": "yes"})
    yield Term(pk=pk), "removed"


@door
def terms_deleted_from_the_list(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    task.topics.add(term)
    told(task)
    yield task.get_absolute_url()
    pk = term.pk
    chosen = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    staff.post(url_of("documents_term_changelist"), chosen)
    yield Term(pk=pk), "removed"


@door
def tasks_withdrawn_from_the_list(staff: Client) -> Iterator[Any]:
    one, other = make_task(), make_task()
    yield "/tasks/"
    chosen = {"action": "delete_selected", "_selected_action": [one.pk, other.pk], "post": "yes"}
    staff.post(url_of("tasks_task_changelist"), chosen)
    yield one, "withdrawn", other, "withdrawn"


@door
def tasks_restored_from_the_list(staff: Client) -> Iterator[Any]:
    task = make_task()
    withdraw(task)
    yield "/tasks/"
    staff.post(url_of("tasks_task_changelist"), {"action": "restore_selected", "_selected_action": [task.pk]})
    yield task, "restored"


@door
def a_duty_restored_in_its_form(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    withdraw(duty)
    yield duty.agency.get_absolute_url()
    save(staff, duty, _restore="恢复")
    yield duty, "restored"


@door
def a_task_reverted(staff: Client) -> Iterator[Any]:
    task = make_task(title="原来的标题")
    save(staff, task, title="改过的标题")
    yield task.get_absolute_url()
    revert(staff, task)
    yield task, "updated"


@door
def a_term_reverted(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    task.topics.add(term)
    told(task)
    save(staff, term, name="改过的")
    yield "/topics/"
    revert(staff, term)
    yield term, "updated"
