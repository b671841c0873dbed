"""python -m tests.benchmarks.stages: how long each stage takes on each sample policy, in a database of its own."""

import os
from collections.abc import Callable
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
from tasks.extraction import extract
from tests.cases import POLICIES

STAGES = ("read", "repair", "parse", "identify", "extract", "store and index", "again")


def main() -> None:
    """Measure in a database made for it and dropped afterwards."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_registry", verbosity=0)
        print(f"\nMilliseconds on {connection.display_name}\n")
        print_stages()
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
        identity = timed(times, identify, parsed, gazetteer)
        timed(times, extract, parsed, gazetteer, identity.region)
        timed(times, pipeline.ingest, data, path.name, gazetteer)
        timed(times, pipeline.ingest, data, path.name, gazetteer)
        times[-2] -= sum(times[:-2])  # ingest() takes the stages once more
        print(f"{path.name[:10]} {len(source.text):10}", *(f"{time:15.1f}" for time in times))


def timed(times: list[float], call: Callable[..., Any], *arguments: Any) -> Any:
    """Call, and note how many milliseconds it took."""
    begin = perf_counter()
    result = call(*arguments)
    times.append((perf_counter() - begin) * 1000)
    return result


if __name__ == "__main__":
    main()
