"""A clause in; what it says for later items too (以下均需…落实, 下同), and the rest without dates (12月底前), out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from documents.text.duty_labels import DutyPart
from documents.text.spans import Span
from tasks.extraction.duties.lead_rules import LEAD_RULE
from tasks.extraction.duties.verbs import find_groups, is_bracketed


@dataclass(frozen=True, slots=True)
class Reach:
    """Bodies that have a part in the items that follow; `span` covers their names, and may be empty.

    `here`: they have it in this item too. `everyone`: so have the other bodies of this clause (以上单位). `lasts`: in
    those of later chapters too.
    """

    span: Span
    part: DutyPart
    here: bool
    everyone: bool
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """A clause in pieces: `rest` is about this item alone, `reaches` about later ones; `has_lead_rule`: it says who
    leads in lists (列第一位者为牵头单位); `has_contact`: whom to call, by telephone."""

    rest: tuple[Span, ...]
    reaches: tuple[Reach, ...]
    has_lead_rule: bool
    has_contact: bool = False


STOP = "[，,。；;]"
NO_STOP = "[^，,。；;（）()]"
BACK = re.compile(r"(?:以上|上述)(?:各)?(?:单位|部门|机构|责任单位)(?:以?及|和|与|、)?")
# 本条及以下均需以上单位及有关市州政府和园区具体落实，不再一一列举
BELOW = re.compile(
    rf"""
    (?P<here>本[条项款章节](?:及|和|至))?  # 本条及
    (?P<items>(?:以下|下述|后续|此后|其他|其余|所有|各项|以上及以下)  # 以下各项任务
        (?:各)?(?:项|条|款)?{NO_STOP}{{0,10}}?)
    (?:均需要?|均须|均由|均应|均|都由|都需|都|需由|需|须由|由)
    (?P<names>[^。；;]{{2,80}}?)  # 以上单位及有关市州政府
    (?P<verb>(?:按职责分工)?(?:具体|负责|抓好|组织|分别|共同)*(?:落实|实施|配合|参与|负责|牵头|推进|贯彻)+)  # 配合落实
    (?P<once>{STOP}?\s*(?:以下)?不再(?:一一|逐一|逐项|重复|另行|单独)?  # ，不再一一列举
        (?:列出|列举|赘述|单列|标注|注明|列明|说明))?""",
    re.VERBOSE,
)
# 具体任务均涉及各市（州）人民政府，不再做分工，下同
INVOLVED = re.compile(
    rf"""
    (?P<items>(?:具体|以上|以下|上述|各项|所有|全部|相关)?(?:各项)?(?:任务|工作|事项|措施|条款){{0,2}})  # 具体任务
    (?:均|都)涉及(?P<names>[^，,。；;]{{2,60}})  # 均涉及各市（州）人民政府
    (?P<once>{STOP}\s*(?:以下)?不再[^，,。；;]{{0,12}})?  # ，不再做分工
    (?:{STOP}\s*(?:以)?下同)?""",
    re.VERBOSE,
)
# 以下责任单位均包括各设区市人民政府，不再列出
INCLUDED = re.compile(
    rf"""
    (?:以下|下述|后续|其他|其余)(?:各)?(?:项|条)?(?:任务|工作|措施|事项)?(?:的)?(?:责任|配合|落实|参与)?(?:单位|部门)
    (?:均|都|还)(?:包括|包含|含)(?P<names>[^，,。；;]{{2,80}})
    (?P<once>{STOP}\s*(?:以下)?不再[^，,。；;]{{0,12}})?""",
    re.VERBOSE,
)
# 省水利厅牵头，12月底前完成 · 持续推进: by when, not who
WHEN = re.compile(
    r"""
    (?<![^，,、。；;（(〔：:\s])  # at the beginning of a part
    (?:力争|确保|要?[于在])?(?:到|至)?
    (?:
        (?P<date>20\d\d年|\d{1,2}月|每[年季月半]|[今本明]年|年[底内末]  # 12月 · 每年 · 年底
            |[上下]半年|第?[一二三四]季度|“?十[三四五六七]五|\d{1,2}个?(?:月|年|工作日)内)
        [^，,、；;。：:厅局委部办会]{0,16}  # 底前完成; no name of a body
        |(?:并|[以此]后(?:每年|各?年度?)?)?  # 以后每年持续实施
        (?P<always>长期|持续|常态化?|全年|适时|即时|按时|按期|按序时进度|随时)  # 持续推进
        (?:坚持|推进|实施|开展|落实|完成|启动)?
    )
    (?=\s*(?:[，,、；;。）)〕]|$))""",
    re.VERBOSE,
)
# 运用处，张某，63916862 · 信息处，电话：0971-1234567: whom to call
CONTACT = re.compile(
    r"""
    (?:[、，,；;]\s*(?:联系人[：:]?)?[\u4e00-\u9fff·]{2,4}(?<![厅局委处科室办院会府部站所队行心]))?
    [、，,；;\s]\s*(?:(?:联系|办公)?电话[：:]?\s*)?
    (?:0\d{2,3}[-—－]?\d{7,8}|1[3-9]\d{9}|[2-9]\d{6,7})(?=\s*(?:[、，,；;。）)]|$))""",
    re.VERBOSE,
)
SAME_BELOW = re.compile(rf"{STOP}\s*(?:以)?下同")


def divide(text: str, within: Span) -> Divided:
    """Take apart what a clause says for all items that follow, and leave out its dates.

    >>> text = "省水利厅牵头，12月底前完成，以下均需各市州政府落实"
    >>> divided = divide(text, Span(0, len(text)))
    >>> [piece.quote(text) for piece in divided.rest], [reach.span.quote(text) for reach in divided.reaches]
    (['省水利厅牵头，'], ['各市州政府'])
    """
    rule = LEAD_RULE.search(text, within.start, within.end)
    found = (pattern.search(text, within.start, within.end) for pattern in (INVOLVED, INCLUDED, BELOW))
    below = next(filter(None, found), None)
    cuts = sorted(_with_brackets(text, within, match) for match in (rule, below) if match)
    rest = _between(within, cuts)
    reaches = [_below(text, below)] if below else []
    if not below and (not rule or rule["bracket"]):
        rest, reaches = _same_below(text, Span(rule.end(), within.end) if rule else within)
    contacts = _without(text, rest, CONTACT)
    pieces = _without(text, contacts, WHEN)
    kept = tuple(span for span in pieces if len(span.strip(text, " \n\u3000，,、；;。.")))
    return Divided(kept, tuple(reaches), bool(rule), has_contact=contacts != rest)


def _without(text: str, spans: Iterable[Span], pattern: re.Pattern[str]) -> list[Span]:
    """What is left of the spans without the matches of a pattern."""
    found = ((span, [match.span() for match in pattern.finditer(text, span.start, span.end)]) for span in spans)
    return [piece for span, cuts in found for piece in _between(span, cuts)]


def _with_brackets(text: str, within: Span, match: re.Match[str]) -> tuple[int, int]:
    """The start and end of a match, with the brackets that hold nothing else: 甲局（列首位的为牵头单位，下同）."""
    start, end = match.span()
    enclosed = within.start < start and end < within.end and text[start - 1] in "（(〔[" and text[end] in "）)〕]"
    return (start - 1, end + 1) if enclosed else (start, end)


def _between(within: Span, cuts: Iterable[tuple[int, int]]) -> list[Span]:
    """The stretches of a span between the cuts (start, end), which are in order."""
    rest, start = [], within.start
    for cut_start, cut_end in cuts:
        rest.append(Span(start, max(start, cut_start)))
        start = max(start, cut_end)
    return [*rest, Span(start, max(start, within.end))]


def _below(text: str, match: re.Match[str]) -> Reach:
    names = Span(*match.span("names"))
    back = BACK.match(text, names.start, names.end)
    if back:
        names = Span(back.end(), names.end)
    if match.re is INVOLVED:
        lasts = match["items"].startswith("以下")
        return Reach(names, DutyPart.IMPLEMENT, here=True, everyone=bool(back), lasts=lasts)
    if match.re is INCLUDED:
        return Reach(names, DutyPart.SUPPORT, here=False, everyone=False, lasts=True)
    everything = match["items"] == "以下" and bool(match["once"])  # 以下均需各市政府配合，不再列出: not 以下任务…
    here = bool(match["here"])
    return Reach(names, _part(match["verb"]), here, bool(back), lasts=everything and not here)


def _part(verb: str) -> DutyPart:
    if "牵头" in verb:
        return DutyPart.LEAD
    if "配合" in verb or "参与" in verb:
        return DutyPart.SUPPORT
    return DutyPart.IMPLEMENT


def _same_below(text: str, within: Span) -> tuple[list[Span], list[Reach]]:
    """…，各市政府负责落实，下同: the last group before 下同 is said for later items too."""
    match = SAME_BELOW.search(text, within.start, within.end)
    if match is None or is_bracketed(text, within.start, match.start()):
        return [within], []  # 有关区县政府（含某新区，下同） is about the word
    before = Span(within.start, match.start())
    groups = find_groups(text, before)
    rest = [before, Span(match.end(), within.end)]
    if len(groups) < 2:
        return rest, [Reach(Span(before.start, before.start), DutyPart.LIST, here=False, everyone=True)]
    part = DutyPart.IMPLEMENT if groups[-1].part is DutyPart.CARRY_OUT else groups[-1].part
    return rest, [Reach(groups[-1].span, part, here=False, everyone=False)]
