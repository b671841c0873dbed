"""A parsed document and its tasks in; the other documents it names (引文) out, by title or by number alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from documents.structure.values import ParsedDocument
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.relations import relation_of
from tasks.extraction.scopes import Places
from tasks.extraction.values import CitationMention, ParsedTask

SHORTEST_NAME: Final = 2  # 《规划》 alone is a short name
# 《国务院关于印发〈…〉的通知》; without a closing mark there is no title
TITLE = re.compile(r"《(?P<title>[^《》]{2,150}(?:《[^《》]{1,100}》[^《》]{0,100})?)》")
NUMBER = r"""(?:
    [\u4e00-\u9fff]{1,12}[ \t]?[〔\[［（(【﹝][ \t]?\d{4}[ \t]?年?[〕\]］）)】﹞]  # 国发〔2021〕 · 甘建规（2020）
        [ \t]?第?[ \t]?\d{1,4}[ \t]?号
    |[\u4e00-\u9fff]{0,12}令[ \t]?(?:\d{4}年)?第?[ \t]?\d{1,4}[ \t]?号  # 国令第743号
    |GB(?:/T)?[ \t]?\d{3,6}(?:[—–\-]\d{4})?  # GB/T 28881—2023
)"""
# the number behind a title: （国发〔2021〕4号）
BEHIND = re.compile(rf"[ \t\n]?[（(〔\[][ \t]?(?P<number>{NUMBER})[^（）()\n]{{0,20}}[）)〕\]]", re.VERBOSE)
# a number without a title: 青政办[2024]35号
BARE = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,12}[ \t]?[〔\[［﹝][ \t]?\d{4}[ \t]?[〕\]］﹞][ \t]?第?\d{1,4}[ \t]?号)"
)
# the words before a bare number that are no part of it: 根据国发〔2021〕4号
NOT_CODE = re.compile(
    r".*(?:根据|按照|依据|依照|执行|落实|贯彻|参照|文件|转发|印发|对照|结合|以|和|与|及|见|按|经(?!信|贸|济|开|发)|由|的)(?=.)"
)
# 《…方案》已经省政府审议通过: its own
ADOPTED = re.compile(r"(?:已经|已由|业经|经)[^，。；\n]{0,40}(?:通过|同意|批准|审定)|(?:现)?(?:印发|发布)给你们")
# words that end the names of documents; slogans, journals, programs and works have none of them
GENRE = re.compile(
    r"""
    (?P<genre>法|法典|条例|规定|办法|细则|规则|意见|决定|决议|通知|通告|公告|公报|方案|规划|纲要|计划|措施|要点|目录
        |清单|标准|规范|规程|导则|指南|指引|章程|制度|准则
        |报告|批复|函|协定|协议|公约|宣言|共识|声明|白皮书|蓝图|倡议|议定书|解释|名录|大纲|图则|总则|通则|定额|要求
        |守则|议程|若干政策|政策|举措|工程|行动|任务|分工|台账|任务书|责任书|承诺书|合同|名单|任务表|框架|体系
        |路线图|发展战略|预案|安排|讲话|谈话|教程|细目)
    (?:[（(〔\[][^（）()\n]{1,30}[）)〕\]])*  # （试行）
    (?:的通知)?$""",
    re.VERBOSE,
)
# （以下简称《规划》）
SHORT_NAME = re.compile(r"(?:简称|称为?|以下称)[ \t]?[“\"]?$")
YEAR_TAIL = re.compile(r"[（(][^（）()]{1,30}[）)]$")
# one sign for each kind of marks; blanks go (see _folded)
FOLD: Final = str.maketrans(
    '（）()〈〉《》“”"〔〕﹝﹞[]—–－- \t\u3000', "(" * 4 + "<" * 4 + "'" * 3 + "(" * 6 + "-" * 4 + "   "
)


def find_citations(document: ParsedDocument, tasks: Sequence[ParsedTask]) -> Iterator[CitationMention | Note]:
    """The other documents that a text names, in reading order, each with the task it is named in.

    Left out: the document itself, its short names (以下简称《规划》), what ends in no kind of document (《青海日报》).

    >>> from documents.structure.values import ParsedHeader
    >>> document = ParsedDocument("根据《青海省节能条例》和国发〔2021〕4号文件，制定本方案。", ParsedHeader(), ())
    >>> [(citation.title, citation.number) for citation in find_citations(document, [])]
    [('青海省节能条例', ''), ('', '国发〔2021〕4号')]
    """
    text, places, own = document.text, Places(document, tasks), _own_titles(document)
    covered = _head_start(document)
    shorts: set[str] = set()
    numbers: set[str] = set()
    for match in _marks(document):
        if match.start() < covered:
            continue
        covered = match.end()
        if "title" not in match.re.groupindex:
            yield from _bare(document, match, places, numbers)
            continue
        title = match["title"].replace("\n", "")
        if SHORT_NAME.search(text, max(0, match.start() - 6), match.start()):
            shorts.add(_folded(title))
        if ADOPTED.match(text, match.end()):
            own |= _variants(title)
        behind = BEHIND.match(text, match.end())
        covered = behind.end("number") if behind else match.end()
        named = behind or (GENRE.search(title) and len(title) > SHORTEST_NAME)
        if _folded(title) in own | shorts or not named:
            continue
        span = Span(match.start("title"), match.end("title"))
        number, task = behind["number"] if behind else "", places.task(match.start())
        numbers.add(_folded(number))
        yield CitationMention(title, number, span, task, relation_of(document, Span(span.start, covered)))


def _head_start(document: ParsedDocument) -> int:
    """Where the document begins: above its head others speak (本文摘自…)."""
    header = document.header
    heads = (header.title, header.notice_title, *header.addressees)
    return min((words.span.start for words in heads if words), default=0)


def _marks(document: ParsedDocument) -> list[re.Match[str]]:
    """Titles and bare numbers, in order; of two that overlap the title comes first. Only in the cells of a table does a
    title stand on several lines."""
    text, tables = document.text, [table.span for table in document.tables]
    titles = [
        match
        for match in TITLE.finditer(text)
        if "\n" not in match["title"] or any(Span(*match.span()) in table for table in tables)
    ]
    return sorted([*titles, *BARE.finditer(text)], key=lambda match: match.start())


def _own_titles(document: ParsedDocument) -> set[str]:
    """The document's titles, with and without the years behind them, and what its notice calls it."""
    header = document.header
    own = {name for words in (header.title, header.notice_title) if words for name in _variants(words.text)}
    return own | (_variants(_issued(header.notice_title.text)) if header.notice_title else set())


def _variants(title: str) -> set[str]:
    """A title as others may write it: without the years behind it."""
    return {_folded(name) for name in (title, YEAR_TAIL.sub("", title)) if name}


def _issued(notice: str) -> str:
    """The title of what a notice issues: without 关于印发…的通知 around it."""
    return notice.partition("印发")[2].removesuffix("的通知").strip("《》〈〉")


def _folded(title: str) -> str:
    """The title without blanks and without differences between kinds of marks, for comparing only."""
    return "".join(title.translate(FOLD).split())


def _bare(document: ParsedDocument, match: re.Match[str], places: Places, known: set[str]) -> Iterator[CitationMention]:
    """A number without a title: 根据国发〔2021〕4号; not one of those `known`, which stood behind a title."""
    before = NOT_CODE.match(match["number"])
    span = Span(match.start("number") + (before.end() if before else 0), match.end("number"))
    number = span.quote(document.text)
    if not _is_own_number(document, match["number"]) and _folded(number) not in known:
        yield CitationMention("", number, span, places.task(span.start), relation_of(document, span))


def _is_own_number(document: ParsedDocument, number: str) -> bool:
    """Whether a number is the document's own, with a word of its head before it or without."""
    own = document.header.document_number
    return bool(own and _folded(number).endswith(_folded(own.text)))
