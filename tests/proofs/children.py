"""Commands of manage.py, run in forks of this process on a database that can be put back to where it was."""

import gc
import os
import shutil
import signal
import sys
import time
from io import StringIO
from pathlib import Path
from threading import RLock
from typing import Any, TextIO

import django
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection, connections
from tqdm import tqdm

from tests.proofs.contents import Contents, read_contents

PATIENCE = 60  # seconds until a server has noticed that its client is dead


class Workshop:
    """The database that DATABASE_URL names, and the copy of it to start from."""

    def __init__(self, folder: Path) -> None:
        options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]
        options.pop("pool", None)  # its threads do not live on in a fork
        self.folder, self.files = folder, folder / "files"
        for name in settings.STORAGES.keys() - {"staticfiles"}:
            backend = "django.core.files.storage.FileSystemStorage"
            settings.STORAGES[name] = {"BACKEND": backend, "OPTIONS": {"location": str(self.files)}}
        django.setup()
        self.vendor = connection.vendor
        self.name = str(connection.settings_dict["NAME"])
        if self.vendor == "postgresql":
            self.name = "kills"
            self.on_server('DROP DATABASE IF EXISTS "kills"', 'CREATE DATABASE "kills"')
            connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = self.name

    def prepare(self, earlier: Path, more: Path) -> None:
        """Store what was there before, read everything in that an ingest needs, and keep a copy of the database and of
        the files that it keeps."""
        for command in (["migrate", "-v0"], ["load_registry"], ["ingest", earlier]):
            if self.run(*command) != 0:
                raise SystemExit(f"{command[0]} fails")
        call_command("check", stdout=StringIO())
        call_command("ingest", min(more.iterdir()), dry_run=True, stdout=StringIO())
        self.leave()
        gc.freeze()
        self.files.mkdir(exist_ok=True)
        shutil.copytree(self.files, self.folder / "base")
        if self.vendor == "postgresql":
            self.on_server('DROP DATABASE IF EXISTS "kills_base"', 'CREATE DATABASE "kills_base" TEMPLATE "kills"')
        else:
            shutil.copy(self.name, self.folder / "base.sqlite3")

    def expected(self, more: Path) -> tuple[Contents, float]:
        """What the tables say after a run that nobody kills, and how long a file takes. Once more changes nothing."""
        start = time.monotonic()
        status = self.run("ingest", more)
        per_file = (time.monotonic() - start) / len(list(more.iterdir()))
        expected = read_contents()
        if status or self.run("ingest", more) or read_contents() != expected:
            raise SystemExit("even without a kill a second run fails, or changes something")
        return expected, per_file

    def start_again(self) -> None:
        """Put everything back to where the copy was made."""
        self.leave()
        shutil.rmtree(self.files)
        shutil.copytree(self.folder / "base", self.files)
        if self.vendor == "postgresql":
            drop = f'DROP DATABASE "{self.name}" WITH (FORCE)'
            self.on_server(drop, f'CREATE DATABASE "{self.name}" TEMPLATE "kills_base"')
            return
        for end in ("-wal", "-shm"):
            Path(self.name + end).unlink(missing_ok=True)
        shutil.copy(self.folder / "base.sqlite3", self.name)

    def run(self, *arguments: object) -> int:
        """Run a command to its end; its exit status."""
        pid, output = self.fork(arguments)
        with output:
            for _ in output:
                pass
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def is_killed(self, more: Path, files: int, seconds: float) -> bool:
        """Kill an ingest so long after it has reported so many files; whether it had not ended before."""
        pid, output = self.fork(("ingest", more))
        with output:
            for _ in range(files):
                output.readline()
            time.sleep(seconds)
            os.kill(pid, signal.SIGKILL)
        is_killed = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        self.wait_for_server()
        return is_killed

    def fork(self, arguments: tuple[object, ...]) -> tuple[int, TextIO]:
        """Start a command; its process and what it prints, line by line."""
        self.leave()
        reading, writing = os.pipe()
        if pid := os.fork():
            os.close(writing)
            return pid, os.fdopen(reading)
        os.dup2(writing, 1)
        sys.stdout = os.fdopen(1, "w", buffering=1)
        tqdm.set_lock(RLock())  # its own is shared by all forks: one that is killed would hold it for ever
        try:
            execute_from_command_line(["manage.py", *map(str, arguments)])
        except BaseException as error:  # this is the child: whatever it was, it must not go on as its parent
            print(error, file=sys.stderr)
            os._exit(1)
        os._exit(0)

    def leave(self) -> None:
        """Hold no connection: a fork would share it, and a server would not copy the database."""
        connections.close_all()

    def wait_for_server(self) -> None:
        """Until the server has noticed that its client is dead."""
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        end = time.monotonic() + PATIENCE
        while self.vendor == "postgresql" and time.monotonic() < end:
            with connection.cursor() as cursor:
                cursor.execute(f"{others} AND backend_type = 'client backend'")
                if cursor.fetchone() == (0,):
                    return
            time.sleep(0.02)

    def tidy(self) -> None:
        """Leave nothing on a server."""
        self.leave()
        if self.vendor == "postgresql":
            self.on_server('DROP DATABASE "kills"', 'DROP DATABASE "kills_base"')

    def on_server(self, *statements: str) -> None:
        """Ask the server, not one of its databases."""
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
