"""A deadline in its sentence in; the bodies out that it binds beside those of its task: 牵头部门要…报送省发展改革委."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from documents.agencies import Gazetteer, RegionEntry
from documents.structure.values import ParsedDocument
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.party_values import PartyMention
from tasks.extraction.scopes import ScopeKind, regions
from tasks.extraction.sentences import beginning_in, clauses, sentences
from tasks.extraction.times.party_clauses import DOES, PartyClause, PartyClauses, once
from tasks.extraction.values import DeadlineMention, ParsedTask

Found = DeadlineMention | Note

# 汇总后报省政府 · 由其报: what was sent goes on at its own time
PASSED_ON = re.compile(r"(?:汇总|审[核定查]|研究|分析|初审|复核|综合|整理)[^，,；;]{0,6}后|由其")
# what may stand before the date of a clause that goes on with those of the clauses before: 并于6月底前, 将总结于…
GOES_ON = re.compile(
    r"(?:[并且再要应须需均都在于自从]|同时|力争|确保|争取|原则上|最迟|最晚|会同|分别){0,5}"
    r"(?:[将把对][^，,；;]{1,20})?[ \t\u3000]*"
)
# 6月底前项目单位完成: somebody who is not on record
SOMEBODY_ELSE = re.compile(
    rf"[，,、\s]*(?!指导|督促|推动|支持|组织|引导|帮助|培育|新增|推进|推荐|鼓励|协调|[对将向为使让报由])[\u4e00-\u9fff]{{0,10}}?"
    r"(?:单位|企业|公司|部门|政府|机构|学校|高校|医院|中心|小组|委员会|办公室|乡镇|街道|社区|园区)"
    rf"(?:{DOES.pattern}|全[部面]|[均都]|基本|建|达|实)"
)
FURTHEST = 30  # clauses that a sentence goes on with the same bodies, back and ahead


class Parties:
    """Finds the parties of the deadlines of one document of the region `home`."""

    def __init__(
        self,
        document: ParsedDocument,
        tasks: Sequence[ParsedTask],
        gazetteer: Gazetteer,
        home: RegionEntry | None,
    ) -> None:
        self._text = document.text
        self._clauses = PartyClauses(document.text, gazetteer, home)
        self._scopes = [scope.span for scope in regions(document, tasks) if scope.kind is not ScopeKind.GOALS]
        apart = [table.span for table in document.tables]
        self._apart = sorted([*apart, *(task.responsibility_span for task in tasks if task.responsibility_span)])
        self._apart_until = list(accumulate((span.end for span in self._apart), max))

    def given_to(self, found: Iterable[Found]) -> list[Found]:
        """The deadlines, which are in reading order, each with its parties; notes as they are. Those in goals, tables
        and clauses of duties have none: there no sentence says who has to act by then."""
        every = list(found)
        dated = [each.span for each in every if isinstance(each, DeadlineMention) and self._is_prose(each.span)]
        parties: dict[Span, tuple[PartyMention, ...]] = {}
        for scope in self._scopes:
            for sentence in sentences(self._text, scope) if beginning_in(dated, scope) else ():
                if within := [span for span in beginning_in(dated, sentence) if span in sentence]:
                    parties |= self._in_sentence(sentence, within)
        return [
            replace(each, parties=parties[each.span])
            if isinstance(each, DeadlineMention) and parties.get(each.span)
            else each
            for each in every
        ]

    def _is_prose(self, span: Span) -> bool:
        before = bisect_left(self._apart, span.end, key=lambda apart: apart.start)
        return not before or self._apart_until[before - 1] <= span.start

    def _in_sentence(self, sentence: Span, dates: Sequence[Span]) -> dict[Span, tuple[PartyMention, ...]]:
        """The parties of each date in a sentence.

        Those act whom the clause of the date names, else those of the clauses that it heads (6月底前，省财政厅…), else
        those last named before it. Things are sent by the date in its clause and in those that go on with it, up to
        one that names somebody else (…，省财政厅汇总后报省政府), has a date of its own, or stands behind a semicolon.
        """
        parts = [self._clauses.read(each, dates) for each in clauses(self._text, sentence)]
        found: dict[Span, tuple[PartyMention, ...]] = {}
        for index, part in enumerate(parts):
            ahead = self._going_on(parts, index) if part.dates else []
            headed = once(party for each in ahead for party in each.acting) if part.is_bare else ()
            own = part.acting and once(_named_before(parts, index))
            receiving = once(party for each in (part, *ahead) for party in each.receiving)
            for date in part.dates:
                acting = own or headed or self._said_before(parts, index, date)
                found[date] = once([*acting, *receiving])
        return found

    def _going_on(self, parts: Sequence[PartyClause], index: int) -> list[PartyClause]:
        """The clauses behind one with a date that its date rules."""
        ahead: list[PartyClause] = []
        is_sent = False
        received = {party.agency for party in parts[index].receiving if party.agency}
        for before, each in pairwise(parts[index : index + FURTHEST + 1]):
            if each.dates or re.search(r"[；;]", self._text[before.span.end : each.span.start]):
                break
            if each.acting and not (parts[index].is_bare or each.supports):
                break
            is_sent = is_sent or before.sends
            if is_sent and PASSED_ON.search(self._text, each.span.start, each.span.end):
                break
            if received & {party.agency for party in each.acting}:
                break
            received |= {party.agency for party in each.receiving if party.agency}
            ahead.append(each)
        return ahead

    def _said_before(self, parts: Sequence[PartyClause], index: int, date: Span) -> list[PartyMention]:
        """Those who act in the clauses before that of a date, if it goes on to speak of them: not where it is an aim
        (到2027年), names somebody or something else, or stands behind a semicolon and its dates are the first."""
        part, text = parts[index], self._text
        if text[date.start] in "到至" or not (part.sends or GOES_ON.fullmatch(text, part.span.start, date.start)):
            return []
        following = parts[index + 1].span if part.is_bare and index + 1 < len(parts) else Span(date.end, part.span.end)
        if SOMEBODY_ELSE.match(text, following.start, following.end):
            return []
        for _ in range(min(index, FURTHEST)):
            behind = re.search(r"[；;]", text[parts[index - 1].span.end : parts[index].span.start])
            index -= 1
            if behind and not _is_dated(text, parts, index):
                return []
            if parts[index].acting:
                return _named_before(parts, index)
        return []


def _is_dated(text: str, parts: Sequence[PartyClause], index: int) -> bool:
    """Whether a date stands in the clauses up to this one that no semicolon parts from it."""
    while not parts[index].dates:
        if index == 0 or re.search(r"[；;]", text[parts[index - 1].span.end : parts[index].span.start]):
            return False
        index -= 1
    return True


def _named_before(parts: Sequence[PartyClause], index: int) -> list[PartyMention]:
    """Those whom a clause names, and whom they help: the last clause before it that names others."""
    found: list[PartyMention] = []
    for part in reversed(parts[max(0, index - FURTHEST) : index + 1]):
        found = [*part.acting, *found]
        if part.acting and not part.supports:
            break
    return found
