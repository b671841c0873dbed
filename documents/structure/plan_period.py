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
# “十四五” · 第十五个五年规划; not 二十五条措施
PLAN = re.compile(
    r"[“\"「](?P<plan>十[一二三四五六七八九]|二十)五[”\"」](?!年)|(?<![第百二三四五六七八九])(?P<bare>十[一二三四五六七八九])五(?=[\u4e00-\u9fff])(?![年条项个届次号届周])"
    r"|第(?P<nth>十[一二三四五六七八九]|二十)个五年(?:规划|计划)"
)
# 2026年工作要点 · 2024年度重点任务; not 2025年修订, 2024年度审计整改方案
ONE_YEAR = re.compile(
    r"(?<![\d—–\-－~～至到])(?P<year>20\d\d)[ \t]?年度?(?![底末以之前后起]|修[订正]|版|第|[0-9]+号)"
    r"(?=(?:(?!考核|评价|评估|审计|整改|决算|年报|检查|督察|督查|巡视|反馈|验收|绩效|会议|讲话|精神|远景|修[订正])[^—–\-－~～至到]){0,24}"
    r"(?:要点|计划|任务|安排|方案|清单|分工|工作(?=$|的|》)))"
)
# 2030年前碳达峰行动方案
BEFORE_YEAR = re.compile(
    r"(?<![\d—–\-－~～至到])(?P<until>20\d\d)[ \t]?年(?:底|末)?(?:以|之)?前(?=[^—–\-－~～至到]{0,24}(?:方案|计划|规划))"
)
# 规划期为2021—2025年 · 本方案实施期限：2021-2035年 · 规划期至2035年; not 项目实施期限
STATED = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=本)|(?<=本规划)|(?<=本方案)|(?<=本计划)|(?<=本行动)|(?<=本意见)|(?<=本纲要)|(?<=本措施)|(?<=本方案的))"
    rf"(?:规划|计划|实施|行动|方案)(?:期限|期|年限|时限)(?:为|是|自|从|[：:])?[ \t]?"
    rf"(?:{RANGE}|(?:至|到)(?P<until>20\d\d)年)(?![\d月])"
)
# a title that looks back at a plan, or speaks of the making of one: “十四五”规划实施情况, 关于表彰2025年度…
NO_PLAN = re.compile(
    r"(?:执行|完成|实施|落实|进展|开展)情况|总结|(?:中期|终期|期末)评估|评估报告|回顾|公报|通报|决算|表彰|表扬|名单|公示|废止|终止|停止执行|"
    r"规划编制|计划编制|编制工作|前期工作|的决定$"
)
# what stands in title marks is another document's title, unless this one issues it: 贯彻《…（2021—2035年）》
OTHERS = re.compile(r"(?<!印发)(?<!转发)(?<!发布)(?<!公布)(?<!颁布)(?<!批准)(?<!批复)(?<!下达)《[^《》\n]*》")
BEFORE_PLANS = 1951  # the fourteenth five-year plan began in 2021, 14 times five years later
FURTHEST = 60  # years that any plan spans


def find_plan_period(text: str, title: Words | None) -> PlanPeriod | None:
    """The period that the title names, else the one that the text states in so many words; None where neither does,
    where the title names several, and where it looks back at a plan (“十四五”规划实施情况).

    >>> title = "青海省生态经济发展规划（2021—2025年）"
    >>> period = find_plan_period(title, Words(title, Span(0, len(title))))
    >>> period.first_year, str(period.until), period.words.text
    (2021, '2025-12-31', '2021—2025年')
    """
    if title:
        if NO_PLAN.search(text, title.span.start, title.span.end):
            return None
        others = [Span(*match.span()) for match in OTHERS.finditer(text, title.span.start, title.span.end)]
        for pattern in (OF_TITLE, PLAN, BEFORE_YEAR, ONE_YEAR):
            found = [
                match
                for match in pattern.finditer(text, title.span.start, title.span.end)
                if not any(Span(*match.span()) in other for other in others)
            ]
            periods = [period for match in found if (period := _read(text, match))]
            if periods:
                one = len({(period.first_year, period.until) for period in periods}) == 1
                return periods[0] if one else None
    return _read(text, STATED.search(text))


def _read(text: str, match: re.Match[str] | None) -> PlanPeriod | None:
    """The period that a match says; None for one that ends before it begins."""
    if match is None:
        return None
    said = match.groupdict()
    plan = said.get("plan") or said.get("bare") or said.get("nth")
    if number := plan and parse_int(plan):
        first = BEFORE_PLANS + 5 * number
        last = first + 4
    else:
        first = int(said.get("first") or said.get("year") or 0)
        last = int(said.get("last") or said.get("until") or first)
    if first and not 0 <= last - first <= FURTHEST:
        return None
    span = Span(*match.span())
    return PlanPeriod(first or None, date(last, 12, 31), Words(without_blanks(span.quote(text)), span))
