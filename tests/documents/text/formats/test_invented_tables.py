"""Invented tables of PDFs around which no line is drawn: read as they are, or left as they stand."""

from collections import Counter

import pytest

from documents.text import read
from documents.text.readings import SourceText
from tests.documents.text.formats.invented_tables import Invented, with_table, without_table
from tests.documents.text.formats.test_pdf import SIZE, pdf
from tests.documents.text.formats.test_pdf_tables import rows

SEEDS = [*range(150), 961]  # 961: running text below a table, in line with its first column
LEAST_RIGHT = 0.55  # of the tables: many are made so that nobody could be sure


def source_of(made: Invented) -> SourceText:
    return read(pdf(made.pages, latin=SIZE // 2), "a.pdf")


def signs(*words: str) -> Counter[str]:
    return Counter(sign for each in words for sign in each if not sign.isspace())


def rows_of(source: SourceText) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for table in rows(source) for row in table]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_is_wrong_and_no_letter_lost(seed: int) -> None:
    made = with_table(seed)
    source = source_of(made)
    told = [["".join(cell.split()) for cell in row] for row in made.rows]
    assert [row for row in rows_of(source) if row not in told] == []
    around = [words for words, _ in source.left_out]
    assert signs(source.text, *around) == signs(*(placed[2] for page in made.pages for placed in page))


def test_most_tables_are_read() -> None:
    read_whole = sum(len(rows_of(source_of(made))) == len(made.rows) for made in map(with_table, SEEDS))
    assert read_whole >= LEAST_RIGHT * len(SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_only_looks_like_a_table_is_none(seed: int) -> None:
    assert source_of(without_table(seed)).tables == ()
