"""manage.py migrate: Django's own; a migration that makes the search index anew leaves it to this to be filled."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from documents.records.writing import refill_sets
from documents.search.sources import is_wanting, rebuild
from documents.tag_sets.storing import are_wanting


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; then, if the database is wholly as this code wants it, write what the search index and the tag sets
        lack."""
        super().handle(*args, **options)
        if options["plan"] or options["database"] != DEFAULT_DB_ALIAS or has_more(options["database"]):
            return
        if is_wanting():
            written, _ = rebuild()
            if options["verbosity"]:
                self.stdout.write(f"Search index: {written} entries written.")
        if are_wanting():
            count = refill_sets()
            if options["verbosity"]:
                self.stdout.write(f"Tag sets: {count} records counted.")


def has_more(alias: str) -> bool:
    """Whether migrations of the project are left to do, as after `migrate documents 0003`."""
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
