"""Entries → the cluster, each under a version: of what is sent twice, or late, the highest version stays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from documents.models import SearchEntry
from documents.search.cluster.faults import refusal
from documents.search.cluster.layout import document_of
from documents.search.index import index_row
from documents.search.queries.lexicon import current_lexicon
from documents.search.words.segmenter import segmenter

LARGEST = 20_000_000  # bytes of a request
OUTDATED, GONE = 409, 404  # a higher version is there already; the entry, or the whole index, is not there any more


def send(client: Any, versions: Mapping[int, int], targets: Sequence[str]) -> None:
    """Bring these entries in step in all of these indices: written as they stand now, or taken out if they are gone.
    Raises SearchAway."""
    from opensearchpy.helpers import streaming_bulk

    segmenter().learn(current_lexicon().words)
    entries = SearchEntry.objects.in_bulk(list(versions))
    documents = {pk: document_of(entry, index_row(entry)) for pk, entry in entries.items()}
    actions = actions_of(versions, documents, targets)
    sent = streaming_bulk(client, actions, max_chunk_bytes=LARGEST, raise_on_error=False, require_alias=True)
    for is_done, told in sent:
        check(is_done, told)


def actions_of(
    versions: Mapping[int, int], documents: Mapping[int, Any], targets: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """What is to be done in each index."""
    for target in targets:
        for pk, version in versions.items():
            action = {"_index": target, "_id": str(pk), "version": version, "version_type": "external"}
            if pk in documents:
                yield {**action, "_op_type": "index", "_source": documents[pk]}
            else:
                yield {**action, "_op_type": "delete"}


def check(is_done: bool, told: Mapping[str, Any]) -> None:
    """Raise what kept one entry from being written."""
    (result,) = told.values()
    if not is_done and result["status"] not in (OUTDATED, GONE):
        raise refusal(result["status"], str(result.get("error", "")))
