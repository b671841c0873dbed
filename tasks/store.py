"""Extracted tasks, duties, targets, deadlines and citations in; rows out. Keeps what staff entered; safe to repeat."""

from collections.abc import Hashable, Mapping

from django.db.models import Q

from documents.models import Document, Section
from documents.records.bounds import short_key, storable
from documents.records.matching import Values, follow
from documents.records.reconcile import EXTRACTION, Changes, Kind, reconcile
from documents.records.saving import save
from documents.registry.directory import AgencyDirectory
from documents.text.title_key import title_key
from tasks.continuity import follow_tasks, give_addresses
from tasks.deadline_parties import store_parties
from tasks.extraction.values import Extraction
from tasks.facts_moved import close_joined, keep_withdrawn, move_facts
from tasks.mentions import StoredPlaces, citation_values, deadline_values, store_mentions, target_values
from tasks.models import Citation, Deadline, Responsibility, Target, Task
from tasks.topics import assign_topics


def store_extraction(
    document: Document, text: str, extraction: Extraction, directory: AgencyDirectory, changes: Changes
) -> None:
    """Store all that was extracted from `text`, the document's reading text, and add to `changes`. To be called
    within a writing."""
    sections = {section.key: section for section in document.sections.all()}
    tasks = store_tasks(document, text, extraction, sections, changes)
    store_duties(document, extraction, tasks, directory, changes)
    places = StoredPlaces(document, text, sections, tasks)
    store_mentions(Target, places, extraction.targets, target_values, changes)
    deadlines = store_mentions(Deadline, places, extraction.deadlines, deadline_values, changes)
    store_parties(document, deadlines, extraction.deadlines, directory, changes)
    store_mentions(Citation, places, extraction.citations, citation_values, changes)
    resolve_citations(document, changes)


def store_tasks(
    document: Document, text: str, extraction: Extraction, sections: Mapping[str, Section], changes: Changes
) -> dict[str, Task]:
    """Store the tasks and return them by key (2.1.14). What belonged to one whose words stand in others now is given to
    these."""
    found = wanted_tasks(document, extraction, sections)
    wanted = {key: storable(Task, values, changes.notes) for key, values in found.items()}
    existing = {task.key: task for task in document.tasks.select_for_update().prefetch_related("corrections")}
    regrouped = follow_tasks(existing, wanted)
    give_addresses(existing, wanted)
    keep_withdrawn(regrouped, wanted)
    close_joined(regrouped, wanted, changes)
    tasks: dict[str, Task] = reconcile(Task, existing, wanted, changes)  # type: ignore[assignment, arg-type]
    move_facts(regrouped, tasks, wanted, text, changes)
    assign_topics(tasks.values(), changes, new={task.pk for key, task in tasks.items() if key not in existing})
    return tasks


def wanted_tasks(document: Document, extraction: Extraction, sections: Mapping[str, Section]) -> dict[str, Values]:
    """The columns of each task extracted, by its key."""
    return {
        short_key(task.id): {
            "document_id": document.pk,
            "section_id": section.pk if (section := sections.get(short_key(task.section or task.id))) else None,
            "key": short_key(task.id),
            "number": task.number,
            "title": task.title or "",
            "heading_path": list(task.heading_path),
            "body": task.body,
            "responsibility_text": task.responsibility_text,
            "order": order,
            "start": task.span.start,
            "end": task.span.end,
            "responsibility_start": task.responsibility_span.start if task.responsibility_span else None,
            "responsibility_end": task.responsibility_span.end if task.responsibility_span else None,
        }
        for order, task in enumerate(extraction.tasks)
    }


def store_duties(
    document: Document,
    extraction: Extraction,
    tasks: Mapping[str, Task],
    directory: AgencyDirectory,
    changes: Changes,
) -> None:
    """Store the duties of the document's tasks; one is recognised by its task and agency."""
    found = wanted_duties(extraction, tasks, directory)
    wanted = {key: storable(Responsibility, values, changes.notes) for key, values in found.items()}
    rows = Responsibility.objects.select_for_update(of=("self",)).filter(task__document=document)
    duties = rows.select_related("task").prefetch_related("corrections")
    existing = {duty_key(duty): duty for duty in duties}
    # An agency that a person has put into the task by hand has its duty already.
    held = {(duty.task_id, duty.agency_id) for duty in duties}
    new = {key: values for key, values in wanted.items() if key in existing or key not in held}
    follow(existing, new, words_of_duty)
    reconcile(Responsibility, existing, new, changes)


def words_of_duty(values: Values) -> Hashable:
    """What a duty is recognised by where its agency has changed: its task and words; None without words."""
    return (values["task_id"], values["as_written"]) if values["as_written"] else None


def wanted_duties(
    extraction: Extraction, tasks: Mapping[str, Task], directory: AgencyDirectory
) -> dict[tuple[int, int], Values]:
    """The columns of each duty extracted, by the keys of task and agency; unknown agencies are added to the
    directory, words that name no body left out."""
    wanted: dict[tuple[int, int], Values] = {}
    for task in (task for task in extraction.tasks if short_key(task.id) in tasks):
        for order, duty in enumerate(task.responsibilities):
            if (agency := directory.body(duty.agency, duty.as_written)) is None:
                continue
            source = tasks.get(short_key(duty.inherited_from or ""))
            key = (tasks[short_key(task.id)].pk, agency.pk)
            if key in wanted and rank(wanted[key]["role"]) <= rank(duty.role.value):
                continue  # two names of one agency: the weightier role counts
            wanted[key] = {
                "task_id": tasks[short_key(task.id)].pk,
                "agency_id": agency.pk,
                "role": duty.role.value,
                "basis": duty.basis.value,
                "inherited_from_id": source.pk if source else None,
                "as_written": duty.as_written,
                "order": order,
                "start": duty.span.start,
                "end": duty.span.end,
            }
    return wanted


def rank(role: str) -> int:
    """How weighty a role is; 0, to lead, is the weightiest."""
    return Responsibility.Role.values.index(role)


def duty_key(duty: Responsibility) -> tuple[int, int]:
    """The keys of task and agency as extracted: where a person changed the agency, the one before."""
    lock = duty.locked_fields().get("agency_id")
    return (duty.task_id, lock.before if lock and lock.before else duty.agency_id)


def resolve_citations(document: Document, changes: Changes) -> None:
    """Link the document's citations to stored documents, and unlinked citations elsewhere to this document."""
    mine = Q(document=document) | Q(number_key=document.number_key) & ~Q(number_key="")
    titles = {document.title_key, title_key(document.notice_title)} - {""}
    waiting = Citation.objects.filter(mine | Q(title_key__in=titles, number_key=""), cited=None)
    for citation in waiting.exclude(corrections__field="cited_id"):  # a person said that it leads nowhere
        if cited := cited_document(citation):
            citation.cited = cited
            save(citation, ["cited"], EXTRACTION)
            changes.tell(changes.updated, Kind.UPDATED, citation, {"cited_id": None})


def cited_document(citation: Citation) -> Document | None:
    """The stored document that a citation names, by number, or by title where it has none; None for none or several."""
    known = Document.objects.current().exclude(relations__is_decided=False).exclude(pk=citation.document_id)
    if citation.number_key:
        found = known.filter(number_key=citation.number_key)
    else:
        found = known.filter(title_key=citation.title_key).exclude(title_key="")
        found |= known.filter(notice_title=citation.title).exclude(notice_title="")
    candidates = list(found.distinct()[:2])
    return candidates[0] if len(candidates) == 1 else None
