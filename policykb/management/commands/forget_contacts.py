"""manage.py forget_contacts: delete the contact data of reports whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from documents.records.writing import writing
from policykb.editing.reporting import forget_contacts


class Command(BaseCommand):
    help = (
        "Delete contact data that readers left with reports of errors: 30 days after the answer, a year at most. It is "
        "done with each new report, too; run it daily where the promise has to hold to the day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with writing():
            number = forget_contacts(timezone.now())
        self.stdout.write(f"{number} contact{'' if number == 1 else 's'} deleted.")
