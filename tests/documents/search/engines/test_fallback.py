"""While the cluster is away, the database's own index answers, if it is kept."""

from typing import Any

import pytest

from documents.search import Entry, write
from documents.search.cluster.connection import forget_fault
from documents.search.cluster.faults import SearchAway
from documents.search.engines import engine, own_engine
from documents.search.expressions import substring
from policykb.answers import search

pytestmark = pytest.mark.django_db
NODE = substring("绿电")


@pytest.fixture(autouse=True)
def cluster_away(settings: Any) -> None:
    settings.SEARCH_URL, settings.SEARCH_FALLBACK = "http://127.0.0.1:9", True
    forget_fault()


def test_the_databases_own_index_is_kept_and_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.search.engines.opensearch.ask", away)
    write([Entry(kind="task", object_id=7, title="绿电", tags=["y2030"])])
    (id,) = own_engine().ids(NODE)
    parts = [(NODE, 1.0)]
    with engine().session():
        assert list(engine().keys(NODE, "task")) == [7]
        assert list(engine().ids(NODE)) == engine().ordered(NODE, 10, 0) == [id]
        assert engine().among([id], NODE) == {id}
        assert engine().frequencies([NODE], 5) == [1]
        assert list(engine().ranked(NODE, parts, 5)) == list(engine().survey(NODE, parts, 5).best) == [id]
        assert engine().tally(NODE, 5)[1]["y2030"] == 1
    assert search("绿电").total == 1


def test_without_it_search_is_away(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.search.engines.opensearch.ask", away)
    settings.SEARCH_FALLBACK = False
    write([Entry(kind="task", object_id=7, title="绿电")])
    assert list(own_engine().ids(NODE)) == []
    with pytest.raises(SearchAway):
        engine().ids(NODE)


def away(question: Any) -> Any:
    raise SearchAway("The search cluster cannot be reached.")
