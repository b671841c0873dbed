"""An empty database in; an archive with its search index out."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction

from documents.models import Change, Document, Revision, SearchEntry
from documents.records.writing import refill_sets
from documents.registry.loading import gazetteer_from_database
from documents.search.index import remove_entries
from policykb import pipeline
from tasks.models import Task
from tests.benchmarks.archive.bodies import Bodies
from tests.benchmarks.archive.finding import copy_sets, index_all
from tests.benchmarks.archive.papers import Papers
from tests.benchmarks.archive.plan import plan
from tests.benchmarks.archive.samples import read_samples
from tests.benchmarks.archive.tables import Tables
from tests.benchmarks.copies import copy_documents
from tests.cases import POLICIES

AT_A_TIME = 500  # documents
TASKS_A_DOCUMENT = 21.6  # in the middle
LARGEST = 6_000  # documents; a larger archive is this one with copies of it

Say = Callable[[str], Any]


def make_archive_of(tasks: int, say: Say = lambda said: None) -> None:
    """An archive of about so many tasks; of those of the samples alone where no more are wanted."""
    documents = round(tasks / TASKS_A_DOCUMENT) if tasks > 121 else 0
    copies = documents // LARGEST
    make_archive(round(documents / (copies + 1)), copies, say)


def make_archive(number: int, copies: int = 0, say: Say = lambda said: None) -> None:
    """The samples, so many documents made of them, and so many copies of all these."""
    be_hasty()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_registry", verbosity=0)
    for policy in POLICIES:
        pipeline.ingest(policy.read_bytes(), policy.name, pipeline.gazetteer())
    say("the samples are stored")
    if not number:
        return tidy()
    add_papers(number)
    say(f"{refill_sets():,} records in the sets of tags")
    steps = copy_documents(copies) if copies else {}
    if copies:
        copy_sets(copies, steps)
    say(f"{Document.objects.count():,} documents, {Task.objects.count():,} tasks")
    remove_entries(list(SearchEntry.objects.values_list("pk", flat=True)))  # those of the samples
    index_all(copies, steps, say)
    return tidy()


def tidy() -> None:
    """As the database's own housekeeping leaves it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def be_hasty() -> None:
    """Let SQLite not wait for the disk: what is cut short is made again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")


def add_papers(number: int) -> None:
    """So many documents, without their entries in the search index."""
    with transaction.atomic():
        tables, gazetteer = Tables(), gazetteer_from_database()
        samples = read_samples(tables)
        long_text = max(samples.values(), key=lambda sample: len(sample.rows[Task])).key
        papers = Papers(samples, tables, Bodies(gazetteer, tables))
        for paper in plan(number, gazetteer, list(samples), long_text):
            papers.write(paper)
            if paper.serial % AT_A_TIME == 0:
                tables.flush()
        tables.finish()
        Revision.objects.update(number=Change.objects.last_revision())


def make_login(password: str) -> None:
    """A staff login."""
    get_user_model().objects.create_superuser("admin", password=password)
