"""An empty database in; an archive with its search index out."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction

from documents.models import Change, Document, Revision
from documents.records.writing import refill_sets
from documents.registry.loading import gazetteer_from_database
from documents.search.engines import engine
from documents.search.index import write
from documents.search.sources import entry_sources
from documents.search.words.tokens import tokens
from policykb import pipeline
from tasks.models import Task
from tests.benchmarks.archive.bodies import Bodies
from tests.benchmarks.archive.papers import Papers
from tests.benchmarks.archive.plan import plan
from tests.benchmarks.archive.samples import read_samples
from tests.benchmarks.archive.tables import Tables
from tests.cases import POLICIES

AT_A_TIME = 500  # documents


def make_archive(number: int, say: Callable[[str], Any] = lambda said: None) -> None:
    """The samples, and so many documents made of them."""
    be_hasty()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_registry", verbosity=0)
    for policy in POLICIES:
        pipeline.ingest(policy.read_bytes(), policy.name, pipeline.gazetteer())
    say("the samples are stored")
    add_papers(number)
    say(f"{Document.objects.count():,} documents, {Task.objects.count():,} tasks")
    say(f"{refill_sets():,} records in the sets of tags")
    index_all(say)


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


def index_all(say: Callable[[str], Any] = lambda said: None) -> None:
    """Let search find all of it. Texts recur, so they are cut into words once."""
    with patch("documents.search.index.tokens", lru_cache(maxsize=50_000)(tokens)):
        for source in entry_sources():
            keys = sorted(source.visible().values_list("pk", flat=True))
            for start in range(0, len(keys), AT_A_TIME):
                write(source.entries(source.visible().filter(pk__in=keys[start : start + AT_A_TIME])))
            say(f"{len(keys):,} entries: {source.kind}")
    engine().optimise()


def make_login(password: str) -> None:
    """A staff login."""
    get_user_model().objects.create_superuser("admin", password=password)
