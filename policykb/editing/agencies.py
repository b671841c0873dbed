"""Agencies that are one, are several, or have a new name: duties, documents, names and addresses follow."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from documents.directory import free_slug
from documents.editing import Editor, lock
from documents.indexing import AGENCIES, index_agencies, index_document
from documents.models import Agency, AgencyAddress, AgencyName, Correction, Document, Origin, Standing
from documents.registry import gazetteer_from_database
from policykb.editing.deciding import close_mentions
from tasks.indexing import index_tasks
from tasks.models import Responsibility, Task


@transaction.atomic
def merge(source: Agency, target: Agency) -> None:
    """Make `source` a name of `target`. Its addresses lead to `target`, and documents that name it mean `target`."""
    if source.pk == target.pk:
        raise ValueError("an agency cannot be merged into itself")
    pair = Agency.objects.select_for_update().order_by("pk").in_bulk([source.pk, target.pk])
    source, target = pair[source.pk], pair[target.pk]
    touched = touched_by(source)
    close_mentions(source)
    move_duties(source, target)
    move_issuances(source, target)
    move_names(source, target)
    redirect_corrections(source, target)
    Agency.objects.filter(parent=source).exclude(pk=target.pk).update(parent=target)
    Agency.objects.filter(pk=target.pk, parent=source).update(parent=source.parent)
    target.refresh_from_db()
    target._change_reason = f"并入“{source.name}”"[:100]  # type: ignore[attr-defined]
    target.save()
    old = source.pk
    source.delete()
    AGENCIES.update([old])
    reindex(target, *touched)


def touched_by(agency: Agency) -> tuple[list[Task], list[Document]]:
    """The tasks and documents whose search entries name the agency."""
    tasks = Task.objects.filter(pk__in=Responsibility.objects.filter(agency=agency).values("task"))
    return list(tasks), list(Document.objects.filter(issuances__agency=agency))


def reindex(agency: Agency, tasks: list[Task], documents: list[Document]) -> None:
    """Bring search in step with an agency and all that names it."""
    index_tasks(tasks)
    for document in documents:
        index_document(document)
    index_agencies([agency])


def move_duties(source: Agency, target: Agency) -> None:
    """The duties become the target's; where it has one in the same task, the better of the two stays."""
    duties = Responsibility.objects.filter(agency__in=[source, target]).prefetch_related("corrections")
    held = {duty.task_id: duty for duty in duties if duty.agency_id == target.pk}
    for duty in [duty for duty in duties if duty.agency_id == source.pk]:
        if rival := held.get(duty.task_id):
            weaker, duty = sorted([rival, duty], key=weight)
            weaker.corrections.all().delete()
            weaker.delete()
        if duty.agency_id != target.pk:
            duty.agency = target
            duty._change_reason = f"机构“{source.name}”并入“{target.name}”"[:100]  # type: ignore[attr-defined]
            duty.save()


def weight(duty: Responsibility) -> tuple[bool, bool, int, int]:
    """Which of two duties is to stay: one that counts, one that a person has touched, the weightier role."""
    is_a_persons = duty.origin == Origin.PERSON or bool(duty.locked_fields())
    role = -Responsibility.Role.values.index(duty.role)
    return (duty.standing == Standing.CURRENT, is_a_persons, role, -duty.pk)


def move_issuances(source: Agency, target: Agency) -> None:
    """The documents that the source signed are the target's."""
    signed = set(target.issuances.values_list("document_id", flat=True))  # type: ignore[attr-defined]
    for issuance in source.issuances.all():  # type: ignore[attr-defined]
        if issuance.document_id in signed:
            issuance.delete()
        else:
            issuance.agency = target
            issuance.save()


def move_names(source: Agency, target: Agency) -> None:
    """The target goes by the source's names too, and is found at its addresses."""
    known = {target.name, *target.names.values_list("name", flat=True)}  # type: ignore[attr-defined]
    for name in source.names.exclude(name__in=known):  # type: ignore[attr-defined]
        name.agency = target
        name.save()
        known.add(name.name)
    if source.name not in known:
        AgencyName.objects.create(agency=target, name=source.name)
    AgencyAddress.objects.filter(agency=source).update(agency=target)
    AgencyAddress.objects.create(slug=source.slug, name=source.name, agency=target)


def redirect_corrections(source: Agency, target: Agency) -> None:
    """What was extracted as the source was extracted as the target."""
    corrections = Correction.objects.filter(content_type__model="responsibility", field="agency_id")
    corrections.filter(before=source.pk).update(before=target.pk)
    corrections.filter(proposed=source.pk).update(proposed=target.pk)


@transaction.atomic
def rename(agency: Agency, name: str, until: date | None) -> None:
    """Give an agency a new official name. The old one becomes a former name, in use until that day; without a day it
    was no name but a slip. Either way documents and addresses that use it lead here."""
    old, slug = agency.name, agency.slug
    touched = touched_by(agency)
    if until:
        known, _ = AgencyName.objects.get_or_create(agency=agency, name=old)
        known.kind, known.until = AgencyName.Kind.FORMER, until
        known.save()
    AgencyAddress.objects.filter(agency=agency, name=name).delete()  # it takes an earlier name again
    AgencyName.objects.filter(agency=agency, name=name).delete()
    agency.name, agency.slug = name, free_slug(name)
    agency._change_reason = "更名" if until else "更正名称"  # type: ignore[attr-defined]
    agency.save()
    AgencyAddress.objects.create(slug=slug, name=old, agency=agency)
    reindex(agency, *touched)


@transaction.atomic
def split(
    agency: Agency, name: str, duties: Iterable[Responsibility], names: Iterable[AgencyName], by: Editor
) -> Agency:
    """Make a new agency of some duties and names of this one. The duties are a person's corrections from then on."""
    touched = touched_by(agency)
    new = Agency.objects.create(
        name=name, slug=free_slug(name), kind=agency.kind, region=agency.region, parent=agency.parent
    )
    for alias in names:
        alias.agency = new
        alias.save()
    for duty in duties:
        duty.agency = new
        duty._change_reason = f"由“{agency.name}”拆分"[:100]  # type: ignore[attr-defined]
        duty.save()
        lock(duty, {"agency_id": agency.pk}, by)
    reindex(agency, *touched)
    index_agencies([new])
    return new


def resolve_waiting(agency: Agency) -> list[str]:
    """Merge into a known agency those that nobody has confirmed and that its names now cover, in its region; return
    their names."""
    waiting = [other for other in Agency.objects.filter(is_reviewed=False) if is_of_region(other, agency)]
    if not waiting or not agency.is_reviewed:
        return []
    known = gazetteer_from_database()
    region = known.regions.get(agency.region_id)
    merged = []
    for other in waiting:
        written = other.responsibilities.values_list("as_written", flat=True)  # type: ignore[attr-defined]
        matches = (known.resolve(words, region) for words in {other.name, *written} if words)
        if any(match.known and match.name == agency.name for match in matches):
            merge(other, agency)
            merged.append(other.name)
    return merged


def is_of_region(other: Agency, agency: Agency) -> bool:
    """Whether an unconfirmed agency is of this one's region: by itself or by all documents that name it."""
    if other.pk == agency.pk:
        return False
    if other.region_id:
        return other.region_id == agency.region_id
    named = Document.objects.filter(tasks__responsibilities__agency=other).order_by().values_list("region", flat=True)
    signed = Document.objects.filter(issuances__agency=other).order_by().values_list("region", flat=True)
    return {*named, *signed} == {agency.region_id}
