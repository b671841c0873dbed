"""The vectors of one model in a process's memory, a byte a value, compared by numpy: what is used where the database
cannot compare them itself."""

from itertools import islice
from threading import Lock
from typing import Any

from documents.models import Passage
from documents.search.meaning.encoders import Vector

MOST = 500_000  # passages held; further ones are not found: 190 MB
BLOCK = 512  # compared together: few enough to stay in a processor's cache
READ = 5_000
ABSENT = -2  # less alike than anything is


class Shelf:
    """Passages that were there when last looked; some may be gone since, which the database tells."""

    def __init__(self, model: str, dimensions: int) -> None:
        self._model, self._dimensions = model, dimensions
        self._one_at_a_time = Lock()
        self._ids, self._entries, self._vectors, self._lengths = self._arrays([])

    def refresh(self) -> None:
        """Take in what was added; all anew where more than half is gone."""
        with self._one_at_a_time:
            added = self._read(int(self._ids[-1]) if len(self._ids) else 0, MOST - len(self._ids))
            if added:
                self._join([self._all(), *added])
                if len(self._ids) > 2 * Passage.objects.filter(model=self._model).count():
                    self._join(self._read(0, MOST))

    def closest(self, vector: Vector, entries: Any, limit: int) -> list[tuple[int, float]]:
        """The passages nearest to a vector, each with its likeness; of these entries, or of all where None."""
        import numpy

        ids, owners, vectors, lengths = self._all()
        asked = numpy.asarray(vector, numpy.float32)
        likeness = numpy.empty(len(ids), numpy.float32)
        block = numpy.empty((BLOCK, self._dimensions), numpy.float32)
        for start in range(0, len(ids), BLOCK):
            some = vectors[start : start + BLOCK]
            numpy.copyto(block[: len(some)], some)
            numpy.dot(block[: len(some)], asked, out=likeness[start : start + BLOCK])
        likeness /= lengths * numpy.linalg.norm(asked)
        if entries is not None:
            likeness[~numpy.isin(owners, numpy.asarray(list(entries), numpy.int64))] = ABSENT
        best = range(len(ids)) if len(ids) <= limit else numpy.argpartition(-likeness, limit)[:limit]
        found = [(int(ids[place]), float(likeness[place])) for place in best if likeness[place] > ABSENT]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def _read(self, after: int, most: int) -> list[Any]:
        passages = Passage.objects.filter(model=self._model, pk__gt=after).order_by("pk")
        rows = passages.values_list("pk", "entry_id", "vector")[:most].iterator(READ)
        return [self._arrays(some) for some in iter(lambda: list(islice(rows, READ)), [])]

    def _arrays(self, rows: list[Any]) -> Any:
        import numpy

        data = b"".join(bytes(vector) for *_, vector in rows)
        vectors = numpy.frombuffer(data, numpy.int8).reshape(len(rows), self._dimensions)
        lengths = numpy.linalg.norm(vectors.astype(numpy.float32), axis=1)
        ids, entries = (numpy.array([row[column] for row in rows], numpy.int64) for column in (0, 1))
        return ids, entries, vectors, lengths

    def _all(self) -> Any:
        return self._ids, self._entries, self._vectors, self._lengths

    def _join(self, parts: list[Any]) -> None:
        import numpy

        self._ids, self._entries, self._vectors, self._lengths = (
            numpy.concatenate(columns) for columns in zip(*parts, strict=True)
        )
