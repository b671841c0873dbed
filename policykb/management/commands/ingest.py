"""manage.py ingest PATH…: take policy texts from files to searchable rows."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from tqdm import tqdm

from documents.agencies import Gazetteer
from documents.reconcile import Changes
from documents.text import UnreadableSource
from documents.text.limits import check_size
from policykb.pipeline import gazetteer, ingest

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
NOUNS = {
    "document": "document",
    "documentversion": "version",
    "documentagency": "issuer",
    "section": "section",
    "sourcenote": "note",
    "task": "task",
    "responsibility": "duty",
    "target": "target",
    "deadline": "deadline",
    "citation": "citation",
}


class Command(BaseCommand):
    help = "Store policy texts (files or folders): each in one transaction, safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files")
        parser.add_argument("--dry-run", action="store_true", help="print what would change, and change nothing")

    def handle(self, *args: Any, paths: list[Path], dry_run: bool, **options: Any) -> None:
        known = gazetteer()
        files = list(files_in(paths))
        refused = [
            refusal
            for file in tqdm(files, desc="Ingesting", unit="file", disable=not self.stderr.isatty())
            if (refusal := self.take(file, known, dry_run=dry_run))
        ]
        if not dry_run:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # so that the database knows how much there is of what, and plans well
        if refused:
            raise CommandError("\n".join(refused))

    def take(self, file: Path, known: Gazetteer, *, dry_run: bool) -> str:
        """Ingest one file and say what changed; return why not, if it could not be."""
        try:
            check_size(file.stat().st_size)
            document, changes = ingest(file.read_bytes(), file.name, known, is_rehearsal=dry_run)
        except OSError as error:
            return f"{file}: {error.strerror}"
        except UnreadableSource as error:
            return f"{file}: {error}"
        except DatabaseError as error:
            return f"{file}: not stored, perhaps because another process is storing it too ({type(error).__name__})."
        tqdm.write(f"{document.title}: {summary(changes, 'would be ' if dry_run else '')}", file=self.stdout._out)
        return ""


def files_in(paths: list[Path]) -> Iterator[Path]:
    """The files named, and those of readable kinds in the folders named. Raises CommandError where there is none."""
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
            if not found:
                raise CommandError(f"{path}: no file of a kind that can be read ({', '.join(SUFFIXES)})")
            yield from found
        else:
            yield path


def summary(changes: Changes, auxiliary: str) -> str:
    """5 tasks created, 1 duty updated; or: nothing changed."""
    parts = [
        f"{count} {NOUNS[name]}{'' if count == 1 else 's'} {auxiliary}{verb}"
        for verb, counts in (
            ("created", changes.created),
            ("updated", changes.updated),
            ("retired", changes.superseded),
            ("proposed to staff", changes.proposed),
        )
        for name, count in counts.items()
        if count
    ]
    return ", ".join(parts).replace("dutys", "duties") or "nothing changed"
