"""How a text is about what was asked: cases in cases/closeness.txt, of a title, a body and the words asked about."""

from pathlib import Path

import pytest

from documents.search.queries.parsing import parse_query
from documents.search.queries.query import Lexicon
from documents.search.words.folding import fold
from documents.search.words.segmenter import segmenter
from policykb.answers.intents.closeness import Closeness, are_whole, closeness, demanded, is_same
from tests.cases import Case, read_cases


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases/closeness.txt"))
def test_closeness(case: Case) -> None:
    title, body, subject = case.input.split("\n")
    parts = demanded(parse_query(subject, Lexicon(), segmenter()))
    how = closeness(fold(title), fold(body), frozenset(), parts)
    assert (Closeness.SAME if is_same(fold(title), subject) else how).name == case.expected


def test_a_piece_of_other_words_is_no_word() -> None:
    parts = demanded(parse_query("学生", Lexicon(), segmenter()))
    assert are_whole(parts, "方便学生就业") and not are_whole(parts, "丰富大学生活")
