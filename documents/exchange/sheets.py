"""Records as rows of a table that staff take away and bring back: which columns there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from tablib import Dataset

from documents.exchange.cells import cell, list_cell
from documents.exchange.formulas import guard_text
from documents.exchange.workbooks import NUMBER, VERSION
from documents.records.digests import version_of
from documents.text.printable import printable


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of one kind of record. `fields` may be changed; `place` says where a record stands, for people;
    `parents` are the fields that a new row names by number, empty where rows cannot be added; `lists` are columns
    of many words."""

    model: type[models.Model]
    fields: tuple[str, ...]
    place: tuple[tuple[str, str], ...] = ()  # heading, path of attributes
    parents: tuple[str, ...] = ()
    is_open: bool = True
    lists: tuple[str, ...] = ()

    def headings(self) -> dict[str, str]:
        """The heading of each column that may be changed, by field."""
        return {name: self.label(name) for name in self.fields}

    def list_headings(self) -> dict[str, str]:
        """The heading of each column of many words."""
        return dict.fromkeys(self.lists, "别名")

    def parent_headings(self) -> dict[str, str]:
        """The heading of each column that names what a new row belongs to."""
        return {name: self.label(name) + NUMBER for name in self.parents}

    def all_headings(self) -> list[str]:
        """The headings of all columns, in order."""
        return [
            NUMBER,
            *self.parent_headings().values(),
            *(heading for heading, _ in self.place),
            *self.headings().values(),
            *self.list_headings().values(),
            VERSION,
        ]

    def label(self, name: str) -> str:
        """What staff call a field."""
        field: Any = self.model._meta.get_field(name)
        return str(field.verbose_name)


def make_table(sheet: Sheet, records: Iterable[Any]) -> Dataset:
    """The records as a table of guarded words."""
    table = Dataset(headers=sheet.all_headings(), title=str(sheet.model._meta.verbose_name))
    for record in records:
        table.append(
            [
                str(record.pk),
                *(str(getattr(record, f"{name}_id") or "") for name in sheet.parents),
                *(guarded(attribute(record, path)) for _, path in sheet.place),
                *(guarded(cell(record, name)) for name in sheet.fields),
                *(guarded(list_cell(record, name)) for name in sheet.lists),
                version_of(record),
            ]
        )
    return table


def guarded(words: str) -> str:
    """The words as a cell."""
    return guard_text(printable(words))


def attribute(record: Any, path: str) -> str:
    """What stands at the end of a path of attributes: task.document."""
    for name in path.split("."):
        record = getattr(record, name, None)
    return "" if record is None else str(record)
