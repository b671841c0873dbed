"""The base in; what needs a person out, the most useful first: unknown agencies, proposals, abstentions, doubts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html

from documents.columns import day, field_label, shown
from documents.models import Agency, Correction, Document, Relation, SourceNote
from documents.text.notes import NoteKind
from policykb.editing.placing import Decision
from tasks.models import Responsibility, Task


class Group(StrEnum):
    """The sorts of work, in the order of the list."""

    DOCUMENT = "document"
    AGENCY = "agency"
    PROPOSAL = "proposal"
    ABSTENTION = "abstention"
    PLACE = "place"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return GROUP_LABELS[self]


GROUP_LABELS = {
    Group.DOCUMENT: "可能是同一份文件",
    Group.AGENCY: "未识别的机构",
    Group.PROPOSAL: "与人工值不同的新提取值",
    Group.ABSTENTION: "程序未读出的内容",
    Group.PLACE: "位置或文字存疑",
    Group.SOURCE: "原文的其他情况",
}
NOTE_GROUPS = {
    Group.ABSTENTION: [
        NoteKind.UNREAD_CLAUSE,
        NoteKind.UNKNOWN_AGENCY,
        NoteKind.UNREAD_TARGET,
        NoteKind.UNREAD_DATE,
        NoteKind.UNREAD_TABLE,
        NoteKind.SHORTENED,
        NoteKind.NO_TASKS,
        NoteKind.NUMBERING,
    ],
    Group.PLACE: [NoteKind.UNCERTAIN_PLACE, NoteKind.DOUBTFUL_CHARACTER, NoteKind.LOST_HEADING, NoteKind.HOLE],
    Group.SOURCE: [
        NoteKind.MISSING_ATTACHMENT,
        NoteKind.FOREIGN_WORD,
        NoteKind.UNPAIRED_MARK,
        NoteKind.REORDERED,
        NoteKind.PAGE_BREAK,
    ],
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. `seen` is what the decision rests on: if it has changed meanwhile, nothing is decided."""

    key: str
    title: str
    place: str
    url: str
    quote: str = ""
    kind: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)
    actions: list[tuple[str, str]] = field(default_factory=list)
    more: list[tuple[str, str, str]] = field(default_factory=list)  # label, address, the decision it amounts to
    is_compared: bool = True  # the values are of one thing: how they differ is marked
    takes_reason: bool = False
    seen: str = ""


def waiting(group: Group, document: int | None = None) -> QuerySet[Any]:
    """The rows of one group that wait for a person, in one document or in all."""
    match group:
        case Group.DOCUMENT:
            return undecided_relations(document)
        case Group.AGENCY:
            return unknown_agencies(document)
        case Group.PROPOSAL:
            return proposals(document)
        case _:
            return open_notes(NOTE_GROUPS[group], document)


def undecided_relations(document: int | None) -> QuerySet[Relation]:
    """Documents that may or may not be texts of a known one, the last that came in first."""
    found = Relation.objects.undecided().select_related("document__text", "to__text")
    if document:
        found = found.filter(Q(document=document) | Q(to=document))
    return found.order_by("-pk")


def unknown_agencies(document: int | None) -> QuerySet[Agency]:
    """Agencies that nobody has confirmed and that stand in a duty or sign a document; those with most duties first."""
    duties = Q(responsibilities__standing="current", responsibilities__task__standing="current")
    place = duties | Q(issuances__isnull=False)
    if document:
        place &= Q(responsibilities__task__document=document) | Q(issuances__document=document)
    used = Agency.objects.filter(place, is_reviewed=False).values("pk")
    counted = Agency.objects.filter(pk__in=used).annotate(duties=Count("responsibilities", filter=duties))
    return counted.select_related("region").order_by("-duties", "pk")


def proposals(document: int | None) -> QuerySet[Correction]:
    """Corrected fields for which extraction says something new."""
    found = Correction.objects.filter(has_proposal=True).select_related("content_type", "corrected_by")
    if document:
        found = found.filter(within(document))
    return found.prefetch_related("record").order_by("content_type", "object_id", "pk")


def within(document: int) -> Q:
    """The condition that a correction is of a record of this document."""
    condition = Q(content_type__model="document", object_id=document)
    for relation in Task._meta.get_field("document").related_model._meta.related_objects:
        if hasattr(relation.related_model, "correctable") and relation.field.name == "document":
            pks = relation.related_model._default_manager.filter(document=document).values("pk")
            condition |= Q(content_type__model=relation.related_model._meta.model_name, object_id__in=pks)
    duties = Responsibility.objects.filter(task__document=document).values("pk")
    return condition | Q(content_type__model="responsibility", object_id__in=duties)


def open_notes(kinds: list[NoteKind], document: int | None) -> QuerySet[SourceNote]:
    """Open notes of these kinds, in this order; not those about an agency that waits for a person anyway."""
    notes = SourceNote.objects.filter(kind__in=kinds, state=SourceNote.State.OPEN, document__standing="current")
    if document:
        notes = notes.filter(document=document)
    waiting = Responsibility.objects.filter(agency__is_reviewed=False).values("as_written")
    notes = notes.exclude(kind=NoteKind.UNKNOWN_AGENCY, quote__in=waiting)
    return notes.select_related("document").order_by("document", "start", "pk")


def counts(document: int | None = None) -> dict[Group, int]:
    """How many of each group wait."""
    return {group: waiting(group, document).count() for group in Group}


def items(group: Group, rows: Iterable[Any]) -> list[Item]:
    """The rows as they are shown and decided."""
    makers: dict[Group, Callable[[Any], Item | None]] = {
        Group.DOCUMENT: relation_item,
        Group.AGENCY: agency_item,
        Group.PROPOSAL: proposal_item,
    }
    make = makers.get(group, note_item)
    return [made for row in rows if (made := make(row))]


def relation_item(relation: Relation) -> Item:
    """A new document that readers do not see yet, what speaks for and against its being a known one, and both heads."""
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
    """What a document bears on its head, and the file it came in."""
    text = document.text
    parts = (document.title, document.document_number, document.issued_on, document.genre, text and text.file_name)
    return "，".join(str(part) for part in parts if part)


def agency_item(agency: Agency) -> Item:
    """An unknown agency, with where it stands first."""
    duty = agency.responsibilities.current().select_related("task__document").order_by("pk").first()  # type: ignore[attr-defined]
    issuance = agency.issuances.select_related("document").first()  # type: ignore[attr-defined]
    place = f"{duty.task.document.name} {duty.task}" if duty else str(issuance.document.name) if issuance else ""
    where = (
        reverse("admin:tasks_task_change", args=[duty.task_id])
        if duty
        else reverse("admin:documents_agency_change", args=[agency.pk])
    )
    return Item(
        key=f"agency-{agency.pk}",
        title=agency.name,
        kind=f"{agency.region or '地区不明'}，{agency.duties} 项责任",  # type: ignore[attr-defined]
        place=place,
        url=where,
        quote=duty.as_written if duty else "",
        actions=[("confirm", "确认为机构")],
        more=[
            ("合并到……", reverse("admin:documents_agency_merge", args=[agency.pk]), "agency.confirm"),
            ("修改", reverse("admin:documents_agency_change", args=[agency.pk]), ""),
        ],
        seen=agency.name,
    )


def proposal_item(correction: Correction) -> Item | None:
    """A corrected field with the value extracted first, the person's, and the one extracted now."""
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


def note_item(note: SourceNote) -> Item:
    """A note with its words and the task they stand in."""
    task = task_of(note)
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
    """A link to the form of what a decision is about."""
    match row:
        case SourceNote():
            item = note_item(row)
            return format_html('<a href="{}">{}</a>', item.url, f"{item.title}（{item.place}）")
        case Correction():
            return link_to(row.record)
        case Model():
            url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            return format_html('<a href="{}">{}</a>', url, row)
    return ""
