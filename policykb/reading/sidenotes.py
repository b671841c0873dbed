"""The facts of a document in; the marks on its text and the notes beside it, numbered in reading order, out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.models import SourceNote, Term
from documents.text.notes import NoteKind
from documents.text.spans import Span
from policykb.reading.marking import Mark
from tasks.models import Citation, Deadline, Responsibility, Target, Task

Role = Responsibility.Role
Basis = Responsibility.Basis
NUMBERED = ("deadline", "target", "reach")
ORDER = ("duties", "inherited", "alike", "unassigned", "deadline", "target", "reach", "topics", "defect")
TOPICS_SHOWN = 4
LONGEST_MARK = 40  # of a defect of more words only the last character is underlined
# 本条及以下均需……具体落实 · 下同 · 不再一一列举
ONWARD = re.compile(r"以下|下同|不再")

# What is wrong with the source concerns readers; what the program could not read concerns staff.
DEFECTS = {
    NoteKind.PAGE_BREAK, NoteKind.FOREIGN_WORD, NoteKind.UNPAIRED_MARK, NoteKind.HOLE, NoteKind.LOST_HEADING,
    NoteKind.REORDERED, NoteKind.UNCERTAIN_PLACE, NoteKind.MISSING_ATTACHMENT, NoteKind.DOUBTFUL_CHARACTER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The agencies of one role, as printed, and the basis of their role."""

    role: str
    names: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class SideNote:
    """One note beside the text.

    `kind` is one of ORDER. `record` is the task, target, deadline or defect it is about, `source` the task that
    duties come from. `number` counts the facts, and separately the defects. `line` is the line of the source that its
    words begin in, where it is shown.
    """

    kind: str
    position: int
    record: Any
    number: int = 0
    named: tuple[Named, ...] = ()
    source: Task | None = None
    targets: tuple[Target, ...] = ()
    heirs: tuple[Task, ...] = ()
    span: Span | None = None
    line: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """Its place among the notes of a row; the facts stand there by their numbers, whatever they are."""
        kind = NUMBERED[0] if self.kind in NUMBERED else self.kind
        return ORDER.index(kind), self.number or self.position

    @property
    def anchor(self) -> str:
        """Its id on the page: n6, or x2 for a defect."""
        return f"{'x' if self.kind == 'defect' else 'n'}{self.number}" if self.number else ""

    @property
    def mark(self) -> str:
        """The id of its sign in the text: t6, or y2 for a defect."""
        return f"{'y' if self.kind == 'defect' else 't'}{self.number}" if self.number else ""

    @property
    def agency_count(self) -> int:
        return len([duty for duty in self.record.responsibilities.all() if duty.basis == Basis.INHERITED])

    @property
    def topics(self) -> list[Term]:
        """The topics to name: those with the longest names, without those whose names are part of another's."""
        topics = list(self.record.topics.all())
        apart = [one for one in topics if not any(one.name in other.name for other in topics if other != one)]
        return sorted(apart, key=lambda topic: -len(topic.name))[:TOPICS_SHOWN]

    @property
    def quantified(self) -> int:
        return sum(1 for target in self.targets if target.value is not None)

    @property
    def aims(self) -> str:
        """How many targets stand under a deadline: 目标 3 项, or 定性目标 3 项 where none of them has a number."""
        return f"{'' if self.quantified else '定性'}目标 {len(self.targets)} 项"


def duty_notes(tasks: Sequence[Task]) -> Iterator[SideNote]:
    """A note on who does what in each task: its own duties and those inherited, which are listed in full only once."""
    by_key = {task.pk: task for task in tasks}
    any_duty = any(task.responsibilities.all() for task in tasks)
    told: set[tuple[int, tuple[Named, ...]]] = set()
    for task in tasks:
        position = task.start or 0
        duties = list(task.responsibilities.all())
        if own := [duty for duty in duties if duty.basis != Basis.INHERITED]:
            yield SideNote("duties", position, task, named=names_by_role(own))
        for source_pk in dict.fromkeys(duty.inherited_from_id for duty in duties if duty.inherited_from_id):
            taken = names_by_role(duty for duty in duties if duty.inherited_from_id == source_pk)
            kind = "alike" if (source_pk, taken) in told else "inherited"
            told.add((source_pk, taken))
            yield SideNote(kind, position, task, named=taken, source=by_key.get(source_pk))
        if any_duty and not duties and task.start is not None:
            yield SideNote("unassigned", position, task)


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


def fact_notes(tasks: Sequence[Task], targets: Sequence[Target], deadlines: Sequence[Deadline]) -> Iterator[SideNote]:
    """The notes with numbers, in reading order: deadlines, targets with a value or without a deadline to list them
    under, and duties that hold for later items."""
    found: list[SideNote] = []
    covered: set[int] = set()
    for deadline in deadlines:
        under = targets_under(deadline, targets, deadlines)
        covered |= {target.pk for target in under}
        found.append(fact("deadline", deadline, targets=under))
    for target in targets:
        if target.value is not None or target.comparator == Target.Comparator.COVER or target.pk not in covered:
            found.append(fact("target", target))
    found += reaches(tasks)
    placed = sorted(
        (note for note in found if note.span is not None), key=lambda note: (note.span, ORDER.index(note.kind))
    )
    for number, note in enumerate(placed, 1):
        yield replace(note, number=number)


def fact(kind: str, record: Any, **values: Any) -> SideNote:
    """A note on the words of a record."""
    span = None if record.start is None else Span(record.start, record.end)
    return SideNote(kind, record.start or 0, record, span=span, **values)


def targets_under(deadline: Deadline, targets: Sequence[Target], deadlines: Sequence[Deadline]) -> tuple[Target, ...]:
    """The targets of the same day that follow a deadline in its section, up to the next deadline."""
    if deadline.start is None or deadline.due_on is None:
        return ()
    here = [other.start for other in deadlines if other.section_id == deadline.section_id and other.start is not None]
    end = min((start for start in here if start > deadline.start), default=None)
    return tuple(
        target
        for target in targets
        if target.section_id == deadline.section_id
        and target.deadline == deadline.due_on
        and target.start is not None
        and target.start >= deadline.start
        and (end is None or target.start < end)
    )


def reaches(tasks: Sequence[Task]) -> Iterator[SideNote]:
    """Notes on the clauses that hold for later items too, at the words that say so."""
    heirs: dict[int, list[Task]] = {}
    for task in tasks:
        for source in {duty.inherited_from_id for duty in task.responsibilities.all() if duty.inherited_from_id}:
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


def topic_notes(tasks: Iterable[Task]) -> Iterator[SideNote]:
    """A note with the topics of each task."""
    for task in tasks:
        if task.topics.all() and task.start is not None:
            yield SideNote("topics", task.start, task)


def defect_notes(notes: Iterable[SourceNote]) -> Iterator[SideNote]:
    """Notes on defects of the source that have a place; a hole is shown in the text instead."""
    placed = [note for note in notes if note.start is not None and note.kind != NoteKind.HOLE]
    for number, note in enumerate(placed, 1):
        yield fact("defect", note, number=number)


def shown_defects(notes: Iterable[SourceNote]) -> list[SourceNote]:
    """The defects that concern readers and that staff have not dismissed."""
    states = (SourceNote.State.OPEN, SourceNote.State.DONE)
    return [note for note in notes if note.kind in DEFECTS and note.state in states]


def note_marks(notes: Iterable[SideNote], sign_of: Any) -> Iterator[Mark]:
    """The marks of notes with signs: a solid line with a number, a dashed one with 校."""
    for note in notes:
        if not note.span or not note.number:
            continue
        if note.kind == "defect":
            span = note.span if len(note.span) <= LONGEST_MARK else Span(note.span.end - 1, note.span.end)
            yield Mark(span, "defect", "校", note.mark, note.anchor, f"校注 {note.number}")
        else:
            yield Mark(note.span, "fact", sign_of(note.number), note.mark, note.anchor, f"注 {note.number}")


def duty_marks(tasks: Iterable[Task]) -> Iterator[Mark]:
    """Marks on the names of agencies; on a phrase that names several it leads to the task's list."""
    for task in tasks:
        phrases: dict[Span, list[Responsibility]] = {}
        for duty in task.responsibilities.all():
            if duty.start is not None and duty.end is not None and not duty.inherited_from_id:
                phrases.setdefault(Span(duty.start, duty.end), []).append(duty)
        for span, duties in phrases.items():
            url = duties[0].agency.get_absolute_url() if len(duties) == 1 else task.get_absolute_url()
            yield Mark(span, "duty", url=url)


def citation_marks(citations: Iterable[Citation]) -> Iterator[Mark]:
    """Marks on the cited documents that are stored here."""
    for citation in citations:
        if citation.cited and citation.start is not None and citation.end is not None:
            yield Mark(Span(citation.start, citation.end), "cite", url=citation.cited.get_absolute_url())
