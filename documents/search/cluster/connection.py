"""SEARCH_URL → a client of the cluster, one for each process, and questions that give up soon.

    SEARCH_URL=https://user:password@a.example:9200/policykb https://user:password@b.example:9200

Several nodes stand one after the other: where one does not answer, the next is asked. The path names the index.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from documents.search.cluster.faults import SearchAway, told_apart

PACKAGE = "opensearch-py"
NAME = "policykb"  # of the index, where SEARCH_URL has none
TO_CONNECT, TO_ANSWER, TO_WRITE = 1.0, 5.0, 60.0  # seconds
PAUSE = 5.0  # seconds for which a cluster that did not answer is not asked again
NAMES = re.compile("[a-z][a-z0-9_-]*")
PORTS = {"http": 9200, "https": 443}

_away: tuple[float, str] = (0.0, "")  # until when, and why


def is_used() -> bool:
    """Whether search is asked of a cluster."""
    return bool(settings.SEARCH_URL)


def is_client_installed() -> bool:
    """Whether the package is there that speaks with a cluster."""
    return find_spec("opensearchpy") is not None


def index_name() -> str:
    """The name under which this site's index is asked for."""
    return urlsplit(settings.SEARCH_URL.split()[0]).path.strip("/") or NAME


def nodes_of(url: str) -> list[dict[str, Any]]:
    """The nodes that a SEARCH_URL names; raises ValueError, in a sentence without its secrets."""
    found = []
    if not NAMES.fullmatch(urlsplit(url.split()[0]).path.strip("/") or NAME):
        raise ValueError("SEARCH_URL names an index that is not of lower-case letters, digits, - and _.")
    for each in url.split():
        try:
            parts = urlsplit(each)
            port = parts.port
        except ValueError:
            raise ValueError("SEARCH_URL has a port that is no number.") from None
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("SEARCH_URL is not like https://user:password@host:9200.")
        node: dict[str, Any] = {"host": parts.hostname, "port": port or PORTS[parts.scheme]}
        node["use_ssl"] = parts.scheme == "https"
        if parts.username:
            node["http_auth"] = (unquote(parts.username), unquote(parts.password or ""))
        found.append(node)
    return found


@lru_cache(maxsize=4)
def client_of(url: str, ca: str, seconds: float) -> Any:
    """A client of these nodes that waits so long for an answer. An authority of this file vouches for their
    certificates or, where it is "", one that the system knows."""
    from opensearchpy import OpenSearch
    from urllib3 import Timeout

    nodes = nodes_of(url)
    return OpenSearch(
        nodes,
        timeout=Timeout(connect=TO_CONNECT, read=seconds),
        max_retries=max(1, len(nodes) - 1),
        retry_on_timeout=len(nodes) > 1,
        pool_maxsize=8,
        http_compress=False,
        ca_certs=ca or None,
    )


def client(seconds: float = TO_ANSWER) -> Any:
    """The client of this installation."""
    return client_of(settings.SEARCH_URL, settings.SEARCH_CA, seconds)


def ask(question: Callable[[Any], Any]) -> Any:
    """What the cluster answers. Raises SearchAway; for a short while after one at once, so that a cluster that is gone
    does not hold up every page."""
    global _away
    until, reason = _away
    if monotonic() < until:
        raise SearchAway(reason)
    try:
        with told_apart():
            return question(client())
    except SearchAway as error:
        _away = (monotonic() + PAUSE, str(error))
        raise


def forget_fault() -> None:
    """Ask again at once."""
    global _away
    _away = (0.0, "")


def order(command: Callable[[Any], Any]) -> Any:
    """What the cluster answers to a command of upkeep, which may wait longer. Raises SearchAway."""
    with told_apart():
        return command(client(TO_WRITE))


def try_out() -> None:
    """Raises SearchAway where the cluster does not answer us, or has no index of ours."""
    with told_apart():
        client().indices.get(index=index_name())
