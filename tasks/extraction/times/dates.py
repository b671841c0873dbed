"""Text in; the dates by which something is due out, as written: 到2025年, 2026年年底前, “十四五”末."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.values import Precision

# a date with its year
CALENDAR = re.compile(
    r"""
    (?P<lead>(?:力争|确保|争取|截至|截止|截止到|计划|预计|相比|较|比|自|从|以|由)?  # 力争到 · 截至
        (?:到|至|于|在)?)[ \t\u3000]?
    (?P<year>(?<!\d)\d{4}  # 2025 · ２０３０
        |(?<![〇○零一二三四五六七八九])[一二][〇○零一二三四五六七八九]{3})  # 二〇三五
    [ \t]?年度?[ \t]?
    (?:
        (?P<month>\d{1,2}|十[一二]|[一二三四五六七八九十])[ \t]?月份?  # 6月 · 十二月份
        (?:[ \t]?(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[ \t]?[日号])?  # 15日
        (?P<third>上旬|中旬|下旬)?
        |第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年  # 第三季度 · 上半年
    )?
    (?P<end>年?[底末]|年终)?(?P<before>之?前(?!后|[三十]|\d)|以前|年?内)?  # 年底前""",
    re.VERBOSE,
)
# a plan period: “十四五”末 · 到“十五五”期末 · “十四五”期间
PLAN = re.compile(
    r"""
    (?P<lead>到|至)?[“\"「]?(?P<plan>十[一二三四五六七八九]|二十)五[”\"」]?
    (?:(?:规划)?期?(?P<end>[末底])|(?P<period>规划期间?|时期|期间))(?P<before>之?前)?""",
    re.VERBOSE,
)
# what follows a date that only opens a period or compares: 2025年起, 2020年的基础上, 2020年相比
NO_END = re.compile(r"(?:起|以来|以后|之后|后|为基|的?基础|相比|基准|版|同期|水平|初)")
# 2000年底前建成的小区: a condition
CONDITION = re.compile(
    r"已?(?:建成|建造|建设|投运|投产|竣工|登记|注册|成立|出生|取得|购买|投入使用|批准)[^，。；、\n]{0,4}的"
)
# 2021—2025年 · 2021年至2025年
BEFORE_RANGE = re.compile(r"(?:自|从)?(?<!\d)(?:19|20)\d\d[ \t]?年?[ \t]?(?:[—–\-－~～]{1,2}|至|到)$")
# 规划期至2025年 · 有效期至 · 1—3: no date to be kept
BEFORE_TERM = re.compile(r"(?:\d年?[ \t]?[—–\-－~～]{1,2}|期限?为?|\d年)$")
FIRST_PLAN_END = 1955
# a date that leaves out its year; it is that of the date before (2017年6月底前下达60%，9月底前…), else the document's
BARE = re.compile(
    r"""
    (?:(?<=今年)|(?<=本年)|(?<![\d年第每]))(?P<month>1[0-2]|[1-9])月  # 9月底前 · 4月15日前 · 6月上旬前
        (?P<exact>(?P<day>\d{1,2})[日号]|份?[底末])?(?P<third>[上中下]旬)?之?前(?![后的])
    |(?<![\d年第每前各后])(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)  # 三季度末前 · 上半年
        (?P<last>[底末]|结束)?(?P<before>之?前)?
    |(?<![\d年明前每各半一二三四五六七八九十两几])(?:今年|本年度?)?  # 今年年底前 · 年内 · 全年
        (?:年[底末]之?前|年内|(?P<all>全年))(?!的|度)""",
    re.VERBOSE,
)
EVERY_YEAR = re.compile(r"每一?年|逐年|年度")


class Force(StrEnum):
    """How a date binds: by itself, only with words that ask for a result, or not at all."""

    DUE = "due"  # 到2025年, 2025年底前
    DURING = "during"  # “十四五”期间, 2025年
    NONE = "none"  # 截至2020年底, 2021—2025年
    IMPOSSIBLE = "impossible"  # 0000年, 13月


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written.

    `span` includes the 到 before it. `due_on` is the last day that the words allow, None where the date is
    impossible. `carries`: it also rules what follows (到2025年). `rule` says where its year comes from, "" where that
    is printed.
    """

    span: Span
    force: Force
    due_on: date | None = None
    precision: Precision | None = None
    carries: bool = False
    rule: str = ""


def find_dates(text: str, within: Span, today: int | None = None) -> Iterator[DateExpression]:
    """The dates in a stretch of text, in order. `today` is the year of the document: earlier years bind nothing, and
    dates without a year fall in it.

    >>> text = "到2025年建成，6月底前验收"
    >>> [(each.span.quote(text), str(each.due_on)) for each in find_dates(text, Span(0, len(text)))]
    [('到2025年', '2025-12-31'), ('6月底前', '2025-06-30')]
    """
    found = [_calendar(text, match) for match in CALENDAR.finditer(text, within.start, within.end)]
    found += [_plan(match) for match in PLAN.finditer(text, within.start, within.end)]
    found += list(_without_year(text, within, found, today))
    for expression in sorted(found, key=lambda expression: expression.span):
        if today and expression.due_on and expression.due_on.year < today:
            yield replace(expression, force=Force.NONE)
        else:
            yield expression


def _plan(match: re.Match[str]) -> DateExpression:
    number = parse_int(match["plan"]) or 0
    force = Force.DUE if match["end"] or match["lead"] or match["before"] else Force.DURING
    end = date(FIRST_PLAN_END + 5 * number, 12, 31)
    return DateExpression(Span(*match.span()), force, end, Precision.PLAN_PERIOD, bool(match["lead"]))


def _calendar(text: str, match: re.Match[str]) -> DateExpression:
    due = _last_day(match)
    if due is None:
        return DateExpression(Span(match.start("year"), match.end()), Force.IMPOSSIBLE)
    year = match.start("year")
    term = None if match["month"] else BEFORE_RANGE.search(text[max(0, year - 12) : year])
    if term:
        return DateExpression(Span(year - len(term[0]), match.end()), Force.DURING, due[0], Precision.PLAN_PERIOD)
    force = _force(text, match)
    lead = match["lead"].removeprefix("相比").removeprefix("计划").removeprefix("预计")
    start = match.start("year") if force is not Force.DUE or not lead.endswith(("到", "至")) else _lead_start(match)
    return DateExpression(Span(start, match.end()), force, due[0], due[1], lead.endswith(("到", "至")))


def _without_year(
    text: str, within: Span, dated: Sequence[DateExpression], today: int | None
) -> Iterator[DateExpression]:
    """The months, quarters and ends of years without a year, where a date before them or the document has one."""
    taken = {date.span.end for date in dated}
    years = sorted((date.span.end, date.due_on.year) for date in dated if date.due_on)
    for match in BARE.finditer(text, within.start, within.end):
        if match.end() in taken:
            continue
        before = bisect_right(years, (match.start(), 9999))
        is_this_year = (match["exact"] or not match["month"]) and not EVERY_YEAR.search(
            text, max(within.start, match.start() - 60), match.start()
        )
        year = years[before - 1][1] if before else today if is_this_year else None
        due = _bare_day(year, match) if year else None
        if due:
            is_open = match["all"] or ((match["quarter"] or match["half"]) and not (match["last"] or match["before"]))
            rule = f"未写年份，{'承前文' if before else '按文件年份'}{year}年"
            yield DateExpression(Span(*match.span()), Force.DURING if is_open else Force.DUE, *due, rule=rule)


def _bare_day(year: int, match: re.Match[str]) -> tuple[date, Precision] | None:
    if match["month"]:
        return _in_month(year, int(match["month"]), match)
    if match["quarter"] or match["half"]:
        return _part_of_year(year, match)
    return date(year, 12, 31), Precision.YEAR


def _lead_start(match: re.Match[str]) -> int:
    """Where the 到 or 至 before a date stands."""
    return match.end("lead") - 1


def _force(text: str, match: re.Match[str]) -> Force:
    lead = match["lead"]
    start = match.start() if lead[:1] in "到至" else match.start("year")
    if lead.startswith(("截", "相比", "较", "比", "自", "从", "以", "由")) or NO_END.match(text, match.end()):
        return Force.NONE
    if BEFORE_TERM.search(text, max(0, start - 8), start) or CONDITION.match(text, match.end()):
        return Force.NONE
    firm = lead not in ("", "在", "于", "计划", "预计") or match["before"] or match["end"] or match["quarter"]
    return Force.DUE if firm else Force.DURING


def _last_day(match: re.Match[str]) -> tuple[date, Precision] | None:
    """The last day that the words allow and their precision; None for a day that no calendar has."""
    year = parse_int(match["year"]) or 0
    if not 1900 <= year <= 2100:
        return None
    if match["half"] or match["quarter"]:
        return _part_of_year(year, match)
    if not match["month"]:
        return date(year, 12, 31), Precision.YEAR
    return _in_month(year, parse_int(match["month"]) or 0, match)


def _part_of_year(year: int, match: re.Match[str]) -> tuple[date, Precision]:
    if match["half"]:
        return (date(year, 6, 30) if match["half"] == "上" else date(year, 12, 31)), Precision.MONTH
    return _month_end(year, 3 * (parse_int(match["quarter"]) or 0)), Precision.QUARTER


def _in_month(year: int, month: int, match: re.Match[str]) -> tuple[date, Precision] | None:
    if not 1 <= month <= 12:
        return None
    day = parse_int(match["day"]) or 0 if match["day"] else None
    if day is None:
        third = {"上旬": 10, "中旬": 20}.get(match["third"] or "")
        return (date(year, month, third) if third else _month_end(year, month)), Precision.MONTH
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day), Precision.DAY


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
