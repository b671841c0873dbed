"""A decision on the review list in; the record changed, search updated, and a sentence that says so out."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils import timezone

from documents.exchange.labels import shown
from documents.exchange.typed import shortened
from documents.indexing import index_agencies, index_document
from documents.models import Agency, Change, Correction, Document, DocumentAgency, Record, Relation, SourceNote
from documents.records.locks import accept, dismiss
from documents.records.saving import save
from documents.records.writing import tell, writing
from policykb.editing.placing import Decision, NotPossible, decide_relation
from policykb.editing.traces import Trace
from policykb.editing.wanting import document_asked_for
from policykb.pipeline import gazetteer
from tasks.indexing import index_facts, index_tasks
from tasks.models import Report, Responsibility, Task

Carry = Callable[[HttpRequest, int, str, str], str]

ANSWERED = ["state", "answer", "answered_by", "answered_at", "document"]
GONE = "这一条已经处理过，或内容已经变化，请看新的列表。"


class Refused(Exception):
    """A decision that cannot be carried out; the message is shown to the person."""


def decide(request: HttpRequest, key: str, action: str, reason: str, seen: str) -> str:
    """Carry a decision out, whole or not at all. Raises Refused, PermissionDenied."""
    kind, _, pk = key.partition("-")
    known = DECISIONS.get((kind, action))
    if not known or not pk.isdecimal() or len(pk) > 18:
        raise Refused(GONE)
    permission, carry_out = known
    if not request.user.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied
    with writing(request.user, Change.Cause.REVIEW):
        return carry_out(request, int(pk), reason.strip(), seen)


def confirm_agency(request: HttpRequest, pk: int, reason: str, seen: str) -> str:
    """Confirm that an unknown agency is one; its name is known from then on."""
    agency = locked(Agency, pk)
    if agency.is_reviewed or agency.name != seen:
        raise Refused(GONE)
    agency.is_reviewed = True
    save(agency, ["is_reviewed"])
    tell(agency, Change.Kind.UPDATED, ["is_reviewed"])
    close_mentions(agency, Trace())
    index_agencies([agency])
    log(request, agency, "确认为机构")
    return f"“{agency.name}”已确认为机构。"


def close_mentions(agency: Agency, trace: Trace) -> None:
    """Close the notes that said that this agency is unknown."""
    written = Responsibility.objects.filter(agency=agency).values("as_written")
    notes = SourceNote.objects.filter(kind="unknown_agency", state=SourceNote.State.OPEN, quote__in=written)
    for note in notes:
        trace.set(note, {"state": SourceNote.State.DONE, "reason": f"已识别为{agency.name}"[:200]})


def place_document(decision: Decision) -> Carry:
    """The decision that says how a document is related to a known one."""

    def carry_out(request: HttpRequest, pk: int, reason: str, seen: str) -> str:
        relation = locked(Relation, pk)
        if relation.is_decided or relation.kind != seen:
            raise Refused(GONE)
        may_publish = request.user.has_perm("documents.publish_document")  # type: ignore[union-attr]
        try:
            decide_relation(relation, decision, gazetteer(), request.user, may_publish=may_publish)
        except NotPossible as error:
            raise Refused(str(error)) from error
        log(request, relation.document, f"判定：{decision.label}《{relation.to}》")
        return f"《{relation.document}》：{decision.label}（《{relation.to}》）。"

    return carry_out


def accept_proposal(request: HttpRequest, pk: int, reason: str, seen: str) -> str:
    """Replace the person's value by the newly extracted one."""
    correction, record = proposal(pk, seen)
    try:
        accept(correction)
    except ValidationError as error:
        raise Refused("不能采纳：" + "；".join(error.messages)) from error
    reindex_record(record)
    log(request, record, "采纳新提取值")
    return f"已采纳新提取值“{seen}”。"


def keep_value(request: HttpRequest, pk: int, reason: str, seen: str) -> str:
    """Keep the person's value; the same value is not proposed again."""
    correction, record = proposal(pk, seen)
    dismiss(correction)
    log(request, record, "保留人工值")
    return "已保留人工值。"


def proposal(pk: int, seen: str) -> tuple[Correction, Any]:
    """The correction and its record, if its proposal is still the one that the person saw. Raises Refused."""
    correction = locked(Correction, pk)
    model: Any = correction.content_type.model_class()
    record = locked(model, correction.object_id)
    if not correction.has_proposal:
        raise Refused(GONE)
    if shown(type(record), correction.field, correction.proposed) != seen:
        raise Refused(GONE)
    return correction, record


def close_note(state: str) -> Callable[[HttpRequest, int, str, str], str]:
    """The decision that sets a note to this state; to dismiss it asks for a reason."""

    def close(request: HttpRequest, pk: int, reason: str, seen: str) -> str:
        note = locked(SourceNote, pk)
        if note.state != seen:
            raise Refused(GONE)
        if state == SourceNote.State.DISMISSED and not reason:
            raise Refused("请写明不需处理的理由。")
        note.state, note.reason = state, reason[:200]
        save(note, ["state", "reason"])
        tell(note, Change.Kind.UPDATED, ["state", "reason"])
        log(request, note, f"{note.get_state_display()} {reason}".strip())
        return f"已记为“{note.get_state_display()}”。"

    return close


def answer_report(state: str) -> Carry:
    """The decision that answers a reader's report; not to mend it asks for a reason, which the reader sees."""

    def carry_out(request: HttpRequest, pk: int, reason: str, seen: str) -> str:
        report = locked(Report, pk)
        if report.state != seen:
            raise Refused(GONE)
        if state == Report.State.DECLINED and not reason:
            raise Refused(f"请写明{'不收' if report.is_wanted else '不改'}的理由，报告人看得到。")
        if report.is_wanted and state == Report.State.MENDED:
            report.document, reason = document_taken_in(reason or report.place), ""
        report.state, report.answer = state, reason[:500] or report.answer
        report.answered_by, report.answered_at = request.user, timezone.now()
        save(report, ANSWERED)
        tell(report, Change.Kind.UPDATED, ["state", "answer"])
        log(request, report, f"{report.state_words} {reason}".strip())
        return f"已答复{'请求' if report.is_wanted else '报告'}人：{report.state_words}。"

    return carry_out


def document_taken_in(words: str) -> Document:
    """The document that a reader asked for, as staff name it."""
    if document := document_asked_for(words):
        return document
    raise Refused(f"没有公开的文件叫“{shortened(words)}”，请写它的文号、标题或网址名。")


def locked(model: Any, pk: int) -> Any:
    """The row, locked until the end of the transaction."""
    row = model.objects.select_for_update(of=("self",)).filter(pk=pk).order_by("pk").first()
    if row is None:
        raise Refused(GONE)
    return row


def reindex_record(record: Any) -> None:
    """Update search for a changed record."""
    match record:
        case Document():
            index_document(record)
            index_facts(record)
        case Task():
            index_tasks([record])
        case _:
            if task := getattr(record, "task", None):
                index_tasks([task])
            elif document := getattr(record, "document", None):
                index_facts(document)


def reindex_records(records: Iterable[Any]) -> None:
    """Update search for many changed records."""
    tasks: set[int] = set()
    documents: dict[int, Document] = {}
    agencies: list[Agency] = []
    for record in records:
        match record:
            case Agency():
                agencies.append(record)
            case DocumentAgency():
                index_document(record.document)
            case Document():
                documents[record.pk] = record
            case Task():
                tasks.add(record.pk)
            case _ if getattr(record, "task_id", None):
                tasks.add(record.task_id)
            case Record():
                documents[record.document_id] = record.document  # type: ignore[attr-defined]
    for document in documents.values():
        reindex_record(document)
    index_tasks(Task.objects.filter(pk__in=tasks))
    index_agencies(agencies)


def log(request: HttpRequest, record: Any, message: str) -> None:
    """Note in the admin's log who decided what."""
    LogEntry.objects.log_actions(request.user.pk, [record], CHANGE, change_message=message, single_object=True)  # type: ignore[call-overload]


DECISIONS: dict[tuple[str, str], tuple[str, Carry]] = {
    **{("relation", choice.value): ("documents.approve_proposal", place_document(choice)) for choice in Decision},
    ("agency", "confirm"): ("documents.merge_agency", confirm_agency),
    ("proposal", "accept"): ("documents.approve_proposal", accept_proposal),
    ("proposal", "keep"): ("documents.approve_proposal", keep_value),
    **{
        ("report", str(state)): ("tasks.change_report", answer_report(state))
        for state in (Report.State.RECEIVED, Report.State.MENDED, Report.State.DECLINED)
    },
    ("note", "done"): ("documents.change_sourcenote", close_note(SourceNote.State.DONE)),
    ("note", "dismiss"): ("documents.change_sourcenote", close_note(SourceNote.State.DISMISSED)),
}
