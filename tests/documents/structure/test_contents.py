"""Tables of contents: recognised, not taken as headings, and used to confirm those of the body."""

from tests.documents.structure.readings import parsed, tree

WITH_LEADERS = """某省规划
目录
第一章 规划背景………………(8)
第一节 发展基础……………………(8)
第二章总体要求 ........ 14
第一章 规划背景
第一节发展基础
基础牢固。
第二章 总体要求
坚持绿色。"""

REPEATED = """某省规划
目 录
前言
一、背景
二、任务
前言
制定本规划。
一、背景
背景文。
二、任务
任务文。"""

EXPECTED = """1 第一章 规划背景 | -
  1.1 第一节 发展基础 | 基础牢固。
2 第二章 总体要求 | 坚持绿色。"""


def test_entries_with_leaders_and_pages_are_no_headings() -> None:
    assert tree(parsed(WITH_LEADERS)) == EXPECTED


def test_a_list_that_the_body_repeats_is_a_table_of_contents() -> None:
    assert tree(parsed(REPEATED)) == "1 一、 背景 | 背景文。\n2 二、 任务 | 任务文。"


def test_a_title_of_the_contents_ends_a_heading_glued_to_its_text() -> None:
    text = WITH_LEADERS.replace("发展基础\n基础", "发展基础基础")
    assert tree(parsed(text)) == EXPECTED


def test_a_list_below_the_word_that_nothing_repeats_is_body() -> None:
    assert (
        tree(parsed("目录\n一、背景\n背景文。\n二、任务\n任务文。")) == "1 一、 背景 | 背景文。\n2 二、 任务 | 任务文。"
    )
