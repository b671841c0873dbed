"""Which requests are served from where, and what happens where a server fails them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as current
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from policykb.failures.faults import FAULTS, FaultKind
from policykb.failures.outages import fault_page
from policykb.replicas import freshness, reading
from policykb.replicas.freshness import Choice
from policykb.replicas.reading import ReadFromReplicas, fitting

REPLICA, READ_ONLY = Choice("replica1"), Choice("replica1", is_read_only=True)
WITHOUT_PRIMARY = Choice("default", is_read_only=True)


@pytest.fixture(autouse=True)
def servers(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, str]:
    """A primary and a replica, by name."""
    settings.REPLICAS = ["replica1"]
    known = {"default": "default", "replica1": "replica1"}
    monkeypatch.setattr(freshness, "connections", known)
    return known


def choices(monkeypatch: pytest.MonkeyPatch, *those: Choice) -> None:
    """What is chosen, one after the other."""
    left = iter(those)
    monkeypatch.setattr(reading, "current_choice", lambda anew=False: next(left))


def request(method: str = "GET", path: str = "/tasks/", **cookies: str) -> HttpRequest:
    made = RequestFactory().generic(method, path)
    made.COOKIES.update(cookies)
    return made


@pytest.mark.parametrize(
    ("asked", "now", "while_the_primary_is_away"),
    [
        (request(), REPLICA, READ_ONLY),
        (request("HEAD"), REPLICA, READ_ONLY),
        (request("POST"), Choice(), WITHOUT_PRIMARY),
        (request(path="/admin/documents/"), Choice(), WITHOUT_PRIMARY),
        (request(sessionid="x"), Choice(), READ_ONLY),
        (request(csrftoken="x"), Choice(), READ_ONLY),
        (request(other="x"), REPLICA, READ_ONLY),
    ],
)
def test_readers_read_from_replicas(asked: HttpRequest, now: Choice, while_the_primary_is_away: Choice) -> None:
    assert fitting(asked, REPLICA) == now
    assert fitting(asked, READ_ONLY) == while_the_primary_is_away


@pytest.mark.parametrize(
    ("method", "chosen", "dead", "asked"),
    [
        ("GET", [REPLICA], [], ["replica1"]),
        ("GET", [REPLICA, Choice()], ["replica1"], ["replica1", "default"]),  # it has died
        ("GET", [REPLICA, REPLICA], ["replica1"], ["replica1", "default"]),  # it stands, and broke off this answer
        ("GET", [Choice(), READ_ONLY], ["default"], ["default", "replica1"]),
        ("GET", [Choice(), Choice()], ["default"], ["default"]),  # busy, or away for all
        ("GET", [READ_ONLY, READ_ONLY], ["replica1"], ["replica1"]),
        ("POST", [READ_ONLY], ["default"], ["default"]),
    ],
)
def test_where_a_server_fails_another_one_answers(
    monkeypatch: pytest.MonkeyPatch, servers: dict[str, str], method: str, chosen: Any, dead: Any, asked: list[str]
) -> None:
    seen = []

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(servers["default"])
        is_dead = servers["default"] in dead
        return fault_page(request, FAULTS[FaultKind.AWAY]) if is_dead else HttpResponse()

    choices(monkeypatch, *chosen)
    response = ReadFromReplicas(answer)(request(method, "/api/tasks/"))
    assert seen == asked
    assert response.status_code == (503 if asked[-1] in dead else 200)
    assert servers["default"] == "default"


def test_where_it_is_not_the_database_nobody_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for page in (HttpResponse(status=503), fault_page(request(), FAULTS[FaultKind.SEARCH_AWAY])):
        choices(monkeypatch, REPLICA)
        assert ReadFromReplicas(lambda request, page=page: page)(request()) is page


def test_what_is_sent_bit_by_bit_comes_from_one_database(
    monkeypatch: pytest.MonkeyPatch, servers: dict[str, str]
) -> None:
    def bits() -> Iterator[str]:
        yield servers["default"]
        yield servers["default"]

    choices(monkeypatch, REPLICA)
    response = ReadFromReplicas(lambda request: StreamingHttpResponse(bits()))(request())
    assert servers["default"] == "default"
    assert b"".join(response) == b"replica1replica1"
    assert servers["default"] == "default"


def test_without_replicas_it_is_not_there(settings: Any) -> None:
    settings.REPLICAS = []
    with pytest.raises(MiddlewareNotUsed):
        ReadFromReplicas(lambda request: None)


def test_sqlite_has_no_replicas() -> None:
    wanted = {"DATABASE_URL": "sqlite://:memory:", "DATABASE_REPLICAS": "postgres://localhost/a", "SECRET_KEY": "-"}
    done = subprocess.run(
        [sys.executable, "-c", "import policykb.settings"],
        env=os.environ | wanted,
        cwd=current.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "SQLite has no replicas" in done.stderr.splitlines()[-1]
