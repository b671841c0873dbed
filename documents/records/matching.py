"""Rows of an earlier reading of a document and the values of a new one in; which of them are the same record, out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from documents.models import Origin, Record, Standing
from documents.records.reconcile import EXTRACTION, as_extracted
from documents.records.saving import save

Values = Mapping[str, Any]
Mark = Callable[[Values], Hashable]


def numbered(words: Hashable, seen: Counter[Hashable]) -> tuple[Hashable, int]:
    """The words, and how many times they have been seen, which `seen` counts; this time included."""
    seen[words] += 1
    return (words, seen[words])


def follow(existing: dict[Any, Any], wanted: Mapping[Any, Values], mark_of: Mark) -> None:
    """Give records whose key changed their new key in `existing`: a record that lost its key and a new one are the same
    if only these two have their mark. A record with the mark None stays as it is."""
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
    """Give records that have another number now that number as their key, in `existing` and in the database.

    These are the records whose mark was unique before and is unique now; they keep what a person set in them. A record
    that had the number before and is not moved itself gets a key of its own.
    """
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
    """The marks that only one record has, each with the key of the record."""
    marks = {key: mark_of(each) for key, each in values.items()}
    counts = Counter(marks.values())
    return {mark: key for key, mark in marks.items() if mark and counts[mark] == 1}


def set_key(record: Record, key: str) -> None:
    """Save another key of a record, before another record of the document is given the old one."""
    record.key = key  # type: ignore[attr-defined]
    save(record, ["key"], EXTRACTION)
