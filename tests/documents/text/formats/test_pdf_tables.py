"""Tables drawn with lines in a PDF: cells by their place, merged ones, tables and rows that a page cuts."""

import pytest

from documents.text import read
from documents.text.readings import SourceText
from tests.documents.text.formats.test_pdf import SIZE, Drawn, Placed, pdf

LEFT, WIDTHS, HIGH = 60, (40, 170, 120, 120), 40
EDGES = [LEFT + sum(WIDTHS[:index]) for index in range(len(WIDTHS) + 1)]
COLUMNS = list(zip(EDGES[:-1], WIDTHS, strict=True))


def grid(rows: int, top: int = 760, *, without: tuple[Drawn, ...] = (), closed: bool = True) -> list[Drawn]:
    """The lines of a grid, piece by piece, but for those `without`; not `closed`: without its last line across."""
    bottom = top - rows * HIGH
    across = [
        (left, top - row * HIGH, width, 1)
        for row in range(rows + closed)
        for left, width in zip(EDGES, WIDTHS, strict=False)
    ]
    along = [(edge, bottom + row * HIGH, 1, HIGH) for edge in EDGES for row in range(rows)]
    return [rule for rule in [*across, *along] if rule not in without]


def words(rows: list[list[str]], top: int = 760) -> list[Placed]:
    """The words of the cells, a line below the other where a cell has several; column by column, as a layer may be."""
    return [
        (EDGES[column] + 4, top - row * HIGH - SIZE - 2 - line * SIZE, text)
        for column in range(len(WIDTHS))
        for row, cells in enumerate(rows)
        for line, text in enumerate(cells[column].split("\n"))
        if text
    ]


def rows(source: SourceText) -> list[list[list[str]]]:
    found = []
    for table in source.tables:
        lines: dict[int, list[str]] = {}
        for cell in table.cells:
            lines.setdefault(cell.row, []).append(cell.span.quote(source.text))
        found.append(list(lines.values()))
    return found


HEADS = ["序", "任务", "牵头单位", "时限"]
FIRST = ["1", "修建水渠，清理两岸\n河道。", "省水利厅\n省林业局", "年底前"]


@pytest.mark.parametrize(("turn", "in_forms"), [(0, False), (90, False), (0, True)])
def test_cells_are_told_by_their_place(turn: int, in_forms: bool) -> None:
    page = [(LEFT, 790, "某省任务分工表"), *words([HEADS, FIRST]), (LEFT, 600, "以上任务按季调度。")]
    source = read(pdf([page], turn, [grid(2)], in_forms=in_forms), "a.pdf")
    assert rows(source) == [[HEADS, ["1", "修建水渠，清理两岸河道。", "省水利厅\n省林业局", "年底前"]]]
    assert source.text.splitlines()[0] == "某省任务分工表"
    assert source.text.splitlines()[-1] == "以上任务按季调度。"


def test_what_no_line_parts_is_one_cell() -> None:
    inner = (EDGES[2], 760 - 2 * HIGH, WIDTHS[2], 1)
    source = read(pdf([words([HEADS, FIRST, ["2", "植树。", "", "全年"]])], rules=[grid(3, without=(inner,))]), "a.pdf")
    (table,) = source.tables
    (merged,) = (cell for cell in table.cells if cell.rows > 1)
    assert (merged.row, merged.column, merged.rows, merged.span.quote(source.text)) == (1, 2, 2, "省水利厅\n省林业局")


def test_a_table_goes_on_over_the_page_and_a_row_that_the_page_cut_is_one() -> None:
    first = words([HEADS, ["1", "清理河道，", "省住房和城", "年底前"]])
    second = [*words([["", "修建水渠。", "乡建设厅", ""], ["2", "植树。", "省林业局", "全年"]]), (290, 40, "— 2 —")]
    source = read(pdf([[*first, (290, 40, "— 1 —")], second], rules=[grid(2, closed=False), grid(2)[4:]]), "a.pdf")
    assert rows(source) == [
        [HEADS, ["1", "清理河道，修建水渠。", "省住房和城乡建设厅", "年底前"], ["2", "植树。", "省林业局", "全年"]]
    ]


def test_other_columns_on_the_next_page_are_another_table_and_a_box_is_none() -> None:
    narrow = [rule for rule in grid(2) if rule[0] != EDGES[1] or rule[2] != 1]
    source = read(pdf([words([HEADS, FIRST]), words([HEADS, FIRST])], rules=[grid(2), narrow]), "a.pdf")
    assert len(source.tables) == 2
    box = [(60, 500, 400, 1), (60, 760, 400, 1), (60, 500, 1, 260), (459, 500, 1, 261)]
    assert read(pdf([[(70, 700, "专栏1 重点工程"), (70, 660, "建设水渠十条。")]], rules=[box]), "a.pdf").tables == ()


def test_a_sign_that_nobody_sees_is_no_part_of_a_cell() -> None:
    page = words([HEADS, ["1", "修建水渠。", "\x01省水利厅", "年底前"]])
    source = read(pdf([page], rules=[grid(2)]), "a.pdf")
    assert rows(source) == [[HEADS, ["1", "修建水渠。", "省水利厅", "年底前"]]]
