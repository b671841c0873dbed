"""The facts of a document in; the marks on its text and the notes beside it, numbered in reading order, out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
ORDER = ("duties", "same", "inherited", "alike", "unassigned", "deadline", "target", "reach", "topics", "defect")
TOPICS_SHOWN = 4
LONGEST_MARK = 40  # of a defect of more words only the last character is underlined
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
    topics: tuple[Term, ...] = ()

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
        return len([duty for duty in self.record.duties if duty.basis == Basis.INHERITED])

    @property
    def lists_bodies(self) -> bool:
        """Whether its task names bodies of its own beside those it inherits."""
        return any(duty.basis != Basis.INHERITED for duty in self.record.duties)

    @property
    def lead(self) -> Named | None:
        """Who leads, None where nobody is said to."""
        return next((named for named in self.named if named.role == Role.LEAD), None)

    @property
    def others(self) -> list[str]:
        """The names of those that do not lead."""
        return [name for named in self.named if named.role != Role.LEAD for name in named.names]

    @property
    def quantified(self) -> int:
        return sum(1 for target in self.targets if target.value is not None)

    @property
    def aims(self) -> str:
        """How many targets stand under a deadline: 目标 3 项, or 定性目标 3 项 where none of them has a number."""
        return f"{'' if self.quantified else '定性'}目标 {len(self.targets)} 项"


def fact_notes(
    targets: Sequence[Target], deadlines: Sequence[Deadline], reaching: Iterable[SideNote] = ()
) -> Iterator[SideNote]:
    """The notes with numbers, in reading order: deadlines, targets with a value or without a deadline to list them
    under, and the notes on duties that hold for later items."""
    found: list[SideNote] = [*reaching]
    covered: set[int] = set()
    for deadline in deadlines:
        under = targets_under(deadline, targets, deadlines)
        covered |= {target.pk for target in under}
        found.append(fact("deadline", deadline, targets=under))
    for target in targets:
        if target.value is not None or target.comparator == Target.Comparator.COVER or target.pk not in covered:
            found.append(fact("target", target))
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


def topic_notes(tasks: Iterable[Task], topics: Mapping[int, Sequence[Term]]) -> Iterator[SideNote]:
    """A note with the topics of each task, given by the keys of the tasks."""
    for task in tasks:
        if task.pk in topics and task.start is not None:
            yield SideNote("topics", task.start, task, topics=named_topics(topics[task.pk]))


def named_topics(topics: Sequence[Term]) -> tuple[Term, ...]:
    """The topics to name: those with the longest names, without those whose names are part of another's."""
    names = [topic.name for topic in topics]
    apart = [topic for topic in topics if not any(topic.name in name for name in names if name != topic.name)]
    return tuple(sorted(apart, key=lambda topic: -len(topic.name))[:TOPICS_SHOWN])


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


def citation_marks(citations: Iterable[Citation]) -> Iterator[Mark]:
    """Marks on the cited documents that are stored here."""
    for citation in citations:
        if citation.cited and citation.start is not None and citation.end is not None:
            yield Mark(Span(citation.start, citation.end), "cite", url=citation.cited.get_absolute_url())
