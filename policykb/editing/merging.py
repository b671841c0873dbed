"""Two agencies that are one: duties, documents, names and addresses follow; and all of it can be undone."""

from documents.indexing import AGENCIES
from documents.models import (
    Agency,
    AgencyAddress,
    AgencyMerge,
    AgencyName,
    Change,
    Correction,
    Origin,
    Standing,
)
from documents.records.locks import Editor
from documents.records.saving import save
from documents.records.writing import tell, writing
from policykb.editing.deciding import close_mentions
from policykb.editing.renaming import reindex, touched_by
from policykb.editing.traces import Trace, columns, remade
from tasks.models import Responsibility


@writing()
def merge(source: Agency, target: Agency, by: Editor = None) -> None:
    """Make `source` a name of `target`. Its addresses lead to `target`, and documents that name it mean `target`."""
    if source.pk == target.pk:
        raise ValueError("an agency cannot be merged into itself")
    pair = Agency.objects.select_for_update().order_by("pk").in_bulk([source.pk, target.pk])
    source, target = pair[source.pk], pair[target.pk]
    touched, trace = touched_by(source), Trace()
    close_mentions(source, trace)
    move_duties(source, target, trace)
    move_issuances(source, target, trace)
    move_names(source, target, trace)
    redirect_corrections(source, target, trace)
    move_children(source, target, trace)
    target.refresh_from_db()
    save(target, ["name"], f"并入“{source.name}”")
    tell(target, Change.Kind.UPDATED)
    tell(source, Change.Kind.REMOVED)
    moved = {"agency": columns(source), "trace": trace.as_json()}
    AgencyMerge.objects.create(name=source.name, into=target, merged_by_id=by and by.pk, moved=moved)
    old = source.pk
    source.delete()
    AGENCIES.update([old])
    reindex(target, *touched)


def move_duties(source: Agency, target: Agency, trace: Trace) -> None:
    """The duties become the target's; where it has one in the same task, the better of the two stays."""
    duties = Responsibility.objects.filter(agency__in=[source, target]).prefetch_related("corrections")
    held = {duty.task_id: duty for duty in duties if duty.agency_id == target.pk}
    for duty in [duty for duty in duties if duty.agency_id == source.pk]:
        if rival := held.get(duty.task_id):
            weaker, duty = sorted([rival, duty], key=weight)
            trace.drop(weaker)
        if duty.agency_id != target.pk:
            trace.set(duty, {"agency_id": target.pk}, f"机构“{source.name}”并入“{target.name}”")


def weight(duty: Responsibility) -> tuple[bool, bool, int, int]:
    """Which of two duties is to stay: one that counts, one that a person has touched, the weightier role."""
    is_a_persons = duty.origin == Origin.PERSON or bool(duty.locked_fields())
    role = -Responsibility.Role.values.index(duty.role)
    return (duty.standing == Standing.CURRENT, is_a_persons, role, -duty.pk)


def move_issuances(source: Agency, target: Agency, trace: Trace) -> None:
    """The documents that the source signed are the target's."""
    signed = set(target.issuances.values_list("document_id", flat=True))  # type: ignore[attr-defined]
    for issuance in source.issuances.all():  # type: ignore[attr-defined]
        if issuance.document_id in signed:
            trace.drop(issuance)
        else:
            trace.set(issuance, {"agency_id": target.pk})


def move_names(source: Agency, target: Agency, trace: Trace) -> None:
    """The target goes by the source's names too, and is found at its addresses."""
    known = {target.name, *target.names.values_list("name", flat=True)}  # type: ignore[attr-defined]
    for name in source.names.all():  # type: ignore[attr-defined]
        if name.name in known:
            trace.drop(name)
        else:
            trace.set(name, {"agency_id": target.pk})
            known.add(name.name)
    if source.name not in known:
        trace.make(AgencyName(agency=target, name=source.name))
    for address in AgencyAddress.objects.filter(agency=source):
        trace.set(address, {"agency_id": target.pk})
    if earlier := AgencyAddress.objects.filter(slug=source.slug).first():  # of one that was there before the source
        trace.set(earlier, {"agency_id": target.pk, "name": source.name})
    else:
        trace.make(AgencyAddress(slug=source.slug, name=source.name, agency=target))


def redirect_corrections(source: Agency, target: Agency, trace: Trace) -> None:
    """What was extracted as the source was extracted as the target."""
    corrections = Correction.objects.filter(content_type__model="responsibility", field="agency_id")
    for column in ("before", "proposed"):
        for correction in corrections.filter(**{column: source.pk}):
            trace.set(correction, {column: target.pk})


def move_children(source: Agency, target: Agency, trace: Trace) -> None:
    """The bodies under the source are under the target; what stood above it stands above the target."""
    for child in Agency.objects.filter(parent=source):
        trace.set(child, {"parent_id": source.parent_id if child.pk == target.pk else target.pk})


@writing()
def undo_merge(merger: AgencyMerge) -> tuple[Agency, list[str]]:
    """Bring an agency back with all that went over to the other, as far as nobody has changed it since; return it with
    sentences about what stays as it is. Whether it can come back at all is to be asked of `is_free` before."""
    target = Agency.objects.select_for_update().get(pk=merger.into_id)
    source = remade(Agency, merger.moved["agency"])
    if not Agency.objects.filter(pk=source.parent_id).exists():
        source.parent_id = None
    touched, reason = touched_by(target), f"撤销“{source.name}”并入“{target.name}”"
    source._change_reason = reason[:100]
    source.save(force_insert=True)
    tell(source, Change.Kind.RESTORED)
    left = Trace(**merger.moved["trace"]).undo(reason)
    target.refresh_from_db()
    save(target, ["name"], reason)
    tell(target, Change.Kind.UPDATED)
    merger.delete()
    reindex(target, *touched)
    reindex(source, *touched_by(source))
    return source, left


def is_free(merger: AgencyMerge) -> bool:
    """Whether nobody has taken the name or the address of the agency that a merger ended."""
    values = merger.moved["agency"]
    taken = Agency.objects.filter(name=values["name"]) | Agency.objects.filter(slug=values["slug"])
    others = AgencyAddress.objects.filter(slug=values["slug"]).exclude(agency=merger.into_id)
    return not taken.exists() and not others.exists()
