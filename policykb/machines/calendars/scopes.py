"""What a calendar is about (an agency, a document, a topic, a list, the site) in; conditions on deadlines and targets
out: which of them it has now, and which it may once have had."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from documents.models import Agency, Change, Document, Relation, Term
from documents.tag_sets.current import current_sets
from policykb.insight.deadline_parts import ROLES, parts_of
from policykb.insight.duties import tasks_of
from tasks.filters import TARGETS, TaskFilter
from tasks.models import Deadline, DeadlineParty, Responsibility, Target, Task
from tasks.models.task_queries import TaskQuerySet

Item = Deadline | Target
ItemModel = type[Deadline] | type[Target]
Conditions = Mapping[ItemModel, Q]
DAY = {Deadline: "due_on", Target: "deadline"}  # the field with the last day
READ = Q(standing="current", document__is_published=True, document__standing="current") & (
    Q(task=None) | Q(task__standing="current")
)


def once_read() -> Any:
    """The keys of the documents that readers may see or could once."""
    return Document.history.filter(is_published=True, standing="current").values("id")  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Scope:
    """The deadlines and targets of a calendar, as a condition on each.

    `now` holds for those it has, `once` for those it may have had, whether or not they count or can be read today.
    `years` are those of a list that asks for years, with "recurring"; None for all. `since`: nothing earlier. `roles`
    gives for a task's key the role of the agency that the calendar is for.
    """

    now: Conditions
    once: Conditions
    years: frozenset[str] | None = None
    since: date | None = None
    roles: dict[int, str] = field(default_factory=dict)

    def is_wanted(self, day: date, *, recurs: bool) -> bool:
        """Whether what falls due on that day belongs to the years asked for."""
        if self.years is not None:
            return ("recurring" if recurs else str(day.year)) in self.years
        return recurs or self.since is None or day >= self.since

    def dated(self, model: ItemModel) -> Q:
        """The condition that an item falls due once, in the years asked for."""
        day = DAY[model]
        found = Q(**{f"{day}__isnull": False}, **({"recurrence": ""} if model is Deadline else {}))
        if self.years is not None:
            found &= in_years(day, self.years)
        return found & Q(**{f"{day}__gte": self.since}) if self.since else found

    @property
    def has_recurring(self) -> bool:
        """Whether what recurs belongs to it."""
        return self.years is None or "recurring" in self.years


def agency_scope(agency: Agency, collectives: Iterable[Agency] = ()) -> Scope:
    """What its tasks, the parts above them, and the documents that name it say by when, and the deadlines of which it
    or one of these collectives, which include it, is a party; once: also the duties that it has no longer."""
    duties = Responsibility.objects.published().filter(agency=agency)
    collectives = list(collectives)
    return Scope(
        conditions(tasks_of(agency), with_part(agency, collectives)),
        conditions(Task.objects.filter(once_in_duty([agency.pk])), once_with_part(agency, collectives)),
        roles={task: str(Responsibility.Role(role).label) for task, role in duties.values_list("task", "role")},
    )


def document_scope(document: Document) -> Scope:
    """What the document says by when; once: also what those documents said that a person found to be texts of it."""
    kinds = (Relation.Kind.VERSION, Relation.Kind.COPY)
    taken_over = Relation.objects.filter(to=document, is_decided=True, kind__in=kinds, document__text=None)
    texts = [document.pk, *taken_over.values_list("document", flat=True)]
    return Scope(on_both(Q(document=document)), on_both(Q(document__in=texts)))


def topic_scope(topic: Term) -> Scope:
    """What the tasks about the topic, the parts above them, and the documents that they are in, say by when."""
    once = Task.objects.filter(once_about([topic]))
    return Scope(conditions(Task.objects.among(current_sets().of("task")[f"t{topic.pk}"])), conditions(once))


def list_scope(tasks: TaskFilter) -> Scope:
    """What the tasks of a list, the parts above them, and the documents that they are in, say by when. Of a list that
    asks for years, only what falls due in these."""
    given = tasks.conditions
    if not given:
        return Scope(on_both(Q()), on_both(Q()))
    years = frozenset(given["year"]) if "year" in given else None
    return Scope(conditions(tasks.qs), conditions(Task.objects.filter(once_under(tasks))), years)


def site_scope(today: date) -> Scope:
    """All that falls due from last year on."""
    return Scope(on_both(Q()), on_both(Q()), since=date(max(today.year - 1, 1), 1, 1))


def on_both(condition: Q) -> Conditions:
    """The same condition on deadlines and on targets."""
    return {Deadline: condition, Target: condition}


def conditions(tasks: TaskQuerySet, parties: Q | None = None) -> Conditions:
    """The conditions for what stands at these tasks, what a part above one of them says, and what their documents say
    outside all tasks; of that what returns only where `parties` holds, if it is given."""
    tasks = tasks.order_by()
    at_tasks, aims = Q(task__in=tasks.values("pk")), Q(task=None, document__in=tasks.values("document"))
    general = aims & Q(reaches=False) & (Q(recurrence="") if parties else Q())
    return {Deadline: at_tasks | general | parts_above(tasks) | (parties or Q(pk__in=[])), Target: at_tasks | aims}


def parts_above(tasks: TaskQuerySet) -> Q:
    """The condition on deadlines that they stand in a part above one of these tasks and hold for its items."""
    below = tasks.filter(document=OuterRef("document"), key__startswith=Concat(OuterRef("section__key"), Value(".")))
    return Q(pk__in=Deadline.objects.filter(Exists(below), reaches=True).order_by().values("pk"))


def with_part(agency: Agency, collectives: Iterable[Agency]) -> Q:
    """The condition on deadlines that the agency is a party (see `parts_of`)."""
    return Q(pk__in=parts_of(agency, collectives).values("deadline"))


def once_with_part(agency: Agency, collectives: Iterable[Agency]) -> Q:
    """The same for parties and duties of any standing, and for what parties they were before."""
    named = Q(agency__in=[agency.pk, *(each.pk for each in collectives)])
    found = named
    for group, roles in ROLES.items():
        tasks = Task.objects.filter(once_in_duty([agency.pk], roles))
        found |= Q(group=group, document__in=tasks.order_by().values("document"))
    former = DeadlineParty.history.filter(named)  # type: ignore[attr-defined]
    return Q(pk__in=DeadlineParty.objects.filter(found).values("deadline")) | Q(pk__in=former.values("deadline_id"))


def once_in_duty(agencies: Iterable[int], roles: Iterable[str] = ()) -> Q:
    """The condition on tasks that one of the agencies had one of the roles; without agencies or roles, any."""
    given = {"agency__in": list(agencies), "role__in": list(roles)}
    wanted = {name: value for name, value in given.items() if value}
    history = Responsibility.history.filter(**wanted)
    return Q(pk__in=Responsibility.objects.filter(**wanted).values("task")) | Q(pk__in=history.values("task_id"))


def once_about(topics: Iterable[Term]) -> Q:
    """The condition on tasks that they are about one of the topics, or were until a person changed their topics: that
    they have its words still."""
    topics = list(topics)
    words = [word for topic in topics for word in topic.words]
    changes = Change.objects.of("tasks.task").annotate(named=Cast("fields", TextField()))
    regrouped = changes.filter(named__contains='"topics"').order_by().values("task_id")
    spoken = reduce(lambda found, word: found | spoken_of(word), words, Q(pk__in=[]))
    links = Task.topics.through.objects.filter(term__in=topics)
    return Q(pk__in=links.values("task")) | (Q(pk__in=regrouped) & spoken)


def spoken_of(word: str) -> Q:
    """The condition on tasks that the word stands in them."""
    return Q(title__icontains=word) | Q(body__icontains=word)


def once_under(tasks: TaskFilter) -> Q:
    """The condition on tasks that they may once have been in a list. What the list's own conditions say of records that
    count is asked here of all records and their histories; words are looked for in the texts of tasks that cannot be
    read today, because search does not know them."""
    given, found = tasks.conditions, Q()
    if words := given.get("q"):
        unread = ~Q(standing="current") | Q(document__is_published=False) | ~Q(document__standing="current")
        typed = [word for word in words.replace('"', " ").split() if not word.startswith("-")]
        spoken = reduce(and_, (spoken_of(word) for word in typed), unread)
        found &= Q(pk__in=Task.objects.among(tasks.found).values("pk")) | spoken
    if documents := given.get("document"):
        found &= Q(document__in=list(documents))
    if regions := given.get("region"):
        found &= Q(document__region__in=list(regions))
    if "agency" in given or "role" in given:
        found &= once_in_duty([agency.pk for agency in given.get("agency", ())], given.get("role", ()))
    if years := given.get("year"):
        found &= once_due_in(years)
    if kinds := given.get("target"):
        found &= reduce(lambda either, kind: either | once_with_target(kind), kinds, Q(pk__in=[]))
    if topics := given.get("topic"):
        found &= once_about(topics)
    return found


def in_years(day: str, years: Iterable[str]) -> Q:
    """The condition that the day in this field is in one of the years. A database compares it with the ends of each."""
    numbers = sorted(int(year) for year in years if year.isdecimal())
    return reduce(lambda found, year: found | Q(**{f"{day}__year": year}), numbers, Q(pk__in=[]))


def once_due_in(years: Iterable[str]) -> Q:
    """The condition on tasks that they had a deadline or target in one of the years, or "recurring"."""
    days: dict[Any, Q] = {
        Deadline: in_years("due_on", years) & Q(recurrence=""),
        Target: in_years("deadline", years),
    }
    if "recurring" in years:
        days[Deadline] |= Q(recurrence__gt="")
    return once_having(days)


def once_with_target(kind: str) -> Q:
    """The condition on tasks that they had a target of that kind (see TARGETS). Those without any had none; nothing is
    known of those that were without once."""
    conditions = {
        "quantified": Q(value__isnull=False),
        "cover": Q(comparator="cover"),
        "qualitative": Q(value__isnull=True),
    }
    if kind not in conditions or kind not in TARGETS:
        return ~Q(pk__in=Target.objects.current().filter(task__isnull=False).values("task"))
    return once_having({Target: conditions[kind]})


def once_having(conditions: dict[Any, Q]) -> Q:
    """The condition on tasks that one of their records of these models, of any standing, is or was so."""
    found = Q(pk__in=[])
    for model, condition in conditions.items():
        found |= Q(pk__in=model.objects.filter(condition, task__isnull=False).values("task"))
        found |= Q(pk__in=model.history.filter(condition, task_id__isnull=False).values("task_id"))
    return found
