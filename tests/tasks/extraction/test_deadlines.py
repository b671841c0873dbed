"""By when things are due, and dates that are no deadlines."""

from datetime import date
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


def test_the_one_year_in_a_title_is_the_document_s() -> None:
    text = "6月底前完成一半，年底前全部完成，第三季度完成验收。"
    found = find_deadlines(parsed(text, title="某区2024年大气污染防治行动方案"), ())
    assert [mention.due_on for mention in found if not isinstance(mention, Note)] == [
        date(2024, 6, 30),
        date(2024, 12, 31),
        date(2024, 9, 30),
    ]
    ranged = find_deadlines(parsed(text, title="某区大气污染防治行动方案（2024年—2026年）"), ())
    assert [mention.due_on for mention in ranged if not isinstance(mention, Note)] == [None]
