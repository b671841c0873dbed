"""A term in; what it asks about, without words of asking (谁负责, 怎么办理), out.

Also words that carry little: STOP_WORDS are not looked for; an answer need not hold COMMON_WORDS (加强, 建设), but
ranks higher if it does.
"""

import re
from collections.abc import Callable

from documents.search.words.folding import runs

# Texts are split by these, so the patterns have no groups that catch.
# 请问 · 能不能给我讲讲 · 我想了解一下: where a term begins
POLITE = r"""
    你好 | 您好 | 请问(?:一下|下)? | 请教(?:一下|下)? | 求问 | 求助 | 咨询(?:一下|下) | 查询 | 查查
    | (?:查|看|找|问)(?:一下|下) | 关于 | 针对
    | 麻烦(?:您|你)?(?:帮我)?(?:查|问|看|找)?(?:一下|下)? | 想?(?:请)?问(?:一下|下)
    | 请?(?:告诉|帮)(?:我们?|一下)+(?:查|找|看|列|讲|说|介绍)*(?:一下|下|查|看|出)*
    | (?:能不能|能否|可不可以|可以|可否|能)(?:给|帮|跟|和|为)(?:我们?|大家)(?:查|找|看|列|讲|说|介绍)*(?:一下|下|看|出)*
    | (?:能不能|能否|可不可以|可否)(?:讲讲|说说|介绍(?:一下)?) | (?:介绍|说|讲)一下
    | (?:给|跟|和)我们?(?:讲|说|介绍|列|看)+(?:一下|下|出)*
    | (?:我们?(?:需要|要)|(?:我们?)?想要?)(?:了解|知道|查|问|找|看|请教|咨询)+(?:一下|下)?
    | 我们?(?:只?想要?|[只就]?要(?![求点素])) | (?:有)?(?:谁|人|没有人)知道 | (?:什么|啥)(?:是|叫)
"""
LATELY = "(?:到底|究竟|具体|一共|总共|大概|最迟|最晚|最快)?"  # what stands before words of asking
# 由谁牵头 · 归哪个部门管 · 有哪些规定 · 该找谁 · 在哪办
WHO = rf"""
    (?:应该|应|该|都|由|归|找|向|属于|是|在|去|到|有|得|需要|需|还能?|可以)*{LATELY}(?:用在)?
    (?:谁|哪(?:一|些|几|个|家|级|里|儿|方面)*(?:部门|单位|机构|厅局|厅|局|委|处|机关|规定|要求|政策|措施|任务|内容|文件|条件)?)
    (?:来|要|应该|应|共同)?(?:牵头|负责|主责|主管|管理|管|承担|办理|办|落实|实施|推进|说了算)?(?:的活儿?|的事儿?)?
"""
# 怎么处理 · 是怎么说的 · 咋办 · 为啥要
HOW = rf"""
    (?:应该|应|该|要|是|都)*{LATELY}(?:怎么|怎样|如何|咋)
    (?:样|着|办理?|处理|做|管理?|规定|要求|安排|解决|申请|说|讲|写|提|弄|搞|整|算|操作)?
    | (?:为啥|为何|为什么)(?:要|会|还要)?
"""
# 什么时候完成 · 需要做什么 · 达到多少个 · 占几成 · 几年内 · 花多少钱
WHAT = rf"""
    (?:都|又|还)*{LATELY}(?:需要|需|要|应该|该)?(?:在)?
    (?:做|干(?=什么|啥)|花(?=多少)|建(?=几|多少)|有|指的是|是|指|包括|达到|到|要|为|占|降)?(?:些|了)?
    (?:什么|啥|多少|几(?:个|项|成|类|条|家|种|级|倍|年|月|时|点))
    (?:时候|时间|样|规定|要求|条件|政策|措施|办法|任务|内容|目标|意思|好处|部门|单位|个|家|项|钱|事)?
    (?:之?前|之?内|之?后|底)?(?:完成|达到|实现|建成|建好|到期|结束|截止|负责)?
"""
# 要多久 · 哪年前 · 何时建成 · 是哪年提出的
WHEN = rf"""
    {LATELY}(?:要|需要|需|得|还要|是|到|在|于)*(?:多久|多长时间|哪一?年|哪天|何年|何时)(?:之?前|之?内|之?后|底|能|才能)*
    (?:完成|达到|实现|建成|建好|到期|结束|提出的?)?
"""
WHETHER = r"""
    有没有 | 有无 | 是否 | 是不是 | 能不能 | 能否 | 可不可以 | 可否 | 行不行 | 要不要 | 需不需要 | 关于
    | 是?怎么回事 | 还有吗 | (?<=.)(?<!求)是$ | (?:对吗|对吧|了吗|吗|呢|呀)?[？?]*$
"""
BEFORE_ASKING = re.compile(f"^(?:{POLITE})+|[？?]+$", re.VERBOSE)
ASKED = re.compile(f"^(?:{POLITE})+ | {WHEN} | {WHO} | {HOW} | {WHAT} | {WHETHER}", re.VERBOSE)
# Of a question in English; each is a term, since blanks stand between them.
LATIN_ASKING = frozenset(
    re.findall(
        r"\w+",
        "how what which who whom whose when where why is are was were be do does did can could should shall will would "
        "must may a an the of to for on in by at about any there please tell me show find get need much many long and "
        "have has with from says say said responsible finished",
    )
)
STOP_WORDS = frozenset(re.findall(r"\w+", "可以 的 了 和 与 及 以及 对 在 由 把 被 为 是 有 有关 相关 方面 情况"))
COMMON_WORDS = frozenset(
    re.findall(
        r"\w+",
        "加强 加快 加大 推进 推动 开展 实施 促进 做好 提高 提升 完善 健全 建立 落实 强化 深化 发展 建设 支持 鼓励 引导 "
        "打造 进行 享受 申请 处理 解决 共同 会同 联合 负责 牵头 配合 任务 工作 事项 职责 政策 措施 规定 要求 办法 内容 "
        "问题 部门 单位 完成 时候 时间 现在 目前 如今 我们 咱们 大家 自己 有人 没有 还有 还能 这个 那个 "
        "这些 那些 一些 东西 里头 旁边 顺便 门道 说法 讲究 事情 事儿 好处 时限 期限 "
        "承担 责任 重点 地方 人家 那边 这边 那里 这里 需要 应该 必须 打算 允许 "
        "责任单位 责任部门 截止 具体 满足 文件 最新 区别 差别 差异 不同 对比 比较",
    )
)


def matters(term: str, is_known: Callable[[str], bool] = lambda text: False) -> list[str]:
    """What a folded term asks about: the text between the words of asking; the whole term where nothing is left. What
    is known as it stands (怎么省电) stays whole.

    >>> matters("谁负责碳足迹认证")
    ['碳足迹认证']
    """
    return matter_of(term, is_known) or [term]


def is_asking(term: str) -> bool:
    """Whether a folded term holds only words of asking: 什么时候完成, which."""
    return term in LATIN_ASKING or not matter_of(term, lambda text: False)


def matter_of(term: str, is_known: Callable[[str], bool]) -> list[str]:
    """The stretches between the words of asking, those that say something."""
    if is_known(term):
        return [term]
    courteous = BEFORE_ASKING.sub("", term)
    if is_known(courteous):
        return [courteous]
    found = [stretch for stretch in ASKED.split(term) if runs(stretch.strip("的了"))]
    return found if found == [term] else [each for stretch in found for each in matter_of(stretch, is_known)]
