"""Merging two agencies that are one: duties, documents, names and addresses move to the other; a merger can be
undone."""

from collections.abc import Sequence

from documents.indexing import AGENCIES, index_agencies
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
from tasks.models import DeadlineParty, Responsibility


@writing()
def merge(source: Agency, target: Agency, by: Editor = None) -> None:
    """Merge `source` into `target`: its name becomes a name of `target`, and its addresses lead there."""
    merge_all([source], target, by)


@writing()
def merge_all(sources: Sequence[Agency], target: Agency, by: Editor = None) -> list[AgencyMerge]:
    """Merge several agencies into `target`; return the mergers."""
    tasks, documents = set(), set()
    for source in sources:
        of_tasks, of_documents = touched_by(source)
        tasks.update(of_tasks)
        documents.update(of_documents)
    mergers = [join(source, target, by) for source in sources]
    reindex(target, list(tasks), list(documents))
    return mergers


def join(source: Agency, target: Agency, by: Editor) -> AgencyMerge:
    """Give all that `source` has to `target`, and drop it; search is still to be updated."""
    if source.pk == target.pk:
        raise ValueError("an agency cannot be merged into itself")
    pair = Agency.objects.select_for_update().order_by("pk").in_bulk([source.pk, target.pk])
    source, target = pair[source.pk], pair[target.pk]
    trace = Trace()
    close_mentions(source, trace)
    move_duties(source, target, trace)
    move_parties(source, target, trace)
    move_issuances(source, target, trace)
    move_names(source, target, trace)
    redirect_corrections(source, target, trace)
    move_children(source, target, trace)
    target.refresh_from_db()
    save(target, ["name"], f"并入“{source.name}”")
    tell(target, Change.Kind.UPDATED)
    tell(source, Change.Kind.REMOVED)
    moved = {"agency": columns(source), "trace": trace.as_json()}
    merger = AgencyMerge.objects.create(name=source.name, into=target, merged_by_id=by and by.pk, moved=moved)
    old = source.pk
    source.delete()
    AGENCIES.update([old])
    return merger


def move_duties(source: Agency, target: Agency, trace: Trace) -> None:
    """Give the duties to the target; of two in the same task, keep the one with more weight."""
    duties = Responsibility.objects.filter(agency__in=[source, target]).prefetch_related("corrections")
    held = {duty.task_id: duty for duty in duties if duty.agency_id == target.pk}
    for duty in [duty for duty in duties if duty.agency_id == source.pk]:
        if rival := held.get(duty.task_id):
            weaker, duty = sorted([rival, duty], key=weight)
            trace.drop(weaker)
        if duty.agency_id != target.pk:
            trace.set(duty, {"agency_id": target.pk}, f"机构“{source.name}”并入“{target.name}”")


def weight(row: Responsibility | DeadlineParty) -> tuple[bool, bool, int, int]:
    """What decides which of two duties, or parties of a deadline, stays, in this order: current, touched by a person,
    the weightier role, the older."""
    is_a_persons = row.origin == Origin.PERSON or bool(row.locked_fields())
    role = -row.Role.values.index(row.role)
    return (row.standing == Standing.CURRENT, is_a_persons, role, -row.pk)


def move_parties(source: Agency, target: Agency, trace: Trace) -> None:
    """Make the target the party of deadlines that the source is; of two in the same role, keep the one with more
    weight."""
    parties = DeadlineParty.objects.filter(agency__in=[source, target]).prefetch_related("corrections")
    held = {(party.deadline_id, party.role): party for party in parties if party.agency_id == target.pk}
    for party in [party for party in parties if party.agency_id == source.pk]:
        if rival := held.get((party.deadline_id, party.role)):
            weaker, party = sorted([rival, party], key=weight)
            trace.drop(weaker)
        held[party.deadline_id, party.role] = party
        if party.agency_id != target.pk:
            trace.set(party, {"agency_id": target.pk}, f"机构“{source.name}”并入“{target.name}”")


def move_issuances(source: Agency, target: Agency, trace: Trace) -> None:
    """Give the documents that the source signed to the target."""
    signed = set(target.issuances.values_list("document_id", flat=True))  # type: ignore[attr-defined]
    for issuance in source.issuances.all():  # type: ignore[attr-defined]
        if issuance.document_id in signed:
            trace.drop(issuance)
        else:
            trace.set(issuance, {"agency_id": target.pk})


def move_names(source: Agency, target: Agency, trace: Trace) -> None:
    """Give the names and addresses of the source to the target."""
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
    """Where corrections say that the source was extracted, put the target."""
    kinds = ("responsibility", "deadlineparty")
    corrections = Correction.objects.filter(content_type__model__in=kinds, field="agency_id")
    for column in ("before", "proposed"):
        for correction in corrections.filter(**{column: source.pk}):
            trace.set(correction, {column: target.pk})


def move_children(source: Agency, target: Agency, trace: Trace) -> None:
    """Put the agencies under the source under the target; where the target is one of them, it goes under the source's
    parent."""
    for child in Agency.objects.filter(parent=source):
        trace.set(child, {"parent_id": source.parent_id if child.pk == target.pk else target.pk})


@writing()
def undo_merge(merger: AgencyMerge) -> tuple[Agency, list[str]]:
    """Undo a merger: bring the agency back, with all that moved and that nobody has changed since. Return it, with
    sentences about what stays. To be called only where `is_free`."""
    ((source, left),) = undo_all([merger])
    return source, left


@writing()
def undo_all(mergers: Sequence[AgencyMerge]) -> list[tuple[Agency, list[str]]]:
    """Undo several mergers into one agency, as `undo_merge` does; those that cannot be undone are left out."""
    target = Agency.objects.select_for_update().get(pk=mergers[0].into_id)
    tasks, documents = touched_by(target)
    found = [separate(merger, target) for merger in mergers if is_free(merger)]
    reindex(target, tasks, documents)
    index_agencies([source for source, _ in found])
    return found


def separate(merger: AgencyMerge, target: Agency) -> tuple[Agency, list[str]]:
    """Bring an agency back that was merged into `target`; search is still to be updated."""
    source = remade(Agency, merger.moved["agency"])
    if not Agency.objects.filter(pk=source.parent_id).exists():
        source.parent_id = None
    reason = f"撤销“{source.name}”并入“{target.name}”"
    source._change_reason = reason[:100]
    source.save(force_insert=True)
    tell(source, Change.Kind.RESTORED)
    left = Trace(**merger.moved["trace"]).undo(reason)
    target.refresh_from_db()
    save(target, ["name"], reason)
    tell(target, Change.Kind.UPDATED)
    merger.delete()
    return source, left


def is_free(merger: AgencyMerge) -> bool:
    """Whether the name and the address of the merged agency have not been taken by another."""
    values = merger.moved["agency"]
    taken = Agency.objects.filter(name=values["name"]) | Agency.objects.filter(slug=values["slug"])
    others = AgencyAddress.objects.filter(slug=values["slug"]).exclude(agency=merger.into_id)
    return not taken.exists() and not others.exists()
