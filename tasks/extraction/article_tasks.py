"""A regulation (条例, 规定, 办法) in; the articles that are tasks out.

An article is a section, not a task: what it forbids, allows or defines sets no work. It is a task only where one
sentence of it tells a named body to do a thing by a day or within a term.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.ordinals import Style, read_ordinal
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.duty_labels import DutyPart
from documents.text.spans import Span
from tasks.extraction.duties.responsibilities import read_list
from tasks.extraction.sentences import sentences
from tasks.extraction.times.deadlines import find_deadlines
from tasks.extraction.values import DeadlineMention, DutyMention, ParsedTask

# 市教育局、市财政局应当…: the bodies that a sentence begins with
TOLD = re.compile(r"[ \u3000\n]*(?P<names>[^，。；：:（）()《》\n]{2,60}?)(?:应当|应|必须|须|负责)(?!有|的|予)")
# 市住房城乡建设主管部门 is one body, 县级以上人民政府 and 有关部门 are many
ONE_BODY = re.compile(
    r"(?:国务院|[\u4e00-\u9fff]{0,9}?[省市州县区盟旗])(?!级|属|直|辖|区|各)[\u4e00-\u9fff]{1,20}"
    r"(?:人民政府|主管部门|行政部门|部门|机构|委员会|办公室|管委会|局|委|厅|办|院|会)"
)
MANY = re.compile(r"各|有关|相关|以上|其他|所在|地区|级|依法|可以|的|对")
PENAL = re.compile(r"法律责任|罚则|处罚|附则")
PENALTY = re.compile(r"罚款|处罚|吊销|没收|拘留|追究")


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
    told = {article.id: list(_told(document, article)) for article in articles}
    drafts = [_task(document, article) for article in articles if told[article.id]]
    due = [found.span for found in find_deadlines(document, drafts) if isinstance(found, DeadlineMention)]
    tasks = []
    for draft in drafts:
        bodies = [names for names, sentence in told[draft.id] if any(span in sentence for span in due)]
        duties = [duty for names in bodies for duty in _duties(document.text, names, gazetteer, home)]
        if duties:
            unique = {duty.agency: duty for duty in reversed(duties)}
            tasks.append(replace(draft, responsibilities=tuple(reversed(unique.values()))))
    return tasks


def _is_article(document: ParsedDocument, section: ParsedSection) -> bool:
    """Whether the section is an article outside the parts on penalties and the closing ones."""
    ordinal = read_ordinal(section.number, 0)
    return (
        ordinal is not None
        and ordinal.style is Style.ARTICLE
        and not any(PENAL.search(label) for label in document.heading_path(section))
    )


def _told(document: ParsedDocument, article: ParsedSection) -> Iterator[tuple[Span, Span]]:
    """The sentences that begin with named bodies which they tell to do something: the names, and the sentence."""
    text = document.text
    start = article.heading.start + len(article.number)
    for sentence in sentences(text, Span(min(start, article.span.end), article.span.end)):
        match = TOLD.match(text, sentence.start, sentence.end)
        if match is None or PENALTY.search(text, sentence.start, sentence.end):
            continue
        parts = re.split("[、和]", match["names"])
        if not MANY.search(match["names"]) and all(ONE_BODY.fullmatch(part) for part in parts):
            yield Span(*match.span("names")), sentence


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
