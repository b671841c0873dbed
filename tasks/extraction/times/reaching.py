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

# 第一阶段（2024年3月—6月） · 重点任务（2025年底前完成）: a date in brackets that ends a heading
BRACKETED = re.compile(r"[（(〔［](?P<words>[^（）()〔〕［］]{3,30})[）)〕］][：:。]?$")
# 2025年重点任务 · 2026年目标任务
OF_YEAR = re.compile(r"^(?:20\d\d)年(?:度)?(?:的)?(?:主要|重点|目标|工作|年度)*(?:任务|工作|事项|项目)")
# 2025年底前完成的任务 · 2026年6月底前完成
DONE_BY = re.compile(r"(?:前|内|年底|月底)(?:需|须|要|应)?(?:全部|基本)?(?:完成|落实|办结|到位|实现|取得)")
# 以下任务 · 下列各项工作 · 本部分任务 · 各项任务
ITEMS = re.compile(
    r"(?:以下|下列|如下|下述|本(?:部分|章|节|阶段|项)|各项|全部|所有)[^，,。；;：:\n]{0,8}?(?:任务|工作|事项|措施|项目|内容)"
    r"|(?:完成|推进|实施|做好|抓好|落实)(?:以下|下列|如下)"
)


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
    binding = {*sections_above(tasks), *(task.item for task in tasks)}
    for section in document.sections:
        if section.id in binding and not GOALS.search(section.title):
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


def reaches(text: str, sentence: Span) -> bool:
    """Whether a date in the words above items holds for the items: its sentence speaks of them, or introduces them.

    >>> text = "2025年底前完成以下任务：", "到2025年，产业结构明显优化。"
    >>> [reaches(each, Span(0, len(each))) for each in text]
    [True, False]
    """
    words = sentence.quote(text).rstrip()
    return words.endswith(("：", ":")) or bool(ITEMS.search(words))


def _dates(text: str, section: ParsedSection, anchors: Anchors) -> Iterator[DateExpression]:
    """The dates of a heading that end it in brackets, that say by when its tasks are done, or of what year they are."""
    heading = Span(min(section.heading.start + len(section.number), section.heading.end), section.heading.end)
    title = heading.strip(text, " \n\u3000。：:")
    if bracket := BRACKETED.search(text, title.start, title.end):
        yield from _binding(text, Span(*bracket.span("words")), anchors)
    elif DONE_BY.search(text, title.start, title.end):
        yield from _binding(text, title, anchors)
    elif OF_YEAR.match(title.quote(text)):
        yield from (date for date in find_dates(text, title, anchors.year) if date.precision is Precision.YEAR)


def _binding(text: str, within: Span, anchors: Anchors) -> Iterator[DateExpression]:
    """The last of the dates in such words, unless it only opens a time (2025年起)."""
    dates = [date for date in find_dates(text, within, anchors.year) if date.force in (Force.DUE, Force.DURING)]
    yield from dates[-1:]
