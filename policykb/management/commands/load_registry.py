"""manage.py load_registry: add the regions, agencies, terms and vocabulary that the project ships."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documents.agencies import gazetteer_from_files
from documents.models import Change, LineName, Term, WordPair
from documents.records.saving import save
from documents.records.slugs import slug_of
from documents.records.writing import tell, writing
from documents.registry.loading import SHIPPED, add_line_names, add_missing, add_word_pairs, store_registry
from tasks.indexing import TASKS
from tasks.topics import refresh_topics


class Command(BaseCommand):
    help = (
        "Add the regions, agencies, terms and vocabulary of fixtures/ that the database lacks, and bring the topics of "
        "tasks in step with the terms; what is there stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "fixtures"
        terms = json.loads((folder / "terms.json").read_text("utf-8"))
        rows = [term | {"slug": slug_of(term["name"])} for term in terms]
        with writing(cause=Change.Cause.REGISTRY):
            added = store_registry(gazetteer_from_files(folder)) | {"terms": add_missing(Term, "name", rows)}
            added["names of lines"] = add_line_names(read_line_names(folder / "line_names.csv"))
            added["pairs of words"] = add_word_pairs(read_vocabulary(folder / "vocabulary.csv"))
            fill_fields({term["name"]: term["field"] for term in terms})
        report = ", ".join(f"{count} {name}" for name, count in added.items() if count)
        self.stdout.write(f"Registry: {report} added." if report else "Registry: nothing new.")
        if changed := refresh_topics():
            TASKS.update(changed)
            self.stdout.write(f"Topics: {len(changed)} tasks changed.")


def read_vocabulary(path: Path) -> list[WordPair]:
    """The pairs of words of a table with the columns typed, official and kind."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [WordPair(**row) for row in csv.DictReader(lines)]


def read_line_names(path: Path) -> list[LineName]:
    """The names of lines of government of a table with the columns line, name and kind."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [LineName(**row) for row in csv.DictReader(lines)]


def fill_fields(fields: Mapping[str, str]) -> None:
    """Give the terms that stand under no field (领域) the one that the project ships."""
    for term in Term.objects.filter(field=""):
        if field := fields.get(term.name, ""):
            term.field = field
            save(term, ["field"], SHIPPED)
            tell(term, Change.Kind.UPDATED, ["field"])
