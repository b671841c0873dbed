from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.agencies import load_registry
from documents.structure import parse
from documents.structure.values import ParsedDocument
from documents.text import read, repair
from tasks.extraction import extract
from tasks.extraction.values import Extraction
from tests.cases import Case, read_cases

HERE = Path(__file__).parent
FIXTURES = HERE.parents[2] / "fixtures"


def examine(text: str) -> tuple[ParsedDocument, Extraction]:
    document = parse(repair(read(text.encode(), "case.txt")))
    return document, extract(document, load_registry(FIXTURES))


def as_lines(extraction: Extraction) -> str:
    numbers = {task.id: task.number for task in extraction.tasks}
    lines = []
    for task in extraction.tasks:
        lines.append(f"{task.number} {task.title or '-'}")
        for duty in task.responsibilities:
            source = f" | {numbers[duty.inherited_from]}" if duty.inherited_from else ""
            lines.append(f"    {duty.agency} | {duty.role} | {duty.basis}{source}")
    return "\n".join(lines) or "- NO_TASKS"


@pytest.mark.parametrize("case", read_cases(HERE / "cases/tasks.txt"))
def test_tasks(case: Case) -> None:
    _, extraction = examine(case.input)
    assert as_lines(extraction) == case.expected
