"""An agency in; its tasks by role, through collectives, with partners, by deadline, and the documents without it,
out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, prefetch_related_objects

from documents.models import Agency, AgencyKind, Document
from policykb.insight.memberships import Inclusion, find_inclusions
from policykb.insight.rows import TaskRow, as_rows
from tasks.models import Responsibility, Task
from tasks.models.task_queries import TaskQuerySet

SHOWN = 50  # tasks of one role on the page; the rest is in the task list
DOCUMENTS_SHOWN = 20
Role = Responsibility.Role
Basis = Responsibility.Basis


@dataclass(frozen=True, slots=True)
class RoleSection:
    """The tasks in which an agency has one role, and the bases for it."""

    role: str
    rows: tuple[TaskRow, ...]
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
    rows: tuple[TaskRow, ...]
    count: int


def tasks_of(agency: Agency) -> TaskQuerySet:
    """The published tasks in which the agency itself has a duty."""
    return Task.objects.published().with_duty([agency])


def role_sections(agency: Agency) -> list[RoleSection]:
    """The agency's tasks under its three roles."""
    counts = dict.fromkeys(((role, basis) for role in Role.values for basis in Basis.values), 0)
    duties = Responsibility.objects.published().filter(agency=agency)
    for role, basis, count in duties.values_list("role", "basis").annotate(n=Count("pk")).order_by():
        counts[role, basis] = count
    totals = {role: sum(counts[role, basis] for basis in Basis.values) for role in Role.values}
    tasks = {role: Task.objects.published().with_duty([agency], [role]) for role in Role.values}
    keys = [key for role, total in totals.items() if total for key in first_keys(tasks[role])]
    rows: dict[str, list[TaskRow]] = {role: [] for role in Role.values}
    for row in rows_of(keys, agency):
        rows[row.duty.role if row.duty else Role.LEAD].append(row)
    return [
        RoleSection(
            role, tuple(rows[role]), totals[role], counts[role, Basis.FIRST_LISTED], counts[role, Basis.INHERITED]
        )
        for role in Role.values
    ]


def first_keys(tasks: TaskQuerySet) -> list[int]:
    """The keys of the first of these tasks in document order."""
    return tasks.in_document_order().first_keys(SHOWN)


def rows_of(keys: Iterable[int], agency: Agency) -> tuple[TaskRow, ...]:
    """The tasks with these keys as rows seen from the agency."""
    rows = tuple(as_rows(Task.objects.rows(keys), agency))
    inherited = [row.duty for row in rows if row.duty and row.duty.inherited_from_id]
    prefetch_related_objects(inherited, "inherited_from__document")
    return rows


def inclusions_of(agency: Agency) -> list[Inclusion]:
    """The collectives that include the agency, or may."""
    return list(find_inclusions(agency, Agency.objects.filter(kind=AgencyKind.GROUP).select_related("region")))


def group_sections(inclusions: Iterable[Inclusion]) -> list[GroupSection]:
    """The tasks that reach an agency through collectives; only their number where it is not certain."""
    sections = []
    for inclusion in inclusions:
        tasks = tasks_of(inclusion.group)
        if count := tasks.count():
            rows = rows_of(first_keys(tasks), inclusion.group) if inclusion.is_certain else ()
            sections.append(GroupSection(inclusion, rows, count))
    return sections


def partners(agency: Agency) -> list[tuple[int, int]]:
    """The keys of the other agencies in the agency's tasks, and in how many, the most first."""
    beside = Responsibility.objects.current().filter(task__in=tasks_of(agency)).exclude(agency=agency)
    counts = beside.order_by().values_list("agency").annotate(n=Count("pk"))
    return sorted(counts, key=lambda partner: (-partner[1], partner))


def name_partners(partners: Iterable[tuple[int, int]]) -> list[tuple[Agency, int]]:
    """The agencies of these keys, with their numbers."""
    counts = dict(partners)
    agencies = Agency.objects.in_bulk(counts)
    return [(agencies[pk], count) for pk, count in counts.items()]


def not_named(agency: Agency, documents: QuerySet[Document]) -> list[Document]:
    """The documents of the agency's region in which it has no duty; `has_duties` says whether any agency has."""
    if not agency.region:
        return []
    others = Document.objects.for_listing().filter(region=agency.region).exclude(pk__in=documents.values("pk"))
    return list(others.with_has_duties()[:DOCUMENTS_SHOWN])


def written_as(agency: Agency, limit: int = 3) -> list[str]:
    """The words by which documents name the agency alone, the commonest first."""
    duties = Responsibility.objects.published().filter(agency=agency).exclude(as_written="")
    words = duties.exclude(as_written__contains="、").exclude(as_written=agency.name).values_list("as_written")
    return [name for name, _ in words.annotate(n=Count("pk")).order_by("-n", "as_written")[:limit]]
