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


def test_cells_that_are_merged_left_out_or_broken_over_lines_are_told_by_what_they_look_like() -> None:
    text = (
        "板块\n事项\n具体内容\n主责部门\n协同部门\n水务\n1.疏浚\n河道\n疏浚全部骨干河道。\n市水利局、\n各镇\n市财政局\n"
        "安装雨量监测设备。\n市水利局\n2.修缮堤防\n加高西岸堤防。\n市水利局\n市财政局\n各部门按月报送。\n"
    )
    assert rows(text)[0][1:] == [
        ["水务", "1.疏浚\n河道", "疏浚全部骨干河道。", "市水利局、\n各镇", "市财政局"],
        ["安装雨量监测设备。", "市水利局"],
        ["2.修缮堤防", "加高西岸堤防。", "市水利局", "市财政局"],
    ]


def test_bars_alone_on_their_lines_part_cells_and_a_head_stands_right_below_a_title() -> None:
    text = "某局工作表\n工作事项\n|\n责任科室\n|\n时限\n|\n开展普查\n登记。\n|\n人口科\n|\n年底前\n|\n"
    assert rows(text) == [[["工作事项", "责任科室", "时限"], ["开展普查\n登记。", "人口科", "年底前"]]]


def test_rows_of_a_column_of_numbers_without_a_head_and_years_that_are_times() -> None:
    head = "领域\n主要举措\n牵头单位\n完成时间\n"
    text = f"{head}林业\n1\n补种幼苗。\n市林业局\n2031年底\n2\n清理枯枝。\n市林业局\n2031年底\n"
    assert rows(text + text)[0][1:] == [
        ["林业", "1", "补种幼苗。", "市林业局", "2031年底"],
        ["2", "清理枯枝。", "市林业局", "2031年底"],
        head.split(),
        ["林业", "1", "补种幼苗。", "市林业局", "2031年底"],
        ["2", "清理枯枝。", "市林业局", "2031年底"],
    ]


def test_rows_that_share_a_number() -> None:
    text = (
        "序号\n任务\n措施\n责任单位\n时限\n1\n护路\n修补路面。\n市交通局\n5月\n清理边沟。\n市交通局\n6月\n"
        "2\n护桥\n检测桥梁。\n市交通局\n8月\n"
    )
    assert [row[0] for row in rows(text)[0][1:]] == ["1", "清理边沟。", "2"]


def test_sentences_that_end_the_table_and_the_text_stand_beside_merged_cells() -> None:
    text = (
        "项目\n任务\n牵头单位\n1.种树\n种树三万株。\n市林业局\n补种两千株。\n市林业局\n2.护林\n巡护林区。\n市林业局\n"
    )
    assert rows(f"{text}建立巡护台账。\n")[0][-1] == ["建立巡护台账。"]
    assert rows(f"{text}各单位要抓好落实。\n")[0][-1] == ["2.护林", "巡护林区。", "市林业局"]


def test_the_next_chapter_ends_a_table_unless_the_table_counts_headings_of_its_own() -> None:
    heads = "举措\n牵头单位\n时限\n"
    row = "储备种子。\n市农业局\n4月底前\n"
    tail = "落实责任。\n市政府办公室\n2031年2月3日\n"
    assert rows(f"一、分工\n{heads}{row}{row}二、保障\n{tail}")[0][1:] == [row.split(), row.split()]
    own = f"一、总则\n{heads}一、粮食\n{row}{heads}二、蔬菜\n{row}"
    assert [each[0] for each in rows(own)[0]] == ["举措", "一、粮食", "储备种子。", "举措", "二、蔬菜", "储备种子。"]


def test_words_that_look_like_a_time_may_be_a_task() -> None:
    text = "领域\n任务\n部门\n食堂\n每月公布食谱\n市教育局\n抽检食材\n市监管局\n网店\n清退无证店铺\n市监管局\n"
    assert [len(row) for row in rows(text)[0][1:]] == [3, 2, 3]


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
