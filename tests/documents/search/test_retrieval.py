"""How many hits there are, and which of them a page shows."""

import pytest

from policykb.answers import search
from tasks.indexing import index_tasks
from tests.factories import make_document, make_task


@pytest.mark.django_db
def test_there_are_never_more_hits_than_are_counted() -> None:
    document = make_document()
    whole = [make_task(document, title="检修水渠闸门护栏") for _ in range(3)]
    most = [
        make_task(document, title=title) for title in ("检修水渠闸门", "检修闸门护栏", "检修水渠护栏") for _ in range(5)
    ]
    index_tasks([*whole, *most])
    found = search("水渠 闸门 护栏", kinds=["task"], limit=30)
    assert (found.complete, found.total, len(found.hits)) == (3, 10, 10)
    assert [hit.record for hit in found.hits[:3]] == whole
    pages = [search("水渠 闸门 护栏", kinds=["task"], limit=6, offset=offset) for offset in (0, 6, 12)]
    assert [len(page.hits) for page in pages] == [6, 4, 0]
    assert [hit.record for page in pages for hit in page.hits] == [hit.record for hit in found.hits]
