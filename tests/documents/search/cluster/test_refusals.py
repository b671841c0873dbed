"""A cluster behind TLS and a password: who may not ask is told why, without the secrets. Needs SEARCH_URL and nginx."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings as configured
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from documents.models import PendingEntry
from documents.search.cluster.connection import order
from documents.search.cluster.keeping import refill
from tests.cluster.front import PASSWORD, USER, front
from tests.nginx import NGINX

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not configured.SEARCH_URL, reason="no search cluster (python -m tests.cluster)"),
    pytest.mark.skipif(not NGINX, reason="no nginx on PATH (apt install nginx)"),
]
SECRETS = (PASSWORD, quote(PASSWORD, safe=""), "falsch", USER)


@pytest.fixture(scope="module")
def door() -> Iterator[tuple[int, str]]:
    ports = [urlsplit(each).port for each in configured.SEARCH_URL.split()]
    with front([port for port in ports if port]) as opened:
        yield opened


def address(port: int, password: str = PASSWORD, scheme: str = "https") -> str:
    return f"{scheme}://{USER}:{quote(password, safe='')}@127.0.0.1:{port}/policykb-front"


def test_with_the_password_and_the_certificate_it_answers(door: tuple[int, str], settings: Any) -> None:
    settings.SEARCH_URL, settings.SEARCH_CA = address(door[0]), door[1]
    refill()
    assert [message for message in run_checks() if message.id.startswith("documents.")] == []
    assert order(lambda client: client.info())["version"]["number"].startswith("2.")


@pytest.mark.parametrize(
    ("password", "scheme", "is_trusted", "said"),
    [
        ("falsch", "https", True, "refuses the user or password"),
        (PASSWORD, "https", False, "nobody known vouches for its certificate"),
        (PASSWORD, "http", True, "is no OpenSearch, or wants TLS"),
    ],
)
def test_why_it_does_not_answer(
    door: tuple[int, str], settings: Any, password: str, scheme: str, is_trusted: bool, said: str
) -> None:
    settings.SEARCH_URL, settings.SEARCH_CA = address(door[0], password, scheme), door[1] if is_trusted else ""
    PendingEntry.objects.create(entry=1)
    with pytest.raises(CommandError, match=said) as raised:
        call_command("update_search_cluster")
    (told,) = [message.msg for message in run_checks() if message.id == "documents.W002"]
    assert told == str(raised.value) and not any(secret in told for secret in SECRETS)
    assert PendingEntry.objects.count() == 1
