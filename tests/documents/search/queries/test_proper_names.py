"""Which regions and bodies a query names, with the regions, patterns and names that the project ships."""

import csv
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from documents.agencies.bodies import AgencyPattern
from documents.search.queries.body_names import Body, BodyNames, LineName
from documents.search.queries.lexicon import Place, region_names
from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon, Part
from documents.search.words.segmenter import segmenter
from tests.cases import FIXTURES, Case, read_cases

QINGHAI, GANSU = ("630000", "青海省", "青海", "province"), ("620000", "甘肃省", "甘肃", "province")
BODIES = [
    Body(1, *QINGHAI, "青海省生态环境厅"),
    Body(2, *GANSU, "甘肃省生态环境厅"),
    Body(3, *QINGHAI, "青海省工业和信息化厅"),
    Body(4, *GANSU, "甘肃省经济和信息化厅"),
    Body(5, *GANSU, "国网甘肃省电力公司"),
]
CASES = Path(__file__).parent / "cases"


@cache
def lexicon() -> Lexicon:
    """The regions that the project ships, and a term."""
    rows = json.loads((FIXTURES / "regions.json").read_text("utf-8"))
    order = ("national", "province", "city", "county")
    rows = sorted(rows, key=lambda row: order.index(row["level"]))
    places = [Place(row["code"], row["level"], (row["name"], row["short_name"], *row["names"])) for row in rows[1:]]
    patterns = [AgencyPattern(**row) for row in json.loads((FIXTURES / "agency_patterns.json").read_text("utf-8"))]
    with (FIXTURES / "line_names.csv").open(encoding="utf-8", newline="") as lines:
        names = [LineName(**row) for row in csv.DictReader(lines)]
    return Lexicon(
        bodies=BodyNames(patterns, names, BODIES),
        regions=region_names(places),
        places={place.code: place.names for place in places},
        words=frozenset({"零碳园区"}),
    )


def parts_of(text: str) -> Sequence[Part]:
    segmenter().learn(lexicon().words)
    return parse_query(text, lexicon(), segmenter()).every_part


@pytest.mark.parametrize("case", read_cases(CASES / "regions.txt"))
def test_regions(case: Case) -> None:
    parts = parts_of(case.input)
    assert [f"{part.text} = {part.region}" for part in parts if part.region] == case.expected.splitlines()


def told(part: Part) -> str:
    """A name, the agencies that bear it, whether it is a former one; where none does, the official name and those near
    it."""
    assert part.body
    near = " ".join(["near", *map(str, part.body.near)])
    ids = " ".join(map(str, part.agencies)) or "none"
    former = " (former)" if part.body.is_former else ""
    return f"{part.text} = {ids}{former}" + ("" if part.agencies else f": {part.body.official}, {near}")


@pytest.mark.parametrize("case", read_cases(CASES / "bodies.txt"))
def test_bodies(case: Case) -> None:
    assert [told(part) for part in parts_of(case.input) if part.body] == case.expected.splitlines()


@pytest.mark.parametrize("case", read_cases(CASES / "own.txt"))
def test_whose_own_is_asked(case: Case) -> None:
    assert [f"{part.text} asks {part.asks}" for part in parts_of(case.input) if part.asks] == case.expected.splitlines()


def test_every_line_has_a_pattern_and_a_name_once() -> None:
    with (FIXTURES / "line_names.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    patterns = {row["line"] for row in json.loads((FIXTURES / "agency_patterns.json").read_text("utf-8"))}
    assert {row["line"] for row in rows} <= patterns
    assert len({(row["line"], row["name"]) for row in rows}) == len(rows)
    assert not [row for row in rows if row["line"] == row["name"]]
