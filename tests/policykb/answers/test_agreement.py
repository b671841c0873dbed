"""The cluster beside PostgreSQL's own index, on all judged queries: mostly the same tasks first, answered
as well. Needs both (python -m tests.postgres -- python -m tests.cluster -- …)."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from documents.models import DocumentVersion
from policykb.answers import search
from policykb.pipeline import gazetteer, ingest
from tests.cases import POLICIES
from tests.policykb.answers.judged_questions import read_questions
from tests.policykb.answers.quality import JUDGED, average, measure, read_classes, read_judged

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not site.SEARCH_URL, reason="no search cluster (python -m tests.cluster)"),
]
FILES = sorted(file.stem for file in JUDGED.glob("*.txt") if not file.stem.startswith("questions"))
Answer = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def answer(django_db_setup: None, django_db_blocker: Any) -> Iterator[Answer]:
    """The ten tasks that search finds first, as file and key; both indices hold them."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(SEARCH_FALLBACK=True):
        if connection.vendor != "postgresql":
            pytest.skip("the database is no PostgreSQL")
        call_command("load_registry", verbosity=0)
        known = gazetteer()
        for path in POLICIES:
            ingest(path.read_bytes(), path.name, known)
        files = {text.document.slug: text.file_name[:3] for text in DocumentVersion.objects.select_related("document")}

        def find(query: str) -> list[str]:
            found = search(query, kinds=["task"], limit=10)
            return [f"{files[hit.document]}:{hit.record.key}" for hit in (*found.hits, *found.beside)][:10]

        yield find
        transaction.set_rollback(True)


def both(answer: Answer, query: str) -> tuple[list[str], list[str]]:
    """What the cluster finds first, and what the database does."""
    with override_settings(SEARCH_FALLBACK=False):
        theirs = answer(query)
    with override_settings(SEARCH_URL=""):
        return theirs, answer(query)


def test_the_first_ten_are_mostly_the_same(answer: Answer) -> None:
    """99 of 100 when this was written."""
    queries = [query for name in FILES for queries in read_classes(name).values() for query in queries]
    queries += [judged.question for lines in read_questions().values() for judged in lines]
    found = {query: both(answer, query) for query in queries}
    others = [query for query, (theirs, ours) in found.items() if theirs != ours]
    print(f"\n{len(found) - len(others)} of {len(found)} queries have the same first ten in the same order")
    print(f"The others: {' | '.join(others)}")
    assert len(others) <= 0.05 * len(found)


@pytest.mark.parametrize("name", FILES)
def test_it_answers_as_well(answer: Answer, name: str) -> None:
    judged = read_judged(name)
    with override_settings(SEARCH_FALLBACK=False):
        theirs = average(measure(answer, judged))
    with override_settings(SEARCH_URL=""):
        ours = average(measure(answer, judged))
    print(f"\n{name}: cluster {theirs.ndcg:.4f} {theirs.recall:.4f}, own {ours.ndcg:.4f} {ours.recall:.4f}")
    assert abs(theirs.ndcg - ours.ndcg) <= 0.005 and abs(theirs.recall - ours.recall) <= 0.005
