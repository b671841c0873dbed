"""A term in; what it asks about, without words of asking (谁负责, 怎么办理), out.

Also words that carry little: STOP_WORDS are not looked for; an answer need not hold COMMON_WORDS (加强, 建设), but
ranks higher if it does.
"""

import re

# Texts are split here, so the pattern has no groups that catch.
ASKED = re.compile(
    r"""
      ^(?: 请问 | 请教 | 查询 | 查一下 | 帮我(?:查|找)?(?:一下)?
         | (?:我|我们)?想(?:要|了解|知道|查|问|找)(?:一下)?         # 我想了解一下
       )+
    | (?:应该|应|该|都|由|归|找|向|属于|是|在|有)*                  # 由谁牵头 · 归哪个部门管 · 有哪些
      (?:谁|哪(?:一|些|几|个|家|级|里|儿)*(?:部门|单位|机构|厅局|机关)?)
      (?:来|要|应该|应|共同)?(?:牵头|负责|主管|管理|管|承担|办理)?
    | (?:应该|应|该|要)?(?:怎么|怎样|如何|咋)                       # 怎么处理
      (?:样|办理?|处理|做|管理?|规定|要求|安排|解决|申请)?
    | (?:都|又)?(?:有|是|指|包括|达到|到|要|为)?                    # 什么时候完成 · 达到多少
      (?:什么|啥|多少|几个|几项)(?:时候|时间|样)?(?:完成|达到|实现|建成|到期)?
    | 何时(?:完成|达到|实现|建成)? | 为何
    | 有没有 | 有无 | 是否 | 是不是 | 能不能 | 可不可以 | 关于
    | [吗呢呀？?]$
    """,
    re.VERBOSE,
)
STOP_WORDS = frozenset(re.findall(r"\w+", "可以 的 了 和 与 及 以及 对 在 由 把 被 为 是 有 有关 相关 方面 情况"))
COMMON_WORDS = frozenset(
    re.findall(
        r"\w+",
        "加强 加快 加大 推进 推动 开展 实施 促进 做好 提高 提升 完善 健全 建立 落实 强化 深化 发展 建设 支持 鼓励 引导 "
        "打造 进行 享受 申请 处理 解决 共同 会同 联合 负责 牵头 配合 任务 工作 事项 职责 政策 措施 规定 要求 办法 内容 "
        "问题 部门 单位 完成 时候 时间",
    )
)


def matters(term: str) -> list[str]:
    """What a folded term asks about: the text between the words of asking; the whole term where nothing is left.

    >>> matters("谁负责碳足迹认证")
    ['碳足迹认证']
    """
    return [stretch for stretch in ASKED.split(term) if stretch.strip("的了")] or [term]
