"""Texts, and the question that each asks: cases in cases/questions.txt, of which each line before the arrow is one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.queries.query import Lexicon
from policykb.answers.intents.question import Question, asks, read_question
from tests.cases import Case, read_cases
from tests.work import calls

TODAY = date(2026, 11, 20)
LEXICON = Lexicon(
    agencies={"省能源局": (1, 2), "省商务厅": (3,)},
    regions={"青海": "630000", "青海省": "630000", "甘肃": "620000", "广东": "440000", "新疆": "650000"},
    longest_agency=4,
)


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases/questions.txt"))
def test_questions(case: Case) -> None:
    for text in case.input.splitlines():
        assert (text, told(read(text))) == (text, case.expected)


def read(text: str) -> Question | None:
    return read_question(text, LEXICON, lambda: {"630000", "620000"}, TODAY)


def told(question: Question | None) -> str:
    """What was understood, in one line."""
    if question is None:
        return "-"
    amount = f"{question.amount.value.normalize():f} {question.amount.unit}" if question.amount else ""
    agency = f"agency {question.agency_words}" if question.agencies else ""
    years = question.years.words if question.years else ""
    told = [question.role, agency, " ".join(question.regions), years, amount]
    subject = [question.subject] if question.subject or any(told) else []
    return " | ".join([question.asked.value, *subject, *filter(None, told)]).replace("|  |", "| |")


@given(
    st.text(
        alphabet="谁牵头什么时候多少到期青海和甘肃的区别哪个文件2025年前12.5%，？ -“”省能源局要做\u200b\ud800",
        max_size=90,
    )
)
def test_any_text_is_read(text: str) -> None:
    """No text is too odd, and what asks nothing is told apart without looking anything up."""
    question = read(text)
    assert question is None or asks(text)


@pytest.mark.parametrize(
    "words", ["应该要", "需要应该", "指的是", "这件工作", "截止到", "我想查一下", "最近发了", "的有"]
)
def test_no_text_takes_long(words: str) -> None:
    """Words that can be taken apart in two ways double the ways with each of them."""
    assert calls(lambda: read((words * 80)[:78] + "甲")) < 100_000
