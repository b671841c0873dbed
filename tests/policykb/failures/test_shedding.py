"""Who would wait longer than people wait is told at once to come again; what must be taken is taken."""

from collections.abc import Iterator
from threading import Event, get_ident
from typing import Any

import pytest
from django.test import Client

from documents.search.sources import rebuild
from policykb.failures.queues import SheddingWorker, Threads
from policykb.failures.shedding import SENTENCE, waited
from tests.factories import make_document


@pytest.fixture
def late() -> Iterator[None]:
    """The requests of the test have waited long."""
    token = waited.set(60)
    yield
    waited.reset(token)


@pytest.mark.usefixtures("db", "late")
@pytest.mark.parametrize("path", ["/", "/search/?q=风电", "/admin/login/"])
def test_a_page_that_comes_late_says_so(client: Client, path: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get(path)
    assert answer.status_code == 503 and SENTENCE in answer.content.decode()
    assert (answer["Retry-After"], answer["Cache-Control"]) == ("10", "no-store")
    assert "default-src" in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("db", "late")
def test_machines_are_told_in_their_form(client: Client) -> None:
    answer = client.get("/api/tasks/")
    assert (answer.status_code, answer.json()) == (503, {"errors": [SENTENCE]})


@pytest.mark.usefixtures("late")
def test_monitors_styles_and_what_is_sent_are_taken(client: Client, db: None) -> None:
    document = make_document()
    rebuild()
    for path in ("/healthz", "/readyz", "/static/policykb.css"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.getvalue()  # read to its end, which closes the file of styles
    assert client.post(f"{document.get_absolute_url()}report/", {}).status_code == 200


@pytest.mark.usefixtures("db")
def test_who_has_not_waited_is_served(client: Client, settings: Any) -> None:
    token = waited.set(settings.LONGEST_WAIT)
    assert client.get("/").status_code == 200
    waited.reset(token)


def test_what_would_wait_too_long_is_not_queued() -> None:
    free, begun = Event(), Event()

    def work() -> tuple[float, int]:
        begun.set()
        free.wait(60)
        return waited.get(), get_ident()

    threads = Threads(1)
    threads.mean = 10  # seconds that a request takes
    under_way = threads.submit(work)
    begun.wait(60)
    queued = threads.submit(work)
    assert threads.submit(waited.get).result(60) == float("inf")  # while the others wait
    assert not queued.done()
    free.set()
    assert under_way.result(60)[0] < 60 and queued.result(60)[1] == under_way.result(60)[1]
    assert threads.submit(waited.get).result(60) < 60  # nobody waits any more
    assert 0 < threads.mean < 10 and threads.waiting == 0
    threads.shutdown()


def test_gunicorn_s_worker_has_such_threads() -> None:
    worker = SheddingWorker.__new__(SheddingWorker)
    worker.cfg = type("Settings", (), {"threads": 4})
    threads = worker.get_thread_pool()
    assert isinstance(threads, Threads) and (threads.number, threads.mean) == (4, 0)
    threads.shutdown()
