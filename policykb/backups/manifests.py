"""What a backup says of itself, and whether this program can take it."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

FORMAT = 1
DONE = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
Tables = dict[str, list[str]]  # by name: how many rows, and their digest


class Refused(Exception):
    """Why there is no backup, or why one was not restored: a sentence for the command line."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which program made it when (`made_by`, `made_at`), of which kind of database in which major version, with which
    migrations ("documents.0001_initial"), how many rows with which digest each table holds, how many originals."""

    format: int
    made_by: str
    made_at: str
    database: str
    version: int
    migrations: list[str]
    tables: Tables
    originals: int

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def manifest_of(version: int, tables: Tables, migrations: list[str], originals: int) -> Manifest:
    """What this program says of the backup that it makes."""
    made_by, made_at = f"policykb {own_version()}", timezone.now().isoformat(timespec="seconds")
    return Manifest(FORMAT, made_by, made_at, connection.vendor, version, migrations, tables, originals)


def own_version() -> str:
    """The version of this program."""
    return str(tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def parse_manifest(text: bytes) -> Manifest:
    """What a backup says of itself. Raises Refused if it is of a later format, or none."""
    try:
        values = json.loads(text)
        if isinstance(values, Mapping) and isinstance(values.get("format"), int) and values["format"] > FORMAT:
            raise Refused(f"It was made by a newer version ({values.get('made_by')}): upgrade this one first.")
        return checked(Manifest(**values))
    except (ValueError, TypeError) as error:
        raise Refused("It is no backup of policykb, or it is damaged.") from error


def checked(manifest: Manifest) -> Manifest:
    """The manifest. Raises TypeError if a value is of another type than it should be."""
    for name, kind in KINDS.items():
        if not isinstance(getattr(manifest, name), kind):
            raise TypeError(name)
    return manifest


KINDS: dict[str, Any] = {"made_by": str, "database": str, "version": int, "migrations": list, "tables": dict}


def left_to_do(manifest: Manifest, version: int) -> list[str]:
    """The migrations that the backup lacks, to be done after restoring it. Raises Refused if it is of another kind of
    database, of a later one than `version`, or made by a later version of this program."""
    if manifest.database != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        here, there = names[connection.vendor], names.get(manifest.database, manifest.database)
        raise Refused(f"It is a backup of {there}, and the database here is {here}: see DATABASE_URL.")
    if manifest.version > version:
        raise Refused(f"It was made with version {manifest.version} of the database, here is {version}: too old.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise Refused(
            f"It was made by a newer version ({manifest.made_by}, migration {unknown[-1]}): upgrade this one first."
        )
    return sorted(known - set(manifest.migrations))
