"""The tasks of a topic in; a column for each region with what it writes about the topic, in its own words, out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from django.db.models import Count, Min

from documents.models import Agency, Document, Region, Term
from documents.search.snippets import Segment, marked
from documents.text.sentences import GAP, find_sentences, joined
from policykb.insight.by_when import ByWhen, aims_or_period
from policykb.insight.main_goals import MainGoal, find_main_goals
from policykb.insight.rows import TaskRow, as_rows
from policykb.insight.tiers import Tier
from policykb.templatetags.wording import by_precision, due
from tasks.models import Responsibility, Target, Task
from tasks.models.task_queries import TaskQuerySet
from tasks.topics import TopicWords

TASKS_SHOWN = 60  # of a column
TARGETS_READ = 100  # of a region, outside tasks, whose characters are those of a word of the topic
TARGETS_SHOWN = 20  # of these
SENTENCES = 3  # of a task
QUOTED = 4  # tasks of a column whose words are shown; the others by title
GOALS_NAMED = 2  # of those without a number, in the row of deadlines
Role = Responsibility.Role


@dataclass(frozen=True, slots=True)
class Share:
    """An agency's part in a column: the number of tasks in which it has the role, the number of the last of them, and
    the basis for it where it is the same in all (首列)."""

    agency: Agency
    count: int
    number: str
    basis: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something that falls due: when, in words, and what: the goals of that time, a task, or what a document aims at
    and gives to none of its tasks."""

    when: str
    what: str
    place: Task | Document | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A task with its sentences about the topic."""

    task: Task
    words: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class RegionColumn:
    """What one region writes about the topic."""

    region: Region
    documents: tuple[Document, ...]
    goals: tuple[MainGoal, ...]
    task_count: int
    targets: tuple[Target, ...]
    deadlines: tuple[DueLine, ...]
    leads: tuple[Share, ...]
    implementing: tuple[Share, ...]
    quoted: tuple[Quoted, ...]
    others: tuple[Task, ...]

    @property
    def others_by_document(self) -> list[tuple[Document, list[Task]]]:
        """The tasks named by title alone, by document."""
        return [(document, list(tasks)) for document, tasks in groupby(self.others, key=lambda task: task.document)]


def regions_of(tasks: TaskQuerySet) -> list[Region]:
    """The regions with these tasks, those with most tasks first, each with `first_on`, the day of its first document of
    them."""
    counts = tasks.order_by().exclude(document__region=None).values("document__region")
    found = counts.annotate(n=Count("pk"), first=Min("document__issued_on")).order_by("-n", "document__region")
    rows = {row["document__region"]: row["first"] for row in found}
    regions = Region.objects.in_bulk(rows)
    for pk, region in regions.items():
        region.first_on = rows[pk]  # type: ignore[attr-defined]
    return [regions[pk] for pk in rows]


def in_time(regions: Iterable[Region]) -> list[Region]:
    """The regions in the order in which they first wrote."""
    return sorted(regions, key=lambda region: (region.first_on or date.max, region.code))  # type: ignore[attr-defined]


def make_columns(topic: Term, words: TopicWords, tasks: TaskQuerySet, regions: list[Region]) -> list[RegionColumn]:
    """A column for each region; of very many tasks and targets only the latest."""
    counts = dict(tasks.order_by().values_list("document__region").annotate(n=Count("pk")))
    general = Target.objects.published().filter(task=None).mentioning(topic.words).with_place().in_order("document")
    columns = []
    for region in regions:
        keys = tasks.filter(document__region=region).in_document_order().first_keys(TASKS_SHOWN)
        own = general.filter(document__region=region)[:TARGETS_READ]
        spoken = [target for target in own if speaks(target, topic, words)][:TARGETS_SHOWN]
        columns.append(make_column(region, counts.get(region.pk, 0), Task.objects.rows(keys), spoken, topic, words))
    return columns


def speaks(target: Target, topic: Term, words: TopicWords) -> bool:
    """Whether a target is about the topic: whether its own indicator or words speak of it, not only its task."""
    return bool(words.marks(target.indicator, topic) or words.marks(target.quote, topic))


def make_column(
    region: Region, count: int, tasks: Iterable[Task], general: Sequence[Target], topic: Term, words: TopicWords
) -> RegionColumn:
    """The region's documents, main goals, targets, deadlines, agencies and words."""
    rows = as_rows(tasks)
    spoken = [row.task for row in rows if words.marks(row.task.body, topic)][:QUOTED]
    documents = dict.fromkeys([*(target.document for target in general), *(row.task.document for row in rows)])
    targets = [*general, *(target for row in rows for target in row.targets if speaks(target, topic, words))]
    return RegionColumn(
        region,
        tuple(documents),
        tuple(find_main_goals(topic, words, documents, general)),
        count,
        tuple(target for target in targets if has_value(target)),
        tuple(chain(due_goals(targets), due_tasks(rows))) or tuple(due_documents(rows)),
        shares(rows, Role.LEAD),
        shares(rows, Role.IMPLEMENT),
        tuple(Quoted(task, speaking_of(task, topic, words)) for task in spoken),
        tuple(row.task for row in rows if row.task not in spoken),
    )


def has_value(target: Target) -> bool:
    """Whether a target has a value or is a full coverage."""
    return target.value is not None or target.comparator == Target.Comparator.COVER


def due_goals(targets: Iterable[Target]) -> list[DueLine]:
    """When the goals fall due, the earliest first: those without a number by their words."""
    dated = sorted((target for target in targets if target.deadline), key=lambda target: str(target.deadline))
    lines = []
    for when, group in groupby(dated, key=lambda target: by_precision(target.deadline, target.precision)):
        goals = list(group)
        said = list(dict.fromkeys(target.quote or target.indicator for target in goals if not has_value(target)))
        more = [f"等 {len(said)} 项"] if len(said) > GOALS_NAMED else []
        numbers = ["上列数量目标"] if any(map(has_value, goals)) else []
        lines.append(DueLine(when, "；".join([*numbers, *said[:GOALS_NAMED]]) + "".join(more)))
    return lines


def due_tasks(rows: Iterable[TaskRow]) -> list[DueLine]:
    """When tasks fall due by their deadlines and those of the parts above them, each time of a task once."""
    return [
        DueLine(when, f"{row.task.numbering}{row.task.display_title}", row.task)
        for row in rows
        for when in dict.fromkeys([*map(due, row.deadlines), *map(str, of_parts(row))])
    ]


def of_parts(row: TaskRow) -> Iterable[ByWhen]:
    """The dates of the parts above a task."""
    return (each for each in row.times.stated if each.tier is Tier.PART)


def due_documents(rows: Iterable[TaskRow]) -> Iterable[DueLine]:
    """When the documents of the tasks aim at something, or else the years that they plan for."""
    documents = {row.task.document: row.times.general for row in rows}
    for document, general in documents.items():
        if times := aims_or_period(general):
            days = "、".join(dict.fromkeys(each.words for each in times))
            yield DueLine(days, f"{document.name}：{times[0].tier.label}", document)


def shares(rows: Iterable[TaskRow], role: str) -> tuple[Share, ...]:
    """The agencies that have the role, those with most tasks first."""
    counts: Counter[Agency] = Counter()
    numbers: dict[Agency, str] = {}
    bases: dict[Agency, set[str]] = {}
    for row in rows:
        for duty in row.duties:
            if duty.role == role:
                counts[duty.agency] += 1
                numbers[duty.agency] = row.task.numbering
                bases.setdefault(duty.agency, set()).add(duty.get_basis_display())
    return tuple(
        Share(agency, count, numbers[agency], bases[agency].pop() if len(bases[agency]) == 1 else "")
        for agency, count in counts.most_common()
    )


def speaking_of(task: Task, topic: Term, words: TopicWords) -> Sequence[Segment]:
    """The sentences of a task that speak of the topic, its words marked; a gap between them shows as ……."""
    sentences = [span.quote(task.body) for span in find_sentences(task.body)]
    spoken = [place for place, sentence in enumerate(sentences) if words.marks(sentence, topic)]
    chosen = spoken[:SENTENCES] or list(range(len(sentences)))[:1]
    text = joined(sentences, chosen)
    if chosen:
        text = f"{GAP if chosen[0] else ''}{text}{GAP if chosen[-1] < len(sentences) - 1 else ''}"
    return marked(text, words.marks(text, topic))
