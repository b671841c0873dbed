"""The sample policies in, a table of times out: python -m tests.benchmark measures every stage and every query."""

import os
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from documents.agencies import identify
from documents.structure import parse
from documents.text import read, repair
from policykb import pipeline
from policykb.search import search
from tasks.extraction import extract

POLICIES = sorted((Path(__file__).parent.parent / "fixtures" / "policies").glob("*.txt"))
STAGES = ("read", "repair", "parse", "identify", "extract", "store and index", "again")
QUERIES = [
    "碳足迹",
    "省能源局",
    "绿电 直连",
    "“零碳园区”",
    "青政办〔2024〕35号",
    "氢",
    "2025年 省发展改革委 牵头",
    "没有的词",
]
REPEATS = 25


def main() -> None:
    """Measure in a database made for it and dropped afterwards."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_registry", verbosity=0)
        print(f"\nMilliseconds on {connection.display_name}\n")
        print_stages()
        print_queries()
    finally:
        teardown_databases(databases, verbosity=0)


def print_stages() -> None:
    """A row for each policy, a column for each stage."""
    print("policy     characters", *(f"{stage:>15}" for stage in STAGES))
    gazetteer = pipeline.gazetteer()
    for path in POLICIES:
        times: list[float] = []
        data = path.read_bytes()
        source = timed(times, read, data, path.name)
        reading = timed(times, repair, source)
        parsed = timed(times, parse, reading)
        timed(times, identify, parsed, gazetteer)
        timed(times, extract, parsed, gazetteer)
        timed(times, pipeline.ingest, data, path.name, gazetteer)
        timed(times, pipeline.ingest, data, path.name, gazetteer)
        times[-2] -= sum(times[:-2])  # ingest() takes the stages once more
        print(f"{path.name[:10]} {len(source.text):10}", *(f"{time:15.1f}" for time in times))


def print_queries() -> None:
    """A row for each query: how many hits, and how long the whole search takes."""
    print("\nhits     p50     p95  query")
    search(QUERIES[0])  # loads the dictionary
    for query in QUERIES:
        times: list[float] = []
        for _ in range(REPEATS):
            results = timed(times, search, query)
        percentiles = quantiles(times, n=100)
        print(f"{results.total:4} {percentiles[49]:7.1f} {percentiles[94]:7.1f}  {query}")


def timed(times: list[float], call: Callable[..., Any], *arguments: Any) -> Any:
    """Call, and note how many milliseconds it took."""
    begin = perf_counter()
    result = call(*arguments)
    times.append((perf_counter() - begin) * 1000)
    return result


if __name__ == "__main__":
    main()
