"""A real cluster is kept in step: whatever is sent twice, late or while a new index is filled. Needs SEARCH_URL
(python -m tests.cluster)."""

from collections.abc import Iterator
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents.models import PendingEntry, SearchEntry
from documents.search import Entry, remove, write
from documents.search.cluster import connection, keeping, outbox
from documents.search.cluster.connection import order
from documents.search.cluster.indices import targets
from documents.search.cluster.keeping import refill, send_waiting
from documents.search.cluster.outbox import claimed, version_of
from documents.search.cluster.sending import send
from documents.search.engines import engine
from documents.search.expressions import EVERYTHING, any_of, substring
from policykb.answers import search

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not settings.SEARCH_URL, reason="no search cluster (python -m tests.cluster)"),
]


@pytest.fixture(autouse=True)
def by_outbox() -> Iterator[None]:
    """The cluster is told by the outbox alone, as on a real site."""
    with (
        patch("documents.search.index.remember", outbox.remember),
        patch("documents.search.engines.opensearch.ask", connection.ask),
    ):
        connection.forget_fault()
        refill()
        yield


def entry(key: int, title: str = "绿电") -> Entry:
    return Entry(kind="task", object_id=key, title=title)


def found(words: str) -> list[int]:
    order(lambda client: client.indices.refresh(index=connection.index_name()))
    return list(engine().keys(substring(words), "task"))


def test_what_waits_is_sent_and_then_found() -> None:
    write([entry(1), entry(2)])
    assert found("绿电") == []
    assert (send_waiting(), PendingEntry.objects.count(), found("绿电")) == (2, 0, [1, 2])
    remove("task", [1])
    write([entry(2, "氢能")])
    assert (send_waiting(), found("绿电"), found("氢能")) == (2, [], [2])
    assert send_waiting() == 0


def test_two_who_send_the_same_do_no_harm() -> None:
    write([entry(1)])
    with claimed() as lines:
        versions = {entry: version_of(line) for line, entry in lines}
        order(lambda client: send(client, versions, targets(client)))
        order(lambda client: send(client, versions, targets(client)))
    assert found("绿电") == [1]


def test_what_arrives_late_does_not_count() -> None:
    write([entry(1, "氢能")])
    send_waiting()
    (pk,) = SearchEntry.objects.values_list("pk", flat=True)
    SearchEntry.objects.update(title="绿电")  # what a stalled process has read
    order(lambda client: send(client, {pk: 1}, targets(client)))
    assert (found("氢能"), found("绿电")) == ([1], [])
    remove("task", [1])
    send_waiting()
    write([entry(1)])
    SearchEntry.objects.update(id=pk)
    order(lambda client: send(client, {pk: 1}, targets(client)))
    assert found("绿电") == []


def test_changes_while_a_new_index_is_filled_are_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    write([entry(1), entry(2), entry(3)])
    send_waiting()
    monkeypatch.setattr(keeping, "AT_A_TIME", 1)

    def meanwhile(number: int) -> None:
        if SearchEntry.objects.filter(title="绿电").count() == 3:  # after the first of three
            assert found("绿电") == [1, 2, 3]  # the old index is asked
            write([entry(1, "氢能"), entry(3, "氢能"), entry(4)])
            remove("task", [2])
            send_waiting()

    assert refill(meanwhile) == 3
    send_waiting()
    assert (found("绿电"), found("氢能")) == ([4], [1, 3])
    assert engine().frequencies([EVERYTHING], 100) == [3]
    assert len(order(targets)) == 1


def test_what_was_not_sent_meanwhile_is_sent_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    write([entry(1), entry(2)])
    monkeypatch.setattr(keeping, "AT_A_TIME", 1)
    changed: list[int] = []

    def meanwhile(number: int) -> None:
        if not changed:
            changed.append(1)
            write([entry(1, "氢能")])

    refill(meanwhile)
    assert found("绿电") == [1, 2]
    assert send_waiting() == 1
    assert (found("绿电"), found("氢能")) == ([2], [1])


def test_a_refill_that_fails_leaves_the_old_index(monkeypatch: pytest.MonkeyPatch) -> None:
    write([entry(1)])
    send_waiting()

    def fails(number: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refill(fails)
    assert found("绿电") == [1]
    write([entry(2)])
    assert (send_waiting(), found("绿电")) == (1, [1, 2])
    refill()
    assert (len(order(targets)), found("绿电")) == (1, [1, 2])


def test_without_an_index_nothing_is_lost() -> None:
    write([entry(1)])
    order(lambda client: client.indices.delete(index=",".join(each.removesuffix(".in") for each in targets(client))))
    with pytest.raises(CommandError, match="rebuild_search_index"):
        call_command("update_search_cluster")
    assert PendingEntry.objects.count() == 1
    call_command("rebuild_search_index", verbosity=0, stdout=StringIO())
    assert found("绿电") == []  # no record is behind the entry


def test_a_very_long_question_is_answered() -> None:
    write([entry(1, "推进新能源高质量发展")])
    send_waiting()
    text = "请问青海省各市州怎样推进新能源和清洁能源高质量发展、绿电直连、零碳园区建设，" * 30
    assert search(text).total <= 1
    nodes = [substring(text[start : start + 20]) for start in range(900)]
    weighed = [(node, 1.0) for node in nodes]
    assert engine().ranked(any_of(nodes), weighed, 10, some_may_lack=True) == []


def test_the_command_says_what_it_sent() -> None:
    write([entry(1), entry(2)])
    said = StringIO()
    call_command("update_search_cluster", stdout=said)
    assert said.getvalue() == "Search cluster: 2 changes sent.\n"
    assert found("绿电") == [1, 2]


def test_very_many_keys_come_in_several_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    write([entry(key) for key in range(1, 8)])
    send_waiting()
    for page in (1, 3, 7, 8):
        monkeypatch.setattr("documents.search.engines.opensearch.PAGE", page)
        assert found("绿电") == [1, 2, 3, 4, 5, 6, 7]
    every: Any = engine().ids(EVERYTHING)
    assert list(every) == sorted(SearchEntry.objects.values_list("pk", flat=True))
