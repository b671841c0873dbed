"""A line of the outbox stands and falls with the entry it is of."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone

from documents.models import PendingEntry, SearchEntry
from documents.search import Entry, remove, write
from documents.search.cluster import outbox
from documents.search.cluster.outbox import claimed, search_lag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cluster(settings: Any) -> Iterator[None]:
    settings.SEARCH_URL = "http://127.0.0.1:9"
    with patch("documents.search.index.remember", outbox.remember):
        yield


def entry(key: int) -> Entry:
    return Entry(kind="task", object_id=key, title="绿电")


def lines() -> list[int]:
    return list(PendingEntry.objects.order_by("pk").values_list("entry", flat=True))


def test_what_is_written_and_removed_is_noted() -> None:
    write([entry(1), entry(2)])
    first, second = SearchEntry.objects.order_by("object_id").values_list("pk", flat=True)
    remove("task", [1])
    write([entry(2)])
    assert lines() == [first, second, first, second]


def test_what_is_rolled_back_is_not() -> None:
    with transaction.atomic():
        write([entry(1)])
        transaction.set_rollback(True)
    assert lines() == []


def test_without_a_cluster_nothing_is_noted(settings: Any) -> None:
    settings.SEARCH_URL = ""
    write([entry(1)])
    assert lines() == [] and search_lag() is None


def test_the_lag_is_the_age_of_the_oldest_line() -> None:
    lag = search_lag()
    assert lag and (lag.waiting, lag.seconds) == (0, 0.0)
    write([entry(1), entry(2)])
    PendingEntry.objects.update(since=timezone.now() - timedelta(hours=1))
    lag = search_lag()
    assert lag and lag.waiting == 2 and 3600 <= lag.seconds < 3700


def test_what_could_not_be_sent_waits_on() -> None:
    write([entry(1)])
    with pytest.raises(ZeroDivisionError), claimed():
        1 / 0  # noqa: B018
    assert len(lines()) == 1
    with claimed() as held:
        assert [entry for _, entry in held] == lines()
    assert lines() == []
