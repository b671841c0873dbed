"""manage.py load_registry: add the regions, agencies and terms that the project ships."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documents.agencies import gazetteer_from_files
from documents.models import Change, Term
from documents.records.slugs import slug_of
from documents.records.writing import writing
from documents.registry.loading import add_missing, store_registry


class Command(BaseCommand):
    help = "Add the regions, agencies and terms of fixtures/ that the database lacks; what is there stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "fixtures"
        terms = json.loads((folder / "terms.json").read_text("utf-8"))
        rows = [term | {"slug": slug_of(term["name"])} for term in terms]
        with writing(cause=Change.Cause.REGISTRY):
            added = store_registry(gazetteer_from_files(folder)) | {"terms": add_missing(Term, "name", rows)}
        report = ", ".join(f"{count} {name}" for name, count in added.items() if count)
        self.stdout.write(f"Registry: {report} added." if report else "Registry: nothing new.")
