"""What regions say of a topic in; a column for each, in its own words, out.

Where a region has few tasks on the topic all of them are read. Of very many only the latest are, to be quoted: how
many there are, who leads and when they fall due is then counted from the sets, and the links lead to the lists.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from documents.models import Document, Region, Term
from documents.search.snippets import Mark, Segment, cut_segments
from documents.text.sentences import GAP, find_sentences
from policykb.insight.due_lines import DueLine, due_lines, has_value
from policykb.insight.main_goals import MainGoal, best_of, find_main_goals
from policykb.insight.rows import TaskRow, as_rows
from policykb.insight.shares import Shares, shares_in, shares_of
from policykb.insight.topic_scope import TopicScope, YearCount
from tasks.models import Responsibility, Target, Task
from tasks.topics import TopicWords

WHOLE = 20  # tasks: of a region with more only the latest are read
TASKS_SHOWN = 8  # of these
DOCUMENTS_SHOWN = 5  # of these, of which the general parts are read
TARGETS_SHOWN = 12
SENTENCES = 3  # of a task
QUOTED = 4  # tasks of a column whose words are shown; the others by title
Role = Responsibility.Role
ROLES = (Role.LEAD, Role.IMPLEMENT)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A task with its sentences about the topic."""

    task: Task
    words: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class RegionColumn:
    """What one region writes about the topic. Of very many tasks `is_cut`: `quoted` and `others` are the latest, and
    `years` tells when all of them are due, else `deadlines` does."""

    region: Region
    documents: tuple[Document, ...]
    document_count: int
    goals: tuple[MainGoal, ...]
    task_count: int
    targets: tuple[Target, ...]
    deadlines: tuple[DueLine, ...]
    years: tuple[YearCount, ...]
    leads: Shares
    implementing: Shares
    quoted: tuple[Quoted, ...]
    others: tuple[Task, ...]

    @property
    def is_cut(self) -> bool:
        return self.task_count > WHOLE

    @property
    def others_by_document(self) -> list[tuple[Document, list[Task]]]:
        """The tasks named by title alone, by document."""
        return [(document, list(tasks)) for document, tasks in groupby(self.others, key=lambda task: task.document)]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for all columns: the tasks by key, rows of those that are read whole, and, by document, the targets
    outside tasks that speak of the topic and the main goals; where not all are read, who has which role."""

    tasks: Mapping[int, Task]
    rows: Mapping[int, TaskRow]
    general: Mapping[int, list[Target]]
    goals: Mapping[int, list[MainGoal]]
    shares: Mapping[tuple[str, str], Shares]


def make_columns(topic: Term, words: TopicWords, scopes: Sequence[TopicScope], today: date) -> list[RegionColumn]:
    """A column for each region, in the order in which they first wrote."""
    scopes = sorted(scopes, key=lambda scope: (scope.since, scope.region.code))
    keys = {scope.region.code: scope.newest(WHOLE if is_whole(scope) else TASKS_SHOWN) for scope in scopes}
    tasks, rows = read_tasks(keys, [scope.region.code for scope in scopes if is_whole(scope)])
    documents: dict[int, Document] = {}
    for code in keys:
        documents |= {document.pk: document for document in documents_of(keys[code], tasks)[:DOCUMENTS_SHOWN]}
    general = read_general(topic, words, documents)
    goals = find_main_goals(topic, words, documents, [each for found in general.values() for each in found])
    shares = shares_of({scope.region.code: scope for scope in scopes if not is_whole(scope)}, ROLES)
    read = Read(tasks, rows, general, goals, shares)
    return [make_column(scope, keys[scope.region.code], read, (topic, words), today) for scope in scopes]


def is_whole(scope: TopicScope) -> bool:
    """Whether all tasks of a region are read."""
    return len(scope.tasks) <= WHOLE


def read_tasks(keys: Mapping[str, list[int]], whole: Iterable[str]) -> tuple[dict[int, Task], dict[int, TaskRow]]:
    """The tasks with these keys, and those of the regions that are read whole as rows with all that belongs to them."""
    entire = [key for code in whole for key in keys[code]]
    rows = as_rows(Task.objects.published().for_listing().filter(pk__in=entire)) if entire else []
    rest = [key for found in keys.values() for key in found if key not in set(entire)]
    others = Task.objects.published().named().prefetch_related(Task.objects.all().current_of("targets"))
    tasks = {task.pk: task for task in [*(row.task for row in rows), *(others.filter(pk__in=rest) if rest else ())]}
    return tasks, {row.task.pk: row for row in rows}


def documents_of(keys: Iterable[int], tasks: Mapping[int, Task]) -> list[Document]:
    """The documents of these tasks, in their order."""
    return list(dict.fromkeys(tasks[key].document for key in keys if key in tasks))


def read_general(topic: Term, words: TopicWords, documents: Mapping[int, Document]) -> dict[int, list[Target]]:
    """By document, the targets outside its tasks that speak of the topic."""
    found: dict[int, list[Target]] = {}
    general = Target.objects.published().outside_tasks().mentioning(topic.words).order_by("order", "pk")
    for target in general.placed_in(documents):
        if speaks(target, topic, words):
            found.setdefault(target.document_id, []).append(target)
    return found


def speaks(target: Target, topic: Term, words: TopicWords) -> bool:
    """Whether a target is about the topic: whether its own indicator or words speak of it, not only its task."""
    return bool(words.marks(target.indicator, topic) or words.marks(target.quote, topic))


def make_column(
    scope: TopicScope, keys: list[int], read: Read, about: tuple[Term, TopicWords], today: date
) -> RegionColumn:
    """The region's documents, main goals, targets, deadlines, agencies and words."""
    tasks = in_place(keys, read.tasks)
    documents = documents_of(keys, read.tasks)[:DOCUMENTS_SHOWN]
    rows = [read.rows[task.pk] for task in tasks if task.pk in read.rows]
    targets = targets_of(tasks, documents, read, about)
    leads, implementing = (
        shares_in(rows, role) if is_whole(scope) else read.shares[scope.region.code, role] for role in ROLES
    )
    quoted = list(quote(tasks, *about))
    named = {each.task for each in quoted}
    return RegionColumn(
        region=scope.region,
        documents=tuple(documents),
        document_count=len(scope.documents),
        goals=tuple(best_of(goal for document in documents for goal in read.goals.get(document.pk, ()))),
        task_count=len(scope.tasks),
        targets=tuple(target for target in targets if has_value(target))[:TARGETS_SHOWN],
        deadlines=due_lines(targets, rows) if is_whole(scope) else (),
        years=() if is_whole(scope) else tuple(scope.years(today.year)),
        leads=leads,
        implementing=implementing,
        quoted=tuple(quoted),
        others=tuple(task for task in tasks if task not in named),
    )


def targets_of(
    tasks: Iterable[Task], documents: Iterable[Document], read: Read, about: tuple[Term, TopicWords]
) -> list[Target]:
    """The targets that speak of the topic: those outside the tasks of the documents, then those in the tasks."""
    general = [target for document in documents for target in read.general.get(document.pk, ())]
    own = [target for task in tasks for target in task.current_targets if speaks(target, *about)]
    return general + own


def in_place(keys: Sequence[int], tasks: Mapping[int, Task]) -> list[Task]:
    """The tasks with these keys, those of a document in the order of its text."""
    documents = {document.pk: place for place, document in enumerate(documents_of(keys, tasks))}
    found = [tasks[key] for key in keys if key in tasks]
    return sorted(found, key=lambda task: (documents[task.document_id], task.order))


def quote(tasks: Iterable[Task], topic: Term, words: TopicWords) -> Iterator[Quoted]:
    """The first tasks whose text speaks of the topic, with their sentences."""
    number = 0
    for task in tasks:
        if number < QUOTED and (marks := words.marks(task.body, topic)):
            number += 1
            yield Quoted(task, speaking_of(task.body, marks))


def speaking_of(text: str, marks: Sequence[Mark]) -> Sequence[Segment]:
    """The sentences of a text with these marks, the first of them; a gap before, between and after them shows as ……."""
    spans = [span.strip(text, " 　") for span in find_sentences(text)]
    spoken = [place for place, span in enumerate(spans) if any(span.start <= start < span.end for start, *_ in marks)]
    chosen = spoken[:SENTENCES] or [0]
    pieces: list[Segment] = []
    for before, place in zip([-1, *chosen], chosen, strict=False):
        start, end = spans[place].start, spans[place].end
        within = [(first, last) for first, last, _ in marks if start <= first and last <= end]
        pieces += [(GAP, False)] * (place != before + 1) + cut_segments(text, start, end, within)
    pieces += [(GAP, False)] * (chosen[-1] < len(spans) - 1)
    return [("".join(words for words, _ in some), key) for key, some in groupby(pieces, key=itemgetter(1))]
