"""Where public pages are read from, by what the servers answer."""

import os
from typing import Any

import pytest
from django.db import OperationalError

from policykb.replicas import freshness
from policykb.replicas.freshness import REPLAYED, Choice, choose, current_choice, reading_from

PRIMARY = Choice()
FIRST, SECOND = Choice("replica1"), Choice("replica2")
OLD = 3600.0  # seconds since the last commit that was replayed

Answers = dict[str, Any]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Answers:
    """What the servers answer, which a test may change: the primary, and two replicas, of which the first is ours."""
    settings.REPLICAS, settings.REPLICA_LAG = ["replica1", "replica2"], 5
    told: Answers = {"default": (100,), "replica1": (100, OLD), "replica2": (100, OLD)}
    monkeypatch.setattr(os, "getpid", lambda: 2)
    monkeypatch.setattr(freshness, "_chosen", freshness.Chosen())
    monkeypatch.setattr(freshness, "answer", lambda alias, _: told.get(alias))
    return told


def test_a_replica_that_has_all_is_read_from_however_long_nothing_was_written(answers: Answers) -> None:
    assert choose() == FIRST


def test_processes_begin_with_different_replicas(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 3)
    assert choose() == SECOND


@pytest.mark.parametrize(
    ("first", "second", "choice"),
    [
        ((90, 4.9), (100, OLD), FIRST),  # behind, but not long
        ((90, 5.1), (100, OLD), SECOND),
        ((90, OLD), (80, 1.0), SECOND),
        ((90, OLD), (80, OLD), PRIMARY),
        ((90, None), (80, OLD), PRIMARY),  # nothing replayed since it began
        (None, (100, OLD), SECOND),
        (None, None, PRIMARY),
    ],
)
def test_one_that_lags_or_does_not_answer_is_left(answers: Answers, first: Any, second: Any, choice: Choice) -> None:
    answers.update(replica1=first, replica2=second)
    assert choose() == choice


@pytest.mark.parametrize(
    ("first", "second", "choice"),
    [
        ((90, OLD), (80, OLD), Choice("replica1", is_read_only=True)),
        ((80, 1.0), (90, OLD), Choice("replica2", is_read_only=True)),
        (None, (90, OLD), Choice("replica2", is_read_only=True)),
        (None, None, PRIMARY),  # which will say itself that it is away
    ],
)
def test_without_the_primary_the_furthest_is_read_from(
    answers: Answers, first: Any, second: Any, choice: Choice
) -> None:
    answers.update(default=None, replica1=first, replica2=second)
    assert choose() == choice


def test_a_choice_holds_for_a_second_unless_asked_anew(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(freshness, "monotonic", lambda: now)
    assert current_choice() == FIRST
    answers["replica1"] = None
    assert current_choice() == FIRST
    assert current_choice(anew=True) == SECOND
    answers["replica2"] = None
    now += 1
    assert current_choice() == PRIMARY


def test_who_waits_for_a_new_choice_takes_that_of_another_thread(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Waited:
        def acquire(self, blocking: bool) -> bool:
            freshness._chosen.until = 10.0**9
            freshness._chosen.choice = SECOND
            return blocking

        def release(self) -> None: ...

    freshness._chosen.lock = Waited()  # type: ignore[assignment]
    assert current_choice(anew=True) == SECOND


class Server:
    """A connection that counts how often it is asked; it may be away."""

    in_atomic_block = False

    def __init__(self, error: Exception | None) -> None:
        self.error, self.asked = error, 0

    def close_if_unusable_or_obsolete(self) -> None: ...

    def close(self) -> None: ...

    def cursor(self) -> Any:
        self.asked += 1
        raise self.error or AssertionError


def test_a_server_that_does_not_answer_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:

    now, server = 1000.0, Server(OperationalError())
    monkeypatch.setattr(freshness, "_chosen", freshness.Chosen())
    monkeypatch.setattr(freshness, "monotonic", lambda: now)
    monkeypatch.setattr(freshness, "connections", {"replica1": server})
    for moment, asked in ((1000.0, 1), (1004.9, 1), (1005.0, 2)):
        now = moment
        assert freshness.answer("replica1", REPLAYED) is None
        assert server.asked == asked


def test_reading_from_a_replica_ends_also_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    servers = {"default": "primary", "replica1": "replica"}
    monkeypatch.setattr(freshness, "connections", servers)

    with pytest.raises(ZeroDivisionError), reading_from("replica1"):
        assert servers["default"] == "replica"
        raise ZeroDivisionError
    assert servers["default"] == "primary"
