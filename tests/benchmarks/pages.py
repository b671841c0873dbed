"""python -m tests.benchmarks.pages [--sizes 121 10000]: every page beside a bare Django page, as ratios.

Each size is measured on each database in a process of its own: at 121 tasks on the sample policies, beyond that on an
archive made of them (tests.benchmarks.archive). Each page is asked for in turns with a bare page of one sentence,
without the memory of earlier answers (fresh), with it (kept), and right after an edit in the admin; so are lists under
random conditions. The fastest round counts. On SQLite a general data browser shows the same rows beside our list.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

SIZES = [121, 10_000]
DATABASES = ["sqlite", "postgresql"]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# Fresh and after an edit, × the bare page
ARCHIVE_GOALS = {100_000: 100.0, 1_000_000: 300.0}
GOALS = {121: 30.0, **ARCHIVE_GOALS}
LONGEST = 90  # characters of an address in the table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of tasks (default: 121 10000)")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--rounds", type=int, default=0, help="times each page is asked for (default: 7, or 3 of many)")
    parser.add_argument("--only", nargs="+", default=[], help="measure only pages whose address begins so")
    parser.add_argument("--file", type=Path, help="measure on this SQLite database as it is; it is edited")
    parser.add_argument("--cpu", action="store_true", help="count this process's CPU time: where other work goes on")
    options = parser.parse_args()
    if options.cpu:
        os.environ["CPU_TIME"] = "1"
    if options.file:
        figures = [measure("sqlite", 0, options.rounds, options.only, options.file.resolve())]
    else:
        figures = [
            measure(database, size, options.rounds, options.only)
            for size in options.sizes
            for database in options.databases
        ]
    print("\n".join(tables([each for each in figures if each])))


def measure(
    database: str, size: int, rounds: int = 0, only: Sequence[str] = (), file: Path | None = None
) -> dict[str, Any] | None:
    """The figures of a site with so many tasks, measured in a fresh process; None where the database cannot be had."""
    print(f"pages, {NAMES[database]}, {file or f'{size:,} tasks'} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="policykb-bench-") as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "tests.benchmarks.one_site", str(out), "--rounds", str(rounds)]
        command += ["--only", *only] if only else []
        command += [] if file else ["--size", str(size)]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        if database == "postgresql":
            command = [sys.executable, "-m", "tests.postgres", "--optional", "--", *command]
        else:
            environment["DATABASE_URL"] = f"sqlite:///{file or f'{folder}/bench.sqlite3'}"
        subprocess.run(command, env=environment, check=True, stdout=sys.stderr)
        return json.loads(out.read_text()) if out.exists() else None


def tables(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The figures in Markdown: of each size and database a row for each page; then all in short."""
    for result in results:
        yield from table_of(result)
    yield from summary(results)


def table_of(result: dict[str, Any]) -> Iterator[str]:
    """A row for each page."""
    goal = goal_of(result)
    yield f"\n{result['tasks']:,} tasks on {NAMES[result['database']]}{f'; goal ≤ {goal:.0f}×' if goal else ''}\n"
    yield "| page | kB compressed | queries | fresh ms | × bare page | after an edit × | kept × |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for page in result["pages"]:
        address = unquote(page["address"])
        short = address if len(address) <= LONGEST else f"{address[:LONGEST]}…"
        yield (
            f"| {short} | {page['kilobytes']:.1f} | {page['queries']} | {page['fresh']:.1f} "
            f"| {fresh(page):.1f} | {edited(page):.1f} | {kept(page):.1f} |"
        )


def summary(results: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A row for each size and database: the median and the slowest page, and the general browser."""
    yield "\n| tasks | database | fresh, median | slowest | after an edit, median | slowest | goal | beyond it |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for result in results:
        goal = goal_of(result)
        news, edits = sorted(map(fresh, result["pages"])), sorted(map(edited, result["pages"]))
        beyond = sum(max(fresh(page), edited(page)) > goal for page in result["pages"]) if goal else "–"
        yield (
            f"| {result['tasks']:,} | {NAMES[result['database']]} | {middle(news):.1f}× | {news[-1]:.1f}× "
            f"| {middle(edits):.1f}× | {edits[-1]:.1f}× | {f'≤ {goal:.0f}×' if goal else '–'} | {beyond} |"
        )
    browsers = [result for result in results if result["browser"]]
    if browsers:
        yield "\n| tasks | datasette, two facets, ms | /tasks/ fresh, seven facets, ms | ratio |"
        yield "|---:|---:|---:|---:|"
    for result in browsers:
        theirs, ours = result["browser"]["theirs"], result["browser"]["ours"]
        yield f"| {result['tasks']:,} | {theirs:.0f} | {ours:.0f} | {theirs / ours:.1f}× |"


def goal_of(result: dict[str, Any]) -> float | None:
    """The goal for a site of this size, that of the next larger one measured."""
    return next((goal for size, goal in GOALS.items() if result["tasks"] <= size * 1.1), None)


def fresh(page: dict[str, Any]) -> float:
    """How many times the bare page's time a page takes when nothing is remembered."""
    return float(page["fresh"] / page["fresh_bare"])


def edited(page: dict[str, Any]) -> float:
    """The same right after an edit."""
    return float(page["edited"] / page["edited_bare"])


def kept(page: dict[str, Any]) -> float:
    """The same where the page has been asked for before."""
    return float(page["kept"] / page["kept_bare"])


def middle(ordered: Sequence[float]) -> float:
    """The median of sorted numbers, the higher one of two."""
    return ordered[len(ordered) // 2]


if __name__ == "__main__":
    main()
