"""A task in; the lines of the source that it was read from, with its facts marked, out: for the editor's right-hand
column."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

from documents.models import DocumentVersion
from documents.text.spans import Span
from policykb.reading.marking import Mark, MarkedText, Segment
from tasks.models import Task

AROUND = 2  # lines shown before and after the task's own


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source, counted from 1. `follows` is False where lines before it are left out; `is_inside`: words
    of the task are in it."""

    number: int
    segments: list[Segment]
    is_inside: bool
    follows: bool


def source_lines(task: Task) -> list[SourceLine]:
    """The lines with the task's words, and some around them; none for a task made by hand."""
    if task.start is None or task.end is None:
        return []
    text = task.document.text
    lines = spans_of_lines(text.source)
    inside = lines_under(lines, text.alignment.source_spans(Span(task.start, task.end)))
    shown = sorted({near for number in inside for near in range(number - AROUND, number + AROUND + 1)})
    marked = MarkedText(text.source, marks(task, text))  # type: ignore[arg-type]
    return [
        SourceLine(number + 1, marked.cut(lines[number]), number in inside, number - 1 in shown)
        for number in shown
        if 0 <= number < len(lines) and len(lines[number])
    ]


def spans_of_lines(source: str) -> list[Span]:
    """The span of each line, without its end."""
    lines = source.splitlines(keepends=True)
    starts = accumulate(map(len, lines), initial=0)
    return [Span(start, start + len(line.rstrip("\r\n"))) for start, line in zip(starts, lines, strict=False)]


def lines_under(lines: list[Span], spans: Iterator[Span]) -> set[int]:
    """The numbers, from 0, of the lines that the spans touch."""
    starts = [line.start for line in lines]
    return {
        number
        for span in spans
        for number in range(bisect_right(starts, span.start) - 1, bisect_right(starts, max(span.start, span.end - 1)))
    }


def marks(task: Task, text: DocumentVersion) -> Iterator[Mark]:
    """The marks of the task and of its duties, targets and deadlines in the source."""
    kinds: dict[str, Iterable[Any]] = {
        "own": [task],
        "duty": task.responsibilities.current(),  # type: ignore[attr-defined]
        "fact": chain(task.targets.current(), task.deadlines.current()),  # type: ignore[attr-defined]
    }
    for kind, records in kinds.items():
        for record in records:
            if record.start is not None:
                for span in text.alignment.source_spans(Span(record.start, record.end)):
                    yield Mark(span, kind)
