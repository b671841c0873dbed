"""A line's words in; whether they begin a block of their own, and with what kind of number, out."""

import re
import unicodedata

from documents.text.duty_labels import opens_with_label

NUMERAL = "一二三四五六七八九十百零〇两"
# Whatever is printed for the full stop behind a number (1. 1． 1﹒ 1· 1•), and for its comma (一、 一﹑)
DOTS = ".．﹒·•‧∙⋅・･｡․˙⸱ꞏ"
COMMAS = "、﹑､"
BLOCK_START = re.compile(
    rf"""
      第[{NUMERAL}\d]{{1,5}}[章节条编篇部]                          # 第一章
    | [{NUMERAL}]{{1,4}}[{COMMAS}{DOTS}]                            # 一、
    | [（(][{NUMERAL}\d]{{1,3}}[)）]                                # （一）
    | \d{{1,3}}(?:[{COMMAS}．]|[{DOTS}](?!\d))                      # 1. · 1﹒
    | \d{{1,2}}[)）]                                                # 1）
    | [①-⒛㈠-㈩]
    | —— | [●•■◆★※▲▪◇○]
    | 附[件表录](?:[\d{NUMERAL}]|\s{{0,3}}[:：]|$)                  # 附件1 · 附件：
    | 抄送 | 主送
    | 目\s{{0,4}}录$ | 前\s{{0,4}}言$
    | [（(]此件                                                     # （此件公开发布）
    """,
    re.VERBOSE,
)
# 2025年9月1日 · 二〇二一年五月十八日 · 2026年3月27日印发
DATE_LINE = re.compile(rf"(?:\d{{4}}|[{NUMERAL}○O0]{{4}})\s?年.{{1,4}}月.{{1,4}}日.{{0,6}}")
BODY_NAME = re.compile(r"[^，。；：、]{2,30}(?:政府|办公厅|办公室|委员会|厅|局|部|委|院|会)$")
# 青政办〔2024〕35号
NUMBER_LINE = re.compile(
    r"""
    (?P<code>[\u4e00-\u9fff（）()]{1,16})\s?                        # 青政办
    [〔\[［（(【﹝]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]］）)】﹞]\s?   # 〔2024〕
    第?\s?(?P<serial>\d{1,5})\s?号                                  # 35号
    """,
    re.VERBOSE,
)
# （二） · 二、 · 2. · 第二章, alone on a line
BARE_NUMBER = re.compile(
    rf"第[{NUMERAL}\d]{{1,5}}(?:[章节条编篇]|部分)|[（(][{NUMERAL}\d]{{1,3}}[)）]|[{NUMERAL}\d]{{1,4}}[{COMMAS}{DOTS}]"
)
LONE_NUMBER = re.compile(r"\d{1,3}")  # the first cell of a row whose cells stand one a line


def opens_block(text: str) -> bool:
    """Whether a line begins with a number, is a date or document number, or shows otherwise that it continues nothing.

    >>> opens_block("（一）优化布局"), opens_block("碳刚性需求的企业")
    (True, False)
    """
    whole = DATE_LINE.fullmatch(text) or NUMBER_LINE.fullmatch(text) or LONE_NUMBER.fullmatch(text)
    return bool(BLOCK_START.match(text) or whole or opens_with_label(text))


def number_kind(text: str) -> str:
    """The kind of number or sign that begins a line, "" where none does: （一） and (十) are of one kind.

    >>> number_kind("（十）优化布局") == number_kind("(一)总体要求")
    True
    """
    match = BLOCK_START.match(text)
    if not match:
        return ""
    shape = unicodedata.normalize("NFKC", re.sub(rf"[{NUMERAL}]+", "一", match.group()))
    return re.sub(r"\d+", "1", shape)


def is_signature(text: str, after: str) -> bool:
    """Whether a line signs a text, and the one after it dates it: such a line goes on with nothing.

    >>> is_signature("某省能源局", "2025年9月1日"), is_signature("某省能源局", "省财政厅")
    (True, False)
    """
    return bool(BODY_NAME.fullmatch(text) and DATE_LINE.fullmatch(after))


def is_bare_number(text: str) -> bool:
    """Whether a line is nothing but the number of an item, whose words stand on the next.

    >>> is_bare_number("（二）"), is_bare_number("2"), is_bare_number("第三章")
    (True, False, True)
    """
    return BARE_NUMBER.fullmatch(text) is not None
