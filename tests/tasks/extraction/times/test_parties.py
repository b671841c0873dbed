"""Whom the sentence of a deadline names, and for which items a date above them holds."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import process_time

import pytest

from documents.agencies import Gazetteer, gazetteer_from_files
from documents.structure import parse
from documents.structure.values import ParsedDocument
from documents.text import read, repair
from tasks.extraction import extract
from tasks.extraction.party_values import PartyMention
from tasks.extraction.values import DeadlineMention
from tests.cases import ROOT, Case, read_cases
from tests.work import calls

CASES = Path(__file__).parent / "cases"
HEAD = """甘肃省节能工作实施方案
甘肃省人民政府
2026年3月5日
一、总则
坚持节约优先。
二、其他任务
（一）改造。加快改造。
三、工作任务
"""


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return gazetteer_from_files(ROOT / "fixtures")


def found_in(text: str, known: Gazetteer) -> tuple[ParsedDocument, tuple[DeadlineMention, ...]]:
    """A plan of Gansu of 2026, and its deadlines."""
    document = parse(repair(read((HEAD + text).encode(), "a.txt")))
    return document, extract(document, known, known.regions.get("620000")).deadlines


def said(party: PartyMention) -> str:
    return f"{party.role} {party.agency or party.group}（{party.as_written}）"


@pytest.mark.parametrize("case", read_cases(CASES / "parties.txt"))
def test_parties_are_named_by_the_sentence(case: Case, known: Gazetteer) -> None:
    document, deadlines = found_in(case.input, known)
    lines = [f"{each.span.quote(document.text)} = {' '.join(map(said, each.parties))}".rstrip() for each in deadlines]
    assert lines == case.expected.splitlines()


def placed(document: ParsedDocument, deadlines: tuple[DeadlineMention, ...]) -> Iterator[str]:
    for each in deadlines:
        words = ["reaches"] if each.reaches else []
        place = " ".join([*words, document.section(each.section).number])
        yield f"{each.span.quote(document.text)} = {each.due_on} {place}"


@pytest.mark.parametrize("case", read_cases(CASES / "reaching.txt"))
def test_dates_above_items_reach_them(case: Case, known: Gazetteer) -> None:
    assert list(placed(*found_in(case.input, known))) == case.expected.splitlines()


def test_a_party_stands_where_its_words_are(known: Gazetteer) -> None:
    document, (deadline,) = found_in("（一）加强督导。每年年底，牵头部门要将情况报送省发展改革委。", known)
    assert [party.span.quote(document.text) for party in deadline.parties] == ["牵头部门", "省发展改革委"]


LONG = ("6月底前完成，", "6月底前；", "6月底前、", "报送将", "报送至", "会同省审计厅6月底前指导督促省水利厅")
ITEM = "（一）加强督导。6月底前，"


@pytest.mark.parametrize(
    ("before", "words"),
    [*((ITEM, words) for words in LONG), ("", "6月底前完成。"), ("（一）加强督导。省财政厅", LONG[-1])],
)
def test_a_long_line_takes_time_as_it_is_long(before: str, words: str, known: Gazetteer) -> None:
    """Eight times the text takes eight times the calls, and some; 40,000 characters are read in seconds."""

    def made(length: int) -> ParsedDocument:
        text = f"{HEAD}{before}{words * (length // len(words))}。\n（二）改造。加快改造。\n"
        return parse(repair(read(text.encode(), "a.txt")))

    few, many = (calls(partial(extract, made(length), known, None)) for length in (1_000, 8_000))
    assert many <= 10 * few
    document = made(40_000)
    start = process_time()
    extract(document, known, known.regions.get("620000"))
    assert process_time() - start < 5
