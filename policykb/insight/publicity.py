"""Which agencies and which of their names readers may see: none that only unpublished documents name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from documents.models import Agency, AgencyMerge, AgencyName, Document, DocumentAgency
from documents.registry.loading import SHIPPED
from tasks.models import DeadlineParty, Responsibility


def is_public(agency: Agency) -> bool:
    """Whether readers may see the agency: a published document names it, or no document does, or the project ships
    it; never where a person said that it is none."""
    if agency.is_rejected:
        return False
    named = {
        "document__in": DocumentAgency.objects.filter(agency=agency),
        "task__document__in": Responsibility.objects.filter(agency=agency),
        "deadline__document__in": DeadlineParty.objects.filter(agency=agency),
    }
    published = Document.objects.published()
    if any(rows.filter(**{path: published}).exists() for path, rows in named.items()):
        return True
    is_mentioned = any(rows.exists() for rows in named.values())
    return not is_mentioned or agency.history.filter(history_change_reason=SHIPPED).exists()  # type: ignore[attr-defined]


def with_public_names(agencies: QuerySet[Agency], mergers: Iterable[AgencyMerge] | None = None) -> QuerySet[Agency]:
    """The agencies, prefetched with those of their other names that readers may see; names from these mergers (by
    default from all) that only unpublished documents have are left out."""
    hidden = draft_names(AgencyMerge.objects.all() if mergers is None else mergers)
    return agencies.prefetch_related(Prefetch("names", AgencyName.objects.exclude(name__in=hidden)))


def mergers_into(slug: str) -> list[AgencyMerge]:
    """The mergers into the agency at this address, and those into agencies that were merged into it."""
    found: dict[int, AgencyMerge] = {}
    more = list(AgencyMerge.objects.filter(into__slug=slug))
    while more := [merger for merger in more if merger.pk not in found]:
        found |= {merger.pk: merger for merger in more}
        more = list(AgencyMerge.objects.filter(into__in=[merger.moved["agency"]["id"] for merger in more]))
    return list(found.values())


def draft_names(mergers: Iterable[AgencyMerge]) -> set[str]:
    """The names that came with merged agencies which documents name, but no published one."""
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
    """The keys of the rows of a model that a merger moved."""
    return [pk for label, pk, column, *_ in trace["sets"] if label == model._meta.label and column == "agency_id"]


def dropped_in(trace: dict[str, Any], model: Any, column: str) -> list[int]:
    """The values in a column of the rows of a model that a merger dropped."""
    return [values[column] for label, values, _ in trace["dropped"] if label == model._meta.label]


def is_draft_address(agency: Agency, slug: str) -> bool:
    """Whether readers may not see a former address of an agency."""
    hidden = draft_names(mergers_into(agency.slug))
    return agency.addresses.filter(slug=slug, name__in=hidden).exists()  # type: ignore[attr-defined]
