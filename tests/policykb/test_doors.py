"""Every door by which records change: the revision rises, the change is told of the right record, and pages that were
kept show the new state at once."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from documents.models import (
    Agency,
    AgencyName,
    AgencyPattern,
    Change,
    Document,
    DocumentAgency,
    DocumentVersion,
    Region,
    SourceNote,
    StagedFile,
    Term,
)
from documents.records.locks import lock, withdraw
from documents.records.reconcile import propose
from documents.records.writing import state
from policykb.pipeline import gazetteer, ingest
from tasks.models import Citation, Deadline, Responsibility, Target, Task
from tests.factories import (
    make_agency,
    make_deadline,
    make_document,
    make_duty,
    make_region,
    make_target,
    make_task,
    make_term,
    told,
)
from tests.policykb.editing.forms import form_of, make_pattern, revert, save
from tests.policykb.test_memory import KEEPING, ROOMS

pytestmark = pytest.mark.django_db

Door = Callable[[Client], Iterator[Any]]
DOORS: dict[str, Door] = {}
FORMS = {
    Document, SourceNote, AgencyPattern, Region, Term, Agency, Task, Responsibility, Target, Deadline, Citation,
}  # fmt: skip


def door(steps: Door) -> Door:
    """A way to change records, in two steps: first the address of a page that shows them, or None; then what was
    changed, as records (or a model and a key) with what became of them."""
    DOORS[steps.__name__] = steps
    return steps


def url_of(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def add(staff: Client, model: Any, **values: object) -> Any:
    """Add a record by its form; what was added."""
    known = set(model.objects.values_list("pk", flat=True))
    name = f"{model._meta.app_label}_{model._meta.model_name}_add"
    empty = {
        f"{formset.formset.prefix}-{field}": 0
        for formset in staff.get(url_of(name)).context["inline_admin_formsets"]
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    response = staff.post(url_of(name), empty | values)
    assert response.status_code == 302, response.context["errors"]
    return model.objects.exclude(pk__in=known).get()


def make_note() -> SourceNote:
    document = make_document()
    words = {"kind": "foreign_word", "message": "夹有外文", "quote": "建设风电", "start": 16, "end": 20}
    return told(SourceNote.objects.create(document=document, **words))


def make_citation() -> Citation:
    task = make_task()
    return told(
        Citation.objects.create(document=task.document, task=task, title="国务院意见", number="国发〔2021〕4号")
    )


# Forms


@door
def form_of_a_document(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield document.get_absolute_url()
    save(staff, document, title="改过的标题")
    yield document, "updated"


@door
def form_that_publishes(staff: Client) -> Iterator[Any]:
    document = make_document(is_published=False)
    yield "/documents/"
    save(staff, document, is_published="on")
    yield document, "updated"


@door
def form_of_a_note(staff: Client) -> Iterator[Any]:
    note = make_note()
    yield note.document.get_absolute_url()
    save(staff, note, state="dismissed", reason="原文如此")
    yield note, "updated"


@door
def form_of_a_region(staff: Client) -> Iterator[Any]:
    document = make_document()
    yield f"{document.get_absolute_url()}?plain=1"
    save(staff, document.region, name="青海新省")
    yield document.region, "updated"


@door
def form_of_a_term(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    task.topics.add(term)
    yield "/topics/"
    save(staff, term, name="绿电直供")
    yield term, "updated"


@door
def form_of_a_pattern(staff: Client) -> Iterator[Any]:
    pattern = make_pattern()
    yield None
    save(staff, pattern, official="{region}能源办")
    yield pattern, "updated"


@door
def form_of_an_agency(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    yield agency.get_absolute_url()
    save(staff, agency, kind="government")
    yield agency, "updated"


@door
def form_of_a_task(staff: Client) -> Iterator[Any]:
    task = make_task()
    yield task.get_absolute_url()
    save(staff, task, title="改过的任务")
    yield task, "updated"


@door
def form_of_a_duty(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.task.get_absolute_url()
    save(staff, duty, role="support")
    yield duty, "updated"


@door
def form_of_a_target(staff: Client) -> Iterator[Any]:
    target = make_target()
    yield "/targets/"
    save(staff, target, unit="个")
    yield target, "updated"


@door
def form_of_a_deadline(staff: Client) -> Iterator[Any]:
    deadline = make_deadline()
    yield "/timeline/"
    save(staff, deadline, due_on="2031-12-31")
    yield deadline, "updated"


@door
def form_of_a_citation(staff: Client) -> Iterator[Any]:
    citation = make_citation()
    yield citation.document.get_absolute_url()
    save(staff, citation, title="国务院方案")
    yield citation, "updated"


# Tables inside forms, and lists of choices


@door
def a_duty_changed_in_the_form_of_its_task(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.task.get_absolute_url()
    save(staff, duty.task, **{"responsibilities-0-role": "support"})
    yield duty, "updated"


@door
def a_duty_added_in_the_form_of_its_task(staff: Client) -> Iterator[Any]:
    task, agency = make_task(), make_agency()
    yield agency.get_absolute_url()
    row = {"role": "lead", "agency": agency.pk, "as_written": "省能源局", "basis": "explicit"}
    save(staff, task, **{"responsibilities-TOTAL_FORMS": 1}, **{f"responsibilities-0-{k}": v for k, v in row.items()})
    yield Responsibility.objects.get(), "created"


@door
def a_duty_taken_out_in_the_form_of_its_task(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.agency.get_absolute_url()
    save(staff, duty.task, **{"responsibilities-0-DELETE": "on"})
    yield duty, "withdrawn"


@door
def a_target_and_a_deadline_in_the_form_of_their_task(staff: Client) -> Iterator[Any]:
    task = make_task()
    target, deadline = make_target(task.document, task=task), make_deadline(task.document, task=task)
    yield task.get_absolute_url()
    save(staff, task, **{"targets-0-unit": "个", "deadlines-0-quote": "到三十年"})
    yield target, "updated", deadline, "updated"


@door
def a_topic_put_to_a_task(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    yield task.get_absolute_url()
    save(staff, task, topics=[term.pk])
    yield task, "updated"


@door
def a_topic_taken_from_a_task(staff: Client) -> Iterator[Any]:
    task = make_task()
    task.topics.add(make_term())
    yield task.get_absolute_url()
    save(staff, task, topics=[])
    yield task, "updated"


@door
def a_name_added_in_the_form_of_its_agency(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    yield agency.get_absolute_url()
    save(staff, agency, **{"names-0-name": "省能源口", "names-0-kind": "short"})
    yield AgencyName.objects.get(), "created"


@door
def a_name_taken_out_in_the_form_of_its_agency(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    name = agency.names.create(name="省能源口")
    yield agency.get_absolute_url()
    save(staff, agency, **{"names-0-DELETE": "on"})
    yield name, "removed"


@door
def an_issuer_added_in_the_form_of_its_document(staff: Client) -> Iterator[Any]:
    document, agency = make_document(), make_agency()
    yield document.get_absolute_url()
    values = {"issuances-TOTAL_FORMS": 1, "issuances-0-agency": agency.pk, "issuances-0-order": 0}
    save(staff, document, **values)
    yield DocumentAgency.objects.get(), "created"


@door
def an_issuer_taken_out_in_the_form_of_its_document(staff: Client) -> Iterator[Any]:
    document = make_document()
    issuance = DocumentAgency.objects.create(document=document, agency=make_agency())
    yield document.get_absolute_url()
    save(staff, document, **{"issuances-0-DELETE": "on"})
    yield issuance, "removed"


@door
def a_note_in_the_form_of_its_document(staff: Client) -> Iterator[Any]:
    note = make_note()
    yield note.document.get_absolute_url()
    save(staff, note.document, **{"notes-0-state": "dismissed", "notes-0-reason": "原文如此"})
    yield note, "updated"


# Records added, withdrawn, restored, reverted


@door
def a_term_added(staff: Client) -> Iterator[Any]:
    yield None
    yield add(staff, Term, name="零碳园区", slug="零碳园区", synonyms="", is_topic="on"), "created"


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
    yield "/topics/"
    pk = term.pk
    staff.post(url_of("documents_term_delete", pk), {"post": "yes"})
    yield Term(pk=pk), "removed"


@door
def terms_deleted_from_the_list(staff: Client) -> Iterator[Any]:
    task, term = make_task(), make_term()
    task.topics.add(term)
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
    save(staff, term, name="改过的")
    yield "/topics/"
    revert(staff, term)
    yield term, "updated"


# The review list


def decide(staff: Client, key: str, action: str, **values: str) -> None:
    staff.post(url_of("documents_review_decide"), {"key": key, "action": action, **values})


@door
def an_agency_confirmed(staff: Client) -> Iterator[Any]:
    agency = make_duty(agency=make_agency("省某办", is_reviewed=False), as_written="省某办").agency
    yield None
    decide(staff, f"agency-{agency.pk}", "confirm", seen="省某办")
    yield agency, "updated"


def proposal() -> Any:
    task = make_task(title="人工标题")
    lock(task, {"title": "原标题"}, None)
    correction = task.corrections.get()
    propose(correction, "人工标题", "新标题")
    return correction


@door
def a_proposal_accepted(staff: Client) -> Iterator[Any]:
    correction = proposal()
    yield correction.record.get_absolute_url()
    decide(staff, f"proposal-{correction.pk}", "accept", seen="新标题")
    yield correction.record, "updated"


@door
def a_proposal_kept_from_a_value(staff: Client) -> Iterator[Any]:
    correction = proposal()
    yield None
    decide(staff, f"proposal-{correction.pk}", "keep", seen="新标题")
    yield correction, "updated"


@door
def a_note_dismissed(staff: Client) -> Iterator[Any]:
    note = make_note()
    yield note.document.get_absolute_url()
    decide(staff, f"note-{note.pk}", "dismiss", seen="open", reason="原文如此")
    yield note, "updated"


# Agencies merged, brought back, renamed, split


@door
def agencies_merged(staff: Client) -> Iterator[Any]:
    source, target = make_agency("省能源办", is_reviewed=False), make_agency()
    duty = make_duty(agency=source)
    pk = source.pk
    yield duty.task.get_absolute_url()
    staff.post(url_of("documents_agency_merge", pk), {"into": target.pk})
    yield target, "updated", Agency(pk=pk), "removed", duty, "updated"


@door
def a_merger_undone(staff: Client) -> Iterator[Any]:
    source, target = make_agency("省能源办", is_reviewed=False), make_agency()
    duty = make_duty(agency=source)
    pk = source.pk
    staff.post(url_of("documents_agency_merge", pk), {"into": target.pk})
    yield duty.task.get_absolute_url()
    staff.post(url_of("documents_agency_unmerge", target.pk, target.mergers.get().pk), {"is_confirmed": "True"})
    yield Agency(pk=pk), "restored", duty, "updated"


@door
def an_agency_renamed(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.task.get_absolute_url()
    values = {"name": "青海省能源和矿业局", "is_former": "on", "until": date(2025, 3, 1)}
    staff.post(url_of("documents_agency_rename", duty.agency_id), values)
    yield duty.agency, "updated"


@door
def an_agency_split(staff: Client) -> Iterator[Any]:
    duty = make_duty()
    yield duty.task.get_absolute_url()
    staff.post(url_of("documents_agency_split", duty.agency_id), {"name": "省新新办", "duties": [duty.pk]})
    yield duty, "updated", Agency.objects.get(name="省新新办"), "created"


@door
def a_new_name_that_settles_what_waited(staff: Client) -> Iterator[Any]:
    duty = make_duty(agency=make_agency("省能源办", is_reviewed=False), as_written="省能源办")
    known = make_agency()
    yield duty.task.get_absolute_url()
    save(staff, known, **{"names-0-name": "省能源办", "names-0-kind": "short"})
    yield duty, "updated", AgencyName.objects.get(), "created"


# Files and tables

POLICY = "青海省试验方案\n青政办〔2025〕99号\n一、重点任务\n（一）建设风电基地。（省能源局牵头）\n"


@door
def a_file_uploaded(staff: Client) -> Iterator[Any]:
    make_agency()  # what the database knows is the registry
    yield "/documents/"
    staff.post(url_of("documents_document_add"), {"files": [SimpleUploadedFile("新.txt", POLICY.encode())]})
    staff.post(url_of("documents_document_confirm"), {"staged": [StagedFile.objects.get().pk]})
    yield Document.objects.get(), "created"


@door
def a_new_text_ingested(staff: Client) -> Iterator[Any]:
    make_agency()
    document, _ = ingest(POLICY.encode(), "旧.txt", gazetteer())
    yield document.get_absolute_url()
    ingest(POLICY.replace("风电", "光热").encode(), "新.txt", gazetteer())
    yield document.tasks.get(), "updated", DocumentVersion.objects.get(file_name="新.txt"), "created"


@door
def a_copy_ingested(staff: Client) -> Iterator[Any]:
    make_agency()
    document, _ = ingest(POLICY.encode(), "甲.txt", gazetteer())
    yield document.get_absolute_url()
    ingest(POLICY.replace("。", "。 ").encode(), "乙.md", gazetteer())
    yield DocumentVersion.objects.get(is_copy=True), "created"


@door
def a_table_imported(staff: Client) -> Iterator[Any]:
    task = make_task(title="表外的标题")
    url = url_of("tasks_task_changelist")
    table = staff.get(f"{url}export.csv").content.replace("表外".encode(), "表中".encode())
    yield task.get_absolute_url()
    staged = staff.post(f"{url}import/", {"table": SimpleUploadedFile("表.csv", table)}).context["staged"].pk
    staff.post(f"{url}import/", {"staged": staged})
    assert Task.objects.get().title == "表中的标题"
    yield task, "updated"


@door
def a_table_of_agencies_imported(staff: Client) -> Iterator[Any]:
    agency = make_duty().agency
    agency.names.create(name="省能源口")
    url = url_of("documents_agency_changelist")
    table = staff.get(f"{url}export.csv").content.replace("省能源口".encode(), "省能源处".encode())
    yield agency.get_absolute_url()
    staged = staff.post(f"{url}import/", {"table": SimpleUploadedFile("表.csv", table)}).context["staged"].pk
    staff.post(f"{url}import/", {"staged": staged})
    yield AgencyName.objects.get(name="省能源处"), "created"


@pytest.mark.parametrize("name", DOORS)
@KEEPING
def test_a_door_tells_what_it_changed(admin_client: Client, name: str) -> None:
    steps = DOORS[name](admin_client)
    path = next(steps)
    for room in ROOMS:
        caches[room].clear()
    kept = Client().get(path).content if path else b""
    before, last = state(), Change.objects.order_by("pk").last()
    expected = next(steps)
    after = state()
    assert after[0] > before[0] and after[1] != before[1]
    changes = Change.objects.filter(pk__gt=last.pk if last else 0)
    told_of = {(change.model, change.object_id, change.kind) for change in changes}
    wanted = {
        (record._meta.label_lower, str(record.pk), kind)
        for record, kind in zip(expected[::2], expected[1::2], strict=True)
    }
    assert wanted <= told_of, told_of
    assert {change.revision for change in changes} <= set(range(before[0] + 1, after[0] + 1))
    if path:
        shown = Client().get(path).content
        for room in ROOMS:
            caches[room].clear()
        assert shown == Client().get(path).content
        assert shown != kept


def test_every_form_is_a_door() -> None:
    staff = admin.site._registry
    own = {model for model in staff if model._meta.app_label in ("documents", "tasks")}
    read_only = {"correction", "review", "change"}
    assert {model for model in own if model._meta.model_name not in read_only} == FORMS
    names = {"sourcenote": "note", "agencypattern": "pattern", "responsibility": "duty"}
    forms = {name.rsplit("_", 1)[1] for name in DOORS if name.startswith("form_of_")}
    assert forms == {names.get(model._meta.model_name, model._meta.model_name) for model in FORMS}


def test_the_registry_tells_once_of_each_sort(db: None) -> None:
    before = state()
    call_command("load_registry", verbosity=0)
    assert state() != before
    told_of = set(Change.objects.values_list("model", "kind", "cause"))
    assert {("documents.region", "created", "registry"), ("documents.term", "created", "registry")} <= told_of
    before = state()
    call_command("load_registry", verbosity=0)
    assert state() == before


def test_the_command_tells(tmp_path: Any) -> None:
    make_agency()
    (tmp_path / "新.txt").write_text(POLICY, "utf-8")
    before = state()
    call_command("ingest", tmp_path, verbosity=0)
    change = Change.objects.get(model="documents.document")
    assert state() != before and (change.kind, change.cause, change.by) == ("created", "ingest", None)
    before = state()
    call_command("ingest", tmp_path, verbosity=0)
    assert state() == before


def test_who_and_by_which_door(admin_client: Client, admin_user: Any) -> None:
    task, note = make_task(), make_note()
    save(admin_client, task, title="新")
    decide(admin_client, f"note-{note.pk}", "done", seen="open")
    told_of = dict(Change.objects.filter(by=admin_user).values_list("cause", "object_id"))
    assert told_of == {"edit": str(task.pk), "review": str(note.pk)}


def test_a_form_that_changes_nothing_tells_nothing(admin_client: Client) -> None:
    duty = make_duty()
    before = state()
    for record in (duty, duty.task, duty.agency, duty.task.document):
        assert save(admin_client, record).status_code == 302
    assert state() == before


def test_a_form_that_is_refused_tells_nothing(admin_client: Client) -> None:
    task = make_task()
    before = state()
    assert save(admin_client, task, key="", title="x" * 999).status_code == 200
    assert state() == before and form_of(admin_client, task)["title"] == task.title
