"""A value and its unit in; the same value in another unit of that kind (万吨 → 吨) out. What is of another kind is
refused: nothing makes 家 of 个, or 百分点 of %."""

from decimal import Decimal
from functools import lru_cache

from documents.search.words.folding import fold

ONE = Decimal(1)
# 万亿 before 万: the longest first.
TIMES = {
    "万亿": Decimal(10**12), "千亿": Decimal(10**11), "百亿": Decimal(10**10), "亿": Decimal(10**8),
    "千万": Decimal(10**7), "百万": Decimal(10**6), "十万": Decimal(10**5), "万": Decimal(10**4),
}  # fmt: skip
# Kind → its units as they are written (folded), each with how much of the first it is.
KINDS: dict[str, dict[str, Decimal]] = {
    "%": {"%": ONE, "‰": ONE / 10},
    "百分点": {"百分点": ONE, "个百分点": ONE},
    "元": {"元": ONE, "元人民币": ONE},
    "吨": {"吨": ONE, "t": ONE, "千克": ONE / 1000, "公斤": ONE / 1000, "kg": ONE / 1000, "斤": ONE / 2000,
          "克": ONE / 10**6, "毫克": ONE / 10**9, "mg": ONE / 10**9, "微克": ONE / 10**12, "μg": ONE / 10**12},
    "吨标准煤": {"吨标准煤": ONE, "吨标煤": ONE, "tce": ONE, "千克标准煤": ONE / 1000, "公斤标准煤": ONE / 1000,
              "克标准煤": ONE / 10**6},
    "千瓦": {"千瓦": ONE, "kw": ONE, "瓦": ONE / 1000, "兆瓦": ONE * 1000, "mw": ONE * 1000, "吉瓦": ONE * 10**6,
           "gw": ONE * 10**6},
    "千瓦时": {"千瓦时": ONE, "度": ONE, "度电": ONE, "kwh": ONE, "kw·h": ONE, "千瓦·时": ONE, "兆瓦时": ONE * 1000,
            "mwh": ONE * 1000},
    "平方米": {"平方米": ONE, "m2": ONE, "平方公里": ONE * 10**6, "平方千米": ONE * 10**6, "km2": ONE * 10**6,
             "公顷": ONE * 10**4, "亩": ONE * 2000 / 3},
    "米": {"米": ONE, "m": ONE, "公里": ONE * 1000, "千米": ONE * 1000, "km": ONE * 1000, "里": ONE * 500},
    "立方米": {"立方米": ONE, "方": ONE, "m3": ONE, "升": ONE / 1000, "l": ONE / 1000},
    "人": {"人": ONE, "名": ONE},
    "小时": {"小时": ONE, "h": ONE, "分钟": ONE / 60},
    "天": {"天": ONE, "日": ONE},
}  # fmt: skip
UNITS = {written: (kind, factor) for kind, units in KINDS.items() for written, factor in units.items()}


class IncomparableError(ValueError):
    """Two units are of different kinds."""


@lru_cache(maxsize=4096)
def parse_unit(unit: str) -> tuple[str, Decimal]:
    """The kind of a unit, and how much one is in the first unit of its kind. A unit that is not known is a kind of its
    own, as it is written.

    >>> parse_unit("万千瓦"), parse_unit("座")
    (('千瓦', Decimal('10000')), ('座', Decimal('1')))
    >>> parse_unit("吨标准煤/万元")
    ('吨标准煤/元', Decimal('0.0001'))
    """
    written = fold(unit).strip()
    over, slash, under = written.partition("/")
    if slash and over and under:
        (kind, factor), (other, divisor) = parse_unit(over), parse_unit(under)
        return f"{kind}/{other}", factor / divisor
    if written in UNITS:
        return UNITS[written]
    times = next((words for words in TIMES if written.startswith(words)), "")
    rest = written.removeprefix(times)
    kind, factor = UNITS.get(rest, (rest, ONE))
    return kind, factor * TIMES.get(times, ONE)


def kind_of(unit: str) -> str:
    """What a unit measures, by the first unit of its kind: 万吨 → 吨. Values are comparable where this is the same."""
    return parse_unit(unit)[0]


def converted(value: Decimal, unit: str, wanted: str) -> Decimal:
    """The value in the unit `wanted`. Raises IncomparableError where one is not of the kind of the other.

    >>> converted(Decimal(3), "亿元", "万元")
    Decimal('30000')
    """
    (kind, factor), (other, divisor) = parse_unit(unit), parse_unit(wanted)
    if kind != other:
        raise IncomparableError(f"“{unit}”不能换算成“{wanted}”。")
    return value * factor / divisor
