"""A clause of a sentence with dates in; who acts in it, and who is sent something, out: 各市州政府要…报送省财政厅."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.agencies import AgencyKind, AgencyMatch, Gazetteer, RegionEntry
from documents.agencies.names import find_names
from documents.text.spans import Span
from tasks.extraction.party_values import PartyGroup, PartyMention, PartyRole
from tasks.extraction.sentences import asides, beginning_in

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
    r"要(?![素求])|应(?!急|用|对)|须|必须|需(?![求要])|将|于|在(?!线)|请(?![求示])|是|每[年季月半]|按|定期|分别|及时|对(?!外)|向|报|"
    r"组织|牵头|负责|汇总|会同|联合|加强|结合|根据|认真|统筹|抓|形成|开展|编制|制定|完成|提出|建立|梳理|总结|通过|"
    r"配合|协助|参与|指导|督促|审核|核实"
)
# 省委编制委员会 · 省政府组织协调处: the verb is within a name that goes on
IN_NAME = re.compile(
    r"(?:组织|统筹|编制|督促|指导|审核|核实|协助|总结|汇总)[^，,。；;：:的\n]{0,10}?"
    r"(?:室|处|科|组|站|院|所|中心|委员会|协会|学会|专班)(?=[要应须将于每按在向]|会同|负责|牵头|\d|$)"
)
# 市委、市政府督查室: one office of both
OFFICE_OF_BOTH = re.compile(r"委[、和][省市县区州旗]?(?:人民)?政府(?![、和及，,]|$)")
# 省政府确定的 · 省财政厅组织编制的: what such a body did tells of which thing is spoken
RELATIVE = re.compile(
    rf"(?:{DOES.pattern}|部署|印发|发布|批[准复]|[确认核]定|明确|公布|下达|出台|安排|规定|实施|审批|推进|建设|所|年?度?){{0,3}}的"
)
NO_SUBJECT = re.compile(r"在|与|和|对")  # 在省发展改革委组织下
SUPPORTING = re.compile(r"(?:共同|积极|予以)?(?:配合|协助|参与|参加)$")  # 省财政厅牵头，省税务局配合，6月底前完成
# 省教育厅要指导各市州政府于6月底前完成
DIRECTED = re.compile(r"[要应须将]?(?:负责|加强|统筹|认真)?(?:指导督促|督促指导|指导|督促|组织|会同|联合|配合|协助)")
WITH = re.compile(r"会同|联合")  # …，会同省商务厅于6月底前制定
LONGEST_NAMES = 60
ADDRESSED = re.compile(r"各|有关|相关|成员单位|直属|[省市州县区]直")  # 各市州政府, 省直有关部门
# 财政厅、各市（州）人民政府
NAMES = r"(?P<names>(?:[^，,。；;：:（）()《》\n]|（[^，,。；;：:（）()《》\n]{1,8}）){2,40}?)"
# 具体工作由省水利厅负责
BY = re.compile(rf"(?<![经自理])由{NAMES}(?:牵头|负责|组织|审核|汇总|统一|会同)(?!的)")
MONEY = re.compile(r"资金|经费|费用")  # 所需经费由省财政厅负责
# where a list of names ends; its first characters stand before, for most places are none
ENDS = (
    r"(?=$|[，,。；;）)汇备审核查验认批研统办同参并后])(?=$|[，,。；;）)]|汇总|备案|备查|审[定核批查阅]|核[查实准定]|验收|认定|批[准示]"
    r"|研究(?![室院所])|统筹(?!办)|办理|同意|参考|并|后)"
)
# a list of names ends within reach of the verb: where none does, no place for 至 has to be tried
IN_REACH = rf"(?=(?:[^，,。；;（）()]|（[^，,。；;：:（）()《》\n]{{1,8}}）){{2,61}}?{ENDS})"
# 报送省发展改革委 · 将总结报告报至市政府 · 形成材料提交省领导小组办公室
SENT = re.compile(
    rf"""
    (?:报送|上报|报告|抄送|抄报|呈报|呈送|提交|反馈|送交|送达|函告|函报|移交|移送|转交|推送|汇总(?=至|到)|报请|报经|报|送)
    {IN_REACH}
    (?:[^，,。；;（）()]{{0,20}}?(?:至|到|给|送))?
    {NAMES}{ENDS}""",
    re.VERBOSE,
)
# 向省政府报告 · 向省财政厅、省审计厅备案
TOWARDS = re.compile(
    rf"(?<![面转导走趋流投倾])向{NAMES}(?:书面)?(?:报告|报送|上报|提交|反馈|备案|汇报|通报|述职|申报|报备|提出|移交|移送)"
    r"(?![^，,。；;\n]{0,16}(?:制度|机制|规定)(?:$|[，,。；;\n]))"
)
# 无需报送 · 定期向省政府报告: not sent, or not by the date of another clause
NOT_SENT = re.compile(r"(?:不再|无需|不需|不必|不得|免[于予]|停止|取消|未)[^，,]{0,3}$")
OTHER_TIMES = re.compile(r"定期|及时|随时|适时|按[月季年]|逐[月季年]|经常|重大")


@dataclass(frozen=True, slots=True)
class PartyClause:
    """A clause of a sentence: its dates, who acts and who receives in it. `is_bare`: it ends with its date (6月底前，);
    `supports`: it only says who helps (省税务局配合); `sends`: something is sent, to whomever."""

    span: Span
    dates: list[Span]
    acting: tuple[PartyMention, ...]
    receiving: tuple[PartyMention, ...]
    is_bare: bool
    supports: bool
    sends: bool


class PartyClauses:
    """Reads the clauses of a text of the region `home`."""

    def __init__(self, text: str, gazetteer: Gazetteer, home: RegionEntry | None) -> None:
        self._text = text
        self._gazetteer = gazetteer
        self._home = home

    def read(self, clause: Span, dates: Sequence[Span]) -> PartyClause:
        """What a clause says; of the dates, which are in reading order, those that stand in it count."""
        within = beginning_in(dates, clause)
        sent = [match for each in (SENT, TOWARDS) for match in each.finditer(self._text, clause.start, clause.end)]
        receiving = once(self._receiving(clause, sent))
        if not within and OTHER_TIMES.search(self._text, clause.start, clause.end):
            receiving = ()
        is_bare = len(within) == 1 and not re.search(r"[^，,、\s]", self._text[within[0].end : clause.end])
        supports = bool(SUPPORTING.search(clause.quote(self._text)) or WITH.match(self._text, clause.start))
        acting = once(self._acting(clause, within))
        return PartyClause(clause, list(within), acting, receiving, is_bare, supports, bool(sent))

    def _acting(self, clause: Span, dates: Sequence[Span]) -> Iterator[PartyMention]:
        """The bodies that a clause begins with, and those that they direct or act with: the longest beginning before a
        verb that is a list of such."""
        start = next((date.end for date in dates if date.start == clause.start), clause.start)
        opening = OPENING.match(self._text, start, clause.end)
        start = opening.end() if opening else start
        joined = WITH.match(self._text, start, clause.end)
        best, verb = self._subjects(joined.end() if joined else start, clause, dates)
        if (
            not best
            and (by := BY.search(self._text, clause.start, clause.end))
            and not MONEY.search(self._text, clause.start, by.start())
        ):
            yield from self._named(Span(*by.span("names")), PartyRole.ACTS)
        while best:
            yield from best
            directed = DIRECTED.match(self._text, verb, clause.end)
            best, verb = self._subjects(directed.end(), clause, dates, to_end=True) if directed else ([], 0)

    def _subjects(
        self, start: int, clause: Span, dates: Sequence[Span], *, to_end: bool = False
    ) -> tuple[list[PartyMention], int]:
        """The bodies that begin there, and where their verb stands; `to_end`: they may end the clause, too."""
        best: list[PartyMention] = []
        position = 0
        if NO_SUBJECT.match(self._text, start, clause.end):
            return best, position
        verbs = {verb.start() for verb in DOES.finditer(self._text, start + 2, min(clause.end, start + LONGEST_NAMES))}
        verbs |= {date.start for date in beginning_in(dates, Span(start + 2, start + LONGEST_NAMES))}
        verbs |= {clause.end} if to_end else set()
        for verb in sorted(verbs):
            if IN_NAME.match(self._text, verb, clause.end):
                continue
            if named := self._named(Span(start, verb), PartyRole.ACTS):
                best, position = named, verb
        if best and RELATIVE.match(self._text, position, clause.end):
            return [], 0
        return best, position

    def _receiving(self, clause: Span, sent: Iterable[re.Match[str]]) -> Iterator[PartyMention]:
        """The bodies to which something is sent in a clause."""
        names = asides(self._text, clause)
        for match in sent:
            before = max(clause.start, match.start() - 8)
            if Span(*match.span()) not in names and not NOT_SENT.search(self._text, before, match.start()):
                yield from self._named(Span(*match.span("names")), PartyRole.RECEIVES)

    def _named(self, words: Span, role: PartyRole) -> list[PartyMention]:
        """The bodies in a list of names; none where one of the names is no body on record."""
        found: list[PartyMention] = []
        if OFFICE_OF_BOTH.search(self._text, words.start, words.end):
            return found
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


def once(parties: Iterable[PartyMention]) -> tuple[PartyMention, ...]:
    """Each body once in each role, in reading order."""
    found: dict[tuple[PartyRole, str, PartyGroup | None], PartyMention] = {}
    for party in sorted(parties, key=lambda party: party.span.start):
        found.setdefault((party.role, party.agency, party.group), party)
    return tuple(found.values())


def _is_addressed(match: AgencyMatch) -> bool:
    """Whether it is a body on record, or a collective that is addressed as such: 支持企业 is none."""
    return match.known and (match.kind != AgencyKind.GROUP or bool(ADDRESSED.search(match.name)))
