"""The words of a task that no clause gives to anybody in; the bodies whom its sentences tell to do something out."""

import re
from collections.abc import Collection

from documents.agencies import AgencyKind, Gazetteer, RegionEntry
from documents.agencies.collectives import PLACES
from documents.agencies.name_gaps import ENDS_BODY
from documents.text.duty_labels import DutyPart
from documents.text.notes import NoteKind
from documents.text.spans import Span
from tasks.extraction.duties.charged_bodies import find_charges
from tasks.extraction.duties.duty_clauses import URGING
from tasks.extraction.duties.responsibilities import read_list, strongest
from tasks.extraction.values import DutyMention

DOES = (
    r"(?:负责|负总责|牵头|承担|配合|协助|参与|加强|组织|成立|开展|制定|推动|推进|落实|做好|指导|督促|建立|完善|安排|编制|汇总"
    r"|上报|报送|出具|收集|审核|核实|统筹|协调|完成|实施|纳入|作)"
)
# 县水利局|要加强指导 · 县财政局|从…中安排; no noun (县财政局|安排的资金), nor only 要充分认识…
TELLS = re.compile(
    rf"""
    (?!(?:对|实施)[^，,。；;\n]{{0,60}}情况(?:[，,。；;\n]|$))  # nor 县水利局|对堤防的管理情况
    (?:要|应当?|须|将|按照?|根据|依据|依托|结合|对(?![口外])|从|在|于|通过|会同|联合(?![会社国体])|定期|及时|每[年季月周]|适时|动态
      |(?:统一|具体|共同|分别|积极|全面|依法|认真)?{DOES}
        (?![人部委组站办局所后]|同志|中心|小组|机制|关系|[\u4e00-\u9fff]{{0,4}}的))  # no 由县水利局|牵头开展的调查
    (?!(?:进一步|切实|不断|要)*(?:充分|高度|深刻|提高|增强|牢固|统一思想|履行|担负|加强(?:组织)?领导))
    (?![^，,。；;\n]{{0,24}}?(?:已|了))""",
    re.VERBOSE,
)
# 各属地单位, 各市（州）水利局, 县级以上地方人民政府, 国务院有关部门; not 企业
CLASS = re.compile("各|^[村居]民?委|^(?:(?:[省市县]级以上)?地方(?:人民)?政府|国务院(?:有关|相关)?部门)$")
# 各单位, 省级各部门, 各区县: no one in particular; 各数据专区: areas of a thing, no bodies
VAGUE = re.compile(
    rf"""
    (?:[省市州县区]级|[省市州县区]直)?
    (?:各(?:
        (?:{PLACES})?(?:有关|相关|级|责任|地)?(?:人民)?(?:政府)?(?:有关|相关)?(?:行政)?(?:主管)?
        (?:地区?|部门|单位|方面|地方|企业|机构|成员单位)(?:[和及、]*(?:部门|单位))?
      | (?:{PLACES}[、和及]?)+(?:建成区|城区)?
      | [\u4e00-\u9fff]{{0,8}}专区
    ))+""",
    re.VERBOSE,
)
PLACE = re.compile(r"(?!各).*[省市县区州旗盟乡镇]")
OF_A_TIER = re.compile(r"[省市县区州旗][\u4e00-\u9fff]{2,12}")
TOGETHER = re.compile(
    rf"(?:要|应当?|须|将)?(?:会同|联合)(?P<names>[^，,。；;\n]{{2,30}}?)"
    rf"(?=[，,。；;\n]|$|[对按于在从将]|每[年季月周日半]|定期|及时|适时|尽快|依法|共同|{DOES})"
)


def find_told(
    text: str, within: Span, named: Collection[str], gazetteer: Gazetteer, home: RegionEntry | None
) -> tuple[DutyMention, ...]:
    """The duties that sentences give to the bodies that they, or their parts, begin with; `named` are the bodies that
    the text names elsewhere as those who have work.

    >>> text = "省水利厅要组织巡查，有关单位要高度重视。"
    >>> [duty.as_written for duty in find_told(text, Span(0, len(text)), (), Gazetteer([], [], []), None)]
    ['省水利厅']
    """

    def is_group(duty: DutyMention) -> bool:
        return gazetteer.resolve(duty.agency, home).kind is AgencyKind.GROUP

    found: list[DutyMention] = []
    for clause in find_charges(text, within, gazetteer, home, TELLS):
        told = clause.reading.duties
        unknown = [note.span for note in clause.reading.notes if note.kind is NoteKind.UNKNOWN_AGENCY]
        duties = [
            duty for duty in told if _is_someone(duty, named, is_unknown=duty.span in unknown, is_group=is_group(duty))
        ]
        others = [duty for duty in told if duty not in duties]
        # 市教育局和有关部门要…: whoever else is told to do it, the first is
        is_clear = not others or (all(map(is_group, others)) and told[0] in duties)
        if len(unknown) < len(clause.reading.notes) or not is_clear:
            continue
        found += duties
        if together := TOGETHER.match(text, clause.span.end, within.end):
            helpers, notes = read_list(text, Span(*together.span("names")), DutyPart.SUPPORT, gazetteer, home)
            found += (duty for duty in helpers if not notes and _is_someone(duty, is_group=is_group(duty)))
    return strongest(found)


def _is_someone(duty: DutyMention, named: Collection[str] = (), *, is_unknown: bool = False, is_group: bool) -> bool:
    """Whether the words name a body, or a class of bodies of one kind."""
    words = duty.as_written
    if URGING.match(words):  # 鼓励各类担保机构对企业提供担保
        return False
    if is_unknown:
        is_tiered = OF_A_TIER.fullmatch(words) and ENDS_BODY.search(words)
        return bool(is_tiered) or any(name.endswith(words) for name in named)
    if is_group:
        return bool(CLASS.search(words)) and not VAGUE.fullmatch(words)
    return not PLACE.fullmatch(words)
