"""Tables: pipe rows and the source's own, a merged cell in each place it covers."""

from dataclasses import replace

from documents.structure import parse
from documents.structure.values import ParsedDocument
from documents.text.readings import CellMention, TableMention
from documents.text.spans import Span
from tests.documents.structure.readings import make_reading, parsed, tree


def cells(document: ParsedDocument) -> list[tuple[int, int, str]]:
    return [
        (cell.row, cell.column, cell.span.quote(document.text)) for table in document.tables for cell in table.cells
    ]


def test_pipe_rows_are_a_table_and_their_rule_is_no_row() -> None:
    document = parsed("一、分工\n| 任务 | 单位 |\n|---|---|\n| 1.甲 | |\n二、其他")
    assert cells(document) == [(0, 0, "任务"), (0, 1, "单位"), (1, 0, "1.甲"), (1, 1, "")]
    assert [section.number for section in document.sections] == ["一、", "二、"]


def test_a_merged_cell_stands_in_each_place_it_covers() -> None:
    text = "一、分工\n任务\n1.甲\n2.乙\n二、其他"
    merged = CellMention(row=0, column=0, rows=2, columns=1, span=Span(5, 7))
    others = (CellMention(0, 1, 1, 1, Span(8, 11)), CellMention(1, 1, 1, 1, Span(12, 15)))
    document = parse(replace(make_reading(text), tables=(TableMention((merged, *others)),)))
    assert cells(document) == [(0, 0, "任务"), (0, 1, "1.甲"), (1, 0, "任务"), (1, 1, "2.乙")]
    assert tree(document).count("\n") == 1


def test_a_bar_alone_is_no_table() -> None:
    assert parsed("甲|乙\n|丙|").tables == ()


def test_a_rule_alone_below_a_table_is_no_row_of_it() -> None:
    text = "任务\n单位\n|---|---|\n"
    own = tuple(CellMention(0, column, 1, 1, Span(3 * column, 3 * column + 2)) for column in (0, 1))
    document = parse(replace(make_reading(text), tables=(TableMention(own),)))
    assert cells(document) == [(0, 0, "任务"), (0, 1, "单位")]
