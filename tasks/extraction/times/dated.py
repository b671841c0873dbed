"""Text in; the dates out that print their year or their plan: 到2025年, 2026年6月底前, 2026.6.30, “十四五”末."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.times.dates import DateExpression, Force, last_day
from tasks.extraction.values import Precision

HAN_YEAR = "〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
QUARTER: Final = r"第?(?P<quarter>[一二三四1-4])季度|Q(?P<q>[1-4])|(?P<half>[上下])半年"
HAN_MONTH: Final = "十[一二]|[一二三四五六七八九十]"
HAN_DAY: Final = "[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
DAY: Final = rf"3[01]|[12]?[0-9]|{HAN_DAY}"
# 31日24时 · 30日下午18:00
HOUR: Final = r"(?:[ \t]?(?:上午|中午|下午|晚上?)?\d{1,2}(?:[时点](?:\d{1,2}分|整)?|[:：]\d\d))?"
TO: Final = r"(?:[—–\-－~～]{1,2}|至|到)"
# a date with its year
CALENDAR = re.compile(
    rf"""
    (?P<lead>(?:力争|确保|争取|截至|截止|截止到|计划|预计|相比|较|比|自|从|以|由)?  # 力争到 · 截至
        (?:到|至|于|在)?)[ \t\u3000]?
    (?P<year>(?<!\d)\d{{4}}  # 2025 · ２０３０
        |(?<![\d.．第])[2-4]\d(?=年(?:年?[底末]|1?\d月|上半年|下半年|第?[一二三四]季度))  # 26年底
        |(?<![{HAN_YEAR}])[一二壹贰][{HAN_YEAR}]{{3}})  # 二〇三五 · 贰零贰陆
    [ \t]?年度?[ \t]?
    (?:
        (?P<month>\d{{1,2}}|{HAN_MONTH})[ \t]?月份?  # 6月 · 十二月份
        (?:[ \t]?(?P<day>{DAY})[ \t]?[日号]{HOUR})?  # 15日
        (?P<third>上旬|中旬|下旬)?
        (?P<range>[ \t]?{TO}[ \t]?(?P<last_month>\d{{1,2}})[ \t]?月  # 3月至10月 · 8月11日至8月22日
            (?:(?P<last_day>{DAY})[日号]{HOUR}|份?[底末])?)?
        |{QUARTER}  # 第三季度 · Q3 · 上半年
    )?
    (?P<end>年?[底末]|年终|结束)?(?P<before>[ \t]?之?前(?!后|[三十]|\d)|以前|年?内(?![容部外涵需在]))?  # 年底前""",
    re.VERBOSE,
)
# 2026-12-31 · 2026.6.30前 · 2026/6底前 · 2024.3—2025.6
DIGITS = re.compile(
    r"""
    (?P<lead>到|至|截至|截止)?[ \t]?
    (?:(?<![\d.．/\-])20\d\d[-/.．]\d{1,2}(?:[-/.．]\d{1,2})?[ \t]?[—–\-~～至到]{1,2}[ \t]?|(?<![\d.．/\-]))
    (?P<year>20\d\d)(?P<mark>[-/.．])(?P<month>1[0-2]|0?[1-9])(?:(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9]))?(?![\d%％])
    (?P<end>[底末])?(?P<before>[ \t]?之?前(?!后|[三十]|\d))?""",
    re.VERBOSE,
)
# 2024、2025、2026年: the years of a list, of which only the last has its word
OF_LIST = re.compile(r"(?<![\d.．/\-—–~～])20\d\d(?=(?:[ \t]*[、和][ \t]*20\d\d){1,5}[ \t]?年)")
# a plan period: “十四五”末 · 到“十五五”期末 · “十四五”期间; 较“十三五”末 compares
PLAN = re.compile(
    r"""
    (?P<lead>到|至|较|比|相比|与|同)?[“\"「]?(?P<plan>十[一二三四五六七八九]|二十)五[”\"」]?
    (?:(?:规划)?期?(?P<end>[末底])|(?P<period>规划期间?|时期|期间))(?P<before>之?前)?""",
    re.VERBOSE,
)
# 用3年时间（2029年至2031年）: the last of the years
FROM_TO = (
    rf"[ \t]?[（(](?:自|从)?20\d\d年?(?:\d{{1,2}}月)?[ \t]?{TO}[ \t]?"
    r"(?P<year>20\d\d)年?(?:(?P<month>1[0-2]|0?[1-9])月)?[底末]?[）)]"
)
SPAN_OF_YEARS = re.compile(
    rf"(?:计划|力争|争取|确保|拟)?(?:利用|用|经过|通过)[ \t]?(?:\d{{1,2}}|[{HAN_YEAR}两十]{{1,2}})[ \t]?"
    rf"年(?:左右)?的?时间{FROM_TO}"
)
CENTURY = re.compile(r"(?:到|至)?(?:本|21|二十一)世纪中叶(?:前|时)?")
# what follows a date that only opens a period or compares: 2025年起, 2020年的基础上, 2020年相比; but 2025年初步建成
NO_END = re.compile(
    rf"[ \t]?(?:(?<=前)的(?!目标|任务|重点|工作|要求)|起(?![草飞步])|以来|以后|之后|后(?!备)|为基|的?基础|相比"
    rf"|基准|版|同期|水平|初(?![步见具级中])"
    rf"|{TO}[ \t]?(?:\d|[明次]年|今后|[上下]半年|年[底末]))"
)
# 2000年底前建成的小区: a condition
CONDITION = re.compile(
    r"已?(?:建成|建造|建设|投运|投产|竣工|登记|注册|成立|出生|取得|购买|投入使用|批准)[^，。；、\n]{0,4}的"
)
# 2021—2025年 · 2021年至2025年 · 2025年3月至2026年6月
BEFORE_RANGE = re.compile(
    r"(?:自|从)?(?<!\d)(?:19|20)\d\d[ \t]?年?[ \t]?(?:\d{1,2}[ \t]?月(?:\d{1,2}日|[底末初])?[ \t]?)?"
    r"(?:[—–\-－~～]{1,2}|至|到)[ \t]?$"
)
# 规划期至2025年 · 有效期至 · 1—3: no date to be kept
BEFORE_TERM = re.compile(r"(?:\d年?[ \t]?[—–\-－~～]{1,2}|期限?为?|\d年)$")
FIRST_PLAN_END = 1955
MID_CENTURY = date(2050, 12, 31)


def dates_with_year(text: str, within: Span) -> list[DateExpression]:
    """The dates in a stretch of text that say of which year or plan they are, in no order.

    >>> [(str(each.due_on), each.force.value) for each in dates_with_year("2026.6.30前", Span(0, 10))]
    [('2026-06-30', 'due')]
    """
    found = [_calendar(text, match) for match in CALENDAR.finditer(text, within.start, within.end)]
    found += list(_digits(text, within))
    found += [
        DateExpression(Span(*match.span()), Force.DURING, date(int(match[0]), 12, 31), Precision.YEAR)
        for match in OF_LIST.finditer(text, within.start, within.end)
    ]
    found += [_plan(text, match) for match in PLAN.finditer(text, within.start, within.end)]
    for match in SPAN_OF_YEARS.finditer(text, within.start, within.end):
        if due := last_day(int(match["year"]), month=match["month"]):
            found.append(DateExpression(Span(*match.span()), Force.DUE, *due))
    found += [
        DateExpression(
            Span(*match.span()), Force.DUE, MID_CENTURY, Precision.YEAR, carries=True, rule="本世纪中叶，按2050年"
        )
        for match in CENTURY.finditer(text, within.start, within.end)
    ]
    return found


def _plan(text: str, match: re.Match[str]) -> DateExpression:
    number, is_until = parse_int(match["plan"]) or 0, match["lead"] in ("到", "至")
    force = Force.DUE if match["end"] or is_until or match["before"] else Force.DURING
    if (match["lead"] and not is_until) or NO_END.match(text, match.end()):
        force = Force.NONE
    end = date(FIRST_PLAN_END + 5 * number, 12, 31)
    return DateExpression(Span(*match.span()), force, end, Precision.PLAN_PERIOD, is_until)


def _digits(text: str, within: Span) -> Iterator[DateExpression]:
    """2026-12-31; year and month alone (2026.6) only where 底 or 前 follows, or nothing else stands there (a cell)."""
    for match in DIGITS.finditer(text, within.start, within.end):
        if not (match["day"] or match["end"] or match["before"] or match.span() == (within.start, within.end)):
            continue
        due = last_day(int(match["year"]), month=match["month"], day=match["day"])
        if due is None:
            yield DateExpression(Span(*match.span()), Force.IMPOSSIBLE)
        else:
            binds = (match["lead"] or "")[:1] in "到至" and (match["lead"] or match["end"] or match["before"])
            yield DateExpression(Span(*match.span()), Force.DUE if binds else Force.DURING, *due)


def _calendar(text: str, match: re.Match[str]) -> DateExpression:
    year = match.start("year")
    printed = parse_int(match["year"]) or 0
    due = last_day(
        printed + 2000 * (printed < 100 and len(match["year"]) == 2),
        month=match["last_month"] or match["month"],
        day=match["last_day"] if match["range"] else match["day"],
        third=match["third"],
        quarter=_quarter(match),
        half=match["half"],
    )
    if due is None:
        return DateExpression(Span(year, match.end()), Force.IMPOSSIBLE)
    if match["range"]:
        return DateExpression(Span(year, match.end()), Force.DURING, *due)
    term = BEFORE_RANGE.search(text[max(0, year - 18) : year])
    if term:
        precision = due[1] if match["month"] or match["half"] else Precision.PLAN_PERIOD
        return DateExpression(Span(year - len(term[0]), match.end()), Force.DURING, due[0], precision)
    force = _force(text, match)
    lead = match["lead"].removeprefix("相比").removeprefix("计划").removeprefix("预计")
    is_until = lead.endswith(("到", "至"))
    start = match.end("lead") - 1 if force is Force.DUE and is_until else year
    return DateExpression(Span(start, match.end()), force, due[0], due[1], is_until)


def _quarter(match: re.Match[str]) -> str | None:
    return match["quarter"] or match["q"]


def _force(text: str, match: re.Match[str]) -> Force:
    lead = match["lead"]
    start = match.start() if lead[:1] in "到至" else match.start("year")
    if lead.startswith(("截", "相比", "较", "比", "自", "从", "以", "由")) or NO_END.match(text, match.end()):
        return Force.NONE
    if BEFORE_TERM.search(text, max(0, start - 8), start) or CONDITION.match(text, match.end()):
        return Force.NONE
    firm = lead not in ("", "在", "于", "计划", "预计") or match["before"] or match["end"] or _quarter(match)
    return Force.DUE if firm else Force.DURING
