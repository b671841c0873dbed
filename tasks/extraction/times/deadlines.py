"""A parsed document and its tasks in; by when things are due, and how often they return, out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from documents.structure.values import ParsedDocument
from documents.text.duty_labels import BARE, BODIES, COLON
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.scopes import Places, ScopeKind, regions
from tasks.extraction.sentences import Cover, sentences, titles
from tasks.extraction.tables.time_cells import time_cells
from tasks.extraction.times.anchors import Anchors
from tasks.extraction.times.counted_terms import find_terms
from tasks.extraction.times.date_finder import date_series, find_dates
from tasks.extraction.times.dates import DateExpression, Force
from tasks.extraction.times.finishing import is_due
from tasks.extraction.times.reaching import find_heading_times, is_of_phase, reaches, sections_above
from tasks.extraction.times.recurrences import find_recurrences
from tasks.extraction.values import DeadlineMention, ParsedTask, Recurrence

# 持续推进 · 长期坚持: completion times where a table or a label asks for one
ONGOING = re.compile(r"(?:长期|持续|常年|常态化|全年)(?:坚持|推进|实施|开展|落实|进行|推动|任务)?")
# 完成时限：2025年12月
LABEL = re.compile(
    r"""
    (?:(?:完成|办结|落实|整改)?(?:时限|期限|时间节点|完成时间|时间要求|进度安排|完成日期)[ \t]?[：:】\]］〕][：:]?
        |(?<!数据)(?<!统计)截止(?:期限|时间|日期)[为是])[ \t]?  # 申报截止时间为2026年3月15日
    (?P<words>[^，,。；;）)\n]{1,30})""",
    re.VERBOSE,
)
# （省水利厅牵头，12月底前完成）: behind the last verb of a clause of duties
BEHIND_DUTY = re.compile(
    r"(?:牵头|负责|配合|参与|落实|推进|实施)[，,；;。][ \t]*(?P<words>[^，,。；;（()）〔〕\n]{2,24})(?=[）)〕】])"
)

# （持续推进，牵头单位：省水利厅）: before the first label of a clause of duties
BEFORE_DUTY = re.compile(
    rf"(?<=[（(〔【])[ \t]*(?P<words>[^，,。；;：:（()）〔〕\n]{{2,24}})(?=[，,；;][ \t]*(?:{BODIES}|{BARE})\s?{COLON})"
)
UNREAD: Final = {
    Force.IMPOSSIBLE: "这个日期不可能存在，未作为时限",
    Force.YEARLESS: "没有写年份，文件也没有日期可依，未作为时限",
}


def find_deadlines(document: ParsedDocument, tasks: Sequence[ParsedTask]) -> Iterator[DeadlineMention | Note]:
    """The deadlines of a document (完成时限), in reading order, none overlapping another: last days, recurrences, and
    terms (5年内), each with at least one of the three. A date that no calendar has gives a note.

    持续推进 counts only where a table or a label (完成时限：) asks for a time.

    >>> from documents.structure.values import ParsedHeader
    >>> document = ParsedDocument("2025年6月底前完成验收。", ParsedHeader(), ())
    >>> [(str(deadline.due_on), deadline.precision.value) for deadline in find_deadlines(document, [])]
    [('2025-06-30', 'month')]
    """
    places, anchors = Places(document, tasks), Anchors(document)
    found: dict[tuple[Span, str], DeadlineMention | Note] = {}
    for mention in _all(document, tasks, anchors):
        task = places.task(mention.span.start) if mention.span else None
        placed = mention if isinstance(mention, Note) else replace(mention, task=task)
        found.setdefault((mention.span or Span(0, 0), ""), placed)
    for mention in _tabled(document, tasks, anchors):
        span = mention.span or Span(0, 0)
        found.pop((span, ""), None)
        found[span, "" if isinstance(mention, Note) else mention.task or ""] = mention
    last = Span(0, 0)
    above = sections_above(tasks)

    @cache
    def said_in(id: str) -> Cover:
        return Cover(sentences(document.text, document.section(id).own))

    for span, task in sorted(found):
        mention = found[span, task]
        if span.start < last.end and span != last:
            continue
        last = span
        if isinstance(mention, Note):
            yield mention
        else:
            section = places.section(span.start)
            is_reaching = section in above and _reaches(document, section, mention, said_in(section))
            yield replace(mention, section=section, reaches=is_reaching)


def _reaches(document: ParsedDocument, id: str, mention: DeadlineMention, said: Cover) -> bool:
    """Whether a deadline in a section over tasks holds for these: it stands in the heading, is the time of the
    phase, or its sentence, one of those `said` there, says so."""
    section, text = document.section(id), document.text
    if mention.span in section.heading or is_of_phase(text, section, mention.span):
        return True
    sentence = said.around(mention.span)
    return mention.task is None and sentence is not None and reaches(text, sentence, mention.span)


def _all(document: ParsedDocument, tasks: Sequence[ParsedTask], anchors: Anchors) -> Iterator[DeadlineMention | Note]:
    text = document.text
    for region in regions(document, tasks):
        for sentence in sentences(text, region.span):
            for asked in (LABEL, BEHIND_DUTY, BEFORE_DUTY):
                for match in asked.finditer(text, sentence.start, sentence.end):
                    yield from _demanded(text, Span(*match.span("words")), anchors)
            yield from _stated(text, sentence, anchors, past=region.kind is ScopeKind.BACKGROUND)
    yield from find_heading_times(document, tasks, anchors)


def _tabled(
    document: ParsedDocument, tasks: Sequence[ParsedTask], anchors: Anchors
) -> Iterator[DeadlineMention | Note]:
    """The times in the cells of tables, a merged cell for each of its tasks. A row that belongs to no task gives a
    note: it does not bind the whole document."""
    told: set[Span] = set()
    for task in tasks:
        for span in task.times:
            told.add(span)
            for mention in _demanded(document.text, span, anchors):
                yield mention if isinstance(mention, Note) else replace(mention, task=task.id)
    for span in time_cells(document.text, document.tables):
        if span not in told:
            for mention in _demanded(document.text, span, anchors):
                yield Note(NoteKind.UNREAD_DATE, "此行时限没有对应的任务，未作为时限", mention.span)


def _stated(text: str, sentence: Span, anchors: Anchors, *, past: bool) -> Iterator[DeadlineMention | Note]:
    """The deadlines of running prose; in a section about the past only notes."""
    names = titles(text, sentence)
    if not past:
        yield from find_recurrences(text, sentence, anchors)
    dates = [date for date in find_dates(text, sentence, anchors.year) if date.span not in names]
    for series in date_series(text, dates):  # 2023年、2025年分别达到: both, for the last is due
        whole = replace(series[-1], span=Span(series[0].span.start, series[-1].span.end))
        due = any(is_due(text, sentence, date, is_ahead=bool(anchors.year)) for date in (*series, whole))
        for expression in series:
            if expression.force in UNREAD:
                yield Note(NoteKind.UNREAD_DATE, UNREAD[expression.force], expression.span)
            elif not past and due and expression.force in (Force.DUE, Force.DURING):
                yield _mention(expression)
    if not past:
        yield from find_terms(text, sentence, anchors)


def _demanded(text: str, span: Span, anchors: Anchors) -> Iterator[DeadlineMention | Note]:
    """The deadlines where a completion time is asked for: any date, recurrence or term, else 持续推进."""
    seen = False
    for mention in find_recurrences(text, span, anchors):
        seen = True
        yield mention
    for expression in find_dates(text, span, anchors.year):
        seen = True
        if expression.force in UNREAD:
            yield Note(NoteKind.UNREAD_DATE, UNREAD[expression.force], expression.span)
        elif expression.due_on:
            yield _mention(expression)
    for mention in find_terms(text, span, anchors):
        seen = True
        yield mention
    ongoing = ONGOING.match(text, span.start, span.end)
    if ongoing and not seen:
        yield DeadlineMention(None, "", Span(*ongoing.span()), recurrence=Recurrence.ONGOING)


def _mention(expression: DateExpression) -> DeadlineMention:
    return DeadlineMention(None, "", expression.span, expression.due_on, expression.precision, rule=expression.rule)
