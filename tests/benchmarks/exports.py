"""python -m tests.benchmarks.exports [--size 100000]: memory and time of exporting all tasks, in each format.

The sample policies are read into a database of their own, and the rows of their documents copied until there are so
many tasks. Each format is asked for in a process of its own, which has served a short export before: the memory is what
the process takes beside that at its peak, SQLite's own cache of pages (64 MB at most) included.
"""

# ruff: noqa: E402 (Django has to be set up before its models are imported)
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from policykb import pipeline
from policykb.machines.exports import FORMATS
from tasks.models import Task
from tests.benchmarks.copies import copy_documents
from tests.cases import POLICIES

GOAL = 60  # MB above the process at rest


def main() -> None:
    """Make the database and measure each format, or, in a process of its own, one of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exports", description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=100_000, help="number of tasks (default: 100000)")
    parser.add_argument("--format", choices=FORMATS, help="measure this one in the database named")
    parser.add_argument("--database", help="its name")
    parser.add_argument("--query", default="", help="the query string of the list")
    options = parser.parse_args()
    if options.format:
        connection.settings_dict["NAME"] = options.database
        measure(options.format, options.query)
        return
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            settings.DATABASES["default"]["TEST"] = connection.settings_dict["TEST"] = {
                **connection.settings_dict["TEST"], "NAME": str(Path(folder) / "exports.sqlite3"),
            }  # fmt: skip
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            fill(options.size)
            print_table()
        finally:
            teardown_databases(databases, verbosity=0)


def fill(size: int) -> None:
    """The sample policies, and copies of them."""
    call_command("load_registry", verbosity=0)
    for policy in POLICIES:
        pipeline.ingest(policy.read_bytes(), policy.name, pipeline.gazetteer())
    if copies := round(size / Task.objects.count()) - 1:
        copy_documents(copies)


def print_table() -> None:
    """A row for each format, in Markdown."""
    print(f"\n{Task.objects.count():,} tasks on {connection.display_name}; goal ≤ {GOAL} MB\n")
    print("| format | tasks | MB sent | MB at rest | MB above | CPU s | s | s to the first byte |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    name = str(connection.settings_dict["NAME"])
    for format, kind in FORMATS.items():
        query, count = longest(kind.most)
        print(f"| {format} | {count:,} ", end="", flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.exports", "--format", format, "--query", query]
        subprocess.run([*command, "--database", name], check=True)


def measure(format: str, query: str) -> None:
    """Take the whole file, a part at a time, as a server would."""
    client = Client(SERVER_NAME="localhost")
    client.get(f"/tasks/export.csv?document={Task.objects.published()[0].document.slug}").getvalue()
    rest = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    cpu, start, first, length = process_time(), perf_counter(), 0.0, 0
    response = client.get(f"/tasks/export.{format}{query}")
    assert response.status_code == 200, response.status_code
    for part in response:
        first = first or perf_counter() - start
        length += len(part)
    print(
        f"| {length / 1e6:.0f} | {rest:.0f} | {memory('VmHWM') - rest:.0f} "
        f"| {process_time() - cpu:.1f} | {perf_counter() - start:.1f} | {first:.1f} |",
        flush=True,
    )


def longest(most: int | None) -> tuple[str, int]:
    """The query string of a list of so many documents that it is not longer than allowed, and its length."""
    tasks = Task.objects.published()
    if most is None or tasks.count() <= most:
        return "", tasks.count()
    slugs, count = [], 0
    for slug in tasks.order_by("document__slug").values_list("document__slug", flat=True).distinct()[:most]:
        of_document = tasks.filter(document__slug=slug).count()
        if count + of_document > most:
            break
        slugs.append(slug)
        count += of_document
    return "?" + "&".join(f"document={slug}" for slug in slugs), count


def memory(name: str) -> float:
    """MB of this process, as Linux counts them: VmRSS now, VmHWM at the peak."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    main()
