"""Proof that killing an ingest loses and doubles nothing: python -m tests.proofs.kills [--kills 50] [--seed 1]

On each database: a folder of policies is stored, then `manage.py ingest` of another folder, with new versions and new
documents, is killed (SIGKILL) at a random point and run again to its end. What the tables then say has to be what they
say after a run that nobody killed, keys and clocks apart; and the full-text index has to be in step, also right after
the kill. A point is a number of files reported and a part of the time that a file takes, so that a busy machine does
not shift it. What is killed is a fork of a process that has read program and dictionary already: starting takes longer
than the work. Not part of the test suite: it takes minutes. Needs a PostgreSQL as the tests do (tests/postgres.py).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from tqdm import tqdm

from tests.postgres import Unavailable, given_url, temporary_server

NOT_WHOLE = "the database is not whole, or the index not in step, right after"
NOT_COMPLETED = "the second run fails"
LINE = "{:<11} {:>5} {:>13} {:>12} {:>10} {:>7} {:>7} {:>7} {:>8}"
HEAD = ("database", "kills", "files before", "whole after", "completed", "tables", "rows", "differ", "seconds")


def main() -> int:
    """Prove it on both databases; the exit status says whether it held."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.kills", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50, help="on each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return prove(options.kills, options.seed)
    print(LINE.format(*HEAD), flush=True)
    wanted = options.database or ["sqlite", "postgresql"]
    return max(on_one(name, ["--kills", str(options.kills), "--seed", str(options.seed)]) for name in wanted)


def on_one(name: str, arguments: list[str]) -> int:
    """Prove it on one database, in a process of its own."""
    command = [sys.executable, "-m", "tests.proofs.kills", "--here", *arguments]
    if name == "sqlite":
        with tempfile.TemporaryDirectory(prefix="policykb-kills-") as folder:
            return run(command, f"sqlite:///{folder}/kills.sqlite3", folder)
    try:
        with tempfile.TemporaryDirectory(prefix="policykb-kills-") as folder:
            if url := given_url():
                return run(command, url, folder)
            with temporary_server() as url:
                return run(command, url, folder)
    except Unavailable as reason:
        print(f"{name}: {reason}")
        return 1


def run(command: list[str], url: str, folder: str) -> int:
    environment = os.environ | {"DATABASE_URL": url, "PROOF_FOLDER": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.run(command, env=environment, check=False).returncode


def prove(kills: int, seed: int) -> int:
    """Kill and compare; a line of figures, and a line for each thing that is not as it should be."""
    from tests.proofs.children import Workshop
    from tests.proofs.policies import MORE, write

    folder = Path(os.environ["PROOF_FOLDER"])
    earlier, more = write(folder, seed)
    workshop = Workshop(folder)
    workshop.prepare(earlier, more)
    expected, per_file = workshop.expected(more)
    chance, reached, faults, start = Random(seed), [], [], time.monotonic()
    progress = tqdm(total=kills, unit=" kills", disable=None)
    while len(reached) < kills:
        files, seconds = chance.randrange(MORE), chance.random() * per_file
        workshop.start_again()
        if not workshop.is_killed(more, files, seconds):
            continue  # it had ended
        where = f"killed after {files} files and {seconds * 1000:.0f} ms"
        faults += [f"{where}: {fault}" for fault in look(workshop, more, expected, at_once=len(reached) % 2 == 0)]
        reached.append(files)
        progress.update()
    progress.close()
    workshop.tidy()
    report(workshop.vendor, reached, faults, expected, time.monotonic() - start)
    return 1 if faults else 0


def look(workshop: Any, more: Path, expected: dict[str, Any], *, at_once: bool) -> Iterator[str]:
    """Complete what was killed, and say what is not as it should be; after every other kill there is a look in between,
    since looking is also what makes SQLite put its file right."""
    from tests.proofs.contents import is_in_step, is_sound, read_contents

    if at_once and not (is_in_step() and is_sound()):
        yield NOT_WHOLE
    if workshop.run("ingest", more) != 0:
        yield NOT_COMPLETED
    found = read_contents()
    for table in sorted(expected.keys() | found.keys()):
        if expected.get(table) != found.get(table):
            yield f"{table} differs"
    if not (is_in_step() and is_sound()):
        yield "the full-text index is not in step, or the database not sound"


def report(vendor: str, reached: list[int], faults: list[str], expected: dict[str, Any], seconds: float) -> None:
    """The figures, and what is wrong."""
    looked, rows = (len(reached) + 1) // 2, sum(each.total() for each in expected.values())
    not_whole, not_completed = (sum(fault.endswith(end) for fault in faults) for end in (NOT_WHOLE, NOT_COMPLETED))
    spread = f"{min(reached)}-{median(reached):.0f}-{max(reached)}"
    whole, completed = f"{looked - not_whole} of {looked}", f"{len(reached) - not_completed} of {len(reached)}"
    differing = len(faults) - not_whole - not_completed
    figures = (vendor, len(reached), spread, whole, completed, len(expected), rows, differing, f"{seconds:.0f}")
    print("\n".join([LINE.format(*figures), *faults]), flush=True)


if __name__ == "__main__":
    sys.exit(main())
