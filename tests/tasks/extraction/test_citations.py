"""Which other documents a text names."""

from pathlib import Path

import pytest
from hypothesis import given

from tasks.extraction.citations import find_citations
from tasks.extraction.values import CitationMention
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import assert_linear, parsed, texts

CASES = Path(__file__).parent / "cases"


def citations_of(text: str) -> list[str]:
    """The citations of a text as the case files write them."""
    found = [citation for citation in find_citations(parsed(text), ()) if isinstance(citation, CitationMention)]
    return [f"{citation.title} | {citation.number}".strip() for citation in found]


@pytest.mark.parametrize("case", read_cases(CASES / "citations.txt"))
def test_citations_are_found(case: Case) -> None:
    assert citations_of(case.input) == [line.strip() for line in case.expected.splitlines()]


@given(texts())
def test_any_text_gives_citations_that_quote_it(text: str) -> None:
    for found in find_citations(parsed(text), ()):
        assert found.span
        assert 0 <= found.span.start < found.span.end <= len(text)


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_citations(parsed(text), ())))
