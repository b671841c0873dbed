"""python -m tests.benchmarks [--sizes 121 10000]: pages and search on both databases, in tables and pictures.

Writes var/bench.md, var/bench.json, var/bench-pages.svg and var/bench-search.svg; with --readme the pictures go where
the README shows them, too.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.benchmarks import pages, search
from tests.benchmarks.picture import Series, draw, draw_growth

ROOT = Path(__file__).parents[2]
VAR, README = ROOT / "var", ROOT / ".readme"
SMALLEST_INDEX = 1_000  # tasks; search in fewer is not measured
ENGINES = ["tantivy", *pages.DATABASES]


def main() -> None:
    """Measure all and write it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=pages.SIZES, help="numbers of tasks")
    parser.add_argument("--databases", nargs="+", choices=pages.DATABASES, default=pages.DATABASES)
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--without", nargs="+", choices=["pages", "search"], default=[])
    parser.add_argument("--readme", action="store_true", help="renew the pictures of the README")
    options = parser.parse_args()
    start = perf_counter()
    found: dict[str, list[dict[str, Any]]] = {"pages": [], "search": []}
    for size in options.sizes:
        if "pages" not in options.without:
            found["pages"] += filter(None, [pages.measure(each, size, options.rounds) for each in options.databases])
        if "search" not in options.without and size >= SMALLEST_INDEX:
            engines = [each for each in ENGINES if each == "tantivy" or each in options.databases]
            found["search"] += filter(None, [search.measure(each, size) for each in engines])
        write(found, options.readme)
    print((VAR / "bench.md").read_text("utf-8"))
    print(f"{(perf_counter() - start) / 60:.0f} minutes", file=sys.stderr)


def write(found: dict[str, list[dict[str, Any]]], for_readme: bool) -> None:
    """What has been found so far, so that a run that is cut short leaves it."""
    VAR.mkdir(exist_ok=True)
    lines = [*pages.tables(found["pages"])] if found["pages"] else []
    lines += ["", *search.make_table(found["search"])] if found["search"] else []
    (VAR / "bench.md").write_text("\n".join(lines) + "\n", "utf-8")
    (VAR / "bench.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    pictures = {"bench-pages.svg": (growth, found["pages"]), "bench-search.svg": (draw, found["search"])}
    for name, (drawn, figures) in pictures.items():
        for folder in (VAR, README) if for_readme else (VAR,):
            if figures:
                (folder / name).write_text(drawn(figures), "utf-8")


def growth(results: Sequence[dict[str, Any]]) -> str:
    """The picture of how the pages' time grows: of each database the median and the slowest page, and the general
    browser."""
    large = [result for result in results if result["size"] >= SMALLEST_INDEX]
    series = []
    for database in dict.fromkeys(result["database"] for result in large):
        own = [
            (each["size"], sorted(map(pages.fresh, each["pages"]))) for each in large if each["database"] == database
        ]
        slowest = [(size, ratios[-1]) for size, ratios in own]
        median = [(size, pages.middle(ratios)) for size, ratios in own]
        series.append(Series(database, f"{pages.NAMES[database]}, slowest page", slowest, is_thin=True))
        series.append(Series(database, f"{pages.NAMES[database]}, median", median))
    if browsers := [(each["size"], each["browser"]) for each in large if each["browser"]]:
        browsed = [(size, browser["theirs"] / browser["bare"]) for size, browser in browsers]
        series.append(Series("datasette", "datasette, two facets", browsed))
    return draw_growth(series, list(pages.ARCHIVE_GOALS.items()))


if __name__ == "__main__":
    main()
