"""What is nearest, and within a condition; the same whether the database compares or the process."""

import logging

import pytest

from documents.models import Passage, SearchEntry
from documents.search import Entry, write
from documents.search.expressions import EVERYTHING, Node, Without, substring, tag
from documents.search.meaning import encoders, pgvector
from documents.search.meaning.filling import fill
from documents.search.meaning.nearest import nearest
from tests.understanding import Broken, Understanding, understanding

__all__ = ["understanding"]
pytestmark = pytest.mark.django_db

BODIES = {
    1: "开展宣传。" * 30 + "十年禁渔。",
    2: "改造农村厕所。",
    3: "回收家电和旧货，改造厕所。",
    4: "严禁捕捞，加强禁渔。",
}


@pytest.fixture(params=["by the database", "in memory"])
def entries(request: pytest.FixtureRequest, understanding: Understanding, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in memory":
        monkeypatch.setattr(pgvector, "has_column", lambda: False)
    elif not pgvector.is_available():
        pytest.skip("only PostgreSQL with pgvector compares vectors itself")
    write(
        [Entry(kind="task", object_id=key, title="工作", body=body, tags=[f"d{key}"]) for key, body in BODIES.items()]
    )
    fill()


def found(words: str, node: Node = EVERYTHING) -> list[int]:
    keys = dict(SearchEntry.objects.values_list("pk", "object_id"))
    return [keys[near.entry] for near in nearest(words, node)]


def test_the_nearest_come_first_by_their_best_passage(entries: None) -> None:
    assert found("还能打鱼吗")[:2] == [1, 4] or found("还能打鱼吗")[:2] == [4, 1]
    assert found("茅房")[:2] == [2, 3]
    assert len(found("茅房")) == len(BODIES)


def test_the_passage_that_is_nearest_is_told(entries: None) -> None:
    near = {SearchEntry.objects.get(pk=near.entry).object_id: near.passage for near in nearest("打鱼", EVERYTHING)}
    assert near[1] == 1 and near[4] == 0


def test_conditions_hold(entries: None) -> None:
    assert found("茅房", tag("d3")) == [3]
    assert found("茅房", Without(EVERYTHING, substring("家电", is_exact=True)))[0] == 2
    assert 3 not in found("茅房", Without(EVERYTHING, substring("家电", is_exact=True)))
    assert found("茅房", tag("d9")) == []


def test_what_is_written_or_goes_later_is_known(entries: None) -> None:
    assert found("茅房")[0] == 2
    write([Entry(kind="task", object_id=9, title="工作", body="厕所厕所。")])
    fill()
    assert found("茅房", Without(EVERYTHING, tag("d2")))[0] == 9
    write([Entry(kind="task", object_id=9, title="工作", body="别的。")])
    assert 9 not in found("茅房")


def test_a_shelf_is_tidied_where_most_is_gone(entries: None) -> None:
    for _ in range(3):
        Passage.objects.all().delete()
        assert fill() == len(BODIES)
        assert found("茅房")[:2] == [2, 3]


def test_a_model_that_fails_is_logged_once(
    entries: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(encoders, "loaded", lambda threads: Broken())
    with caplog.at_level(logging.ERROR):
        assert found("茅房") == found("打鱼") == []
    assert [record.message for record in caplog.records] == ["search by meaning fails"]
    assert SearchEntry.objects.count() == len(BODIES)  # the transaction goes on
