from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.agencies import gazetteer_from_files
from documents.structure.values import ParsedDocument
from policykb import pipeline
from tasks.extraction.values import Extraction
from tests.cases import FIXTURES, Case, read_cases

HERE = Path(__file__).parent


def examine(text: str) -> tuple[ParsedDocument, Extraction]:
    found = pipeline.examine(text.encode(), "case.txt", gazetteer_from_files(FIXTURES))
    return found.parsed, found.extraction


def as_lines(extraction: Extraction) -> str:
    numbers = {task.id: task.number for task in extraction.tasks}
    lines = []
    for task in extraction.tasks:
        lines.append(f"{task.number} {task.title or '-'}")
        for duty in task.responsibilities:
            source = f" | {numbers[duty.inherited_from]}" if duty.inherited_from else ""
            lines.append(f"    {duty.agency} | {duty.role} | {duty.basis}{source}")
    return "\n".join(lines) or "- NO_TASKS"


CASES = [
    case
    for name in ("tasks", "boundaries", "kinds", "clauses_in_place")
    for case in read_cases(HERE / f"cases/{name}.txt")
]


@pytest.mark.parametrize("case", CASES)
def test_tasks(case: Case) -> None:
    _, extraction = examine(case.input)
    assert as_lines(extraction) == case.expected


def test_a_sentence_that_names_who_will_lead_stays_in_the_body() -> None:
    _, extraction = examine(
        "青海省水网建设行动方案\n一、重点任务\n（一）统一标准。将由省水利厅牵头，修订标准。\n（二）开展试点。选好试点。\n"
    )
    assert extraction.tasks[0].body == "将由省水利厅牵头，修订标准。"


def test_a_clause_in_no_task_is_noted() -> None:
    items = "1.保障经费。落实资金。（省财政厅负责）\n2.培养队伍。选派骨干。（省教育厅负责）\n"
    groups = f"（一）加强支持。做好保障。（省财政厅牵头）\n{items}（二）抓好实施。\n{items}（三）搞好宣传。\n{items}"
    _, extraction = examine(f"青海省乡村阅读行动方案\n一、重点任务\n{groups}")
    assert [task.number for task in extraction.tasks] == ["1.", "2."] * 3
    assert "此处责任条款不在任何任务之内，未计入责任" in {note.message for note in extraction.notes}


MARKS = "一二三、（）()1.第章节条。，省财政厅牵头负责：责任单位\n推进加强指导思想"


@given(st.text(alphabet=MARKS, min_size=1, max_size=120).filter(str.strip))
def test_any_text_is_read_and_every_span_quotes_it(text: str) -> None:
    document, extraction = examine(text)
    for task in extraction.tasks:
        assert task.span.end <= len(document.text)
        for duty in task.responsibilities:
            assert duty.span.quote(document.text) == duty.as_written


def test_a_text_without_work_says_so() -> None:
    _, extraction = examine("春天来了，花开了。")
    assert [note.kind for note in extraction.notes] == ["no_tasks"]


def test_responsibility_text_is_what_its_span_covers() -> None:
    document, extraction = examine("一、做好防汛。加强巡查。（省水利厅负责）\n二、做好抗旱。调度水源。（省水利厅牵头）")
    for task in extraction.tasks:
        assert task.responsibility_span is not None
        assert task.responsibility_span.quote(document.text) == task.responsibility_text
        assert task.responsibility_text not in task.body


def test_a_duty_for_what_follows_ends_with_the_chapter_of_one_document_of_several() -> None:
    text = (
        "浙江省人民政府关于印发《某某要点》《某某方案》的通知\n各市人民政府：\n现将《某某要点》《某某方案》印发给你们。\n"
        "浙江省人民政府\n2024年3月29日\n附件1\n某某要点\n一、甲\n"
        "（一）开展普查。摸清底数。（省水利厅负责，以下均需各市政府落实）\n二、乙\n（一）推进整改。抓好落实。（省财政厅负责）\n附件2\n某某方案\n一、丙\n文。"
    )
    _, extraction = examine(text)
    assert [len(task.responsibilities) for task in extraction.tasks] == [1, 1, 0]


def test_a_clause_beside_a_heading_is_about_the_items_below_it() -> None:
    items = "".join(f"{number}.建设第{number}号渡口。配套设施，完善标识。\n" for number in range(1, 7))
    _, extraction = examine(
        f"云川市渡口建设实施方案\n一、重点任务\n（一）建设渡口。推进建设。（市水利局负责）\n{items}（二）其他工作。加强宣传。\n"
    )
    assert [task.number for task in extraction.tasks] == ["1.", "2.", "3.", "4.", "5.", "6.", "（二）"]
    assert [len(task.responsibilities) for task in extraction.tasks] == [1, 1, 1, 1, 1, 1, 0]
    assert "unread_clause" not in [note.kind for note in extraction.notes]


@pytest.mark.parametrize(
    ("head", "numbers"),
    [("青海省水网建设行动方案\n一、重点任务\n", "1. 2. 3."), ("青海省水网建设考核细则\n", "第一条 第二条 第三条")],
)
def test_a_name_that_the_registry_lacks_is_noted_once(head: str, numbers: str) -> None:
    items = (f"{number} 保障经费。落实资金。（省某某促进办负责）\n" for number in numbers.split())
    _, extraction = examine(head + "".join(items))
    assert [note.kind for note in extraction.notes] == ["unknown_agency"]
    assert [len(task.responsibilities) for task in extraction.tasks] == [1, 1, 1]
