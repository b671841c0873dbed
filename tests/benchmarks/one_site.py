"""python -m tests.benchmarks.one_site FILE [--size N]: make a site of so many tasks, ask for its pages, note the times.

Without a size the database in DATABASE_URL is measured as it is.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import django

ROUNDS = 7
FEWER_ROUNDS, MANY = 3, 50_000  # where there are many tasks


def main() -> None:
    """Make it, measure it, and write what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.one_site", description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--only", nargs="+", default=[])
    options = parser.parse_args()
    django.setup()
    from tasks.models import Task
    from tests.benchmarks.archive.making import make_archive_of
    from tests.benchmarks.asking import benchmarked

    start = perf_counter()
    if options.size is not None:
        make_archive_of(options.size, told)
    made = perf_counter() - start
    with benchmarked:
        rounds = options.rounds or (FEWER_ROUNDS if Task.objects.count() >= MANY else ROUNDS)
        figures = measured(rounds, options.only)
    options.out.write_text(json.dumps({"size": options.size, "made": made, **figures}, ensure_ascii=False))


def measured(rounds: int, only: Sequence[str] = ()) -> dict[str, Any]:
    """What every page took, and the general browser."""
    from django.db import connection
    from django.test import Client

    from tasks.models import Task
    from tests.benchmarks.addresses import addresses, walks
    from tests.benchmarks.asking import Editor
    from tests.benchmarks.asking import measured as figures_of
    from tests.benchmarks.data_browser import browsed

    editor = Editor(Task.objects.published().order_by("pk")[0])
    pages = []
    for address in [*addresses(), *walks(Client(), random.Random(7))]:
        if not only or any(address == wanted or (wanted != "/" and address.startswith(wanted)) for wanted in only):
            pages.append(asdict(figures_of(address, editor, rounds)))
            told(f"{pages[-1]['fresh'] / pages[-1]['fresh_bare']:6.1f} × {address}")
    browser = None if only else browsed(rounds)
    return {
        "database": connection.vendor,
        "tasks": Task.objects.published().count(),
        "pages": pages,
        "browser": asdict(browser) if browser else None,
    }


def told(words: str) -> None:
    """Say what is being done, on standard error."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
