"""The tasks of a topic in; a column for each region with what it writes about the topic, in its own words, out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from documents.models import Agency, Document, Region, Term
from documents.search.snippets import Segment, find_marks, marked
from documents.search.words.folding import fold
from policykb.insight.rows import TaskRow, as_rows
from tasks.models import Deadline, Responsibility, Target, Task
from tasks.models.tasks import TaskQuerySet

TASKS_SHOWN = 60  # of a column
TARGETS_SHOWN = 20  # of a column, beside those of its tasks
QUOTED = 4  # tasks of a column whose words are shown; the others by title
SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
Role = Responsibility.Role


@dataclass(frozen=True, slots=True)
class Share:
    """An agency's part in a column: the number of tasks in which it has the role, and the number of the task where
    there is only one."""

    agency: Agency
    count: int
    number: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A task with its sentences about the topic."""

    task: Task
    words: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class RegionColumn:
    """What one region writes about the topic."""

    region: Region | None
    documents: tuple[Document, ...]
    task_count: int
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    leads: tuple[Share, ...]
    implementing: tuple[Share, ...]
    quoted: tuple[Quoted, ...]
    others: tuple[Task, ...]


def make_columns(topic: Term, tasks: TaskQuerySet, regions: list[Region]) -> list[RegionColumn]:
    """A column for each region; of very many tasks and targets only the latest."""
    counts = dict(tasks.order_by().values_list("document__region").annotate(n=Count("pk")))
    general = Target.objects.published().filter(task=None).mentioning(topic.words).with_place().in_order("document")
    columns = []
    for region in regions:
        keys = tasks.filter(document__region=region).in_document_order().first_keys(TASKS_SHOWN)
        own = list(general.filter(document__region=region)[:TARGETS_SHOWN])
        columns.append(make_column(region, counts.get(region.pk, 0), Task.objects.rows(keys), own, topic))
    return columns


def make_column(
    region: Region, count: int, tasks: Iterable[Task], general: Iterable[Target], topic: Term
) -> RegionColumn:
    """The region's documents, targets, deadlines, agencies and words."""
    rows = as_rows(tasks)
    words = [fold(word) for word in topic.words]
    spoken = [row.task for row in rows if any(word in fold(row.task.body) for word in words)][:QUOTED]
    return RegionColumn(
        region,
        tuple(dict.fromkeys([*(target.document for target in general), *(row.task.document for row in rows)])),
        count,
        tuple(
            target for target in [*general, *(target for row in rows for target in row.targets)] if has_value(target)
        ),
        tuple(deadline for row in rows for deadline in row.deadlines),
        shares(rows, Role.LEAD),
        shares(rows, Role.IMPLEMENT),
        tuple(Quoted(task, speaking_of(task, words)) for task in spoken),
        tuple(row.task for row in rows if row.task not in spoken),
    )


def has_value(target: Target) -> bool:
    """Whether a target has a value or is a full coverage."""
    return target.value is not None or target.comparator == Target.Comparator.COVER


def shares(rows: Iterable[TaskRow], role: str) -> tuple[Share, ...]:
    """The agencies that have the role, those with most tasks first."""
    counts: Counter[Agency] = Counter()
    numbers: dict[Agency, str] = {}
    for row in rows:
        for duty in row.duties:
            if duty.role == role:
                counts[duty.agency] += 1
                numbers[duty.agency] = row.task.numbering
    return tuple(Share(agency, count, numbers[agency]) for agency, count in counts.most_common())


def speaking_of(task: Task, words: Sequence[str]) -> Sequence[Segment]:
    """The sentences of a task that contain one of the words, marked; a gap between them shows as ……."""
    sentences = [match.group() for match in SENTENCE.finditer(task.body)]
    spoken = [place for place, sentence in enumerate(sentences) if any(word in fold(sentence) for word in words)][:3]
    text, previous = "", -1
    for place in spoken or range(min(1, len(sentences))):
        text += ("……" if place != previous + 1 else "") + sentences[place]
        previous = place
    text += "" if previous == len(sentences) - 1 else "……"
    return marked(text, find_marks(text, words))
