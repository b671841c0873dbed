"""Lines and tables in; the labelled values at the head of a web page or form out: 发布日期：2021-12-29 索引号：…"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from documents.structure.full_dates import find_full_dates
from documents.structure.listed_bodies import is_body
from documents.structure.number_lines import number_of_line, number_within
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.titles import title_words
from documents.structure.values import ParsedTable, Words
from documents.text.spans import Span

FIELD_NAMES: Final = {
    "published": "发布日期|发布时间|发布于|发表于|公布日期|公开日期|发表时间|发表日期|日期|时间",
    "issued": "成文日期|成文时间|生成日期|发文日期|发文时间|制发日期|签发日期",
    "printed": "印发日期|印发时间",
    "effective": "实施日期|施行日期|生效日期|生效时间|施行时间|实施时间",
    "number": "发文字号|发文文号|发文号|文件字号|文号|字号|文件编号",
    "issuer": "发文机关|发文单位|制发机关|发文机构|制定机关",
    "title": "标题|名称|文件名称|信息名称",
    "publisher": "发布机构|发布机关|发布单位|公开主体|公开机构|公开责任部门|所属机构",
    "source": "来源|信息来源|文章来源|稿件来源|来源网站|来源单位|来源平台|来源媒体|网站来源|"
    "原文链接|原文地址|原文网址|网址",
    "validity": "有效性|是否有效|公文时效|时效|时效性|效力状态|效力",
    "other": "索引号|主题分类|主题词|公文种类|体裁|组配分类|字体|字体大小|浏览字号|"
    "浏览次数|浏览量|"
    "点击数|点击量|阅读|阅读次数|访问次数|责任编辑|编辑|作者|分类|关键词|公开方式|公开范围|公开形式|公开属性|信息类别|服务对象|"
    "废止日期|失效日期|废止时间|公开目录|公开类别|文件类型|文件类别|内容分类|信息分类|主题|体裁分类|"
    "统一登记号|登记号|登记编号|内容概述|信息索取号|签发人|密级|紧急程度|更新时间|更新日期|检索时间|抓取时间|采集时间|爬取时间|下载时间|入库时间|抓取日期|采集日期|下载日期|"
    "检索关键词|语种|"
    "核心提示|摘要|分享|打印|栏目|所属栏目|本地目录|本地路径|本地文件|保存路径",
}


def _spaced(names: str) -> str:
    """The names with up to four blanks between their characters, as columns of labels are set: 标    题."""
    return "|".join(r"[ \u3000]{0,4}".join(name) for name in names.split("|"))


NAMES = "|".join(f"(?P<{key}>{_spaced(names)})" for key, names in FIELD_NAMES.items())
# 文号：… · [文号] … · 06. [发文字号] …
FIELD = re.compile(rf"(?P<open>(?:(?<!\S)\d{{1,2}}\.\s?)?[【\[])?\s*(?:{NAMES})\s*[】\]]?\s*(?(open)[:：]?|[:：])\s*")
# 文号 某政〔2031〕3号 成文日期: 2031-05-06, blanks between
SET_OFF = re.compile(rf"(?<!\S)[【\[]?(?:{NAMES})[】\]]?(?:\s*[:：]\s*|[ \t\u3000]+(?=\S))")
CELL = re.compile(rf"[【\[]?\s*(?:{NAMES})\s*[】\]]?\s*[:：]?")
# A label that is not known, below one that is: 检索条件: 托育, 数据
LABEL = re.compile(
    r"[【\[]?(?P<label>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z \u3000]{1,11})[】\]]?\s?[:：](?P<value>"
    r"[^。！？：]{1,160})"
)
OF_TEXT = re.compile(r"关于|《|解读|读懂|图解|问答|专访|通知|意见|方案|规划|现将|如下")
# An issuer that stands alone above 关于…的通告 opens that title
TITLE_BELOW = re.compile(r"\s{0,8}关\s?于")
BAR = re.compile(r"[|｜]")
LONGEST_VALUE: Final = 160
HEAD_LINES: Final = 60
DATES: Final = ("published", "issued", "printed", "effective")


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value (发布日期：2021-12-29): `key` is one of FIELD_NAMES, `value` the span of the value."""

    key: str
    value: Span


def find_fields(text: str, line: Span, label: re.Pattern[str] = FIELD) -> list[Field]:
    """The labelled values in a line, each up to the next label, bar or the end; none if the line begins with others.

    >>> line = "发布日期：2021-12-29 文号：青政办〔2021〕9号"
    >>> [(field.key, field.value.quote(line)) for field in find_fields(line, Span(0, len(line)))]
    [('published', '2021-12-29'), ('number', '青政办〔2021〕9号')]
    """
    matches = list(label.finditer(text, line.start, line.end))
    if not matches or text[line.start : matches[0].start()].strip(" \t\u3000|｜·•"):
        return []
    ends = [match.start() for match in matches[1:]] + [line.end]
    return [
        Field(match.lastgroup or "other", _before_bar(text, Span(match.end(), max(end, match.end()))))
        for match, end in zip(matches, ends, strict=True)
    ]


def _before_bar(text: str, value: Span) -> Span:
    """The value up to the bar behind it, where bars part the labels and values of a line."""
    value = value.strip(text, " \t\r\u3000\u00a0|｜")
    bar = BAR.search(text, value.start, value.end)
    return Span(value.start, bar.start()).strip(text) if bar else value


def head_fields(text: str, lines: Sequence[Span], tables: Sequence[ParsedTable]) -> tuple[list[Field], set[int]]:
    r"""The labelled values at the head of a page, and the starts of the lines that hold nothing else.

    A value stands behind its label, in the cell beside or below it, or, in a column of labels, on the line below.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "文号：青政办〔2021〕9号\n关于发展风电的通知"
    >>> fields, starts = head_fields(text, list(find_paragraphs(text)), ())
    >>> [(field.key, field.value.quote(text)) for field in fields], starts
    ([('number', '青政办〔2021〕9号')], {0})
    """
    head = list(_above_items(text, lines[:HEAD_LINES]))
    of_lines = _with_set_off(text, head, [find_fields(text, line) for line in head])
    fields = [field for found in of_lines for field in found]
    taken = {line.start for line, found in zip(head, of_lines, strict=True) if found}
    below = list(_below(text, head, of_lines))
    fields += below
    taken |= {field.value.start for field in below}
    taken |= set(_unknown(text, head, taken))
    for table in tables:
        if head and table.span.start < head[-1].end and len(beside := _beside(text, table)) > 1:
            fields += beside
            taken |= {line.start for line in head if line in table.span}
    return fields, taken


def _with_set_off(text: str, head: Sequence[Span], of_lines: Sequence[list[Field]]) -> list[list[Field]]:
    """The fields of each line, with those that only a blank parts from their labels, if a number or day behind such a
    label, on this line or one of those around it, shows that they are labels."""
    set_off = [find_fields(text, line, SET_OFF) for line in head]
    result = list(of_lines)
    for has_labels, group in groupby(range(len(head)), lambda index: bool(set_off[index] or of_lines[index])):
        lines = list(group)
        found = [field for index in lines for field in set_off[index] if field not in of_lines[index]]
        if has_labels and len(found) > 1 and any(_is_sure(text, field) for field in found):
            result[lines[0] : lines[-1] + 1] = [set_off[index] or of_lines[index] for index in lines]
    return result


def _is_sure(text: str, field: Field) -> bool:
    """Whether a value is what only its label has: a day, or a document number."""
    if field.key in DATES:
        return any(True for _ in find_full_dates(text, field.value))
    return field.key == "number" and number_within(text, field.value) is not None


def _above_items(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines before the first numbered item: labels behind it belong to the item, or to the foot of the page."""
    for line in lines:
        ordinal = read_ordinal(text, line.start)
        if ordinal and ordinal.number == 1 and ordinal.style <= Style.HAN_BRACKET:
            return
        yield line


def _below(text: str, head: Sequence[Span], of_lines: Sequence[Sequence[Field]]) -> Iterator[Field]:
    """The values that stand below their labels: each below its own, or those of several labels in the same order."""
    index = 0
    while index < len(head):
        last = index
        while last < len(head) and of_lines[last] and not len(of_lines[last][-1].value):
            last += 1
        keys = [found[-1].key for found in of_lines[index:last]]
        values = head[last : last + len(keys)]
        if len(values) == len(keys) and all(
            not of_lines[last + place] and _fits(text, key, value)
            for place, (key, value) in enumerate(zip(keys, values, strict=True))
        ):
            yield from map(Field, keys, values)
        elif keys and last < len(head) and not of_lines[last] and _fits(text, keys[-1], head[last]):
            yield Field(keys[-1], head[last])
        index = max(last, index) + 1


def _fits(text: str, key: str, line: Span) -> bool:
    """Whether a line may be the value of a label above it: a title, number or date is that of no other label."""
    words = line.quote(text)
    if len(line) > LONGEST_VALUE or words[-1] in "：:。":
        return False
    if key in DATES:
        return len(line) <= 40 and any(True for _ in find_full_dates(text, line))
    if key == "title":
        return True
    if key in ("other", "validity") and is_body(words) and TITLE_BELOW.match(text, line.end):
        return False
    if number_of_line(text, line):
        return key == "number"
    before, about, _ = "".join(words.split()).partition("关于")
    return not (about and (not before or is_body(before))) if key != "number" else len(line) <= 40 and not about


def _unknown(text: str, head: Sequence[Span], taken: set[int]) -> Iterator[int]:
    """The starts of lines with labels that are not known, right below one with a label that is."""
    is_below = False
    for line in head:
        if line.start not in taken:
            match = LABEL.fullmatch(text, line.start, line.end)
            is_below = bool(is_below and match and not is_body(match["label"]) and not OF_TEXT.search(line.quote(text)))
            if is_below:
                yield line.start
        else:
            is_below = True


def _beside(text: str, table: ParsedTable) -> list[Field]:
    """The cells beside a label (| 发布日期 | 2023-02-14 |), or below it where the whole row above is labels."""
    keys = {
        (cell.row, cell.column): match.lastgroup or "other"
        for cell in table.cells
        if (match := CELL.fullmatch(text, cell.span.start, cell.span.end))
    }
    heads = {row for row, _ in keys if all((row, cell.column) in keys for cell in table.cells if cell.row == row)}
    found = []
    for label, cell in pairwise(table.cells):
        if label.row == cell.row and label.row not in heads and (label.row, label.column) in keys:
            found.append(Field(keys[label.row, label.column], cell.span))
    for cell in table.cells:
        if cell.row - 1 in heads and cell.row not in heads and (cell.row - 1, cell.column) in keys:
            found.append(Field(keys[cell.row - 1, cell.column], cell.span))
    return found


def value_of(text: str, fields: Sequence[Field], key: str) -> Words | None:
    """The words of the first field with this key, None without one; blanks only stay between the names of two bodies.

    >>> value_of("发布机构：省能源局 省水利厅", [Field("publisher", Span(5, 14))], "publisher").text
    '省能源局 省水利厅'
    """
    found = next((field.value for field in fields if field.key == key and len(field.value)), None)
    return title_words(text, found) if found else None


def number_field(text: str, fields: Sequence[Field]) -> Words | None:
    """The first document number in a field for it; 无 and 大中小 are none.

    >>> number_field("文号：无", [Field("number", Span(3, 4))]) is None
    True
    """
    numbers = (number_within(text, field.value) for field in fields if field.key == "number")
    return next((number for number in numbers if number), None)
