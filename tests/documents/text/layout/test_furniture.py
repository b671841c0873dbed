"""What a page or a web site puts around a text goes from it, and into a note; nothing else goes."""

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.text import read, repair
from documents.text.layout.website import is_site, site_words
from documents.text.notes import NoteKind
from documents.text.readings import ReadingText

CLAUSE = "2.加强监管。开展检查。（省应急厅牵头，省市场监管局参与）"
FEET = [
    ["主办：甘肃省人民政府办公厅 版权所有 网站标识码6200000001 扫一扫在手机打开"],
    ["主办单位：甘肃省能源局 承办：甘肃省经济信息中心 ICP备案号：陇ICP备00000001号"],
    ["版权所有：甘肃省能源局 联系我们 网站地图"],
    [
        "主办：甘肃省人民政府办公厅",
        "承办：甘肃省经济信息中心",
        "地址：兰州市城关区　邮编：730030",
        "陇公网安备 62010202000001号",
    ],
    ["主办：甘肃省人民政府办公厅 版权所有 网", "站标识码6200000001 扫一扫在手机打开", "电话：0931-1"],
    ["网站地图 | 联系我们 | 隐私声明", "2026/4/8 09:31", "https://www.example.gov.cn/a/b.html 1/1"],
    ["Copyright © 2020 甘肃省人民政府 All Rights Reserved"],
    ["https://www.example.gov.cn/documents/某市航道养护方案/，2026年4月8日打印。以印发原", "件为准。", "— 9 —"],
    ["2026年4月8日打印。"],
    ["友情链接", "某某发布微信"],
    ["分享：", "X", "您访问的链接即将离开本网站 是否继续？", "放弃"],
    ["网站地图", "|", "您是第", "-", "位访客", "陇ICP备00000001号", "手机版", "陇事办", "某某发布微信"],
    [
        "主办单位：甘肃省能源局地址：兰州市城关区甲路1号邮政编码：730030联系电话：0931-1000000陇ICP备13000000号-21网站标识码：6200000000"
    ],
]
KEPT = [
    "（一）加强版权所有者权益保护",
    "主办单位：省能源局",
    "主办：省能源局，协办：省财政厅。",
    "推进网站地图建设，完善网站标识码管理。",
    "联系我们，推进工作",
    "2026年4月8日",
    "2026年4月8日打印发放宣传册。",
    "扫一扫全覆盖，",
]


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalnum())


def said(reading: ReadingText) -> str:
    """The words of the notes on what was left out, each as often as it stood there."""
    words = ""
    for note in reading.notes:
        if note.kind is NoteKind.LEFT_OUT:
            for match in re.finditer(r"“(?P<words>.+?)”(?:（(?P<count>\d+)处）)?(?=“|$)", note.message, re.DOTALL):
                words += match["words"] * int(match["count"] or 1)
    return words


@pytest.mark.parametrize("foot", FEET, ids=lambda foot: foot[0][:8])
def test_the_foot_of_a_web_page_is_no_part_of_the_last_clause(foot: list[str]) -> None:
    text = "\n".join(["一、主要任务", CLAUSE, *foot, ""])
    reading = repair(read(text.encode(), "a.txt"))
    assert reading.text == f"一、主要任务\n{CLAUSE}"
    assert letters(said(reading)) == letters("".join(foot))


@pytest.mark.parametrize("foot", FEET[:3], ids=lambda foot: foot[0][:8])
def test_a_foot_behind_the_last_clause_in_its_line_is_cut_off(foot: list[str]) -> None:
    reading = repair(read(f"一、主要任务\n{CLAUSE}{foot[0]}\n".encode(), "a.txt"))
    assert reading.text == f"一、主要任务\n{CLAUSE}"
    assert letters(said(reading)) == letters(foot[0])


def test_a_number_above_the_foot_of_a_page_stays() -> None:
    reading = repair(read(f"一、主要任务\n{CLAUSE}\n12\n网站地图 联系我们\n".encode(), "a.txt"))
    assert reading.text == f"一、主要任务\n{CLAUSE}\n12"


@pytest.mark.parametrize(
    "line", ["甘肃省能源局", "2026年4月8日", "抓好落实。", "各地各部门按季报送工程运行管理的进展和数据"]
)
def test_a_signature_behind_the_foot_of_a_page_stays(line: str) -> None:
    reading = repair(read(f"一、主要任务\n{CLAUSE}\n网站地图\n{line}\n".encode(), "a.txt"))
    assert reading.text == f"一、主要任务\n{CLAUSE}\n{line}"


@pytest.mark.parametrize("words", KEPT)
def test_what_only_looks_like_it_stays(words: str) -> None:
    assert not is_site(words) and site_words(CLAUSE + words) is None
    reading = repair(read(f"一、主要任务\n{CLAUSE}\n{words}\n".encode(), "a.txt"))
    assert letters(reading.text) == letters(f"一、主要任务{CLAUSE}{words}")


def test_a_table_pasted_a_cell_a_line_is_whole() -> None:
    """Its numbers are no page numbers, and a cell that comes again is no running head."""
    rows = "".join(f"{n}\n省发展改革委\n第{'一二三四'[n - 1]}项发展规划的编制工作\n" for n in range(1, 5))
    reading = repair(read(f"一、重点任务\n\n{rows}\n2025年3月5日\n".encode(), "a.txt"))
    assert reading.text.split("\n")[1:4] == ["1", "省发展改革委", "第一项发展规划的编制工作"]
    assert reading.text.count("省发展改革委") == 4


def test_numbers_that_only_count_rows_of_a_page_are_kept() -> None:
    rows = "".join(f"{n}\n建设第{n}个园区\n" for n in range(1, 25))
    reading = repair(read(f"重点任务表\n{rows}\x0c第二页的正文。\n".encode(), "a.txt"))
    assert len(re.findall(r"建设第\d+个园区", reading.text)) == 24


def test_running_heads_are_told_in_a_note() -> None:
    pages = [f"某省公报\n{word}、规划的正文。\n— {page} —\n" for page, word in enumerate("一二三四", 1)]
    reading = repair(read("\x0c".join(pages).encode(), "a.txt"))
    assert reading.text.count("某省公报") == 1
    assert [note.message for note in reading.notes] == [
        "版面文字，未收入正文：“某省公报”（3处）",
        "页码，未收入正文：“— 1 —”“— 2 —”“— 3 —”“— 4 —”",
    ]


def test_signs_of_comparison_are_no_tags() -> None:
    line = "漏损率<8%，其中a<b，达标率>95%。c<i 和 d>e。"
    assert letters(repair(read(f"{line}\n".encode(), "a.txt")).text) == letters(line)
    assert repair(read('<p class="a">甲</p><br/>乙<font color=red>丙</font>\n'.encode(), "a.txt")).text == "甲乙丙"


LINES = """一、总体要求|省发展改革委|1|2|3|— 4 —||某省公报|联系我们|2025年9月1日|任务\t单位|第一章 总则|目　录|--|"""
PARTS = """（一）优化布局。|推进绿色发展，|省财政厅牵头|**|# |- |> |`|<|>|a|b，|"""
PARTS += """版权所有|主办：省能源局|网站标识码62 |（|）|。|　　| |\t|“|”|\x0c"""
PIECES = [*(f"{line}\n" for line in LINES.split("|")), *PARTS.split("|"), "|", "|任务|单位|\n|--|--|\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from(["a.txt", "a.md"]))
@example("某省公报\n甲\n1\n某省公报\n乙\n2\n某省公报\n丙\n3\n", "a.txt")
def test_every_letter_is_in_the_reading_text_or_in_a_note(text: str, name: str) -> None:
    """But for tags, which are no letters of the text: <b>."""
    if text.strip(" \t\n\x0c　"):
        reading = repair(read(text.encode(), name))
        assert letters(reading.text) + letters(said(reading)) == letters(text.replace("<b>", "").replace("<a>", ""))


def test_rows_with_bars_that_are_equally_wide_stay_rows() -> None:
    rows = ["|任务|责任单位|", *["|建设风电基地一期|省能源局、省财政厅|"] * 8]
    text = repair(read("\n".join(rows).encode() + b"\n", "a.txt")).text
    assert (text.count("建设风电基地一期"), text.count("省能源局、省财政厅")) == (8, 8)
