"""A line that holds a whole text is cut into its paragraphs; any other stays as it is."""

from pathlib import Path

import pytest

from documents.text import repair
from documents.text.readings import SourceText
from tests.cases import Case, read_cases
from tests.work import calls

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", read_cases(CASES / "run_on.txt"))
def test_a_text_on_one_line(case: Case) -> None:
    assert repair(SourceText(case.input)).text == case.expected


def test_a_line_end_that_the_source_has_nowhere_comes_from_no_place() -> None:
    source = "一、重点任务（一）建设码头。" + "新建码头，改造航道。" * 12 + "（二）培育船队。二、组织实施"
    reading = repair(SourceText(source))
    lengths = [piece.length for piece in reading.alignment.pieces]
    assert reading.text.count("\n") == 3
    assert sum(lengths) == len(reading.text) - 3 == len(source)
    for piece in reading.alignment.pieces:
        end = piece.start + piece.length
        assert reading.text[piece.start : end] == source[piece.source_start : piece.source_start + piece.length]
    assert reading.alignment.source_offset(reading.text.index("\n")) == source.index("（一）")


def test_cutting_takes_time_in_proportion_to_the_text() -> None:
    for words in ("一、任务（一）建设。", "（1", "。　　", "某市人民政府", "第一条　", "〔2021〕", "附件：1."):
        few, many = (calls(lambda text=words * times: repair(SourceText(text))) for times in (100, 1000))
        assert many <= 11 * few + 500, words
