"""Judged queries over the sample policies: the floor under which search may not fall, on the database at hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from documents.models import DocumentText
from policykb.pipeline import gazetteer, ingest
from policykb.search import search
from tests.search.quality import average, measure, read_judged

pytestmark = pytest.mark.django_db

POLICIES = Path(__file__).parents[2] / "fixtures" / "policies"


@pytest.fixture(scope="module")
def answer(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Callable[[str], list[str]]:
    """The tasks that search finds first, as file and key, over the sample policies."""
    from django.core.management import call_command
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_registry", verbosity=0)
        known = gazetteer()
        for path in sorted(POLICIES.glob("*.txt")):
            ingest(path.read_bytes(), path.name, known)
        files = {text.document.slug: text.file_name[:3] for text in DocumentText.objects.select_related("document")}

        def find(query: str) -> list[str]:
            return [f"{files[hit.document]}:{hit.record.key}" for hit in search(query, kinds=["task"], limit=10).hits]

        yield find
        transaction.set_rollback(True)


FLOORS = [("tuning", 0.95, 0.95), ("held_out", 0.93, 0.94), ("tuning_2", 0.90, 0.92), ("held_out_2", 0.90, 0.92)]


@pytest.mark.parametrize(("name", "ndcg", "recall"), FLOORS)
def test_judged_queries(answer: Callable[[str], list[str]], name: str, ndcg: float, recall: float) -> None:
    qualities = measure(answer, read_judged(name))
    mean = average(qualities)
    worst = "\n".join(map(str, sorted(qualities, key=lambda quality: quality.ndcg)[:10]))
    assert (mean.ndcg, mean.recall) >= (ndcg, recall), f"{mean}\n{worst}"
    assert mean.recall >= recall, f"{mean}\n{worst}"
