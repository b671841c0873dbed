"""Promises that share words in; each with its own out: 分别达到97%和92%, 1个国家级、3个省级孵化器."""

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.text.spans import Span
from tasks.extraction.targets.measured_words import MEASURE
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.situations import Commitment
from tasks.extraction.times.dates import DateExpression
from tasks.extraction.values import Comparator

JOINT = re.compile(r"、|以及|(?<![共饱总人缓温])和(?![谐平])|(?<![参])与|(?<![普涉以波危])及(?![率时其格])")
MODIFIER = re.compile(
    r"综合|无害化|资源化|减量化|生活|污水|垃圾|安全|集中|规模化|清洁|绿色|数字化|标准化|新能源|单位|人均|平均"
    r"|覆盖|普及|产业|[A-Za-z]|\w{0,2}化率"
)


# 千兆到校、百兆到班比例
SHARED_MEASURE = re.compile(
    r"(?:比例|占比|比重|覆盖率|普及率|达标率|合格率|增加值|产值|产量|总量|数量|规模|面积|收入)$"
)
LONGEST_BARE = 3  # 肉、蛋、奶产量; 城市、农村电网供电可靠率


def share_out(
    commitment: Commitment, quantities: Sequence[Quantity], dates: Sequence[DateExpression | None]
) -> list[Commitment]:
    """The promises in 分别达到97%和92%: one for each value, each with its own part of the subject or with its own
    date."""
    span = Span(commitment.span.start, quantities[-1].span.end)
    shares_dates = len(set(dates)) > 1
    indicators = distributed(commitment.indicator, 1 if shares_dates else len(quantities))
    indicators *= len(quantities) if shares_dates else 1
    last = quantities[-1].bound
    changes = commitment.comparator in (Comparator.FALL, Comparator.RISE)
    kept = commitment.comparator if changes else None
    return [
        replace(
            commitment,
            indicator=name,
            span=span,
            comparator=kept or quantity.bound or last or commitment.comparator,
            quantity=_as_last(quantity, quantities[-1]),
            due=date,
        )
        for name, quantity, date in zip(indicators, quantities, dates, strict=True)
    ]


def _as_last(quantity: Quantity, last: Quantity) -> Quantity:
    """The quantity with what is said once, of the last: 15个、7个工作日以内 are 15 and 7 working days at most."""
    unit = last.unit if last.unit.startswith(quantity.unit) else quantity.unit
    return replace(quantity, unit=unit, bound=quantity.bound or last.bound)


def completed(commitments: Sequence[Commitment]) -> list[Commitment]:
    """The promises with whole names: in 建成1个国家级、3个省级孵化器 国家级 takes the noun of 省级孵化器."""
    full: list[Commitment] = []
    noun = ""
    for commitment in reversed(commitments):
        if commitment.made and noun and commitment.indicator.endswith("级"):
            commitment = replace(commitment, indicator=commitment.indicator + noun)
        elif commitment.made:
            noun = commitment.indicator.partition("级")[2]
        full.append(commitment)
    return full[::-1]


def distributed(phrase: str, count: int) -> list[str]:
    """The names between which 分别 divides a phrase; the whole phrase `count` times where it has not so many parts.

    >>> distributed("城市、县城生活垃圾处理率", 2)
    ['城市生活垃圾处理率', '县城生活垃圾处理率']
    """
    parts = _parts(phrase)
    if len(parts) != count:
        return [phrase] * count
    if all(MEASURE.search(part) for part in parts):
        return parts
    tail = _shared_tail(parts)
    return [*(part if MEASURE.search(part) else part + tail for part in parts[:-1]), parts[-1]]


def _parts(phrase: str) -> list[str]:
    """The members of a list, not divided inside brackets."""
    parts, start, depth = [], 0, 0
    joints = {match.start(): match.end() for match in JOINT.finditer(phrase)}
    for position, character in enumerate(phrase):
        depth += (character in "（(“《") - (character in "）)”》")
        if depth == 0 and position in joints and position >= start:
            parts.append(phrase[start:position])
            start = joints[position]
    return [part for part in [*parts, phrase[start:]] if part]


def _shared_tail(parts: Sequence[str]) -> str:
    """The ending that all members of a list share: 孵化器 of 1个国家级、3个省级孵化器; "" where nothing tells.

    It is what follows the last member's bracket, or what begins with the character that the first member ends with,
    or with a modifier (生活, 安全) or a measure (面积).
    """
    first, last = parts[0], parts[-1]
    bracket = max(last.rfind("）"), last.rfind(")"))
    if 0 < bracket < len(last) - 1:
        return last[bracket + 1 :]
    same = last.find(first[-1])
    if 0 <= same < len(last) - 2 and same < 8:
        return last[same + 1 :]
    attribute = last.find("的")  # 有研发机构、有研发活动的企业占比
    if attribute > 0 and "的" not in first and MEASURE.search(last):
        return last[attribute:]
    modifier = MODIFIER.search(last, 2)
    if modifier:
        return last[modifier.start() :]
    if len(first) <= LONGEST_BARE and len(last) > len(first) + 1:
        return last[len(first) :]
    measure = SHARED_MEASURE.search(last)
    return measure[0] if measure else ""
