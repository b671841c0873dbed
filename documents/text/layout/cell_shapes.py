"""The cells of a row as printed in; the columns they stand in, told by what such cells look like, out.

A row of a text may have fewer cells than the table has columns (a merged cell is printed once, an empty one not at
all), or, with a cell a line, more lines than cells.
"""

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache


class Shape(Enum):
    """What a cell looks like."""

    NUMBER = "number"
    TIME = "time"
    BODIES = "bodies"
    VALUE = "value"
    TEXT = "text"


NUMBER = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十\d]{1,3}[）)])[.．、]?")
TIME = re.compile(
    r"""(?:到|于|每|截至)?(?:(?:19|20)\d\d[年.\-/—].{0,20}|\d{1,2}月.{0,10}|[今明本全]?年[底末内度].{0,8}|[上下]半年.{0,6}
    |第?[一二三四]季度.{0,6}|(?:长期|持续|常年|常态|全年|每年|每季|每月|即时|立行).{0,10})""",
    re.VERBOSE,
)
VALUE = re.compile(
    r"(?!\d{1,3}[.．、](?!\d))[约超达≥≤<>＜＞\[〔下降增长提高至到左右以上内累计]{0,6}[\d.,，]{1,12}[^，。；\u3000]{0,14}|约束性|预期性"
)
# 市财政局 · 市商务局牵头 · 各有关单位 · 水利（水务）局
BODY = re.compile(
    r"""[\u4e00-\u9fff（）()“”]{0,40}
    (?:[委局厅部办署院会室府区市县镇乡州旗校司团企队处科股所组站]|街道|集团|公司|银行|中心|单位|部门)
    (?:[（(][^（）()]{1,20}[）)])?(?:等(?:部门|单位)?)?(?:按?职责分工|分别|共同|具体)?(?:牵头|配合|负责|参与|落实|协办){0,2}""",
    re.VERBOSE,
)
ENDS_LIST = re.compile(r"(?:[委局厅部办署会]|政府|单位|部门|中心)[）)]?。$")  # not so 巡护全部林区。
LIST_MARK = re.compile(r"[、，,；;。/]")
HEADS = (
    (re.compile(r"序号|编号|^[序号]$"), Shape.NUMBER),
    (re.compile(r"时限|期限|时间|进度|日期|节点"), Shape.TIME),
    (re.compile(r"(?:牵头|责任|配合|负责|落实|承办|协办|主办|参与)(?!领导|人)|单位|部门"), Shape.BODIES),
    (re.compile(r"(?:19|20)\d\d年?|目标值|预期值|指标值|属性"), Shape.VALUE),
)
EMPTY = re.compile(r"[\s/／\\—–\-－~～]*|无|暂无|空")
LONGEST_VALUE = 20
FITS, MISFITS, SAME_CELL, SKIPPED = 4, -4, -1, -1


@cache
def shape(words: str) -> Shape:
    """What the words of a cell look like.

    >>> shape("12").name, shape("2026.6.30").name, shape("市财政局、市水利局").name, shape("扩大有效投资。").name
    ('NUMBER', 'TIME', 'BODIES', 'TEXT')
    """
    words = "".join(words.split())
    if NUMBER.fullmatch(words):
        return Shape.NUMBER
    if TIME.fullmatch(words):
        return Shape.TIME
    if len(words) <= LONGEST_VALUE and VALUE.fullmatch(words):
        return Shape.VALUE
    if words.endswith("。") and not ENDS_LIST.search(words):
        return Shape.TEXT
    names = [name for name in LIST_MARK.split(words) if name]
    return Shape.BODIES if names and all(map(BODY.fullmatch, names)) else Shape.TEXT


def is_empty(words: str) -> bool:
    """Whether a cell says that nothing stands in it.

    >>> is_empty("—"), is_empty("无锡市")
    (True, False)
    """
    return EMPTY.fullmatch(words) is not None


def head_shape(words: str) -> Shape:
    """What the cells below a head look like.

    >>> head_shape("责 任 单 位").name, head_shape("具体举措").name
    ('BODIES', 'TEXT')
    """
    words = "".join(words.split())
    return next((found for pattern, found in HEADS if pattern.search(words)), Shape.TEXT)


def fit(cells: Sequence[str], columns: Sequence[Shape], *, may_share: bool = False) -> list[int]:
    """The column of each cell, from left to right, so that the most look as their columns do; of equals the columns
    farthest to the right. With `may_share` several cells may stand in one column: they are its lines.

    >>> fit(["2", "推行网上预约。", "市政务局"], [Shape.TEXT, Shape.NUMBER, Shape.TEXT, Shape.BODIES])
    [1, 2, 3]
    """
    return fit_shapes([shape(words) for words in cells], columns, may_share=may_share)


def fit_shapes(cells: Sequence[Shape], columns: Sequence[Shape], *, may_share: bool = False) -> list[int]:
    """The same for cells of which only the shape is given.

    >>> fit_shapes([Shape.TEXT, Shape.TIME], [Shape.TEXT, Shape.BODIES, Shape.TIME])
    [0, 2]
    """
    best: dict[int, tuple[int, list[int]]] = {-1: (0, [])}
    for left, found in zip(range(len(cells), 0, -1), cells, strict=True):
        after: dict[int, tuple[int, list[int]]] = {}
        for last, (score, path) in best.items():
            stop = len(columns) if may_share else len(columns) - left + 1
            for column in range(max(last, 0) if may_share else last + 1, stop):
                total = score + _score(found, columns[column], last, column)
                if column not in after or total >= after[column][0]:
                    after[column] = (total, [*path, column])
        best = after
    return max(best.values(), key=lambda found: (found[0], found[1]))[1] if best else []


def is_like(found: Shape, column: Shape) -> bool:
    """Whether a cell looks as its column does; a short number is a value, too.

    >>> is_like(Shape.NUMBER, Shape.VALUE), is_like(Shape.VALUE, Shape.NUMBER)
    (True, False)
    """
    return found is column or (found is Shape.NUMBER and column is Shape.VALUE)


def _score(found: Shape, column: Shape, last: int, at: int) -> int:
    loosely = Shape.TEXT in (found, column) and {found, column} <= {Shape.TEXT, Shape.BODIES, Shape.VALUE}
    value = FITS - (found is not column) if is_like(found, column) else 0 if loosely else MISFITS
    return value + (SAME_CELL if at == last else SKIPPED * (at - last - 1))
