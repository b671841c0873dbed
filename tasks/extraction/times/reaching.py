"""A part that is a heading over tasks in; the dates out that hold for each of them: 以下任务2025年底前完成：."""

import re
from collections.abc import Iterator, Sequence

from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.spans import Span
from tasks.extraction.scopes import GOALS
from tasks.extraction.times.anchors import Anchors
from tasks.extraction.times.date_finder import find_dates
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.values import DeadlineMention, ParsedTask, Precision

# the words of a time: 2024年3月—6月 · 2026年底前 · “十五五”期间
LETTER_OF_TIME = r"[\d年月日底末初前内上中下旬第一二三四五六七八九十季度半期间时即自从起“”\"—–\-－~～至到、 .．]"
TIME = rf"{LETTER_OF_TIME}{{4,30}}"
# 第一阶段（2024年3月—6月） · 重点任务（2025年底前完成） · （省财政厅牵头，2025年底前）: the time that ends a heading
BRACKETED = re.compile(
    rf"[（(〔［](?:[^（）()〔〕［］]{{2,40}}[，,；;])?(?P<words>{TIME}(?:全部|基本)?(?:完成|办结)?)[）)〕］][：:。]?$"
)
# 第一阶段：2025年1月—3月, also where a heading ends with 阶段 and its text begins with the time
PHASE = re.compile(rf"[^，,。：:]{{0,16}}阶段[：:，, \t\u3000]*(?P<words>{TIME})$")
# 2026年4月至6月：集中攻坚 · 第一季度 · 10月 · 2027年
TIME_FIRST = re.compile(rf"(?P<words>(?=[^：:]*[年月季半]){LETTER_OF_TIME}{{2,30}})(?:[：:][^，,。：:]{{2,20}})?$")
TITLE_OF_TIME = re.compile(r"(?!有效)[^，。：]{0,6}(?:时间|期限|时限)(?:安排)?")  # 抽查时间
PHASE_TEXT = re.compile(rf"\s*(?P<words>{TIME})(?:[，。：:\n]|$)")
# 2025年重点任务 · 2026年度工作安排; not 2025年工作回顾
OF_YEAR = re.compile(
    r"20\d\d年(?:度)?(?:的)?(?:主要|重点|目标|工作|年度)*(?:任务|工作|事项|项目)"
    r"(?:安排|清单|要点|计划|部署|[及和与]?(?:责任)?分工|[及和与]措施)?$"
)
# 2025年底前完成的任务 · 2026年6月底前完成; not 2025年底前取得资质的企业
DONE_BY = re.compile(
    r"(?:前|内|年底|月底)(?:必须|需|须|要|应)?(?:全部|基本)?(?:完成|落实|办结|到位|实现|取得)"
    r"(?![^，,。的]{0,12}的(?!.{0,6}(?:任务|工作|事项|项目|目标|内容|措施)))"
)
THINGS = r"(?:任务|工作|事项|措施|项目|内容)"
# 以下任务 · 下列各项工作 · 本部分任务 · 各项任务…完成; not 300吨以下的项目, 各项工作取得成效
ITEMS = re.compile(
    rf"(?:(?:(?:^|(?<=[，,；;：:前内成进好实施展将对照按由于下]))以下|下列|如下|下述|本(?:部分|章|节|阶段|项))"
    rf"[^，,。；;：:\n]{{0,8}}?{THINGS}"
    rf"|(?:各项|全部|所有)[^，,。；;：:\n]{{0,8}}?(?:任务|工作|事项|措施)[^，,。；;：:\n]{{0,16}}?(?:完成|落实|办结|到位)"
    rf"|(?:完成|推进|实施|做好|抓好|落实)(?:以下|下列|如下|(?:各项|全部|所有)(?:任务|工作|事项|措施)))"
)
# 到2030年，实现以下目标： · 2025年以来取得以下成绩：
NO_WORK = re.compile(r"目标(?!任务)|指标|成效|成绩|成果|问题|不足|除外|享受|奖励|补[助贴]|条件|标准")
# 2026年底前新开工的项目，…: of which ones it is spoken
CONDITION = re.compile(r"(?![^，,。的]{0,4}(?:完成|办结|落实|实施|推进))[^，,。；;：:]{1,12}的[^，,。；;：:]{1,8}[，,]")
OTHER_DATE = re.compile(r"\d[ \t]?[年月]|季度|半年")
LONGEST = 400  # characters of a sentence that introduces what stands below it


def find_heading_times(
    document: ParsedDocument, tasks: Sequence[ParsedTask], anchors: Anchors
) -> Iterator[DeadlineMention]:
    """The dates in headings over tasks, and in those that are the title of a task, that say by when what stands below
    is done.

    >>> from documents.structure import parse
    >>> from documents.text import read, repair
    >>> from tasks.extraction.values import ParsedTask
    >>> document = parse(repair(read("一、2025年底前完成的任务\\n（一）治理河流。全面治理。".encode(), "a.txt")))
    >>> task = ParsedTask("1.1", "（一）", "治理河流", (), "全面治理。", "", document.section("1.1").span)
    >>> [str(found.due_on) for found in find_heading_times(document, [task], Anchors(document))]
    ['2025-12-31']
    """
    items = {task.item for task in tasks}
    above = sections_above(tasks) - items
    for section in document.sections:
        is_over_tasks = section.id in above and not GOALS.search(section.title)
        if section.id in items or is_over_tasks or TITLE_OF_TIME.fullmatch(section.title):
            for date in _dates(document.text, section, anchors):
                if date.due_on:
                    yield DeadlineMention(None, "", date.span, date.due_on, date.precision, rule=date.rule)


def sections_above(tasks: Sequence[ParsedTask]) -> frozenset[str]:
    """The ids of the sections that are headings over tasks.

    >>> sorted(sections_above([ParsedTask("2.1.14", "14.", "", (), "", "", Span(0, 0))]))
    ['2', '2.1']
    """
    parts = (task.id.split(".") for task in tasks)
    return frozenset(".".join(part[:depth]) for part in parts for depth in range(1, len(part)))


def reaches(text: str, sentence: Span, date: Span) -> bool:
    """Whether a date in the words above items holds for the items: its sentence speaks of them or introduces them as
    work, and names no other date.

    >>> text = "2025年底前完成以下任务：", "到2025年，产业结构明显优化。", "到2025年，实现以下目标："
    >>> [reaches(each, Span(0, len(each)), Span(0, 6)) for each in text]
    [True, False, False]
    """
    if len(sentence) > LONGEST:
        return False
    words = sentence.quote(text).rstrip()
    around = text[sentence.start : date.start], text[date.end : sentence.end]
    if NO_WORK.search(words) or any(OTHER_DATE.search(each) for each in around) or CONDITION.match(around[1]):
        return False
    return words.endswith(("：", ":")) or bool(ITEMS.search(words))


def _dates(text: str, section: ParsedSection, anchors: Anchors) -> Iterator[DateExpression]:
    """The dates of a heading that end it in brackets, that say by when its tasks are done, or of what year they are."""
    heading = Span(min(section.heading.start + len(section.number), section.heading.end), section.heading.end)
    title = heading.strip(text, " \n\u3000。：:")
    if bracket := BRACKETED.search(text, title.start, title.end):
        yield from _binding(text, Span(*bracket.span("words")), anchors)
    elif phase := _phase(text, section, title):
        yield from _binding(text, phase, anchors)
    elif DONE_BY.search(text, title.start, title.end):
        yield from _binding(text, title, anchors)
    elif OF_YEAR.match(title.quote(text)):
        dates = (date for date in find_dates(text, title, anchors.year) if date.precision is Precision.YEAR)
        yield from (date for date in dates if date.due_on and date.due_on.year >= (anchors.year or 0))


def is_of_phase(text: str, section: ParsedSection, date: Span) -> bool:
    """Whether a date is the time of the phase that a section describes: 第一阶段：2025年1月—3月。"""
    phase = _phase(text, section, section.heading.strip(text, " \n\u3000。：:"))
    return phase is not None and date in phase


def _phase(text: str, section: ParsedSection, title: Span) -> Span | None:
    """The words of the time of a phase, in its title or where its text begins."""
    found = PHASE.fullmatch(text, title.start, title.end) or TIME_FIRST.fullmatch(text, title.start, title.end)
    if not found and (title.quote(text).endswith("阶段") or TITLE_OF_TIME.fullmatch(section.title)):
        found = PHASE_TEXT.match(text, section.own.start, section.own.end)
    return Span(*found.span("words")) if found else None


def _binding(text: str, within: Span, anchors: Anchors) -> Iterator[DateExpression]:
    """The last of the dates in such words, unless it only opens a time (2025年起)."""
    dates = [date for date in find_dates(text, within, anchors.year) if date.force in (Force.DUE, Force.DURING)]
    yield from dates[-1:]
