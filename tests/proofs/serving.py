"""A site as it is run for real: gunicorn with the site's own configuration, nginx before it if wanted."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, SSLContext, create_default_context
from time import monotonic, sleep

from tests.nginx import NGINX, configuration

ROOT = Path(__file__).parents[2]
HOST = "policy.example.org"
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "policykb/deploy/gunicorn.conf.py"]
STYLE = "/static/policykb.css"  # asks nothing of the database
Answer = tuple[int, float]  # status (0: none came), seconds


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment(url: str) -> dict[str, str]:
    """A public site's, with this database."""
    return os.environ | {"DATABASE_URL": url, "ALLOWED_HOSTS": HOST, "SECRET_KEY": "a proof" * 10}


def manage(url: str, *arguments: str, **more: str) -> None:
    """Run a command of the site."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(url) | more, check=True, stdout=subprocess.DEVNULL)


def fill(url: str) -> None:
    """The sample policies, the collected static files, and an administrator whose password is "password"."""
    for arguments in (["migrate"], ["load_registry"], ["ingest", "fixtures/policies"], ["collectstatic", "--noinput"]):
        manage(url, *arguments)
    manage(url, "createsuperuser", "--noinput", "--username=admin", "--email=", DJANGO_SUPERUSER_PASSWORD="password")


@contextmanager
def running(command: list[str | Path], port: int, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """A server, once it listens; stopped at the end."""
    process = subprocess.Popen(command, cwd=ROOT, **options)  # type: ignore[call-overload]
    try:
        while process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


@contextmanager
def gunicorn(url: str, log: Path) -> Iterator[int]:
    """The port of the site's workers, once one of them answers: it listens while they still make themselves ready.
    What they say goes into the log."""
    port = free_port()
    with (
        log.open("wb") as out,
        running(GUNICORN, port, env=environment(url) | {"BIND": f"127.0.0.1:{port}"}, stdout=out, stderr=out),
    ):
        ask(port, STYLE)
        yield port


@contextmanager
def nginx(folder: Path, backend: int, most: int = 48) -> Iterator[int]:
    """The port with TLS of an nginx before it, which lets so many requests through at once."""
    plain, secure = free_port(), free_port()
    whole = configuration(folder, plain, secure, backend, most)
    with running([str(NGINX), "-e", folder / "error.log", "-p", folder, "-c", whole], secure):
        yield secure


def believing() -> SSLContext:
    """Takes any certificate."""
    context = create_default_context()
    context.check_hostname, context.verify_mode = False, CERT_NONE
    return context


def ask(port: int, path: str, secure: bool = False, method: str = "GET", body: str = "", **headers: str) -> Answer:
    """One request, as from the proxy unless it is for the proxy."""
    start = monotonic()
    kind: HTTPConnection = (
        HTTPSConnection("127.0.0.1", port, timeout=60, context=believing())
        if secure
        else HTTPConnection("127.0.0.1", port, timeout=60)
    )
    known = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
    try:
        kind.request(method, path, body or None, known | headers)
        response = kind.getresponse()
        response.read()
        return response.status, monotonic() - start
    except (OSError, HTTPException):
        return 0, monotonic() - start
    finally:
        kind.close()


def at_once(times: int, ask_one: Callable[[int], Answer]) -> list[Answer]:
    """Ask so many times, eight at once."""
    with ThreadPoolExecutor(8) as clients:
        return list(clients.map(ask_one, range(times)))


def told(name: str, answers: list[Answer]) -> None:
    """One line: what was answered, and how fast."""
    seconds = sorted(seconds for _, seconds in answers)
    statuses = {status: sum(status == found for found, _ in answers) for status in sorted({s for s, _ in answers})}
    middle, slowest = seconds[len(seconds) // 2], seconds[-1]
    print(f"{name:58} {statuses}  p50 {middle * 1000:.0f} ms  slowest {slowest * 1000:.0f} ms", flush=True)
