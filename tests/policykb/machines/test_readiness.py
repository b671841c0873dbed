"""A load balancer is told whether the site has what its pages need, and why not; nothing more."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from documents.models import SearchEntry
from documents.search.index import remove_entries
from documents.search.sources import rebuild
from policykb.machines import health
from tests.factories import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def new_process() -> Iterator[None]:
    """Nothing is known of the database."""
    health._done.clear()
    yield
    health._done.clear()


def told(client: Client) -> tuple[int, Any]:
    answer = client.get("/readyz")
    assert answer["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()


def not_ready(reason: str) -> tuple[int, Any]:
    return 503, {"status": "not ready", "reasons": [reason]}


def test_an_empty_site_is_ready_and_asking_again_is_cheap(client: Client, django_assert_max_num_queries: Any) -> None:
    assert told(client) == (200, {"status": "ready"})
    with django_assert_max_num_queries(5):
        assert told(client) == (200, {"status": "ready"})


def test_an_index_without_entries_is_told(client: Client, django_assert_max_num_queries: Any) -> None:
    make_task()
    assert told(client) == not_ready("search: the index is empty")
    rebuild()
    with django_assert_max_num_queries(1):
        assert told(client) == (200, {"status": "ready"})
    remove_entries(list(SearchEntry.objects.values_list("pk", flat=True)))
    assert told(client) == not_ready("search: the index is empty")


def test_migrations_to_be_done_are_told(client: Client) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="tasks").order_by("-name")[0]
    last.delete()
    assert told(client) == not_ready("database: 1 migrations are to be done")
    last.save()
    assert told(client) == (200, {"status": "ready"})


def test_a_database_that_is_away_is_told_without_its_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise OperationalError("connection to server at 10.1.2.3, user policykb, password s3cret failed")

    monkeypatch.setattr(health, "migrations_to_do", away)
    assert told(client) == not_ready("database: OperationalError")
