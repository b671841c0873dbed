"""What is to be reached, and what only looks like it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from documents.structure import parse
from documents.structure.values import ParsedDocument, ParsedHeader, ParsedTable, TableCell, Words
from documents.text import read, repair
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.targets.finder import find_targets
from tasks.extraction.values import TargetMention
from tests.cases import Case, read_cases
from tests.tasks.extraction.texts import assert_linear, parsed, task_of, texts

CASES = Path(__file__).parent / "cases"


def line_of(target: TargetMention) -> str:
    """One target as the case files write it."""
    high = f"-{target.value_high}" if target.value_high is not None else ""
    value = "" if target.value is None else f"{target.value}{high}"
    fields = (
        target.indicator,
        " ".join(filter(None, (target.comparator, value, target.unit))),
        str(target.baseline_year or ""),
        str(target.deadline or ""),
    )
    return " | ".join(fields).rstrip(" |")


def targets_of(text: str) -> list[TargetMention]:
    return [found for found in find_targets(parsed(text), ()) if isinstance(found, TargetMention)]


@pytest.mark.parametrize("case", read_cases(CASES / "targets.txt"))
def test_targets_are_found(case: Case) -> None:
    expected = [line.rstrip() for line in case.expected.splitlines()]
    assert [line_of(target) for target in targets_of(case.input)] == expected


def table(*lines: str) -> ParsedDocument:
    """A document that is one table, a row a line, cells between bars."""
    text, cells, position = "\n".join(lines), [], 0
    for row, line in enumerate(lines):
        for column, words in enumerate(line.split("|")):
            cells.append(TableCell(row, column, Span(position, position + len(words))))
            position += len(words) + 1
    return ParsedDocument(text, ParsedHeader(), (), (ParsedTable(Span(0, len(text)), tuple(cells)),))


def test_an_indicator_table_names_values_and_years() -> None:
    document = table(
        "指标|单位|2020年|2025年|属性",
        "森林覆盖率|%|7.5|≥8|约束性",
        "能源消费总量（万吨标准煤）||4100|4600左右|预期性",
        "化学需氧量排放|%|—|[10]|约束性",
        "空气质量|/|优|良|预期性",
    )
    found = [target for target in find_targets(document, ()) if isinstance(target, TargetMention)]
    assert [line_of(target) for target in found] == [
        "森林覆盖率 | at_least 8 % |  | 2025-12-31",
        "能源消费总量 | about 4600 万吨标准煤 |  | 2025-12-31",
        "化学需氧量排放 | reach 10 % |  | 2025-12-31",
    ]


def test_a_row_is_ruled_by_its_completion_time() -> None:
    document = table(
        "序号|任务|牵头单位|完成时限", "1|建成展示馆3座|省文物局|2027年底前", "2|建成步道50公里|市政府|持续推进"
    )
    found = [target for target in find_targets(document, ()) if isinstance(target, TargetMention)]
    assert [line_of(target) for target in found] == [
        "展示馆 | reach 3 座 |  | 2027-12-31",
        "步道 | reach 50 公里",
    ]


def test_a_target_belongs_to_the_innermost_task() -> None:
    document = parsed("# 建设\n绿电占比达到60%。\n# 保障\n加强领导。")
    task = task_of(document.sections[0], document.text)
    (found,) = [target for target in find_targets(document, [task]) if isinstance(target, TargetMention)]
    assert (found.task, found.section) == (task.id, document.sections[0].id)


def test_a_rise_and_a_fall_keep_how_their_amount_is_meant() -> None:
    found = targets_of(
        "增加值增长7%以上，能耗下降不低于3%，投资增长10%左右，产量提高5%，盖度提高1—2个百分点，占比不低于4%。"
    )
    assert [(target.comparator, target.bound) for target in found] == [
        ("rise", "at_least"),
        ("fall", "at_least"),
        ("rise", "about"),
        ("rise", None),
        ("rise", None),
        ("at_least", None),
    ]
    (steel, cement) = targets_of("钢铁行业、水泥行业能耗分别下降10%和5%以上。")
    assert (steel.bound, cement.bound) == ("at_least", "at_least")


def test_a_quantity_not_understood_among_goals_is_a_note() -> None:
    (note,) = find_targets(parsed("# 主要目标\n到2025年，绿电比重与火电比重之比4个百分点差。"), ())
    assert isinstance(note, Note)
    assert note.kind is NoteKind.UNREAD_TARGET


def test_a_year_gone_by_depends_on_the_document_s_own() -> None:
    text = "2023年，新建公路300公里。"
    assert targets_of(text) == []
    assert list(find_targets(parsed(text, number="某政发〔2024〕1号"), ())) == []
    (found,) = find_targets(parsed(text, number="某政发〔2023〕1号"), ())
    assert isinstance(found, TargetMention)
    assert found.deadline == date(2023, 12, 31)


@given(texts())
def test_any_text_gives_targets_that_quote_it(text: str) -> None:
    for found in find_targets(parsed(text), ()):
        assert found.span
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert isinstance(found, Note) or found.indicator


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_targets(parsed(text), ())))


def test_a_month_of_a_row_is_of_the_document_s_year() -> None:
    document = table(
        "序号|任务|责任单位|完成时限", "1|改造小区12个|县住建局|11月底前", "2|发放补贴家庭5000户|县民政局|全年"
    )
    document = replace(document, header=ParsedHeader(title=Words("2024年民生实事清单", Span(0, 0))))
    found = [target for target in find_targets(document, ()) if isinstance(target, TargetMention)]
    assert [target.deadline for target in found] == [date(2024, 11, 30), date(2024, 12, 31)]


def found_in(document: ParsedDocument) -> list[str]:
    return [line_of(target) for target in find_targets(document, ()) if isinstance(target, TargetMention)]


def test_a_column_of_amounts_beside_items_is_one_of_values() -> None:
    head = "序号|任务名称|指标要求|牵头部门"
    rows = ("1|外贸进出口总额|增长4.5%|市商务局", "2|新建口袋公园|12个|市园林局")
    assert found_in(table(head, *rows)) == ["外贸进出口总额 | rise 4.5 %", "新建口袋公园 | reach 12 个"]
    assert found_in(table(head, *rows, "3|营商环境|走在前列|市发展改革委")) == []


def test_a_rise_or_fall_is_against_the_base_year_of_the_table() -> None:
    document = table(
        "类别|序号|指标名称|2020年|2025年|年均增速|属性",
        "节能|1|单位产值能耗|—|累计下降15%|—|约束性",
        "|2|单位产值用水量降低（%）|—|12|—|约束性",
        "增长|3|数字经济增加值|—|—|8%以上|预期性",
        "|4|研发投入（亿元）|1,200|1,350|3%|预期性",
    )
    assert found_in(document) == [
        "单位产值能耗 | fall 15 % | 2020 | 2025-12-31",
        "单位产值用水量降低 | fall 12 % | 2020 | 2025-12-31",
        "数字经济增加值 | rise 8 % | 2020 | 2025-12-31",
        "研发投入 | reach 1350 亿元 |  | 2025-12-31",
    ]


def test_a_table_without_years_is_of_those_that_the_line_above_or_the_title_names() -> None:
    box = table("指标|单位|目标值|属性", "用水总量|亿立方米|控制在12.5以内|约束性")
    above = "专栏2 “十五五”水利主要指标\n"

    def lower(span: Span) -> Span:
        return Span(span.start + len(above), span.end + len(above))

    cells = tuple(replace(cell, span=lower(cell.span)) for cell in box.tables[0].cells)
    placed = ParsedTable(lower(box.tables[0].span), cells)
    assert found_in(replace(box, text=above + box.text, tables=(placed,))) == [
        "用水总量 | at_most 12.5 亿立方米 |  | 2030-12-31"
    ]
    title = ParsedHeader(title=Words("“十四五”水利发展规划", Span(0, 0)))
    assert found_in(replace(box, header=title)) == ["用水总量 | at_most 12.5 亿立方米 |  | 2025-12-31"]
    assert found_in(box) == ["用水总量 | at_most 12.5 亿立方米"]


def test_a_box_of_indicators_does_not_end_what_a_goal_said_for_its_section() -> None:
    text = (
        "一、总体要求\n（一）主要目标。\n到2030年，供水保障能力明显增强。\n专栏1　主要指标\n指标\t单位\t目标值\n"
        "用水总量\t亿立方米\t9\n农田灌溉水有效利用系数达到0.6。\n二、主要任务\n（一）完善水网。\n"
    )
    found = found_in(parse(repair(read(text.encode(), "a.txt"))))
    assert "农田灌溉水有效利用系数 | reach 0.6 | | 2030-12-31" in [" ".join(line.split()) for line in found]
