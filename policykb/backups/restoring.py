"""The file of a backup → the site's database and originals."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.db import connection

from documents.models import Agency, Document, Region
from policykb.backups.archive import DATABASE, opened, put_originals_back, take_out
from policykb.backups.making import copies
from policykb.backups.manifests import Manifest, Refused, left_to_do

MADE_BY_PEOPLE = {"documents": Document, "agencies": Agency, "regions": Region, "users": User}
INDEX = "documents_searchindex"  # no model's; SQLite has tables of its own behind it


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was restored: what it says of itself, and which migrations it lacks."""

    manifest: Manifest
    lacking: list[str]


def restore(path: Path, *, replacing: bool) -> Restored:
    """Put the database and the originals of a backup in the place of those here; originals that the backup lacks
    stay. The whole file is looked through before, and what was restored is compared with it, row by row. Raises Refused
    with the reason; then nothing has changed, unless it says so."""
    try:
        with opened(path) as (archive, manifest):
            lacking = left_to_do(manifest, copies().version())
            unwanted = tables_here(manifest, replacing=replacing)
            with TemporaryDirectory(prefix=".policykb-restore-", dir=room()) as folder:
                file = Path(archive.extract(DATABASE, folder))
                added = put_originals_back(archive)
                try:
                    copies().put_back(file, manifest.tables, unwanted)
                except BaseException:
                    take_out(added)
                    raise
    except OSError as error:
        raise Refused(f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}.") from error
    if not copies().holds(manifest.tables):
        raise Refused("It was restored, but another process has written since: stop the site before restoring.")
    return Restored(manifest, lacking)


def tables_here(manifest: Manifest, *, replacing: bool) -> list[str]:
    """The tables that there are. Raises Refused if some of them are not policykb's, or if they hold what people made
    and this is not to be replaced."""
    names = connection.introspection.table_names()
    ours = set(connection.introspection.django_table_names(include_views=True)) | {"django_migrations"}
    ours |= {name.rpartition(".")[2] for name in manifest.tables}
    if strange := [name for name in names if name not in ours and not name.startswith(INDEX)]:
        raise Refused(f"The database holds tables that are not policykb's ({', '.join(strange)}).")
    if not replacing and (
        held := [what for what, model in MADE_BY_PEOPLE.items() if holds_any(model._meta.db_table, names)]
    ):
        what = ", ".join(held)
        raise Refused(f"The database holds {what} already: with --replace they are lost, and the backup takes over.")
    return names


def holds_any(table: str, names: list[str]) -> bool:
    """Whether the table is there and has a row."""
    if table not in names:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
        return cursor.fetchone() is not None


def room() -> Path | None:
    """Where the copy of the database is unpacked: beside an SQLite database, which it is compared with and takes as
    much room as; None for the folder of temporary files."""
    with suppress(KeyError, TypeError):
        if connection.vendor == "sqlite" and (folder := Path(connection.settings_dict["NAME"]).parent).is_dir():
            return folder
    return None
