"""Decisions of the review list; agencies merged, brought back, renamed and split; files and tables."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.models import (
    Agency,
    AgencyName,
    BulkDecision,
    Document,
    DocumentVersion,
    StagedFile,
)
from documents.records.locks import lock
from documents.records.reconcile import propose
from policykb.editing.review import ReviewGroup, waiting
from policykb.editing.review_items import items
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


def decide_many(staff: Client, group: ReviewGroup, action: str, **values: object) -> None:
    """Decide about all that waits in a group."""
    chosen = [item.ticket for item in items(group, waiting(group))]
    values = {"kind": group.value, "range": "item", "item": chosen, "action": action} | values
    staff.post(url_of("documents_review_decide_many"), values)


@door
def agencies_confirmed_together(staff: Client) -> Iterator[Any]:
    agencies = [make_duty(agency=make_agency(name, is_reviewed=False)).agency for name in ("省某办", "省另办")]
    yield None
    decide_many(staff, ReviewGroup.AGENCY, "agency.confirm")
    yield agencies[0], "updated", agencies[1], "updated"


@door
def agencies_merged_together(staff: Client) -> Iterator[Any]:
    duties = [make_duty(agency=make_agency(name, is_reviewed=False)) for name in ("省能源办", "省能源口")]
    target = make_agency()
    yield duties[1].task.get_absolute_url()
    decide_many(staff, ReviewGroup.AGENCY, "agency.merge", into=target.pk)
    yield target, "updated", duties[0], "updated", duties[1], "updated"


@door
def words_that_are_no_agency(staff: Client) -> Iterator[Any]:
    duty = make_duty(agency=make_agency("版权所有", is_reviewed=False))
    yield duty.task.get_absolute_url()
    decide_many(staff, ReviewGroup.AGENCY, "agency.reject")
    yield duty.agency, "updated", duty, "withdrawn"


@door
def agencies_rejected_from_the_list(staff: Client) -> Iterator[Any]:
    duty = make_duty(agency=make_agency("版权所有"))
    yield duty.agency.get_absolute_url()
    chosen = {"action": "reject_selected", "_selected_action": [duty.agency_id]}
    staff.post(url_of("documents_agency_changelist"), chosen)
    yield duty.agency, "updated", duty, "withdrawn"


@door
def words_that_are_an_agency_after_all(staff: Client) -> Iterator[Any]:
    duty = make_duty(agency=make_agency("省版权局", is_reviewed=False))
    decide_many(staff, ReviewGroup.AGENCY, "agency.reject")
    yield duty.task.get_absolute_url()
    save(staff, duty.agency, _take_back="恢复")
    yield duty.agency, "updated", duty, "restored"


@door
def a_rejection_undone(staff: Client) -> Iterator[Any]:
    duty = make_duty(agency=make_agency("省版权局", is_reviewed=False))
    decide_many(staff, ReviewGroup.AGENCY, "agency.reject")
    yield duty.task.get_absolute_url()
    staff.post(url_of("documents_review_undo"), {"undo": f"bulk-{BulkDecision.objects.get().pk}"})
    yield duty.agency, "updated", duty, "updated"


@door
def notes_dismissed_together(staff: Client) -> Iterator[Any]:
    one, other = make_note(), make_note()
    yield one.document.get_absolute_url()
    decide_many(staff, ReviewGroup.SOURCE, "note.dismiss", reason="原文如此")
    yield one, "updated", other, "updated"


@door
def proposals_accepted_together(staff: Client) -> Iterator[Any]:
    correction = proposal()
    yield correction.record.get_absolute_url()
    decide_many(staff, ReviewGroup.PROPOSAL, "proposal.accept")
    yield correction.record, "updated"


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
