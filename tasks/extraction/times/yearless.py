"""Text in; the dates out that leave out their year: 6月底前, 十二月底前, 三季度末, 明年6月底前, 年内."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from documents.text.spans import Span
from tasks.extraction.times.dated import DAY, HAN_MONTH, HOUR, QUARTER, TO
from tasks.extraction.times.dates import DateExpression, Force, last_day

# neither a year or number before it, nor 每 (that returns), nor 前 (前三季度), nor 截至, 自
ALONE = r"(?<![\d年每前各后次翌个截止自从由半学.．—–\-~～至到一二三四五六七八九十两几])"
# 后年年底前 · 至后年6月; but 投产后年内
AFTER_NEXT = r"(?<![^\s，,。；;、：:（(到至在于])后年"
YEARLESS = re.compile(
    rf"""
    {ALONE}(?P<until>(?<![月日底初])[到至])?(?:今年|本年度?|当年|(?P<next>明年|{AFTER_NEXT}))?[ \t]?
    (?:
        (?:\d{{1,2}}(?:[ \t]?月(?:\d{{1,2}}日|[底末初])?)?[ \t]?{TO}[ \t]?)?  # 3月至10月 · 3—10月
        (?P<month>1[0-2]|0?[1-9]|{HAN_MONTH})[ \t]?月
        (?:[ \t]?(?P<day>{DAY})[ \t]?[日号]{HOUR}|份?[底末]|份)?(?P<third>[上中下]旬)?  # 15日 · 底 · 上旬
        |(?:{QUARTER})(?P<last>[底末]|结束)?  # 三季度末 · 上半年
        |(?:(?<=[年度])年?|年)(?P<year>[底末])  # 年底 · 今年年底
        |(?P<within>(?:(?<=[年度])|年)内)(?![容部外涵需在])|(?P<all>全年)(?!度)
    )
    (?P<before>[ \t]?之?前(?![后的三十\d]))?""",
    re.VERBOSE,
)
EVERY_YEAR = re.compile(r"每一?年|逐年|历年|每个?学年|年度[^，。；]{0,12}$")
# 6月起 · 6月以来 · 6月5日为环境日 · 3月开始 · 年内的 · 当年内可择校一次
NO_LAST_DAY = re.compile(rf"[ \t]?(?:均?可(?![持再靠])|[只仅]|起(?!草)|以来|以后|之后|后|开始|为[^期]|是|的|{TO})")


def dates_without_year(
    text: str, within: Span, dated: Sequence[DateExpression], today: int | None
) -> Iterator[DateExpression]:
    """The months, quarters and ends of years in a stretch of text that print no year. Their year is that of the last
    date before them in it (`dated`, in order), else `today`, the document's; without either those that end with 前 have
    no day, and the others are left out.

    >>> found = dates_without_year("十二月底前，明年三月完成", Span(0, 12), [], 2026)
    >>> [(str(each.due_on), each.force.value) for each in found]
    [('2026-12-31', 'due'), ('2027-03-31', 'during')]
    """
    years = [(date.span.end, date.due_on.year) for date in dated if date.due_on and date.due_on.year >= (today or 0)]
    ends = {date.span.end for date in dated}
    for match in YEARLESS.finditer(text, within.start, within.end):
        is_named = match["next"] or re.match("[到至]?[今本当]", match[0])
        if match.end() in ends or (NO_LAST_DAY.match(text, match.end()) and not match["before"]):
            continue
        before = 0 if is_named else bisect_right(years, (match.start(), 9999))
        year = years[before - 1][1] if before else None
        if year is None:
            if not is_named and _returns(text, within, match):
                continue
            year = today
        found = _expression(match, year, "承前文" if before else "按文件年份") if year else _yearless(match)
        if found:
            yield found


def _returns(text: str, within: Span, match: re.Match[str]) -> bool:
    """Whether the date is of every year: 每年2月底前…，3月底前."""
    return bool(EVERY_YEAR.search(text, max(within.start, match.start() - 60), match.start()))


def _yearless(match: re.Match[str]) -> DateExpression | None:
    return DateExpression(Span(*match.span()), Force.YEARLESS) if match["month"] and match["before"] else None


def _expression(match: re.Match[str], year: int, source: str) -> DateExpression | None:
    parts = {name: match[name] for name in ("month", "day", "third", "half")}
    later = {"明年": 1, "后年": 2}.get(match["next"] or "", 0)
    due = last_day(year + later, quarter=match["quarter"] or match["q"], **parts)
    if due is None:
        return None
    is_due = match["before"] or match["until"] or match["within"] or match["last"]
    force = Force.DUE if is_due and not match["all"] else Force.DURING  # 关系到全年
    return DateExpression(Span(*match.span()), force, *due, rule=f"未写年份，{source}{year}年")
