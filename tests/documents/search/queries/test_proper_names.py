"""Which regions and agencies a query names."""

import json
from functools import cache
from pathlib import Path

import pytest

from documents.search.queries.lexicon import Place, region_names
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon
from documents.search.words.segmenter import segmenter
from tests.cases import FIXTURES, Case, read_cases

CASES = Path(__file__).parent / "cases"


@cache
def lexicon() -> Lexicon:
    """The regions that the project ships, and a term."""
    rows = json.loads((FIXTURES / "regions.json").read_text("utf-8"))
    order = ("national", "province", "city", "county")
    rows = sorted(rows, key=lambda row: order.index(row["level"]))
    places = [Place(row["code"], row["level"], (row["name"], row["short_name"], *row["names"])) for row in rows[1:]]
    return Lexicon(
        regions=region_names(places),
        places={place.code: place.names for place in places},
        words=frozenset({"零碳园区"}),
    )


@pytest.mark.parametrize("case", read_cases(CASES / "regions.txt"))
def test_regions(case: Case) -> None:
    segmenter().learn(lexicon().words)
    parts = parse_query(case.input, lexicon(), segmenter()).every_part
    assert [f"{part.text} = {part.region}" for part in parts if part.region] == case.expected.splitlines()
