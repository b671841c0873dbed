"""manage.py forget_searches: delete the lines of the search log whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from policykb.asked.storing import forget_lines


class Command(BaseCommand):
    help = (
        "Delete the lines of the search log that are older than SEARCH_LOG_DAYS; all of them where that is 0. A site "
        "that counts searches does it by itself once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = forget_lines(timezone.localdate())
        self.stdout.write(f"{number} line{'' if number == 1 else 's'} deleted.")
