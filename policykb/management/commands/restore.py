"""manage.py restore FILE: put a backup in the place of the database and the originals."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.search.cluster.connection import is_used
from policykb.backups.manifests import Refused
from policykb.backups.restoring import restore
from policykb.management.outcomes import backup_in_english


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database, wholly or not at all, and compare it with what was saved, row by "
        "row. Stop the site before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what manage.py backup made")
        parser.add_argument("--replace", action="store_true", help="also where there are records: they are lost")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            done = restore(file, replacing=replace)
        except Refused as why:
            raise CommandError(f"{file} was not restored. {why}") from why
        self.stdout.write(f"Restored {backup_in_english(done.manifest)}, saved at {done.manifest.made_at}.")
        if done.lacking:
            self.stdout.write(f"It lacks {len(done.lacking)} migrations of this version: run manage.py migrate.")
        if is_used():
            self.stdout.write("The search cluster still holds what was here: run manage.py rebuild_search_index.")
