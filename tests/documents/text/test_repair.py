from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import repair
from documents.text.aligned import AlignedText, joined
from documents.text.layout.lines import Line
from documents.text.layout.markdown import find_drawn_tables
from documents.text.readings import ReadingText, SourceText
from documents.text.repair import _parts
from tests.cases import POLICIES, Case, read_cases
from tests.documents.text.damage import break_pages, wrap

CASES = Path(__file__).parent / "cases"
PARTS = [
    "一、总体要求",
    "（一）优化布局。",
    "推进绿色发展，",
    "建设园区。",
    "到 2030 年",
    " provide ",
    "**",
    "# ",
    "— 3 —",
    "|",
    "---",
]
PARTS += [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\x0c",
    "　　",
    "“",
    "”",
    "（",
    ")",
    "……(3)",
    "第一章总则",
    "<br>",
    "附件",
    "2025年9月1日",
    "\ufeff",
    "\u2028",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map("".join))


def check(source: str, reading: ReadingText) -> None:
    """What holds for every reading text."""
    position = 0
    for piece in reading.alignment.pieces:
        assert piece.length > 0
        assert piece.start == position or (
            "\n" not in source and reading.text[position : piece.start].strip("\n") == ""
        )
        position = piece.start + piece.length
        copied = source[piece.source_start : piece.source_start + piece.length]
        assert reading.text[piece.start : position] == copied
    assert reading.text[position:] == ""
    for note in reading.notes:
        assert note.span is None or note.span.end <= len(reading.text)
    assert all(0 <= hole <= len(reading.text) for hole in reading.holes)
    if reading.text:
        assert all(line and line == line.strip() for line in reading.text.split("\n"))


@pytest.mark.parametrize("case", read_cases(CASES / "repair.txt"))
def test_layout(case: Case) -> None:
    assert repair(SourceText(case.input, tables=find_drawn_tables(case.input))).text == case.expected


@pytest.mark.parametrize("case", read_cases(CASES / "defects.txt"))
def test_defects(case: Case) -> None:
    reading = repair(SourceText(case.input))
    found = [f"{note.kind}: {note.span.quote(reading.text)}" for note in reading.notes if note.span]
    assert found == case.expected.splitlines()


@given(texts)
def test_any_text_repairs(text: str) -> None:
    check(text, repair(SourceText(text)))


@given(texts)
def test_a_repaired_text_has_nothing_left_to_drop(text: str) -> None:
    once = repair(SourceText(text)).text
    letters = [character for character in repair(SourceText(once)).text if character.isalpha()]
    assert letters == [character for character in once if character.isalpha()]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem[:3])
def test_sample_policies_are_aligned(path: Path) -> None:
    text = path.read_text("utf-8")
    check(text, repair(SourceText(text)))


@pytest.mark.parametrize(
    "path", [path for path in POLICIES if not path.stem.startswith("003")], ids=lambda path: path.stem[:3]
)
def test_repair_leaves_a_repaired_policy_alone(path: Path) -> None:
    once = repair(SourceText(path.read_text("utf-8")))
    twice = repair(SourceText(once.text))
    assert twice.text == once.text
    assert not twice.holes


def test_wrapped_lines_become_paragraphs() -> None:
    """A policy wrapped at a fixed width, with and without empty lines between, gives its paragraphs back."""
    clean = _clean("000")
    for width in (22, 28, 35, 46):
        wrapped = wrap(clean, width)
        for text in (wrapped, wrapped.replace("\n", "\n\n")):
            kept = _kept(clean, repair(SourceText(text)).text)
            assert kept >= 0.93, (width, kept)


@pytest.mark.parametrize("name", ["000", "001", "002", "004"])
@pytest.mark.parametrize("numbered", [False, True])
def test_pages_broken_inside_sentences_are_joined(name: str, numbered: bool) -> None:
    clean = _clean(name)
    for seed in range(5):
        damaged = break_pages(clean, Random(seed), numbered)
        assert _kept(clean, repair(SourceText(damaged)).text) >= 0.98


def _clean(name: str) -> str:
    path = next(path for path in POLICIES if path.stem.startswith(name))
    return repair(SourceText(path.read_text("utf-8"))).text


def _kept(clean: str, repaired: str) -> float:
    """The share of the clean paragraphs that are there again."""
    lines = clean.split("\n")
    again = set(repaired.split("\n"))
    return sum(line in again for line in lines) / len(lines)


def test_repetition_is_not_interleaving() -> None:
    line = "推进绿色低碳发展，建设零碳园区。\n"
    reading = repair(SourceText(line * 5_000))
    assert reading.text.count("零碳") == 5_000
    assert not reading.notes


def test_a_copy_appended_is_not_interleaving() -> None:
    clean = _clean("001")
    reading = repair(SourceText(f"{clean}\n{clean}"))
    assert reading.text == f"{clean}\n{clean}"


def test_table_cells_keep_their_words() -> None:
    text = "| 任务 | 牵头单位 |\n|---|---|\n| 建设 **园区** | |\n| | 省能源局 |\n正文。"
    reading = repair(SourceText(text, "md", tables=find_drawn_tables(text)))
    assert [cell.span.quote(reading.text) for cell in reading.tables[0].cells] == [
        "任务", "牵头单位", "建设 园区", "", "", "省能源局",
    ]  # fmt: skip
    assert reading.text.endswith("\n正文。")


def test_empty_cells_above_the_words_of_a_table_stand_before_these() -> None:
    text = "关于供水的通知\n\n一、总则\n\n| | |\n|---|---|\n| | 建设 |\n\n正文。\n\n| | |\n|---|---|\n| 园区 | |"
    reading = repair(SourceText(text, "md", tables=find_drawn_tables(text)))
    starts = [[cell.span.start for cell in table.cells] for table in reading.tables]
    places = [reading.text.index(word) for word in ("建设", "园区")]
    assert starts == [[places[0]] * 4, [places[1]] * 3 + [places[1] + 2]]


def test_a_line_that_lost_its_words_is_no_fault() -> None:
    source = "甲。\n乙。"
    words = [AlignedText.of(source, 0, 2), AlignedText(), AlignedText.of(source, 3, 5)]
    assert joined(_parts(source, [Line(each) for each in words])).text == "甲。\n\n乙。"
