"""A share where it stands in; what is promised of a part, of a whole, or of so many of its members out."""

import re

from documents.text.spans import Span
from tasks.extraction.targets.exclusions import FOR, WHERE
from tasks.extraction.targets.measured import of_subject
from tasks.extraction.targets.measured_words import subject
from tasks.extraction.targets.phrases import BOUND_PART, DO_WORD, DONE_PART, ENDS, PART, SHARE_LEAD, SHARE_REST
from tasks.extraction.targets.quantities import Quantity
from tasks.extraction.targets.situations import Commitment, Situation, comparator_of
from tasks.extraction.targets.units import COMPARATORS
from tasks.extraction.values import Comparator

# 90%的机构|接入平台 · 30%以上的市和5%以上的县|开展抽查
MEMBERS = re.compile(
    r"""的?(?P<who>[^，。；、\d%％]{1,24}?)(?:(?:[和及与、][^，。；]{1,24}?)??
    (?P<what>(?:基本|全部|率先|力争|[向对在与][^，。；\d]{1,8}?)*
        (?:接入|纳入|实现|完成|建立|建成|配备|配齐|达到|设立|开设|覆盖|开展|实施|进行|通过|签订|参加|使用
        |安装|改造|具备|形成|上线|入驻|取得|采取|采用|实行|推行|开放|设置|拥有|享有|享受|接受|加入|获得|掌握|执行|公开|提供|启用|运用|应用|运行|淘汰|退出|更换|签约|进入
        |落实|种植|养殖|缴存|办理|配置|装备|就地消纳|回收|再生利用|综合利用)(?:[^，。；、\d]|\d[\d—－~至-]*(?=年一遇)){0,30}))""",
    re.VERBOSE,
)
# 组织80%的船员参加培训 · 随机抽取20%的乡镇开展暗访: the verb names nothing
DO_ALONE = re.compile(rf"^(?:(?:随机|按比例)?(?:{DO_WORD}|抽[取选查检测]))$")
EXTENT = re.compile(r"(?:面积|里程|长度|规模)$")  # 20平方公里以上的建成区面积|达到…
# of these a share is a condition or a fact
REACHES = ("覆盖", "惠及", "预留", "留出", "拿出", "安排")
EACH = re.compile(r"每个?[省市县区州乡镇村校园]|各[省市县区州乡镇村校地]")  # 每县不少于三分之一的小学
PREDICATE = re.compile(r"(?:采取|采用|实行|实现|完成|使用|纳入|接入|通过|建立|建成|达到|配备|开展)[^，。；、\d]{2,30}")
# 按不低于10%的|比例抽测学生体质; not 按10%的比例给予补助
BY = re.compile(r"(?:按照?|以)[ \t]*$")
AT_RATE = re.compile(
    r"的?(?:比例|比率)[ \t]*(?:对|开展|进行|组织|实施)?"
    r"(?P<what>[^，。；、\d]{0,12}?(?:抽|检查|核查|复核|巡查|检测|评估|督查|配备|配置|配建|建设|预留|设置|轮训|培训)"
    r"[^，。；、\d]{1,16})"
)
CONDITION = re.compile(r"(?:占|凡|若|如|当|经|超过|持有|持股|符合|由)[^，。；]{0,12}$")


def part_of(at: Situation, quantity: Quantity) -> Commitment | None:
    """A part of a whole: 海绵城市面积占建成区面积的40%以上."""
    if not quantity.is_share or not at.closed():
        return None
    if bound := BOUND_PART.search(at.words_before):
        comparator = COMPARATORS.get(bound["bound"]) or comparator_of(quantity, Comparator.REACH)
        return of_subject(at, quantity, at.before.start + bound.start(), comparator)
    if done := DONE_PART.search(at.words_before):
        span = Span(at.before.start + done.start(), quantity.span.end)
        return Commitment(done["what"], span, comparator_of(quantity, Comparator.REACH), quantity)
    part = PART.search(at.words_before)
    if not part or not (at.dated or quantity.bound):
        return None
    end = part.end("whole") if part["whole"] else part.start()
    return of_subject(at, quantity, at.before.start + end, comparator_of(quantity, Comparator.REACH))


def share_of(at: Situation, quantity: Quantity) -> Commitment | None:
    """A share before the thing it is of: 实现100%绿电覆盖 · 80%以上的规模以上企业实现数字化."""
    rest = SHARE_REST.match(at.text, at.after.start, at.after.end)
    if not quantity.is_share or not rest or ENDS.match(at.words_after) or "%" in rest["what"]:
        return None
    lead = SHARE_LEAD.search(at.words_before)
    named = subject(at.text, Span(at.before.start, at.before.start + lead.start() if lead else at.before.end))
    whole = quantity.value == 100
    reach = next((word for word in REACHES if lead and word in lead[0]), "")  # 宽带覆盖90%以上的村
    drawn = (lead["drawn"] or "") if lead else ""  # 抽查20%的乡镇
    if not (lead or at.dated or whole) or (named and not (whole or reach or drawn)):
        return None
    start = named.start if named else quantity.span.start
    name = named.quote(at.text) + (drawn or (reach if named else "")) + rest["what"]
    comparator = comparator_of(quantity, Comparator.COVER if whole else Comparator.REACH)
    return Commitment(name, Span(start, rest.end()), comparator, quantity)


def members(at: Situation, quantity: Quantity) -> Commitment | None:
    """So many of those concerned: 全省90%的托育机构接入监管平台 · 对30%以上的市和5%以上的县开展抽查."""
    rest = MEMBERS.match(at.text, at.after.start, at.after.end)
    noun = subject(at.text, at.before)
    named = DO_ALONE.sub("", noun.quote(at.text))
    predicate = PREDICATE.match(at.text, at.after.start, at.after.end)
    if predicate and len(noun) > 1 and quantity.is_share and not quantity.is_ratio and (at.dated or quantity.bound):
        span = Span(noun.start, predicate.end())  # 新增用地60%以上采取“标准地”供应
        return Commitment(named + predicate[0], span, comparator_of(quantity, Comparator.REACH), quantity)
    is_first = (
        not named
        or EACH.fullmatch(named)
        or FOR.search(at.words_before)
        or WHERE.search(at.words_before)
        or (at.previous and at.previous.quantity.is_share)
    )
    if rest and named and quantity.is_share and EXTENT.fullmatch(rest["who"]):  # 建成区40%以上的面积达到要求
        span = Span(noun.start, rest.end())
        comparator = comparator_of(quantity, Comparator.REACH)
        return Commitment(named + rest["who"] + rest["what"], span, comparator, quantity)
    is_some = at.dated and quantity.bound is Comparator.AT_LEAST  # 至少2个地市实施…
    is_some = is_some and (quantity.is_counted or bool(rest and EXTENT.search(rest["who"])))
    if not rest or not (is_some or quantity.is_share) or quantity.is_ratio:
        return None
    if not is_first or CONDITION.search(at.words_before):
        return None
    span = Span(quantity.span.start, rest.end("who"))
    return Commitment(rest["who"] + rest["what"], span, comparator_of(quantity, Comparator.REACH), quantity)


def rated(at: Situation, quantity: Quantity) -> Commitment | None:
    """At what rate something is done: 按不低于10%的比例抽测学生体质."""
    rest = AT_RATE.match(at.text, at.after.start, at.after.end)
    lead = BY.search(at.words_before)
    if not rest or not lead or not quantity.is_share:
        return None
    span = Span(at.before.start + lead.start(), rest.end())
    return Commitment(rest["what"] + "比例", span, comparator_of(quantity, Comparator.REACH), quantity)


def among(at: Situation, quantity: Quantity) -> Commitment | None:
    """A part of the share before: 占比85%，其中光伏50%、风电35%."""
    before = at.previous
    is_part = before and before.quantity.is_share and ("其中" in at.words_before or before.part)
    noun = subject(at.text, at.before)
    if not is_part or not quantity.is_share or not at.closed() or len(noun) < 2:
        return None
    span, comparator = Span(noun.start, quantity.span.end), comparator_of(quantity, Comparator.REACH)
    return Commitment(noun.quote(at.text), span, comparator, quantity, part=True)
