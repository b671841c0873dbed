"""PostgreSQL's own index: what a search reads of it."""

import json
from random import Random

import pytest
from django.db import connection

from documents.search import Entry, write
from documents.search.engines.tsvector import MANY, tsquery
from documents.search.expressions import substring

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL's index"),
]


def pages_read(word: str) -> int:
    """How many pages of the index a question for the word reads."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        statement = "SELECT id FROM documents_searchindex WHERE vector @@ %s::tsquery"
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", [tsquery(substring(word))])
        plan = cursor.fetchone()[0]
    scan = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plans"][0]
    assert scan["Node Type"] == "Bitmap Index Scan"
    return int(scan["Shared Hit Blocks"] + scan["Shared Read Blocks"])


def test_what_was_written_lately_is_no_burden_of_every_search() -> None:
    random = Random(1)
    signs = [chr(0x4E00 + number) for number in range(3000)]
    texts = ["".join(random.choices(signs, k=400)) for _ in range(MANY + 100)]
    write(Entry(kind="task", object_id=key, title="改造管网", body=text) for key, text in enumerate(texts, 1))
    assert pages_read("氢能") < 30  # a list of all that was written would be hundreds
