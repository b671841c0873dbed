"""The keys of the tasks of a list in; those of any stretch of it, in the order asked for, out.

The tasks come in groups whose order is known without a look at any task: documents by their day, or days. Only the
groups that a stretch touches are read.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyroaring import BitMap

from documents.tag_sets.key_list import KeyList, touched
from documents.tag_sets.sets import NOTHING, Sets
from tasks.models import Task

LARGE = 500  # tasks of a group: of a larger one only the documents are read that the stretch touches
READ = 5000  # tasks, and what the last group has more

Groups = Callable[[], Iterator[BitMap]]


@dataclass(frozen=True, slots=True)
class TaskList(KeyList):
    """The keys of a list in order: those of `first`, then the others by `groups`, within a group as the documents have
    them."""

    keys: BitMap
    sets: Sets
    groups: Groups
    first: Sequence[int] = ()

    def stretch(self, start: int, stop: int) -> "array[int]":
        """The keys from one place in the list up to another."""
        leading = len(self.first)
        return array("q", self.first[start:stop]) + self.rest(max(start - leading, 0), max(stop - leading, 0))

    def rest(self, start: int, stop: int) -> "array[int]":
        """The same of those after the first."""
        found = array("q")
        if stop <= start:
            return found
        keys = self.keys - BitMap(self.first)
        groups, start, stop = touched(keys, self.groups(), start, stop)
        if any(len(group) > LARGE for group in groups):
            finer = (part for group in groups for part in self.parts(group))
            groups, start, stop = touched(keys, finer, start, stop)
        for run in runs(groups):
            found.extend(in_place(run))
        return found[start:stop]

    def parts(self, group: BitMap) -> Iterator[BitMap]:
        """A group, where it is large by document, in the order of the documents' keys."""
        if len(group) <= LARGE:
            yield group
            return
        documents = self.sets.of("task").values("d")
        for document in sorted(map(int, documents)):
            if some := group & documents[str(document)]:
                yield some


def runs(groups: Iterable[BitMap]) -> Iterator[list[BitMap]]:
    """The groups, as many at a time as are read at once."""
    run: list[BitMap] = []
    read = 0
    for group in groups:
        run.append(group)
        read += len(group)
        if read >= READ:
            yield run
            run, read = [], 0
    if run:
        yield run


def in_place(groups: Sequence[BitMap]) -> list[int]:
    """The keys of all groups, one group after the other, within each by document and by place in the document."""
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    rows: Any = Task.objects.among(group_of).order_by().values_list("pk", "document_id", "order")
    return [key for _, _, _, key in sorted((group_of[key], document, order, key) for key, document, order in rows)]


def newest_documents(sets: Sets) -> Iterator[BitMap]:
    """The tasks of each document, the newest first, undated ones last."""
    tasks, documents = sets.of("task").values("d"), sets.of("document")
    days = documents.values("I")
    for day in sorted(days, reverse=True):
        yield from (tasks.get(str(document), NOTHING) for document in days[day])
    yield from (tasks.get(str(document), NOTHING) for document in documents["inone"])


def next_days(sets: Sets, today: date) -> Iterator[BitMap]:
    """The tasks by the day on which they are due: from today on, the next first; then those past; then those without
    a day."""
    days, now = sets.of("task").values("u"), today.isoformat()
    for day in sorted(days, key=lambda day: (day == "none", day < now, day)):
        yield days[day]
