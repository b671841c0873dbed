"""An item whose paragraphs have clauses of their own: which of them are tasks, with which words and duties."""

from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agencies import Gazetteer
from documents.structure.values import ParsedSection
from documents.text.spans import Span
from tasks.extraction.division import divide_item
from tasks.extraction.duties.duty_clauses import DutyClause, find_clauses
from tasks.extraction.duties.responsibilities import ClauseReading
from tasks.extraction.values import Extraction
from tests.cases import Case, read_cases
from tests.tasks.extraction.test_extractor import examine
from tests.work import calls

HERE = Path(__file__).parent


def as_lines(extraction: Extraction) -> str:
    lines = []
    for task in extraction.tasks:
        lines.append(" < ".join((f"{task.id} {task.title or '-'}", *task.heading_path)))
        lines += [f"    {line}" for line in task.body.split("\n")]
        for duty in task.responsibilities:
            source = f" inherited {duty.inherited_from}" if duty.inherited_from else ""
            lines.append(f"    {duty.agency} {duty.role}{source}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", read_cases(HERE / "cases/division.txt"))
def test_division(case: Case) -> None:
    _, extraction = examine(case.input)
    assert as_lines(extraction) == case.expected


HEAD = "湖北省人民政府办公厅关于加强航道养护的实施方案\n一、重点任务\n"


def test_each_paragraph_has_its_own_targets_deadlines_and_citations() -> None:
    _, extraction = examine(
        f"{HEAD}（一）完善养护设施\n按照《航道养护办法》，2027年底前疏浚浅滩30处。（省交通运输厅负责）\n"
        "改造船闸5座，每年检查。（省水利厅负责）\n按照《船闸管理办法》执行。"
    )
    assert [(found.task, found.title) for found in extraction.citations] == [
        ("1.1.p1", "航道养护办法"),
        ("1.1.p2", "船闸管理办法"),
    ]
    assert [(found.task, found.section, int(found.value or 0)) for found in extraction.targets] == [
        ("1.1.p1", "1.1", 30),
        ("1.1.p2", "1.1", 5),
    ]
    assert [found.task for found in extraction.deadlines] == ["1.1.p1", "1.1.p2"]


def test_titles_and_headings_are_given_in_the_characters_they_are_printed_in() -> None:
    _, extraction = examine(
        "湖北省人民政府辦公廳關於加強航道養護的實施方案\n一、重點任務\n（一）完善養護設施\n"
        "疏浚淺灘。清除礁石，設置浮標。（省交通運輸廳負責）\n改造船閘。更換閘門，檢修機電。（省水利廳負責）"
    )
    assert [task.title for task in extraction.tasks] == ["疏浚淺灘", "改造船閘"]
    assert {task.heading_path for task in extraction.tasks} == {("一、重點任務", "（一）完善養護設施")}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("疏浚浅滩（省水利厅负责）；清除\n碍航物。（省财政厅负责）", 1),
        ("疏浚浅滩。（省水利厅负责）\n清除碍航物。（省财政厅负责）", 2),
        ("疏浚浅滩\n牵头单位：省水利厅\n清除碍航物\n牵头单位：省财政厅", 2),
    ],
)
def test_a_line_that_goes_on_in_the_next_is_one_paragraph_with_it(text: str, parts: int) -> None:
    item = ParsedSection("1", "", 1, "", 1, "", Span(0, len(text)), Span(0, 0), Span(0, len(text)))
    clauses = find_clauses(text, item.span, Gazetteer([], [], []), None)
    assert len(divide_item(text, item, (), clauses).parts) == parts


@pytest.mark.parametrize(
    "line", ["疏浚浅滩。（省水利厅负责）\n", "疏浚（省水利厅负责）；", "疏浚浅滩\n", "完成时限：（"]
)
def test_dividing_takes_as_long_as_the_text(line: str) -> None:
    def divided(times: int) -> object:
        text = line * times + "（省财政厅负责）"
        item = ParsedSection("1", "", 1, "", 1, "", Span(0, len(text)), Span(0, 0), Span(0, len(text)))
        starts = [place for place in range(len(text)) if text.startswith("（省", place)]
        spans = [Span(start, start + 8) for start in starts]
        clauses = [DutyClause(span, Span(span.start + 1, span.end - 1), ClauseReading()) for span in spans]
        return divide_item(text, item, (), clauses)

    few, many = (calls(partial(divided, times)) for times in (50, 500))
    assert many <= 11 * few + 200


LINES = st.sampled_from(
    [
        "疏浚浅滩，清除礁石。",
        "改造船闸。更换闸门。（省水利厅负责）",
        "（省财政厅负责）",
        "牵头单位：省交通运输厅",
        "完成时限：2027年底",
        "培训船员。举办讲座。（省教育厅负责）",
        "组织实习。",
        "储备物资（省应急管理厅负责）",
        "（2027年底前完成）",
    ]
)


@given(
    st.sampled_from(["（一）完善设施", "（一）完善设施。", "（一）", "（一）完善设施（省林业局负责）"]),
    st.lists(LINES, max_size=8),
)
def test_paragraph_tasks_lie_apart_in_their_item_and_hold_all_its_clauses(heading: str, lines: list[str]) -> None:
    document, extraction = examine(HEAD + "\n".join([heading, *lines, "（二）强化保障。加强检查。（省审计厅负责）"]))
    item = document.section("1.1")
    tasks = [task for task in extraction.tasks if task.item == "1.1"]
    assert all(task.span in item.span for task in tasks)
    assert all(before.span.end <= after.span.start for before, after in pairwise(tasks))
    assert [task.id for task in tasks] in (["1.1"], [f"1.1.p{place}" for place in range(1, len(tasks) + 1)])
    for task in tasks:
        own = [duty for duty in task.responsibilities if duty.inherited_from is None]
        assert all(duty.span in task.span for duty in own)
    said = item.span.quote(document.text)
    for body in ("省水利厅", "省财政厅", "省教育厅", "省应急管理厅", "省交通运输厅", "省林业局"):
        assert (body in said) == any(duty.as_written == body for task in tasks for duty in task.responsibilities)
