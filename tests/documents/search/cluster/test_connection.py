"""SEARCH_URL is read, or refused in a sentence without its secrets; a cluster that is not there is not waited for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from documents.search.cluster import connection
from documents.search.cluster.connection import ask, forget_fault, index_name, nodes_of
from documents.search.cluster.faults import SearchAway

SECRET = "geheim"
NOBODY = f"http://user:{SECRET}@127.0.0.1:9/papers"  # a port at which nobody listens


@pytest.fixture(autouse=True)
def asked_again(settings: Any) -> Iterator[None]:
    settings.SEARCH_URL = NOBODY
    forget_fault()
    yield
    forget_fault()


def test_nodes_and_the_index_are_read(settings: Any) -> None:
    settings.SEARCH_URL = "https://user:p%40ss@a.example:9201/papers https://b.example"
    assert index_name() == "papers"
    assert nodes_of(settings.SEARCH_URL) == [
        {"host": "a.example", "port": 9201, "use_ssl": True, "http_auth": ("user", "p@ss")},
        {"host": "b.example", "port": 443, "use_ssl": True},
    ]
    settings.SEARCH_URL = "http://a.example:9200"
    assert index_name() == "policykb"


@pytest.mark.parametrize(
    "url",
    [
        f"localhost:{SECRET}",
        f"ftp://user:{SECRET}@a.example",
        f"https://user:{SECRET}@a.example:{SECRET}",
        f"https://user:{SECRET}@:9200",
        f"https://user:{SECRET}@a.example/Papers,x",
    ],
)
def test_an_address_that_cannot_be_right_is_told_at_the_start(url: str, settings: Any) -> None:
    settings.SEARCH_URL = url
    (told,) = [message for message in run_checks() if message.id == "documents.E002"]
    assert told.msg.startswith("SEARCH_URL ") and SECRET not in told.msg


def test_a_client_that_is_not_installed_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.checks.is_client_installed", lambda: False)
    (told,) = [message for message in run_checks() if message.id == "documents.E001"]
    assert "opensearch-py" in told.msg


def test_a_cluster_that_is_away_is_told_at_the_start() -> None:
    (told,) = [message for message in run_checks() if message.id == "documents.W002"]
    assert "cannot be reached" in told.msg and SECRET not in told.msg


def test_one_that_did_not_answer_is_not_asked_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def question(client: Any) -> Any:
        asked.append(client)
        return client.info()

    for _ in range(3):
        with pytest.raises(SearchAway, match="cannot be reached"):
            ask(question)
    assert len(asked) == 1
    monkeypatch.setattr(connection, "monotonic", lambda: float("inf"))
    with pytest.raises(SearchAway):
        ask(question)
    assert len(asked) == 2


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(settings: Any) -> None:
    settings.SEARCH_URL = ""
    with pytest.raises(CommandError, match="SEARCH_URL is not set"):
        call_command("update_search_cluster")
