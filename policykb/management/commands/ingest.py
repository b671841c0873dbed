"""manage.py ingest PATH…: take policy texts from files to searchable rows."""

import os
from argparse import ArgumentParser
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from documents.models import Region
from policykb.intake import SUFFIXES, Intake, Outcome, Report, find_files
from policykb.management.meaning import meaning_in_step
from policykb.management.outcomes import change_lines, changes_in_english
from policykb.pipeline import gazetteer, known_digests

FEW = 4  # so many files are read sooner by this process alone


class Command(BaseCommand):
    help = "Store policy texts (files or folders): each in one transaction, safe to repeat and to interrupt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files")
        parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")
        parser.add_argument(
            "--jobs", type=int, default=0, metavar="N", help="processes that read (default: one for each core)"
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="keep what became of each file, as CSV")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, **options: Any) -> None:
        found = find_files(paths)
        if not found.files:
            raise CommandError(f"no file of a kind that can be read ({', '.join(SUFFIXES)}) in {names(paths)}")
        if not Region.objects.exists():
            raise CommandError("no region and no agency is known yet: run manage.py load_registry first")
        became = Counter[str]()
        refusals = []
        with ExitStack() as stack:
            report = Report(stack.enter_context(opened(options["report"]))) if options["report"] else None
            bar = stack.enter_context(
                tqdm(found.files, desc="Ingesting", unit="file", disable=not self.stderr.isatty())
            )
            for outcome in self.intake(len(found.files), options["jobs"], dry_run=dry_run).take(found.files):
                became[outcome.became] += 1
                self.tell(outcome, dry_run=dry_run)
                bar.update()
                if report:
                    report.add(outcome)
                if outcome.is_refused:
                    refusals.append(f"{outcome.file}: {outcome.why}")
                    bar.set_postfix(refused=len(refusals))
        self.close(became, found.others, refusals, dry_run=dry_run)

    def intake(self, number: int, jobs: int, *, dry_run: bool) -> Intake:
        """What takes the files in. Within a transaction of the caller nothing can be done by other processes."""
        processes = jobs or os.cpu_count() or 1
        if number <= FEW or connection.in_atomic_block:
            processes = 1
        return Intake(gazetteer(), known_digests(), processes, is_rehearsal=dry_run)

    def tell(self, outcome: Outcome, *, dry_run: bool) -> None:
        """Say at once what became of a file; of one that was known before, nothing."""
        if outcome.is_refused:
            tqdm.write(f"{outcome.file}: {outcome.became}: {outcome.why}", file=self.stderr._out)
        elif outcome.changes is not None:
            words = changes_in_english(outcome.changes, "would be " if dry_run else "")
            tqdm.write(f"{outcome.document}: {outcome.became}: {words}", file=self.stdout._out)
            if dry_run:
                for line in change_lines(outcome.changes):
                    tqdm.write(f"    {line}", file=self.stdout._out)

    def close(self, became: Counter[str], others: Counter[str], refusals: list[str], *, dry_run: bool) -> None:
        """Sum up; name again what was refused."""
        self.stdout.write(", ".join(f"{number} {what}" for what, number in became.most_common()) + ".")
        if others:
            kinds = ", ".join(f"{number} {kind}" for kind, number in others.most_common())
            self.stderr.write(f"{others.total()} files of kinds that are not read: {kinds}.")
        if not dry_run and became.total() > became["unchanged"]:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # so that the database knows how much there is of what, and plans well
            if told := meaning_in_step():
                self.stdout.write(told)
        if refusals:
            heading = [f"{len(refusals)} refused:"] if len(refusals) > 1 else []
            raise CommandError("\n".join([*heading, *refusals]))


def names(paths: list[Path]) -> str:
    """The paths as words."""
    return ", ".join(map(str, paths))


def opened(path: Path) -> Any:
    """The file of the report. Raises CommandError where it cannot be written."""
    try:
        return path.open("w", newline="", encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
