"""The database in; what a person has to decide out, the most useful first: what readers reported, documents that may be
the same, unknown agencies, proposals, corrections whose words moved or went, what the program could not read; and
remarks on the sources, which nobody has to decide."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from documents.exchange.labels import EMPTY
from documents.models import Agency, Correction, Document, DocumentAgency, Relation, SourceNote
from documents.text.notes import NoteKind
from policykb.editing.scope import WITHOUT_GENRE, Scope
from tasks.models import DeadlineParty, Report, Responsibility, Task

EVERYTHING: Final = Scope()


class ReviewGroup(StrEnum):
    """The kinds of things to decide, in the order of the list."""

    REPORT = "report"
    WANTED = "wanted"
    DOCUMENT = "document"
    AGENCY = "agency"
    PROPOSAL = "proposal"
    CORRECTION = "correction"
    ABSTENTION = "abstention"
    OUTLINE = "outline"
    PLACE = "place"
    SOURCE = "source"

    @property
    def label(self) -> str:
        return GROUP_LABELS[self]

    @property
    def is_remark(self) -> bool:
        """Whether it is kept for who reads the source, and waits for nobody."""
        return self in (ReviewGroup.OUTLINE, ReviewGroup.PLACE, ReviewGroup.SOURCE)


GROUP_LABELS = {
    ReviewGroup.REPORT: "读者报告的差错",
    ReviewGroup.WANTED: "读者请求收录的文件",
    ReviewGroup.DOCUMENT: "可能是同一份文件",
    ReviewGroup.AGENCY: "未识别的机构",
    ReviewGroup.PROPOSAL: "与人工值不同的新提取值",
    ReviewGroup.CORRECTION: "随条文变动的人工更正",
    ReviewGroup.ABSTENTION: "程序未读出的内容",
    ReviewGroup.OUTLINE: "没有任务或序号异常",
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
        NoteKind.NOT_STORED,
    ],
    ReviewGroup.OUTLINE: [NoteKind.NO_TASKS, NoteKind.NUMBERING],
    ReviewGroup.PLACE: [NoteKind.UNCERTAIN_PLACE, NoteKind.DOUBTFUL_CHARACTER, NoteKind.LOST_HEADING, NoteKind.HOLE],
    ReviewGroup.SOURCE: [
        NoteKind.MISSING_ATTACHMENT,
        NoteKind.FOREIGN_WORD,
        NoteKind.UNPAIRED_MARK,
        NoteKind.REORDERED,
        NoteKind.PAGE_BREAK,
    ],
}
GROUP_OF = {kind: group for group, kinds in NOTE_GROUPS.items() for kind in kinds}


def fits(group: ReviewGroup, scope: Scope) -> bool:
    """Whether what waits in a group can be asked about by these conditions."""
    return group in NOTE_GROUPS or not (scope.is_of_notes or (scope.words and group != ReviewGroup.AGENCY))


def waiting(group: ReviewGroup, scope: Scope = EVERYTHING) -> QuerySet[Any]:
    """The undecided rows of one group within the scope; none where it asks what they do not know."""
    if not fits(group, scope):
        return SourceNote.objects.none()
    match group:
        case ReviewGroup.REPORT:
            return reports(scope.document).exclude(kind=Report.Kind.WANTED)
        case ReviewGroup.WANTED:
            return reports(scope.document).filter(kind=Report.Kind.WANTED)
        case ReviewGroup.DOCUMENT:
            return undecided_relations(scope.document)
        case ReviewGroup.AGENCY:
            return unknown_agencies(scope)
        case ReviewGroup.PROPOSAL:
            return proposals(scope.document)
        case _:
            return open_notes(NOTE_GROUPS[group], scope)


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


def unknown_agencies(scope: Scope) -> QuerySet[Agency]:
    """Unconfirmed agencies that have a duty or sign a document; those with most duties first."""
    duties = Responsibility.objects.current().filter(agency=OuterRef("pk"), task__standing="current")
    signed = DocumentAgency.objects.filter(agency=OuterRef("pk"))
    place = {"task__document": scope.document} if scope.document else {}
    is_named = Exists(duties.filter(**place)) | Exists(signed.filter(document=scope.document) if place else signed)
    found = Agency.objects.filter(is_named, is_reviewed=False, is_rejected=False)
    if scope.words:
        found = found.filter(name__icontains=scope.words)
    number = duties.order_by().values("agency").annotate(n=Count("pk")).values("n")
    counted = found.annotate(duties=Coalesce(Subquery(number), 0), first_duty=Subquery(first_of(duties)))
    return counted.select_related("region").order_by("-duties", "pk")


def first_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The key of the first of these rows, to stand in another query."""
    return rows.order_by("pk").values("pk")[:1]


def proposals(document: int | None) -> QuerySet[Correction]:
    """Corrected fields for which extraction now finds another value."""
    found = Correction.objects.filter(has_proposal=True).select_related("content_type", "corrected_by")
    if document:
        found = found.filter(within(document))
    named = [model.objects.select_related("agency") for model in (Responsibility, DeadlineParty)]
    return found.prefetch_related(GenericPrefetch("record", named)).order_by("content_type", "object_id", "pk")


def within(document: int) -> Q:
    """The condition that a correction concerns a record of this document."""
    condition = Q(content_type__model="document", object_id=document)
    for relation in Task._meta.get_field("document").related_model._meta.related_objects:
        if hasattr(relation.related_model, "correctable") and relation.field.name == "document":
            pks = relation.related_model._default_manager.filter(document=document).values("pk")
            condition |= Q(content_type__model=relation.related_model._meta.model_name, object_id__in=pks)
    duties = Responsibility.objects.filter(task__document=document).values("pk")
    return condition | Q(content_type__model="responsibility", object_id__in=duties)


def open_notes(kinds: Iterable[NoteKind], scope: Scope) -> QuerySet[SourceNote]:
    """Open notes of these kinds, in document order, without those about an unknown agency that is on the list; each
    with the key of the innermost task that its words stand in."""
    notes = SourceNote.objects.filter(kind__in=list(kinds), state=SourceNote.State.OPEN)
    notes = notes.exclude(document__in=Document.objects.exclude(standing="current").values("pk"))
    if scope.document:
        notes = notes.filter(document=scope.document)
    if scope.genre:
        notes = notes.filter(document__genre="" if scope.genre == WITHOUT_GENRE else scope.genre)
    if scope.note:
        notes = notes.filter(kind=scope.note)
    if scope.wording:
        notes = notes.filter(wording=scope.wording)
    if scope.words:
        notes = notes.filter(Q(message__icontains=scope.words) | Q(quote__icontains=scope.words))
    waiting = Responsibility.objects.filter(agency__is_reviewed=False).values("as_written")
    notes = notes.exclude(kind=NoteKind.UNKNOWN_AGENCY, quote__in=waiting)
    around = {"document": OuterRef("document"), "start__lte": OuterRef("start"), "end__gte": OuterRef("start")}
    innermost = Task.objects.current().filter(**around).order_by("-start").values("pk")[:1]
    return notes.annotate(in_task=Subquery(innermost)).select_related("document").order_by("document_id", "start", "pk")


def counts(scope: Scope = EVERYTHING) -> dict[ReviewGroup, int]:
    """The number of undecided rows of each group within the scope."""
    notes = open_notes(GROUP_OF, scope).order_by().values_list("kind").annotate(n=Count("pk"))
    found = dict.fromkeys(ReviewGroup, 0)
    for kind, n in notes:
        found[GROUP_OF[NoteKind(kind)]] += n
    return found | {group: waiting(group, scope).count() for group in ReviewGroup if group not in NOTE_GROUPS}


def genres_waiting() -> list[tuple[str, str, int]]:
    """The genres of documents that have open notes: what an address calls each, what people do, and how many notes;
    the commonest first."""
    notes = open_notes(GROUP_OF, EVERYTHING).order_by().values_list("document__genre").annotate(n=Count("pk"))
    return [(genre or WITHOUT_GENRE, genre or EMPTY, n) for genre, n in notes.order_by("-n", "document__genre")]
