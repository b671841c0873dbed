"""Whom the sentence of a deadline names, and for which items a date above them holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.agencies import Gazetteer, gazetteer_from_files
from documents.structure import parse
from documents.structure.values import ParsedDocument
from documents.text import read, repair
from tasks.extraction import extract
from tasks.extraction.party_values import PartyMention
from tasks.extraction.values import DeadlineMention
from tests.cases import ROOT, Case, read_cases

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
