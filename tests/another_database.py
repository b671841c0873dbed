"""A database beside the tests' own, for what needs one with an earlier schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections


@contextmanager
def another_database(folder: Path) -> Iterator[None]:
    """Meanwhile everything that is asked of the database is asked of a new and empty one, which is removed afterwards,
    come what may. The tests' own is not touched, so that nothing has to be put right in it."""
    own = connections["default"]
    settings = deepcopy(own.settings_dict)
    settings["OPTIONS"].pop("pool", None)  # a pool is known by its alias: it would lead to the tests' own database
    with made(own, folder) as name:
        other = type(own)(settings | {"NAME": name}, "default")
        connections["default"] = other
        ContentType.objects.clear_cache()  # their keys are others there
        try:
            yield
        finally:
            connections["default"] = own
            ContentType.objects.clear_cache()
            other.close()
            ContentType.objects.clear_cache()  # their keys are others there


@contextmanager
def made(connection: Any, folder: Path) -> Iterator[str]:
    """The name of a new database on the same server, or of a file in the folder."""
    if connection.vendor == "sqlite":
        yield str(folder / "another.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_another"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')
