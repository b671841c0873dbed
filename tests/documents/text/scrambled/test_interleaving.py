"""The repair of interleaved copies, measured on damage done on purpose and on a plan put in order by hand."""

import re
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import fmean
from time import process_time

import pytest

from documents.text import repair
from documents.text.notes import NoteKind
from documents.text.readings import ReadingText, SourceText
from tests.cases import POLICIES
from tests.documents.text.damage import Plan, interleave, plan_from
from tests.documents.text.test_repair import check
from tests.work import calls

HERE = Path(__file__).parent


def policy(name: str) -> str:
    return next(path for path in POLICIES if path.name.startswith(f"{name}_")).read_text("utf-8")


def sections_of(text: str, headings: list[str]) -> list[tuple[str, list[str]]]:
    """A reading text as (heading, sentences), "" before the first heading; rows of a table of contents are left out."""
    found: list[tuple[str, str]] = [("", "")]
    for line in text.split("\n"):
        if line in headings:
            found.append((line, ""))
        elif "……" not in line:
            found[-1] = (found[-1][0], found[-1][1] + line)
    return [(heading, [each for each in re.split(r"(?<=。)(?![”）)])", words) if each]) for heading, words in found]


def share_in_place(found: list[tuple[str, list[str]]], truth: dict[str, str]) -> float:
    """The share of the sentences that stand under the heading they belong to."""
    right = [truth[sentence] == heading for heading, sentences in found for sentence in sentences if sentence in truth]
    return sum(right) / len(right)


# The scrambled plan


def truth_of_the_plan() -> tuple[list[str], dict[str, str]]:
    """Its headings in order, and for each sentence, by first words and length, its heading."""
    headings: list[str] = [""]
    truth: dict[str, str] = {}
    for line in (HERE / "cases" / "scrambled_plan.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            headings.append(line[3:])
        elif not line.startswith("#"):
            truth[line] = headings[-1]
    return headings, truth


def signs(found: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    return [(heading, [f"{each[:16]} {len(each)}" for each in sentences]) for heading, sentences in found]


@pytest.fixture(scope="module")
def plan() -> ReadingText:
    return repair(SourceText(policy("003")))


def test_no_sentence_of_the_plan_is_lost_or_doubled(plan: ReadingText) -> None:
    headings, truth = truth_of_the_plan()
    found = [each for _, sentences in signs(sections_of(plan.text, headings)) for each in sentences]
    assert len(truth) == 468
    assert sorted(found) == sorted(truth)


def test_sentences_of_the_plan_stand_in_their_sections(plan: ReadingText) -> None:
    headings, truth = truth_of_the_plan()
    assert share_in_place(signs(sections_of(plan.text, headings)), truth) >= 0.98


def test_neighbours_in_the_plan_are_neighbours_again(plan: ReadingText) -> None:
    headings, truth = truth_of_the_plan()
    found = [each for _, sentences in signs(sections_of(plan.text, headings)) for each in sentences]
    after = dict(pairwise(truth))
    assert sum(after.get(a) == b for a, b in pairwise(found)) >= 0.97 * len(found)


def test_every_heading_of_the_plan_stands_once_and_in_order(plan: ReadingText) -> None:
    headings, _ = truth_of_the_plan()
    lines = plan.text.split("\n")
    assert [line for line in lines if line in headings] == headings[1:]
    lost = [note for note in plan.notes if note.kind is NoteKind.LOST_HEADING]
    assert len(lost) == 16
    assert all(note.span and note.span.quote(plan.text) in headings for note in lost)


def test_the_plan_shows_where_text_is_missing(plan: ReadingText) -> None:
    holes = [note.span.start for note in plan.notes if note.kind is NoteKind.HOLE and note.span is not None]
    assert tuple(holes) == plan.holes
    # 47 places were overwritten; where a heading was lost too, text is missing on both of its sides.
    assert len(plan.holes) >= 47
    lines_begin = {0, *(match.end() for match in re.finditer("\n", plan.text))}
    assert set(plan.holes) <= lines_begin
    assert plan.holes[0] > plan.text.index("盐湖+新能源。推进盐湖产业")
    assert plan.notes[0].kind is NoteKind.REORDERED and plan.notes[0].span is None


def test_the_head_of_the_plan_reads_line_by_line(plan: ReadingText) -> None:
    lines = plan.text.split("\n")
    assert lines[1:3] == ["发布日期:2021-12-29", "各市、自治州人民政府，省政府各委、办、厅、局:"]
    assert lines[4:9] == [
        "青海省人民政府办公厅",
        "2021年12月24日",
        "(此件公开发布)",
        "青海省生态经济发展规划(2021—2025年)",
        "目录",
    ]


def test_the_repaired_plan_is_clean(plan: ReadingText) -> None:
    again = repair(SourceText(plan.text))
    assert again.text == plan.text
    assert not again.holes


# Damage on purpose

PLANS = [plan_from([policy("002"), policy("004")]), plan_from([policy(name) for name in ("002", "000", "004", "001")])]


def measure(plan: Plan, seed: int, line_length: int = 400) -> float:
    """Damage a plan, repair it, and give the share of sentences in place; none may be lost or doubled."""
    units = plan.units()
    damaged, kept = interleave(units, Random(seed), line_length)
    reading = repair(SourceText(damaged))
    check(damaged, reading)
    found = sections_of(reading.text, [heading for heading, _ in plan.sections])
    truth = {sentence: heading for heading, sentence in plan.sentences()}
    present = [sentence for _, sentences in found for sentence in sentences if sentence in truth]
    there = [sentence for index, (_, sentence) in enumerate(plan.sentences(), 1) if index in kept]
    assert sorted(present) == sorted(there)
    assert any(note.kind is NoteKind.REORDERED for note in reading.notes)
    return share_in_place(found, truth)


@pytest.mark.parametrize("plan", PLANS, ids=["60 headings", "87 headings"])
def test_interleaved_copies_are_put_in_order(plan: Plan) -> None:
    shares = [measure(plan, seed) for seed in range(10)]
    assert min(shares) >= 0.9
    assert fmean(shares) >= 0.95


def test_copies_without_a_table_of_contents() -> None:
    """Items keep lines of their own, and nearly every sentence follows the one it followed."""
    units = [sentence for _, sentence in PLANS[0].sentences()]
    numbered = [f"{place // 5 + 1}.{unit}" if place % 5 == 0 else unit for place, unit in enumerate(units)]
    damaged, kept = interleave(numbered, Random(3))
    reading = repair(SourceText(damaged))
    check(damaged, reading)
    found = [each for line in reading.text.split("\n") for each in re.split(r"(?<=。)(?![”）)])", line) if each]
    assert sorted(found) == sorted(numbered[index] for index in kept)
    order = [numbered.index(each) for each in found]
    assert sum(a < b for a, b in pairwise(order)) >= 0.93 * len(order)
    lines = reading.text.split("\n")
    assert all(any(line.startswith(each) for line in lines) for each in found if each[0].isdigit())


@pytest.mark.parametrize("line_length", [300, 550])
def test_interleaved_copies_in_other_lines(line_length: int) -> None:
    assert fmean(measure(PLANS[1], seed, line_length) for seed in range(3)) >= 0.84


@pytest.mark.parametrize("plan", PLANS, ids=["60 headings", "87 headings"])
def test_an_undamaged_plan_keeps_its_order(plan: Plan) -> None:
    """The same plan, one copy, with its headings glued to the text: lines are cut, nothing moves."""
    text = "\n".join(plan.units())
    reading = repair(SourceText(text))
    assert reading.text.replace("\n", "") == text.replace("\n", "")
    assert not reading.holes
    lines = reading.text.split("\n")
    assert all(heading in lines for heading, _ in plan.sections)


def test_an_annex_that_repeats_the_measures_is_no_interleaved_copy() -> None:
    """A division of labour at the end repeats each measure with its agencies: order and words stay."""
    sentences = [sentence for _, sentence in PLANS[0].sentences()]
    annex = [f"{sentence}\n责任单位{index}" for index, sentence in enumerate(sentences)]
    text = "\n".join([*sentences, "附件", *annex])
    assert repair(SourceText(text)).text == text


def test_twice_the_interleaved_text_is_about_twice_the_work() -> None:
    units = PLANS[1].units()
    half, whole = (interleave(units[:count], Random(1))[0] for count in (len(units) // 2, len(units)))
    assert calls(lambda: repair(SourceText(whole))) < 3 * calls(lambda: repair(SourceText(half)))


@pytest.mark.parametrize("mark", ["．", "…", ".", "·", "．．．． ", "一．．．．"])
def test_a_long_run_of_leaders_costs_no_more_than_its_length(mark: str) -> None:
    line = f"一、目标{mark * 20_000}二、任务"
    start = process_time()
    repair(SourceText(f"{line}\n" * 5))
    assert process_time() - start < 5


@pytest.mark.parametrize("rate", [0.005, 0.02])
def test_copies_recognised_with_wrong_characters_are_copies(rate: float) -> None:
    random = Random(3)
    units = PLANS[0].units()
    damaged, kept = interleave(units, random)
    misread = "".join(
        random.choice("囗曰未已戌土入太") if "\u4e00" <= sign <= "\u9fff" and random.random() < rate else sign
        for sign in damaged
    )
    reading = repair(SourceText(misread))
    once = sum(len(units[index]) for index in kept)
    assert any(note.kind is NoteKind.REORDERED for note in reading.notes)
    assert len(reading.text) < once + (len(damaged) - once) / 3


def test_a_title_twice_and_a_list_that_repeats_the_text_is_not_interleaving() -> None:
    """The title stands above the text and in it; the annex says the sentences of the text again, in their order."""
    works = [f"建设第{number}座泵站并更换沿线老旧管道" for number in range(1, 31)]
    body = [f"{number}.{work}。" for number, work in enumerate(works, 1)]
    annex = [f"{work}。\n市水务局牵头" for work in works]
    head = ["云川市关于更新泵站的通知", "云川市水务局编印的单行本"]
    text = "\n".join([*head, *head, "一、任务", *body, "附件", "分工表", *annex])
    reading = repair(SourceText(text))
    assert reading.text == text
    assert not reading.holes


def test_what_may_be_two_copies_is_noted_and_left_in_its_order() -> None:
    lines = [f"第{number}段讲的是第{number}号渡口的设备更新。" for number in range(200)]
    repeated: list[str] = []
    for index, line in enumerate(lines):
        repeated += [line, lines[index - 9]] if index and index % 14 == 0 else [line]
    reading = repair(SourceText("\n".join(repeated)))
    assert reading.text == "\n".join(repeated)
    assert [note.kind for note in reading.notes] == [NoteKind.UNCERTAIN_PLACE]
