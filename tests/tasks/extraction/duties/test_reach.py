"""What a clause says for later items too, and what is left of it."""

from pathlib import Path

import pytest

from documents.text.spans import Span
from tasks.extraction.duties.reach import Divided, divide
from tests.cases import Case, read_cases

BEFORE, AFTER = "均由丙局牵头，（", "）2025年，下同"  # stands around the clause, and is none of it


def as_lines(divided: Divided, text: str) -> str:
    rest = " | ".join(span.quote(text) for span in divided.rest)
    lines = [f"rest: {rest}".strip(), *(["lead rule"] if divided.has_lead_rule else [])]
    for reach in divided.reaches:
        extent = [word for word, is_so in (("here", reach.here), ("everyone", reach.everyone)) if is_so]
        lines.append(f"reach: {reach.span.quote(text)} {', '.join([reach.part.value, *extent])}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases/reach.txt"))
def test_clause(case: Case) -> None:
    assert as_lines(divide(case.input, Span(0, len(case.input))), case.input) == case.expected
    text = BEFORE + case.input + AFTER
    assert as_lines(divide(text, Span(len(BEFORE), len(text) - len(AFTER))), text) == case.expected
