"""The words by which documents promise a quantity, as patterns for those who read clauses."""

import re
from typing import Final

from tasks.extraction.goals.units import BOUND, longest_first

# 达到 · 提高到 · 降至 · 控制在
REACH = re.compile(
    r"(?P<verb>达到了?|达至?|(?:提高|提升|增加|增长|上升|扩大|发展|恢复|拓展|缩小|优化|降低|下降|减少|压减|压缩|压降|缩短"
    r"|缩减|削减|延长|升|增|降|减|扩|压|推进|推广|覆盖)[到至]"
    r"|(?P<ceiling>控制[在到])|(?:稳定|保持|维持)(?:在|到)?|不断提高到|为|到|至|在|是|完成)(?:\d{4}年底?的)?[ \t]*$"
)
# 下降 · 增长
FALL = r"下降|降低|减少|压减|削减|压降|缩短|下调|压缩|收窄|节约|减排|回落|精简"
RISE = r"增长|提高|提升|增加|上升|扩大|递增|上调|增幅|翻|增速"
CHANGE = re.compile(rf"(?:(?P<fall>{FALL})|(?P<rise>{RISE}))(?:了|幅度|比例|率|约)?[ \t]*$")
# 建成2个 · 培育100家 · 新增
MAKE: Final = (
    "建成投运|建成投用|建成投产|建成|建设|新建改建|新改建|改扩建|新改扩建|新建|改建|扩建|新增|培育形成|培育壮大|"
    "培育|新培育|培养|打造|创建|创成|形成|完成|引进|招引|引育|引入|认定|遴选|组建|布局|投放|推广应用|推广|推出|"
    "制修订|制定|制订|修订|发布|举办|建立|设立|发展|扶持|孵化|转化|突破|攻克|攻关|实施|开展|落地|储备|谋划|种植|"
    "治理|修复|恢复|整治|清退|淘汰|关停|更新|更换|替换|改造提升|改造|升级改造|集聚|聚集|引聚|入驻|培训|救治|"
    "提供|解决|安置|转移|帮扶|争取|评选|命名|选树|选取|选择|确定|选派|入选|上市|新认定|获批|新获批|开通|建好|"
    "创办|新创建|研发|开发|取得|攻坚|拥有|招聘|吸纳|带动|造林|绿化|营造|增设|铺设|敷设|铺装|配备|配建|配置|安装|"
    "购置|生产|组织|示范|打通|化解|盘活|收储|供应|筹集|筹建|复制|输送|创新|推动|支持|推进|建造|新开工|开工|实现|腾出|腾退"
)
MAKE_WORD = longest_first(MAKE)
# verbs that are as often part of a name (综合服务中心): only where they open the clause or stand at the number
DO: Final = (
    "建有|配有|设有|备有|选育|育成|引种|服务|惠及|检定|抽检|监督抽查|检查|巡查|走访|排查|放映|演出|送戏下乡|送戏|发放|救助|"
    "援助|对接|招收|招录|定向培养|定向招聘|收购|播种|栽植|栽种|补植|封育|拆除|清理|清运|清淤|疏浚|加固|除险加固|归集|汇聚|"
    "续建|加装|架设|硬化|亮化|修缮|修建|维修|办理|受理|调解|处置|展出|召开|组织开展|推荐|选送|评定|申报|签订|吸引|发行|抽查|"
    "轮训|回收|置换|划定|编制|出版|翻译"
)
DO_WORD = longest_first(f"{MAKE}|{DO}")
FORCE_WORD = r"(?:了|不少于|不低于|累计|约|各|至少|力争|总量|总数|共|完成|达到|达|每年|再)"
MAKE_HERE = re.compile(rf"(?P<verb>(?:{DO_WORD}))(?:{FORCE_WORD}){{0,2}}[ \t]*$")
MAKE_ANY = re.compile(rf"(?:{MAKE_WORD})")
DO_FIRST = re.compile(rf"(?:{DO_WORD})(?:{MAKE_WORD})*")
# of these a small number is as often a scope as a promise: 支持3个试点
WEAK: Final = "推动|支持|推进|实施|开展|选择|确定|组织|带动|提供|供应|拥有|发展|累计|建立|创新|实现"
ENDS = re.compile(r"[ \t]*(?:$|(?=\d)|[、，,；;（(和与及并且以用]|左右|大关|目标|水平|的目标)")
NOUN_STOP = re.compile(
    rf"、(?=[ \t]?(?:\d|{MAKE_WORD}|[一二三四五六七八九十两百]+[个家项]))|，|[并且](?={MAKE_WORD}|[形成带])"
    rf"|(?<!级)以上的?|(?:和|及|与|以及)(?=\d)|[（(]"
)
# 配比不低于在职人员的75%
BOUND_PART = re.compile(rf"(?P<bound>{BOUND})(?P<whole>[^，。；的\d]{{2,20}})的[ \t]*$")
PART = re.compile(r"(?P<whole>占[^，。；占]{2,30})的[ \t]*$")
SHARE_LEAD = re.compile(r"(?:实现|推动|促进|力争|确保|使|做到|保证|采用|使用|达到)[ \t]*$")
SHARE_REST = re.compile(r"的?(?P<what>[^，。；、的]{2,40}[^，。；]{0,20})")
