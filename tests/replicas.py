"""A PostgreSQL with streaming replicas, made with its own tools, for tests: the servers of tests/postgres.py.

with cluster(replicas=2) as (primary, first, second):
    primary.url("postgres")
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.postgres import INITDB, SETTINGS, Server, Unavailable, installed

PATIENCE = 60


class Node(Server):
    """One server of several in a folder, each on a port of its own; only over a socket."""

    def __init__(self, programs: Path, folder: Path, number: int) -> None:
        super().__init__(programs, folder, folder / f"node{number}")
        self.port = 5432 + number

    def url(self, database: str) -> str:
        return f"postgres://postgres@:{self.port}/{database}?host={self.folder}"

    def begin(self, primary: "Node") -> None:
        """Make its data and serve them: a primary's new, a replica's copied from the primary, which it follows."""
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            self.programs = primary.programs if self is not primary else self._reachable_programs()
        if self is primary:
            self._run("initdb", *INITDB)
        else:
            source = ("--host", str(self.folder), "--port", str(primary.port), "--username", "postgres")
            self._run("pg_basebackup", *source, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
        self.serve()

    def serve(self) -> None:
        """Start, or start again after a kill."""
        self._run("pg_ctl", "start", "--wait", "--options", f"{SETTINGS} -k {self.folder} -p {self.port}")

    def kill(self) -> None:
        """Kill it with all its processes, as a machine that goes off. Where nobody takes notice of the dead, as in
        many containers, what they locked would hold for ever: it goes too, as with a machine that starts again."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
        for process in [pid, *map(int, children.stdout.split())]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while self.is_there():
            assert time.monotonic() < end, "it does not die"
            time.sleep(0.05)
        for lock in (self.data / "postmaster.pid", self.folder / f".s.PGSQL.{self.port}.lock"):
            lock.unlink(missing_ok=True)

    def is_there(self) -> bool:
        """Whether it answers."""
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def ask(self, statement: str, database: str = "postgres") -> object:
        """The first value that the server answers with."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            row = connection.execute(statement).fetchone()  # type: ignore[arg-type]
        return row[0] if row else None


@contextmanager
def cluster(replicas: int) -> Iterator[list[Node]]:
    """A primary and so many replicas of it, which live as long as the context. Raises Unavailable."""
    programs = next(installed(), None)
    if programs is None or not (programs / "pg_basebackup").exists():
        raise Unavailable("no PostgreSQL with pg_basebackup here")
    # A socket's path holds about a hundred characters, so it cannot stand below any TMPDIR.
    with tempfile.TemporaryDirectory(prefix="policykb-", dir="/tmp", ignore_cleanup_errors=True) as name:
        nodes = [Node(programs, Path(name), number) for number in range(replicas + 1)]
        try:
            for node in nodes:
                node.begin(nodes[0])
            yield nodes
        finally:
            for node in nodes:
                node.stop()
