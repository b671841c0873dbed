"""The words before or after a quantity in; the noun phrase that is measured out, as a span."""

import re
from collections.abc import Sequence
from typing import Final

from documents.text.spans import Span

BLANKS: Final = " \t\u3000"
# words before the subject that do not belong to it: 力争 · 全省 · 推动 · 将
LEAD = re.compile(
    r"(?:[、，,；;：: \t\u3000—]+|到时|届时|其中|并且|同时|以及|力争|争取|力求|确保|努力|保证|保障|主要目标是|目标是"
    r"|使得?|将|把|要|推动|推进|促进|实现|带动|引导|并|且|及|和|与|全面|总体上?"
    r"|累计|每年|(?:\d{1,2}|[一二三四五六七八九十])年内|(?:在)?(?:全|我|本)[省市区县州国域]的?(?!级|域)|预计|计划"
    r"|基本)"
)
# words between the subject and its verb: 均 · 年均 · 总体 · 累计
TAIL = re.compile(
    r"(?:[ \t\u3000：:]+|力争|争取|确保|努力|应当?|须|需|要|将|均|都|全部|总体|整体|基本|累计|年均|平均|每年|同比"
    r"|分别|稳步|逐步|持续"
    r"|大幅|进一步|实现|预计|达|的?(?:幅度)?(?:比例)?(?<=幅度)|同步|合计|至少|总|共)$"
)
# 较2020年 · 比2020年底 · 与2020年相比 · 在2020年基础上 · 较上年 · 由2020年的10%
BASELINE = re.compile(
    r"(?:(?:较|比|相比于?|相对|与|同|在|以|由|从)[ \t]?(?P<year>\d{4})[ \t]?年[底末初度]?[^，。；\d]{0,6}?(?:相比"
    r"|基础上|水平|为基准|为基数|实绩)?"
    r"|[由从](?:目前的?|现[在有]的?)?\d+(?:[.．]\d+)?[^，。；\d]{0,8}?(?=提高|提升|增|降|下降|压|缩|扩|上升)"
    r"|(?:较|比|同)(?:上一?年度?|去年|上年同期|“十[一二三四五六]五”末|基准年|同期|现状))[的 \t]*"
)
MOST_STEPS: Final = 12


def subject(text: str, within: Span) -> Span:
    """A stretch of text without what does not name the thing measured at either end."""
    span = without_lead(text, within)
    for _ in range(MOST_STEPS):
        match = TAIL.search(text, max(span.start, span.end - 8), span.end)
        if not match or not match[0]:
            break
        span = Span(span.start, match.start())
    return span.strip(text)


def without_lead(text: str, within: Span) -> Span:
    """A stretch of text without 力争, 全省, 推动 and the like before its subject."""
    span = within.strip(text)
    for _ in range(MOST_STEPS):
        match = LEAD.match(text, span.start, span.end)
        if not match or not match[0]:
            break
        span = Span(match.end(), span.end)
    return span.strip(text)


def baseline(text: str, within: Span) -> re.Match[str] | None:
    """The last comparison with an earlier year in a stretch of text."""
    last = None
    for match in BASELINE.finditer(text, within.start, within.end):
        last = match
    return last


def distributed(phrase: str, count: int) -> list[str]:
    """What 分别 shares out: 城市、县城生活垃圾处理率 → 城市生活垃圾处理率, 县城生活垃圾处理率.

    Where the words do not fall into `count` parts, each gets the whole phrase.
    """
    parts = _parts(phrase)
    if len(parts) != count:
        return [phrase] * count
    if all(MEASURE.search(part) for part in parts):
        return parts
    tail = _shared_tail(parts)
    return [*(part if MEASURE.search(part) else part + tail for part in parts[:-1]), parts[-1]]


MEASURE = re.compile(
    r"(?:率|比例|比重|占比|量|值|数|额|度|面积|规模|产能|收入|能耗|水耗|强度|装机|里程|水平|时间|能力)$"
)
JOINT = re.compile(r"、|以及|(?<![共饱总人缓温])和(?![谐平])|(?<![参])与|(?<![普涉以波危])及(?![率时其格])")
MODIFIER = re.compile(
    r"综合|无害化|资源化|减量化|生活|污水|垃圾|安全|集中|规模化|清洁|绿色|数字化|标准化|新能源|单位|人均|平均"
    r"|覆盖|普及|\w{0,2}化率"
)


def _parts(phrase: str) -> list[str]:
    """The members of a list, what stands in brackets left together."""
    parts, start, depth = [], 0, 0
    joints = {match.start(): match.end() for match in JOINT.finditer(phrase)}
    for position, character in enumerate(phrase):
        depth += (character in "（(“《") - (character in "）)”》")
        if depth == 0 and position in joints and position >= start:
            parts.append(phrase[start:position])
            start = joints[position]
    return [part for part in [*parts, phrase[start:]] if part]


def _shared_tail(parts: Sequence[str]) -> str:
    """What the last member shares with the first: from its bracket, the same last character or a modifier on."""
    first, last = parts[0], parts[-1]
    bracket = max(last.rfind("）"), last.rfind(")"))
    if 0 < bracket < len(last) - 1:
        return last[bracket + 1 :]
    same = last.find(first[-1])
    if 0 <= same < len(last) - 2 and same < 8:
        return last[same + 1 :]
    modifier = MODIFIER.search(last, 2)
    return last[modifier.start() :] if modifier else ""
