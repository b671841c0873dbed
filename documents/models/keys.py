"""Columns that follow from another column, so that rows can be found by it in any spelling."""

from collections.abc import Callable
from typing import Any

from django.db import models


class KeyField(models.CharField):
    """A key (检索键) worked out from the column `of` by `make` whenever the row is saved, as Django's auto_now is. A
    save that names its columns names this one too: documents.records.saving does."""

    def __init__(self, *args: Any, of: str, make: Callable[[str], str], **options: Any) -> None:
        self.of, self.make = of, make
        super().__init__(*args, **({"blank": True, "db_index": True, "editable": False} | options))

    def clone(self) -> "KeyField":
        """Another such column, for the table of histories."""
        _, _, args, kwargs = self.deconstruct()
        return type(self)(*args, of=self.of, make=self.make, **({"db_index": self.db_index} | kwargs))  # type: ignore[attr-defined]

    def deconstruct(self) -> Any:
        """To a migration it is a column like any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The key of the row as it is about to be saved."""
        key = self.make(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
