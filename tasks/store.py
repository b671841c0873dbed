"""Extracted tasks, duties, targets, deadlines and citations → rows; keeps what staff entered; safe to repeat."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Protocol

from django.db.models import Q

from documents.directory import AgencyDirectory
from documents.models import Document, Origin, Record, Section, Standing, Term
from documents.reconcile import Changes, as_extracted, reconcile
from documents.structure.document_number import parse_document_number
from documents.text.spans import Span
from tasks.extraction.values import Extraction
from tasks.models import Citation, Deadline, Responsibility, Target, Task

Values = Mapping[str, Any]


class Mention(Protocol):
    """What targets, deadlines and citations have in common."""

    @property
    def span(self) -> Span: ...
    @property
    def task(self) -> str | None: ...


def store_extraction(document: Document, text: str, extraction: Extraction, directory: AgencyDirectory) -> Changes:
    """Store everything extracted from `text`, the document's reading text. To be called in a transaction."""
    changes = Changes()
    sections = {section.key: section for section in document.sections.all()}
    tasks = store_tasks(document, extraction, sections, changes)
    store_duties(document, extraction, tasks, directory, changes)
    places = Places(document, text, sections, tasks)
    store_mentions(Target, places, extraction.targets, target_values, changes)
    store_mentions(Deadline, places, extraction.deadlines, deadline_values, changes)
    store_mentions(Citation, places, extraction.citations, citation_values, changes)
    resolve_citations(document)
    return changes


def store_tasks(
    document: Document, extraction: Extraction, sections: Mapping[str, Section], changes: Changes
) -> dict[str, Task]:
    """Store the tasks; return them by key."""
    wanted: dict[Hashable, Values] = {
        task.id: {
            "document_id": document.pk,
            "section_id": sections[task.section or task.id].pk,
            "key": task.id,
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
    existing = {task.key: task for task in document.tasks.prefetch_related("corrections")}
    tasks: dict[str, Task] = reconcile(Task, existing, wanted, changes)  # type: ignore[assignment, arg-type]
    assign_topics(task for key, task in tasks.items() if key not in existing)
    return tasks


def store_duties(
    document: Document,
    extraction: Extraction,
    tasks: Mapping[str, Task],
    directory: AgencyDirectory,
    changes: Changes,
) -> None:
    """Store who does what; a duty is known by its task and agency."""
    wanted: dict[Hashable, Values] = {}
    for task in extraction.tasks:
        for order, duty in enumerate(task.responsibilities):
            agency = directory.agency(duty.agency)
            key = (tasks[task.id].pk, agency.pk)
            if key in wanted and rank(wanted[key]["role"]) <= rank(duty.role.value):
                continue  # two names of one agency: the weightier role counts
            wanted[key] = {
                "task_id": tasks[task.id].pk,
                "agency_id": agency.pk,
                "role": duty.role.value,
                "basis": duty.basis.value,
                "inherited_from_id": tasks[duty.inherited_from].pk if duty.inherited_from else None,
                "as_written": duty.as_written,
                "order": order,
                "start": duty.span.start,
                "end": duty.span.end,
            }
    duties = Responsibility.objects.filter(task__document=document).prefetch_related("corrections")
    existing = {duty_key(duty): duty for duty in duties}
    # An agency that a person has put into the task by hand has its duty already.
    held = {(duty.task_id, duty.agency_id) for duty in duties}
    new = {key: values for key, values in wanted.items() if key in existing or key not in held}
    reconcile(Responsibility, existing, new, changes)


def rank(role: str) -> int:
    """How weighty a role is: to lead comes first."""
    return Responsibility.Role.values.index(role)


def duty_key(duty: Responsibility) -> tuple[int, int]:
    """The task and the agency as extracted: the agency before a person changed it, if one did."""
    lock = duty.locked_fields().get("agency_id")
    return (duty.task_id, lock.before if lock and lock.before else duty.agency_id)


class Places:
    """Where mentions stand: their document, its text, its sections and tasks by key."""

    def __init__(
        self, document: Document, text: str, sections: Mapping[str, Section], tasks: Mapping[str, Task]
    ) -> None:
        self.document, self.text, self.sections, self.tasks = document, text, sections, tasks

    def values(self, mention: Mention, order: int) -> dict[str, Any]:
        """The columns that say where a mention stands."""
        return {
            "document_id": self.document.pk,
            "task_id": self.tasks[mention.task].pk if mention.task else None,
            "order": order,
            "start": mention.span.start,
            "end": mention.span.end,
        }

    def quoted(self, mention: Any, order: int, length: int) -> dict[str, Any]:
        """The same with section and quote."""
        section = self.sections.get(mention.section)
        return self.values(mention, order) | {
            "section_id": section.pk if section else None,
            "quote": mention.span.quote(self.text)[:length],
        }


def target_values(places: Places, target: Any, order: int) -> Values:
    """The columns of a target."""
    return places.quoted(target, order, 500) | {
        "indicator": target.indicator[:300],
        "comparator": target.comparator.value if target.comparator else "",
        "value": target.value,
        "value_high": target.value_high,
        "unit": target.unit[:20],
        "baseline_year": target.baseline_year,
        "deadline": target.deadline,
        "precision": target.precision.value if target.precision else "",
    }


def deadline_values(places: Places, deadline: Any, order: int) -> Values:
    """The columns of a deadline."""
    return places.quoted(deadline, order, 300) | {
        "due_on": deadline.due_on,
        "precision": deadline.precision.value if deadline.precision else "",
        "recurrence": deadline.recurrence.value if deadline.recurrence else "",
    }


def citation_values(places: Places, citation: Any, order: int) -> Values:
    """The columns of a citation."""
    return places.values(citation, order) | {"title": citation.title[:300], "number": citation.number[:60]}


def store_mentions(
    model: type[Record], places: Places, mentions: Iterable[Any], values_of: Any, changes: Changes
) -> None:
    """Store mentions; one is known by the words it quotes and, where these repeat, by which time it is."""
    found = [values_of(places, mention, order) for order, mention in enumerate(mentions)]
    records = model._default_manager.filter(document=places.document).prefetch_related("corrections")
    existing: dict[tuple[Hashable, int], Record] = {}
    seen: Counter[Hashable] = Counter()
    for record in records.order_by("order", "pk"):
        existing[numbered(words_of(as_extracted(record)), seen)] = record
    seen.clear()
    wanted = {numbered(words_of(values), seen): values for values in found}
    follow(existing, wanted)
    reconcile(model, existing, wanted, changes)


def follow(existing: dict[tuple[Hashable, int], Record], wanted: Mapping[tuple[Hashable, int], Values]) -> None:
    """Give records whose words are different in a new version of the text their new key: one that is the only one
    left with its indicator in its task, where one is new, is the same."""
    left, new = defaultdict(list), defaultdict(list)
    for key, record in existing.items():
        if key not in wanted and record.standing == Standing.CURRENT and record.origin == Origin.EXTRACTED:
            left[place_of(as_extracted(record))].append(key)
    for key in wanted.keys() - existing.keys():
        new[place_of(wanted[key])].append(key)
    for place in left.keys() & new.keys() - {None}:
        if len(left[place]) == len(new[place]) == 1:
            existing[new[place][0]] = existing.pop(left[place][0])


def place_of(values: Mapping[str, Any]) -> Hashable:
    """Where a mention stands and of what it speaks; None for a citation, which is nothing but its words."""
    if "quote" not in values:
        return None
    return (values["task_id"], values["section_id"], values.get("indicator"))


def words_of(values: Mapping[str, Any]) -> Hashable:
    """What identifies a mention: its quote and, in one clause with several, its indicator; or what it cites."""
    if "quote" in values:
        return (values["quote"], values.get("section_id"))
    return (values["title"], values["number"])


def numbered(words: Hashable, seen: Counter[Hashable]) -> tuple[Hashable, int]:
    """The words with the number of times they have been seen before."""
    seen[words] += 1
    return (words, seen[words])


def resolve_citations(document: Document) -> None:
    """Link the document's citations to stored documents, and waiting citations elsewhere to this one."""
    unresolved = Citation.objects.filter(cited=None).filter(
        Q(document=document) | Q(title__in=[document.title, document.notice_title]) | ~Q(number="")
    )
    for citation in unresolved:
        if cited := cited_document(citation):
            citation.cited = cited
            citation.save(update_fields=["cited"])


def cited_document(citation: Citation) -> Document | None:
    """The one stored document that a citation names, by number or, without one, by title; None if none or several."""
    number = parse_document_number(citation.number)
    if number:
        found = Document.objects.filter(number_key=number.key)
    else:
        found = Document.objects.filter(Q(title=citation.title) | Q(notice_title=citation.title)).exclude(title="")
    candidates = list(found.exclude(pk=citation.document_id)[:2])
    return candidates[0] if len(candidates) == 1 else None


def assign_topics(tasks: Iterable[Task]) -> None:
    """Attach to new tasks the topics whose words they use; what staff then add or take off stays so."""
    topics = list(Term.objects.topics())
    link = Task.topics.through
    link.objects.bulk_create(
        link(task_id=task.pk, term_id=topic.pk)
        for task in tasks
        for topic in topics
        if any(word in task.title or word in task.body for word in topic.words)
    )
