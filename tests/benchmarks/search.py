"""python -m tests.benchmarks.search [--sizes 10000 …]: search on SQLite, PostgreSQL and a cluster of one node beside
tantivy, as ratios.

Each size is measured in the same run, on the same recombined tasks, tokens and queries: time to build the index, its
size, and the time of a whole request: reading the query, the ladder, count, one page, facets. tantivy's time is that
of page, count and facets of the query's main step. Prints a table and draws it into var/bench-search.svg.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.picture import draw

SIZES = [10_000]
VAR = Path(__file__).parents[2] / "var"
GOALS = {"sqlite": {10_000: 15.0, 100_000: 12.0}, "postgresql": {10_000: 20.0, 100_000: 20.0}}


def main() -> None:
    """Run each engine in a process of its own and compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of tasks (default: 10000)")
    parser.add_argument("--engines", nargs="+", default=["tantivy", "sqlite", "postgresql", "opensearch"])
    options = parser.parse_args()
    results = [measure(engine, size) for size in options.sizes for engine in options.engines]
    table = list(make_table([result for result in results if result]))
    print("\n".join(table))
    VAR.mkdir(exist_ok=True)
    (VAR / "bench-search.json").write_text(json.dumps(results, indent=1))
    (VAR / "bench-search.svg").write_text(draw([result for result in results if result]), "utf-8")


def measure(engine: str, size: int) -> dict[str, Any] | None:
    """One engine's figures, measured in a fresh process; None where it cannot be had here."""
    print(f"{engine}, {size:,} tasks …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="policykb-bench-") as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "tests.benchmarks.one_engine", engine, str(size), str(out)]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        if engine == "postgresql":
            command = [sys.executable, "-m", "tests.postgres", "--optional", "--", *command]
        else:
            environment["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        if engine == "opensearch":
            command = [sys.executable, "-m", "tests.cluster", "--optional", "--", *command]
        subprocess.run(command, env=environment, check=True, stdout=sys.stderr)
        return json.loads(out.read_text()) if out.exists() else None


def make_table(results: list[dict[str, Any]]) -> list[str]:
    """The figures in Markdown, with the ratios to tantivy of the same size."""
    lines = [
        "| tasks | engine | build s | index MB | request p50 ms | p95 ms | p50 ratio | p95 ratio | goal |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    floors = {result["size"]: result for result in results if result["engine"] == "tantivy"}
    for result in results:
        floor = floors.get(result["size"])
        ratios = [f"{result[key] / floor[key]:.1f}×" if floor else "–" for key in ("p50", "p95")]
        goal = GOALS.get(result["engine"], {}).get(result["size"])
        lines.append(
            f"| {result['size']:,} | {result['engine']} | {result['build']:.1f} | {result['megabytes']:.0f} "
            f"| {result['p50']:.2f} | {result['p95']:.2f} | {' | '.join(ratios)} | {f'≤ {goal:.0f}×' if goal else ''} |"
        )
    return lines


if __name__ == "__main__":
    main()
