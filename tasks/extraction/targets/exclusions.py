"""A quantity in its clause in; whether it is something other than a target out: a fact, a condition, a grant."""

import re
from dataclasses import dataclass
from typing import Final

from documents.text.spans import Span
from tasks.extraction.targets.phrases import MAKE_HERE, RATE_WORD
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.values import Comparator

# 截至2021年底 · 近年来 · 目前
PAST_SENTENCE = re.compile(r"截至|截止|目前|近[几\d]?年来?|以来|去年|据测算|据统计|回顾|过去|先后")
# 已建成 · 位居全国第一 · 连续4年
PAST_CLAUSE = re.compile(
    r"已|位居|居全[国省]|列全[国省]|圆满|(?<!在)现有|连续[\d一二三四五六七八九十]+年|原有|曾|得到了|取得了|达到了|实现了"
    r"|储量|蕴藏|可开发量"
)
FUTURE = re.compile(r"力争|确保|争取|努力|将|要|计划|预计|目标")
# 给予…奖励 · 按…补助 · 处以罚款
GRANT = re.compile(
    r"给予|资助|奖励|奖补|补助|补贴|资助|贴息|罚款|处以|补偿|拨付|下达|最高|授信|额度|收费|征收|减免|(?<!担)保费|赔偿"
)
GIFT = re.compile("给予")
FINE = re.compile(r"罚款|罚金|处以|没收|(?:^|[，；])[并可]?处[^，。；理置]{0,12}$")
# 对面积2000平方米以上，且年销售额200万元以上的企业给予: who gets it
GETS = re.compile(
    r"(?<![^；;。\n])[ \t]*(?:[（(][\d一二三四五六七八九十]{1,2}[）)]|\d{1,2}[.．、])?"
    r"(?:对(?!标)|凡|对于|符合|具有|具备)"
    r"[^；;。\n]{0,160}?(?=给予|予以|奖励|资助|补助|补贴|贴息)"
)
GIVEN = re.compile(r"(?:奖励|资助|补助|补贴|贴息)[^，。；率比]{0,12}$")
# 个人贷款额度最高30万元，新增贷款20亿元
FIRM = re.compile(r"新增|完成|达到|突破|实现|扩大到|力争")
ALLOTTED = re.compile(
    r"(?:安排|下达|拨付|统筹|筹集|(?<!资本)投入|总投资|投资额|估算|概算|注册资本|资本金"
    r"|缴纳)[^，。；]{0,12}$"
)
# 等6个盐湖 · 共23项 · 在8个试验区 · 这三个
COUNTING = re.compile(
    r"(?:等|共计?|共有|共分|分为|分|包括|含|涉及|以下|上述|下列|这|前|后|其余|另|该|(?<![制定持])在|从|由|向|以|对|选择的|全部"
    r"|所有|各|哪|两|第|按|为期|限|只能|仅|限报|限申报|每次)[ \t]?$"
)
NONE_MISSED = re.compile(r"不(?:漏|落|少|放过)[^，。；]{0,4}$")  # 不漏查一处
# 项目标 · 方面 · 大行动: counts of headings, not of things to be made
HEADINGS = re.compile(
    r"""
    的?(?:重点|主要|具体|专项|重大|工作|推进|基本|核心|关键|约束性|预期性|一级|二级)*
    (?:方面|领域(?![\u4e00-\u9fff]{0,6}(?:标准|企业|项目|平台|应用|场景|技术|案例))|环节|任务|措施|举措|原则|指标|要求|步骤|阶段|层面|层次|维度|维护|意识|自信|确立|坚持|抓手|关键|问题|目标
        |部分|章节?|条款|内容|关系|统筹|先行区|地$|清单|方向|程度|统一|倍增计划|工作(?=$|[，。；、])
        |行业(?![\u4e00-\u9fff]{0,4}(?:案例|模型|标准|企业|应用|方案|数据集|平台|化)))  # not 10个行业标准""",
    re.VERBOSE,
)
# 年产10万吨碳纤维项目 · 200万千瓦抽水蓄能电站: the size of a work
WORKS = re.compile(
    r"(?:项目|工程|线路|电站|机组|装置|生产线|管道|管线|铁路|公路|基地|电厂|水库|变电站|通道|直流|骨干网|电网"
    r"|泵站|级.*)$"
)
VOLTAGE = re.compile(r"千伏(?!安)|kV|级")
RATED = re.compile(rf"(?:{RATE_WORD}|规模为|单机|±|[×xX*])$")
# 形成年产50台设备的制造能力 · 年处理80万吨甘蔗的加工规模: what is to be able to be made
ABLE = re.compile(r"[^，。；]{0,80}?(?:能力|的[\u4e00-\u9fff]{1,4}规模)")
# 总规划面积约63.2平方公里: what a place is like
DESCRIBED = re.compile(
    r"(?:规划|占地|建筑|用地|国土|辖区|流域|区域|核心区|起步区|先行区|园区|保护区|缓冲区|控制区|总)(?:总|用地|占地|建筑)?面积(?:共|为|计|有)?$"
)
# 最高不超过20分 · 权重30% · 经三分之二以上业主同意
RANKED = re.compile(r"(?:最高|最低|上限|下限|封顶|起征点|权重|赋分|分值|占分)(?:为|占|分|得|按)?$")
GRADED = re.compile(r"满意|得分|评分|成绩|测评|指数|平均分")
VOTED = re.compile(r"的?[^，。；]{0,14}?(?:同意|表决|出席|赞成|到会|投票)")
# 面向3万名从业人员开展培训 · 对30%以上的县开展抽查: for whom something is done
FOR = re.compile(r"(?:面向|针对|对|为|向|给|(?<!参)与)[ \t]*(?:全[省市县区]|其中)?$")
SERVED = re.compile(
    r"[^，。；]{1,40}?(?:开展|实施|进行|提供|组织|给予|予以|完成)[^，。；]{0,16}?(?:训|查|检|服务|走访|救助|帮扶|测|评估|改造|演练|指导|诊断"
    r"|宣讲|宣传|慰问|审计|督导|服务|体检|认定|教育|辅导|合作|对接)"
)
# 在30个城市设立体验馆: where something is set up; but 在30个乡镇开展普查 is a scope
WHERE = re.compile(r"(?<![现存])在[ \t]*(?:全[省市县区])?$")
PLACED = re.compile(r"[^，。；的]{1,16}?(?:设立|开设|建立|建设|建成|布局|布设)")
# 百家争鸣 · 千人计划: names
NAMED = re.compile("(?:家争鸣|[家人企]?计划|家?万户|姓)")
# 由2020年的5%提高到25%: where it starts from
FROM = re.compile(r"[由从][^，。；]{0,12}$")
ONWARD = re.compile(r"[ \t]?(?:提高|提升|增|降|下降|压|缩|扩|上升|减)")
MADE_NEW = re.compile("新.{1,2}|建成|建设|打造|创建|培育|引进")  # 开发甲、乙等6个盐湖: they are there
MANY: Final = 20  # fewer may be a scope: 推动10个试点县
NEAR: Final = 120  # how far from a quantity the words are looked at
OFTEN = re.compile(r"每[周月年日天季半学期度两三四五\d]")
MAY = re.compile(r"可(?![持再靠])[^，。；]{0,12}$")  # 可择校一次: a right
DURATION = re.compile(
    r"小时数|(?:公告|公示|审批|办理|查验|备案|等待|回款)期|时间|时限|周期|时长|寿命|天数|期限|用时|工期|响应|提速|办结|审批|工作日|耗时|时效|每[天日周][^，。；]{2,20}$"
)
MONEY_PER_CASE = re.compile(r"^[ \t]?(?:的?(?:标准|比例))?(?:给予|予以|进行|奖|补)")


@dataclass(frozen=True, slots=True)
class Tone:
    """What a sentence is about, by its words: what was done, what is to come, money granted or given."""

    is_past: bool
    is_future: bool
    is_grant: bool
    is_gift: bool


def tone(sentence: str) -> Tone:
    """The tone of a sentence.

    >>> tone("对示范企业给予奖励").is_grant
    True
    """
    marks = PAST_SENTENCE, FUTURE, GRANT, GIFT
    return Tone(*(bool(mark.search(sentence)) for mark in marks))


def grantees(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence that say who gets a grant; no number in them is a target.

    >>> text = "对年产值2亿元以上的企业给予奖励"
    >>> [span.quote(text) for span in grantees(text, Span(0, len(text)))]
    ['对年产值2亿元以上的企业']
    """
    return [Span(*match.span()) for match in GETS.finditer(text, sentence.start, sentence.end)]


def is_told(clause: str) -> bool:
    """Whether a clause says what was done already.

    >>> is_told("已建成5个园区"), is_told("建成5个园区")
    (True, False)
    """
    return bool(PAST_CLAUSE.search(clause))


def excludes(text: str, clause: Span, tone: Tone, quantity: Quantity, before_it: Quantity | None = None) -> bool:
    """Whether a quantity cannot be a target where it stands, whatever verb is before it: a count of headings
    (3个方面), money granted, the value a change starts from, the size of a work. `before_it`: what the sentence
    promised just before."""
    before = text[max(clause.start, quantity.span.start - NEAR) : quantity.span.start]
    after = text[quantity.span.end : min(clause.end, quantity.span.end + NEAR)]
    is_part_of_many = quantity.is_share or quantity.bound or is_served(before, after, quantity)
    if COUNTING.search(before) and not (is_part_of_many or (quantity.is_counted and _made_by_name(before))):
        return True
    if _is_description(before, after, quantity):
        return True
    is_firm = FIRM.search(before) or quantity.bound is Comparator.AT_LEAST
    granted = tone.is_grant and (GRANT.search(text, clause.start, clause.end) or not is_firm)
    if (quantity.is_money or not quantity.unit) and (granted or (quantity.is_money and ALLOTTED.search(before))):
        return True
    if NONE_MISSED.search(before) or FINE.search(before):
        return True
    if quantity.chinese and quantity.value == 1 and quantity.base == "批":  # 带动一批产业
        return True
    if FROM.search(before) and ONWARD.match(after):
        return True
    if quantity.is_share and (tone.is_grant and (tone.is_gift or MONEY_PER_CASE.match(after) or GIVEN.search(before))):
        return True
    if quantity.base == "次" and (OFTEN.search(before) or MAY.search(before)):
        return True
    is_term = quantity.is_time and quantity.base == quantity.unit  # no 15万小时
    if is_term and not DURATION.search(before) and not (before_it and before_it.is_time):
        return True
    if quantity.is_counted and HEADINGS.match(after):
        return True
    is_rated = RATED.search(before) and not ABLE.match(after)
    return bool(VOLTAGE.search(quantity.unit) or after.startswith("级") or is_rated)


def is_served(before: str, after: str, quantity: Quantity) -> bool:
    """Whether the words around a quantity say for how many something is done: 面向3万名从业人员开展培训.

    >>> from decimal import Decimal
    >>> is_served("面向", "从业人员开展培训", Quantity(Span(2, 5), 2, Decimal(3), "万名"))
    True
    """
    is_many = quantity.is_share or (quantity.is_counted and (quantity.value >= MANY or quantity.base != quantity.unit))
    if not is_many or quantity.is_share:
        return bool(is_many and FOR.search(before) and SERVED.match(after))
    return any(lead.search(before) and deed.match(after) for lead, deed in ((FOR, SERVED), (WHERE, PLACED)))


def _made_by_name(before: str) -> bool:
    """Whether some of what is to be made are named before its number: 新建甲、乙等9座水库."""
    named = MAKE_HERE.search(before)
    return named is not None and before.endswith("等") and bool(MADE_NEW.fullmatch(named["verb"]))


def _is_description(before: str, after: str, quantity: Quantity) -> bool:
    """Whether a quantity says what something is like, how it is judged or who must agree."""
    if DESCRIBED.search(before) and quantity.bound in (None, Comparator.ABOUT):
        return True
    if RANKED.search(before) or (quantity.base == "分" and not GRADED.search(before)):
        return True
    if quantity.step and (NAMED.match(after) or (quantity.bound is None and not MAKE_HERE.search(before))):
        return True
    return quantity.is_share and bool(VOTED.match(after))


def is_size_of_works(after: str, quantity: Quantity) -> bool:
    """Whether an amount only says how large a work is: 200万千瓦抽水蓄能电站, of which `after` is what follows the
    amount."""
    return not quantity.is_counted and bool(WORKS.search(after))
