"""How many hits there are, and which of them a page shows."""

import pytest
from django.conf import settings as site

from documents.search import counting, retrieval
from documents.search.engines import fts5, tsvector
from policykb.answers import search
from tasks.indexing import index_tasks
from tasks.models import Task
from tests.factories import make_document, make_task

pytestmark = pytest.mark.django_db

ASKED = "水渠 闸门 护栏"


def make_tasks(*numbers: tuple[str, int]) -> list[Task]:
    """So many tasks of each title, in the index."""
    document = make_document()
    tasks = [make_task(document, title=title, body="") for title, number in numbers for _ in range(number)]
    index_tasks(tasks)
    return tasks


def test_what_lacks_a_word_stands_beside_few_hits_and_is_not_counted() -> None:
    tasks = make_tasks(("检修水渠闸门护栏", 3), ("检修水渠闸门", 5), ("检修闸门护栏", 5), ("检修水渠护栏", 5))
    found = search(ASKED, kinds=["task"])
    assert (found.complete, found.total, found.listed, found.kinds["task"]) == (3, 3, 3, 3)
    assert [hit.record for hit in found.hits] == tasks[:3]
    assert len(found.beside) == 10
    assert not {hit.record for hit in found.beside} & set(tasks[:3])
    assert {hit.record.title: list(hit.lacks) for hit in found.beside}["检修水渠闸门"] == ["护栏"]
    assert found.facets["document"][0][2] == 3


def test_it_stands_on_the_last_page_only() -> None:
    make_tasks(("检修水渠闸门护栏", 3), ("检修水渠闸门", 2))
    pages = [search(ASKED, kinds=["task"], limit=2, offset=offset) for offset in (0, 2)]
    assert [(len(page.hits), len(page.beside)) for page in pages] == [(2, 0), (1, 2)]


def test_nothing_stands_beside_a_page_of_hits() -> None:
    make_tasks(("检修水渠闸门护栏", 10), ("检修水渠闸门", 2))
    found = search(ASKED, kinds=["task"])
    assert (found.total, len(found.hits), found.beside) == (10, 10, [])


@pytest.mark.parametrize("order", ["relevance", "date"])
def test_where_nothing_has_all_words_what_has_some_is_the_list(order: str) -> None:
    tasks = make_tasks(("检修水渠闸门", 12), ("检修护栏", 3))
    found = search(ASKED, kinds=["task"], order=order)
    assert (found.is_partial, found.complete, found.total, found.kinds["task"]) == (True, 0, 15, 15)
    assert {hit.record for hit in found.hits} == set(tasks)
    assert {hit.record.title: list(hit.lacks) for hit in found.hits}["检修护栏"] == ["水渠", "闸门"]
    assert found.facets["document"][0][2] == 15
    assert found.beside == []


def test_pages_hold_each_hit_once() -> None:
    tasks = make_tasks(("检修水渠和护栏旁的闸门", 70), ("检修水渠闸门护栏", 60))
    pages = [search(ASKED, kinds=["task"], limit=20, offset=offset) for offset in range(0, 140, 20)]
    records = [hit.record for page in pages for hit in page.hits]
    assert len(records) == len(tasks) == pages[0].total
    assert set(records) == set(tasks)


@pytest.mark.parametrize("large", [0, 200_000])
def test_what_speaks_most_of_it_is_first_though_it_is_old_and_no_title_tells(
    large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fts5, "LARGE", large)
    document = make_document()
    bodies = ["修水渠，清水渠，护水渠。", *["修路时让开水渠，再把沿线的路灯换掉。"] * 90]
    tasks = [make_task(document, title="修缮", body=body) for body in bodies]
    index_tasks(tasks)
    assert search("水渠", kinds=["task"]).hits[0].record == tasks[0]


def test_counts_of_many_are_exact_however_they_are_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    make_tasks(("检修水渠闸门护栏", 30), ("检修水渠", 8))
    for module in (counting, retrieval, fts5, tsvector):
        monkeypatch.setattr(module, "CHOSEN_FROM", 5)
    counting.counted_at.cache_clear()
    for text, number in ((ASKED, 30), ("水渠", 38), ("水渠 -闸门", 8)):
        found = search(text, kinds=["task"])
        assert (found.total, found.kinds["task"], found.facets["document"][0][2]) == (number, number, number)
        slug = found.facets["document"][0][0]
        assert search(text, filters={"document": [slug]}).facets["document"][0][2] == number
    counting.counted_at.cache_clear()


def test_of_more_than_can_be_counted_no_more_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    make_tasks(("检修水渠闸门护栏", 30))
    for module in (counting, retrieval, fts5, tsvector):
        monkeypatch.setattr(module, "CHOSEN_FROM", 5)
    for module in (counting, retrieval):
        monkeypatch.setattr(module, "MOST", 10)
    counting.counted_at.cache_clear()
    found = search("水渠", kinds=["task"])
    assert (found.total, found.listed, found.is_approximate) == (10, 5, True)
    assert found.facets["document"][0][2] == (30 if site.SEARCH_URL else 11)  # a cluster counts all
    counting.counted_at.cache_clear()


def test_conditions_that_leave_nothing_do_not_make_other_things_hits() -> None:
    make_tasks(("检修水渠闸门护栏", 1), ("检修水渠闸门", 2))
    found = search(ASKED, kinds=["document"])
    assert (found.is_partial, found.total, found.kinds["task"]) == (False, 0, 1)
    found = search(ASKED, kinds=["task"], filters={"year": ["2031"]})
    assert (found.is_partial, found.total, found.hits) == (False, 0, [])
