"""gunicorn's worker with threads, where a request that would wait too long for one of them is told so at once. Loaded
by gunicorn alone."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from gunicorn.workers.gthread import ThreadWorker

from policykb.failures.shedding import waited

LATEST = 0.1  # the share of the last request in the mean


class Threads(ThreadPoolExecutor):
    """The threads of a worker, with one more for what would wait longer than LONGEST_WAIT for them: it says so."""

    def __init__(self, number: int) -> None:
        super().__init__(max_workers=number)
        self.number, self.waiting, self.mean, self.lock = number, 0, 0.0, Lock()
        self.turning_away = ThreadPoolExecutor(max_workers=1)

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **more: Any) -> Future[Any]:
        """Queue the work, here or with the one that turns away."""
        with self.lock:
            expected = self.waiting * self.mean / self.number
            if expected > settings.LONGEST_WAIT:
                return self.turning_away.submit(late, work, *arguments, **more)
            self.waiting += 1
        return super().submit(self.begin, monotonic(), work, *arguments, **more)

    def begin(self, queued_at: float, work: Callable[..., Any], /, *arguments: Any, **more: Any) -> Any:
        """Do the work, which knows how long it has waited, and note how long it takes."""
        begun_at = monotonic()
        with self.lock:
            self.waiting -= 1
        waited.set(begun_at - queued_at)
        try:
            return work(*arguments, **more)
        finally:
            with self.lock:
                self.mean += (monotonic() - begun_at - self.mean) * LATEST


def late(work: Callable[..., Any], /, *arguments: Any, **more: Any) -> Any:
    """Do the work of a request that is to be turned away."""
    waited.set(float("inf"))
    return work(*arguments, **more)


class SheddingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn is not typed
    """gthread, whose queue is never longer than readers wait."""

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """The threads that requests are answered by."""
        return Threads(self.cfg.threads)
