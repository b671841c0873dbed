"""python -m tests.proofs.slow_clients: the site behind nginx while some send a byte at a time, others guess passwords.

Readers are answered throughout; what the guesses take of the processors they do feel. Exits with 1 if one of them is
not answered.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import sleep
from urllib.parse import urlencode

from tests.proofs.serving import HOST, Answer, ask, at_once, believing, fill, gunicorn, nginx, told

READ = ["/", "/tasks/", "/documents/", "/static/policykb.css", "/healthz"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def main() -> int:
    with TemporaryDirectory(prefix="policykb-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are nobody's
        url = f"sqlite:///{folder}/site.sqlite3"
        fill(url)
        with gunicorn(url, folder / "gunicorn.log") as backend, nginx(folder, backend) as port:
            return prove(port, backend)


def prove(port: int, backend: int) -> int:
    """Ask in peace and under each attack; the exit status."""

    def reader(number: int) -> Answer:
        return ask(port, READ[number % len(READ)], secure=True)

    answers = {"in peace": at_once(100, reader)}
    told("in peace", answers["in peace"])
    for name, attack in {
        "40 that send their headers slowly": sending_slowly(port, 40),
        "8 that guess one password": guessing(port, lambda _: "admin", secure=True),
        "8 that guess for many names": guessing(port, lambda number: f"name{number}", secure=True),
        "8 that guess past the proxy, each time as another": guessing(backend, lambda number: f"other{number}"),
    }.items():
        with attack as guesses:
            sleep(3)
            answers[name] = at_once(100, reader)
        told(name, answers[name])
        if guesses:
            told("    what the guesses got", guesses)
    failed = [name for name, found in answers.items() if any(status != 200 for status, _ in found)]
    print(f"FAILED: {', '.join(failed)}" if failed else "All readers were answered.")
    return bool(failed)


@contextmanager
def sending_slowly(port: int, clients: int) -> Iterator[list[Answer]]:
    """Connections that send a byte of their headers a second."""
    stop = Event()
    threads = [Thread(target=send_slowly, args=(port, stop)) for _ in range(clients)]
    yield from attacking(threads, stop, [])


def send_slowly(port: int, stop: Event) -> None:
    """Begin again whenever the connection is closed."""
    while not stop.is_set():
        with create_connection(("127.0.0.1", port)) as plain:
            drip(plain, stop)


def drip(plain: socket, stop: Event) -> None:
    """One request that never ends."""
    try:
        with believing().wrap_socket(plain, server_hostname=HOST) as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode())
            while not stop.wait(1):
                line.sendall(b"a")
    except OSError:
        stop.wait(0.5)  # closed by the proxy, as hoped


@contextmanager
def guessing(port: int, name_of: Callable[[int], str], secure: bool = False) -> Iterator[list[Answer]]:
    """Eight that post wrong passwords, one after the other."""
    stop, answers = Event(), list[Answer]()

    def guess(number: int) -> None:
        while not stop.is_set():
            number += 8
            body = urlencode({"username": name_of(number), "password": "x", "csrfmiddlewaretoken": TOKEN})
            address = f"198.51.{number // 256 % 256}.{number % 256}"
            headers = FORM | {"Cookie": f"csrftoken={TOKEN}", "Referer": f"https://{HOST}/", "X-Forwarded-For": address}
            answers.append(ask(port, "/admin/login/", secure, "POST", body, **headers))

    yield from attacking([Thread(target=guess, args=(number,)) for number in range(8)], stop, answers)


TOKEN = "a" * 32  # cookie and form agree: that is all that the check asks of a stranger


def attacking(threads: list[Thread], stop: Event, answers: list[Answer]) -> Iterator[list[Answer]]:
    """The attack, until the readers have been answered."""
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        stop.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    sys.exit(main())
