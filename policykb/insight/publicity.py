"""What readers may know of an agency: not its name, nor another name of it, that only unpublished documents know."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from documents.models import Agency, AgencyMerge, AgencyName, Document, DocumentAgency
from documents.registry.loading import SHIPPED
from tasks.models import Responsibility


def is_public(agency: Agency) -> bool:
    """Whether a published document names the agency, or it is known apart from all documents."""
    duties, issuances = Responsibility.objects.filter(agency=agency), DocumentAgency.objects.filter(agency=agency)
    published = Document.objects.published()
    if issuances.filter(document__in=published).exists() or duties.filter(task__document__in=published).exists():
        return True
    is_mentioned = issuances.exists() or duties.exists()
    return not is_mentioned or agency.history.filter(history_change_reason=SHIPPED).exists()  # type: ignore[attr-defined]


def with_public_names(agencies: QuerySet[Agency], mergers: Iterable[AgencyMerge] | None = None) -> QuerySet[Agency]:
    """The agencies with those of their other names that readers may know, as far as these mergers (else all) tell."""
    hidden = draft_names(AgencyMerge.objects.all() if mergers is None else mergers)
    return agencies.prefetch_related(Prefetch("names", AgencyName.objects.exclude(name__in=hidden)))


def mergers_into(slug: str) -> list[AgencyMerge]:
    """The mergers into the agency at an address, and those into the ones that are gone."""
    found: dict[int, AgencyMerge] = {}
    more = list(AgencyMerge.objects.filter(into__slug=slug))
    while more := [merger for merger in more if merger.pk not in found]:
        found |= {merger.pk: merger for merger in more}
        more = list(AgencyMerge.objects.filter(into__in=[merger.moved["agency"]["id"] for merger in more]))
    return list(found.values())


def draft_names(mergers: Iterable[AgencyMerge]) -> set[str]:
    """The names of merged agencies that stand in documents, but in no published one; with the names they had."""
    names: set[str] = set()
    for merger in mergers:
        trace = merger.moved["trace"]
        tasks, documents = tasks_of(trace), documents_of(trace)
        is_named = Q(pk__in=documents) | Q(tasks__in=tasks)
        if (tasks or documents) and not Document.objects.published().filter(is_named).exists():
            had = AgencyName.objects.filter(pk__in=set_in(trace, AgencyName))
            names |= {merger.name, *had.values_list("name", flat=True)}
    return names


def tasks_of(trace: dict[str, Any]) -> set[int]:
    """The tasks in which a merged agency had a duty."""
    duties = Responsibility.objects.filter(pk__in=set_in(trace, Responsibility))
    return {*duties.values_list("task_id", flat=True), *dropped_in(trace, Responsibility, "task_id")}


def documents_of(trace: dict[str, Any]) -> set[int]:
    """The documents that a merged agency had signed."""
    issuances = DocumentAgency.objects.filter(pk__in=set_in(trace, DocumentAgency))
    return {*issuances.values_list("document_id", flat=True), *dropped_in(trace, DocumentAgency, "document_id")}


def set_in(trace: dict[str, Any], model: Any) -> list[int]:
    """The rows of a model that a merger gave to the other agency."""
    return [pk for label, pk, column, *_ in trace["sets"] if label == model._meta.label and column == "agency_id"]


def dropped_in(trace: dict[str, Any], model: Any, column: str) -> list[int]:
    """A column of the rows of a model that a merger dropped."""
    return [values[column] for label, values, _ in trace["dropped"] if label == model._meta.label]


def is_draft_address(agency: Agency, slug: str) -> bool:
    """Whether a former address of an agency is one that readers may not know."""
    hidden = draft_names(mergers_into(agency.slug))
    return agency.addresses.filter(slug=slug, name__in=hidden).exists()  # type: ignore[attr-defined]
