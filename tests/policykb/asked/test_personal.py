"""What looks as if it told of a person."""

from pathlib import Path

import pytest

from documents.search.words.folding import fold
from policykb.asked.personal import looks_personal
from tests.cases import Case, read_cases


@pytest.mark.parametrize("case", read_cases(Path(__file__).with_name("personal.txt")))
def test_what_looks_personal(case: Case) -> None:
    told = {line: "yes" if looks_personal(fold(line)) else "no" for line in case.input.splitlines()}
    assert told == dict.fromkeys(told, case.expected)
