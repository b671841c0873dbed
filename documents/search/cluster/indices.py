"""The indices on the cluster: one behind an alias, which is asked, and while a new one is filled that one too.

Each has an alias of its own by which it is written: what is sent to an index that is gone makes none anew.
"""

from datetime import UTC, datetime
from typing import Any

from documents.search.cluster.connection import index_name
from documents.search.cluster.layout import MAPPING, SETTINGS

WRITTEN_BY = ".in"


def targets(client: Any) -> list[str]:
    """The aliases by which all indices of this site are written."""
    found = client.indices.get_alias(index=f"{index_name()}.*")
    return sorted(f"{index}{WRITTEN_BY}" for index in found)


def create(client: Any) -> str:
    """Make an empty index beside the one that is asked; its name. How it is spread over the nodes is the cluster's own
    affair: an index template for the names policykb.* tells it."""
    index = f"{index_name()}.{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    settings = {**SETTINGS, "index.refresh_interval": "-1"}  # nobody asks it yet
    body = {"settings": settings, "mappings": MAPPING, "aliases": {f"{index}{WRITTEN_BY}": {}}}
    client.indices.create(index=index, body=body)
    return index


def put_in_place(client: Any, index: str) -> None:
    """From now on this index is asked, and no other: in one step."""
    client.indices.put_settings(index=index, body={"index.refresh_interval": None})
    client.indices.refresh(index=index)
    alias = index_name()
    held = [each for each, told in client.indices.get_alias(index=f"{alias}.*").items() if alias in told["aliases"]]
    actions: list[dict[str, Any]] = [{"remove": {"index": each, "alias": alias}} for each in held if each != index]
    client.indices.update_aliases(body={"actions": [*actions, {"add": {"index": index, "alias": alias}}]})


def remove_others(client: Any, index: str) -> None:
    """Take away all indices of this site but this one."""
    for other in client.indices.get_alias(index=f"{index_name()}.*"):
        if other != index:
            client.indices.delete(index=other, ignore_unavailable=True)
