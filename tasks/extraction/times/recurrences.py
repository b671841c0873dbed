"""Text in; what returns (每年年底, 每季度首月5日前, 每五年) out, with its month and day where these are printed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from documents.text.notes import Note, NoteKind
from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.times.anchors import Anchors
from tasks.extraction.times.dated import HAN_DAY, HAN_MONTH
from tasks.extraction.times.dates import THIRDS
from tasks.extraction.values import DeadlineMention, Precision, Recurrence
from tasks.occurrences import day_in, next_occurrence

MONTH = rf"(?:\d{{1,2}}|{HAN_MONTH})"
DAY = rf"(?:\d{{1,2}}|{HAN_DAY})"
RECURRING = re.compile(
    rf"""
    (?P<year_end>(?:每一?年度?|各年度?)  # 每年年底前 · 每年12月31日前 · 每年十二月底
        (?:的?年?[底末]|(?:12|十二)月(?:份?底|末|(?P<last>31|三十一)[日号]))(?:之?前)?)
    |(?P<half_yearly>每半年|按半年|半年一次)
    |(?P<quarterly>(?:每个?|按|逐)季度?  # 每季度 · 每季度首月5日前
        (?:的?(?P<of_quarter>首月|末月|第[一二三123]个月|最后一个月)的?(?P<quarter_day>{DAY})[日号](?:之?前)?|[末初])?
        |季度末)
    |(?P<monthly>(?:每个?|按|逐)月(?:的?(?P<month_day>{DAY})[日号](?:之?前)?|[底末初])?  # 每月5日前
        |[次翌]月的?(?P<next_month_day>{DAY})[日号]之?前)  # 次月3日前
    |(?P<every_n_years>每隔?(?P<years>[2-9]|1\d|20|[两二三四五六七八九十])年(?!级))  # 每五年
    |(?P<yearly>
        (?:每一?年度?的?|(?:次|翌|下一)年度?(?=(?:\d|十|[一二三四五六七八九])[^，。；]{{0,6}}前))  # 次年3月底前
        (?:(?P<month>{MONTH})月(?:份?[底末]|(?P<day>{DAY})[日号]|(?P<third>[上中]旬)|下旬|份)?
            |第?(?P<quarter>[一二三四1-4])季度[末底]?|(?P<half>[上下])半年)?(?:之?前)?(?!均)
        |按年度?(?!产|龄)|年度性)""",
    re.VERBOSE,
)
# 每年增长20% · 每年只享受一次: what each year has, not when anything is due
NOT_RECURRING = re.compile(
    r"[ \t]?(?:的)?(?:增长|递增|递减|均|平均|人均|产|约有|接待|用于|能够?|通行|收入|销售|营业|处理|生活|一题"
    # 每年每户收取120元
    r"|每[人户生名亩村家校班床台辆所个头位][^，。；]{0,16}?(?:\d元|[\d万]元|收取|享受|补[助贴]|奖励|领取)"
    r"|按[\d一二两]|(?:只|仅|可以?|最多|最高|限|均可)?"
    r"(?:享受|补助|补贴|奖励|给予|发放|申领|领取|限[一1-9两]|[一1]次性|不超过|最高|仅|只))"
)
# 每人每年 · 每户每年: a rate
RATE = re.compile(r"每[人户生名亩村家校班床台辆所个头]$|/$")
# 每年6月5日为环境日 · 每年3月1日至5月31日: no last day
NO_LAST_DAY = re.compile(r"[ \t]?(?:起|至|到|为|是|[—–\-~～])")
# 每年1月15日前和7月15日前 · 每年2月底前…，3月底前…
ALSO = re.compile(
    rf"""
    (?<![\d年第每])(?P<month>{MONTH})月
    (?:(?P<day>{DAY})[日号]|份?[底末]|(?P<third>[上中]旬)|下旬)?之?前(?![后的])""",
    re.VERBOSE,
)
# 自2027年3月起，每月5日前 · 从4月份开始每季度 · 自2027年起每年
BEGINS = re.compile(
    rf"(?:自|从|于)(?:(?:(?P<year>20\d\d)年|今年|本年)?(?P<month>{MONTH})月份?(?:{DAY}[日号])?|(?P<whole>20\d\d)年度?)"
    r"(?:起(?!草)|开始)"
)
STOP = re.compile(r"[；;。\n]|\d{4}[ \t]?年")
MONTHS_OF_QUARTER = {"首": 1, "末": 3, "最": 3, "一": 1, "二": 2, "三": 3, "1": 1, "2": 2, "3": 3}
DECEMBER = 12
LEAP_YEAR = 2000  # in which every day of a month exists


def find_recurrences(text: str, within: Span, anchors: Anchors) -> Iterator[DeadlineMention | Note]:
    """The recurrences in a stretch of text (例行), in order. A day that no month has gives a note.

    >>> from documents.structure.values import ParsedDocument, ParsedHeader
    >>> text, anchors = "每季度首月5日前报送", Anchors(ParsedDocument("", ParsedHeader(), ()))
    >>> [(each.recurrence.value, each.in_month, each.on_day) for each in find_recurrences(text, Span(0, 10), anchors)]
    [('quarterly', 1, 5)]
    """
    for match in RECURRING.finditer(text, within.start, within.end):
        if NOT_RECURRING.match(text, match.end()) or RATE.search(
            text, max(within.start, match.start() - 2), match.start()
        ):
            continue
        kind = Recurrence(match.lastgroup or "yearly")
        mention = DeadlineMention(None, "", Span(*match.span()), recurrence=kind)
        begin = _begin(text, within, anchors)
        if match["years"]:
            yield replace(mention, interval=parse_int(match["years"]))
        elif NO_LAST_DAY.match(text, match.end()):
            yield mention
        else:
            yield from _placed(mention, *_month_and_day(match), anchors, begin)
        if match["month"]:
            yield from _also(text, Span(match.end(), within.end), anchors, begin)


def _begin(text: str, within: Span, anchors: Anchors) -> date | None:
    """The first day of the month or year from which on something returns, where the words say so."""
    match = BEGINS.search(text, within.start, within.end)
    if match and match["whole"]:
        return date(int(match["whole"]), 1, 1)
    year = (int(match["year"]) if match["year"] else anchors.year) if match else None
    month = parse_int(match["month"]) if match else None
    return date(year, month, 1) if year and month and month <= DECEMBER else None


def _also(text: str, rest: Span, anchors: Anchors, begin: date | None) -> Iterator[DeadlineMention | Note]:
    """The further days of a yearly duty, up to the next ； or date with a year."""
    stop = STOP.search(text, rest.start, rest.end)
    for match in ALSO.finditer(text, rest.start, stop.start() if stop else rest.end):
        mention = DeadlineMention(None, "", Span(*match.span()), recurrence=Recurrence.YEARLY)
        yield from _placed(mention, *_in_year(match), anchors, begin)


def _month_and_day(match: re.Match[str]) -> tuple[int | None, int | None]:
    """The month within the period and the day, as far as they are printed."""
    if match["last"]:
        return 12, 31
    if match["of_quarter"]:
        words = match["of_quarter"]
        return MONTHS_OF_QUARTER[words[1] if words[0] == "第" else words[0]], parse_int(match["quarter_day"])
    if day := match["month_day"] or match["next_month_day"]:
        return None, parse_int(day)
    if match["quarter"]:
        return 3 * (parse_int(match["quarter"]) or 0), None
    if match["half"]:
        return 6 if match["half"] == "上" else 12, None
    return _in_year(match) if match["month"] else (None, None)


def _in_year(match: re.Match[str]) -> tuple[int | None, int | None]:
    """The month and day of a yearly duty as printed."""
    return parse_int(match["month"]), parse_int(match["day"]) if match["day"] else THIRDS.get(match["third"] or "")


def _placed(
    mention: DeadlineMention, month: int | None, day: int | None, anchors: Anchors, begin: date | None = None
) -> Iterator[DeadlineMention | Note]:
    """The mention with its month and day; with a printed day, also with the first such day from `begin`, else from the
    document's date on. A note where there is no such day."""
    if not _exists(mention.recurrence, month, day):
        yield Note(NoteKind.UNREAD_DATE, "每年没有这一天，未作为时限", mention.span)
        return
    mention = replace(mention, in_month=month, on_day=day)
    yield _dated(mention, anchors, begin) if day is not None else mention


def _exists(recurrence: Recurrence | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return False
    is_of_year = recurrence in (Recurrence.YEARLY, Recurrence.YEAR_END) and month is not None
    last = day_in(LEAP_YEAR, month or 1, None).day if is_of_year else 31
    return day is None or 1 <= day <= last


def _dated(mention: DeadlineMention, anchors: Anchors, begin: date | None) -> DeadlineMention:
    """The mention with the first day it falls on from `begin` or the document's date, whichever is later, else from
    the begin of the document's year."""
    first, kind = anchors.first, str(mention.recurrence)
    if begin and not (first and first.day > begin):
        start, rule = begin, f"{begin.year}年{begin.month}月起的首次"
    elif first:
        start, rule = first.day, f"{first}起的首次"
    elif anchors.year and kind in (Recurrence.YEARLY, Recurrence.YEAR_END):
        start, rule = date(anchors.year, 1, 1), f"未写年份，按文件年份{anchors.year}年"
    else:
        return mention
    due = next_occurrence(kind, start, mention.in_month, mention.on_day)
    return replace(mention, due_on=due, precision=Precision.DAY if due else None, rule=rule)
