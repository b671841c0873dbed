"""python -m tests.benchmarks.archive FILE [--documents 5000]: an archive as an SQLite database, the same every time."""

import argparse
import os
from pathlib import Path
from time import perf_counter


def main() -> None:
    """Make the file, where none is."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive", description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=5_000, help="how many (default: 5000)")
    parser.add_argument("--copies", type=int, default=0, help="so many copies of each beside it (default: none)")
    parser.add_argument("--password", default="", help="of a staff login named admin; none without one")
    options = parser.parse_args()
    if options.file.exists():
        parser.error(f"{options.file} exists")
    os.environ["DATABASE_URL"] = f"sqlite:///{options.file.resolve()}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policykb.settings")
    import django

    django.setup()
    from tests.benchmarks.archive.making import make_archive, make_login
    from tests.benchmarks.archive.telling import told

    start = perf_counter()
    say = lambda said: print(f"{perf_counter() - start:6.1f} s  {said}", flush=True)  # noqa: E731
    make_archive(options.documents, options.copies, say)
    if options.password:
        make_login(options.password)
    print(*told(), sep="\n")


if __name__ == "__main__":
    main()
