"""Kinds of text: told by the title first, else by the build."""

from pathlib import Path

import pytest

from documents.structure.values import DocumentKind
from tests.cases import Case, read_cases
from tests.documents.structure.readings import parsed


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases" / "kinds.txt"))
def test_kind(case: Case) -> None:
    assert parsed(case.input).header.kind == case.expected


def test_six_kinds_set_work() -> None:
    assert {kind.value for kind in DocumentKind if kind.sets_work} == {
        "plan", "programme", "opinion", "measures", "division", "notice",
    }  # fmt: skip
