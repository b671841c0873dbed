"""Which row of an earlier reading of a document is which record of this one, where the text or the reading changed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from documents.models import Origin, Record, Standing
from documents.records.reconcile import EXTRACTION, as_extracted
from documents.records.saving import save

Values = Mapping[str, Any]
Mark = Callable[[Values], Hashable]


def numbered(words: Hashable, seen: Counter[Hashable]) -> tuple[Hashable, int]:
    """The words with the number of times they have been seen, this one included."""
    seen[words] += 1
    return (words, seen[words])


def follow(existing: dict[Any, Any], wanted: Mapping[Any, Values], mark_of: Mark) -> None:
    """Give records that are read differently now their new key: one that is the only one left with its mark, where
    one is new with it, is the same. A mark of None marks nothing."""
    left, new = defaultdict(list), defaultdict(list)
    for key, record in existing.items():
        if key not in wanted and record.standing == Standing.CURRENT and record.origin == Origin.EXTRACTED:
            left[mark_of(as_extracted(record))].append(key)
    for key in wanted.keys() - existing.keys():
        new[mark_of(wanted[key])].append(key)
    for mark in left.keys() & new.keys() - {None}:
        if len(left[mark]) == len(new[mark]) == 1:
            existing[new[mark][0]] = existing.pop(left[mark][0])


def follow_moved(existing: dict[str, Any], wanted: Mapping[str, Values], mark_of: Mark) -> None:
    """Give numbered records that stand under another number now that number as their key, with all that a person has
    set in them: those whose mark only one record had and only one has. What stood there makes room."""
    extracted = {key: as_extracted(record) for key, record in existing.items() if record.origin == Origin.EXTRACTED}
    homes, earlier = only_ones(wanted, mark_of), only_ones(extracted, mark_of)
    moved = {earlier[mark]: key for mark, key in homes.items() if mark in earlier and earlier[mark] != key}
    moved = {old: new for old, new in moved.items() if new not in existing or new in extracted}
    movers = {new: existing.pop(old) for old, new in moved.items()}
    displaced = [existing.pop(key) for key in movers if key in existing]
    for record in (*movers.values(), *displaced):
        set_key(record, f"{record.key}-{record.pk}")
    for key, record in movers.items():
        set_key(record, key)
    existing |= movers | {record.key: record for record in displaced}


def only_ones(values: Mapping[str, Values], mark_of: Mark) -> dict[Hashable, str]:
    """The marks that only one of the records has, with its key."""
    marks = {key: mark_of(each) for key, each in values.items()}
    counts = Counter(marks.values())
    return {mark: key for key, mark in marks.items() if mark and counts[mark] == 1}


def set_key(record: Record, key: str) -> None:
    """Give a record another key at once: no two of a document may have the same."""
    record.key = key  # type: ignore[attr-defined]
    save(record, ["key"], EXTRACTION)
