"""Sentences in; the bodies that they begin with and charge with something (县财政局负责…, 乡镇政府配合…) out."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest

from documents.agencies import Gazetteer, RegionEntry
from documents.agencies.name_gaps import ENDS_BODY
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.duty_labels import DutyPart
from documents.text.spans import Span
from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.duties.responsibilities import ClauseReading, read_list
from tasks.extraction.sentences import paragraphs, sentences

DIVIDED = re.compile(
    r"(?:职责|任务|工作|责任|部门|单位)分工|分工(?:负责|职责|安排)|(?:部门|单位|成员|工作|主要)职责|责任主体"
)
# chapters that as often say other things: 组织领导 · 明确部门职责
LED = re.compile(r"组织领导|组织保障|组织机构")
ACT = re.compile(r"(?:进一步)?(?:明确|落实|强化|压实|细化|厘清|加强|完善|健全|严格)")
SENTENCE = re.compile(r"[^。；;\n]+")
PART = re.compile(r"(?:[^，,、]|(?<!牵头单位)(?<!牵头部门)、)+")  # 甲局为牵头单位、|乙局配合
BEFORE_NAMES = re.compile(
    r"[ \t\u3000]*(?:(?:责任|职责|任务|工作|部门)分工[:：])?"
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])?[ \t\u3000]*"
    r"(?:[一二三四五六七八九十]是|其中|[^，,。；;：:\n]{2,8}[:：](?=由))?(?:同时|期间|届时)?[由请]?"  # 措施：由甲局…
)
LEADING = r"牵头|主办|统筹|抓总|主责"
HELPING = r"配合|协助|协同|参与|支持"
# 甲局和乙局|为这项工作的牵头单位: each of them
NAMED_LEAD = rf"[为是][^，,。；;、：:\n]{{0,24}}?(?:{LEADING})(?:单位|部门)"
CHARGES = re.compile(
    rf"(?:主要|具体|共同|分别|积极|全面|依法|要|应当?|须)*(?:"
    rf"负责(?!人|同志)|承担|(?:{LEADING})(?![局办处])|(?:{HELPING})(?!中心|局)|组织(?!部|委|关系|工作)|指导(?!委|组|中心|站)"
    rf"|协调(?!小组|机制|办|组)|落实(?!办)|监督(?!局|所|管理|站|检验)|会同)|[:：](?=[^\n]{{2}})|{NAMED_LEAD}"
)
# 项目建设主体为县水利局
MAIN_BODY = re.compile(
    r"(?:建设|责任|实施|管理|监管|牵头|主管)(?:主体|单位|部门)[为是](?P<names>[^，,。；;：:\n]{2,40})"
)
LEADS_LATER = re.compile(rf"(?:^|[，,、])(?:并|具体|主要)*(?:{LEADING}|负责)")
# 实施项目：2个示范堤段 · 对…
NO_NAME = re.compile(
    r"[:：]|^\d+[个处条家项]|^(?:对|是|由|将|经|向|按|根据|依据|结合|各项|凡|请|并|要|督促|指导|引导|推动|会同|配合|协助)"
)
LONGEST_NAMES = 60
MOST_TRIES = 4  # verbs at which the names may end: 市委组织部负责


def part_charged(words: str, *, alone: bool) -> DutyPart:
    """The part that words behind the names of bodies give these: 配合开展…; they lead, or of several the first does,
    where the words say that, too.

    >>> part_charged("配合开展排查", alone=True).value, part_charged("配合排查，负责登记", alone=True).value
    ('support', 'lead')
    """
    if re.match(rf"[\s:：。]*(?:要|应|积极|主动|密切|共同)*(?:{HELPING})", words) and not LEADS_LATER.search(words):
        return DutyPart.SUPPORT
    leads = alone or re.match(NAMED_LEAD, words)
    return DutyPart.LEAD if leads or re.match(rf"[\s:：。]*(?:{LEADING})", words) else DutyPart.LIST


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A chapter that may divide the work. `is_sure`: its title says that it does."""

    parts: Sequence[ParsedSection]
    is_sure: bool


def find_charged(
    document: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None
) -> dict[str, list[DutyClause]]:
    """The clauses that begins of sentences are, by section, in chapters that divide the work among bodies: several
    sentences begin with such, in at least half of the paragraphs; where the title does not say that the chapter is
    about this (组织领导), half of the sentences, and all bodies are on record."""
    found: dict[str, list[DutyClause]] = {}
    for chapter in _chapters(document):
        read = {part.id: list(_in_section(document.text, part, chapter, gazetteer, home)) for part in chapter.parts}
        units = [unit for said in read.values() for unit in said]
        charging = sum(map(bool, units))
        if charging and charging * 2 >= len(units) and sum(map(len, units)) > 1:
            found |= {id: [clause for unit in said for clause in unit] for id, said in read.items() if any(said)}
    return found


def _chapters(document: ParsedDocument) -> Iterator[_Chapter]:
    for section in document.sections:
        divides = DIVIDED.search(section.title) is not None
        if section.number and (divides or LED.search(section.title)):
            is_sure = divides and not ACT.match(section.title)
            first = bisect_left(document.sections, section.span.start, key=lambda part: part.span.start)
            after = bisect_left(document.sections, section.span.end, key=lambda part: part.span.start)
            yield _Chapter(document.sections[first:after], is_sure)


def _in_section(
    text: str, section: ParsedSection, chapter: _Chapter, gazetteer: Gazetteer, home: RegionEntry | None
) -> Iterator[list[DutyClause]]:
    """The clauses in the paragraphs of a section, or in its sentences, those of each together."""
    for unit in (paragraphs if chapter.is_sure else sentences)(text, section.own):
        clauses = list(find_charges(text, unit, gazetteer, home))
        yield [clause for clause in clauses if chapter.is_sure or _names_known(clause)]


def _names_known(clause: DutyClause) -> bool:
    """Whether all bodies are on record, and not all of them classes (各单位)."""
    classes = [duty.as_written.startswith(("各", "有关", "相关")) for duty in clause.reading.duties]
    return not clause.reading.notes and not all(classes)


def find_charges(
    text: str, unit: Span, gazetteer: Gazetteer, home: RegionEntry | None, verbs: re.Pattern[str] = CHARGES
) -> Iterator[DutyClause]:
    """The clauses that begin the parts of the sentences in a stretch of text: names before one of the verbs."""
    for sentence in SENTENCE.finditer(text, unit.start, unit.end):
        starts = [Span(*part.span()) for part in PART.finditer(text, *sentence.span())]
        names = [
            found
            for part in starts
            if (found := _names(text, part, part.start == sentence.start(), gazetteer, home, verbs))
        ]
        for span, after in zip_longest(names, names[1:]):
            words = text[span.end : after.start if after else sentence.end()]
            read = partial(read_list, text, span, gazetteer=gazetteer, home=home)
            duties, notes = read(part_charged(words, alone=True))
            if len(duties) > 1:
                duties, notes = read(part_charged(words, alone=False))
            yield DutyClause(span, span, ClauseReading(duties, notes=notes, is_worded=True), is_prose=True)


def _names(
    text: str, part: Span, opens: bool, gazetteer: Gazetteer, home: RegionEntry | None, verbs: re.Pattern[str]
) -> Span | None:
    """The names of bodies that a part of a sentence begins with, before what these are charged with; behind a comma
    only those on record."""
    if verbs is CHARGES and (main := MAIN_BODY.search(text, part.start, part.end)):
        return Span(*main.span("names"))
    before = BEFORE_NAMES.match(text, part.start, part.end)
    part = Span(before.end() if before else part.start, part.end)
    for charge in islice(verbs.finditer(text, part.start, part.end), MOST_TRIES):
        names = Span(part.start, charge.start()).strip(text)
        words = names.quote(text)
        if len(words) < 2 or len(words) > LONGEST_NAMES or NO_NAME.search(words) or not ENDS_BODY.search(words):
            continue
        duties, notes = read_list(text, names, DutyPart.LIST, gazetteer, home)
        if duties and (opens or not notes):
            return names
    return None
