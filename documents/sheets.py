"""Records as rows of a table that staff take away and bring back: which columns, and what stands in a cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from tablib import Dataset

from documents.reconcile import plain

NUMBER, VERSION = "编号", "版本"
SEPARATOR = "；"

# A cell that begins so is a formula to a spreadsheet; (1) is a negative number to one; ' is our own mark.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'", *(f"({digit}" for digit in range(10)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of one kind of record. `fields` may be changed; `place` says where a record stands, for people;
    `parents` are the fields that a new row names by number, empty where rows cannot be added; `named_by` is how a
    related record is named; `lists` are columns of many words."""

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

    def label(self, name: str) -> str:
        """What staff call a field."""
        field: Any = self.model._meta.get_field(name)
        return str(field.verbose_name)


def make_table(sheet: Sheet, records: Iterable[Any], version: Any) -> Dataset:
    """The records as a table of guarded words."""
    headings = [
        NUMBER,
        *sheet.parent_headings().values(),
        *(heading for heading, _ in sheet.place),
        *sheet.headings().values(),
        *sheet.list_headings().values(),
        VERSION,
    ]
    table = Dataset(headers=headings, title=str(sheet.model._meta.verbose_name))
    for record in records:
        cells = [
            str(record.pk),
            *(str(getattr(record, f"{name}_id") or "") for name in sheet.parents),
            *(attribute(record, path) for _, path in sheet.place),
            *(cell(record, name) for name in sheet.fields),
            *(list_cell(record, name) for name in sheet.lists),
            version(record),
        ]
        table.append([guard(words) for words in cells])
    return table


def attribute(record: Any, path: str) -> str:
    """What stands at the end of a path of attributes: task.document."""
    for name in path.split("."):
        record = getattr(record, name, None)
    return "" if record is None else str(record)


def cell(record: Any, name: str) -> str:
    """What stands in the cell of a field: a choice by its label, a related record by its name."""
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if value is None or value == "":
        return ""
    if getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    return str(value) if field.is_relation else str(plain(value))


def list_cell(record: Any, name: str) -> str:
    """The words of a list, in one cell."""
    return SEPARATOR.join(sorted(str(row) for row in getattr(record, name).all()))


def same(field: Any, words: str, others: str) -> bool:
    """Whether two cells say the same: 60 and 60.0, 2030/1/5 and 2030-01-05, other line ends."""
    return normal(field, words) == normal(field, others)


def normal(field: Any, words: str) -> str:
    """The one spelling of a cell's words."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(field, models.DateField):
        parts = words.partition(" ")[0].replace("/", "-").split("-")
        return date(*map(int, parts)).isoformat() if is_date(parts) else words
    if isinstance(field, models.DecimalField | models.IntegerField):
        try:
            return f"{Decimal(words).normalize():f}"
        except InvalidOperation:
            return words
    return words


def is_date(parts: list[str]) -> bool:
    """Whether these are a year, a month and a day that exist."""
    try:
        return len(parts) == 3 and bool(date(*map(int, parts)))
    except ValueError:
        return False


def guard(words: str) -> str:
    """The words, with a ' in front where a spreadsheet would take them for something else."""
    return f"'{words}" if words.lstrip(" \n\u3000").startswith(FORMULA) else words


def unguard(words: str) -> str:
    """The words without the ' that `guard` put there."""
    return words[1:] if words.startswith("'") and guard(words[1:]) == words else words
