"""A regulation (条例, 规定, 办法) in; the articles that are tasks out.

An article is a section, not a task: what it forbids, allows or defines sets no work. It is a task only where one
sentence of it tells a named body to do a thing by a day or within a term, or where clauses assign article after
article (assigned_articles.py).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.duty_labels import DutyPart
from documents.text.spans import Span
from tasks.extraction.duties.responsibilities import read_list
from tasks.extraction.sentences import clauses, sentences
from tasks.extraction.times.deadlines import find_deadlines
from tasks.extraction.values import DeadlineMention, DutyMention, ParsedTask

NUMBER = r"[一二两三四五六七八九十\d]{1,3}"
DAY = rf"(?:每年|20\d\d年)?{NUMBER}月"
# 在五个工作日内 · 自收到报送材料之日起30日内; not 近3个月内
TERM = re.compile(rf"(?<=[在于起后的]){NUMBER}个?(?:工作日|月|日|天)(?:之|以)?内")
# 5月底前, without a year
MONTH = re.compile(rf"{NUMBER}月(?:{NUMBER}日|[底末]|[上中下]旬)?(?:之|以)?前")
# 市教育局、市财政局应当… · 区教育局每年4月底前… · 市教育局接到申请后…: the bodies that a clause begins with
TOLD = re.compile(
    rf"""
    [ \u3000\n]*(?!会同|商|并|报|向|对|经|将|按|由|依)
    (?P<names>(?:[^，。；：:（）()《》\n]|[（(][市县区州旗盟、]{{1,8}}[）)]){{2,60}}?)
    (?: (?P<must>应当|应|必须|须|负责)(?!有|的|予)
      | (?:于|在)?(?:{DAY}|{NUMBER}个?(?:工作日|月|日|天)(?:之|以)?内)
      | (?:在|自(?!然))?(?:接到|收到|受理)[^，。；：:\n]{{1,24}}?(?:后|之日起)
      | 自(?!然)[^，。；：:\n]{{1,24}}?之日起
    )""",
    re.VERBOSE,
)
# 每年2月底前， · 自收到申请之日起30日内，: by when, before the bodies
WHEN = re.compile(
    rf"[ \u3000]*(?:[^，。；\n]{{0,30}}?)(?:{DAY}(?:上旬|中旬|下旬|底|末|{NUMBER}日)?(?:之?前|内)?|内|之日起)$"
)
# 市住房城乡建设主管部门 is one body, 县级以上人民政府 and 有关部门 are many
ONE_BODY = re.compile(
    r"(?:国务院|[\u4e00-\u9fff]{0,9}?[省市州县区盟旗])(?!级|属|直|辖|区|各)(?:人民政府|[\u4e00-\u9fff]{1,20}"
    r"(?:人民政府|主管部门|行政部门|部门|机构|单位|委员会|办公室|管委会|中心|局|委|厅|办|院|会))"
    r"|(?:乡|镇|乡镇)人民政府|街道办事处"
)
# 各县（市、区）人民政府: so many that only what is due on a day is a task of theirs
EVERY_PLACE = re.compile(r"各(?:[省市县区州旗盟、]|[（(][省市县区州旗盟、]{1,8}[）)]){1,12}(?:人民)?政府")
TOWN = re.compile(r"[乡镇]人民政府|街道办事处")
MANY = re.compile(r"各|有关|相关|以上|其他|所在|地区|级|依法|可以|的|对")
PENAL = re.compile(r"法律责任|罚则|处罚|附则")
PENALTY = re.compile(r"罚款|处罚|吊销|没收|拘留|追究")


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause that begins with bodies: their names, its words with the time before it, up to the next such clause.
    `must`: it says that they must."""

    names: Span
    words: Span
    must: bool


def find_article_tasks(document: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None) -> list[ParsedTask]:
    r"""The articles that are tasks, in reading order, each with the bodies it tells as leads.

    >>> from documents.structure import parse
    >>> from documents.text import read, repair
    >>> text = "第一条 发展风电。\n第二条 市水利局应当于每年3月底前公布计划。\n第三条 市水利局负责监管。"
    >>> found = find_article_tasks(parse(repair(read(text.encode(), "a.txt"))), Gazetteer([], [], []), None)
    >>> [(task.number, task.responsibilities[0].agency) for task in found]
    [('第二条', '市水利局')]
    """
    articles = [section for section in document.sections if _is_article(document, section)]
    are_bodies = partial(_are_bodies, document.text, gazetteer=gazetteer, home=home)
    told = {article.id: list(_told(document, article, are_bodies)) for article in articles}
    drafts = [_task(document, article) for article in articles if told[article.id]]
    due = [found.span for found in find_deadlines(document, drafts) if isinstance(found, DeadlineMention)]
    tasks = []
    for draft in drafts:
        bodies = [each.names for each in told[draft.id] if _has_time(document.text, each, due)]
        duties = [duty for names in bodies for duty in _duties(document.text, names, gazetteer, home)]
        if duties:
            unique = {duty.agency: duty for duty in reversed(duties)}
            tasks.append(replace(draft, responsibilities=tuple(reversed(unique.values()))))
    return tasks


def _has_time(text: str, told: _Told, due: Sequence[Span]) -> bool:
    """Whether it is told by when. Without 应当, 每年 alone says only what is usual; and what towns have to do within
    days of an application is how each of them works."""
    days = (span for span in due if span in told.words and (told.must or len(span) > len("每年")))
    if any(days) or MONTH.search(told.words.quote(text)):
        return True
    names = told.names.quote(text)
    return not (TOWN.search(names) or EVERY_PLACE.search(names)) and bool(TERM.search(told.words.quote(text)))


def _is_article(document: ParsedDocument, section: ParsedSection) -> bool:
    """Whether the section is an article outside the parts on penalties and the closing ones."""
    ordinal = read_ordinal(section.number, 0)
    return (
        ordinal is not None
        and ordinal.style is Style.ARTICLE
        and not any(PENAL.search(label) for label in document.heading_path(section))
    )


def _told(document: ParsedDocument, article: ParsedSection, are_bodies: Callable[[Span], bool]) -> Iterator[_Told]:
    """What the sentences of an article tell named bodies to do, one for each clause that begins with such."""
    text = document.text
    start = article.heading.start + len(article.number)
    for sentence in sentences(text, Span(min(start, article.span.end), article.span.end)):
        if PENALTY.search(text, sentence.start, sentence.end):
            continue
        yield from _told_in(text, clauses(text, sentence), are_bodies)


def _told_in(text: str, parts: Sequence[Span], are_bodies: Callable[[Span], bool]) -> Iterator[_Told]:
    """What the clauses of one sentence tell named bodies to do."""
    openings = [(place, match) for place, part in enumerate(parts) if (match := TOLD.match(text, part.start, part.end))]
    for (place, match), after in zip_longest(openings, openings[1:]):
        names = Span(*match.span("names"))
        if are_bodies(names):
            is_timed = place > 0 and WHEN.match(parts[place - 1].quote(text))
            last = after[0] - 1 if after else len(parts) - 1
            words = Span(parts[place - bool(is_timed)].start, parts[last].end)
            yield _Told(names, words, bool(match["must"]))


def _are_bodies(text: str, names: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> bool:
    """Whether the words are names of single bodies, or of the governments of all places."""
    if MANY.search(EVERY_PLACE.sub("", names.quote(text))):
        return False
    duties = list(_duties(text, names, gazetteer, home))
    return bool(duties) and all(
        ONE_BODY.fullmatch(duty.as_written) or EVERY_PLACE.fullmatch(duty.as_written) for duty in duties
    )


def _duties(text: str, names: Span, gazetteer: Gazetteer, home: RegionEntry | None) -> Iterator[DutyMention]:
    duties, _ = read_list(text, names, DutyPart.LEAD, gazetteer, home)
    yield from duties


def _task(document: ParsedDocument, article: ParsedSection) -> ParsedTask:
    body = Span(article.heading.end, article.span.end).quote(document.text)
    return ParsedTask(
        id=article.id,
        number=article.number,
        title=article.title or None,
        heading_path=document.heading_path(article),
        body=body.strip(),
        responsibility_text="",
        span=article.span,
    )
