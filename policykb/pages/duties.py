"""What one agency has to do: its tasks by role, through collectives, with whom, by when, and where it is not named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, prefetch_related_objects

from documents.models import Agency, Document
from policykb.collectives import Inclusion, find_inclusions
from policykb.pages import upcoming
from policykb.pages.rows import Row, as_rows
from tasks.models import Deadline, Responsibility, Target, Task
from tasks.models.tasks import TaskQuerySet

SHOWN = 100  # tasks of one role on the page; the rest is in the task list
Role = Responsibility.Role
Basis = Responsibility.Basis


@dataclass(frozen=True, slots=True)
class RoleSection:
    """The tasks in which an agency has one role, and on what ground it has it."""

    role: str
    rows: tuple[Row, ...]
    count: int
    first_listed: int
    inherited: int

    @property
    def label(self) -> str:
        return str(Role(self.role).label)

    @property
    def remark(self) -> str:
        """How far the role is the reader's inference, in a sentence; "" where the words say it."""
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
    """The tasks in which a collective that speaks of the agency has a duty."""

    inclusion: Inclusion
    rows: tuple[Row, ...]
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
    sections = []
    for role in Role.values:
        of_role = {basis: counts[role, basis] for basis in Basis.values}
        rows = fetch_rows(agency, role) if any(of_role.values()) else ()
        sections.append(
            RoleSection(role, rows, sum(of_role.values()), of_role[Basis.FIRST_LISTED], of_role[Basis.INHERITED])
        )
    return sections


def fetch_rows(agency: Agency, role: str) -> tuple[Row, ...]:
    """The first tasks in which the agency has this role, in document order."""
    tasks = Task.objects.published().with_duty([agency], [role]).for_listing().in_document_order()
    rows = tuple(as_rows(tasks[:SHOWN], agency))
    inherited = [row.duty for row in rows if row.duty and row.duty.inherited_from_id]
    prefetch_related_objects(inherited, "inherited_from__document")
    return rows


def group_sections(agency: Agency) -> list[GroupSection]:
    """The tasks that reach the agency through a collective."""
    groups = Agency.objects.with_duties().filter(kind="group").select_related("region")
    sections = []
    for inclusion in find_inclusions(agency, groups):
        tasks = tasks_of(inclusion.group).for_listing().in_document_order()
        rows = tuple(as_rows(tasks[:SHOWN], inclusion.group))
        sections.append(GroupSection(inclusion, rows, inclusion.group.task_count))  # type: ignore[attr-defined]
    return sections


def due_for(agency: Agency, today: date) -> list[upcoming.Entry]:
    """What the agency's tasks have to reach from today on; recurring duties first."""
    tasks = tasks_of(agency)
    targets = Target.objects.published().due_from(today).filter(task__in=tasks).with_place()
    deadlines = Deadline.objects.published().due_from(today).filter(task__in=tasks).with_place()
    return [*upcoming.recurring(deadlines, today), *upcoming.coming(targets, deadlines, today)]


def due_in_general(documents: Iterable[Document], today: date) -> list[upcoming.Entry]:
    """What the documents as a whole have to reach from today on: no task's own, so nobody's in particular."""
    targets = Target.objects.published().due_from(today).filter(task=None, document__in=list(documents)).with_place()
    return upcoming.coming(targets, (), today)


def not_named(agency: Agency, documents: Iterable[Document]) -> list[Document]:
    """The documents of the agency's region in which it has no duty; `duty_count` tells whether anyone has one there."""
    if not agency.region:
        return []
    others = Document.objects.for_listing().filter(region=agency.region).exclude(pk__in=[d.pk for d in documents])
    return list(others.with_duty_counts()[:20])


def written_as(agency: Agency, limit: int = 3) -> list[str]:
    """How the documents call the agency where they name it alone, the commonest first."""
    duties = Responsibility.objects.published().filter(agency=agency).exclude(as_written="")
    words = duties.exclude(as_written__contains="、").exclude(as_written=agency.name).values_list("as_written")
    return [name for name, _ in words.annotate(n=Count("pk")).order_by("-n", "as_written")[:limit]]
