"""A deadline in its sentence in; the bodies out that it binds beside those of its task: 牵头部门要…报送省发展改革委."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.agencies import AgencyKind, AgencyMatch, Gazetteer, RegionEntry
from documents.agencies.names import find_names
from documents.structure.values import ParsedDocument
from documents.text.notes import Note
from documents.text.spans import Span
from tasks.extraction.party_values import PartyGroup, PartyMention, PartyRole
from tasks.extraction.scopes import ScopeKind, regions
from tasks.extraction.sentences import clauses, sentences
from tasks.extraction.values import DeadlineMention, ParsedTask

Found = DeadlineMention | Note

# 各牵头部门 · 任务责任单位
BY_ROLE = re.compile(
    r"(?:各|有关|相关|各有关|各相关)?(?:项目|任务|工作)?"
    r"(?P<kind>牵头|主办|主责|配合|协办|参与|责任|承办|落实)(?:责任)?(?:部门|单位|机构)"
)
GROUPS = {"牵头": PartyGroup.LEADS, "主办": PartyGroup.LEADS, "主责": PartyGroup.LEADS, "配合": PartyGroup.SUPPORTS,
          "协办": PartyGroup.SUPPORTS, "参与": PartyGroup.SUPPORTS}  # fmt: skip
# what may stand before the bodies that act: 同时， 请 · 由
OPENING = re.compile(r"[ \t\u3000，,、]*(?:(?:同时|此外|另外|并|请|由|原则上)[，,]?)*")
# what a body does: from here on no name goes on
DOES = re.compile(
    r"要(?!素)|应(?!急|用|对)|须|必须|需(?!求)|将|于|在(?!线)|每[年季月半]|按|定期|分别|及时|对(?!外)|向|报|组织|牵头|负责|汇总|会同|"
    r"加强|结合|根据|认真|统筹|抓|形成|开展|编制|制定|完成|提出|建立|梳理|总结|通过"
)
LONGEST_NAMES = 60
ADDRESSED = re.compile(r"各|有关|相关|成员单位|直属|[省市州县区]直")  # 各市州政府, 省直有关部门
ENDS = r"(?=$|[，,。；;）)]|汇总|备案|备查|审[定核批查阅]|批准|批示|研究|统筹|办理|同意|参考|并)"
# 报送省发展改革委 · 将总结报告报至市政府 · 形成材料提交省领导小组办公室
SENT = re.compile(
    rf"""
    (?:报送|上报|报告|抄送|抄报|呈报|呈送|提交|反馈|送交|送达|函告|汇总(?=至|到)|报请|报经|报|送)
    (?:[^，,。；;（）()]{{0,20}}?(?:至|到|给|送))?
    (?P<names>[^，,。；;：:（）()《》\n]{{2,40}}?){ENDS}""",
    re.VERBOSE,
)
# 向省政府报告 · 向省财政厅、省审计厅备案
TOWARDS = re.compile(
    r"向(?P<names>[^，,。；;：:（）()《》\n]{2,40}?)(?:书面)?(?:报告|报送|上报|提交|反馈|备案|汇报|通报|述职|申报|报备|提出)"
)


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
        self._gazetteer = gazetteer
        self._home = home
        self._scopes = [scope.span for scope in regions(document, tasks) if scope.kind is not ScopeKind.GOALS]
        self._apart = [table.span for table in document.tables]
        self._apart += [task.responsibility_span for task in tasks if task.responsibility_span]

    def given_to(self, found: Iterable[Found]) -> list[Found]:
        """The deadlines, which are in reading order, each with its parties; notes as they are. Those in goals, tables
        and clauses of duties have none: there no sentence says who has to act by then."""
        every = list(found)
        dated = [each for each in every if isinstance(each, DeadlineMention) and self._is_prose(each.span)]
        parties: dict[Span, tuple[PartyMention, ...]] = {}
        for scope in self._scopes:
            within = [each.span for each in dated if each.span in scope]
            for sentence in sentences(self._text, scope) if within else ():
                parties |= self._in_sentence(sentence, [span for span in within if span in sentence])
        return [
            replace(each, parties=parties[each.span])
            if isinstance(each, DeadlineMention) and parties.get(each.span)
            else each
            for each in every
        ]

    def _is_prose(self, span: Span) -> bool:
        return not any(span.overlaps(apart) for apart in self._apart)

    def _in_sentence(self, sentence: Span, dates: Sequence[Span]) -> dict[Span, tuple[PartyMention, ...]]:
        """The parties of each date in a sentence. A clause belongs to the last date before its end, one before all
        dates to the first; a date whose clauses name nobody has those who act in the clauses before."""
        found: dict[Span, list[PartyMention]] = {date: [] for date in dates}
        for clause in clauses(self._text, sentence) if dates else ():
            date = next((date for date in reversed(dates) if date.start < clause.end), dates[0])
            found[date] += [*self._acting(clause, dates), *self._receiving(clause)]
        acting: list[PartyMention] = []
        for parties in found.values():
            own = [party for party in parties if party.role is PartyRole.ACTS]
            parties += [] if own else acting
            acting = own or acting
        return {date: _once(parties) for date, parties in found.items()}

    def _acting(self, clause: Span, dates: Sequence[Span]) -> Iterator[PartyMention]:
        """The bodies that a clause begins with: the longest beginning before a verb that is a list of such."""
        start = next((date.end for date in dates if date.start == clause.start), clause.start)
        opening = OPENING.match(self._text, start, clause.end)
        start = opening.end() if opening else start
        best: list[PartyMention] = []
        for verb in DOES.finditer(self._text, start + 2, min(clause.end, start + LONGEST_NAMES)):
            best = self._named(Span(start, verb.start()), PartyRole.ACTS) or best
        yield from best

    def _receiving(self, clause: Span) -> Iterator[PartyMention]:
        """The bodies to which something is sent in a clause."""
        for pattern in (SENT, TOWARDS):
            for match in pattern.finditer(self._text, clause.start, clause.end):
                yield from self._named(Span(*match.span("names")), PartyRole.RECEIVES)

    def _named(self, words: Span, role: PartyRole) -> list[PartyMention]:
        """The bodies in a list of names; none where one of the names is no body on record."""
        found: list[PartyMention] = []
        for name in find_names(self._text, words.strip(self._text), self._gazetteer, self._home):
            written = name.span.quote(self._text)
            if group := BY_ROLE.fullmatch(written):
                found.append(PartyMention(role, "", written, name.span, GROUPS.get(group["kind"], PartyGroup.ALL)))
                continue
            matches = [self._gazetteer.resolve(each, self._home) for each in name.names]
            if not all(_is_addressed(match) for match in matches):
                return []
            found += [PartyMention(role, match.name, written, name.span) for match in matches]
        return found


def _is_addressed(match: AgencyMatch) -> bool:
    """Whether it is a body on record, or a collective that is addressed as such: 支持企业 is none."""
    return match.known and (match.kind != AgencyKind.GROUP or bool(ADDRESSED.search(match.name)))


def _once(parties: Iterable[PartyMention]) -> tuple[PartyMention, ...]:
    """Each body once in each role, in reading order."""
    found: dict[tuple[PartyRole, str, PartyGroup | None], PartyMention] = {}
    for party in sorted(parties, key=lambda party: party.span.start):
        found.setdefault((party.role, party.agency, party.group), party)
    return tuple(found.values())
