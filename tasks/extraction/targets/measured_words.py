"""The words before or after a quantity in; the noun phrase that is measured out, as a span."""

import re
from typing import Final

from documents.text.spans import Span

BLANKS: Final = " \t\u3000"
COUNT = r"(?:\d{1,2}|[一二三四五六七八九十两])"
# words before the subject that do not belong to it
LEAD = re.compile(
    rf"""(?:
    [（(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[)）]|\d{{1,2}}[.．](?!\d)|[①-⑳]
    |[、，,；;：: \t\u3000—（(]+|到时|届时|其中
    |并且|同时|以及|力争|争取|力求|确保|努力|保证|保障|主要目标是|目标是|使(?![用命馆])得?|将|把|要|预计|计划|基本
    |推动|推进|促进|实现|带动|引导|并(?![网购轨联])|且|及|和|与|分别|全面|总体上?|累计|原则上
    |(?P<time>每年|全年|规划期内|(?:自|从)?20\d\d年起  # 自2025年起
        |利?用{COUNT}年左?右?时间|{COUNT}年(?:内|(?=累计|共)))  # 用3年左右时间
    |(?P<place>(?:在)?(?:全|我|本)[省市区县州国域]的?(?!级|域))  # 全省 · 在我市
    )""",
    re.VERBOSE,
)
# words between the subject and its verb
TAIL = re.compile(
    rf"""(?:
    [ \t\u3000：:]+|、|(?<=年)[和及]
    |力争|争取|确保|努力|应当?|须|需|要|将|实现|预计|达|至少
    |均|都|全部|总体|整体|基本|原则上|累计|年均|平均|每年|同比|分别|同步|合计|总|共
    |按照?|(?<=.)以
    |稳步|逐步|持续|大幅|双双|阶段性|进一步|稳定|严格|合理|的?(?:幅度)?(?:比例)?(?<=幅度)
    |(?P<time>{COUNT}年内|规划期[内末]|第?[一二三四]季度|[上下]半年|年[底末]|20\d\d年[底末]?
        |[到至]?(?<!\d)1?\d月(?:份|[底末]|\d{{1,2}}日)?)  # 三年内 · 2025年底 · 6月底
    )$""",
    re.VERBOSE,
)
# a comparison with an earlier year or state
BASELINE = re.compile(
    r"""(?:
    (?:较|比|相比于?|相对|与|同|在|以|由|从)[ \t]?(?P<year>\d{4})[ \t]?年[底末初度]?  # 较2020年 · 与2020年相比
        [^，。；\d]{0,6}?(?:相比|基础上|水平|为基准|为基数|实绩)?  # 在2020年基础上
    |(?P<value>[由从](?:(?:目前|现[在有]|原来|原有?|法定|规定|承诺)的?|平均)?  # 由10%提高
        \d+(?:[.．:：∶]\d+){0,2}[^，。；\d]{0,8}?
        (?=提高|提升|增|降|下降|压|缩|扩|上升|$))
    |(?:较|比|同)(?:上一?年度?|去年|上年同期|“十[一二三四五六]五”末|基准年|同期|现状)  # 较上年
    |在(?:现有|原有|此|上年|去年)的?基础上  # 在现有基础上
    )[的 \t]*""",
    re.VERBOSE,
)
# …率, …比重, …规模: what is measured
MEASURE = re.compile(
    r"""(?:
    率|比例|比重|占比|量|值|数|额|度|面积|规模|产能|收入|能耗|水耗|强度|装机|里程|水平|时间|能力|幅|增速|投资|增加值|产值
    |贷款|外资|[^对相]比|存栏|出栏|利税|税收|利润|营收|总值|GDP|用户|客流
    |节水|节电|节能|节地|节肥|节药|增收|增产|增效|减碳|减排|降碳
    )$""",
    re.VERBOSE,
)
BRACKET = re.compile(r"[（()）]")
MOST_STEPS: Final = 12


def subject(text: str, within: Span) -> Span:
    """The noun phrase in a stretch of text, without the words at either end that do not name what is measured.

    >>> text = "力争全省森林覆盖率年均"
    >>> subject(text, Span(0, len(text))).quote(text)
    '森林覆盖率'
    """
    span = without_lead(text, Span(_inner(text, within), within.end))
    for _ in range(MOST_STEPS):
        match = TAIL.search(text, max(span.start, span.end - 8), span.end)
        if not match or not match[0]:
            break
        span = Span(span.start, match.start())
    return span.strip(text)


def _inner(text: str, within: Span) -> int:
    """Where the words begin that stand in the innermost bracket which is open at the end: 号源（其中专家号源."""
    opened = [within.start]
    for mark in BRACKET.finditer(text, within.start, within.end):
        if mark[0] in "（(":
            opened.append(mark.end())
        elif len(opened) > 1:
            opened.pop()
    return opened[-1]


def without_lead(text: str, within: Span) -> Span:
    """A stretch of text without 力争, 全省, 推动 and the like at its begin.

    >>> text = "力争全省森林覆盖率年均"
    >>> without_lead(text, Span(0, len(text))).quote(text)
    '森林覆盖率年均'
    """
    span = within.strip(text)
    for _ in range(MOST_STEPS):
        match = LEAD.match(text, span.start, span.end)
        if not match or not match[0]:
            break
        span = Span(match.end(), span.end)
    return span.strip(text)


def baseline(text: str, within: Span) -> re.Match[str] | None:
    """The last comparison with an earlier state in a stretch of text; its group `year` is set where a year is named.

    >>> baseline("单位能耗较2020年", Span(0, 10))["year"]
    '2020'
    """
    last = None
    for match in BASELINE.finditer(text, within.start, within.end):
        last = match
    return last
