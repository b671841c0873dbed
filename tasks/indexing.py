"""What of tasks and targets is indexed for search: fields and tags. To be called where records change."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet

from documents.indexing import AGENCIES, document_tags
from documents.models import Agency, Document, SearchEntry
from documents.search.entries import Entry
from documents.search.sources import Source
from documents.search.words.tokens import as_one_field
from documents.tagging import REGIONS
from tasks.models import Responsibility, Target, Task
from tasks.models.task_queries import LISTS
from tasks.topics import refresh_topics

DOCUMENT = f"document__{REGIONS}"


def index_tasks(tasks: Iterable[Task]) -> None:
    """Update the index entries of tasks, of their targets, and of the agencies they name."""
    pks = [task.pk for task in tasks]
    TASKS.update(pks)
    TARGETS.update(Target.objects.filter(task__in=pks).values_list("pk", flat=True))
    AGENCIES.update(Responsibility.objects.filter(task__in=pks).values_list("agency", flat=True))


def index_facts(document: Document) -> None:
    """Update the index entries of all tasks and targets of a document, as when it is published or hidden."""
    index_tasks(document.tasks.all())
    TARGETS.update(document.targets.filter(task=None).values_list("pk", flat=True))


def task_entries(tasks: QuerySet[Task]) -> Iterator[Entry]:
    """An entry for each task."""
    tasks = tasks.select_related(DOCUMENT).prefetch_related(
        *map(Task.objects.all().current_of, LISTS),
        Prefetch("duties__agency", Agency.objects.prefetch_related("names")),
        "topics",
    )
    for task in tasks.order_by("document_id", "order").iterator(chunk_size=500):
        yield Entry(
            kind=SearchEntry.Kind.TASK,
            object_id=task.pk,
            document_id=task.document_id,
            dated=task.document.issued_on,
            position=task.order,
            title=task.display_title,
            agency=agency_words(task),
            heading=as_one_field([*task.heading_path, task.numbering]),
            body=task.body,
            tags=task_tags(task),
        )


def agency_words(task: Task) -> str:
    """The words to find a task's agencies by: its clause, and each name of theirs that no longer one contains."""
    duties = task.duties
    names = {duty.as_written for duty in duties} | {duty.agency.name for duty in duties}
    names |= {other.name for duty in duties for other in duty.agency.names.all()}
    kept = [task.responsibility_text]
    for name in sorted(names, key=lambda each: (-len(each), each)):
        if not any(name in other for other in kept):
            kept.append(name)
    return as_one_field(kept)


def task_tags(task: Task) -> list[str]:
    """What a task can be filtered and counted by: a12 agency, a12.lead its role, olead role, y2025 year, t3 topic; and
    a12.inherited, where the task itself says nothing of the agency."""
    tags = document_tags(task.document)
    duties = task.duties
    for duty in duties:
        tags += [f"a{duty.agency_id}", f"a{duty.agency_id}.{duty.role}", f"o{duty.role}"]
    said = {duty.agency_id for duty in duties if duty.basis != Responsibility.Basis.INHERITED}
    tags += [f"a{duty.agency_id}.inherited" for duty in duties if duty.agency_id not in said]
    years = {deadline.due_on.year for deadline in task.current_deadlines if deadline.due_on and not deadline.recurrence}
    years |= {target.deadline.year for target in task.current_targets if target.deadline}
    tags += [f"y{year}" for year in sorted(years)]
    return [*tags, *(f"t{topic.pk}" for topic in task.topics.all())]


def target_entries(targets: QuerySet[Target]) -> Iterator[Entry]:
    """An entry for each target, with the agencies of its task."""
    targets = targets.select_related(DOCUMENT, "task").prefetch_related(
        Prefetch("task__responsibilities", Responsibility.objects.current(), to_attr="duties")
    )
    for target in targets.order_by("document_id", "order").iterator(chunk_size=500):
        duties = target.task.duties if target.task else []
        year = [f"y{target.deadline.year}"] if target.deadline else []
        yield Entry(
            kind=SearchEntry.Kind.TARGET,
            object_id=target.pk,
            document_id=target.document_id,
            dated=target.document.issued_on,
            position=target.order,
            title=target.indicator,
            body=target.quote,
            tags=[*document_tags(target.document), *(f"a{duty.agency_id}" for duty in duties), *year],
        )


TASKS = Source(SearchEntry.Kind.TASK, lambda: Task.objects.published(), task_entries, refresh_topics)
TARGETS = Source(SearchEntry.Kind.TARGET, lambda: Target.objects.published(), target_entries)
SOURCES = [TASKS, TARGETS]
