"""The keys of the records of a list, in an order that is followed only as far as the list is looked at."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import overload

from pyroaring import BitMap


class KeyList(Sequence[int], ABC):
    """The keys of records in order."""

    __slots__ = ()
    keys: BitMap

    @abstractmethod
    def stretch(self, start: int, stop: int) -> Sequence[int]:
        """The keys from one place in the list up to another; 0 ≤ start < stop ≤ their number."""

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        """The key at a place, or the keys from one place to another."""
        if isinstance(at, int):
            return self[at : at + 1][0]
        start, stop, _ = at.indices(len(self))
        return self.stretch(start, stop) if start < stop else []


def touched(keys: BitMap, groups: Iterable[BitMap], start: int, stop: int) -> tuple[list[BitMap], int, int]:
    """What of the keys is in those groups that a stretch of them touches; and the stretch, counted from the first of
    these."""
    found: list[BitMap] = []
    passed = before = 0
    for group in groups:
        number = keys.intersection_cardinality(group)
        if number and passed + number > start:
            found.append(keys & group)
        else:
            before += number
        passed += number
        if passed >= stop:
            break
    return found, start - before, stop - before
