"""Renaming an agency, and splitting one in two: duties, documents, names and addresses move with it."""

from collections.abc import Iterable
from datetime import date

from documents.indexing import index_agencies, index_document
from documents.models import Agency, AgencyAddress, AgencyName, Change, Document
from documents.records.locks import Editor, lock
from documents.records.saving import save
from documents.records.writing import tell, writing
from documents.registry.directory import agency_slug
from tasks.indexing import index_tasks
from tasks.models import Responsibility, Task


def touched_by(agency: Agency) -> tuple[list[Task], list[Document]]:
    """The tasks and documents whose search entries name the agency."""
    tasks = Task.objects.filter(pk__in=Responsibility.objects.filter(agency=agency).values("task"))
    return list(tasks), list(Document.objects.filter(issuances__agency=agency))


def reindex(agency: Agency, tasks: list[Task], documents: list[Document]) -> None:
    """Update search for an agency and all that names it."""
    index_tasks(tasks)
    for document in documents:
        index_document(document)
    index_agencies([agency])


@writing()
def rename(agency: Agency, name: str, until: date | None) -> None:
    """Give an agency a new official name. The old one becomes a former name, in use until that day; without a day it
    was a mistake. Documents and addresses with the old name lead here either way."""
    old, slug = agency.name, agency.slug
    touched = touched_by(agency)
    if until:
        known, _ = AgencyName.objects.get_or_create(agency=agency, name=old)
        known.kind, known.until = AgencyName.Kind.FORMER, until
        known.save()
    AgencyAddress.objects.filter(agency=agency, name=name).delete()  # it takes an earlier name again
    AgencyName.objects.filter(agency=agency, name=name).delete()
    agency.name, agency.slug = name, agency_slug(name)
    save(agency, ["name", "slug"], "更名" if until else "更正名称")
    tell(agency, Change.Kind.UPDATED, ["name", "slug"])
    AgencyAddress.objects.update_or_create(slug=slug, defaults={"name": old, "agency": agency})
    reindex(agency, *touched)


@writing()
def split(
    agency: Agency, name: str, duties: Iterable[Responsibility], names: Iterable[AgencyName], by: Editor
) -> Agency:
    """Make a new agency of some duties and names of this one; the duties then count as a person's corrections."""
    touched = touched_by(agency)
    new = Agency.objects.create(
        name=name, slug=agency_slug(name), kind=agency.kind, region=agency.region, parent=agency.parent
    )
    tell(new, Change.Kind.CREATED)
    for alias in names:
        alias.agency = new
        save(alias, ["agency_id"])
        tell(alias, Change.Kind.UPDATED, ["agency_id"])
    for duty in duties:
        duty.agency = new
        save(duty, ["agency_id"], f"由“{agency.name}”拆分")
        tell(duty, Change.Kind.UPDATED, ["agency_id"])
        lock(duty, {"agency_id": agency.pk}, by)
    reindex(agency, *touched)
    index_agencies([new])
    return new
