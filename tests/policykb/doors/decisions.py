"""Decisions of the review list; agencies merged, brought back, renamed and split; files and tables."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import (
    Agency,
    AgencyName,
    Document,
    DocumentVersion,
    StagedFile,
)
from documents.records.locks import lock
from documents.records.reconcile import propose
from policykb.pipeline import gazetteer, ingest
from tasks.models import Task
from tests.factories import (
    make_agency,
    make_duty,
    make_report,
    make_task,
)
from tests.policykb.doors.door import decide, door, make_note, url_of
from tests.policykb.editing.forms import save


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


@door
def a_report_answered(staff: Client) -> Iterator[Any]:
    report = make_report()
    yield report.get_absolute_url()
    decide(staff, f"report-{report.pk}", "declined", seen="sent", reason="原件如此")
    yield report, "updated"


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
