"""Sections in; those whose title is the body that has the work (（一）县水利局。负责…), or says whose work is below
(一、县水利局牵头的工作), as clauses, out."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from documents.agencies import Gazetteer, RegionEntry
from documents.agencies.name_gaps import ENDS_BODY
from documents.structure.values import ParsedDocument, ParsedSection
from documents.text.duty_labels import DutyPart
from documents.text.notes import NoteKind
from documents.text.spans import Span
from tasks.extraction.duties.charged_bodies import part_charged
from tasks.extraction.duties.duty_clauses import DutyClause
from tasks.extraction.duties.responsibilities import ClauseReading, read_list

LONGEST = 40
BRACKET = re.compile(r"\s?[（(][^（()）]{1,20}[）)]$")  # 市水务局（市河长办）
AT_LEAST = 2  # items side by side; one alone may be about a body
ENOUGH = 3  # items that all have bodies on record for titles: these divide the work
PLACE = re.compile(r"[省市县区州旗盟乡镇]$")
CHARGED = re.compile(r"[\s:：。]*(?:主要|具体|牵头|统筹)?(?:负责|承担|牵头|统筹|组织|配合|会同|协助)")
# 一、县水利局牵头工作（5项）: above items of which each is this body's
WORK_OF = re.compile(
    r"""(?P<names>[^，,。；;：:]{2,40}?)(?:牵头|负责|承担|主办|承办)(?:推进|落实|实施|办理|完成)?的?
    (?:重点|主要|目标|具体){0,2}(?:工作|任务|事项|项目){1,2}(?:[（(][^（）()]{1,12}[）)])?""",
    re.VERBOSE,
)
DIVIDED = re.compile(r"分工|职责|责任")


def find_titled(document: ParsedDocument, gazetteer: Gazetteer, home: RegionEntry | None) -> dict[str, DutyClause]:
    """The clauses that titles are, by section. Titles are read so where all items of a list have bodies for titles,
    and say that these are charged with something, the list is said to divide the work, or all are on record."""
    groups: defaultdict[str | None, list[ParsedSection]] = defaultdict(list)
    for section in document.sections:
        if section.number:
            groups[section.parent].append(section)
    found: dict[str, DutyClause] = {}
    for parent, items in groups.items():
        if len(items) >= AT_LEAST and all(_may_name(item) for item in items):
            charges, is_said = _charges(document, items), _is_said_to_divide(document, parent, items)
            clauses = {item.id: _clause(document.text, item, gazetteer, home) for item in items}
            known = [clause for clause in clauses.values() if clause and not clause.reading.notes]
            # where both say so, a name that nobody knows is that of a body, too
            divides = ((charges or is_said) and len(known) * 2 >= len(items)) or (charges and is_said)
            if divides or (len(known) == len(items) >= ENOUGH and not any(PLACE.search(item.title) for item in items)):
                found |= {id: clause for id, clause in clauses.items() if clause}
    for section in document.sections:
        if groups.get(section.id) and (clause := _work_of(document.text, section, gazetteer, home)):
            found[section.id] = clause
    return found


def items_of_work(document: ParsedDocument, titled: Mapping[str, DutyClause]) -> set[str]:
    """The ids of the items below headings that say whose work these are."""
    heads = {id for id in titled if WORK_OF.fullmatch(document.section(id).title)}
    return {section.id for section in document.sections if section.parent in heads}


def _work_of(text: str, section: ParsedSection, gazetteer: Gazetteer, home: RegionEntry | None) -> DutyClause | None:
    """The names in a heading that says whose work is below it, as a clause: these lead."""
    match = WORK_OF.fullmatch(section.title)
    start = text.find(section.title, section.heading.start, section.heading.end) if match else -1
    if match is None or start < 0 or not ENDS_BODY.search(match["names"]):
        return None
    span = Span(start, start + len(match["names"]))
    duties, notes = read_list(text, span, DutyPart.LEAD, gazetteer, home)
    return DutyClause(span, span, ClauseReading(duties, notes=notes, is_worded=True), is_prose=True) if duties else None


def _may_name(item: ParsedSection) -> bool:
    """Whether a title may be the name of a body, or of several, a bracket behind it aside."""
    name = BRACKET.sub("", item.title)
    return bool(name and len(name) <= LONGEST and ENDS_BODY.search(name))


def _charges(document: ParsedDocument, items: Sequence[ParsedSection]) -> bool:
    """Whether most of the items say with what the body in their title is charged."""
    return sum(bool(CHARGED.match(document.text, item.heading.end)) for item in items) * 2 > len(items)


def _is_said_to_divide(document: ParsedDocument, parent: str | None, items: Sequence[ParsedSection]) -> bool:
    above = document.section(parent) if parent else None
    words = above.label + Span(above.heading.end, items[0].span.start).quote(document.text)[-LONGEST:] if above else ""
    return bool(DIVIDED.search(words))


def _clause(text: str, item: ParsedSection, gazetteer: Gazetteer, home: RegionEntry | None) -> DutyClause | None:
    """The title as a clause: the body leads, of several the first, unless it is to help; None where it names something
    else, too."""
    span = Span(item.heading.start + len(item.number), item.heading.end).strip(text, " \n\u3000。:：")
    words = Span(item.heading.end, item.own.end).quote(text).partition("\n")[0]
    duties, notes = read_list(text, span, part_charged(words, alone=False), gazetteer, home)
    if len(duties) == 1:
        duties, notes = read_list(text, span, part_charged(words, alone=True), gazetteer, home)
    if not duties or any(note.kind is NoteKind.UNREAD_CLAUSE for note in notes):
        return None
    return DutyClause(span, span, ClauseReading(duties, notes=notes, is_worded=True), is_prose=True)
