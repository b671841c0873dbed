"""By when things are due, and dates that are no deadlines."""

from pathlib import Path

import pytest
from hypothesis import given

from documents.text.notes import Note
from tasks.extraction.deadlines import find_deadlines
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import assert_linear, parsed, texts

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


@given(texts())
def test_any_text_gives_deadlines_that_quote_it(text: str) -> None:
    for found in find_deadlines(parsed(text), ()):
        assert found.span
        assert 0 <= found.span.start < found.span.end <= len(text)


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_deadlines(parsed(text), ())))
