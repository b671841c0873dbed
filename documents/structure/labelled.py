"""Lines and tables in; the labelled values at the head of a web page or form out: 发布日期：2021-12-29 索引号：…"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.structure.full_dates import find_full_dates
from documents.structure.values import DateMention, ParsedTable, Words
from documents.text.notes import Note
from documents.text.spans import Span

FIELD_NAMES = {
    "published": "发布日期|发布时间|公布日期|公开日期|日期|时间",
    "issued": "成文日期|成文时间|生成日期|发文日期|发文时间|制发日期",
    "printed": "印发日期|印发时间",
    "number": "发文字号|发文文号|文号|字号|文件编号",
    "issuer": "发文机关|发文单位|制发机关",
    "title": "标题|名称|文件名称",
    "other": "发布机构|发布机关|发布单位|公开主体|索引号|来源|信息来源|主题分类|主题词|公文种类|"
    "有效性|公文时效|时效|体裁|组配分类|字体|浏览次数|"
    "点击数|阅读|责任编辑|编辑|作者|分类|关键词|公开方式|公开范围|公开形式|公开属性|信息类别|服务对象|效力状态|"
    "实施日期|废止日期|施行日期|生效日期|失效日期|生效时间|废止时间|公开目录|公开类别|所属机构|文件类型|文件类别|内容分类|信息分类|"
    "统一登记号|登记号|登记编号|效力|内容概述|信息索取号|签发人|密级|紧急程度",
}


def _spaced(names: str) -> str:
    """The names with up to four blanks between their characters, as columns of labels are set: 标    题."""
    return "|".join(r"[ \u3000]{0,4}".join(name) for name in names.split("|"))


FIELD = re.compile(
    r"[【\[]?\s*(?:"
    + "|".join(f"(?P<{key}>{_spaced(names)})" for key, names in FIELD_NAMES.items())
    + r")\s*[】\]]?\s*[:：]\s*"
)


CELL = re.compile(
    r"[【\[]?\s*(?:"
    + "|".join(f"(?P<{key}>{_spaced(names)})" for key, names in FIELD_NAMES.items())
    + r")\s*[】\]]?\s*[:：]?"
)
LONGEST_VALUE = 160
HEAD_LINES = 60


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value (发布日期：2021-12-29): `key` is one of FIELD_NAMES, `value` the span of the value."""

    key: str
    value: Span


def find_fields(text: str, line: Span) -> list[Field]:
    """The labelled values in a line, each up to the next label or the end; none if the line begins with other words.

    >>> line = "发布日期：2021-12-29 文号：青政办〔2021〕9号"
    >>> [(field.key, field.value.quote(line)) for field in find_fields(line, Span(0, len(line)))]
    [('published', '2021-12-29'), ('number', '青政办〔2021〕9号')]
    """
    matches = list(FIELD.finditer(text, line.start, line.end))
    if not matches or text[line.start : matches[0].start()].strip():
        return []
    ends = [match.start() for match in matches[1:]] + [line.end]
    return [
        Field(match.lastgroup or "other", Span(match.end(), max(end, match.end())).strip(text))
        for match, end in zip(matches, ends, strict=True)
    ]


def head_fields(text: str, lines: Sequence[Span], tables: Sequence[ParsedTable]) -> tuple[list[Field], set[int]]:
    r"""The labelled values at the head of a page, and the starts of the lines that hold nothing else.

    A value stands behind its label, in the cell beside it, or, in a column of labels, on the line below.

    >>> from documents.structure.paragraphs import find_paragraphs
    >>> text = "文号：青政办〔2021〕9号\n关于发展风电的通知"
    >>> fields, starts = head_fields(text, list(find_paragraphs(text)), ())
    >>> [(field.key, field.value.quote(text)) for field in fields], starts
    ([('number', '青政办〔2021〕9号')], {0})
    """
    head = lines[:HEAD_LINES]
    fields = [field for line in head for field in find_fields(text, line)]
    taken = {line.start for line in head if find_fields(text, line)}
    below = [
        Field(found[-1].key, after)
        for line, after in pairwise(head)
        if (found := find_fields(text, line)) and not len(found[-1].value) and _is_value(text, after)
    ]
    if len(below) > 1:
        fields += below
        taken |= {field.value.start for field in below}
    for table in tables:
        if head and table.span.start < head[-1].end and len(beside := _beside(text, table)) > 1:
            fields += beside
            taken |= {line.start for line in head if line in table.span}
    return fields, taken


def _is_value(text: str, line: Span) -> bool:
    return len(line) <= LONGEST_VALUE and not find_fields(text, line)


def _beside(text: str, table: ParsedTable) -> list[Field]:
    """The cells beside a label: | 发布日期 | 2023-02-14 |."""
    pairs = ((label, cell) for label, cell in pairwise(table.cells) if label.row == cell.row)
    return [
        Field(match.lastgroup or "other", cell.span)
        for label, cell in pairs
        if (match := CELL.fullmatch(text, label.span.start, label.span.end))
    ]


def value_of(text: str, fields: Sequence[Field], key: str) -> Words | None:
    """The words of the first field with this key, without blanks, None without one.

    >>> value_of("发布机构：省能源局", [Field("publisher", Span(5, 9))], "publisher").text
    '省能源局'
    """
    found = next((field.value for field in fields if field.key == key and len(field.value)), None)
    return Words("".join(found.quote(text).split()), found) if found else None


def day_of(text: str, fields: Sequence[Field], key: str, notes: list[Note]) -> DateMention | None:
    """The day in the first field with this key, None without one; if the day does not exist, `notes` gets a note."""
    for field in fields:
        if field.key == key:
            for mention in find_full_dates(text, field.value):
                if isinstance(mention, DateMention):
                    return mention
                notes.append(mention)
    return None
