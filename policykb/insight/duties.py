"""An agency in; its tasks by role, through collectives, with partners, and the documents without it, out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.db.models import prefetch_related_objects
from pyroaring import BitMap

from documents.models import Agency, AgencyKind
from documents.tag_sets.current import current_sets
from documents.tag_sets.sets import Sets
from policykb.insight.agency_scope import AgencyScope
from policykb.insight.by_when import find_times
from policykb.insight.memberships import Inclusion, enclosing, find_inclusions
from policykb.insight.rows import TaskRow, as_row
from tasks.list_order import TaskList, newest_documents
from tasks.models import Responsibility, Task
from tasks.models.task_queries import TaskQuerySet

SHOWN_THROUGH: Final = 20  # tasks of a collective
WORDS_READ: Final = 300  # duties whose words are looked at
Role = Responsibility.Role
Basis = Responsibility.Basis


@dataclass(frozen=True, slots=True)
class RoleSection:
    """The tasks in which an agency has one role, and the bases for it."""

    role: str
    rows: Sequence[TaskRow]
    count: int
    first_listed: int
    inherited: int

    def __str__(self) -> str:
        return f"{self.label} {self.count} 项"

    @property
    def label(self) -> str:
        return str(Role(self.role).label)

    @property
    def remark(self) -> str:
        """A sentence that says how far the role is concluded from the order of names; "" where the words say it."""
        parts = []
        if self.first_listed == self.count > 0:
            parts.append("均因列在首位推定为牵头，原文未写“牵头”二字")
        elif self.first_listed:
            parts.append(f"其中 {self.first_listed} 项因列在首位推定为牵头")
        if self.inherited:
            parts.append(f"{self.inherited} 项承前文而来")
        return "；".join(parts)


@dataclass(frozen=True, slots=True)
class GroupSection:
    """The tasks in which a collective that includes the agency has a duty."""

    inclusion: Inclusion
    rows: Sequence[TaskRow]
    count: int


def tasks_of(agency: Agency) -> TaskQuerySet:
    """The published tasks in which the agency itself has a duty."""
    return Task.objects.among(current_sets().of("task")[f"a{agency.pk}"])


def rows_of(sets: Sets, wanted: Mapping[Agency, BitMap], limit: int) -> dict[int, list[TaskRow]]:
    """For each agency's key the first of these tasks of it, as rows seen from it; fetched together."""
    order = partial(newest_documents, sets)
    keys = {agency.pk: TaskList(tasks, sets, order)[:limit] for agency, tasks in wanted.items()}
    every = dict.fromkeys(key for some in keys.values() for key in some)
    tasks = {task.pk: task for task in Task.objects.rows(every)} if every else {}
    times = find_times(tasks.values()) if tasks else {}
    rows = {
        agency.pk: [as_row(tasks[key], times[key], agency) for key in keys[agency.pk] if key in tasks]
        for agency in wanted
    }
    duties = (row.duty for found in rows.values() for row in found)
    inherited = [duty for duty in duties if duty and duty.inherited_from_id]
    prefetch_related_objects(inherited, "inherited_from__document")
    return rows


def role_sections(scope: AgencyScope, rows: Iterable[TaskRow]) -> list[RoleSection]:
    """The agency's tasks under its three roles."""
    by_role: dict[str, list[TaskRow]] = {role: [] for role in Role.values}
    for row in rows:
        by_role[row.duty.role if row.duty else Role.LEAD].append(row)
    return [
        RoleSection(
            role,
            by_role[role],
            len(scope.with_role(role)),
            len(scope.with_role(role, Basis.FIRST_LISTED)),
            len(scope.with_role(role, Basis.INHERITED)),
        )
        for role in Role.values
    ]


def inclusions_of(agency: Agency) -> list[Inclusion]:
    """The collectives that include the agency, or may: those of its region and of what this lies in."""
    if agency.region is None:
        return []
    groups = Agency.objects.filter(kind=AgencyKind.GROUP, region__in=enclosing(agency.region)).select_related("region")
    return list(find_inclusions(agency, groups))


def group_sections(
    sets: Sets, inclusions: Iterable[Inclusion], rows: Mapping[int, Sequence[TaskRow]]
) -> list[GroupSection]:
    """The tasks that reach an agency through collectives; only their number where it is not certain."""
    tasks = sets.of("task")
    counts = {inclusion.group.pk: len(tasks[f"a{inclusion.group.pk}"]) for inclusion in inclusions}
    return [
        GroupSection(inclusion, rows.get(inclusion.group.pk, ()), counts[inclusion.group.pk])
        for inclusion in inclusions
        if counts[inclusion.group.pk]
    ]


def partners(scope: AgencyScope) -> dict[int, int]:
    """The keys of the other agencies in the agency's tasks, and in how many, the most first."""
    counts = scope.sets.of("task").counts("a", within=scope.tasks)
    found = [(int(key), count) for key, count in counts.items() if int(key) != scope.agency.pk]
    return dict(sorted(found, key=lambda partner: (-partner[1], partner)))


def not_named(scope: AgencyScope) -> BitMap:
    """The documents of the agency's region in which it has no duty."""
    region = scope.agency.region_id
    return scope.sets.of("document")[f"G{region}"] - scope.documents if region else BitMap()


def written_as(scope: AgencyScope, rows: Sequence[TaskRow], limit: int = 3) -> list[str]:
    """The words by which documents name the agency alone, the commonest first; where not all of its tasks are among
    the rows, those of some."""
    if len(rows) == len(scope.tasks):
        words = [row.duty.as_written for row in rows if row.duty]
    else:
        some = scope.tasks[:WORDS_READ]
        duties = Responsibility.objects.current().filter(agency=scope.agency, task__in=some)
        words = list(duties.order_by().values_list("as_written", flat=True))
    counts = Counter(sorted(word for word in words if word and "、" not in word and word != scope.agency.name))
    return [word for word, _ in counts.most_common(limit)]
