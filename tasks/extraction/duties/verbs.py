"""A clause without labels in; its groups of bodies, each with the verb that closes it (牵头, 配合, 负责), out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.duty_labels import DutyPart
from documents.text.spans import Span


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Bodies that share a verb. `span` covers the names, not the verb."""

    part: DutyPart
    span: Span


# A verb counts only where the clause, or a part of it, ends with it: not in 甲委牵头制定的方案
END = r"(?=\s*(?:$|[，,、；;。.：:（(]|会同|并|由|\n)|[ \u3000])"
# What may stand between: any words but those that names of bodies end with (牵头制定 · 牵头查处 · 按分管领域负责)
FREE = (
    r"(?:(?<=查)处|处(?=[理置罚分])|会(?=[审商签])"
    r"|(?![厅局委署院会府处]|牵头|配合|参与|会同|并|由|单位|部门)[\u4e00-\u9fff])"
)
DO = (
    r"(?:落实|实施|推进|推动|负责|开展|办理|执行|组织|抓总|协调|统筹|配合|做好|抓好|完成|承担|"
    r"指导|监督|督促|监管|支持|参与|落地)"
)
# 配合做好资金保障: what follows names no other body, and nobody else answers for it
HELP_WITH = r"(?:(?!负责|承担|公司|集团|中心|企业|银行|学校|大学)" + FREE + r")"
HOW = r"(?:共同|联合|分别|分级|具体|积极|协同|密切|抓好|做好|组织|全面|统筹|各自|一起|认真|分工|分头|双|总)"
SHARE = r"""(?:
    (?:按照|按|依据|依|根据|结合|在)  # 按照各自职责分工 · 依职责 · 在职责范围内
    (?:各自|有关|自身|相应|相关|部门|工作)?(?:的)?
    (?:(?:职责|职能|任务|责任|工作)?分工|职责范围内?|职责|职能|职权|权限|隶属关系)
    (?:和(?:任务|职责|权限)?分工)?
    |分工|各司其职[，,]?  # 分工
)"""
ANY_SHARE = rf"(?:{SHARE}|(?:按照|按|依据|依|根据|结合){FREE}{{2,14}}?)"  # 按分管领域
HELP = r"(?:配合|参与|参加|协助|协作|协同|支持|协办|支撑|督导|督办)"
VERB = re.compile(
    rf"""
    (?P<IMPLEMENT>(?:
        (?:负责|结合实际)?(?:具体|组织)(?:抓好|负责|组织|推进)?(?:落实|实施|执行|承办|推进)  # 具体落实 · 组织实施
        |(?:负责)?(?:贯彻|抓好|抓|组织)落实  # 抓好落实
    ){END})
    |(?P<SUPPORT>(?:
        (?:业务|监督|督促|加强|负责)?指导(?:监督|督促|支持)?  # 业务指导
        |{ANY_SHARE}(?:配合|参与|参加|协助|支持){DO}{{0,2}}  # 按职责分工配合落实
        |(?:负责)?{HOW}{{0,2}}{HELP}{DO}{{0,2}}  # 积极配合 · 负责配合落实
        |{HOW}{{0,2}}(?:配合|参与|协助){HELP_WITH}{{2,10}}?  # 协助提供场地
    ){END})
    |(?P<LEAD>(?:
        {ANY_SHARE}?{HOW}{{0,2}}(?:负责)?(?:牵头|主办){FREE}{{0,8}}  # 双牵头 · 牵头督办
        |负(?:总责|主责|主要责任)
    ){END})
    |(?P<LIST>(?:
        {SHARE}{HOW}{{0,2}}{DO}{{0,3}}(?:落实)?  # 按职责分工负责
        |{ANY_SHARE}{HOW}{{0,2}}{DO}{{1,3}}
        |统筹(?:协调|推进|负责|抓总|管理)  # 统筹协调
        |(?!具体负责){HOW}{{0,2}}(?:负责|承担|承办)(?:推进|组织实施|组织落实|实施|统筹|办理|组织|协调)?  # 共同负责
    ){END})
    |(?P<CARRY_OUT>(?:
        {HOW}?(?:结合实际|因地制宜|负责|抓好|组织|推进)?(?:抓)?(?:落实|实施|推进|执行)(?:到位)?  # 负责落实
        |(?:结合实际)?(?:具体|组织)(?:抓好|组织)?负责  # 具体负责
    ){END})""",
    re.VERBOSE,
)
TOGETHER_WITH = re.compile(r"[，,]?(?:并|牵头)?(?:会同|商请)")
# 甲、乙配合丙负责
HELPING = re.compile(r"(?:积极|密切|主动|共同)?(?:配合|协助)(?=[\u4e00-\u9fff]{2})")


def find_groups(text: str, within: Span) -> list[VerbGroup]:
    """The groups of a clause, in order; bodies behind the last verb have DutyPart.NONE.

    >>> text = "省水利厅牵头，省财政厅配合"
    >>> [(group.part.value, group.span.quote(text)) for group in find_groups(text, Span(0, len(text)))]
    [('lead', '省水利厅'), ('support', '，省财政厅')]
    """
    groups: list[VerbGroup] = []
    start = within.start
    for match in VERB.finditer(text, within.start, within.end):
        if is_bracketed(text, start, match.start()):
            continue
        groups.extend(_split(text, DutyPart[match.lastgroup or "NONE"], Span(start, match.start())))
        start = match.end()
    groups.extend(_split(text, DutyPart.NONE, Span(start, within.end)))
    if groups and groups[0].part is DutyPart.SUPPORT:
        groups[:1] = _before_helpers(text, groups[0].span)
    return [group for group in groups if len(group.span.strip(text, " \n\u3000，,、；;。.：:"))]


def _before_helpers(text: str, span: Span) -> Iterator[VerbGroup]:
    """甲局、乙局，丙局|配合: the helpers stand behind the last comma; those before it have no verb."""
    comma = max(text.rfind(mark, span.start, span.end) for mark in "，,；;")
    if comma > span.start and not is_bracketed(text, span.start, comma):
        yield VerbGroup(DutyPart.NONE, Span(span.start, comma))
        span = Span(comma, span.end)
    yield VerbGroup(DutyPart.SUPPORT, span)


def _split(text: str, part: DutyPart, span: Span) -> Iterator[VerbGroup]:
    """A group, or two: 甲部会同乙部、丙部负责, the first leads, the others support; 甲局配合乙局负责: the second."""
    together = TOGETHER_WITH.search(text, span.start, span.end)
    helping = HELPING.search(text, span.start, span.end)
    if together and together.start() > span.start:
        yield VerbGroup(DutyPart.LEAD, Span(span.start, together.start()))
        yield VerbGroup(DutyPart.SUPPORT, Span(together.end(), span.end))
    elif together:
        yield VerbGroup(DutyPart.SUPPORT, Span(together.end(), span.end))
    elif helping and helping.start() > span.start and part in (DutyPart.LEAD, DutyPart.LIST, DutyPart.CARRY_OUT):
        yield VerbGroup(DutyPart.SUPPORT, Span(span.start, helping.start()))
        yield VerbGroup(DutyPart.LEAD, Span(helping.end(), span.end))
    else:
        yield VerbGroup(part, span)


def is_bracketed(text: str, start: int, end: int) -> bool:
    """Whether a bracket opened after `start` is still open at `end`.

    >>> is_bracketed("省能源局（牵头", 0, 7), is_bracketed("省能源局（牵头）", 0, 8)
    (True, False)
    """
    words = text[start:end]
    return sum(words.count(mark) for mark in "（(〔［〈") > sum(words.count(mark) for mark in "）)〕］〉")
