import re
from pathlib import Path

import pytest

from documents.text.notes import NoteKind
from policykb.pipeline import examine
from tasks.extraction.duties import duty_tables
from tasks.extraction.values import ParsedTask
from tests.cases import Case, read_cases
from tests.tasks.extraction.duties.test_responsibilities import gazetteer

HEAD = "江苏省人民政府办公厅关于印发重点工作分工方案的通知\n各设区市人民政府：\n"
DATED = "江苏省人民政府办公厅关于2026年重点工作分工的通知\n苏政办发〔2026〕3号\n各设区市人民政府："


def tasks(text: str, name: str = "table.md") -> list[str]:
    extraction = examine(text.encode(), name, gazetteer()).extraction
    return [f"{task.number} {task.title or task.body}: {duties(task)}" for task in extraction.tasks]


def duties(task: ParsedTask) -> str:
    return "; ".join(f"{duty.agency} {duty.role} {duty.basis}" for duty in task.responsibilities)


def test_each_row_is_a_task() -> None:
    table = (
        "| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | 建成充电桩2万个 | 省能源局 | 省发展改革委、省财政厅 | 2025年底前 |\n"
        "| 3 | 完善补贴政策 | 省财政厅 | 无 | 持续推进 |\n"
    )
    assert tasks(f"{HEAD}\n{table}") == [
        "1 建成充电桩2万个: 江苏省能源局 lead explicit; 江苏省发展和改革委员会 support explicit; "
        "江苏省财政厅 support explicit",
        "3 完善补贴政策: 江苏省财政厅 lead explicit",
    ]


def test_bodies_under_责任单位_alone_are_a_plain_list() -> None:
    table = "| 任务 | 责任单位 |\n| --- | --- |\n| 加强湿地保护和修复 | 省林业局、省生态环境厅 |\n"
    assert tasks(f"{HEAD}\n{table}") == [
        " 加强湿地保护和修复: 江苏省林业局 lead first-listed; 江苏省生态环境厅 support listed"
    ]


def test_a_row_about_a_task_of_the_text_adds_to_it() -> None:
    body = "一、重点任务\n（一）加强湿地保护修复。实施退耕还湿工程。\n（二）推进国土绿化。组织义务植树。\n"
    table = (
        "| 任务 | 牵头单位 | 责任单位 |\n| --- | --- | --- |\n"
        "| 加强湿地保护修复 | 省林业局 | 各设区市政府 |\n| 推进国土绿化。组织义务植树 | 省林业局 | 省财政厅 |\n"
    )
    assert tasks(f"{HEAD}\n{body}\n{table}") == [
        "（一） 加强湿地保护修复: 江苏省林业局 lead explicit; 江苏省各设区市人民政府 implement explicit",
        "（二） 推进国土绿化: 江苏省林业局 lead explicit; 江苏省财政厅 implement explicit",
    ]


def test_merged_cells_of_a_web_page_count_for_each_row() -> None:
    page = (
        "<html><body><p>江苏省人民政府办公厅关于重点工作分工的通知</p><table>"
        "<tr><th>序号</th><th>任务</th><th>牵头单位</th><th>配合单位</th></tr>"
        "<tr><td>1</td><td>建设省级数据平台</td><td rowspan='2'>省数据局</td><td>省财政厅</td></tr>"
        "<tr><td>2</td><td>推进公共数据开放</td><td>省司法厅</td></tr></table></body></html>"
    )
    assert tasks(page, "table.html") == [
        "1 建设省级数据平台: 江苏省数据局 lead explicit; 江苏省财政厅 support explicit",
        "2 推进公共数据开放: 江苏省数据局 lead explicit; 江苏省司法厅 support explicit",
    ]


def test_a_table_of_something_else_sets_no_tasks() -> None:
    table = "| 指标 | 2025年 | 2030年 |\n| --- | --- | --- |\n| 森林覆盖率 | 24% | 25% |\n"
    assert tasks(f"{HEAD}\n{table}") == []


def test_a_column_of_names_gives_titles() -> None:
    table = (
        "序号\t项目名称\t主要内容及目标\t牵头单位\t责任单位\t完成时限\n"
        "1\t老旧小区改造\t改造老旧小区12个\t省住房城乡建设厅\t省财政厅\t11月底前\n"
        "2\t扩大托育服务\t新增普惠托位300个\t省卫生健康委\t\t全年\n"
    )
    extraction = examine(f"{HEAD}\n{table}".encode(), "table.txt", gazetteer()).extraction
    assert [(task.number, task.title, task.body, duties(task)) for task in extraction.tasks] == [
        (
            "1",
            "老旧小区改造",
            "改造老旧小区12个",
            "江苏省住房和城乡建设厅 lead explicit; 江苏省财政厅 implement explicit",
        ),
        ("2", "扩大托育服务", "新增普惠托位300个", "江苏省卫生健康委员会 lead explicit"),
    ]


BODY = """一、重点任务
（一）加强湿地保护修复。实施退耕还湿工程。
（二）推进国土绿化。组织义务植树。
附件
重点任务分工表
"""
HEADS = "| 序号 | 任务 | 牵头单位 | 完成时限 |\n| --- | --- | --- | --- |\n"


def test_the_time_of_a_row_about_a_task_of_the_text_is_the_task_s() -> None:
    table = f"{HEADS}| 1 | 建设数据平台 | 省林业局 | 2026年12月 |\n| 2 | 推进国土绿化 | 省林业局 | 2026年6月 |\n"
    found = examine(f"{HEAD}\n{BODY}\n{table}".encode(), "a.md", gazetteer()).extraction
    named = {task.id: task.title or task.body for task in found.tasks}
    assert [(named[deadline.task or ""], str(deadline.due_on)) for deadline in found.deadlines] == [
        ("建设数据平台", "2026-12-31"),
        ("推进国土绿化", "2026-06-30"),
    ]


def test_a_row_says_which_task_of_the_text_it_was_merged_with() -> None:
    row = "| 2 | 推进国土绿化 | 省林业局 | 2026年6月 |"
    found = examine(f"{HEAD}\n{BODY}\n{HEADS}{row}\n".encode(), "a.md", gazetteer())
    (note,) = (note for note in found.extraction.notes if note.kind is NoteKind.MERGED_ROW)
    assert note.message == "表中此行说的是“（二）推进国土绿化”，责任和时限已并入该条。"
    assert note.span and note.span.quote(found.reading.text).split() == ["2", "推进国土绿化", "省林业局", "2026年6月"]


def test_the_time_of_a_row_that_is_no_task_is_not_the_whole_document_s() -> None:
    table = "| 序号 | 阶段 | 完成时限 |\n| --- | --- | --- |\n| 1 | 动员 | 2026年6月 |\n"
    found = examine(f"{HEAD}\n{BODY}\n{table}".encode(), "a.md", gazetteer()).extraction
    assert not found.deadlines
    assert [note.message for note in found.notes if note.kind is NoteKind.UNREAD_DATE] == [
        "此行时限没有对应的任务，未作为时限"
    ]


def test_a_merged_cell_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []
    read_list = duty_tables.read_list
    monkeypatch.setattr(duty_tables, "read_list", lambda *words: reads.append(words) or read_list(*words))
    rows = "".join(f"<tr><td>建设第{number}个基地</td></tr>" for number in range(30))
    page = (
        f"<p>{HEAD}</p><table><tr><th>任务<th>牵头单位</tr><tr><td>甲任务一<td rowspan=31>省林业局</tr>{rows}</table>"
    )
    assert len(tasks(page, "a.html")) == 31
    assert len(reads) == 1


@pytest.mark.parametrize("case", read_cases(Path(__file__).parent / "cases" / "tables.txt"))
def test_tables_of_every_build(case: Case) -> None:
    name = "table.html" if "<table>" in case.input else "table.md"
    head = "".join(f"<p>{line}</p>" for line in DATED.splitlines()) if name.endswith("html") else f"{DATED}\n"
    found = examine(f"{head}{case.input}\n".encode(), name, gazetteer()).extraction
    due = {deadline.task: str(deadline.due_on or deadline.recurrence) for deadline in found.deadlines}
    rows = [
        (" > ".join(task.heading_path), task.number, task.title or task.body, duties(task), due.get(task.id, ""))
        for task in found.tasks
    ]
    assert [re.sub(" {2,}", " ", " | ".join(row)).strip() for row in rows] == case.expected.splitlines()


def test_a_row_is_about_the_task_of_its_own_title_whose_words_another_row_may_hold() -> None:
    body = (
        "一、重点任务\n1. 提升管护水平。配齐巡护人员，建好巡护道路。\n"
        "2. 加强湿地监测。开展湿地提升管护水平行动，到2027年建成监测站12个。\n"
    )
    row = "开展湿地提升管护水平行动，到2027年建成监测站12个。"
    table = (
        "| 序号 | 任务名称 | 具体举措 | 牵头单位 |\n| --- | --- | --- | --- |\n"
        f"| 1 | 提升管护水平。 | 配齐巡护人员，建好巡护道路。 | 省林业局 |\n| 2 | 加强湿地监测。 | {row} | 省水利厅 |\n"
        "| 3 | 打造巡护样板。 | 配齐巡护人员，建好巡护道路和瞭望塔。 | 省财政厅 |\n"
    )
    found = examine(f"{HEAD}\n{body}\n{table}".encode(), "table.md", gazetteer()).extraction
    assert [f"{task.number} {task.title}: {duties(task)}" for task in found.tasks] == [
        "1. 提升管护水平: 江苏省林业局 lead explicit",
        "2. 加强湿地监测: 江苏省水利厅 lead explicit",
        "3 打造巡护样板: 江苏省财政厅 lead explicit",
    ]
    assert len(found.targets) == len(found.deadlines) == 1  # what the row says again is one with the task's words


def test_a_group_over_several_rows_is_the_task_of_the_text_that_holds_their_words() -> None:
    body = (
        "一、重点任务\n1. 改善林地服务。建好林区道路。\n"
        "2. 加强湿地监测。改善林地服务点布局。每月巡查湿地一次，汇总数据。\n"
    )
    page = (
        f"<p>{HEAD.replace(chr(10), '</p><p>')}{body.replace(chr(10), '</p><p>')}</p><table>"
        "<tr><td>序号</td><td>任务</td><td>具体举措</td><td>牵头单位</td></tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>加强湿地监测。</td><td>改善林地服务点布局。</td><td>省林业局</td></tr>"
        "<tr><td>每月巡查湿地一次，汇总数据。</td><td>省水利厅</td></tr></table>"
    )
    assert tasks(f"<html><body>{page}</body></html>", "table.html") == [
        "1. 改善林地服务: ",
        "2. 加强湿地监测: 江苏省林业局 lead explicit; 江苏省水利厅 lead explicit",
    ]


def test_words_printed_in_several_rows_group_them_and_a_verb_in_a_cell_names_no_body() -> None:
    text = (
        "序号\t类别\t重点工作\t具体任务\t牵头单位\t配合单位\n"
        "1\t水利\t修缮灌区。\t清淤灌区主干渠并加固堤岸。\t省水利厅、省财政厅按职责分工负责\t省林业局\n"
        "2\t水利\t修缮灌区。\t建设灌区量水设施并联网运行。\t省水利厅\t省数据局\n"
    )
    found = examine(f"{HEAD}{text}".encode(), "table.txt", gazetteer()).extraction.tasks
    assert [(task.title, task.heading_path[-2:]) for task in found] == [(None, ("水利", "修缮灌区"))] * 2
    assert duties(found[0]) == ("江苏省水利厅 lead explicit; 江苏省财政厅 lead explicit; 江苏省林业局 support explicit")


def test_who_alone_guides_the_work_is_listed_for_it() -> None:
    table = (
        "| 序号 | 改革举措 | 主要内容 | 指导部门 |\n| --- | --- | --- | --- |\n"
        "| 1 | 林权抵押登记 | 开展林权抵押登记。 | 省林业局 |\n"
        "| 2 | 用水权交易 | 推进用水权交易。 | 省水利厅、省财政厅 |\n"
    )
    assert tasks(f"{HEAD}\n{table}") == [
        "1 林权抵押登记: 江苏省林业局 lead first-listed",
        "2 用水权交易: 江苏省水利厅 lead first-listed; 江苏省财政厅 support listed",
    ]


def test_a_captioned_table_with_a_cell_a_line_is_kept_apart_with_a_note() -> None:
    text = (
        f"{HEAD}一、重点任务\n（一）编制灌区改造方案，计划见表1。（责任单位：省水利厅）\n\n表1 灌区改造计划表\n\n"
        "年份\n\n灌区\n\n面积\n（万亩）\n\n2027年\n\n东灌区\n\n3.41\n\n2028年\n\n西灌区\n\n5.20\n\n"
        "（二）建设灌区示范样板，样板见表2。（责任单位：省林业局）\n\n表2 灌区样板表\n\n"
        "样板\n\n目标\n\n东灌区\n\n打造节水样板。\n\n西灌区\n\n打造生态样板。\n\n南灌区\n\n打造智慧样板。\n\n"
        "（三）加强灌区管护，落实管护经费。（责任单位：省财政厅）\n"
    )
    found = examine(text.encode(), "plan.md", gazetteer()).extraction
    assert [(task.number, task.body) for task in found.tasks] == [
        ("（一）", "编制灌区改造方案，计划见表1。"),
        ("（二）", "建设灌区示范样板，样板见表2。"),
        ("（三）", "加强灌区管护，落实管护经费。"),
    ]
    assert [note.kind for note in found.notes].count(NoteKind.UNREAD_TABLE) == 2


def test_a_row_without_number_and_bodies_is_told_of_and_no_head_of_a_column_is_a_title() -> None:
    heads = "工作任务\n责任科室\n完成时限\n"
    rows = "建好档案库房。\n档案科\n年底前\n统一登记旧档。\n年底前\n修订借阅制度。\n各大队\n6月底\n"
    found = examine(f"{heads}{rows}".encode(), "a.txt", gazetteer())
    assert found.parsed.header.title is None
    assert [task.body for task in found.extraction.tasks] == ["建好档案库房。", "修订借阅制度。"]
    [told] = [note.span for note in found.extraction.notes if "未计入任务" in note.message]
    assert told is not None
    assert told.quote(found.parsed.text) == "统一登记旧档。\n年底前"


def test_sentences_behind_names_of_work_are_the_words_of_the_tasks() -> None:
    heads = "| 序号 | 重点任务 | 工作目标 | 牵头单位 |\n| --- | --- | --- | --- |\n"
    named = "| 1 | 管护湿地 | 建成监测站，补种芦苇。 | 省林业局 |\n| 2 | 节约用水 | | 省水利厅 |\n"
    told = "| 1 | 管护湿地，补种芦苇。 | 建成监测站，达到12个。 | 省林业局 |\n| 2 | 节约用水，查漏。 | | 省水利厅 |\n"
    found = [examine(f"{HEAD}{heads}{rows}".encode(), "a.md", gazetteer()).extraction.tasks for rows in (named, told)]
    assert [[(task.title, task.body) for task in tasks] for tasks in found] == [
        [("管护湿地", "建成监测站，补种芦苇。"), (None, "节约用水")],
        [(None, "管护湿地，补种芦苇。"), (None, "节约用水，查漏。")],
    ]


def test_a_cell_merged_over_groups_and_bodies_names_no_body() -> None:
    bodies = ("省水利厅", "省林业局", "省财政厅")
    rows = "".join(f"<tr><td>{number}<td>专项<td>{body}<td>排查库房。</tr>" for number, body in enumerate(bodies, 1))
    page = (
        "<html><body><p>江苏省人民政府办公厅关于重点分工的通知</p><table><tr><td>序号<td>类别<td>单位<td>工作内容</tr>"
        f"{rows}<tr><td>4<td colspan=2>办公室值守<td>排好值班。</tr>"
        "<tr><td><td><td><td>总分100</tr></table></body></html>"
    )
    found = examine(page.encode(), "a.html", gazetteer()).extraction
    assert [task.responsibility_text for task in found.tasks] == [*bodies, ""]
    assert not [note for note in found.notes if note.kind is NoteKind.UNREAD_TABLE]


def test_a_table_without_heads_that_may_set_tasks_is_told_of() -> None:
    head = "".join(f"<p>{line}</p>" for line in DATED.splitlines())
    rows = "<tr><td>3</td><td>储备抢险物资，保障供应。</td><td>省应急厅</td></tr><tr><td>4<td>某物<td>某人</tr>"
    found = examine(f"{head}<table>{rows}</table>".encode(), "a.html", gazetteer()).extraction
    told = [note.message for note in found.notes if note.kind is NoteKind.UNREAD_TABLE]
    assert (found.tasks, told) == ((), ["此表没有表头，表中文字未计入任务"])
