"""A quantity where it stands in; what is promised to be made, counted before or after its name, out."""

import re
from typing import Final

from documents.text.spans import Span
from tasks.extraction.targets.exclusions import MANY, is_served, is_size_of_works
from tasks.extraction.targets.measured_words import subject
from tasks.extraction.targets.phrases import DO_FIRST, DO_ONCE, MAKE_ANY, MAKE_HERE, NOUN_STOP, REACH, WEAK
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.situations import Commitment, Situation, comparator_of, in_full
from tasks.extraction.values import Comparator

DIGIT = re.compile(r"\d")
# 30户以上自然村通硬化路比例80% · 二类断面达到5个: the first number belongs to the name of the second
SHARE_OF_NOUN = re.compile(
    r"(?:率|比例|比重|占比|达到?|超过|突破|增[至到加]|提高到|提升到|[降升]至|不低于|不少于)[^，。；\d]{0,6}\d"
)
# 推动10个试点县先行: where, not how many
SCOPE = re.compile(r"[^，。；]{0,6}?(?:试点|部门|地区|县(?!域)|(?<!上)市(?!场)|州|乡镇|街道|省份|省区|单位(?!工程))")
# 每千常住人口拥有医师2.9人
PER_HEAD = re.compile(r"每(?:[百千万]|十万|\d{1,4}万?)[^，。；]{1,30}")
# 改造面积2.2亿平方米: the verb names what is measured
BARE_MEASURE = re.compile(r"面积|里程|长度|规模|人数|户数|能力|容量|总量|数量")
# 专业生产型和技能服务型1.6万人: no verb
PART_OF_NAME = re.compile(r"[型性式力线率量者类化地商链端]")
NOMINAL = re.compile(
    "创新|示范|培训|生产|研发|治理|推广|建设|改造|提升|发展|支持|绿化|安置|配置|组织|攻关|实现|推动|转化|孵化"
)
ACTORS = re.compile(r"[每各]|年均|支持|推动|鼓励|引导|累计|力争")
# 对投资5000万元以上、就业100人以上的项目: says which, not how many
CONDITION = re.compile(r"^(?:对|凡|将|支持|鼓励|符合|具有|具备|年满|在|按|以|因|从|经|给予|优先)|[满足达]$")
# 赋能1300家以上企业 · 辐射带动2400户以上农户: whatever is done; not 拥有, 符合, 全市
DEED = re.compile(
    r"(?:力争|累计|共|直接|有效)?(?![全各本我该此每单其凡符满具持拥现已发造因经近超])"
    r"(?:[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{4})(?<![省市县区州镇国年内外有上下中及和对的位个])"
)
ADDED = ("新增", "净增")  # may stand behind what they add: 限上企业净增100家
STRIVING = re.compile(r"[ \t]*(?:力争|争取|确保)")
# 节能率不低于15%的|公共建筑改造: what is behind an amount and leads to the name of the thing
QUALITY = re.compile(r"[^，。；]{2,40}\d[^，。；的]{0,8}的(?=[^\d]{2,40}$)")
# 法院、检察院、…、公证等|专门人才
EXAMPLES = re.compile(r"[^，。；]{40,}等(?=[^等]{2,20}$)")
BARE_VERB = re.compile("建成|新建|新增|净增|完成|建设|创建|认定|培育|实现|打造|引进")
# 分别新增10家、20家: of what, is not said
NUMBER_ALONE = re.compile(rf"(?:{BARE_VERB.pattern})?[\d.]+[\u4e00-\u9fff]{{1,2}}[和与及、]?")
BARE_WORK = re.compile("(?:建设|提升|改造)?(?:项目|工程)")
FEW: Final = 5
BY_PIECE: Final = frozenset("家户名位辆台套艘架")  # what is counted so is no place


def made_here(at: Situation, quantity: Quantity) -> Commitment | None:
    """The verb stands before the number, the thing behind it: 建成2个及以上国家级零碳园区 · 突破100项关键技术."""
    verb = MAKE_HERE.search(at.words_before)
    breaking = at.text.startswith("突破", quantity.span.start) and not subject(at.text, at.before)
    if not verb and not (breaking and not at.closed()):
        return None
    noun = _noun_after(at, EXAMPLES if quantity.is_counted else QUALITY)
    if (
        not noun
        or ((not quantity.is_counted or quantity.base == "类") and DIGIT.search(at.text, noun.start, noun.end))
        or is_size_of_works(noun.quote(at.text), quantity)
        or quantity.is_share
    ):
        return None
    stated = _stated(verb, Comparator.REACH)
    is_firm = at.dated or quantity.bound or stated is Comparator.AT_LEAST or _is_many(quantity, noun.quote(at.text))
    is_firm = is_firm or (at.of_year and not SCOPE.match(noun.quote(at.text)))  # 2025年计划: 推进5个街区建设
    if verb and verb["verb"] in WEAK.split("|") and not is_firm:
        return None
    is_bound = Comparator.AT_LEAST in (stated, quantity.bound)
    if quantity.chinese and quantity.value == 1 and not quantity.value_high and not is_bound:
        return None  # 建成一个平台; but 至少建成一所, 一两家, 一个以上
    start = at.before.start + verb.start("verb") if verb else quantity.span.start
    comparator = Comparator.REACH if breaking else comparator_of(quantity, stated)
    return Commitment(noun.quote(at.text), Span(start, noun.end), comparator, quantity, made=True)


def _is_many(quantity: Quantity, noun: str) -> bool:
    """Whether so many are promised that they are no scope: 推动2000家企业 · 推动8家保险机构; not 推动10个县."""
    is_large = quantity.value >= (FEW if quantity.unit in BY_PIECE else MANY) or quantity.base != quantity.unit
    return quantity.is_counted and is_large and not SCOPE.match(noun)


def served(at: Situation, quantity: Quantity) -> Commitment | None:
    """For how many something is done: 面向3万名从业人员开展培训."""
    noun = _noun_after(at)
    if not noun or quantity.is_share or not is_served(at.words_before, at.words_after, quantity):
        return None
    span = Span(quantity.span.start, noun.end)
    return Commitment(noun.quote(at.text), span, comparator_of(quantity, Comparator.REACH), quantity)


def done_to(at: Situation, quantity: Quantity) -> Commitment | None:
    """Any verb opens the clause, and at least so many are meant, that they are no scope: 赋能1300家以上企业."""
    opening, noun = subject(at.text, at.before), _noun_after(at)
    is_bound = quantity.bound in (Comparator.AT_LEAST, Comparator.OVER) and quantity.value >= MANY
    if not noun or not quantity.is_counted or not is_bound or not DEED.fullmatch(opening.quote(at.text)):
        return None
    words = noun.quote(at.text)
    if "的" in words or SCOPE.match(words) or CONDITION.search(opening.quote(at.text)):
        return None
    return Commitment(words, Span(opening.start, noun.end), comparator_of(quantity, Comparator.REACH), quantity)


def made_at_once(at: Situation, quantity: Quantity) -> Commitment | None:
    """The verb opens the clause: 培训技术技能人才不少于3000人次."""
    verb = DO_FIRST.match(subject(at.text, at.before).quote(at.text))
    is_made = verb and quantity.is_counted and not REACH.search(at.words_before)
    return made_before(at, quantity) if is_made else None


def made_before(at: Situation, quantity: Quantity) -> Commitment | None:
    """The verb and the thing stand before the number: 建成充电桩5万个."""
    opening = subject(at.text, at.before)
    verb = DO_FIRST.match(at.text, opening.start, opening.end)
    if verb and opening.end - verb.end() < 2:
        verb = DO_ONCE.match(at.text, opening.start, opening.end)  # 完成|营造林
    verb = verb if verb and verb.end() < opening.end else MAKE_ANY.search(at.text, at.before.start, at.before.end)
    if not at.closed() or not verb or quantity.is_share:
        return None
    if verb[0] in ADDED and verb.end() == at.before.end and verb.start() - opening.start > 1:
        name = at.text[opening.start : verb.start()]
        return Commitment(name, Span(opening.start, quantity.span.end), Comparator.REACH, quantity, made=True)
    noun = subject(at.text, Span(verb.end(), at.before.end))
    inside = verb.start() > opening.start
    if inside and (PART_OF_NAME.match(at.text, verb.end()) or _is_nominal(at.text, opening, verb)):
        return None
    if inside and BARE_WORK.fullmatch(noun.quote(at.text)):
        noun = opening  # 公园改造|项目
    is_measure = verb[0] == "接待" or BARE_MEASURE.fullmatch(noun.quote(at.text))  # 接待游客 · 改造面积
    noun = Span(verb.start(), noun.end) if is_measure else noun
    if len(noun) < 2 or NUMBER_ALONE.fullmatch(at.text, noun.start, noun.end):
        return None
    if verb[0] in WEAK.split("|") and not (at.dated or quantity.bound or quantity.value >= FEW):
        return None
    span = Span(verb.start(), quantity.span.end)
    per = PER_HEAD.match(at.text, opening.start, verb.start())
    name = (per[0] if per else "") + noun.quote(at.text)
    if verb[0] == "新增" and opening.start < verb.start() and not per:
        name = at.text[opening.start : noun.end]  # 城镇新增就业
    return Commitment(name, span, comparator_of(quantity, Comparator.REACH), quantity, made=True)


def _is_nominal(text: str, opening: Span, verb: re.Match[str]) -> bool:
    """Whether a word that may be a verb is part of a name: 高水平创新团队."""
    return bool(NOMINAL.fullmatch(verb[0])) and not ACTORS.match(text, opening.start, verb.start())


def once_more(at: Situation, quantity: Quantity) -> Commitment | None:
    """A further number of the thing before, without its name: 投资300亿元，其中2023年90亿元."""
    before = at.previous
    words = subject(at.text, at.before).quote(at.text)
    if not before or not at.closed() or before.quantity.base != quantity.base or quantity.is_share:
        return None
    if words and not DO_FIRST.fullmatch(words):
        return None
    span = Span(before.span.start, quantity.span.end)
    return Commitment(before.indicator, span, comparator_of(quantity, Comparator.REACH), quantity, made=before.made)


def bounded(at: Situation, quantity: Quantity) -> Commitment | None:
    """No verb, but a bound that is no condition, or a word of striving: 年检测样品1万批次以上 · 力争以旧换新5万台."""
    noun = subject(at.text, at.before)
    words = noun.quote(at.text)
    is_half = "半" in quantity.span.quote(at.text) and at.dated  # 清偿一半以上
    # else it describes: 岸线长约50公里
    is_about = quantity.bound is Comparator.ABOUT and (at.dated or MAKE_ANY.search(words))
    is_bound = is_about or quantity.bound in (Comparator.AT_LEAST, Comparator.AT_MOST)
    is_bound = is_bound or (quantity.is_counted and STRIVING.match(at.words_before) is not None)
    is_bound = is_bound and (is_half or not quantity.is_share)
    if not is_bound or not at.closed() or len(noun) < 3 or CONDITION.search(words) or "的" in at.words_after:
        return None
    if quantity.is_money or quantity.is_time:
        return None
    return Commitment(words, Span(noun.start, quantity.span.end), comparator_of(quantity, Comparator.REACH), quantity)


def listed(at: Situation, quantity: Quantity) -> Commitment | None:
    """A further member of the list that a promise began: …、绿色园区5个 · …、20家单项冠军企业."""
    same = at.previous is not None and at.previous.quantity.base == quantity.base
    is_part = "其中" in at.words_before and (quantity.is_counted or same)
    if quantity.is_share or not ((at.previous and (at.previous.made or is_part)) or at.dated):
        return None
    noun = subject(at.text, at.before)
    if REACH.search(at.words_before):
        return None
    if len(noun) >= 2 and at.closed():
        span = Span(noun.start, quantity.span.end)
        name = in_full(noun.quote(at.text), at.previous)
        if NUMBER_ALONE.fullmatch(name):
            return None
        if BARE_VERB.fullmatch(name):  # 累计建成60家, of what was named before
            name = at.previous.indicator if at.previous else ""
        return Commitment(name, span, comparator_of(quantity, Comparator.REACH), quantity, made=True)
    after = _noun_after(at)
    if noun or not after or not at.previous or (quantity.is_money and DIGIT.search(after.quote(at.text))):
        return None
    span = Span(quantity.span.start, after.end)
    return Commitment(after.quote(at.text), span, comparator_of(quantity, Comparator.REACH), quantity, made=True)


def _stated(verb: re.Match[str] | None, otherwise: Comparator) -> Comparator:
    """AT_LEAST where 至少 or the like stands before the verb, else `otherwise`."""
    return (
        Comparator.AT_LEAST
        if verb and re.search("至少|不少于|不低于", verb.string[max(0, verb.start() - 4) : verb.end()])
        else otherwise
    )


def _noun_after(at: Situation, lead: re.Pattern[str] = EXAMPLES) -> Span | None:
    """The thing that is counted, behind its number and the words that may `lead` to it; None where it is not named
    there."""
    if at.words_after.startswith(("的", "以上", "以下", "以内", "左右", "，", "、")):
        return None
    stop = NOUN_STOP.search(at.text, at.after.start, at.after.end)
    noun = Span(at.after.start, stop.start() if stop else at.after.end).strip(at.text)
    if led := lead.match(at.text, noun.start, noun.end):
        noun = Span(led.end(), noun.end)
    return noun if len(noun) >= 2 and not SHARE_OF_NOUN.search(at.text, noun.start, noun.end) else None
