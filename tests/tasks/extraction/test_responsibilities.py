from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agencies import Gazetteer, RegionEntry, load_registry
from documents.text.spans import Span
from tasks.extraction.responsibilities import ClauseReading, read_clause
from tests.cases import Case, read_cases

HERE = Path(__file__).parent
FIXTURES = HERE.parents[2] / "fixtures"


def gazetteer() -> Gazetteer:
    return load_registry(FIXTURES)


def region(name: str) -> RegionEntry | None:
    return gazetteer().regions.nation() if name == "全国" else gazetteer().regions.named(name)


def read(text: str, home: str) -> ClauseReading:
    return read_clause(text, Span(0, len(text)), gazetteer(), region(home))


def as_lines(reading: ClauseReading) -> str:
    return "\n".join(f"{duty.agency} | {duty.role} | {duty.basis}" for duty in reading.duties)


@pytest.mark.parametrize(
    "case", [*read_cases(HERE / "cases/clauses.txt"), *read_cases(HERE / "cases/clauses_aside.txt")]
)
def test_clause(case: Case) -> None:
    home, _, clause = case.input.partition("\n")
    assert as_lines(read(clause, home)) == case.expected
