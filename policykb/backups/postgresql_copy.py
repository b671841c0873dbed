"""A copy of a PostgreSQL database by pg_dump while others write to it, and the way back, in one transaction."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo
from psycopg.sql import SQL, Composable, Identifier, Literal

from policykb.backups.manifests import DONE, Refused, Tables

ALIKE = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL extra_float_digits = 1;"
# Eight bytes of the digest of each row's text, added: the order of rows does not matter.
DIGEST = SQL(
    "SELECT count(*), coalesce(sum(('x' || encode(substr(sha256(convert_to(whole_row::text, 'UTF8')), 1, 8), 'hex'))"
    "::bit(64)::bigint), 0) FROM {}.{} AS whole_row"
)
DIFFERS = "the rows are not those that were saved: "
CHECK = SQL(
    "DO $check$ BEGIN IF (SELECT (number, digest) FROM ({}) AS found (number, digest)) IS DISTINCT FROM "
    "({}::bigint, {}::numeric) THEN RAISE EXCEPTION {}; END IF; END $check$;\n"
)


def version() -> int:
    """The server's major version."""
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def copy_to(file: Path) -> tuple[Tables, list[str]]:
    """Make the file, a dump of the database as it is at one moment; the tables in it, and its migrations."""
    command = [program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
    file.touch(mode=0o600)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(ALIKE)
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        done = subprocess.run(
            [*command, f"--snapshot={snapshot}", f"--file={file}", f"--dbname={address()}"],
            env=surroundings(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise Refused(f"pg_dump failed: {last_line(done.stderr)}")
        tables = digests(cursor)
        cursor.execute(DONE)
        return tables, [name for (name,) in cursor.fetchall()]


def holds(tables: Tables) -> bool:
    """Whether the database has these rows, and no other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALIKE)
        return digests(cursor) == tables


def digests(cursor: Any) -> Tables:
    """The tables by schema.name."""
    cursor.execute("SELECT current_schema()")
    (schema,) = cursor.fetchone()
    found = {}
    for name in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(DIGEST.format(Identifier(schema), Identifier(name)))
        number, total = cursor.fetchone()
        found[f"{schema}.{name}"] = [str(number), str(total)]
    return found


def put_back(file: Path, tables: Tables, unwanted: list[str]) -> None:
    """Take out the `unwanted` tables, put in those of the dump and compare them, row by row, in one transaction.
    Raises Refused if anything of it fails; then nothing has changed."""
    psql, restore = program("psql"), program("pg_restore")
    command = [psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--dbname={address()}"]
    environment = surroundings()
    connection.close()
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stdin and server.stderr
        why = ""
        with suppress(BrokenPipeError), server.stdin:  # psql says why
            tell(server.stdin, "BEGIN;\n", *taking_out(unwanted))
            why = script_of(restore, file, server.stdin)
            if not why:
                tell(server.stdin, f"\n{ALIKE}\n", *checks(tables), "COMMIT;\n")
        said = server.stderr.read()
    if server.returncode or why:
        raise Refused(f"Nothing was changed: {reason(said) if server.returncode else why}")


def script_of(restore: str, file: Path, server: IO[str]) -> str:
    """Let pg_restore tell psql what is in the dump; why it could not, "" if it could."""
    done = subprocess.run(
        [restore, "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(file)],
        stdout=server, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    return f"pg_restore failed: {last_line(done.stderr)}" if done.returncode else ""


def tell(server: IO[str], *statements: str) -> None:
    """Give psql these statements to carry out."""
    for statement in statements:
        server.write(statement)
    server.flush()


def taking_out(tables: list[str]) -> Iterator[str]:
    """The statement that removes these tables, if there are any."""
    if tables:
        names = SQL(", ").join(Identifier(name) for name in tables)
        yield plain(SQL("DROP TABLE {} CASCADE;\n").format(names))


def checks(tables: Tables) -> Iterator[str]:
    """A statement for each table that fails where its rows are not those that were saved."""
    for name, (number, total) in tables.items():
        query = DIGEST.format(*map(Identifier, name.split(".", 1)))
        message = Literal(DIFFERS + name.replace("%", "%%"))
        yield plain(CHECK.format(query, Literal(number), Literal(total), message))


def plain(statement: Composable) -> str:
    """The statement as text."""
    return statement.as_string(connection.connection)


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs. Raises Refused where there is none, or it is older than the server."""
    path = shutil.which(name)
    if path is None:
        raise Refused(f"{name} is not on PATH: install the client programs of PostgreSQL {version()}.")
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+", said.partition(")")[2])
    if found and int(found[0]) < version():
        raise Refused(
            f"{path} is of PostgreSQL {found[0]} and the server of {version()}: put programs as new as it on PATH."
        )
    return path


def address() -> str:
    """Where the database is, without its password, as libpq is told it."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"password"}
    return make_conninfo(**{name: value for name, value in connection.get_connection_params().items() if name in known})


def surroundings() -> dict[str, str]:
    """The environment of PostgreSQL's programs, with the password."""
    password = connection.settings_dict["PASSWORD"]
    return os.environ | ({"PGPASSWORD": password} if password else {})


def reason(said: str) -> str:
    """What psql said, as a sentence."""
    if (start := said.find(DIFFERS)) >= 0:
        return said[start:].splitlines()[0]
    return f"psql says {next((line for line in said.splitlines() if 'ERROR' in line or 'FATAL' in line), said.strip())}"


def last_line(said: str) -> str:
    """The last line of what a program said."""
    return (said.strip().splitlines() or ["it did not say why"])[-1]
