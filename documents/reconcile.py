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
from django.db import models
from simple_history.utils import bulk_create_with_history

from documents.models import Correction, Origin, Record, Standing
from documents.records.bounds import storable
from documents.text.notes import Note

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept", bound=Record)

EXTRACTION = "程序提取"  # the reason noted in the history of a record


@dataclass(slots=True)
class Changes:
    """What an ingest did, or would do: how many records of which sort."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    superseded: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    notes: list[Note] = field(default_factory=list)  # on what had to be cut to be kept

    def __bool__(self) -> bool:
        return any(counts.total() for counts in (self.created, self.updated, self.superseded, self.proposed))

    def __iadd__(self, other: "Changes") -> "Changes":
        self.created += other.created
        self.updated += other.updated
        self.superseded += other.superseded
        self.proposed += other.proposed
        self.notes += other.notes
        return self


def reconcile(
    model: type[Kept],
    existing: Mapping[Key, Kept],
    wanted: Mapping[Key, Mapping[str, Any]],
    changes: Changes,
) -> dict[Key, Kept]:
    """Make, update or supersede records so that they hold the wanted values; return them by key.

    A record that a person made or withdrew stays as it is. A field that a person set keeps its value; a new
    extracted value becomes a proposal. A record no longer extracted is superseded, unless a person corrected it.
    """
    name = str(model._meta.model_name)
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
    created = [records[key] for key in wanted if key not in existing]
    create(model, created)
    changes.created[name] += len(created)
    supersede((record for key, record in existing.items() if key not in wanted), changes)
    return records


def update(record: Record, values: Mapping[str, Any], changes: Changes) -> None:
    """Set the values that no person has set; save only if something changed."""
    locks = record.locked_fields()
    held = bound_to(type(record), frozenset(locks))
    changed = False
    for name, value in values.items():
        if name in locks:
            changes.proposed[str(record._meta.model_name)] += propose(locks[name], getattr(record, name), value)
        elif name not in held and plain(getattr(record, name)) != plain(value):
            setattr(record, name, value)
            changed = True
    if changed:
        record._change_reason = EXTRACTION  # type: ignore[attr-defined]
        record.save()
        changes.updated[str(record._meta.model_name)] += 1


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
    """Retire records that are no longer extracted and that no person has touched."""
    for record in records:
        if record.origin == Origin.EXTRACTED and record.standing == Standing.CURRENT and not record.locked_fields():
            record.standing = Standing.SUPERSEDED
            record._change_reason = EXTRACTION  # type: ignore[attr-defined]
            record.save()
            changes.superseded[str(record._meta.model_name)] += 1


def create(model: type[models.Model], records: list[Any], reason: str = EXTRACTION) -> None:
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
