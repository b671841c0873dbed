"""An agency and today in; by when it has to do what out, in tiers: its tasks' dates and those of the parts above them,
what returns, and the aims and years of its documents, which the text gives to nobody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q, QuerySet

from documents.models import Agency, Document
from policykb.insight import upcoming
from policykb.insight.by_when import ByWhen, aims_or_period, find_general
from policykb.insight.deadline_parts import parts_of
from policykb.insight.tiers import Tier
from policykb.insight.validity import ended
from tasks.models import Deadline, DeadlineParty, Target, Task
from tasks.models.deadlines import DeadlineQuerySet
from tasks.models.task_queries import TaskQuerySet

AHEAD_SHOWN = 8
DOCUMENTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class DocumentTimes:
    """What one document says of time outside its tasks: its aims by day, else the years it plans for."""

    document: Document
    times: tuple[ByWhen, ...]

    @property
    def tier(self) -> Tier:
        return self.times[0].tier


@dataclass(frozen=True, slots=True)
class AgencyTimes:
    """By when, for one agency. `ahead` is what is due from today on, the next first; `past` the number of its dated
    duties whose day has passed; `general` what its documents say without giving it to anyone, of very many
    (`is_cut`) the latest; `ended` those of its documents that are in force no longer, of which nothing is due."""

    ahead: Sequence[upcoming.DueEntry] = ()
    past: int = 0
    general: Sequence[DocumentTimes] = field(default=())
    ended: Sequence[Document] = field(default=())
    is_cut: bool = False

    @property
    def tiers(self) -> set[Tier]:
        """The tiers that it has anything in."""
        of_past = {Tier.OWN} if self.past else set()
        return {entry.tier for entry in self.ahead} | {each.tier for each in self.general} | of_past


def times_of(agency: Agency, collectives: Iterable[Agency], today: date) -> AgencyTimes:
    """By when, for an agency and the collectives that certainly include it."""
    tasks = Task.objects.published().with_duty([agency])
    over = ended(today).order_by().values("pk")
    naming = Document.objects.published().naming(agency)
    documents = naming.exclude(pk__in=over)
    parts: dict[int, list[DeadlineParty]] = defaultdict(list)
    for party in parts_of(agency, collectives).published().order_by("deadline", "order"):
        parts[party.deadline_id].append(party)
    own = deadlines_of(tasks, parts).exclude(document__in=over)
    targets = Target.objects.published().filter(task__in=tasks).exclude(document__in=over)
    reached = list(reached_in(documents, tasks))
    ahead = [
        *upcoming.next_recurring(own, today, AHEAD_SHOWN),
        *upcoming.next_days(targets, own, today, AHEAD_SHOWN),
        *(entry for entry in reached if entry.day and entry.day >= today),
        *upcoming.terms(own, AHEAD_SHOWN),
    ]
    ahead.sort(key=lambda entry: entry.day or date.max)
    shown = [with_part(entry, parts) for entry in ahead[:AHEAD_SHOWN]]
    past = targets.filter(deadline__lt=today).count() + own.filter(due_on__lt=today, recurrence="").count()
    past += sum(entry.tasks for entry in reached if entry.day and entry.day < today)
    latest = list(documents.select_related("region")[: DOCUMENTS_SHOWN + 1])
    return AgencyTimes(
        upcoming.with_sentences(shown),
        past,
        general_of(latest[:DOCUMENTS_SHOWN], today),
        list(naming.filter(pk__in=over)),
        is_cut=len(latest) > DOCUMENTS_SHOWN,
    )


def deadlines_of(tasks: TaskQuerySet, parts: Iterable[int]) -> DeadlineQuerySet:
    """The deadlines in these tasks, and those with these keys."""
    found: DeadlineQuerySet = Deadline.objects.published().filter(Q(task__in=tasks) | Q(pk__in=list(parts)))
    return found


def reached_in(documents: QuerySet[Document], tasks: TaskQuerySet) -> Iterable[upcoming.DueEntry]:
    """An entry for each date of a part that holds for some of the tasks."""
    deadlines = list(Deadline.objects.published().reaching().filter(document__in=documents.values("pk")).with_place())
    wanted = {deadline.document_id for deadline in deadlines}
    keys = tasks.filter(document__in=wanted).only("document", "key", "pk") if wanted else ()
    below = list(keys)
    for deadline in deadlines:
        if count := sum(deadline.reaches_task(task) for task in below):
            yield upcoming.DueEntry(deadline, deadline.due_on, deadline.precision, tier=Tier.PART, tasks=count)


def with_part(entry: upcoming.DueEntry, parts: dict[int, list[DeadlineParty]]) -> upcoming.DueEntry:
    """The entry, told what part the agency has in its deadline, where the words say so."""
    is_one = entry.is_one_deadline
    return replace(entry, parts=tuple(parts.get(entry.first.pk, ()))) if is_one else entry


def general_of(documents: Iterable[Document], today: date) -> list[DocumentTimes]:
    """What these documents say without giving it to anyone: the next aims of each first, then those past, then the
    years of documents without aims."""
    found = {document.pk: document for document in documents}
    _, general = find_general(found)
    told = [DocumentTimes(each, aims_or_period(general[pk])) for pk, each in found.items()]
    return sorted((each for each in told if each.times), key=lambda each: nearness(each, today))


def nearness(times: DocumentTimes, today: date) -> tuple[bool, bool, date]:
    """A sort key: aims before years, what is ahead before what is past, the next first."""
    days = [each.day for each in times.times if each.day]
    ahead = [day for day in days if day >= today]
    return times.tier is Tier.PERIOD, not ahead, min(ahead, default=max(days, default=date.max))
