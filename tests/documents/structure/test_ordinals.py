"""Numbers of items in every style, and what only looks like one."""

from pathlib import Path

import pytest

from documents.structure.ordinals import find_ordinals, read_ordinal
from tests.cases import Case, read_cases

CASES = Path(__file__).parent / "cases" / "ordinals.txt"


@pytest.mark.parametrize("case", read_cases(CASES))
def test_each_line_opens_with_its_ordinal(case: Case) -> None:
    assert [describe(line) for line in case.input.split("\n")] == case.expected.split("\n")


def describe(line: str) -> str:
    ordinal = read_ordinal(line, 0)
    if ordinal is None:
        return "none"
    glued = " glued" if ordinal.is_glued else ""
    return f"{ordinal.style.name} {ordinal.number} {ordinal.span.quote(line)}{glued}"


def test_ordinals_stand_at_the_begin_of_a_line_or_behind_a_sentence() -> None:
    text = "一、要求（一）见附表\n二、任务。（一）甲。（省财政厅负责）(二)乙；1.丙"
    assert [ordinal.span.quote(text) for ordinal in find_ordinals(text)] == ["一、", "二、", "（一）", "(二)", "1."]


def test_two_numbers_in_a_row_are_a_reference() -> None:
    text = "依照本条第（一）（二）项办理"
    assert list(find_ordinals(text)) == []


def test_a_decimal_alone_on_its_line_is_a_figure() -> None:
    text = "3.编制方案。\n东片区\n4.42\n1.5%\n4.加强管护。"
    assert [ordinal.span.quote(text) for ordinal in find_ordinals(text)] == ["3.", "4."]
