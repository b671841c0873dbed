"""manage.py propose_words: propose pairs for the vocabulary from what was searched in vain and then opened."""

from typing import Any

from django.core.management.base import BaseCommand

from policykb.asked.proposing import propose_words


class Command(BaseCommand):
    help = (
        "Propose pairs for the vocabulary: words that stand nowhere, with the topics of the tasks that readers opened "
        "instead, on three days at least. Staff take or decline them. A site that counts searches does it by itself "
        "once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = propose_words()
        self.stdout.write(f"{number} pair{'' if number == 1 else 's'} of words proposed.")
