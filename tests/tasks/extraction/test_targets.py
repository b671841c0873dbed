"""What is to be reached, and what only looks like it."""

from pathlib import Path

import pytest

from tasks.extraction.targets import find_targets
from tasks.extraction.values import TargetMention
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import parsed

CASES = Path(__file__).parent / "cases"


def line_of(target: TargetMention) -> str:
    """One target as the case files write it."""
    high = f"-{target.value_high}" if target.value_high is not None else ""
    value = "" if target.value is None else f"{target.value}{high}"
    fields = (
        target.indicator,
        " ".join(filter(None, (target.comparator, value, target.unit))),
        str(target.baseline_year or ""),
        str(target.deadline or ""),
    )
    return " | ".join(fields).rstrip(" |")


def targets_of(text: str) -> list[TargetMention]:
    return [found for found in find_targets(parsed(text), ()) if isinstance(found, TargetMention)]


@pytest.mark.parametrize("case", read_cases(CASES / "targets.txt"))
def test_targets_are_found(case: Case) -> None:
    expected = [line.rstrip() for line in case.expected.splitlines()]
    assert [line_of(target) for target in targets_of(case.input)] == expected
