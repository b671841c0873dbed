"""Words that an agency was made of, though they name no body, in; their duties withdrawn out. The row stays, so that no
ingest takes the words for a body again; and it can be taken back."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from documents.indexing import index_agencies, index_document
from documents.models import Agency, Change, Document, DocumentAgency, SourceNote, Standing
from documents.records.saving import set_many
from documents.records.writing import tell, writing
from tasks.indexing import index_tasks
from tasks.models import DeadlineParty, Responsibility, Task

NO_BODY: Final = "不是机构"  # the reason noted in the histories
Kind = Change.Kind


def standing_on(agencies: Sequence[Agency]) -> list[Any]:
    """What is withdrawn with these agencies: their duties, what they are to deadlines, what they signed."""
    return [
        *Responsibility.objects.current().filter(agency__in=agencies).select_related("task", "agency"),
        *DeadlineParty.objects.current().filter(agency__in=agencies).select_related("agency"),
        *DocumentAgency.objects.filter(agency__in=agencies).select_related("document", "agency"),
    ]


def mentions_of(agencies: Sequence[Agency]) -> QuerySet[SourceNote]:
    """The open notes that say that one of these agencies is unknown."""
    written = Responsibility.objects.filter(agency__in=agencies).values("as_written")
    open_notes = SourceNote.objects.filter(kind="unknown_agency", state=SourceNote.State.OPEN)
    return open_notes.filter(Q(quote__in=written) | Q(quote__in=[agency.name for agency in agencies]))


@writing(cause=Change.Cause.REVIEW)
def reject(agencies: Sequence[Agency]) -> None:
    """Say that these agencies are none: withdraw what stands on them, and keep their names from being taken for
    bodies again. What they signed is deleted, since that is no record."""
    rows, notes = standing_on(agencies), list(mentions_of(agencies))
    documents = [row.document for row in rows if isinstance(row, DocumentAgency)]
    set_all(agencies, {"is_rejected": True, "is_reviewed": False}, Kind.UPDATED)
    for model in (Responsibility, DeadlineParty):
        set_all([row for row in rows if isinstance(row, model)], {"standing": Standing.WITHDRAWN}, Kind.WITHDRAWN)
    for row in rows:
        if isinstance(row, DocumentAgency):
            tell(row, Kind.REMOVED)
            row.delete()
    set_all(notes, {"state": SourceNote.State.DISMISSED, "reason": NO_BODY}, Kind.UPDATED)
    reindex(agencies, documents)


@writing(cause=Change.Cause.REVIEW)
def take_back(agency: Agency) -> int:
    """Let a rejected agency be one again, to be confirmed, with the duties that it lost by the rejection; how many."""
    set_all([agency], {"is_rejected": False}, Kind.UPDATED)
    lost = [row for model in (Responsibility, DeadlineParty) for row in withdrawn_with(model, agency)]
    for model in (Responsibility, DeadlineParty):
        set_all([row for row in lost if isinstance(row, model)], {"standing": Standing.CURRENT}, Kind.RESTORED)
    reindex([agency], [])
    return len(lost)


def withdrawn_with(model: Any, agency: Agency) -> QuerySet[Any]:
    """The records that were withdrawn because this agency is none, and nothing since."""
    versions = model.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    last = Subquery(versions.values("history_change_reason")[:1])
    return model.objects.filter(agency=agency, standing=Standing.WITHDRAWN).annotate(last=last).filter(last=NO_BODY)


def set_all(rows: Sequence[Any], values: dict[str, Any], kind: str) -> None:
    """Give all these rows the values, and tell of each."""
    set_many(rows, values, NO_BODY)
    for row in rows:
        tell(row, kind, values)


def reindex(agencies: Sequence[Agency], documents: Sequence[Document]) -> None:
    """Bring search in step with agencies, with all that names them, and with these documents."""
    duties = Responsibility.objects.filter(agency__in=agencies)
    index_tasks(Task.objects.filter(pk__in=duties.values("task")))
    for document in documents:
        index_document(document)
    index_agencies(agencies)
