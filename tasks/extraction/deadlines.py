"""A parsed document and its tasks in; by when things are due, and how often they return, out."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from documents.structure.values import ParsedDocument
from documents.text.notes import Note, NoteKind
from documents.text.spans import Span
from tasks.extraction.dates import DateExpression, Force, find_dates
from tasks.extraction.goals.tables import time_cells
from tasks.extraction.scopes import Kind, Places, document_year, regions
from tasks.extraction.sentences import sentences, titles
from tasks.extraction.values import DeadlineMention, ParsedTask, Precision, Recurrence

NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})"
# 每年年底 · 每年12月底前 · 按年度 · 每半年 · 每季度 · 按月
RECURRING = re.compile(
    r"(?P<year_end>(?:每一?年度?|各年度?)(?:的?年?[底末]|12月(?:份?底|末|31日))(?:之?前)?)"
    r"|(?P<half_yearly>每半年|按半年|半年一次)"
    r"|(?P<quarterly>(?:每个?|按|逐)季度?[末初]?|季度末)"
    r"|(?P<monthly>(?:每个?|按|逐)月[底末初]?)"
    r"|(?P<yearly>每一?年度?(?:\d{1,2}月(?:\d{1,2}日|底|末)?)?(?:之?前)?(?!均)|按年度?(?!产|龄)|年度性)"
)
NOT_RECURRING = re.compile(r"[ \t]?(?:的)?(?:增长|递增|递减|均|平均|人均|产|约有|接待)")
# 持续推进 · 长期坚持: completion times where a table or a label asks for one
ONGOING = re.compile(r"(?:长期|持续|常年|常态化|全年)(?:坚持|推进|实施|开展|落实|进行|推动|任务)?")
# 完成时限：2025年12月
LABEL = re.compile(
    r"(?:完成|办结|落实|整改)?(?:时限|期限|时间节点|完成时间|时间要求|进度安排"
    r"|完成日期)[ \t]?[：:][ \t]?(?P<words>[^，,。；;）)\n]{1,30})"
)
# （省水利厅牵头，12月底前完成）: behind the last verb of a clause of duties
BEHIND_DUTY = re.compile(
    r"(?:牵头|负责|配合|参与|落实|推进|实施)[，,；;。][ \t]*(?P<words>[^，,。；;（()）〔〕\n]{2,24})(?=[）)〕】])"
)
# 5年内 · 印发后30天内 · 用3年左右时间 · 提前一年 · 年底前: due, but no day without a start
RELATIVE = re.compile(
    rf"(?:印发|发布|公布|施行|实施|下发|出台)(?:之日起?|之后|后|起)?[ \t]?{NUMBER}[ \t]?个?(?:工作日|日|天|周|月"
    rf"|年)(?:之?内|左右)?(?!后)"
    rf"|(?:力争|用|利用|未来|争取"
    rf"|经过)?(?<![近去第每\d])(?P<years>{NUMBER}(?:[—–\-~～至到]{NUMBER})?)年(?:左右)?(?:的?时间|之?内)(?!的|有效)"
    rf"|提前{NUMBER}年|每(?:[2-5两二三四五])年"
    r"|(?<![年每月\d])(?:(?:今|本|明)年度?年?|年)底前|明年\d{1,2}月[底末]前"
)
PAST_YEARS = re.compile(r"(?:近|过去|最近|连续|前|上|任期|有效期|每|满|在|其后|距今)[ \t]?$")
# 2025年6月完成: a bare month is due where something is finished in it
FINISHING = re.compile(
    r"[^，。；]{0,40}?(?:完成|建成|出台|印发|制定|实现|启动|投产|投运|上线|形成|开通|达到|报送|提交)"
)


def find_deadlines(document: ParsedDocument, tasks: Sequence[ParsedTask]) -> Iterator[DeadlineMention | Note]:
    """The deadlines of a document, in reading order: last days, recurrences, and terms without a day (5年内).

    持续推进 counts only where a table or a label (完成时限：) asks for a date. A date that no calendar has is a note.
    """
    places, today = Places(document, tasks), document_year(document)
    found: dict[Span, DeadlineMention | Note] = {}
    for mention in (*_tabled(document, places, today), *_all(document, tasks, today)):
        found.setdefault(mention.span or Span(0, 0), mention)
    last = 0
    for span in sorted(found):
        mention = found[span]
        if span.start < last:
            continue
        last = span.end
        if isinstance(mention, Note):
            yield mention
        else:
            due = mention.due_on, mention.precision, mention.recurrence
            yield DeadlineMention(places.task(span.start), places.section(span.start), span, *due)


def _all(document: ParsedDocument, tasks: Sequence[ParsedTask], today: int | None) -> Iterator[DeadlineMention | Note]:
    text = document.text
    for region in regions(document, tasks):
        for sentence in sentences(text, region.span):
            for asked in (LABEL, BEHIND_DUTY):
                for match in asked.finditer(text, sentence.start, sentence.end):
                    yield from _demanded(text, Span(*match.span("words")), today)
            yield from _stated(text, sentence, today, past=region.kind is Kind.BACKGROUND)


def _tabled(document: ParsedDocument, places: Places, today: int | None) -> Iterator[DeadlineMention | Note]:
    """The completion times of tables: each its row's, and none the whole document's."""
    for span in time_cells(document.text, document.tables):
        for mention in _demanded(document.text, span, today):
            is_set = isinstance(mention, Note) or places.task(span.start) is not None
            yield mention if is_set else Note(NoteKind.UNREAD_DATE, "此行时限没有对应的任务，未作为时限", mention.span)


def _stated(text: str, sentence: Span, today: int | None, *, past: bool) -> Iterator[DeadlineMention | Note]:
    """The deadlines of running prose; in a section about the past, none."""
    names = titles(text, sentence)
    for expression in find_dates(text, sentence, today):
        if expression.span in names:
            continue
        if expression.force is Force.IMPOSSIBLE:
            yield Note(NoteKind.UNREAD_DATE, "这个日期不可能存在，未作为时限", expression.span)
        elif not past and _is_due(text, expression):
            yield _mention(expression)
    if not past:
        yield from _recurring(text, sentence)
        yield from _relative(text, sentence, today)


def _is_due(text: str, expression: DateExpression) -> bool:
    if expression.force is Force.DUE:
        return True
    by_month = expression.precision in (Precision.MONTH, Precision.QUARTER)
    return expression.force is Force.DURING and by_month and bool(FINISHING.match(text, expression.span.end))


def _demanded(text: str, span: Span, today: int | None) -> Iterator[DeadlineMention | Note]:
    """What stands where a completion time is asked for: any date, a recurrence, 持续推进."""
    seen = False
    for expression in find_dates(text, span, today):
        seen = True
        if expression.force is Force.IMPOSSIBLE:
            yield Note(NoteKind.UNREAD_DATE, "这个日期不可能存在，未作为时限", expression.span)
        elif expression.due_on:
            yield _mention(expression)
    for mention in (*_recurring(text, span), *_relative(text, span, today)):
        seen = True
        yield mention
    ongoing = ONGOING.match(text, span.start, span.end)
    if ongoing and not seen:
        yield DeadlineMention(None, "", Span(*ongoing.span()), recurrence=Recurrence.ONGOING)


def _recurring(text: str, within: Span) -> Iterator[DeadlineMention]:
    for match in RECURRING.finditer(text, within.start, within.end):
        if not NOT_RECURRING.match(text, match.end()):
            yield DeadlineMention(None, "", Span(*match.span()), recurrence=Recurrence(match.lastgroup or "yearly"))


def _relative(text: str, within: Span, today: int | None) -> Iterator[DeadlineMention]:
    """Terms that run from somewhere; only 年底前 has a day, where the document's year is known."""
    for match in RELATIVE.finditer(text, within.start, within.end):
        if match["years"] and PAST_YEARS.search(text, max(within.start, match.start() - 4), match.start()):
            continue
        year = today and today + match[0].startswith("明年")
        ends = year and re.fullmatch(r"(?:今年|本年度?|明年)?年?[底末]前", match[0])
        due = date(year, 12, 31) if ends and year else None
        yield DeadlineMention(None, "", Span(*match.span()), due, Precision.YEAR if due else None)


def _mention(expression: DateExpression) -> DeadlineMention:
    return DeadlineMention(None, "", expression.span, expression.due_on, expression.precision)
