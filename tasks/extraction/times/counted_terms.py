"""Text in; what is due within a time (5年内, 印发后30日内, 年底前) out, with its day where the start is known."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from documents.text.notes import Note, NoteKind
from documents.text.numerals import parse_int
from documents.text.spans import Span
from tasks.extraction.times.anchors import NAMES, Anchors
from tasks.extraction.times.dated import FROM_TO
from tasks.extraction.times.finishing import DONE
from tasks.extraction.values import Anchor, DeadlineMention, Precision, Term, TermUnit
from tasks.occurrences import day_in

NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})"
# 实施三年行动 is none: within or since has to be said
TERM = re.compile(
    rf"""
    (?P<act>印发|下发|发布|公布|施行|实施|出台)(?P<since>之日起?|之后|后|起)?[ \t]?  # 印发后30天内 · 印发之日起1年
        (?:(?<=之日起)[，,]?[^，。；\n\d一二三四五六七八九十两半]{{0,14}})?  # 自公布之日起，有关单位要在1个月内
        (?P<count>{NUMBER})[ \t]?个?(?P<unit>工作日|日|天|周|月|年)(?(since)(?:之?内|左右)?|之?内)(?!后|有效)
    |(?:力争|用|利用|未来|争取|经过)?(?<![近去第每\d])(?:{NUMBER}[—–\-~～至到])?(?P<years>{NUMBER})年  # 用3—5年
        (?:左右)?(?:的?时间|之?内)(?!的|有效)  # 左右时间 · 内
    |(?<![可许得])提前(?P<ahead>{NUMBER})年  # 提前一年; not 可提前一年参加考试
    |(?<![年每月\d])(?:(?:今|本|(?P<next>明))年度?年?|年)底前  # 年底前 · 明年底前
    |(?P<later>明年)(?:1[0-2]|0?[1-9])月[底末]前  # 明年6月底前""",
    re.VERBOSE,
)
PAST_YEARS = re.compile(
    r"(?:毕业|离校|入职|成立|注册|退役|退出|届满|刑满|释放|登记|出生"
    r"|近|过去|最近|连续|前|上|任期|有效期|每|满|在|其后|距今)[ \t]?$"
)
# 针对5年内减让显著的商品 · 3年内无违法记录的企业: says which, not by when
# 三年内不予受理: how long a ban holds
BANS = re.compile(r"(?:内)?[，,]?(?:未|没有|仍|[^，。；]{0,12}?(?:不得|不予|不再|不受理|取消其?|禁止|暂停|停止))")
ATTRIBUTE = re.compile(rf"(?!(?:[^，。；的]{{0,20}}?(?:{DONE})))[^，。；、]{{1,16}}的[^，。；、]")
# 对两年内受到两次以上处罚的，从重处罚: a condition
CONDITION = re.compile(r"[^，,。；]{1,24}的[，,]")
YEARS = re.compile(FROM_TO)  # 用3年时间（2029年至2031年）: a date
ACTS = {
    "印发": Anchor.PRINTED,
    "下发": Anchor.PRINTED,
    "发布": Anchor.PUBLISHED,
    "公布": Anchor.PUBLISHED,
    "施行": Anchor.EFFECTIVE,
    "实施": Anchor.EFFECTIVE,
    "出台": Anchor.ISSUED,
}
# 自印发之日起 · 在本方案印发后; 细则印发后 speaks of another text
OF_THIS_TEXT = re.compile(r"(?:^|[自从在应须将请需于当]|本[^\W\d_]{1,10})$")
# 认定后2年内 · 自批准之日起3年内
AFTER_EVENT = re.compile(r"(?:[^\W\d_年月季每](?<![一二三四五六七八九十百千万两])){2,18}(?:之日起|之后|后)")
UNITS = {"年": TermUnit.YEAR, "月": TermUnit.MONTH}
SHOWN = {TermUnit.DAY: "日", TermUnit.MONTH: "个月", TermUnit.YEAR: "年"}
LAST_YEAR = 2100  # no document looks further


def find_terms(text: str, within: Span, anchors: Anchors) -> Iterator[DeadlineMention | Note]:
    """The terms in a stretch of text (期限), in order. A number that cannot be read gives a note.

    >>> from documents.structure.values import ParsedDocument, ParsedHeader
    >>> text, anchors = "印发后30日内报送", Anchors(ParsedDocument("", ParsedHeader(), ()))
    >>> [(each.term.count, each.term.anchor.value) for each in find_terms(text, Span(0, 9), anchors)]
    [(30, 'printed')]
    """
    for match in TERM.finditer(text, within.start, within.end):
        if match["years"] and (
            PAST_YEARS.search(text, max(within.start, match.start() - 4), match.start())
            or ATTRIBUTE.match(text, match.end(), within.end)
            or BANS.match(text, match.end(), within.end)
            or CONDITION.match(text, match.end(), within.end)
            or YEARS.match(text, match.end(), within.end)
        ):
            continue
        if match["count"] or match["years"] or match["ahead"]:
            yield _counted(text, within, match, anchors)
        elif anchors.year is None:
            yield _by_year_end(match)


def _counted(text: str, within: Span, match: re.Match[str], anchors: Anchors) -> DeadlineMention | Note:
    """A term with a number (5年内, 印发后30日内), with its last day where its anchor is known."""
    length = read_length(match["count"] or match["years"] or match["ahead"], match["unit"] or "年")
    anchor, span = _start(text, within, match, anchors)
    if length is None:
        return Note(NoteKind.UNREAD_DATE, "这里的期限长短未能读出，未作为时限", span)
    term = Term(*length, anchor, span.quote(text))
    start = anchors.day(anchor)
    if match["unit"] == "工作日":
        return DeadlineMention(None, "", span, term=term, rule="按工作日计，未推算到日")
    due = add(start.day, term) if start else None
    if start is None or due is None:
        return DeadlineMention(None, "", span, term=term)
    fallback = "" if start.kind is anchor else f"未见{NAMES[anchor]}，"
    rule = f"{fallback}{start}起{term.count}{SHOWN[term.unit]}"
    return DeadlineMention(None, "", span, due, Precision.DAY, term=term, rule=rule)


def _start(text: str, within: Span, match: re.Match[str], anchors: Anchors) -> tuple[Anchor, Span]:
    """What the term is counted from, and its span, which includes the event it waits for (认定后2年内)."""
    clause = max(text.rfind(mark, within.start, match.start()) for mark in "，,。；;：:、（(）)“”《》\n") + 1
    span, before = Span(*match.span()), Span(max(clause, within.start), match.start()).strip(text)
    if match["act"]:
        words = before.quote(text)
        is_own = OF_THIS_TEXT.search(words) or anchors.names_itself(words)
        return (ACTS[match["act"]] if is_own else Anchor.EVENT), span
    if match["ahead"]:
        return Anchor.EVENT, span
    if AFTER_EVENT.fullmatch(text, before.start, before.end):
        return Anchor.EVENT, Span(before.start, span.end)
    return Anchor.NONE, span


def _by_year_end(match: re.Match[str]) -> DeadlineMention:
    """年底前 or 明年6月底前 in a document of no known year."""
    ahead = int(bool(match["next"] or match["later"]))
    term = Term(ahead, TermUnit.YEAR, Anchor.ISSUED, match[0])
    return DeadlineMention(None, "", Span(*match.span()), term=term)


def read_length(number: str, unit: str) -> tuple[int, TermUnit] | None:
    """The count and unit of a length as printed; None for what is no length.

    >>> read_length("两", "年")
    (2, <TermUnit.YEAR: 'year'>)
    >>> read_length("半", "月")
    (15, <TermUnit.DAY: 'day'>)
    """
    if number == "半":
        return {"年": (6, TermUnit.MONTH), "月": (15, TermUnit.DAY)}.get(unit)
    count = parse_int(number)
    if not count:
        return None
    return (7 * count, TermUnit.DAY) if unit == "周" else (count, UNITS.get(unit, TermUnit.DAY))


def add(start: date, term: Term) -> date | None:
    """The last day of a term that is counted from `start`; None beyond the year 2100.

    >>> str(add(date(2026, 1, 31), Term(1, TermUnit.MONTH, Anchor.PRINTED, "1个月内")))
    '2026-02-28'
    """
    if term.unit is TermUnit.DAY:
        due = start + timedelta(days=term.count)
    else:
        months = start.month - 1 + term.count * (12 if term.unit is TermUnit.YEAR else 1)
        year = start.year + months // 12
        if year > LAST_YEAR:
            return None
        due = day_in(year, months % 12 + 1, start.day)
    return due if due.year <= LAST_YEAR else None
