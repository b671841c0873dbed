"""How a document stands to those that it cites."""

from pathlib import Path

import pytest

from tasks.extraction.citations import find_citations
from tasks.extraction.values import CitationMention
from tests.cases import Case, read_cases
from tests.documents.structure.readings import parsed


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases" / "relations.txt"))
def test_relations(case: Case) -> None:
    found = [each for each in find_citations(parsed(case.input), ()) if isinstance(each, CitationMention)]
    lines = [f"{each.relation} {each.title or each.number}" for each in found if each.relation]
    assert ("\n".join(lines) or "-") == case.expected
