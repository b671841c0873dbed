"""No cell of a table is computed by a spreadsheet, and what was guarded comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.exchange.formulas import as_cell, guard, guard_text, unguard

BEGINNINGS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−", "'"]
BEFORE = ["", " ", "\n", "　", "\xa0", "\u200b", "\ufeff", "\x0b", "\u202e", " \u200b　", "\t", "\r"]


@pytest.mark.parametrize("sign", BEGINNINGS)
@pytest.mark.parametrize("before", BEFORE)
def test_a_formula_is_words(sign: str, before: str) -> None:
    words = f"{before}{sign}1+1"
    assert guard(words) == f"'{words}"
    assert as_cell(words).startswith("'") or not as_cell(words).strip().startswith(sign)


@pytest.mark.parametrize("words", ["\tx", "\rx", "(1)", "（1）", "（１２）", "(1,200.5)", " (3) "])
def test_a_tab_in_front_and_a_number_in_brackets_are_guarded(words: str) -> None:
    assert guard(words) == f"'{words}"


@pytest.mark.parametrize(
    "words", ["（一）", "(1)发展风电", "1、", "60", "2.5", "2030-12-31", "60%", "国发〔2021〕4号", ""]
)
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert guard_text(words) == guard(words) == words


@pytest.mark.parametrize("words", ["1.", "2.10", "007", "3-1", "1/2", "1e5", "1234567890123456"])
def test_a_label_that_a_spreadsheet_would_rewrite_is_guarded_as_text(words: str) -> None:
    assert (guard_text(words), guard(words)) == (f"'{words}", words)


@given(st.text() | st.from_regex(r"['=( ]{0,3}[\d.e/-]{0,4}\)?", fullmatch=True))
def test_guarding_loses_nothing(words: str) -> None:
    assert unguard(guard(words)) == unguard(guard_text(words)) == words
