"""What a change did to each of many rows, as plain values, so that it can be undone."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from documents.exchange.labels import field_label
from documents.models import Change, Correction, Record
from documents.records.locks import set_plain
from documents.records.reconcile import plain
from documents.records.saving import save
from documents.records.writing import tell

Values = dict[str, Any]


@dataclass(slots=True)
class Trace:
    """The rows whose columns were set (model, key, column, before, after), and those that were made and dropped
    (model, columns; a dropped record with its corrections)."""

    sets: list[tuple[str, Any, str, Any, Any]] = field(default_factory=list)
    made: list[tuple[str, Values]] = field(default_factory=list)
    dropped: list[tuple[str, Values, list[Values]]] = field(default_factory=list)

    def set(self, row: Any, values: Values, why: str = "") -> None:
        """Set columns of a row."""
        for column, value in values.items():
            self.sets.append((row._meta.label, row.pk, column, plain(getattr(row, column)), plain(value)))
            setattr(row, column, value)
        save(row, values, why)
        tell(row, Change.Kind.UPDATED, values)

    def make(self, row: Model) -> None:
        """Insert a row."""
        row.save()
        tell(row, Change.Kind.CREATED)
        self.made.append((row._meta.label, columns(row)))

    def drop(self, row: Model) -> None:
        """Delete a row, with its corrections."""
        corrections = list(row.corrections.all()) if isinstance(row, Record) else []
        self.dropped.append((row._meta.label, columns(row), [columns(correction) for correction in corrections]))
        tell(row, Change.Kind.REMOVED)
        for each in (*corrections, row):
            each.delete()

    def undo(self, why: str) -> list[str]:
        """Undo everything, the last first; return sentences about what was changed since and stays."""
        left = [unmake(label, values) for label, values in reversed(self.made)]
        left += [unset(row, pk, column, old, new, why) for row, pk, column, old, new in reversed(self.sets)]
        left += [undrop(*what, why) for what in reversed(self.dropped)]
        return list(filter(None, left))

    def as_json(self) -> Values:
        """The trace as it is stored."""
        return asdict(self)


def columns(row: Model) -> Values:
    """A row's values by column, in JSON's types."""
    return {column.attname: plain(getattr(row, column.attname)) for column in row._meta.concrete_fields}


def differing(before: Values, after: Values | None) -> tuple[Values, Values | None]:
    """The values that are not the same before and after; all of those before where nothing is left."""
    if after is None:
        return before, None
    names = [name for name, value in before.items() if value != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def unmake(label: str, values: Values) -> str:
    """Delete a row that was made, unless it was changed."""
    model: Any = apps.get_model(label)
    row = model._default_manager.filter(pk=values[model._meta.pk.attname]).first()
    if row is None:
        return ""
    if columns(row) != values:
        return f"{model._meta.verbose_name}“{row}”后来改过，予以保留。"
    tell(row, Change.Kind.REMOVED)
    row.delete()
    return ""


def unset(label: str, pk: Any, column: str, before: Any, after: Any, why: str) -> str:
    """Set a column back, unless it was set again."""
    model: Any = apps.get_model(label)
    row = model._default_manager.filter(pk=pk).first()
    if row is None:
        return ""
    if plain(getattr(row, column)) != after:
        return f"{model._meta.verbose_name}“{row}”的{field_label(model, column)}后来改过，没有改回。"
    set_plain(row, column, before)
    save(row, [column], why)
    tell(row, Change.Kind.UPDATED, [column])
    return ""


def undrop(label: str, values: Values, corrections: list[Values], why: str) -> str:
    """Insert a row that was dropped, unless another has taken its place."""
    row = remade(apps.get_model(label), values)
    try:
        row.validate_constraints()
    except ValidationError:
        return f"{row._meta.verbose_name}“{row}”已另有一项，没有恢复。"
    row._change_reason = why[:100]
    row.save(force_insert=True)
    tell(row, Change.Kind.RESTORED)
    Correction.objects.bulk_create(remade(Correction, correction) for correction in corrections)
    return ""


def remade(model: type[Model], values: Values) -> Any:
    """The row that had these values, not yet saved."""
    known: dict[str, Any] = {column.attname: column for column in model._meta.concrete_fields}
    return model(**{name: known[name].to_python(value) for name, value in values.items() if name in known})
