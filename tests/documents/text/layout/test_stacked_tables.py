"""Tables whose cells stand one a line, and lines that only look like them."""

from documents.text.layout.stacked_tables import find_stacked
from tests.tasks.extraction.texts import assert_linear


def rows(text: str) -> list[list[list[str]]]:
    """Each table's rows, as their cells' words."""
    found = []
    for table in find_stacked(text):
        grid: dict[int, list[str]] = {}
        for cell in table.cells:
            grid.setdefault(cell.row, []).append(cell.span.quote(text))
        found.append(list(grid.values()))
    return found


def test_numbers_begin_rows_and_the_last_row_is_as_long_as_the_others() -> None:
    text = "序号\n指标\n2025年\n属性\n1\n森林覆盖率\n25%\n约束性\n2\n湿地面积\n8万亩\n预期性\n　　湿地保护更加有力。\n"
    assert rows(text) == [
        [["序号", "指标", "2025年", "属性"], ["1", "森林覆盖率", "25%", "约束性"], ["2", "湿地面积", "8万亩", "预期性"]]
    ]


def test_cells_left_out_and_cells_of_several_lines() -> None:
    text = "序号\n任务\n责任单位\n时限\n1\n修渠\n市水利局\n2\n植树，\n护林\n市林业局\n年底前\n"
    assert rows(text)[0][1:] == [["1", "修渠", "市水利局"], ["2", "植树，\n护林", "市林业局", "年底前"]]


def test_rows_may_be_numbered_with_characters_in_brackets() -> None:
    text = "序号\n重点工作\n牵头部门\n（一）\n修渠\n市水利局\n（二）\n植树\n市林业局\n"
    assert rows(text)[0][1:] == [["（一）", "修渠", "市水利局"], ["（二）", "植树", "市林业局"]]


def test_without_heads_numbers_at_equal_distances_show_the_rows() -> None:
    text = "一、分工\n1\n省水利厅\n编制规划\n2\n省水利厅\n建设水库\n3\n省财政厅\n安排资金\n"
    assert rows(text) == [[["1", "省水利厅", "编制规划"], ["2", "省水利厅", "建设水库"], ["3", "省财政厅", "安排资金"]]]


def test_headings_lists_and_page_numbers_are_no_tables() -> None:
    assert rows("重点任务\n责任单位\n工作要求\n各单位要抓好落实。\n") == []
    assert rows("1\n总则\n一般规定\n2\n任务\n重点工程\n3\n附则\n解释权\n") == []
    page = "开展河湖治理，推进水系连通，保障农田灌溉用水，" * 8
    assert rows("".join(f"{number}\n{page}\n省水利厅\n" for number in range(1, 6))) == []


def test_time_grows_with_the_text_only() -> None:
    assert_linear(lambda text: list(find_stacked(text)))


def test_what_values_are_counted_in_is_no_body_and_short_numbers_are_values() -> None:
    head = "类别\n指标名称\n单位\n2030年\n2035年\n属性\n"
    text = f"{head}水\n管网\n公里\n5800\n7200\n预期性\n电\n通电率\n%\n98\n100\n约束性\n"
    assert rows(text)[0][1:] == [
        ["水", "管网", "公里", "5800", "7200", "预期性"],
        ["电", "通电率", "%", "98", "100", "约束性"],
    ]


def test_empty_lines_part_cells_of_several_lines_and_heads_come_again_on_each_page() -> None:
    head = "序号\n\n工作类别\n\n主要内容\n\n责任单位\n\n政策出处\n\n"
    long = "巡查各片林地，清理枯枝，补种幼苗，并在每季度末向区里报告巡查的结果。" * 4
    text = (
        f"{head}1\n\n林地\n巡查\n\n{long}\n\n区林业局、\n各街镇\n\n《林地办法》\n\n"
        f"{head}2\n\n渠道\n清淤\n\n{long}\n\n区水务局、\n区财政局\n\n《渠道\n办法》\n"
    )
    heads = head.split()
    assert rows(text) == [
        [
            heads,
            ["1", "林地\n巡查", long, "区林业局、\n各街镇", "《林地办法》"],
            heads,
            ["2", "渠道\n清淤", long, "区水务局、\n区财政局", "《渠道\n办法》"],
        ]
    ]
