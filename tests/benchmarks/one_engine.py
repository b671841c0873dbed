"""python -m tests.benchmarks.one_engine ENGINE SIZE FILE: build one index, ask it every query, write the figures."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django

QUERIES = Path(__file__).parent / "queries.txt"
ROUNDS = 5
PAGE = 20
FILTERED = 4  # every so many queries is narrowed by an agency and a year


def main(name: str, size: int, out: Path) -> None:
    """Build, ask, and write what it took."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_registry", verbosity=0)
    measured = {"tantivy": tantivy_figures, "opensearch": cluster_figures}.get(name, database_figures)
    figures = measured(size)
    out.write_text(json.dumps({"engine": name, "size": size} | figures))


def entries(size: int) -> Iterator[Any]:
    """The corpus."""
    from tests.benchmarks.corpus import read_material, recombine

    return recombine(read_material(), size)


def queries() -> list[tuple[str, dict[str, list[str]]]]:
    """The queries with their filters."""
    lines = [line for line in QUERIES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    filters = {"agency": ["a3"], "year": ["y2030"]}
    return [(line, filters if number % FILTERED == 0 else {}) for number, line in enumerate(lines, 1)]


def database_figures(size: int) -> dict[str, Any]:
    """Figures of the database in DATABASE_URL."""
    from django.db import transaction

    from documents.records.writing import refill_sets
    from documents.search.engines import own_engine

    def finish() -> None:
        refill_sets()  # what entries are counted by
        own_engine().optimise()

    build = built(size, transaction.atomic(own_engine().write), finish)
    return {"build": build, "megabytes": database_size() / 1e6, **timed(whole_request)}


def cluster_figures(size: int) -> dict[str, Any]:
    """Figures of the cluster in SEARCH_URL, whose entries are in the database in DATABASE_URL."""
    from opensearchpy.helpers import bulk

    from documents.search.cluster.connection import TO_WRITE, client
    from documents.search.cluster.indices import create, put_in_place
    from documents.search.cluster.layout import document_of
    from documents.search.index import index_row

    cluster = client(TO_WRITE)
    index = create(cluster)

    def write(documents: list[Any]) -> None:
        bulk(cluster, ({"_index": index, "_id": str(each["id"]), "_source": each} for each in documents))

    def finish() -> None:
        put_in_place(cluster, index)
        cluster.indices.forcemerge(index=index, max_num_segments=1, request_timeout=1800)

    build = built(size, write, finish, lambda row: document_of(row, index_row(row)))
    held = cluster.indices.stats(index=index)["_all"]["primaries"]["store"]["size_in_bytes"]
    return {"build": build, "megabytes": held / 1e6, **timed(whole_request)}


def whole_request(text: str, filters: dict[str, list[str]]) -> Any:
    """Read a query and answer it."""
    from documents.search.retrieval import retrieve
    from policykb.answers.searching import understand

    return retrieve(understand(text), {"kind": ["ktask"], **filters}, limit=PAGE)


def built(
    size: int,
    write: Callable[[list[Any]], None],
    finish: Callable[[], None],
    made: Callable[[Any], Any] | None = None,
) -> float:
    """Seconds that an engine takes to write the corpus. The segmenting, which all are given, does not count, nor does
    what is `made` of each row."""
    from documents.search.index import index_row

    seconds = 0.0
    for batch in batches(size):
        rows = [(made or index_row)(row) for row in stored(batch)]
        start = time.perf_counter()
        write(rows)
        seconds += time.perf_counter() - start
    start = time.perf_counter()
    finish()
    return seconds + time.perf_counter() - start


def batches(size: int) -> Iterator[list[Any]]:
    """The corpus in the batches that the index writes."""
    from documents.search.index import BATCH

    remaining = entries(size)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def stored(batch: list[Any]) -> list[Any]:
    """The entries as rows, stored."""
    from documents.models import SearchEntry
    from documents.search.index import row_of
    from documents.search.queries.lexicon import current_lexicon
    from documents.search.words.segmenter import segmenter

    segmenter().learn(current_lexicon().words)
    return SearchEntry.objects.bulk_create([row_of(entry) for entry in batch])


def database_size() -> int:
    """What the full-text index takes, in bytes."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_indexes_size('documents_searchindex')")
        else:
            cursor.execute("SELECT sum(length(block)) FROM documents_searchindex_data")
        return int(cursor.fetchone()[0])


def tantivy_figures(size: int) -> dict[str, Any]:
    """Figures of tantivy, which is given the same tokens and the main step of the same queries."""
    from documents.search.counting import narrowed
    from policykb.answers.searching import understand
    from tests.benchmarks.tantivy_index import TantivyIndex

    index = TantivyIndex()
    try:
        build = built(size, index.write, index.finish)
        nodes = {}
        for text, filters in queries():
            query, narrow = understand(text), {"kind": ["ktask"], **filters}
            nodes[text] = narrowed(query.words_step(), narrow)
            if not index.page_count_facets(nodes[text], PAGE)[0]:
                nodes[text] = narrowed(query.any_step(), narrow)
        figures = timed(lambda text, filters: index.page_count_facets(nodes[text], PAGE))
        return {"build": build, "megabytes": index.size() / 1e6, **figures}
    finally:
        index.remove()


def timed(ask: Callable[[str, dict[str, list[str]]], Any]) -> dict[str, Any]:
    """Median and 95th percentile of the queries' times in milliseconds, each the best of some rounds."""
    best: dict[str, float] = {}
    for text, filters in queries():
        ask(text, filters)
        for _ in range(ROUNDS):
            start = time.perf_counter()
            ask(text, filters)
            best[text] = min(best.get(text, 1e9), (time.perf_counter() - start) * 1000)
    ordered = sorted(best.values())
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(len(ordered) * 0.95)], "queries": best}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
