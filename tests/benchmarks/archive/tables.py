"""Rows as plain values, gathered for each table and written as fast as the database takes them."""

from collections.abc import Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

AT_A_TIME = 2_000


class Table:
    """The rows of a model that are to be inserted, with keys that follow those in the table."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.fields = model._meta.concrete_fields
        self.last: int = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        self.count = 0
        self._places = {field.attname: place for place, field in enumerate(self.fields)}
        self._defaults = [self.prepared(field, field.get_default()) for field in self.fields]
        self._rows: list[list[Any]] = []

    @staticmethod
    def prepared(field: Any, value: Any) -> Any:
        """A value as the database's driver takes it."""
        return field.get_db_prep_save(value, connection)

    def template(self, values: dict[str, Any]) -> list[Any]:
        """A row with these values, to be copied."""
        row = self._defaults[:]
        for name, value in values.items():
            row[self._places[name]] = self.prepared(self.fields[self._places[name]], value)
        return row

    def add(self, template: list[Any] | None = None, **values: Any) -> int:
        """A row like the template but for these values; its key. Days, JSON and the like are prepared here."""
        row = (template or self._defaults)[:]
        for name, value in values.items():
            place = self._places[name]
            is_plain = value is None or type(value) in (int, str)
            row[place] = (
                value if is_plain and self.fields[place].is_relation else self.prepared(self.fields[place], value)
            )
        self.last += 1
        row[0] = self.last
        self._rows.append(row)
        self.count += 1
        return self.last

    def flush(self) -> None:
        """Write the rows."""
        columns = ", ".join(f'"{field.column}"' for field in self.fields)
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                    for row in self._rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', self._rows)
        self._rows.clear()


class Tables(dict[type[Model], Table]):
    """A table for each model, made when first asked for."""

    def __missing__(self, model: type[Model]) -> Table:
        self[model] = Table(model)
        return self[model]

    def flush(self) -> None:
        """Write what was gathered in all tables."""
        for table in self.values():
            table.flush()

    def finish(self) -> None:
        """To be called last: keys given from now on follow those given here, and the database knows what it holds."""
        self.flush()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self)):
                cursor.execute(statement)
            cursor.execute("ANALYZE")

    def counts(self) -> Iterator[tuple[str, int]]:
        """How many rows each table was given."""
        for model, table in self.items():
            yield model._meta.label_lower, table.count
