"""manage.py rebuild_meaning: make the vectors that search by meaning lacks, while search and editing go on."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from documents.search.meaning.encoders import fast_encoder
from documents.search.meaning.filling import fill, number_lacking


class Command(BaseCommand):
    help = "Make the vectors that search by meaning lacks; safe to interrupt and to repeat, best every night."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SEARCH_MEANING:
            raise CommandError("search by meaning is switched off: set SEARCH_MEANING=1")
        if fast_encoder() is None:
            raise CommandError("search by meaning cannot run here: the line above says why")
        quiet = options["verbosity"] == 0 or None
        with tqdm(total=number_lacking(), unit=" entries", disable=quiet) as progress:
            made = fill(progress.update)
        self.stdout.write(f"Meaning: {made} entries made vectors of.")
