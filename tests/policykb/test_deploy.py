"""The configurations for a real site are such that their programs take them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands

from policykb.editing.uploads import MOST_BYTES_IN_ALL
from tests.nginx import NGINX, SITE, configuration
from tests.proofs.serving import HOST, believing, nginx


@pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")), reason="no nginx or no openssl on PATH (apt install nginx)"
)
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    whole = configuration(tmp_path, 8180, 8143, 8100)
    answer = subprocess.run(
        [str(NGINX), "-t", "-q", "-e", tmp_path / "error.log", "-p", tmp_path, "-c", whole],
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.skipif(
    not (NGINX and shutil.which("openssl")), reason="no nginx or no openssl on PATH (apt install nginx)"
)
def test_who_comes_beyond_what_the_workers_take_is_told_at_once_to_come_again(tmp_path: Path) -> None:
    most, free = 3, Event()
    with busy_site(most, free) as backend:
        tmp_path.chmod(0o755)
        with nginx(tmp_path, backend, most) as port, ThreadPoolExecutor(most) as readers:
            served = [readers.submit(page, port) for _ in range(most)]
            busy_site_is_full.wait(60)
            status, headers, body = page(port)
            free.set()
            assert (status, headers["Retry-After"]) == (503, "30") and "请半分钟后再试" in body
            assert [each.result()[0] for each in served] == [200] * most


busy_site_is_full = Event()


@contextmanager
def busy_site(most: int, free: Event) -> Iterator[int]:
    """The port of a site that answers when it is free; that it has so many requests is told."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self)
            if len(came) == most:
                busy_site_is_full.set()
            free.wait(60)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    came: list[Site] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        free.set()
        server.shutdown()
        thread.join()
        server.server_close()


def page(port: int) -> tuple[int, Any, str]:
    """Status, headers and body of the page of home."""
    line = HTTPSConnection("127.0.0.1", port, timeout=60, context=believing())
    line.request("GET", "/", headers={"Host": HOST})
    answer = line.getresponse()
    try:
        return answer.status, answer.headers, answer.read().decode()
    finally:
        line.close()


def test_nginx_lets_through_what_the_upload_form_takes() -> None:
    (most,) = [line.split()[1] for line in SITE.read_text("utf-8").splitlines() if "client_max_body_size" in line]
    assert int(most.removesuffix("m;")) * 1024 * 1024 > MOST_BYTES_IN_ALL


def test_gunicorn_takes_its_configuration() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "--config", "policykb/deploy/gunicorn.conf.py"],
        env=os.environ | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "policykb.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr


READY = """
import sys
import policykb.wsgi
from django.db import connection
from documents.search.words.segmenter import segmenter
assert segmenter()._tokenizer is not None
assert "policykb.urls" in sys.modules
assert connection.connection is None
"""
COMMAND = """
import sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check", "--verbosity=0"])
assert sys.modules.keys() & {"docx", "icalendar", "jieba", "lxml", "openpyxl", "pypdfium2"} == set()
"""


@pytest.mark.parametrize("program", [READY, COMMAND], ids=["the site", "a command"])
def test_what_is_heavy_is_loaded_before_workers_fork_and_not_for_a_command(program: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "policykb.settings"},
        cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr


UNITS = ("policykb.service", "policykb-backup.service", "policykb-backup.timer")


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units, as if the project stood where they say."""
    for name in UNITS:
        words = (DEPLOY / name).read_text("utf-8")
        (tmp_path / name).write_text(words.replace("/srv/policykb", str(settings.BASE_DIR)), "utf-8")
    return [tmp_path / name for name in UNITS]


DEPLOY = SITE.parent
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on PATH")


@needs_systemd
def test_systemd_takes_its_units(units: list[Path]) -> None:
    answer = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    own = [line for line in answer.stderr.splitlines() if "policykb" in line]
    assert (answer.returncode, own) == (0, [])


@needs_systemd
def test_the_service_may_do_little(units: list[Path]) -> None:
    answer = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=25", units[0]], capture_output=True, text=True
    )
    if "unrecognized option" in answer.stderr:
        pytest.skip("a systemd older than 250")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_container_is_made_of_what_there_is_and_of_no_named_registry() -> None:
    image, together = ((DEPLOY / name).read_text("utf-8") for name in ("Containerfile", "compose.yaml"))
    copied = [word for line in re.findall(r"^COPY (.+) \S+$", image, re.MULTILINE) for word in line.split()]
    assert copied and [name for name in copied if not (settings.BASE_DIR / name).exists()] == []
    names = re.findall(r"^FROM (\S+)", image, re.MULTILINE) + re.findall(r"image: (\S+)", together)
    assert names and [name for name in names if "/" in name] == []
    programs = re.findall(r"postgres:(\d+)", together)
    assert programs == ["15"] and "bookworm" in image  # whose pg_dump is of that version
    for command in re.findall(r"manage\.py (\w+)", together):
        assert command in get_commands()
