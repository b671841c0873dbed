"""The first reader of a new worker waits no longer than the next."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from policykb import warming
from policykb.asked.counting import TALLY
from policykb.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """A request that does not come of the tests' client would end the connection and with it the transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_page_and_search_is_asked_for_and_nothing_counted(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_LOG_DAYS = 90
    monkeypatch.setattr("policykb.asked.writer.begin", lambda: None)
    TALLY.take()
    assert warming.ask_for_all(application) == len(warming.PAGES) + len(warming.SEARCHES) + 3
    assert TALLY.take() == {}
    client.get("/search/", {"q": "规划"})
    assert len(TALLY.take()) == 1  # as a reader's is


def test_it_ends_where_a_page_cannot_be_had(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["policy.example.org"]
    asked: list[str] = []

    def away(environment: dict[str, Any], start: Any) -> list[bytes]:
        asked.append(environment["HTTP_HOST"])
        start("503 Service Unavailable", [])
        return [b""]

    assert warming.ask_for_all(away) == 0 and asked == ["policy.example.org"]


def test_the_first_search_asks_no_more_than_the_next(client: Client) -> None:
    warming.ask_for_all(application)
    numbers = []
    for words in ("氢能", "光伏"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/search/", {"q": words}).status_code == 200
        numbers.append(sum("wordpair" in query["sql"] or "agencyname" in query["sql"] for query in queries))
    assert numbers[0] == numbers[1]
