"""By when things are due, and dates that are no deadlines."""

from pathlib import Path

import pytest

from documents.text.notes import Note
from tasks.extraction.deadlines import find_deadlines
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import parsed

CASES = Path(__file__).parent / "cases"


def deadlines_of(text: str) -> list[str]:
    """The deadlines of a text as the case files write them."""
    lines = []
    for found in find_deadlines(parsed(text), ()):
        assert found.span
        given = ["note"] if isinstance(found, Note) else [found.due_on, found.precision, found.recurrence]
        lines.append(f"{found.span.quote(text)} = {' '.join(str(part) for part in given if part)}".rstrip())
    return lines


@pytest.mark.parametrize("case", read_cases(CASES / "deadlines.txt"))
def test_deadlines_are_found(case: Case) -> None:
    assert deadlines_of(case.input) == case.expected.splitlines()
