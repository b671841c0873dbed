"""Two writers at once, as tests stage them: one is held in the middle of its work, the other comes in between."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

PATIENCE = 60  # seconds after which a test that hangs gives up

ON_POSTGRES = pytest.mark.skipif(
    "sqlite" in str(connection.settings_dict["ENGINE"]), reason="SQLite lets one write at a time"
)


class Writer(threading.Thread):
    """Work done in a thread of its own, on a connection of its own; `answer` is what it gave."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.work, self.answer, self.error = work, None, None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self.work()
        except BaseException as error:
            self.error = error
        finally:
            connections.close_all()

    def finish(self) -> Any:
        """Wait for the end; what the work gave, or its error."""
        self.join(PATIENCE)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.answer


class Held:
    """A function that holds the first who calls it until `release`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
        self.original = getattr(module, name)
        self.reached, self.free = threading.Event(), threading.Event()
        monkeypatch.setattr(module, name, self)

    def __call__(self, *args: Any, **options: Any) -> Any:
        if not self.reached.is_set():
            self.reached.set()
            assert self.free.wait(PATIENCE)
        return self.original(*args, **options)

    def wait(self) -> None:
        """Wait until someone is held."""
        assert self.reached.wait(PATIENCE)

    def release(self) -> None:
        self.free.set()


def until_it_waits(writer: Writer) -> None:
    """Wait until the writer is done, or waits for a lock."""
    for _ in range(PATIENCE * 20):
        if not writer.is_alive() or anyone_waits():
            return
        time.sleep(0.05)
    pytest.fail("it neither ends nor waits")


def anyone_waits() -> bool:
    """Whether any transaction of this database waits for a lock that another holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def between(held: Held, first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Let the second begin while the first is held, and both come to their end; what each gave."""
    one = Writer(first)
    held.wait()
    other = Writer(second)
    until_it_waits(other)
    held.release()
    return one.finish(), other.finish()
