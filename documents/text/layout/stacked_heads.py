"""Lines in; the heads of a table that begin at one of them, one a line, and what its cells look like, out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from documents.text.layout.cell_shapes import Shape, head_shape, is_empty, is_like, shape
from documents.text.numerals import parse_int

HEAD_WORD = re.compile(
    r"序号|编号|任务|项目|内容|措施|举措|事项|指标|目标|牵头|责任|配合|负责|单位|部门|领导|时限|期限|时间|进度|备注|属性|预期值|要求"
    r"|(?:19|20)\d\d年?(?![年\d.\-/底末内前月])|类[别型]|分类|领域|板块|方面|层面|维度|工作|重点|[科处]室|主[责办]|[承协]办|协同|节点|成果"
)
# 某市重点任务分解表 · 专栏1 主要指标: what names a table, not a column
NAMES_TABLE = re.compile(r"(?:表|清单|台账|方案|通知|分工|计划|要点|规划)$|^(?:专栏|附[件表])|[，。；：:、]")
ASKS = re.compile(r"牵头|责任|配合|负责|单位|部门|指标|目标值")
COUNT = re.compile(r"[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")  # 1 · （一）
LONGEST_HEAD = 12
UNKNOWN_HEAD = re.compile(rf"[\u4e00-\u9fff]{{2,{LONGEST_HEAD}}}")
FEWEST_HEADS = 3
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class StackedHead:
    """The heads of a table, and what the cells below each look like."""

    words: Sequence[str]
    columns: Sequence[Shape]
    places: Sequence[int]  # the columns that the heads stand over

    def row(self, index: int) -> list[tuple[int, range]]:
        """The cells of the heads, where they stand at a line: column and lines of each."""
        return [(column, range(line, line + 1)) for line, column in enumerate(self.places, index)]

    def tells(self, column: int, cell: str) -> bool:
        """Whether a cell is no mere words, and looks as its column does."""
        return self.columns[column] not in (Shape.TEXT, Shape.NUMBER) and is_like(shape(cell), self.columns[column])

    def stands_at(self, words: Sequence[str], index: int) -> bool:
        """Whether the heads stand at a line, as they do again on each page."""
        return [_squeezed(each) for each in words[index : index + len(self.words)]] == [*self.words]

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether as many cells as there are heads look as these say: two thirds of those that are not all words."""
        told = [
            is_like(shape(cell), column) or is_empty(cell)
            for cell, column in zip(cells, self.columns, strict=False)
            if column is not Shape.TEXT
        ]
        return len(cells) == len(self.columns) and bool(told) and sum(told) * 3 >= len(told) * 2


def read_heads(words: Sequence[str], start: int) -> StackedHead | None:
    """The heads that begin at a line, None where none do: three at least, one of which asks for bodies or values.

    >>> read_heads(["序号", "任务", "责任单位", "1"], 0).words
    ['序号', '任务', '责任单位']
    """
    heads = _heads(words, start)
    is_head = len(heads) >= FEWEST_HEADS and len(set(heads)) == len(heads) and any(map(ASKS.search, heads))
    if not is_head:
        return None
    columns = [head_shape(head) for head in heads]
    if Shape.VALUE in columns:  # 单位 beside values is what they are counted in
        columns = [Shape.TEXT if head in ("单位", "计量单位") else it for head, it in zip(heads, columns, strict=True)]
    below = words[start + len(heads) : start + 2 * len(heads)]
    return _with_numbers(StackedHead(heads, columns, range(len(heads))), below)


def _with_numbers(head: StackedHead, below: Sequence[str]) -> StackedHead:
    """The heads with a column of numbers that none of them names: the first number stands in the first row."""
    first = next((at for at, words in enumerate(below) if count_of(words) == 1), 0)
    if not first or Shape.NUMBER in head.columns:
        return head
    columns = [*head.columns[:first], Shape.NUMBER, *head.columns[first:]]
    return StackedHead(head.words, columns, [*range(first), *range(first + 1, len(columns))])


def _heads(words: Sequence[str], start: int) -> list[str]:
    """The heads that begin at a line. Between 序号 and the first number one may be of words that name no column
    elsewhere (参考文件)."""
    heads: list[str] = []
    unknown = 0
    for line in words[start : start + MOST_COLUMNS]:
        is_known = is_head(line)
        unknown += not is_known
        if unknown > 1 or not (is_known or UNKNOWN_HEAD.fullmatch(_squeezed(line))):
            break
        heads.append(_squeezed(line))
    is_numbered = len(heads) > FEWEST_HEADS and head_shape(heads[0]) is Shape.NUMBER
    begins = start + len(heads) < len(words) and count_of(words[start + len(heads)]) == 1
    known = takewhile(is_head, words[start : start + len(heads)])
    return heads if is_numbered and begins else [_squeezed(head) for head in known]


def is_head(words: str) -> bool:
    """Whether words may name a column.

    >>> is_head("责任 单位"), is_head("某区任务分解表")
    (True, False)
    """
    squeezed = _squeezed(words)
    return len(squeezed) <= LONGEST_HEAD and bool(HEAD_WORD.search(squeezed)) and not NAMES_TABLE.search(squeezed)


def count_of(words: str) -> int:
    """The number that a line holds alone, else 0.

    >>> count_of("（三）"), count_of("3项")
    (3, 0)
    """
    found = COUNT.fullmatch(words.strip())
    return (parse_int(found[1]) or 0) if found else 0


def _squeezed(words: str) -> str:
    return "".join(words.split())
