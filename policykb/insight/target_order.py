"""The keys of targets in; those of any stretch of their list, in the order asked for, out.

Only the days and documents that a stretch touches are read: the sets tell how many targets lie before it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from documents.tag_sets.by_day import newest_first
from documents.tag_sets.key_list import KeyList, touched
from documents.tag_sets.sets import Sets
from tasks.models import Target


@dataclass(frozen=True, slots=True)
class TargetList(KeyList):
    """The keys of targets by "year", "indicator" or "document", the newest documents first, of one day too. Where
    `values_first`, those with a value come so, and then the others by document."""

    keys: BitMap
    sets: Sets
    order: str
    values_first: bool = True

    def stretch(self, start: int, stop: int) -> Sequence[int]:
        """The keys from one place in the list up to another."""
        if not self.values_first:
            return self.ordered(self.keys, start, stop)
        valued = self.keys & self.sets.of("target")["qquantified"]
        there, here = len(valued), self.keys - valued
        first = self.ordered(valued, start, min(stop, there)) if start < there else []
        rest = self.grouped(here, self.documents(here), max(start - there, 0), stop - there) if stop > there else []
        return [*first, *rest]

    def ordered(self, keys: BitMap, start: int, stop: int) -> Sequence[int]:
        """The same of these keys, in the order asked for."""
        if self.order == "indicator":
            found = Target.objects.among(keys).order_by("indicator", "deadline", "pk")
            return list(found.values_list("pk", flat=True)[start:stop])
        groups = self.days() if self.order == "year" else self.documents(keys)
        return self.grouped(keys, groups, start, stop)

    def grouped(self, keys: BitMap, groups: Iterable[BitMap], start: int, stop: int) -> list[int]:
        """The keys between two places of the groups, within a group by document."""
        found, start, stop = touched(keys, groups, start, stop)
        documents, start, stop = touched(keys, (part for group in found for part in self.documents(group)), start, stop)
        return in_text(documents)[start:stop]

    def days(self) -> Iterator[BitMap]:
        """The targets by their days, undated ones last."""
        days = self.sets.of("target").values("u")
        yield from (days[day] for day in sorted(days))

    def documents(self, keys: BitMap) -> Iterator[BitMap]:
        """These targets by their documents, the newest first."""
        by_document = self.sets.of("target").values("d")
        among = BitMap(int(document) for document, some in by_document.items() if some.intersect(keys))
        for document in newest_first(self.sets.of("document"), among):
            yield by_document[str(document)] & keys


def in_text(groups: Sequence[BitMap]) -> list[int]:
    """The keys of all groups, one group after the other, those of a group as they stand in the text."""
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    rows = Target.objects.among(group_of).order_by().values_list("pk", "order")
    return [key for _, _, key in sorted((group_of[key], order, key) for key, order in rows)]
