"""The database in; what a person has to decide out, the most useful first: what readers reported, documents that may be
the same, unknown agencies, proposals, corrections whose words moved or went, notes."""

from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from documents.models import Agency, Correction, Relation, SourceNote
from documents.text.notes import NoteKind
from tasks.models import Report, Responsibility, Task


class ReviewGroup(StrEnum):
    """The kinds of things to decide, in the order of the list."""

    REPORT = "report"
    WANTED = "wanted"
    DOCUMENT = "document"
    AGENCY = "agency"
    PROPOSAL = "proposal"
    CORRECTION = "correction"
    ABSTENTION = "abstention"
    PLACE = "place"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return GROUP_LABELS[self]


GROUP_LABELS = {
    ReviewGroup.REPORT: "读者报告的差错",
    ReviewGroup.WANTED: "读者请求收录的文件",
    ReviewGroup.DOCUMENT: "可能是同一份文件",
    ReviewGroup.AGENCY: "未识别的机构",
    ReviewGroup.PROPOSAL: "与人工值不同的新提取值",
    ReviewGroup.CORRECTION: "随条文变动的人工更正",
    ReviewGroup.ABSTENTION: "程序未读出的内容",
    ReviewGroup.PLACE: "位置或文字存疑",
    ReviewGroup.SOURCE: "原文的其他情况",
}
NOTE_GROUPS = {
    ReviewGroup.CORRECTION: [NoteKind.DROPPED],
    ReviewGroup.ABSTENTION: [
        NoteKind.UNREAD_CLAUSE,
        NoteKind.UNKNOWN_AGENCY,
        NoteKind.UNREAD_TARGET,
        NoteKind.UNREAD_DATE,
        NoteKind.UNREAD_TABLE,
        NoteKind.SHORTENED,
        NoteKind.NO_TASKS,
        NoteKind.NUMBERING,
    ],
    ReviewGroup.PLACE: [NoteKind.UNCERTAIN_PLACE, NoteKind.DOUBTFUL_CHARACTER, NoteKind.LOST_HEADING, NoteKind.HOLE],
    ReviewGroup.SOURCE: [
        NoteKind.MISSING_ATTACHMENT,
        NoteKind.FOREIGN_WORD,
        NoteKind.UNPAIRED_MARK,
        NoteKind.REORDERED,
        NoteKind.PAGE_BREAK,
    ],
}


def waiting(group: ReviewGroup, document: int | None = None) -> QuerySet[Any]:
    """The undecided rows of one group, in one document or in all."""
    match group:
        case ReviewGroup.REPORT:
            return reports(document).exclude(kind=Report.Kind.WANTED)
        case ReviewGroup.WANTED:
            return reports(document).filter(kind=Report.Kind.WANTED)
        case ReviewGroup.DOCUMENT:
            return undecided_relations(document)
        case ReviewGroup.AGENCY:
            return unknown_agencies(document)
        case ReviewGroup.PROPOSAL:
            return proposals(document)
        case _:
            return open_notes(NOTE_GROUPS[group], document)


def reports(document: int | None) -> QuerySet[Report]:
    """What readers reported and asked for and has no last word, what nobody has looked at first."""
    found = Report.objects.waiting().select_related("document", "task")
    return found.filter(document=document) if document else found


def undecided_relations(document: int | None) -> QuerySet[Relation]:
    """Documents that may be texts of a known one, the latest first."""
    found = Relation.objects.undecided().select_related("document__text", "to__text")
    if document:
        found = found.filter(Q(document=document) | Q(to=document))
    return found.order_by("-pk")


def unknown_agencies(document: int | None) -> QuerySet[Agency]:
    """Unconfirmed agencies that have a duty or sign a document; those with most duties first."""
    duties = Q(responsibilities__standing="current", responsibilities__task__standing="current")
    place = duties | Q(issuances__isnull=False)
    if document:
        place &= Q(responsibilities__task__document=document) | Q(issuances__document=document)
    used = Agency.objects.filter(place, is_reviewed=False).values("pk")
    counted = Agency.objects.filter(pk__in=used).annotate(duties=Count("responsibilities", filter=duties))
    return counted.select_related("region").order_by("-duties", "pk")


def proposals(document: int | None) -> QuerySet[Correction]:
    """Corrected fields for which extraction now finds another value."""
    found = Correction.objects.filter(has_proposal=True).select_related("content_type", "corrected_by")
    if document:
        found = found.filter(within(document))
    return found.prefetch_related("record").order_by("content_type", "object_id", "pk")


def within(document: int) -> Q:
    """The condition that a correction concerns a record of this document."""
    condition = Q(content_type__model="document", object_id=document)
    for relation in Task._meta.get_field("document").related_model._meta.related_objects:
        if hasattr(relation.related_model, "correctable") and relation.field.name == "document":
            pks = relation.related_model._default_manager.filter(document=document).values("pk")
            condition |= Q(content_type__model=relation.related_model._meta.model_name, object_id__in=pks)
    duties = Responsibility.objects.filter(task__document=document).values("pk")
    return condition | Q(content_type__model="responsibility", object_id__in=duties)


def open_notes(kinds: list[NoteKind], document: int | None) -> QuerySet[SourceNote]:
    """Open notes of these kinds, in document order, without those about an unknown agency that is on the list."""
    notes = SourceNote.objects.filter(kind__in=kinds, state=SourceNote.State.OPEN, document__standing="current")
    if document:
        notes = notes.filter(document=document)
    waiting = Responsibility.objects.filter(agency__is_reviewed=False).values("as_written")
    notes = notes.exclude(kind=NoteKind.UNKNOWN_AGENCY, quote__in=waiting)
    return notes.select_related("document").order_by("document", "start", "pk")


def counts(document: int | None = None) -> dict[ReviewGroup, int]:
    """The number of undecided rows of each group."""
    return {group: waiting(group, document).count() for group in ReviewGroup}
