from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agencies import Gazetteer, RegionEntry, gazetteer_from_files
from documents.text.spans import Span
from tasks.extraction.duties.responsibilities import ClauseReading, read_clause
from tests.cases import FIXTURES, Case, read_cases

HERE = Path(__file__).parent


def gazetteer() -> Gazetteer:
    return gazetteer_from_files(FIXTURES)


def region(name: str) -> RegionEntry | None:
    return gazetteer().regions.nation() if name == "全国" else gazetteer().regions.named(name)


def read(text: str, home: str) -> ClauseReading:
    return read_clause(text, Span(0, len(text)), gazetteer(), region(home))


def as_lines(reading: ClauseReading) -> str:
    return "\n".join(f"{duty.agency} | {duty.role} | {duty.basis}" for duty in reading.duties)


FILES = ("clauses", "clauses_aside", "clauses_second", "clauses_by_shape")


@pytest.mark.parametrize("case", [case for name in FILES for case in read_cases(HERE / f"cases/{name}.txt")])
def test_clause(case: Case) -> None:
    home, _, clause = case.input.partition("\n")
    assert as_lines(read(clause, home)) == case.expected


WORDS = "省市各有关发展改革委财政厅负责牵头配合参与责任单位按职责分工以下均需落实，不再列举、；：（）()\n 等和第一位为"


@given(st.text(alphabet=WORDS, max_size=80))
def test_any_words_between_brackets_are_read_and_spans_quote_them(words: str) -> None:
    reading = read(words, "青海省")
    for duty in (*reading.duties, *reading.carried):
        assert duty.span.quote(words) == duty.as_written
    agencies = [duty.agency for duty in reading.duties]
    assert len(agencies) == len(set(agencies))


def test_a_clause_that_names_nobody_is_noted() -> None:
    assert [note.kind for note in read("按职责分工负责", "青海省").notes] == ["unread_clause"]


def test_a_body_not_on_record_is_kept_as_written_and_noted() -> None:
    reading = read("青海省盐湖局、某某研究院负责", "青海省")
    assert [duty.agency for duty in reading.duties] == ["青海省盐湖局", "某某研究院"]
    assert {note.kind for note in reading.notes} == {"unknown_agency"}


@pytest.mark.parametrize(
    "words", ["建设工地由施工单位", "本办法由市卫生健康行政主管部门", "以下统称特种设备安全监督管理部门"]
)
def test_a_piece_of_a_sentence_is_no_body(words: str) -> None:
    reading = read(f"{words}负责", "青海省")
    assert not reading.duties
    assert {note.kind for note in reading.notes} == {"unread_clause"}


def test_a_note_on_an_unknown_body_says_the_name_that_the_list_gives_it() -> None:
    messages = [note.message for note in read("省水利厅、审计厅按职责分工负责", "-").notes]
    assert messages == ["名录中没有“省水利厅”，按原文收录", "名录中没有“省审计厅”，按原文收录"]
