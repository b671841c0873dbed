"""Bring stored records in line with what was extracted, without ever losing what a person entered."""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, models, transaction
from simple_history.utils import bulk_create_with_history

from documents.models import Change, Correction, Origin, Record, Standing
from documents.records import writing
from documents.records.bounds import storable
from documents.records.saving import save
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept", bound=Record)
Kind = Change.Kind

EXTRACTION = "程序提取"  # the reason noted in the history of a record
PLACES = ("start", "end", "heading_end", "own_end", "responsibility_start", "responsibility_end")
# What a database, or the way to it, says of a value that it cannot take. A database that is away says something else.
UNSTORABLE = (IntegrityError, DataError, ValueError, OverflowError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Detail:
    """What became of one record: the sort of record, what it is called, and each changed column's value before and
    after."""

    kind: str
    noun: str
    name: str
    values: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Changes:
    """What an ingest did, or would do: how many records of which sort, and what it could not do. `place` is what the
    text is beside the documents known before, `before` and `after` are the document's texts."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    superseded: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    details: list["Detail"] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    place: str = ""
    before: str = ""
    after: str = ""

    def __bool__(self) -> bool:
        return any(counts.total() for counts in (self.created, self.updated, self.superseded, self.proposed))

    @property
    def is_new(self) -> bool:
        """Whether the document is new: then its parts need not be told one by one."""
        return bool(self.created["document"])

    def tell(
        self, counts: Counter[str], kind: str, record: models.Model, before: Mapping[str, Any] | None = None
    ) -> None:
        """Count a record, and tell of its change; `before` are the values that its changed columns had."""
        counts[str(record._meta.model_name)] += 1
        if not self.is_new or record._meta.model_name == "document":
            writing.tell(record, kind, before or ())
            values = {name: (value, getattr(record, name)) for name, value in (before or {}).items()}
            self.details.append(Detail(kind, str(record._meta.model_name), str(record), values))


def reconcile(
    model: type[Kept],
    existing: Mapping[Key, Kept],
    wanted: Mapping[Key, Mapping[str, Any]],
    changes: Changes,
) -> dict[Key, Kept]:
    """Make, update or supersede records so that they hold the wanted values; return them by key.

    A record that a person made or withdrew stays as it is. A field that a person set keeps its value; a new extracted
    value becomes a proposal. A record no longer extracted is superseded; one that a person corrected stays where its
    words still stand. A record that cannot be stored is a note, and lacks in what is returned.
    """
    records: dict[Key, Kept] = {}
    for key, extracted in wanted.items():
        values = storable(model, extracted, changes.notes)
        record = existing.get(key)
        if record is None:
            records[key] = model(**values)
            continue
        records[key] = record
        if record.origin == Origin.EXTRACTED and record.standing != Standing.WITHDRAWN:
            update(record, {**values, "standing": Standing.CURRENT}, changes)
    failed = create(model, [records[key] for key in wanted if key not in existing])
    for key in wanted:
        if id(records[key]) in failed:
            changes.notes.append(not_stored(records.pop(key), failed))
        elif key not in existing:
            changes.tell(changes.created, Kind.CREATED, records[key])
    supersede((record for key, record in existing.items() if key not in wanted), changes)
    return records


def not_stored(record: Any, failed: Mapping[int, Exception]) -> Note:
    """A note that says of a record that, and why, it could not be stored."""
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    span = Span(start, end) if start is not None and end is not None else None
    reason = str(failed[id(record)]).strip().splitlines() or [type(failed[id(record)]).__name__]
    return Note(NoteKind.NOT_STORED, f"未能入库的{record._meta.verbose_name}：{reason[0]}", span)


def update(record: Record, values: Mapping[str, Any], changes: Changes) -> None:
    """Set the values that no person has set; save only what changed."""
    locks = record.locked_fields()
    held = bound_to(type(record), frozenset(locks))
    changed = {}
    for name, value in values.items():
        if name in locks:
            changes.proposed[str(record._meta.model_name)] += propose(locks[name], getattr(record, name), value)
        elif name not in held and plain(getattr(record, name)) != plain(value):
            changed[name] = getattr(record, name)
            setattr(record, name, value)
    if not changed:
        return
    try:
        with transaction.atomic():
            save(record, changed, EXTRACTION)
    except UNSTORABLE as error:
        changes.notes.append(not_stored(record, {id(record): error}))
        for name, value in changed.items():
            setattr(record, name, value)
    else:
        changes.tell(changes.updated, Kind.UPDATED, record, changed)


def propose(lock: Correction, current: Any, extracted: Any) -> bool:
    """Note a new extracted value beside a person's, or take an older one back; whether there is news."""
    value = plain(extracted)
    is_news = value not in (plain(current), lock.before)
    if is_news == lock.has_proposal and (not is_news or value == lock.proposed):
        return False
    lock.proposed, lock.has_proposal = (value, True) if is_news else (None, False)
    lock.save(update_fields=["proposed", "has_proposal"])
    return is_news


@cache
def bound_to(model: type[Record], columns: frozenset[str]) -> frozenset[str]:
    """These columns and those that check constraints bind to them: a day and its precision change together, or a
    person's day would stand beside an extracted precision that contradicts it."""
    names = {column.removesuffix("_id") for column in columns}
    rules = [
        {reference.removesuffix("_id") for reference in constraint.condition.referenced_base_fields}  # type: ignore[union-attr]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
    while more := set().union(*(rule for rule in rules if rule & names)) - names:
        names |= more
    return frozenset(model._meta.get_field(name).attname for name in names)  # type: ignore[union-attr]


def as_extracted(record: Record) -> dict[str, Any]:
    """The record's columns, with what extraction said where a person said something else: what it is known by."""
    return record.__dict__ | {field: lock.before for field, lock in record.locked_fields().items()}


def supersede(records: Iterable[Record], changes: Changes) -> None:
    """Retire records that are no longer extracted. One that a person corrected stays if its words still stand in the
    text; if they do not, it is retired with its corrections, and a note tells staff."""
    for record in records:
        if record.origin != Origin.EXTRACTED or record.standing != Standing.CURRENT:
            continue
        if record.locked_fields():
            if still_stands(record, changes):
                continue
            changes.notes.append(Note(NoteKind.DROPPED, f"新版本已删去，其上的人工更正随之停用：{record}"[:300]))
        record.standing = Standing.SUPERSEDED
        save(record, ["standing"], EXTRACTION)
        changes.tell(changes.superseded, Kind.SUPERSEDED, record)


def still_stands(record: Any, changes: Changes) -> bool:
    """Whether the words that a record was read from stand in the document's new text; its span moves there."""
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    if changes.before == changes.after or start is None or end is None:
        return True
    words = changes.before[start:end]
    place = changes.after.find(words) if words else -1
    if place < 0:
        return False
    moved = {name: was for name in PLACES if (was := getattr(record, name, None)) is not None}
    for name, was in moved.items():
        setattr(record, name, was + place - start)
    save(record, moved, EXTRACTION)
    changes.tell(changes.updated, Kind.UPDATED, record, moved)
    return True


def create(model: type[models.Model], records: list[Any], reason: str = EXTRACTION) -> dict[int, Exception]:
    """Insert records, with their history where the model keeps one. Return the errors of those that the database cannot
    take, by the id() of the record."""
    if not records:
        return {}
    try:
        with transaction.atomic():
            insert(model, records, reason)
    except UNSTORABLE:
        return create_singly(model, records, reason)
    return {}


def create_singly(model: type[models.Model], records: list[Any], reason: str) -> dict[int, Exception]:
    """Insert those records that can be inserted."""
    failed: dict[int, Exception] = {}
    for record in records:
        record.pk = None
        try:
            with transaction.atomic():
                insert(model, [record], reason)
        except UNSTORABLE as error:
            failed[id(record)] = error
    return failed


def insert(model: type[models.Model], records: list[Any], reason: str) -> None:
    """Insert records, with their history where the model keeps one."""
    if hasattr(model, "history"):
        bulk_create_with_history(records, model, batch_size=500, default_change_reason=reason)
    else:
        model._default_manager.bulk_create(records, batch_size=500)


def plain(value: Any) -> Any:
    """The value as JSON knows it, so that 12.5 and 12.500000 are equal, and tuples and lists."""
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if value is None or isinstance(value, str | int | date):
        return value.isoformat() if isinstance(value, date) else value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
