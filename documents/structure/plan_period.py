"""A title and the text below it in; the years that the document plans for (规划期) out: （2021—2025年）, “十四五”."""

import re
from datetime import date

from documents.structure.paragraphs import without_blanks
from documents.structure.values import PlanPeriod, Words
from documents.text.numerals import parse_int
from documents.text.spans import Span

TO = r"[ \t]?(?:[—–\-－~～]{1,2}|至|到)[ \t]?"
RANGE = rf"(?P<first>(?:19|20)\d\d)[ \t]?年?{TO}(?P<last>20\d\d)[ \t]?年?"
# （2021—2025年） · 2023-2035年
OF_TITLE = re.compile(rf"(?<!\d){RANGE}(?!\d)")
# “十四五”
PLAN = re.compile(r"[“\"「]?(?P<plan>十[一二三四五六七八九]|二十)五[”\"」]?(?!年)")
# 2026年工作要点 · 2024年度重点任务
ONE_YEAR = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[ \t]?年度?(?=[^—–\-－~～至到]{0,24}(?:要点|计划|任务|安排|方案|清单|分工|工作))"
)
# 规划期为2021—2025年 · 规划期限：2021-2035年 · 规划期至2035年
STATED = re.compile(
    rf"(?:规划|计划|实施|行动)(?:期限|期|年限|时限)(?:为|是|自|从|[：:])?[ \t]?"
    rf"(?:{RANGE}|(?:至|到)(?P<until>20\d\d)年)(?![\d月])"
)
BEFORE_PLANS = 1951  # the fourteenth five-year plan began in 2021, 14 times five years later
FURTHEST = 60  # years that any plan spans


def find_plan_period(text: str, title: Words | None) -> PlanPeriod | None:
    """The period that the title names, else the one that the text states in so many words; None where neither does.

    >>> title = "青海省生态经济发展规划（2021—2025年）"
    >>> period = find_plan_period(title, Words(title, Span(0, len(title))))
    >>> period.first_year, str(period.until), period.words.text
    (2021, '2025-12-31', '2021—2025年')
    """
    if title:
        for pattern in (OF_TITLE, PLAN, ONE_YEAR):
            if found := _read(text, pattern.search(text, title.span.start, title.span.end)):
                return found
    return _read(text, STATED.search(text))


def _read(text: str, match: re.Match[str] | None) -> PlanPeriod | None:
    """The period that a match says; None for one that ends before it begins."""
    if match is None:
        return None
    said = match.groupdict()
    if number := said.get("plan") and parse_int(said["plan"]):
        first = BEFORE_PLANS + 5 * number
        last = first + 4
    else:
        first = int(said.get("first") or said.get("year") or 0)
        last = int(said.get("last") or said.get("until") or first)
    if first and not 0 <= last - first <= FURTHEST:
        return None
    span = Span(*match.span())
    return PlanPeriod(first or None, date(last, 12, 31), Words(without_blanks(span.quote(text)), span))
