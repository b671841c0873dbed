"""Tasks in; rows of a list out: who leads, who takes part, and the duty of one agency in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from documents.models import Agency
from policykb.insight.by_when import ByWhen, TaskTimes, find_times
from tasks.models import Deadline, Responsibility, Target, Task

PARTNERS_SHOWN = 5
Role = Responsibility.Role


@dataclass(frozen=True)
class Partners:
    """The agencies of one role; where space is short, the first few as the document calls them."""

    role: str
    duties: tuple[Responsibility, ...]

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """All of them."""
        return tuple(duty.agency for duty in self.duties)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """As printed, a phrase that names several once."""
        return tuple(dict.fromkeys(duty.as_written or duty.agency.name for duty in self.duties))

    @property
    def label(self) -> str:
        return str(Role(self.role).label)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """All names when they are few, else the first."""
        return self.names if len(self.names) <= PARTNERS_SHOWN + 1 else self.names[:PARTNERS_SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.shown) < len(self.names)


@dataclass(frozen=True)
class TaskRow:
    """A task as a list shows it. `duty` is the duty of the agency the list is about, None without such an agency."""

    task: Task
    duties: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    times: TaskTimes
    duty: Responsibility | None = None

    @cached_property
    def leads(self) -> tuple[Responsibility, ...]:
        """The leading duties."""
        return tuple(duty for duty in self.duties if duty.role == Role.LEAD)

    @cached_property
    def partners(self) -> list[Partners]:
        """The other agencies by role: without the agency the list is about, else without those that lead."""
        others = [duty for duty in self.duties if (duty != self.duty if self.duty else duty.role != Role.LEAD)]
        grouped = {role: tuple(duty for duty in others if duty.role == role) for role in Role.values}
        return [Partners(role, duties) for role, duties in grouped.items() if duties]

    @cached_property
    def beside(self) -> list[Partners]:
        """Those of the other agencies that who has this duty needs to know: all of them for who leads, else who leads;
        all where nobody does."""
        if self.leads and self.duty and self.duty.role != Role.LEAD:
            return [partners for partners in self.partners if partners.role == Role.LEAD]
        return self.partners

    @cached_property
    def figures(self) -> tuple[Target, ...]:
        """The targets with a value or a full coverage."""
        return tuple(target for target in self.targets if target.value is not None or target.comparator == "cover")

    @cached_property
    def days(self) -> tuple[ByWhen, ...]:
        """What is stated of when it falls due, the same words once."""
        return tuple({str(each): each for each in self.times.stated}.values())


def as_rows(tasks: Iterable[Task], agency: Agency | None = None) -> list[TaskRow]:
    """The tasks, fetched with `for_listing`, as rows; seen from `agency` if one is given."""
    tasks = list(tasks)
    times = find_times(tasks)
    return [as_row(task, times[task.pk], agency) for task in tasks]


def as_row(task: Task, times: TaskTimes, agency: Agency | None) -> TaskRow:
    """One task as a row."""
    duties = tuple(task.duties)
    own = next((duty for duty in duties if agency and duty.agency_id == agency.pk), None)
    return TaskRow(task, duties, tuple(task.current_targets), tuple(task.current_deadlines), times, own)
