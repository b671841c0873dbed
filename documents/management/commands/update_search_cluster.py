"""manage.py update_search_cluster: tell the search cluster what changed, once or as it comes."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections

from documents.search.cluster.connection import is_used
from documents.search.cluster.faults import SearchAway
from documents.search.cluster.keeping import send_waiting

PAUSE = 1.0  # seconds between two looks
AFTER_FAULT = 5.0


class Command(BaseCommand):
    help = "Tell the search cluster (SEARCH_URL) what changed in the records. Any number may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--follow", action="store_true", help="go on for ever, as changes come")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_used():
            raise CommandError("SEARCH_URL is not set: search uses the database's own index, which is always in step.")
        if options["follow"]:
            self.follow()
        try:
            sent = 0
            while number := send_waiting():
                sent += number
        except SearchAway as away:
            raise CommandError(str(away)) from away
        self.stdout.write(f"Search cluster: {sent} changes sent.")

    def follow(self) -> None:
        """Send what comes. What stands in the way is said once, and tried again."""
        said = ""
        while True:
            try:
                pause, said = (0.0 if send_waiting() else PAUSE), ""
            except (SearchAway, Error) as error:
                pause = AFTER_FAULT
                if said != (said := str(error)):
                    self.stderr.write(said)
            finally:
                close_old_connections()
            time.sleep(pause)
