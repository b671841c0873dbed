"""Tables whose cells stand apart by tabs or wide blanks, and lines that only look like them."""

from hypothesis import given
from hypothesis import strategies as st

from documents.text.layout.spaced_tables import find_columns
from documents.text.spans import Span


def rows(text: str) -> list[list[list[str]]]:
    """Each table's rows, as their cells' words."""
    found = []
    for table in find_columns(text):
        grid: dict[int, list[str]] = {}
        for cell in table.cells:
            grid.setdefault(cell.row, []).append(cell.span.quote(text))
        found.append(list(grid.values()))
    return found


def test_tabs_part_cells() -> None:
    text = "序号\t重点任务\t牵头单位\t完成时限\n1\t编制规划\t省水利厅\t2025年底\n2\t推广监测\t\t\n以上任务按年考核。\n"
    assert rows(text) == [
        [
            ["序号", "重点任务", "牵头单位", "完成时限"],
            ["1", "编制规划", "省水利厅", "2025年底"],
            ["2", "推广监测", "", ""],
        ]
    ]


def test_a_cell_may_hold_line_ends() -> None:
    text = "任务\t责任单位\t时限\n编制规划\t省水利厅\n省财政厅\t2025年底\n推广监测\t省水利厅\t2026年底\n"
    assert rows(text)[0][1:] == [
        ["编制规划", "省水利厅\n省财政厅", "2025年底"],
        ["推广监测", "省水利厅", "2026年底"],
    ]


def test_wide_blanks_part_cells_below_a_head() -> None:
    text = "序号    重点任务    责任单位\n1    编制规划    省水利厅\n2    推广监测    省财政厅\n"
    assert rows(text)[0][1:] == [["1", "编制规划", "省水利厅"], ["2", "推广监测", "省财政厅"]]


def test_bars_alone_part_cells() -> None:
    text = "序号 | 任务 | 责任单位\n1 | 编制规划 | 省水利厅\n2 | 推广监测 | \n以上任务。\n"
    assert rows(text)[0][1:] == [["1", "编制规划", "省水利厅"], ["2", "推广监测", ""]]
    assert rows("任务 | 责任单位 | 时限\n--- | --- | ---\n甲 | 乙 | 丙\n") == []  # Markdown's own


def test_bars_may_close_rows_and_blanks_part_the_letters_of_heads() -> None:
    text = "序号 | 任 务 名 称 | 牵 头 部 门 |\n1 | 编制规划 | 省水利厅 |\n2 | 推广监测 | 省财政厅 |\n"
    [found] = rows(text)
    assert found[1:] == [["1", "编制规划", "省水利厅"], ["2", "推广监测", "省财政厅"]]


def test_bars_around_rows_and_cells_that_are_printed_once() -> None:
    text = "| 类别 | 序号 | 任务 | 责任单位 |\n| 管网 | 1 | 更换旧管。 | 市住建局 |\n| 2 | 巡查管线。 | 市水务局 |\n"
    [table] = find_columns(text)
    placed = {(cell.row, cell.column): cell.span.quote(text) for cell in table.cells}
    assert placed[1, 0] == "管网" and placed[2, 1] == "2" and placed[2, 3] == "市水务局"


def test_blank_lines_may_stand_between_rows() -> None:
    text = "序号\t任务\t责任单位\n\n1\t编制规划\t省水利厅\n\n2\t推广监测\t\n\n以上任务。\n"
    assert rows(text)[0][1:] == [["1", "编制规划", "省水利厅"], ["2", "推广监测", ""]]


def test_signatures_contents_and_prose_are_no_tables() -> None:
    assert rows("某省水利厅　　　　某省财政厅\n某省教育厅　　　　某省民政厅\n2025年3月1日\n") == []
    assert rows("一、总体任务\t1\n二、重点任务\t3\n三、责任分工\t12\n") == []
    assert rows("一、完善任务清单  健全责任体系\n各单位要抓好落实。\n") == []


@given(st.text(alphabet="任务责任单位目标序号\t \n　一2|", max_size=120))
def test_cells_stand_in_the_text_and_rows_are_of_one_length(text: str) -> None:
    for table in find_columns(text):
        lengths = {row: sum(cell.row == row for cell in table.cells) for row in {cell.row for cell in table.cells}}
        assert len(set(lengths.values())) == 1
        assert all(cell.span in Span(0, len(text)) for cell in table.cells)
