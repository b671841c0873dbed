"""The site's database and originals → the file of a backup."""

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.db import Error, connection

from policykb.backups import postgresql_copy, sqlite_copy
from policykb.backups.archive import DATABASE, add_database, add_manifest, add_originals, new_file
from policykb.backups.manifests import Manifest, Refused, manifest_of
from policykb.failures.faults import FaultKind, fault_of

IS_COMPRESSED = {"sqlite": False, "postgresql": True}


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: what it says of itself, and how many originals were left out, as they are not whole."""

    manifest: Manifest
    damaged: int


def copies() -> ModuleType:
    """How the database here is copied."""
    return sqlite_copy if connection.vendor == "sqlite" else postgresql_copy


def make(path: Path) -> Made:
    """Make the file, while the site goes on: the database as it is at one moment, then the originals, none of which
    is ever changed. Raises Refused with the reason; then nothing is left behind."""
    try:
        if not connection.introspection.table_names():
            raise Refused("The database is empty: there is nothing to save.")
        with new_file(path) as (folder, archive):
            file = folder / DATABASE
            tables, migrations = copies().copy_to(file)
            add_database(archive, file, is_compressed=IS_COMPRESSED[connection.vendor])
            file.unlink()
            number, damaged = add_originals(archive)
            manifest = manifest_of(copies().version(), tables, migrations, number)
            add_manifest(archive, manifest)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}.") from error
    except Error as error:
        fault = fault_of(error)
        if fault is None:
            raise Refused(f"The database cannot be read: {error}.") from error
        raise Refused(f"{path}: its disk is full." if fault.kind is FaultKind.FULL else fault.english) from error
    return Made(manifest, damaged)
