"""A clause in; the size by which it names what is to be built (打造千亿产业集群) out, as a promise."""

import re
from decimal import Decimal

from documents.text.numerals import parse_number
from documents.text.spans import Span
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.situations import Commitment
from tasks.extraction.values import Comparator

# 千亿产业集群 · 百亿级园区 · 五千亿元级产业链
LEVEL = re.compile(
    r"""
    (?P<number>[一二三四五六七八九两]?[十百千万]|\d{2,5})亿元?(?:级|规模)?  # 五千亿元级
    (?P<noun>[\u4e00-\u9fff]{0,6}?(?:产业集群|产业园区|产业链|产业带|集群|园区|产业|企业|开发区|板块|赛道))""",
    re.VERBOSE,
)
VERB = re.compile(r"打造|培育|建设|形成|建成|发展|构建|迈向|冲刺")


def read_level(text: str, clause: Span) -> Commitment | None:
    """The promise in a clause that wants something of a size built, in 亿元 whether or not 元 is printed; None for
    none.

    >>> level = read_level("打造千亿级盐湖产业集群", Span(0, 11))
    >>> level.indicator, str(level.quantity.value), level.quantity.unit
    ('盐湖产业集群', '1000', '亿元')
    """
    level = LEVEL.search(text, clause.start, clause.end)
    verb = VERB.search(text, clause.start, level.start()) if level else None
    value = parse_number(level["number"].replace("万", "一万")) if level and level["number"] == "万" else None
    value = value or (parse_number(level["number"]) if level else None)
    if not level or not verb or value is None:
        return None
    indicator = text[verb.end() : level.start()].strip() + level["noun"].removeprefix("的")
    quantity = Quantity(Span(level.start(), level.start("noun")), level.start(), Decimal(value), "亿元")
    return Commitment(indicator, Span(verb.start(), level.end()), Comparator.REACH, quantity)
