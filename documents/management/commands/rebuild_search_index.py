"""manage.py rebuild_search_index: write every entry of the search index again, while search goes on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from documents.models import SearchEntry
from documents.records.writing import refill_sets
from documents.search.cluster.connection import is_used
from documents.search.cluster.faults import SearchAway
from documents.search.cluster.keeping import refill
from documents.search.meaning.filling import fill, number_lacking
from documents.search.sources import entry_sources, rebuild


class Command(BaseCommand):
    help = "Write the search index again from the records, in small steps; search stays available meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        total = sum(source.count() for source in entry_sources())
        with tqdm(total=total, unit=" entries", disable=options["verbosity"] == 0 or None) as progress:
            written, removed = rebuild(progress.update)
        self.stdout.write(f"Search index: {written} entries written, {removed} removed.")
        if is_used():
            self.refill_cluster(is_quiet=options["verbosity"] == 0)
        self.stdout.write(f"Tag sets: {refill_sets()} records counted.")
        if lacking := number_lacking():
            with tqdm(total=lacking, unit=" entries", disable=options["verbosity"] == 0 or None) as progress:
                self.stdout.write(f"Meaning: {fill(progress.update)} entries made vectors of.")

    def refill_cluster(self, *, is_quiet: bool) -> None:
        """Fill a new index on the cluster, which then takes the place of the old one."""
        try:
            total = SearchEntry.objects.count()
            with tqdm(total=total, unit=" entries", disable=is_quiet or None) as progress:
                self.stdout.write(f"Search cluster: a new index of {refill(progress.update)} entries is in place.")
        except SearchAway as away:
            raise CommandError(str(away)) from away
