"""The site on a primary and a replica of its own, asked over HTTP, with a reader who goes on asking."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from tests.proofs.serving import GUNICORN, ROOT, free_port, running
from tests.replicas import Node, cluster

PATIENCE = 90
DATABASE = "postgres"
FILL = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import get_user_model
from tests.factories import make_agency, make_duty
from documents.indexing import index_document
from tasks.indexing import index_facts
make_agency().names.create(name="省能源局")
duty = make_duty()
duty.task.document.title = "旧标题"
duty.task.document.save()
index_document(duty.task.document)
index_facts(duty.task.document)
"""
# As a writer would; the revision is what kept pages rest on.
RENAME = """
WITH told AS (UPDATE documents_revision SET number = number + 1, token = gen_random_uuid() RETURNING 1)
UPDATE documents_document SET title = '{}' WHERE EXISTS (SELECT FROM told) RETURNING 1"""


class Site:
    """Where it listens, and its servers."""

    def __init__(self, port: int, primary: Node, replica: Node) -> None:
        self.port, self.primary, self.replica = port, primary, replica

    def ask(self, path: str, cookie: str = "", form: str = "") -> tuple[int, str]:
        """Status and page; a form is sent if there is one."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST" if form else "GET", quote(path, safe="/?=&"), form or None, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def rename(self, title: str) -> None:
        self.primary.ask(RENAME.format(title), DATABASE)

    def shows(self, title: str) -> bool:
        return title in self.ask("/documents/")[1]

    def asked_of(self, node: Node) -> bool:
        """Whether that server has read documents for a reader."""
        statement = (
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%\"documents_%' AND pid <> pg_backend_pid()"
        )
        return bool(node.ask(statement, DATABASE))


def until(is_so: Callable[[], bool]) -> float:
    """Wait until it is so; after how many seconds it was."""
    start = time.monotonic()
    while not is_so():
        assert time.monotonic() < start + PATIENCE, "it does not come about"
        time.sleep(0.1)
    return time.monotonic() - start


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """The site with few records, its replica in step. Raises Unavailable."""
    with cluster(replicas=1) as (primary, replica):
        own = {"DATABASE_URL": primary.url(DATABASE), "SECRET_KEY": "-" * 50, "REPLICA_LAG": "2"}
        environment = os.environ | own | {"DJANGO_SETTINGS_MODULE": "policykb.settings", "WEB_CONCURRENCY": "1"}
        environment.pop("ALLOWED_HOSTS", None)
        subprocess.run([sys.executable, "-c", FILL], cwd=ROOT, env=environment, check=True)
        port = free_port()
        environment |= {"DATABASE_REPLICAS": replica.url(DATABASE), "BIND": f"127.0.0.1:{port}"}
        with (folder / "log").open("wb") as log, running(GUNICORN, port, env=environment, stdout=log, stderr=log):
            yield Site(port, primary, replica)


class Reader(threading.Thread):
    """Asks for pages until told to stop, and keeps what went wrong, and how long the longest answer took."""

    def __init__(self, site: Site, paths: list[str]) -> None:
        super().__init__(daemon=True)
        self.site, self.paths = site, paths
        self.number, self.longest, self.failed = 0, 0.0, list[tuple[str, object]]()
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            path, start = self.paths[self.number % len(self.paths)], time.monotonic()
            try:
                status: object = self.site.ask(f"{path}?page=1&n={self.number}")[0]
            except OSError as error:
                status = error
            if status != 200:
                self.failed.append((path, status))
            self.number, self.longest = self.number + 1, max(self.longest, time.monotonic() - start)
            time.sleep(0.02)

    def __enter__(self) -> "Reader":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.join(PATIENCE)
        print(f"{self.number} pages read, {len(self.failed)} failed, the longest took {self.longest:.2f} s")
