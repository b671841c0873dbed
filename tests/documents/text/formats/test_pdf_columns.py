"""Tables of a PDF around which no line is drawn: columns by their gaps, rows by where they begin; what is no table."""

import pytest

from documents.text import read
from documents.text.formats.pdf_cells import Sign
from documents.text.formats.pdf_columns import find_columned
from documents.text.formats.pdf_lines import PageLine
from documents.text.readings import SourceText
from tests.documents.text.formats.test_pdf import SIZE, Placed, column, pdf, wrapped
from tests.documents.text.formats.test_pdf_tables import rows

TOP, PITCH, APART = 760, 20, 34
LEFT = (60, 280, 430)
HEADS = ["任务", "责任单位", "完成时限"]


def table(
    cells: list[list[str]], *, left: tuple[int, ...] = LEFT, top: int = TOP, apart: int = APART, middle: bool = False
) -> list[Placed]:
    """The words of the cells, row by row, the rows `apart`; a cell may have several lines, from the top of its row or
    around its middle."""
    page: list[Placed] = []
    for row in cells:
        lines = [cell.split("\n") for cell in row]
        most = max(map(len, lines))
        for x, words in zip(left, lines, strict=True):
            down = (most - len(words)) * PITCH // 2 if middle else 0
            page += [(x, top - down - at * PITCH, each) for at, each in enumerate(words) if each]
        top -= (most - 1) * PITCH + apart
    return page


def source_of(*pages: list[Placed], turn: int = 0) -> SourceText:
    return read(pdf(list(pages), turn, latin=SIZE // 2), "a.pdf")


def rows_of(*pages: list[Placed]) -> list[list[list[str]]]:
    return rows(source_of(*pages))


CANAL = ["修建水渠，清理两岸河道\n淤泥。", "省水利厅、\n省林业局", "2030年底前"]
TREES = ["植树造林十万亩，绿化公路\n两侧。", "省林业局", "2031年6月底前"]
SCHOOL = ["新建学校。", "省教育厅", "长期"]
ROWS = [HEADS, CANAL, TREES, SCHOOL]
READ = [
    HEADS,
    ["修建水渠，清理两岸河道淤泥。", "省水利厅、省林业局", "2030年底前"],
    ["植树造林十万亩，绿化公路两侧。", "省林业局", "2031年6月底前"],
    SCHOOL,
]


@pytest.mark.parametrize("apart", [PITCH, 24, APART])
@pytest.mark.parametrize("turn", [0, 90])
def test_gaps_tell_the_columns(turn: int, apart: int) -> None:
    page = [(180, 800, "某省任务分工表"), *table(ROWS, apart=apart), (60, 500, "以上任务按季调度。")]
    source = source_of(page, turn=turn)
    assert rows(source) == [READ]
    assert source.text.split()[0] == "某省任务分工表"
    assert source.text.split()[-1] == "以上任务按季调度。"


def test_the_order_of_the_layer_is_of_no_account() -> None:
    cells = table(ROWS)
    assert rows_of(sorted(cells)) == [READ]
    assert rows_of(sorted(cells, key=lambda placed: -placed[1])) == [READ]


def test_cells_may_stand_around_the_middle_of_their_rows() -> None:
    numbered = [["序号", *HEADS], *([str(number), *row] for number, row in enumerate(ROWS[1:], 1))]
    left = (40, 90, 300, 430)
    assert rows_of(table(numbered, left=left, middle=True)) == [
        [["序号", *HEADS], *([str(number), *row] for number, row in enumerate(READ[1:], 1))]
    ]


def test_names_and_words_may_stand_in_the_middle_of_their_columns() -> None:
    page = [(100, TOP, "任务"), (260, TOP, "责任单位"), (400, TOP, "时限")]
    for at, (task, body, when) in enumerate(
        [("修路", "市交通局", "6月"), ("植树", "市林业局", "9月"), ("办学", "市教育局", "7月")], 1
    ):
        page += [(50, TOP - at * PITCH, task), (260, TOP - at * PITCH, body), (408, TOP - at * PITCH, when)]
    assert rows_of(page)[0][1:] == [
        ["修路", "市交通局", "6月"],
        ["植树", "市林业局", "9月"],
        ["办学", "市教育局", "7月"],
    ]


@pytest.mark.parametrize("apart", [PITCH, APART])
def test_two_columns_are_enough_and_cells_may_be_empty(apart: int) -> None:
    cells = [
        ["重点任务", "责任部门"],
        ["修建水渠。", "省水利厅"],
        ["植树造林。", "省林业局"],
        ["新建学校。", "省教育厅"],
    ]
    assert rows_of(table(cells, left=(60, 280), apart=apart)) == [cells]
    cells = [[*HEADS, "备注"], ["修建水渠。", "省水利厅", "", ""], ["植树造林。", "", "长期", ""], [*SCHOOL, ""]]
    assert rows_of(table(cells, left=(60, 200, 320, 450), apart=apart)) == [cells]


def test_rows_of_phrases_of_one_length_are_rows() -> None:
    cells = [
        HEADS,
        ["完善共享机制", "省数据局", "六月"],
        ["建设云上平台", "省数据局", "七月"],
        ["开放公共数据", "省数据局", "八月"],
    ]
    assert rows_of(table(cells, apart=PITCH)) == [cells]


NUMBERED = [["序号", *HEADS], ["1", "修建水渠。", "省水利厅", "六月"], ["2", "植树造林。", "省林业局", "七月"]]


@pytest.mark.parametrize("end", ["以上任务按季调度。", "　　以上任务按季调度，完成情况报省政府。"])
def test_the_text_below_a_table_is_no_row(end: str) -> None:
    at_left = 40 + SIZE * (len(end) - len(end.lstrip("\u3000")))
    page = [*table(NUMBERED, left=(40, 92, 300, 430), apart=PITCH), (at_left, TOP - 3 * PITCH, end.lstrip("\u3000"))]
    source = source_of(page)
    assert rows(source) == [NUMBERED]
    assert source.text.split()[-1] == end.lstrip("\u3000")


def test_a_row_of_names_may_have_several_lines() -> None:
    heads = ["序号", "任务\n内容", "责任\n单位", "完成时限"]
    cells = [heads, ["1", "修建水渠。", "省水利厅", "六月"], ["2", "植树造林。", "省林业局", "七月"]]
    found = rows_of(table(cells, left=(40, 100, 300, 430)))
    assert [cell.replace("\n", "") for cell in found[0][0]] == ["序号", "任务内容", "责任单位", "完成时限"]


LEFT_4 = (40, 92, 300, 430)
UNSURE: dict[str, list[Placed]] = {
    "a line close below, in a column": [*table(NUMBERED, left=LEFT_4, apart=PITCH), (40, TOP - 3 * PITCH, "附件2")],
    "a row that no longer fits": [
        *table(NUMBERED, left=LEFT_4, apart=PITCH),
        (40, TOP - 3 * PITCH, "省水利厅"), (190, TOP - 3 * PITCH, "省林业局")],
    "a line across, and more rows below": [
        *table(ROWS), (60, 600, "以下为第二批，共十项，由各地各部门分头落实到位。"), *table(ROWS[1:], top=560)],
    "a line in another column further below": [*table(ROWS), (280, 591, "省农业厅")],
    "a line close above the names": [(92, TOP + PITCH, "重点"), *table(NUMBERED, left=LEFT_4)],
    "rows that stand no farther apart than lines": table(
        [HEADS, ["修建水渠清理河道", "省水利厅", "六月"], ["植树造林绿化公路", "省林业局", "七月"],
         ["新建中小学", "省教育厅", "八月"]], apart=PITCH),
    "a list that goes on over a wide gap": table(
        [HEADS, ["修建水渠", "省水利厅、", "六月"], ["植树", "省林业局", "七月"], ["办学", "省教育厅", "八月"]]),
    "a name over two columns": [
        (60, TOP, "任务"), (280, TOP, "责任单位"),
        *((x, TOP - at * APART, words) for at in (1, 2, 3)
          for x, words in ((60, "修路"), (280, "市水利局"), (400, "市林业局")))],
    "rows without the first cell": table(
        [HEADS, CANAL, ["", "省交通厅", "长期"], ["新建学校。", "省教育厅", "长期"], ["", "省财政厅", "六月"]]),
    "names in the middle of their row": table(
        [["序号", "任务\n内容", "责任单位", "时限"], *NUMBERED[1:]], left=LEFT_4, middle=True)[1:],
}  # fmt: skip


@pytest.mark.parametrize("page", UNSURE.values(), ids=UNSURE)
def test_a_table_that_is_not_sure_stays_as_it_is(page: list[Placed], monkeypatch: pytest.MonkeyPatch) -> None:
    source = source_of(page)
    assert source.tables == ()
    monkeypatch.setattr("documents.text.formats.pdf_pieces.find_columned", lambda *given: ())
    assert source_of(page).text == source.text


def test_what_is_written_across_the_page_is_no_cell() -> None:
    assert rows_of([*table(ROWS), (150, 600, "内部资料请勿外传", 2.0, 45.0)]) == [READ]


def test_a_table_keeps_whole_lines() -> None:
    texts = ["任务 责任单位", "修路", "植树"]
    lines = [PageLine(text, 16, 16, (60.0, 0.0), (60.0, 0.0), place=at) for at, text in enumerate(texts)]
    placed = {
        0: [("任务", 60, 700), ("责任单位", 200, 700)],
        1: [("修路", 60, 670), ("省交通运", 200, 670), ("以上任务", 60, 400)],
        2: [("植树", 60, 640), ("省林业局", 200, 640)],
    }

    def signs(line: PageLine) -> list[Sign]:
        return [
            Sign(sign, (x + 16.0 * at, float(y)), 16.0)
            for words, x, y in placed[line.place] for at, sign in enumerate(words)
        ]  # fmt: skip

    assert not list(find_columned(lines, signs, None))
    placed[1].pop()
    assert len(list(find_columned(lines, signs, None))) == 1


NUMBER: list[Placed] = [(290, 40, "— 1 —")]


def test_a_table_goes_on_over_the_page() -> None:
    head: list[Placed] = [(60, 810, "某省公报", 0.6)]
    below = table([TREES, SCHOOL], top=740)
    text: Placed = (60, 600, "以上任务按季调度。")
    assert rows_of([*head, *table([HEADS, CANAL, SCHOOL]), *NUMBER], [*head, *below, text, *NUMBER]) == [
        [HEADS, READ[1], SCHOOL, READ[2], SCHOOL]
    ]


def test_a_row_that_the_page_cut_is_one() -> None:
    left = (40, 90, 310, 430)
    first = [["序号", *HEADS], ["1", *CANAL], ["2", "植树造林十万亩，绿化公路", "省林业局、", "长期"]]
    second = [["", "两侧。", "省交通厅", ""], ["3", *SCHOOL]]
    assert rows_of(table(first, left=left), table(second, left=left)) == [
        [
            ["序号", *HEADS],
            ["1", *READ[1]],
            ["2", "植树造林十万亩，绿化公路两侧。", "省林业局、省交通厅", "长期"],
            ["3", *SCHOOL],
        ]
    ]


def test_the_rest_of_a_row_below_a_line_of_its_page_is_cut_off() -> None:
    left = (40, 90, 310, 430)
    first = table([["序号", *HEADS], ["1", *CANAL], ["2", "植树造林十万亩，绿化公路", "省林业局、", "长期"]], left=left)
    rest = table([["", "两侧。", "省交通厅", ""], ["3", *SCHOOL]], left=left)
    above: list[Placed] = [(290, 800, f"某省公报{number}") for number in (1, 2)]
    assert rows_of(first, [above[1], *rest]) == []
    assert len(rows_of([above[0], *first], [above[1], *rest])[0]) == 4


LAST = ["修建水渠", "省水利厅、", "六月"]
BEFORE = table([HEADS, SCHOOL, TREES, LAST])


@pytest.mark.parametrize(
    "page",
    [
        pytest.param([(280, 760, "省林业局"), *column(["以上任务按季调度，完成情况报省政府。"])], id="a cell alone"),
        pytest.param(column(["以上任务按季调度，完成情况报省政府。"]), id="text"),
        pytest.param(table([SCHOOL, TREES, CANAL]), id="rows that may be the rest"),
    ],
)
def test_a_table_whose_last_row_may_go_on_is_none(page: list[Placed]) -> None:
    assert rows_of(BEFORE, page) == []


def test_a_cell_alone_on_the_next_page_may_be_of_the_last_row() -> None:
    assert rows_of(table(ROWS), [(280, 760, "省林业局"), *column(["以上任务按季调度，完成情况报省政府。"])]) == []


def test_what_was_taken_back_stays_so_when_the_page_before_is_too() -> None:
    left = (40, 90, 310, 430)
    first = table([["序号", *HEADS], ["1", *CANAL], ["2", "植树造林十万亩，绿化公路", "省林业局、", "长期"]], left=left)
    rest = table([["", "两侧。", "省交通厅", ""], ["3", *SCHOOL]], left=left)
    second = [*rest, (60, 640, "以下任务另行调度。"), *table([HEADS, SCHOOL, TREES, LAST], top=580)]
    assert len(rows_of(first, rest)) == 1
    assert rows_of(first, second, column(["以上任务按季调度，完成情况报省政府。"])) == []


def test_text_below_a_table_on_the_next_page_is_no_row() -> None:
    text: Placed = (60, 720, "以上任务按季调度。")
    source = source_of(table(ROWS), [*table([SCHOOL], top=740), text])
    assert rows(source) == [READ]


def test_text_on_the_next_page_is_no_row() -> None:
    source = source_of(table(ROWS), column(wrapped(["加强组织领导，压实工作责任，" * 6])))
    assert rows(source) == [READ]
    ended = [*table(ROWS), *column(wrapped(["加强组织领导，压实工作责任，" * 3]), top=540)]
    assert len(rows_of(ended, table([TREES, SCHOOL]))[0]) == len(ROWS)


PROSE = "推动经济社会全面绿色转型形成节约资源和保护环境的空间格局"
TWO = [(x, TOP - at * PITCH, (PROSE * 2)[at : at + 14]) for x in (50, 310) for at in range(1, 9)]
NO_TABLES: dict[str, list[Placed]] = {
    "columns of text below headings": [(50, TOP, "总体目标"), (310, TOP, "重点任务"), *TWO],
    "headings with numbers": [
        (50, TOP, "一、目标"), (310, TOP, "二、任务"), *((x, y, line[:6]) for x, y, line in TWO)],
    "contents": table(
        [["任务", "单位", "页码"], ["修建水渠", "水利厅", "3"], ["植树造林", "林业局", "5"], ["办学", "教育厅", "8"]]
    ),
    "contents with dots": table(
        [["任务……", "……单位", "1"], ["水渠……", "……水利", "3"], ["造林……", "……林业", "5"], ["办学…", "…教育", "8"]]
    ),
    "a signature": table(
        [["某省水利厅", "某省林业局"], ["某省教育厅", "某省交通厅"], ["2030年3月", "2030年3月"]],
        left=(60, 300),
    ),
    "labels": table(
        [["责任单位：水利厅", "完成时限：六月"],
         ["责任单位：林业局", "完成时限：七月"], ["责任单位：教育厅", "完成时限：八月"]],
        left=(60, 300),
    ),
    "a spaced title": [
        (60 + 70 * at, TOP - row * 30, sign)
        for row, words in enumerate(["任务通知", "责任单位", "完成时限"])
        for at, sign in enumerate(words)
    ],
    "wide gaps at other places": [
        (60, 760, "工作任务"), (200, 760, "责任单位"), (400, 760, "完成时限"),
        (60, 740, "加强组织领导压实"), (260, 740, "责任"), (340, 740, "推动各项措施"),
        (60, 720, "落地"), (130, 720, "见效形成工作"), (260, 720, "合力全面完成各项"),
    ],
    "a single row below names": table([HEADS, CANAL]),
    "names far above": [*table([HEADS], top=800), *table([CANAL, TREES], top=700)],
    "a sentence as a name": table([["工作任务。", "责任单位"], ["修路", "交通厅"], ["植树", "林业局"]], left=(60, 300)),
}  # fmt: skip


@pytest.mark.parametrize("page", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_stays_as_it_is(page: list[Placed], monkeypatch: pytest.MonkeyPatch) -> None:
    source = source_of(page)
    assert source.tables == ()
    monkeypatch.setattr("documents.text.formats.pdf_pieces.find_columned", lambda *given: ())
    assert source_of(page).text == source.text
