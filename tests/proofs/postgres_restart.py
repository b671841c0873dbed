"""python -m tests.proofs.postgres_restart: the site while its PostgreSQL is restarted, stopped, started, unreachable.

After a restart every request is answered; without a server each is answered at once with 503; with one again all is
well. Exits with 1 otherwise.
"""

import socket
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import SETTINGS, start_any
from tests.proofs.serving import Answer, ask, at_once, fill, gunicorn, told

PAGES = ["/", "/tasks/", "/search/?q=%E9%A3%8E%E7%94%B5", "/healthz", "/api/tasks/?page=2"]


def main() -> int:
    failed: list[str] = []

    def proved(name: str, answers: list[Answer], status: int, within: float = 60) -> None:
        told(name, answers)
        if any(found != status or seconds > within for found, seconds in answers):
            failed.append(name)

    with TemporaryDirectory(prefix="policykb-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server = start_any(folder)
        start = ("pg_ctl", "start", "--wait", "--options", f"{SETTINGS} -k {folder}")
        url = f"postgres://postgres@/postgres?host={folder}"
        try:
            fill(url)
            with gunicorn(url, folder / "gunicorn.log") as port:

                def page(number: int) -> Answer:
                    return ask(port, f"{PAGES[number % len(PAGES)]}")

                proved("in peace, 60 requests", at_once(60, page), 200)
                for _ in range(3):
                    server.stop()
                    server._run(*start)
                    proved("after a restart, the first 30", at_once(30, page), 200)
                server.stop()
                proved("without a server, 30", at_once(30, page), 503, within=2)
                proved("without a server, 16 of /healthz", at_once(16, lambda _: ask(port, "/healthz")), 503, within=2)
                server._run(*start)
                proved("with a server again, the first 30", at_once(30, page), 200)
        finally:
            server.stop()
        with socket.socket() as silent:  # takes connections and never says a word
            silent.bind(("127.0.0.1", 0))
            silent.listen(64)
            with gunicorn(f"postgres://u:p@127.0.0.1:{silent.getsockname()[1]}/x", folder / "gunicorn.log") as port:
                one = [ask(port, "/healthz") for _ in range(3)]
                proved("with a server that says nothing, 3 of /healthz", one, 503, within=3)
    print(f"FAILED: {', '.join(failed)}" if failed else "All as it should be.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
