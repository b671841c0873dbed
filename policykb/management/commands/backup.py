"""manage.py backup FILE: save the database and the originals, while the site goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from policykb.backups.making import make
from policykb.backups.manifests import Refused
from policykb.management.outcomes import backup_in_english


class Command(BaseCommand):
    help = "Save the database, as it is at one moment, and the originals in one file, which only its owner may read."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="is not there yet, on a disk with room for twice")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = make(file)
        except Refused as why:
            raise CommandError(f"Not saved. {why}") from why
        self.stdout.write(f"Saved {backup_in_english(made.manifest)}: {file.stat().st_size / 1e6:.1f} MB.")
        if made.damaged:
            self.stderr.write(f"{made.damaged} files among the originals are not whole, and were left out.")
