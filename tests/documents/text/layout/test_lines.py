"""Lines as they are printed → their words."""

import pytest

from documents.text.layout.lines import split_lines
from documents.text.readings import SourceText
from tests.tasks.extraction.texts import assert_linear


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("附件 | |||", "附件"),
        ("附件 |", "附件"),
        ("| 甲局 | 乙局 |", "| 甲局 | 乙局 |"),
        ("甲局 | 乙局", "甲局 | 乙局"),
    ],
)
def test_bars_behind_one_cell_are_no_words(line: str, words: str) -> None:
    assert [each.text for each in split_lines(SourceText(line))] == [words]


def test_bars_alone_are_no_line() -> None:
    assert split_lines(SourceText("| || |")) == []


def test_time_grows_with_the_blanks_and_bars_of_a_line_only() -> None:
    assert_linear(lambda text: split_lines(SourceText(f"甲{text}乙")), (" " * 40, " |" * 20, "[!" * 20, "![a](b" * 8))
