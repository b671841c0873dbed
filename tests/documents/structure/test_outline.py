"""The tree of sections: nesting by the sequence of numbers, headings, holes, and what must hold for any text."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.structure import parse
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tests.cases import Case, read_cases
from tests.documents.structure.readings import make_reading, parsed, tree

HERE = Path(__file__).parent / "cases"
# What documents are made of, so that random texts have outlines
SCRAPS = """
一、 二、 三、 （一） (二) （三） 1. 2. 3. 11.12 1.1 1.2 (1) （2） ① ② 第一章 第二节 第三条 专栏1
a. I. 12.5% 2025 。 ， ： ；
附件 附件1 附件： 附件：1.甲 目录 ……(3) 发布日期： 2025年9月1日 2025年13月41日 抄送： （此件公开发布） |甲|乙| 文字
关于印发《甲方案》的通知 甲方案 青海省人民政府 各市、州人民政府： 青政办〔2024〕35号 总体要求
"""
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*SCRAPS.split(), "\n", "\n", "\n", "\u3000"]), max_size=40).map("".join),
)


@pytest.mark.parametrize("case", read_cases(HERE / "outline.txt"))
def test_outline(case: Case) -> None:
    assert tree(parsed(case.input)) == case.expected


@pytest.mark.parametrize("case", read_cases(HERE / "headings.txt"))
def test_titles(case: Case) -> None:
    titles = [section.title or "-" for section in parsed(case.input).sections]
    assert titles == case.expected.split("\n")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("一、甲\n二、乙", []),
        ("（一）甲。甲。\n（三）丙。丙。", ["（三）"]),
        ("1.甲。甲。\n2.乙。乙。\n1.丙。丙。", ["1."]),
        ("一、甲\n（一）子。文。\n二、乙\n（二）丑。文。\n三、丙\n（一）寅。文。", []),
        ("1.甲。甲。\n300、台设备。", ["300、"]),
        ("第一条 甲。\n第二条 乙。\n第二条之一 丙。\n第三条 丁。", []),
        ("（一）甲应当：\n1.乙；\n2.丙。\n丁应当：\n1.戊；\n2.己。", []),
        ("（一）甲。\n1.乙；\n2.丙。\n丁。\n1.戊；\n2.己。", ["1."]),
    ],
)
def test_gaps_restarts_and_jumps_are_noted(text: str, quotes: list[str]) -> None:
    notes = [note for note in parsed(text).notes if note.kind is NoteKind.NUMBERING]
    assert [note.span.quote(text) for note in notes if note.span] == quotes


@given(TEXTS)
def test_any_text_parses_into_nested_sections_that_cover_it(text: str) -> None:
    document = parsed(text)
    sections = document.sections
    assert len({section.id for section in sections}) == len(sections)
    for section in sections:
        assert section.heading in section.span
        assert section.own in section.span
        assert section.heading.end <= section.own.start
        if section.parent:
            assert section.span in document.section(section.parent).span
    for before, after in pairwise(sections):
        assert before.own.end == after.span.start
        assert after.span.end <= before.span.end or after.span.start >= before.span.end
    if text.strip():
        assert not text[: sections[0].span.start].strip()
        assert sections[-1].span.end == len(text)


@given(TEXTS)
def test_every_word_of_a_head_quotes_the_text(text: str) -> None:
    document = parsed(text)
    header = document.header
    single = (header.title, header.notice_title, header.document_number, header.approved_by)
    lists = (*header.issuers, *header.addressees, *header.missing_attachments)
    for words in (*filter(None, single), *lists):
        assert "".join(words.text.split()) == "".join(words.span.quote(document.text).split())
    assert 0 <= document.body_start <= len(document.text)


def test_the_time_grows_with_the_length_alone() -> None:
    text = "".join(
        f"（{'一二三四五六七八九'[n % 9]}）推进建设。统筹发展风电、光伏，到2025年达到12.5%。" + "\n" * (n % 2)
        for n in range(9000)
    )
    start = process_time()
    parsed(text)
    assert process_time() - start < 5


def test_the_notes_of_the_reading_are_kept() -> None:
    note = Note(NoteKind.PAGE_BREAK, "此处原文分页", Span(0, 1))
    assert parse(replace(make_reading("一、甲"), notes=(note,))).notes == (note,)
