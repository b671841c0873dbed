"""The tasks of a document in; the notes and marks that say who does what, what is inherited and what reaches on, out.

The tasks are those of `for_reading`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from documents.text.spans import Span
from policykb.reading.marking import Mark
from policykb.reading.sidenotes import Basis, Named, Role, SideNote
from tasks.models import Responsibility, Task

FEWEST_FOLDED = 3  # bodies beside the lead that are not named again where the task before has the same
# 本条及以下均需……具体落实 · 下同 · 不再一一列举
ONWARD = re.compile(r"以下|下同|不再")


def duties_of(task: Task) -> list[Responsibility]:
    """The current duties of a task."""
    return task.duties  # type: ignore[attr-defined, no-any-return]


def duty_notes(tasks: Sequence[Task]) -> Iterator[SideNote]:
    """A note on who does what in each task: its own duties, of which those that stand before in the same words are
    told by their lead, and those inherited, which are listed in full only once."""
    by_key = {task.pk: task for task in tasks}
    any_duty = any(map(duties_of, tasks))
    told: set[tuple[int, tuple[Named, ...]]] = set()
    before: SideNote | None = None
    for task in tasks:
        duties = duties_of(task)
        if own := [duty for duty in duties if duty.basis != Basis.INHERITED]:
            note = SideNote("duties", task.start or 0, task, named=names_by_role(own))
            is_same = before is not None and before.named == note.named and len(note.others) >= FEWEST_FOLDED
            before = before if is_same else note
            yield SideNote("same", note.position, task, named=note.named, source=before.record) if is_same else note
        yield from inherited_notes(task, by_key, told)
        if any_duty and not duties and task.start is not None:
            yield SideNote("unassigned", task.start, task)


def inherited_notes(
    task: Task, by_key: Mapping[int, Task], told: set[tuple[int, tuple[Named, ...]]]
) -> Iterator[SideNote]:
    """A note for each task that this one inherits duties from; `told` are the lists that the page has in full."""
    duties = duties_of(task)
    for source in dict.fromkeys(duty.inherited_from_id for duty in duties if duty.inherited_from_id):
        taken = names_by_role(duty for duty in duties if duty.inherited_from_id == source)
        kind = "alike" if (source, taken) in told else "inherited"
        told.add((source, taken))
        yield SideNote(kind, task.start or 0, task, named=taken, source=by_key.get(source))


def names_by_role(duties: Iterable[Responsibility]) -> tuple[Named, ...]:
    """The duties by role, a phrase that names several agencies once."""
    found: dict[str, list[Responsibility]] = {}
    for duty in duties:
        found.setdefault(duty.role, []).append(duty)
    return tuple(
        Named(
            role,
            tuple(dict.fromkeys(duty.as_written or duty.agency.name for duty in found[role])),
            basis_of(found[role]),
        )
        for role in Role.values
        if role in found
    )


def basis_of(duties: Sequence[Responsibility]) -> str:
    """A remark on the basis of a role, where it was concluded from the order of names."""
    return "首列" if any(duty.basis == Basis.FIRST_LISTED for duty in duties) else ""


def reaches(tasks: Sequence[Task]) -> Iterator[SideNote]:
    """Notes on the clauses that hold for later items too, at the words that say so."""
    heirs: dict[int, list[Task]] = {}
    for task in tasks:
        for source in {duty.inherited_from_id for duty in duties_of(task) if duty.inherited_from_id}:
            heirs.setdefault(source, []).append(task)
    for task in tasks:
        if task.pk in heirs and task.responsibility_start is not None:
            span = onward_words(task)
            yield SideNote("reach", span.start, task, heirs=tuple(heirs[task.pk]), span=span)


def onward_words(task: Task) -> Span:
    """The part of a responsibility clause that says so: 本条及以下……不再一一列举; the whole clause where it is not
    found."""
    start, words = task.responsibility_start or 0, task.responsibility_text
    whole = Span(start, task.responsibility_end or start)
    said = ONWARD.search(words)
    if not said or len(words) != len(whole):
        return whole
    return Span(start + max(words.rfind(mark, 0, said.start()) for mark in "，,；;。") + 1, whole.end)


def duty_marks(tasks: Iterable[Task]) -> Iterator[Mark]:
    """Marks on the names of agencies; on a phrase that names several it leads to the task's list."""
    addresses: dict[int, str] = {}
    for task in tasks:
        phrases: dict[Span, list[Responsibility]] = {}
        for duty in duties_of(task):
            if duty.start is not None and duty.end is not None and not duty.inherited_from_id:
                phrases.setdefault(Span(duty.start, duty.end), []).append(duty)
        for span, duties in phrases.items():
            agency = duties[0].agency
            if len(duties) == 1 and agency.pk not in addresses:
                addresses[agency.pk] = agency.get_absolute_url()
            yield Mark(span, "duty", url=addresses[agency.pk] if len(duties) == 1 else task.get_absolute_url())
