"""Undecided rows in; each as the review list shows it, with the decisions that can be made, out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Model, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html

from documents.exchange.labels import day, field_label, moment, shown
from documents.models import Agency, Correction, Document, Relation, SourceNote
from policykb.editing.placing import Decision
from policykb.editing.review import ReviewGroup
from policykb.editing.wanting import document_asked_for
from tasks.models import Report, Responsibility, Task

State = Report.State


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. `seen` is what the decision is based on: if that has changed since, it is refused."""

    key: str
    title: str
    place: str
    url: str
    quote: str = ""
    kind: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    actions: list[tuple[str, str]] = field(default_factory=list)
    actions_of_many: list[tuple[str, str]] = field(default_factory=list)  # those that are undone as one of many are
    more: list[tuple[str, str, str]] = field(default_factory=list)  # label, address, the decision it amounts to
    is_compared: bool = True  # the values are of one thing: how they differ is marked
    takes_reason: bool = False
    reason_said: str = "说明；不需处理时必填"
    reason_length: int = 200
    seen: str = ""

    @property
    def ticket(self) -> str:
        """What a form of many carries for this one: its key, and a digest of what was seen of it."""
        return f"{self.key}.{sha256(self.seen.encode()).hexdigest()[:12]}"


def items(group: ReviewGroup, rows: Iterable[Any]) -> list[Item]:
    """The rows as they are shown and decided."""
    make = maker(group, rows := list(rows))
    return [made for row in rows if (made := make(row))]


def maker(group: ReviewGroup, rows: list[Any]) -> Callable[[Any], Item | None]:
    """The function that makes an item of each of these rows; what they all need is fetched at once."""
    match group:
        case ReviewGroup.REPORT:
            return report_item
        case ReviewGroup.WANTED:
            return wanted_item
        case ReviewGroup.DOCUMENT:
            return relation_item
        case ReviewGroup.AGENCY:
            return agency_maker(rows)
        case ReviewGroup.PROPOSAL:
            return proposal_item
    return note_maker(rows)


def report_item(report: Report) -> Item:
    """An error that a reader reported, with the words as he saw them, and the form of the record that they are in."""
    task = report.task
    url = (
        reverse("admin:tasks_task_change", args=[task.pk])
        if task
        else reverse("admin:documents_document_change", args=[report.document_id])
    )
    contact = [("联系方式", report.contact)] if report.contact else []
    actions = [(State.RECEIVED, "收到"), (State.MENDED, "已改"), (State.DECLINED, "不改")]
    return Item(
        key=f"report-{report.pk}",
        title=str(report),
        kind=report.get_state_display(),
        place=f"{moment(report.reported_at)} 报告",
        url=url,
        quote=report.quote,
        values=[("读者写道", report.description), *contact, *([("已答复", report.answer)] if report.answer else [])],
        is_compared=False,
        actions=[(str(state), label) for state, label in actions if state != report.state],
        more=[("去修改", url, ""), ("报告详情", reverse("admin:tasks_report_change", args=[report.pk]), "")],
        takes_reason=True,
        reason_said="答复，报告人看得到；不改时必填",
        reason_length=500,
        seen=report.state,
    )


def wanted_item(report: Report) -> Item:
    """A document that a reader asked for, with ours of that name where it has come meanwhile."""
    here = document_asked_for(report.place)
    said = [("读者写道", report.description), ("联系方式", report.contact), ("已答复", report.answer)]
    values = [*said, ("本库现有", f"《{here.title}》{here.document_number}" if here else "")]
    actions = [(State.RECEIVED, "收到"), (State.MENDED, "已收录"), (State.DECLINED, "不收")]
    url = reverse("admin:tasks_report_change", args=[report.pk])
    return Item(
        key=f"report-{report.pk}",
        title=report.place,
        kind=report.state_words,
        place=f"{moment(report.reported_at)} 请求",
        url=url,
        values=[(label, words) for label, words in values if words],
        is_compared=False,
        actions=[(str(state), label) for state, label in actions if state != report.state],
        more=[("上传文件", reverse("admin:documents_document_add"), ""), ("请求详情", url, "")],
        takes_reason=True,
        reason_said="收录为：文号或标题；不收：理由，对方看得到",
        reason_length=500,
        seen=report.state,
    )


def relation_item(relation: Relation) -> Item:
    """A new document that readers do not see yet, the reasons for and against its being a known one, and the heads of
    both."""
    return Item(
        key=f"relation-{relation.pk}",
        title=f"《{relation.document}》是不是《{relation.to}》？",
        kind="未公开",
        place=relation.evidence,
        url=reverse("admin:documents_document_versions", args=[relation.document_id]),
        values=[("已有", head_of(relation.to)), ("新入库", head_of(relation.document))],
        is_compared=False,
        actions=[(choice.value, choice.label) for choice in Decision],
        more=[("看两份文本", reverse("admin:documents_document_versions", args=[relation.document_id]), "")],
        seen=relation.kind,
    )


def head_of(document: Document) -> str:
    """The head of a document, and the file it came in."""
    text = document.text
    parts = (document.title, document.document_number, document.issued_on, document.genre, text and text.file_name)
    return "，".join(str(part) for part in parts if part)


def agency_maker(agencies: list[Agency]) -> Callable[[Any], Item]:
    """A function that makes their items; what these show is fetched at once."""
    duties = Responsibility.objects.select_related("task__document").in_bulk(
        [agency.first_duty for agency in agencies if agency.first_duty]  # type: ignore[attr-defined]
    )
    prefetch_related_objects([agency for agency in agencies if not agency.first_duty], "issuances__document")  # type: ignore[attr-defined]
    return lambda agency: agency_item(agency, duties.get(agency.first_duty))


def agency_item(agency: Agency, duty: Responsibility | None) -> Item:
    """An unknown agency, with where it stands first."""
    issuances = [] if duty else list(agency.issuances.all())  # type: ignore[attr-defined]
    own = reverse("admin:documents_agency_change", args=[agency.pk])
    return Item(
        key=f"agency-{agency.pk}",
        title=agency.name,
        kind=f"{agency.region or '地区不明'}，{agency.duties} 项责任",  # type: ignore[attr-defined]
        place=f"{duty.task.document.name} {duty.task}" if duty else issuances[0].document.name if issuances else "",
        url=reverse("admin:tasks_task_change", args=[duty.task_id]) if duty else own,
        quote=duty.as_written if duty else "",
        actions=[("confirm", "确认为机构")],
        actions_of_many=[("agency.reject", "不是机构")],
        more=[
            ("合并到……", reverse("admin:documents_agency_merge", args=[agency.pk]), "agency.confirm"),
            ("修改", own, ""),
        ],
        seen=agency.name,
    )


def proposal_item(correction: Correction) -> Item | None:
    """A corrected field with three values: first extracted, the person's, now extracted."""
    record: Any = correction.record
    if record is None:
        return None
    model, column = type(record), correction.field
    who = f"{correction.corrected_by or '已注销的用户'}于 {day(correction.corrected_at)}"
    return Item(
        key=f"proposal-{correction.pk}",
        title=f"{model._meta.verbose_name}“{record}”的{field_label(model, column)}",
        place=who + "更正",
        url=reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[record.pk]),
        values=[
            ("原提取值", shown(model, column, correction.before)),
            ("人工值", shown(model, column, getattr(record, column))),
            ("新提取值", shown(model, column, correction.proposed)),
        ],
        actions=[("accept", "采纳新提取值"), ("keep", "保留人工值")],
        seen=shown(model, column, correction.proposed),
    )


def note_maker(notes: list[Any]) -> Callable[[Any], Item]:
    """A function that makes their items; the tasks that they stand in are fetched at once."""
    tasks = Task.objects.in_bulk({note.in_task for note in notes if note.in_task})
    return lambda note: note_item(note, tasks.get(note.in_task))


def note_item(note: SourceNote, task: Task | None) -> Item:
    """A note with its words and the task they are in."""
    url = (
        reverse("admin:tasks_task_change", args=[task.pk])
        if task
        else reverse("admin:documents_document_change", args=[note.document_id])
    )
    return Item(
        key=f"note-{note.pk}",
        title=note.message,
        kind=note.get_kind_display(),
        place=f"{note.document.name} {task or ''}".strip(),
        url=url,
        quote=note.quote,
        actions=[("done", "已处理"), ("dismiss", "不需处理")],
        takes_reason=True,
        seen=note.state,
    )


def task_of(note: SourceNote) -> Task | None:
    """The innermost task that the note's words stand in."""
    if note.start is None:
        return None
    around = Task.objects.current().filter(document=note.document_id, start__lte=note.start, end__gte=note.start)
    return around.order_by("-start").first()


def link_to(row: Any) -> str:
    """A link to the form of the record that a decision is about."""
    match row:
        case SourceNote():
            item = note_item(row, task_of(row))
            return format_html('<a href="{}">{}</a>', item.url, f"{item.title}（{item.place}）")
        case Correction():
            return link_to(row.record)
        case Model():
            url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            return format_html('<a href="{}">{}</a>', url, row)
    return ""
