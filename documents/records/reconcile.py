"""Stored records and extracted values in; the records changed to the new values, except what a person entered, out."""

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
    """What became of one record: `kind` is a Change.Kind, `noun` the name of the model, `name` that of the record, and
    `values` holds for each changed column the value before and after."""

    kind: str
    noun: str
    name: str
    values: Mapping[str, tuple[Any, Any]]


@dataclass(slots=True)
class Changes:
    """What an ingest changed, or would change: how many records of each model, and notes on what could not be stored.

    `place` says what the text is beside the documents known before (kinship.Place); `before` and `after` are the old
    and the new reading text of the document.
    """

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
        """Whether the document is new; then the changes of its parts are only counted."""
        return bool(self.created["document"])

    def tell(
        self, counts: Counter[str], kind: str, record: models.Model, before: Mapping[str, Any] | None = None
    ) -> None:
        """Count a record, and record its change; `before` are the values that its changed columns had."""
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
    value becomes a proposal. A record that is no longer extracted is superseded, unless a person corrected it and its
    words are still in the text. For a record that cannot be stored, `changes` gets a note; it is not returned.
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
    """A note that a record could not be stored, with the reason; `failed` maps the id() of records to errors."""
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    span = Span(start, end) if start is not None and end is not None else None
    reason = str(failed[id(record)]).strip().splitlines() or [type(failed[id(record)]).__name__]
    return Note(NoteKind.NOT_STORED, f"未能入库的{record._meta.verbose_name}：{reason[0]}", span)


def update(record: Record, values: Mapping[str, Any], changes: Changes) -> None:
    """Set the values in columns that no person has set, and save those that changed; see `propose` for the others."""
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
    """Keep a new extracted value as a proposal, or drop an old proposal; return whether a proposal was made."""
    value = plain(extracted)
    is_news = value not in (plain(current), lock.before)
    if is_news == lock.has_proposal and (not is_news or value == lock.proposed):
        return False
    lock.proposed, lock.has_proposal = (value, True) if is_news else (None, False)
    lock.save(update_fields=["proposed", "has_proposal"])
    return is_news


@cache
def bound_to(model: type[Record], columns: frozenset[str]) -> frozenset[str]:
    """These columns and those that stand in a check constraint with them. They change together: the day that a person
    set would contradict the precision that was extracted."""
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
    """The columns of a record with the values that were extracted, also where a person set another value."""
    return record.__dict__ | {field: lock.before for field, lock in record.locked_fields().items()}


def supersede(records: Iterable[Record], changes: Changes) -> None:
    """Mark records that are no longer extracted as superseded. One that a person corrected stays if its words are still
    in the text; if not, it is superseded too, and `changes` gets a note for staff."""
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
    """Whether the words that a record was read from are in the new text; if so, its span is moved to them."""
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
    """Insert records, with their history if the model keeps one. Return the errors of those that the database does not
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
    """Insert the records one by one; return the errors, by the id() of the record."""
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
    """Insert all records, with their history if the model keeps one."""
    if hasattr(model, "history"):
        bulk_create_with_history(records, model, batch_size=500, default_change_reason=reason)
    else:
        model._default_manager.bulk_create(records, batch_size=500)


def plain(value: Any) -> Any:
    """The value as JSON can hold it, in a form in which 12.5 and 12.500000 are equal, and tuples equal lists."""
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if value is None or isinstance(value, str | int | date):
        return value.isoformat() if isinstance(value, date) else value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
